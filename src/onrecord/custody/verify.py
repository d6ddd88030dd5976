# SPDX-License-Identifier: Apache-2.0
"""Whether a case is as it was kept: an argument in ten steps. Writes nothing into the case, needs no lock.

What must hold:

1. *One case.* ``case.toml``, the first log entry and every checkpoint name the same case.
2. *Lines.* Every line of the log is in the one form of a good line, and its hash is that of its content.
3. *Order.* The lines count from 0 without a gap, and each names the hash of the one before.
4. *Signed.* Every checkpoint has the signature of the key it names and the Merkle root of the log at its size
   (RFC 9162), and the newest covers the last entry.
5. *Details.* Every entry has the receipt or note that it commits to, unless a later entry says ``disposed``; there
   are no others.
6. *Items.* Every item named by a receipt is there, and its size and SHA-256 are those in the receipt.
7. *Nothing else.* The evidence store holds nothing that no receipt names.
8. *Keys.* The checkpoints are signed by keys that may sign: those the state folder remembers for this case, and that
   of the checkpoint given as trusted.
9. *Not older.* The log begins with all that was seen of it before: by this person (state folder) or by whoever kept
   the trusted checkpoint. A consistency proof needs no more here than the root at that size, as the log is at hand.
10. *Second digest.* The SHA-512 of every item is that in the receipt. It takes three times as long as step 6, which
   no change of an item survives while SHA-256 holds; so it is made where it is asked for, and after ``restore``.

Steps 8 and 9 are *not checked* without state folder and trusted checkpoint: without them, whoever can rewrite the
whole folder can make steps 1 to 7 hold.

A batch that was interrupted is no fault. It is named as pending; what it has moved or written so far is left out.

What the caller still owes: to know that a key is the key of the person he thinks of; to keep a checkpoint where no
one with access to the case can change it; and to remember that all times are claims of a local clock. Nothing here
says that a document is true, or looks at the register, which is made anew from this record.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord.custody import checkpoints, details, journal, receipts, survey
from onrecord.custody.checkpoints import Checkpoint
from onrecord.custody.details import Detail
from onrecord.custody.findings import Answer, Check, Finding, Kind, Progress, Verification
from onrecord.custody.hashing import Hashing
from onrecord.custody.keys import Seen, State
from onrecord.custody.survey import EvidenceNames, LogSurvey, Pending
from onrecord.errors import BadCall, CannotKeep, CaseBusy, NotACase
from onrecord.model import Item
from onrecord.settings import Settings

TITLES = (
    "All parts of the folder are of one case.",
    "Every line of the log is as it was written.",
    "The lines of the log stand in their order, and none is missing.",
    "The log is the one that was signed, to its last entry.",
    "Every entry has the receipt or note that it commits to, and there are no others.",
    "Every item is there, and no bit of it has changed.",
    "Nothing else lies in the evidence store.",
    "The checkpoints are signed by keys that may sign for this case.",
    "The log holds all that was seen of it before.",
    "Every item has the second digest (SHA-512) that was logged.",
)
DISPOSED = "disposed"


@dataclass
class _Case:
    """What was read, and what is concluded step by step."""

    folder: Path
    length: int
    """Bytes of the log when reading began, -1 where there is none."""
    pending: Pending
    log: LogSurvey
    signed: list[tuple[str, int, Checkpoint | None]]
    seen: Seen | None
    trusted: Checkpoint | None
    names: EvidenceNames
    hashing: Hashing
    case_id: str | None
    findings: dict[int, list[Finding]] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    """Items that receipts name, by SHA-256."""
    doubtful: set[str] = field(default_factory=set)
    """Items named by receipts that were changed: neither expected nor unlogged."""

    def add(self, number: int, kind: Kind, where: str) -> None:
        self.findings.setdefault(number, []).append(Finding(kind, where))


def verify(
    case: Path,
    settings: Settings | None = None,
    trusted_checkpoint: Path | None = None,
    progress: Progress | None = None,
    *,
    second_digest: bool = False,
) -> Verification:
    """Go through the ten steps for the case in this folder, the last one with ``second_digest`` only.

    Without ``settings`` no state folder is asked. When nothing failed, the state folder remembers how far the case has
    grown. Raises NotACase, BadCall where the trusted checkpoint is none or the case may not be read, CaseBusy where
    the case was written to meanwhile, CustodyBroken where the state folder is damaged.
    """
    if not (case / journal.LOG).exists() and not (case / "evidence").is_dir():
        raise NotACase(
            "This folder holds no custody record.",
            helps="Name the folder of a case: the one in which case.toml and custody.log lie.",
        )
    trusted = _read_trusted(trusted_checkpoint)
    try:
        with _without_collecting():
            return _verify(case, settings, trusted, progress, second_digest=second_digest)
    except OSError as error:
        raise BadCall(
            f"A part of the case cannot be read ({type(error).__name__}).",
            "So nothing can be said about the rest.",
            "Check that all of the case belongs to you and that its disk is there, then run the same command again.",
        ) from error


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the collector of circles off: nothing here makes any, and its looks at all entries cost a third of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _verify(
    case: Path, settings: Settings | None, trusted: Checkpoint | None, progress: Progress | None, *, second_digest: bool
) -> Verification:
    names = survey.evidence_names(case)
    regular = {sha256: size for sha256, size in names.items.items() if sha256 not in names.irregular}
    hashing = Hashing(case, regular, second_digest=second_digest)
    try:
        read = _read(case, settings, trusted, names, hashing)
        _check_one_case(read)
        _check_lines(read)
        _check_order(read)
        _check_signed(read)
        _check_details(read)
        size = _check_items(read, progress, second_digest=second_digest)
        _check_nothing_else(read)
        allowed = _check_keys(read)
        known = _check_not_older(read)
        _refuse_moving(read)
    finally:
        hashing.stop()
    return _conclude(read, settings, allowed=allowed, known=known, second_digest=second_digest, size=size)


# --- reading -------------------------------------------------------------------------------------


def _read_trusted(path: Path | None) -> Checkpoint | None:
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            found = checkpoints.read_checkpoint(file.read(checkpoints.LONGEST))
    except OSError:
        raise BadCall("The checkpoint file cannot be opened.", helps="Check the path given to --checkpoint.") from None
    if found is None:
        raise BadCall(
            "The file given as checkpoint is none, or it was changed.",
            "Nothing was verified.",
            "A checkpoint is a small JSON file out of the folder checkpoints of a case.",
        )
    return found


def _read(
    case: Path, settings: Settings | None, trusted: Checkpoint | None, names: EvidenceNames, hashing: Hashing
) -> _Case:
    length = _log_length(case)
    pending = survey.survey_pending(case)
    listed = list(survey.signed(case))
    for one in pending.logged:
        name = checkpoints.file_name(one.checkpoint.tree_size)
        if all(name != other for other, _, _ in listed):
            # the batch is in the log but not finished: it may still owe its checkpoint file, which its journal holds
            listed.append((name, one.checkpoint.tree_size, one.checkpoint))
    case_id = survey.case_id_of_folder(case) or survey.case_id_of_log(case)
    seen = None
    if settings is not None and case_id is not None:
        seen = State(settings.state_folder).seen(case_id)
    wanted = {content.tree_size for _, _, content in listed if content is not None}
    wanted |= {known.tree_size for known in (seen, trusted) if known is not None}
    return _Case(
        folder=case,
        length=length,
        pending=pending,
        log=survey.survey_log(case, pending.log_end, wanted),
        signed=listed,
        seen=seen,
        trusted=trusted,
        names=names,
        hashing=hashing,
        case_id=case_id,
    )


def _log_length(case: Path) -> int:
    path = case / journal.LOG
    return path.stat().st_size if path.exists() else -1


def _refuse_moving(read: _Case) -> None:
    if survey.survey_pending(read.folder).waiting != read.pending.waiting or _log_length(read.folder) != read.length:
        raise CaseBusy(
            "The case was written to while it was verified.",
            "What was found so far may be wrong, so it is not shown.",
            "Wait until the other onrecord is done, then run the same command again.",
        )


# --- the ten steps ------------------------------------------------------------------------------


def _check_one_case(read: _Case) -> None:
    first = read.log.entries[0] if read.log.entries else None
    if first is not None and (first.action != "case_created" or first.object != read.case_id):
        read.add(1, "swapped", "custody.log, line 1")
    for name, _, content in read.signed:
        if content is not None and content.case_id != read.case_id:
            read.add(1, "swapped", f"checkpoints/{name}")
    if read.trusted is not None and read.trusted.case_id != read.case_id:
        read.add(1, "swapped", "the checkpoint given as trusted is of another case")


def _check_lines(read: _Case) -> None:
    if read.length < 0:
        read.add(2, "missing", "custody.log")
    for number in read.log.edited:
        read.add(2, "edited", f"custody.log, line {number}")
    if read.log.torn:
        read.add(2, "truncated", f"custody.log, after line {read.log.size}")
    for finding in read.pending.findings:
        read.add(2, finding.kind, finding.where)


def _check_order(read: _Case) -> None:
    """Say what happened to the lines: moved, taken out, put in, or replaced by others with good hashes of their own."""
    places = {entry.seq: line for line, entry in enumerate(read.log.entries, start=1) if entry is not None}
    moved = [line for seq, line in places.items() if seq != line - 1]
    bad = set(read.log.edited)
    if moved:
        highest = max(max(places) + 1, read.log.size)
        gone = [seq for seq in range(highest) if seq not in places and seq + 1 not in bad]
        for seq in gone:
            read.add(3, "missing", f"custody.log, entry {seq}")
        if not gone:
            for line in sorted(moved):
                read.add(3, "reordered", f"custody.log, line {line}")
        return
    if len(places) + sum(entry is None for entry in read.log.entries) < read.log.size:
        read.add(3, "edited", "custody.log holds two entries of one number")
    for line in read.log.unlinked:
        if not {line, line - 1} & bad:
            read.add(3, "edited", f"custody.log, line {max(1, line - 1)} or {line}")


def _check_signed(read: _Case) -> None:
    newest = 0
    for name, named_size, content in read.signed:
        where = f"checkpoints/{name}"
        if content is None or content.tree_size != named_size:
            read.add(4, "changed", where)
            continue
        if not content.signature_fits():
            read.add(4, "forged", where)
            continue
        if content.tree_size > read.log.size:
            if not _is_pending(read, content):
                read.add(4, "truncated", f"custody.log ends after {read.log.size} entries, {where} signed more")
            continue
        newest = max(newest, content.tree_size)
        if content.root != read.log.roots[content.tree_size]:
            read.add(4, "rewritten", f"custody.log, its first {content.tree_size} entries, against {where}")
    if newest < read.log.size:
        read.add(4, "unsigned", f"custody.log, from entry {newest} on")
    if not read.signed:
        read.add(4, "missing", "checkpoints")


def _is_pending(read: _Case, checkpoint: Checkpoint) -> bool:
    return any(one.checkpoint == checkpoint for one in read.pending.waiting)


def _check_details(read: _Case) -> None:
    answered: set[int] = set()
    aside = {target for one in read.pending.waiting for target in one.details}
    for place in details.FOLDERS:
        for path in details.files(read.folder / place):
            shown = f"{place}/{path.name}"
            if shown not in aside:
                _check_details_file(read, place, shown, path, answered)
        for where in survey.foreign_files(read.folder / place, place, details.is_file_name):
            read.add(5, "unlogged", where)
    gone = {entry.object for entry in read.log.entries if entry is not None and entry.action == DISPOSED}
    for seq, entry in enumerate(read.log.entries):
        if entry is not None and seq not in answered and entry.object not in gone:
            read.add(5, "missing", f"{details.folder_of(entry.action)}, the line of entry {seq}")


def _check_details_file(read: _Case, place: str, shown: str, path: Path, answered: set[int]) -> None:
    for number, detail in enumerate(details.read(path), start=1):
        where = f"{shown}, line {number}"
        if detail is None:
            read.add(5, "changed", where)
            continue
        entry = read.log.entries[detail.seq] if detail.seq < read.log.size else None
        if detail.seq >= read.log.size or detail.seq in answered:
            read.add(5, "unlogged", where)
            continue
        answered.add(detail.seq)
        fits = (
            entry is not None
            and details.folder_of(entry.action) == place
            and entry.object == detail.id
            and entry.detail_commit == detail.commitment()
        )
        if entry is not None and not fits:
            read.add(5, "changed", where)
        if place == details.FOLDERS[0]:
            _expect(read, detail, where, fits=fits)


def _expect(read: _Case, detail: Detail, where: str, *, fits: bool) -> None:
    """Take down the item that a receipt names."""
    try:
        item = receipts.read_item(detail.content)
    except ValueError:
        if fits:
            read.add(5, "changed", where)
        return
    if fits:
        read.items[item.sha256] = item
    else:
        read.doubtful.add(item.sha256)


def _check_items(read: _Case, progress: Progress | None, *, second_digest: bool) -> int:
    there = read.names
    total = sum(size for sha256, size in there.items.items() if sha256 not in there.irregular)
    found = read.hashing.result(None if progress is None else lambda done: progress(done, total))
    for sha256, item in sorted(read.items.items()):
        where = f"evidence/{sha256[:2]}/{sha256}"
        if sha256 not in there.items:
            read.add(6, "missing", where)
            continue
        digests = found.get(sha256)
        if digests is None or (digests.sha256, digests.size) != (item.sha256, item.size):
            read.add(6, "changed", where)
        elif second_digest and digests.sha512 != item.sha512:
            read.add(10, "changed", where)
    return sum(there.items[sha256] for sha256 in read.items if sha256 in found)


def _check_nothing_else(read: _Case) -> None:
    awaited = {sha256 for one in read.pending.waiting for sha256 in one.items}
    for sha256 in sorted(read.names.items):
        if sha256 not in read.items and sha256 not in read.doubtful and sha256 not in awaited:
            read.add(7, "unlogged", f"evidence/{sha256[:2]}/{sha256}")
    for where in read.names.foreign:
        read.add(7, "unlogged", where)


def _check_keys(read: _Case) -> set[str] | None:
    """Give the ids of the keys that may sign, None where nobody says which."""
    if read.seen is None and read.trusted is None:
        return None
    allowed = set(read.seen.keys) if read.seen is not None else set()
    if read.trusted is not None:
        if not read.trusted.signature_fits():
            read.add(8, "forged", "the checkpoint given as trusted")
        else:
            allowed.add(read.trusted.key_id)
    for name, _, content in read.signed:
        if content is not None and content.key_id not in allowed:
            read.add(8, "forged", f"checkpoints/{name}")
    return allowed


def _check_not_older(read: _Case) -> bool:
    """Say whether there was anything to compare with."""
    known: list[tuple[str, Seen | Checkpoint]] = []
    if read.seen is not None:
        known.append(("what you have seen", read.seen))
    if read.trusted is not None and read.trusted.case_id == read.case_id:
        known.append(("the trusted checkpoint", read.trusted))
    for who, state in known:
        if state.tree_size > read.log.size:
            read.add(9, "rolled back", f"custody.log has {read.log.size} entries, {who} has {state.tree_size}")
        elif read.log.roots[state.tree_size] != state.root:
            read.add(9, "rewritten", f"custody.log, its first {state.tree_size} entries, against {who}")
    return bool(known)


# --- the conclusion ------------------------------------------------------------------------------


def _conclude(
    read: _Case,
    settings: Settings | None,
    *,
    allowed: set[str] | None,
    known: bool,
    second_digest: bool,
    size: int,
) -> Verification:
    unknown = (
        "no state folder was asked and no checkpoint given"
        if settings is None
        else "your state folder does not know this case yet and no checkpoint was given"
    )
    unchecked: dict[int, str] = {}
    if allowed is None:
        unchecked[8] = unknown
    if not known:
        unchecked[9] = unknown
    if not second_digest:
        unchecked[10] = "it takes longer and was not asked for; step 6 finds every change. To make it, add --sha512"
    checks = []
    for number, title in enumerate(TITLES, start=1):
        found = tuple(read.findings.get(number, ()))
        answer: Answer = "failed" if found else "not checked" if number in unchecked else "passed"
        checks.append(Check(number, title, answer, unchecked[number] if answer == "not checked" else None, found))
    result = Verification(
        case_id=read.case_id,
        tree_size=read.log.size,
        root=read.log.root,
        items=len(read.items),
        size=size,
        checks=tuple(checks),
        pending=read.pending.batches,
    )
    if not result.ok or settings is None or read.case_id is None:
        return result
    return replace(result, remarks=_remember(State(settings.state_folder), read, allowed))


def _remember(state: State, read: _Case, allowed: set[str] | None) -> tuple[str, ...]:
    keys = allowed if allowed is not None else {content.key_id for _, _, content in read.signed if content is not None}
    try:
        state.remember(read.case_id or "", tuple(sorted(keys)), read.log.size, read.log.root)
    except CannotKeep:
        # the case itself is fine, and that is what was asked; the person is told that the next check knows less
        return ("Your state folder cannot be written, so how far this case has grown is not remembered.",)
    return ()

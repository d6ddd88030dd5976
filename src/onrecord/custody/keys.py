# SPDX-License-Identifier: Apache-2.0
"""What one person knows apart from any case: the signing key, and how far each case had grown when last seen.

It lies in the state folder, never in a case, so whoever steals or swaps a case can neither sign for it nor
put an older copy back unseen:

- ``signing-key.pem``: Ed25519, PKCS #8, readable by its owner only; made when first needed.
- ``actor``: an opaque random id, the only thing that the log says of who acted.
- ``cases/<digest of case id>.json``: ``{case_id, keys, tree_size, root, given_up}``, the highest checkpoint seen
  and the ids of the keys that may sign. The size is never lowered, except when a person restores an older
  backup and says so; then what was given up is kept in ``given_up``.

Whoever can write both the case and this folder can undo all of this. A checkpoint handed to a third party
(``onrecord verify --checkpoint``) is what stands against that.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from filelock import FileLock, Timeout

from onrecord import clock
from onrecord.custody import durable, log
from onrecord.custody.canonical import canonical, parse
from onrecord.custody.checkpoints import key_id
from onrecord.errors import CannotKeep, CaseBusy, CustodyBroken

_LOCK_SECONDS = 20.0
"""The state folder is held for a few writes only; longer means that something hangs."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What this person knows of one case."""

    case_id: str
    keys: tuple[str, ...]
    """Ids of the keys that may sign checkpoints of this case."""
    tree_size: int
    root: str
    """Hexadecimal."""
    given_up: tuple[tuple[int, str], ...] = ()
    """Size and root of states that were lost and given up when an older backup was restored."""


class State:
    """The state folder of one person."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def signing_key(self) -> Ed25519PrivateKey:
        """Give the signing key, made on first use. Raises CustodyBroken where its file is damaged, CannotKeep."""
        path = self.folder / "signing-key.pem"
        if not path.exists():
            with self._held():
                if not path.exists():
                    made = Ed25519PrivateKey.generate()
                    durable.write_whole(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        try:
            key = load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, ValueError, TypeError):
            raise _damaged("The signing key in your state folder cannot be read.") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise _damaged("The signing key in your state folder is of another type.")
        return key

    def actor(self) -> str:
        """Give this person's opaque id, made on first use. Raises CustodyBroken, CannotKeep."""
        path = self.folder / "actor"
        if not path.exists():
            with self._held():
                if not path.exists():
                    durable.write_whole(path, clock.new_id("P").encode("ascii") + b"\n")
        try:
            actor = path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            raise _damaged("Your id in the state folder cannot be read.") from None
        if not log.OBJECT.fullmatch(actor):
            raise _damaged("Your id in the state folder is damaged.")
        return actor

    def own_key_id(self) -> str:
        """Give the id of this person's signing key."""
        return key_id(self.signing_key().public_key().public_bytes_raw())

    def seen(self, case_id: str) -> Seen | None:
        """Give what is known of a case, None where it was never seen. Raises CustodyBroken where that is damaged."""
        try:
            found: Any = parse(self._path(case_id).read_bytes())
            return Seen(
                case_id={case_id: case_id}[found["case_id"]],
                keys=tuple(str(key) for key in found["keys"]),
                tree_size=int(found["tree_size"]),
                root=bytes.fromhex(found["root"]).hex(),
                given_up=tuple((int(size), str(root)) for size, root in found["given_up"]),
            )
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, KeyError, TypeError):
            raise _damaged("What your state folder remembers of this case cannot be read.") from None

    def remember(self, case_id: str, keys: tuple[str, ...], tree_size: int, root: str) -> None:
        """Remember the highest checkpoint seen and who may sign. A smaller size than known changes no size.

        Raises CustodyBroken where the same size is known with another root, CannotKeep.
        """
        with self._held():
            known = self.seen(case_id)
            if known is None:
                self._write(Seen(case_id, tuple(sorted(set(keys))), tree_size, root))
                return
            if known.tree_size == tree_size and known.root != root:
                raise CustodyBroken(
                    "Two different logs of this case have the same length.",
                    "One of them was not written by this case's key, or the case was continued in two copies.",
                    "Run: onrecord verify CASE",
                )
            merged = replace(known, keys=tuple(sorted({*known.keys, *keys})))
            if tree_size > known.tree_size:
                merged = replace(merged, tree_size=tree_size, root=root)
            if merged != known:
                self._write(merged)

    def give_up(self, case_id: str, tree_size: int, root: str) -> None:
        """Go back to an older state because a person restored a backup and said so; the newer one is noted."""
        with self._held():
            known = self.seen(case_id)
            if known is not None and known.tree_size > tree_size:
                lost = (*known.given_up, (known.tree_size, known.root))
                self._write(replace(known, tree_size=tree_size, root=root, given_up=lost))

    def _path(self, case_id: str) -> Path:
        # the id comes out of a file that anybody may edit, so it never becomes a file name itself
        return (
            self.folder
            / "cases"
            / (hashlib.sha256(case_id.encode("utf-8", "surrogatepass")).hexdigest()[:32] + ".json")
        )

    def _write(self, seen: Seen) -> None:
        durable.make_folder(self.folder / "cases")
        content = {
            "case_id": seen.case_id,
            "keys": seen.keys,
            "tree_size": seen.tree_size,
            "root": seen.root,
            "given_up": seen.given_up,
        }
        durable.write_whole(self._path(seen.case_id), canonical(content))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            full = error.errno in durable.FULL
            code = errno.errorcode.get(error.errno or 0, "unknown error")
            raise CannotKeep(
                "The disk of your state folder is full." if full else f"Your state folder cannot be written ({code}).",
                "It holds your signing key and what you have seen of each case. What was reported as kept stays kept.",
                "Free some space, then run the same command again."
                if full
                else "Check that the folder is not read-only and belongs to you, or set ONRECORD_STATE to another one.",
            ) from error

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the state folder against other processes of the same person while something in it is changed."""
        with self._writing():
            self.folder.mkdir(durable.FOLDER_MODE, parents=True, exist_ok=True)
            try:
                with FileLock(self.folder / ".lock", timeout=_LOCK_SECONDS, thread_local=False):
                    yield
            except Timeout:
                raise CaseBusy(
                    "Your state folder is held by another onrecord.",
                    "Nothing was done.",
                    "Wait until the other one is done, or end it, and try again.",
                ) from None


def _damaged(what: str) -> CustodyBroken:
    return CustodyBroken(
        what,
        "Nothing was changed. Without it nobody can say whether an older copy of a case was put back.",
        "Put your state folder back from a backup, or point ONRECORD_STATE to a new folder to start afresh.",
    )

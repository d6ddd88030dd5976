# SPDX-License-Identifier: Apache-2.0
"""The command line: a few lines per command over the case file.

Exit status everywhere: 0 done · 1 a check failed · 2 bad call or bad input, nothing done · 3 done, but
something could not be read (listed). Stages are imported inside the commands, so that ``--help`` and
``verify`` load no reader and no database.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord import __version__
from onrecord.cli.edge import (
    CHECK_FAILED,
    DONE,
    NOT_ALL_READ,
    Command,
    Program,
    guarded,
    progress,
    quoted,
    say,
    say_json,
    say_next,
    telling,
)
from onrecord.cli.summaries import count, say_added, say_status, say_unread, say_verification
from onrecord.errors import BadCall
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.casefile.adding import Added
    from onrecord.casefile.case import Case
    from onrecord.model import Provenance, Receipt

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path, readable=False))
CASE_OPTION = click.option(
    "--case",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("case"),
    show_default=True,
    help="Folder of the case.",
)
CASE_ARGUMENT = click.argument("folder", metavar="CASE", type=click.Path(path_type=Path))
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
VERBOSE_OPTION = click.option("--verbose", is_flag=True, help="Show the technical trace of an error.")


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 done, 1 a check failed, 2 bad call or bad input (nothing done), "
    "3 done, but something could not be read (it is listed).",
)
@click.version_option(__version__, prog_name="onrecord")
def main() -> None:
    """Keep documents so that change shows, read who said what, and draft a cited report.

    Everything stays on this machine. The machine proposes; only people put things on the record; it
    never says what is true.
    """


def _provenance_options(function: Callable[..., Any]) -> Callable[..., Any]:
    options = [
        click.option("--supplied-by", metavar="WHO", help="Who gave you the documents."),
        click.option("--how-obtained", metavar="WORDS", help="How they reached you."),
        click.option("--published", metavar="DATE", help="Publication date, where a document states none: 2026-03-01."),
        click.option("--protected", is_flag=True, help="Keep what these documents hold out of every report."),
        click.option(
            "--provenance",
            "provenance_file",
            type=click.Path(path_type=Path),
            help="TOML file with these facts for each file name.",
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def _provenance(
    supplied_by: str | None,
    how_obtained: str | None,
    published: str | None,
    protected: bool,
    provenance_file: Path | None,
) -> tuple[Provenance, dict[str, Provenance]]:
    from onrecord.casefile.provenance import check_date, read_provenance
    from onrecord.model import Provenance

    published = check_date(published) if published else None
    common = Provenance(supplied_by, how_obtained, published, protected)
    return common, read_provenance(provenance_file, common) if provenance_file else {}


def _need_paths(paths: tuple[Path, ...], command: str) -> None:
    if not paths:
        raise BadCall("No files were named.", helps=f"Try: onrecord {command}")
    for number, path in enumerate(paths, 1):
        if not os.path.lexists(path):  # one that is there and cannot be opened does not stop the rest
            raise BadCall(f"Path number {number} of those you named is not there.", helps="Check how it is written.")


def _need_files(paths: tuple[Path, ...], command: str) -> None:
    from onrecord.intake.walk import collect

    _need_paths(paths, command)
    if next(collect(paths), None) is None:
        raise BadCall("There is no file in what you named.", helps="Name files, or folders that hold some.")


def _added_json(case: Case, added: Added) -> dict[str, Any]:
    from onrecord.casefile.adding import receipts_kept

    return {
        "kept": [_without_words(receipt) for receipt in receipts_kept(case, added)],
        "known": added.known,
        "not_taken": added.not_taken,
        "left_out": added.left_out,
        "provenance_without_file": added.without_file,
    }


def _without_words(receipt: Receipt) -> Receipt:
    """Leave of what is protected what everything else calls it by: a JSON file goes further than a terminal."""
    given = receipt.provenance
    if not given.protected:
        return receipt
    untold = replace(given, supplied_by=None, how_obtained=None)
    return replace(receipt, name=receipt.id, path=receipt.id, provenance=untold)


@main.command(cls=Command, epilog='onrecord new CASE --title "Detentions in the north"')
@CASE_ARGUMENT
@click.option("--title", help="What the case is called; the folder's name, if you say nothing.")
@click.option("--question", help="What the case is to find out.")
@JSON_OPTION
@VERBOSE_OPTION
@guarded
def new(folder: Path, title: str | None, question: str | None, as_json: bool) -> int:
    """Make an empty case in the folder CASE."""
    from onrecord.casefile.case import Case

    with Case.new(folder, Settings.from_environment(), title=title, question=question) as case:
        if as_json:
            say_json({"case": str(folder), "id": case.facts.id, "title": case.facts.title})
        else:
            say(f"Made the case {case.facts.id} in {folder}.")
            say_next(f"add FILES --case {quoted(folder)}")
    return DONE


@main.command(
    cls=Command,
    epilog="""onrecord add reports/ --case CASE --supplied-by "Lawyers' network" --how-obtained "handed over"
    onrecord add interview.docx --case CASE --protected""",
)
@PATHS
@CASE_OPTION
@_provenance_options
@JSON_OPTION
@VERBOSE_OPTION
@guarded
def add(paths: tuple[Path, ...], folder: Path, as_json: bool, **provenance: Any) -> int:
    """Take files and folders into the case, exactly as they are."""
    from onrecord.casefile.adding import add as add_paths
    from onrecord.casefile.case import Case

    _need_files(paths, "add FILES --case CASE")
    common, by_name = _provenance(**provenance)
    with (
        Case.open(folder, Settings.from_environment()) as case,
        progress("Adding", quiet=as_json) as show,
    ):
        added = add_paths(case, paths, common, by_name, show)
        told = _added_json(case, added) if as_json else None
    if told is not None:
        say_json(told)
    else:
        say_added(added)
        say_next(f"read --case {quoted(folder)}")
    return NOT_ALL_READ if added.not_taken else DONE


@main.command(cls=Command, epilog="onrecord read --case CASE\nonrecord read --case CASE --failed")
@CASE_OPTION
@click.option(
    "--failed", "failed_too", is_flag=True, help="Try again what failed before, as when memory or time ran out."
)
@JSON_OPTION
@VERBOSE_OPTION
@guarded
def read(folder: Path, failed_too: bool, as_json: bool) -> int:
    """Read what has not been read yet, or only by an older reader."""
    from onrecord.casefile.case import Case
    from onrecord.casefile.reading import read as read_case

    with Case.open(folder, Settings.from_environment()) as case, progress("Reading", quiet=as_json) as show:
        summary = read_case(case, show, failed_too=failed_too)
    if as_json:
        say_json(asdict(summary))
    else:
        say(f"Read {count(summary.documents, 'document')} now and found {count(summary.statements, 'statement')}.")
        if summary.unread:
            say_unread(summary.unread)
        say_next(f"report --case {quoted(folder)}")
    return NOT_ALL_READ if summary.unread else DONE


@main.command(cls=Command, epilog="onrecord status --case CASE")
@CASE_OPTION
@JSON_OPTION
@VERBOSE_OPTION
@guarded
def status(folder: Path, as_json: bool) -> int:
    """Say what the case holds, what is unanswered, due, and what could not be read."""
    from onrecord.casefile.case import Case
    from onrecord.casefile.drafting import status as status_of

    with Case.open(folder, Settings.from_environment(), read_only=True) as case:
        found, title = status_of(case), case.facts.title
    if as_json:
        say_json({"case": str(folder), "title": title, **asdict(found)})
    else:
        say(f"Case: {title}")
        say_status(found)
        waiting = found.not_read_yet or found.read_by_older
        step = "read" if waiting else "report" if found.documents or found.protected else "add FILES"
        say_next(f"{step} --case {quoted(folder)}")
    return NOT_ALL_READ if found.unread else DONE


@main.command(cls=Command, epilog="onrecord report --case CASE\nonrecord report --case CASE --output draft.html")
@CASE_OPTION
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it.")
@click.option("--full", is_flag=True, help="Put the text of every document into the report, however many.")
@JSON_OPTION
@VERBOSE_OPTION
@guarded
def report(folder: Path, output: Path | None, full: bool, as_json: bool) -> int:
    """Write the draft report: one HTML file, each sentence cited, nothing assessed."""
    from onrecord.casefile.case import Case
    from onrecord.casefile.drafting import write_report

    with Case.open(folder, Settings.from_environment()) as case:
        path = write_report(case, output, full=full)
    if as_json:
        say_json({"report": str(path)})
    else:
        say(f"The draft report: {path}")
        say("Open it in any browser; it needs no network. Nothing in it has been assessed.")
    return DONE


@main.command(
    cls=Command,
    epilog="""onrecord run reports/ --case CASE
    onrecord run --example --case example-case""",
)
@PATHS
@CASE_OPTION
@click.option("--example", is_flag=True, help="Use the documents about a fictional country that come with onrecord.")
@_provenance_options
@JSON_OPTION
@VERBOSE_OPTION
@guarded
def run(paths: tuple[Path, ...], folder: Path, example: bool, as_json: bool, **provenance: Any) -> int:
    """Do the main job: make the case if there is none, add, read, and write the draft report."""
    from onrecord.casefile.adding import add as add_paths
    from onrecord.casefile.case import Case
    from onrecord.casefile.drafting import status as status_of
    from onrecord.casefile.drafting import write_report
    from onrecord.casefile.reading import read as read_case
    from onrecord.example import documents_folder, provenance_path

    title = None
    if not paths and not example:
        _need_paths(paths, "run FILES --case CASE")
    if example:
        paths, title = (*paths, documents_folder()), "The example case: Velmora, a fictional country"
        provenance["provenance_file"] = provenance["provenance_file"] or provenance_path()
    _need_files(paths, "run FILES --case CASE")
    common, by_name = _provenance(**provenance)
    with Case.open_or_new(folder, Settings.from_environment(), title=title) as case:
        with progress("Adding", quiet=as_json) as show:
            added = add_paths(case, paths, common, by_name, show)
        with progress("Reading", quiet=as_json) as show:
            read_case(case, show)
        path = write_report(case, None)
        found = status_of(case)
        told = _added_json(case, added) if as_json else None
    if told is not None:
        say_json({"case": str(folder), "report": str(path), **told, **asdict(found)})
    else:
        say_added(added)
        say_status(found)
        say()
        say(f"The draft report: {path}")
        say("Open it in any browser; it needs no network. Nothing in it has been assessed.")
        second = "run FILES --case my-case" if example else f"backup {quoted(folder)} DESTINATION"
        say_next(f"verify {quoted(folder)}", second)
    return NOT_ALL_READ if added.not_taken or found.unread else DONE


@main.command(
    cls=Command,
    epilog="""onrecord statements article.txt > statements.jsonl
    onrecord statements *.txt --published 2026-03-01""",
)
@PATHS
@click.option("--published", metavar="DATE", help="Publication date, where a document states none.")
@click.option(
    "--meta",
    type=click.Path(path_type=Path, dir_okay=False),
    help='JSON Lines with {"name", "title", "published"} for each document.',
)
@click.option(
    "--answer-all", is_flag=True, help="Answer every field of the incident, also where unsure (for benchmarks)."
)
@VERBOSE_OPTION
@guarded
def statements(paths: tuple[Path, ...], published: str | None, meta: Path | None, answer_all: bool) -> int:
    """Print who said what in FILES as JSON Lines. Needs no case and keeps nothing."""
    from onrecord.casefile.loose import read_loose, read_meta
    from onrecord.casefile.provenance import check_date

    _need_paths(paths, "statements FILES")
    date = check_date(published) if published else None
    given = read_meta(meta) if meta else {}
    everything_read = True
    with progress("Reading", quiet=sys.stdout.isatty()) as show:
        for document in read_loose(paths, Settings.from_environment(), date, given, show, answer_all=answer_all):
            with telling():
                click.echo(json.dumps(document.json, ensure_ascii=False).encode("utf-8", "backslashreplace"))
            everything_read = everything_read and document.was_read
            given.pop(document.json["document"]["name"], None)
    if given:
        say(f"{count(len(given), 'line')} of the --meta file named no document and was not used.", error=True)
    return DONE if everything_read else NOT_ALL_READ


@main.command(
    cls=Command,
    epilog="""onrecord verify CASE
    onrecord verify CASE --checkpoint kept-elsewhere.json
    onrecord verify CASE --sha512""",
)
@CASE_ARGUMENT
@click.option(
    "--checkpoint", type=click.Path(path_type=Path, dir_okay=False), help="A checkpoint that you kept outside the case."
)
@click.option("--sha512", is_flag=True, help="Compare the second digest of every item as well (slower).")
@JSON_OPTION
@VERBOSE_OPTION
@guarded
def verify(folder: Path, checkpoint: Path | None, sha512: bool, as_json: bool) -> int:
    """Check that nothing in CASE was changed, lost, added, reordered, cut off or put back."""
    from onrecord.custody.verify import verify as verify_case

    with progress("Verifying", quiet=as_json) as show:
        found = verify_case(
            folder, Settings.from_environment(), trusted_checkpoint=checkpoint, progress=show, second_digest=sha512
        )
    if as_json:
        say_json(found.to_json())
    else:
        say_verification(found)
    return DONE if found.ok else CHECK_FAILED


@main.command(cls=Command, epilog="onrecord backup CASE /media/usb/case.onrecord-backup.zip")
@CASE_ARGUMENT
@click.argument("destination", type=click.Path(path_type=Path))
@JSON_OPTION
@VERBOSE_OPTION
@guarded
def backup(folder: Path, destination: Path, as_json: bool) -> int:
    """Write one verified copy of CASE to the file DESTINATION.

    The name ends in .onrecord-backup.zip; this ending is added where it is missing.
    """
    from onrecord.casefile.keeping import backup as backup_case

    with progress("Backing up", quiet=as_json) as show:
        made = backup_case(folder, destination, Settings.from_environment(), show)
    if as_json:
        say_json(asdict(made))
    else:
        say(f"The backup is {made.path} ({made.files} files, {made.size:,} bytes). It was read back and agrees.")
        say("It is not encrypted: keep it where nobody else can read it.")
    return DONE


@main.command(cls=Command, epilog="onrecord restore case.onrecord-backup.zip CASE")
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@CASE_ARGUMENT
@click.option("--accept-older", is_flag=True, help="Take a backup that is older than the case you saw last.")
@JSON_OPTION
@VERBOSE_OPTION
@guarded
def restore(source: Path, folder: Path, accept_older: bool, as_json: bool) -> int:
    """Bring the backup SOURCE back into the new folder CASE."""
    from onrecord.casefile.keeping import restore as restore_case

    with progress("Restoring", quiet=as_json) as show:
        restore_case(source, folder, Settings.from_environment(), accept_older=accept_older, progress=show)
    if as_json:
        say_json({"case": str(folder)})
    else:
        say(f"The case is in {folder}, and its custody record agrees.")
        say_next(f"status --case {quoted(folder)}")
    return DONE


@main.command(cls=Command, epilog="onrecord completion bash >> ~/.bashrc")
@click.argument("shell", metavar="[bash|zsh|fish]", type=click.Choice(["bash", "zsh", "fish"]))
@VERBOSE_OPTION
@guarded
def completion(shell: str) -> int:
    """Print the completion script for your SHELL."""
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    assert maker is not None  # noqa: S101  # the three shells above are click's own
    with telling():
        click.echo(maker(main, {}, "onrecord", "_ONRECORD_COMPLETE").source())
    return DONE

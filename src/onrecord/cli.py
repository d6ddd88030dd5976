# SPDX-License-Identifier: Apache-2.0
"""The command line: a few lines per command over the case file.

Exit status everywhere: 0 done · 1 a check failed · 2 bad call or bad input, nothing done · 3 done, but
something could not be read (listed). Stages are imported inside the commands, so that ``--help`` and
``verify`` load no reader and no database.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from onrecord import __version__
from onrecord.errors import BadCall, OnrecordError
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.casefile.adding import Added
    from onrecord.casefile.case import Progress
    from onrecord.casefile.drafting import CaseStatus
    from onrecord.casefile.reading import ReadSummary
    from onrecord.custody.findings import Verification
    from onrecord.model import Provenance

DONE, CHECK_FAILED, BAD_CALL, NOT_ALL_READ = 0, 1, 2, 3
INTERRUPTED = 130
LONGEST_LIST = 20
"""Lines of a list on the screen before it is cut; ``--json`` never cuts."""

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
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


class _Command(click.Command):
    """A command whose epilog (the examples) keeps its line breaks."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write_paragraph()
            formatter.write("Examples:\n")
            for line in self.epilog.strip().splitlines():
                formatter.write(f"  {line.strip()}\n")
        _ = ctx


def printable(text: str) -> str:
    """Make text safe for a terminal: control and bidirectional override characters become visible escapes."""
    unsafe = {*range(0x20), 0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {0x0A}
    return "".join(
        f"\\u{ord(char):04x}" if ord(char) in unsafe or 0xD800 <= ord(char) <= 0xDFFF else char for char in text
    )


def _say(text: str = "", *, error: bool = False) -> None:
    click.echo(printable(text), err=error)


def _jsonable(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)


def _say_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, default=_jsonable, ensure_ascii=True, indent=2))


def _leave_with(error: OnrecordError, *, as_json: bool, verbose: bool) -> NoReturn:
    if as_json:
        page = {"happened": error.happened, "means": error.means, "helps": error.helps}
        _say_json({"error": page, "exit_status": error.exit_status})
    else:
        _say(error.page(), error=True)
    if verbose:
        traceback.print_exc()
    sys.exit(error.exit_status)


def _guarded(function: Callable[..., int | None]) -> Callable[..., None]:
    """Turn errors into small pages and return values into exit statuses."""

    @wraps(function)
    def command(*args: Any, verbose: bool, **options: Any) -> None:
        as_json = bool(options.get("as_json"))
        try:
            status = function(*args, **options)
        except OnrecordError as error:
            _leave_with(error, as_json=as_json, verbose=verbose)
        except KeyboardInterrupt:
            _say("\nStopped. What was reported as kept is kept; run the same command again to go on.", error=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            sys.exit(DONE)
        except Exception as error:  # noqa: BLE001  # the outermost edge: a fault of ours becomes a page, too
            fault = OnrecordError(
                f"onrecord met an error of its own ({type(error).__name__}).",
                "This is a fault in the program. What was reported as kept is kept.",
                "Run the command again with --verbose and send the trace to the maintainers.",
            )
            fault.exit_status = CHECK_FAILED
            _leave_with(fault, as_json=as_json, verbose=verbose)
        sys.exit(status or DONE)

    return command


@contextmanager
def _progress(label: str, *, quiet: bool) -> Iterator[Progress]:
    """Show a bar on a terminal; on anything else, and with ``--json``, nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as bar:

        def show(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield show


@click.group(
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


def _need_paths(paths: tuple[Path, ...]) -> None:
    if not paths:
        raise BadCall("No files were named, so there is nothing to add.", helps="Try: onrecord add FOLDER --case CASE")
    for number, path in enumerate(paths, 1):
        if not path.exists() and not path.is_symlink():
            raise BadCall(
                f"Path number {number} does not exist. Nothing was done.", helps="Check the spelling of the path."
            )


@main.command(cls=_Command, epilog='onrecord new CASE --title "Detentions in the north"')
@CASE_ARGUMENT
@click.option("--title", help="What the case is called; the folder's name, if you say nothing.")
@click.option("--question", help="What the case is to find out.")
@JSON_OPTION
@VERBOSE_OPTION
@_guarded
def new(folder: Path, title: str | None, question: str | None, as_json: bool) -> int:
    """Make an empty case in the folder CASE."""
    from onrecord.casefile.case import Case

    with Case.new(folder, Settings.from_environment(), title=title, question=question) as case:
        if as_json:
            _say_json({"case": str(folder), "id": case.facts.id, "title": case.facts.title})
        else:
            _say(f"Made the case {case.facts.id} in {folder}.")
            _say(f"Next: onrecord add FILES --case {folder}")
    return DONE


def _say_added(added: Added, folder: Path) -> None:
    _say(f"{len(added.kept)} kept, {added.known} already in the case, {len(added.not_taken)} not taken.")
    for refused in added.not_taken:
        _say(f"  not taken: {refused.path}: {refused.reason}")
    _ = folder


@main.command(
    cls=_Command,
    epilog="""onrecord add reports/ --case CASE --supplied-by "Lawyers' network" --how-obtained "handed over"
    onrecord add interview.docx --case CASE --protected""",
)
@PATHS
@CASE_OPTION
@_provenance_options
@JSON_OPTION
@VERBOSE_OPTION
@_guarded
def add(paths: tuple[Path, ...], folder: Path, as_json: bool, **provenance: Any) -> int:
    """Take files and folders into the case, exactly as they are."""
    from onrecord.casefile.adding import add as add_paths
    from onrecord.casefile.case import Case

    _need_paths(paths)
    common, by_name = _provenance(**provenance)
    with (
        Case.open(folder, Settings.from_environment()) as case,
        _progress("Adding", quiet=as_json) as progress,
    ):
        added = add_paths(case, paths, common, by_name, progress)
    if as_json:
        _say_json({"kept": added.kept, "known": added.known, "not_taken": added.not_taken})
    else:
        _say_added(added, folder)
        _say(f"Next: onrecord read --case {folder}")
    return NOT_ALL_READ if added.not_taken else DONE


def _say_read(summary: ReadSummary) -> None:
    _say(f"{summary.documents} documents read now, {summary.statements} statements found.")
    for reason in summary.problems:
        _say(f"  {reason}")


@main.command(cls=_Command, epilog="onrecord read --case CASE")
@CASE_OPTION
@JSON_OPTION
@VERBOSE_OPTION
@_guarded
def read(folder: Path, as_json: bool) -> int:
    """Read what has not been read yet, or only by an older reader."""
    from onrecord.casefile.case import Case
    from onrecord.casefile.reading import read as read_case

    with Case.open(folder, Settings.from_environment()) as case, _progress("Reading", quiet=as_json) as progress:
        summary = read_case(case, progress)
    if as_json:
        _say_json(
            {"documents": summary.documents, "statements": summary.statements, "could_not_read": summary.problems}
        )
    else:
        _say_read(summary)
        _say(f"Next: onrecord report --case {folder}")
    return NOT_ALL_READ if summary.problems else DONE


def _say_status(status: CaseStatus) -> None:
    _say(f"Documents: {status.documents}")
    kinds = ", ".join(f"{number} {kind}" for kind, number in status.statements_by_kind.items())
    _say(f"Statements: {status.statements}" + (f" ({kinds})" if kinds else ""))
    _say(f"Allegations: {status.answered} with a response, {status.unanswered} without")
    _say(f"Commitments: {status.due} due soon, {status.overdue} with a date that has passed, {status.undated} undated")
    if status.protected:
        _say(f"Protected: {status.protected} documents, left out of the figures above and of every report")
    _say(f"Could not be read: {len(status.unread)}")
    for entry in status.unread:
        _say(f"  {entry.name}: {entry.reason}")


@main.command(cls=_Command, epilog="onrecord status --case CASE")
@CASE_OPTION
@JSON_OPTION
@VERBOSE_OPTION
@_guarded
def status(folder: Path, as_json: bool) -> int:
    """Say what the case holds, what is unanswered, due, and what could not be read."""
    from onrecord.casefile.case import Case
    from onrecord.casefile.drafting import status as status_of

    with Case.open(folder, Settings.from_environment(), read_only=True) as case:
        found = status_of(case)
    if as_json:
        _say_json(asdict(found))
    else:
        _say_status(found)
    return NOT_ALL_READ if found.unread else DONE


@main.command(cls=_Command, epilog="onrecord report --case CASE\nonrecord report --case CASE --output draft.html")
@CASE_OPTION
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it.")
@click.option("--full", is_flag=True, help="Put the text of every document into the report, however many.")
@JSON_OPTION
@VERBOSE_OPTION
@_guarded
def report(folder: Path, output: Path | None, full: bool, as_json: bool) -> int:
    """Write the draft report: one HTML file, each sentence cited, nothing assessed."""
    from onrecord.casefile.case import Case
    from onrecord.casefile.drafting import write_report

    with Case.open(folder, Settings.from_environment()) as case:
        path = write_report(case, output, full=full)
    if as_json:
        _say_json({"report": str(path)})
    else:
        _say(f"The draft report is {path}. Open it in any browser; it needs no network.")
    return DONE


@main.command(
    cls=_Command,
    epilog="""onrecord run reports/ --case CASE
    onrecord run --example --case example-case""",
)
@PATHS
@CASE_OPTION
@click.option("--example", is_flag=True, help="Use the documents about a fictional country that come with onrecord.")
@_provenance_options
@JSON_OPTION
@VERBOSE_OPTION
@_guarded
def run(paths: tuple[Path, ...], folder: Path, example: bool, as_json: bool, **provenance: Any) -> int:
    """Do the main job: make the case if there is none, add, read, and write the draft report."""
    from onrecord.casefile.adding import add as add_paths
    from onrecord.casefile.case import Case
    from onrecord.casefile.drafting import status as status_of
    from onrecord.casefile.drafting import write_report
    from onrecord.casefile.reading import read as read_case
    from onrecord.example import documents_folder, provenance_path

    title = None
    if example:
        paths, title = (*paths, documents_folder()), "The example case: Velmora, a fictional country"
        provenance["provenance_file"] = provenance["provenance_file"] or provenance_path()
    _need_paths(paths)
    common, by_name = _provenance(**provenance)
    with Case.open_or_new(folder, Settings.from_environment(), title=title) as case:
        with _progress("Adding", quiet=as_json) as progress:
            added = add_paths(case, paths, common, by_name, progress)
        with _progress("Reading", quiet=as_json) as progress:
            read_case(case, progress)
        path = write_report(case, None)
        found = status_of(case)
    if as_json:
        _say_json({**asdict(found), "not_taken": added.not_taken, "report": str(path)})
    else:
        _say_added(added, folder)
        _say_status(found)
        _say()
        _say(f"The draft report: {path}")
        _say("Open it in any browser; it needs no network. Nothing in it has been assessed.")
        _say(f"Next: onrecord verify {folder}")
        _say(f"      onrecord status --case {folder}")
    return NOT_ALL_READ if added.not_taken or found.unread else DONE


@main.command(
    cls=_Command,
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
@VERBOSE_OPTION
@_guarded
def statements(paths: tuple[Path, ...], published: str | None, meta: Path | None) -> int:
    """Print who said what in FILES as JSON Lines. Needs no case and keeps nothing."""
    from onrecord.casefile.loose import read_loose, read_meta
    from onrecord.casefile.provenance import check_date

    _need_paths(paths)
    given = read_meta(meta) if meta else {}
    everything_read = True
    for document in read_loose(paths, Settings.from_environment(), check_date(published) if published else None, given):
        click.echo(json.dumps(document.json, ensure_ascii=False).encode("utf-8", "backslashreplace"))
        everything_read = everything_read and document.was_read
    return DONE if everything_read else NOT_ALL_READ


def _say_verification(found: Verification) -> None:
    for check in found.checks:
        _say(f"{check.number}. {check.title}")
        _say(f"   {check.answer}" + (f" because {check.reason}" if check.reason and check.answer != "passed" else ""))
        for finding in check.findings[:LONGEST_LIST]:
            _say(f"     {finding.kind}: {finding.where}")
        if len(check.findings) > LONGEST_LIST:
            _say(f"     and {len(check.findings) - LONGEST_LIST} more; --json lists them all")
    for remark in found.remarks:
        _say(remark)
    if found.pending:
        _say("An interrupted command left work behind; the next command on this case finishes or removes it.")
    _say(f"{found.tree_size} log entries, {found.items} items, {found.size:,} bytes. Root: {found.root}")


@main.command(
    cls=_Command,
    epilog="""onrecord verify CASE
    onrecord verify CASE --checkpoint kept-elsewhere.json""",
)
@CASE_ARGUMENT
@click.option(
    "--checkpoint", type=click.Path(path_type=Path, dir_okay=False), help="A checkpoint that you kept outside the case."
)
@JSON_OPTION
@VERBOSE_OPTION
@_guarded
def verify(folder: Path, checkpoint: Path | None, as_json: bool) -> int:
    """Check that nothing in CASE was changed, lost, added, reordered, cut off or put back."""
    from onrecord.custody.verify import verify as verify_case

    found = verify_case(folder, Settings.from_environment(), trusted_checkpoint=checkpoint)
    if as_json:
        _say_json(found.to_json())
    else:
        _say_verification(found)
    return DONE if found.ok else CHECK_FAILED


@main.command(cls=_Command, epilog="onrecord backup CASE /media/usb/case.onrecord-backup.zip")
@CASE_ARGUMENT
@click.argument("destination", type=click.Path(path_type=Path, dir_okay=False))
@JSON_OPTION
@VERBOSE_OPTION
@_guarded
def backup(folder: Path, destination: Path, as_json: bool) -> int:
    """Write one verified copy of CASE to the file DESTINATION."""
    from onrecord.casefile.keeping import backup as backup_case

    made = backup_case(folder, destination, Settings.from_environment())
    if as_json:
        _say_json(asdict(made))
    else:
        _say(f"The backup is {made.path} ({made.files} files, {made.size:,} bytes). It was read back and agrees.")
        _say("It is not encrypted: keep it where nobody else can read it.")
    return DONE


@main.command(cls=_Command, epilog="onrecord restore case.onrecord-backup.zip CASE")
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@CASE_ARGUMENT
@click.option("--accept-older", is_flag=True, help="Take a backup that is older than the case you saw last.")
@JSON_OPTION
@VERBOSE_OPTION
@_guarded
def restore(source: Path, folder: Path, accept_older: bool, as_json: bool) -> int:
    """Bring the backup SOURCE back into the new folder CASE."""
    from onrecord.casefile.keeping import restore as restore_case

    restore_case(source, folder, Settings.from_environment(), accept_older=accept_older)
    if as_json:
        _say_json({"case": str(folder)})
    else:
        _say(f"The case is in {folder}, and its custody record agrees.")
        _say(f"Next: onrecord status --case {folder}")
    return DONE


@main.command(cls=_Command, epilog="onrecord completion bash >> ~/.bashrc")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@VERBOSE_OPTION
@_guarded
def completion(shell: str) -> int:
    """Print the completion script for your SHELL."""
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    assert maker is not None  # noqa: S101  # the three shells above are click's own
    click.echo(maker(main, {}, "onrecord", "_ONRECORD_COMPLETE").source())
    return DONE

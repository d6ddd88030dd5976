# SPDX-License-Identifier: Apache-2.0
"""What every command shares, at the edge between the program and the person.

1. Every error is a small page: what happened, what it means, what helps. A trace is shown with ``--verbose`` only.
2. With ``--json``, an error is one JSON object on standard output, too.
3. What helps is printed so that it can be copied: the program as this person called it, and the folder of the case.
4. Whatever stands in names and reasons, no control character reaches the terminal, and no line break: a name could
   else write lines of its own, such as "All checks passed."
5. A progress bar goes to a terminal only, never into a file or a pipe.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, is_dataclass
from functools import partial, wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from onrecord.errors import OnrecordError

DONE, CHECK_FAILED, BAD_CALL, NOT_ALL_READ = 0, 1, 2, 3
INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C."""

_NAME = "onrecord"
_SHOWN_COMMAND = re.compile(rf"(?<![\w./\\]){_NAME} (?P<command>--help|[a-z]+)(?P<case> (?:--case )?CASE\b)?")
_UNSAFE = {*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A)}


class Command(click.Command):
    """A command whose epilog (the examples) keeps its line breaks."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, one a line."""
        if self.epilog:
            formatter.write_paragraph()
            formatter.write("Examples:\n")
            for line in self.epilog.strip().splitlines():
                formatter.write(f"  {line.strip()}\n")
        _ = ctx


class Program(click.Group):
    """The whole program. A call that cannot be understood gives the same kind of page as any other error."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the program; click's own errors become pages."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            status = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(BAD_CALL)
        except click.UsageError as error:
            leave_with(_page_of(error), as_json="--json" in (sys.argv[1:] if args is None else args))
        except click.Abort:
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            _say_no_more()
            sys.exit(DONE)
        except OutputLost as error:  # on the way to say that something else went wrong
            _leave_without_output(error)
        except OSError as error:  # of click's own output; commands turn theirs into pages
            _leave_without_output(_lost(error))
        sys.exit(status if isinstance(status, int) else DONE)


def _page_of(error: click.UsageError) -> OnrecordError:
    where = error.ctx.command_path.removeprefix(error.ctx.find_root().command_path) if error.ctx else ""
    message = " ".join(error.format_message().split())
    return OnrecordError(
        message if message.endswith((".", "?")) else f"{message}.",
        "The call could not be understood, so nothing was done.",
        f"See: {_NAME}{where} --help",
    )


# --- saying --------------------------------------------------------------------------------------


def program() -> str:
    """Give the program as this person can call it: by its name where the shell finds it, else by its path."""
    called = sys.argv[0]
    path = Path(called)
    if path.stem == "__main__" and path.parent.name == _NAME:
        return f"{quoted(_from_here(sys.executable))} -m {_NAME}"
    if path.stem != _NAME:
        return _NAME
    by_name, by_call = shutil.which(_NAME), shutil.which(called)
    if by_name is not None and by_call is not None and Path(by_name).samefile(by_call):
        return _NAME
    return quoted(_from_here(called))


def _from_here(path: str) -> str:
    here = str(Path.cwd()) + os.sep
    return path.removeprefix(here) if path.startswith(here) else path


def quoted(path: Path | str) -> str:
    """Give a path so that it can be copied into a shell."""
    if sys.platform == "win32":
        return f'"{path}"' if " " in str(path) else str(path)
    return shlex.quote(str(path))


class OutputLost(OnrecordError):
    """What a command had to say could not be written where it was sent: the disk of a redirection is full."""

    usually_means = "The command did its work; what it had to say about it is lost."


@contextmanager
def telling() -> Iterator[None]:
    """Write to standard output or error. Raises OutputLost, and BrokenPipeError where nobody reads any more."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _lost(error) from error


def _lost(error: OSError) -> OutputLost:
    return OutputLost(
        f"The output could not be written ({errno.errorcode.get(error.errno or 0, 'unknown error')}).",
        helps="Free some space or send the output elsewhere, then run the same command again.",
    )


def _say_no_more() -> None:
    """Drop what standard output still holds, so that Python does not complain about it on its way out."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _leave_without_output(error: OutputLost) -> NoReturn:
    _say_no_more()
    with suppress(OnrecordError):  # standard error may lead to the same full disk
        say_page(error.happened, error.means, error.helps)
    sys.exit(error.exit_status)


def printable(text: str) -> str:
    """Make text safe for a terminal, and one line: controls and overrides of direction become visible escapes."""
    return "".join(
        f"\\u{ord(char):04x}" if ord(char) in _UNSAFE or 0xD800 <= ord(char) <= 0xDFFF else char for char in text
    )


def say(text: str = "", *, error: bool = False) -> None:
    """Print a line. Raises OutputLost, BrokenPipeError."""
    with telling():
        click.echo(printable(text), err=error)


def say_page(*parts: str) -> None:
    """Print the parts of an error's page, without the empty ones, on standard error."""
    for part in filter(None, parts):
        say(part, error=True)


def say_next(*commands: str) -> None:
    """Print the commands to try next, each given without the name of the program."""
    for number, command in enumerate(commands):
        say(f"{'      ' if number else 'Next: '}{program()} {command}")


def say_json(value: dict[str, Any]) -> None:
    """Print one JSON object. Raises OutputLost, BrokenPipeError."""
    with telling():
        click.echo(json.dumps(value, default=_jsonable, ensure_ascii=True, indent=2))


def _jsonable(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)


# --- errors and exit statuses --------------------------------------------------------------------


def leave_with(
    error: OnrecordError, *, as_json: bool = False, verbose: bool = False, folder: Path | None = None
) -> NoReturn:
    """Print the page of an error and end with its exit status. ``folder`` is that of the case, where known."""
    means, helps = copyable(error.means, folder), copyable(error.helps, folder)
    if as_json:
        page = {"happened": error.happened, "means": means, "helps": helps}
        say_json({"error": page, "exit_status": error.exit_status})
    else:
        say_page(error.happened, means, helps)
    if verbose:
        traceback.print_exc()
    sys.exit(error.exit_status)


def copyable(helps: str, folder: Path | None = None) -> str:
    """Put the program as it is called, and the folder of the case, into the commands that a text shows."""

    def shown(found: re.Match[str]) -> str:
        case = found["case"] or ""
        if folder is not None:
            case = case.replace("CASE", quoted(folder))
        return f"{program()} {found['command']}{case}"

    return _SHOWN_COMMAND.sub(shown, helps)


def guarded(function: Callable[..., int | None]) -> Callable[..., None]:
    """Turn errors into small pages and return values into exit statuses."""

    @wraps(function)
    def command(*args: Any, verbose: bool, **options: Any) -> None:
        leave = partial(leave_with, as_json=bool(options.get("as_json")), verbose=verbose, folder=options.get("folder"))
        try:
            status = function(*args, **options)
            if sys.stdout:  # closed where a person wants no output
                with telling():
                    sys.stdout.flush()
        except OutputLost as error:
            _leave_without_output(error)
        except OnrecordError as error:
            leave(error)
        except KeyboardInterrupt:
            say(error=True)
            say("Stopped. What was reported as kept is kept; run the same command again to go on.", error=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            _say_no_more()  # whoever reads the output has read enough
            sys.exit(DONE)
        except Exception as error:  # noqa: BLE001  # the outermost edge: a fault of ours becomes a page, too
            leave(_fault(error))
        sys.exit(status or DONE)

    return command


def _fault(error: Exception) -> OnrecordError:
    fault = OnrecordError(
        f"onrecord met an error of its own ({type(error).__name__}).",
        "This is a fault in the program. What was reported as kept is kept.",
        "Run the same command again with --verbose and send the trace to the maintainers. Read it first: "
        "it may hold words of documents.",
    )
    fault.exit_status = CHECK_FAILED
    return fault


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal; on anything else, and with ``quiet``, nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield show

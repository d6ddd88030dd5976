# SPDX-License-Identifier: Apache-2.0
"""The one root of all errors that onrecord raises on purpose.

Each error is a small page for the person at the keyboard: what happened, what it means, and what
helps. Messages carry ids and limits, never words of documents or names of people, because they end
up in logs and screenshots.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Something that onrecord understands went wrong.

    ``happened`` says what happened, ``means`` what that means for the person's data, ``helps`` what
    to do next (often a command). ``exit_status`` is the status of a command that ends on it.
    """

    exit_status = 2
    usually_means = ""
    """What an error of this class means where the place that raises it says nothing closer."""

    def __init__(self, happened: str, means: str = "", helps: str = "") -> None:
        super().__init__(happened)
        self.happened = happened
        self.means = means or self.usually_means
        self.helps = helps

    def page(self) -> str:
        """Give the error as text of up to three paragraphs, as the command line prints it."""
        return "\n".join(part for part in (self.happened, self.means, self.helps) if part)

    def __reduce__(self) -> tuple[type[OnrecordError], tuple[str, str, str]]:
        """Survive the way from a worker process to its parent."""
        return type(self), (self.happened, self.means, self.helps)


class BadCall(OnrecordError):
    """The call itself is wrong: a path that is not there, a date that is no date. Nothing was done."""

    usually_means = "Nothing was done."


class Unreadable(OnrecordError):
    """One thing could not be read. It stays in custody; the rest of the work goes on."""

    exit_status = 3


class LimitExceeded(Unreadable):
    """One thing is larger or deeper than a limit in ``intake/limits.py`` allows. The message names the limit."""


class CaseBusy(OnrecordError):
    """Another process holds the case. Nothing was done."""

    usually_means = "Nothing was done."


class NotACase(OnrecordError):
    """The folder is not an onrecord case, or not one that this version can open."""

    usually_means = "Nothing was done."


class CannotKeep(OnrecordError):
    """The case could not be written (disk full, read-only folder). What was reported as kept stays kept."""


class CustodyBroken(OnrecordError):
    """The custody record contradicts itself; ``onrecord verify`` names the place."""

    exit_status = 1

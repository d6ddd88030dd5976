# SPDX-License-Identifier: Apache-2.0
"""Make the words of a document safe to look at without changing what a reader needs.

A document may hold characters that do something instead of showing something: control characters, marks
that turn the direction of writing around, lone surrogates, invisible tags. In the report each of them
stands as its code point in brackets, ``⟦U+202E⟧``, so that nobody is misled and nobody is kept in the
dark. Joiners (ZWJ, ZWNJ) and the plain direction marks (LRM, RLM, ALM) stay: whole scripts need them.
"""

from __future__ import annotations

import re

from markupsafe import Markup

_ACTING = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, but not tab, line feed, form feed, return, next line
    "\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # embeddings, overrides, isolates, deprecated format characters
    "\u200b\u2060\ufeff\u2028\u2029\ufff9-\ufffb"  # invisible spaces, line separators, annotation marks
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # lone surrogates and noncharacters
    "\U000e0000-\U000e007f]"  # tags
)
_LINE_ENDS = re.compile("\r\n?|\x85|\x0c")

_QUOTED = re.compile('"[^"“”„«»]+"|“[^"“”„«»]+”|„[^"“”„«»]+[“”]|«[^"“”„«»]+»')

ELLIPSIS = "…"
GAP = " […] "
"""Stands for words left out between two pieces of one statement."""


def legible(words: str) -> str:
    """Give ``words`` with every character that acts instead of shows replaced by its code point in brackets."""
    return _ACTING.sub(lambda match: f"⟦U+{ord(match.group()):04X}⟧", _LINE_ENDS.sub("\n", words))


def printed(value: object) -> object:
    """Make a value ready for a template: legible text, unless it is markup that the report itself made."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return legible(value)


def shortened(words: str, limit: int) -> str:
    """Cut ``words`` to at most ``limit`` characters, between two words where it can, and say so by an ellipsis."""
    if len(words) <= limit:
        return words
    cut = words[:limit]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit // 2 else cut).rstrip() + " " + ELLIPSIS


def is_quoted(words: str) -> bool:
    """Whether every piece of ``words`` has quotation marks of its own, so that a second pair would only confuse."""
    return all(_QUOTED.fullmatch(piece) for piece in words.strip().split(GAP))


def one_line(words: str) -> str:
    """Give ``words`` with each run of white space as one space."""
    return " ".join(words.split())

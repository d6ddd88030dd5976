# SPDX-License-Identifier: Apache-2.0
"""The package of a DOCX file (ISO/IEC 29500-2): its parts, found by their relationships, as XML trees."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from lxml import etree

from onrecord.errors import Unreadable
from onrecord.intake.limits import EXPANDED, EXPANSION, READ_MARKUP, WORD_DEPTH

_OWN_ENTITIES = "The Word document declares entities of its own (a DTD), which none does: it was made to attack."
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    OSError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    IndexError,
)


@dataclass(slots=True)
class Package:
    """An open DOCX file. Use it in a ``with`` block."""

    archive: zipfile.ZipFile
    names: Mapping[str, zipfile.ZipInfo] = field(default_factory=dict)

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.archive.close()

    def tree(self, name: str) -> etree._Element | None:
        """Parse a part; None where the package has none of that name. Raises Unreadable, LimitExceeded."""
        info = self.names.get(name)
        if info is None:
            return None
        if info.file_size > READ_MARKUP.value:
            raise READ_MARKUP.exceeded("A part of the document")
        try:
            return parse_xml(self.archive.read(info))
        except _DAMAGE as error:
            raise Unreadable("The Word document is damaged: a part of it does not unpack.") from error

    def related(self, name: str) -> dict[str, list[str]]:
        """Give the parts that a part points to, by the last word of their relationship type ("footnotes")."""
        folder, base = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", base + ".rels"))
        found: dict[str, list[str]] = {}
        for relation in root if root is not None else ():
            target = relation.get("Target") or ""
            if relation.get("TargetMode") == "External" or not target:
                continue
            path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found.setdefault((relation.get("Type") or "").rpartition("/")[2], []).append(path)
        return found


def open_package(path: Path) -> Package:
    """Open a DOCX file. Raises Unreadable where it is damaged, LimitExceeded where it would expand too far."""
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise Unreadable("The Word document is damaged or cut off: its parts cannot be listed.") from error
    infos = archive.infolist()
    expanded = sum(info.file_size for info in infos)
    for limit, most in ((EXPANDED, EXPANDED.value), (EXPANSION, EXPANSION.value * path.stat().st_size)):
        if expanded > most:
            archive.close()
            raise limit.exceeded("What the Word document expands to")
    return Package(archive, {info.filename: info for info in infos})


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML that opens nothing outside itself. Raises Unreadable for damage and for any DTD."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(data, parser) from error
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise Unreadable(_OWN_ENTITIES)
    return root


def _refusal(data: bytes, parser: etree.XMLParser) -> Unreadable:
    stopped = [entry.message for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"]
    if not stopped:
        return Unreadable("The Word document is damaged: a part of it is no XML.")
    if b"<!DOCTYPE" in data.replace(b"\0", b""):  # of UTF-16 too
        return Unreadable(_OWN_ENTITIES)
    if any("depth" in message for message in stopped):
        return WORD_DEPTH.exceeded("The nesting of the document")
    return Unreadable("A piece of the Word document is longer than any editor makes: it was made to attack.")


def local(element: etree._Element) -> str:
    """Give an element's name without its namespace: transitional and strict documents differ only in that."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Give an attribute by its local name."""
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Give the first child of a local name."""
    return None if element is None else next((found for found in element if local(found) == name), None)

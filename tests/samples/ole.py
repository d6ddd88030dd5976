# SPDX-License-Identifier: Apache-2.0
"""Writes small OLE compound files (MS-CFB) and Outlook messages (MS-OXMSG), for tests."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import pairwise

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

Tree = dict[str, "bytes | Tree"]


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    child: int = FREE
    right: int = FREE
    start: int = END


@dataclass
class _Writer:
    entries: list[_Entry] = field(default_factory=list)
    fat: list[int] = field(default_factory=list)
    sectors: list[bytes] = field(default_factory=list)

    def add(self, name: str, node: bytes | Tree, kind: int) -> int:
        place = len(self.entries)
        self.entries.append(_Entry(name, kind, node if isinstance(node, bytes) else b""))
        if isinstance(node, dict):
            names = sorted(node, key=lambda name: (len(name), name.upper()))
            places = [self.add(name, node[name], 2 if isinstance(node[name], bytes) else 1) for name in names]
            self.entries[place].child = places[0] if places else FREE
            for one, other in pairwise(places):
                self.entries[one].right = other
        return place

    def chain(self, data: bytes) -> int:
        count = (len(data) + SECTOR - 1) // SECTOR
        if not count:
            return END
        start = len(self.sectors)
        for index in range(count):
            self.sectors.append(data[index * SECTOR : (index + 1) * SECTOR].ljust(SECTOR, b"\0"))
            self.fat.append(start + index + 1 if index + 1 < count else END)
        return start


def compound(tree: Tree) -> bytes:
    """Write a compound file of at most 60 kB."""
    writer = _Writer()
    writer.sectors.append(b"")
    writer.fat.append(FAT)
    writer.add("Root Entry", tree, 5)
    mini, mini_fat = b"", []
    for entry in writer.entries[1:]:
        if entry.kind != 2:
            entry.start = 0
        elif 0 < len(entry.data) < CUTOFF:
            entry.start = len(mini) // MINI
            count = (len(entry.data) + MINI - 1) // MINI
            mini_fat += [entry.start + index + 1 for index in range(count - 1)] + [END]
            mini += entry.data.ljust(count * MINI, b"\0")
        elif entry.data:
            entry.start = writer.chain(entry.data)
    root = writer.entries[0]
    root.start, root.data = writer.chain(mini), mini
    mini_start = writer.chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat))
    directory = b"".join(map(_directory_entry, writer.entries))
    directory += _directory_entry(_Entry("", 0)) * (-len(writer.entries) % 4)
    directory_start = writer.chain(directory)
    assert len(writer.fat) <= SECTOR // 4
    writer.sectors[0] = struct.pack("<128I", *writer.fat, *[FREE] * (128 - len(writer.fat)))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        bytes.fromhex("D0CF11E0A1B11AE1"),
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, directory_start, 0, CUTOFF),
        *(mini_start, (len(mini_fat) * 4 + SECTOR - 1) // SECTOR, END, 0, 0),
    )
    header += struct.pack("<108I", *[FREE] * 108)
    return header + b"".join(writer.sectors)


def _directory_entry(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xIQQIQ",
        name,
        len(name) + 2 if name else 0,
        entry.kind,
        1,
        *(FREE, entry.right, entry.child, 0, 0, 0),
        entry.start if entry.kind else 0,
        len(entry.data),
    )


def outlook_message(fields: dict[int, str], attachments: list[tuple[str, bytes]], html: bytes = b"") -> bytes:
    """Write an Outlook message: property ids (such as 0x0037, the subject) with their texts."""
    tree: Tree = {}
    listed = [_text(tree, number, text) for number, text in fields.items()]
    if html:
        tree["__substg1.0_10130102"] = html
        listed.append(struct.pack("<HHIII", 0x0102, 0x1013, 6, len(html), 0))
        listed.append(struct.pack("<HHIII", 0x0003, 0x3FDE, 6, 65001, 0))
    header = struct.pack("<8x4I8x", 0, len(attachments), 0, len(attachments))
    tree["__properties_version1.0"] = header + b"".join(listed)
    tree["__nameid_version1.0"] = {}
    for number, (name, data) in enumerate(attachments):
        inner: Tree = {"__substg1.0_37010102": data}
        entries = [_text(inner, 0x3707, name), struct.pack("<HHIII", 0x0102, 0x3701, 6, len(data), 0)]
        entries.append(struct.pack("<HHIII", 0x0003, 0x3705, 6, 1, 0))
        inner["__properties_version1.0"] = bytes(8) + b"".join(entries)
        tree[f"__attach_version1.0_#{number:08X}"] = inner
    return compound(tree)


def _text(tree: Tree, number: int, text: str) -> bytes:
    data = text.encode("utf-16-le")
    tree[f"__substg1.0_{number:04X}001F"] = data
    return struct.pack("<HHIII", 0x001F, number, 6, len(data) + 2, 0)

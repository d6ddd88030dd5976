# SPDX-License-Identifier: Apache-2.0
"""Makes a folder of what goes wrong with files, each with what must be said about it, beside files that are good."""

from __future__ import annotations

import io
import os
import socket
import stat
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from casefile.sample import CALL, OFFER, OLD, REPORT, zipped
from samples.make import PAGE, pdf


@dataclass(frozen=True)
class Bad:
    """Content that cannot be read or opened, and words of the reason that must be given."""

    content: bytes
    reason: str


def nested(depth: int) -> bytes:
    """Pack a document into archives, one inside another."""
    content, name = OLD.encode(), "innermost.txt"
    for level in range(depth):
        content, name = zipped([(name, content)], zipfile.ZIP_STORED), f"level-{level}.zip"
    return content


def lying_about_its_size(stated: int) -> bytes:
    """Make an archive whose directory says that its one member has ``stated`` bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("report.txt", REPORT)
        archive.infolist()[0].file_size = stated
    return packed.getvalue()


def locked_zip() -> bytes:
    """Make an archive whose member claims to be locked with a password."""
    packed = bytearray(zipped([("report.txt", REPORT)], zipfile.ZIP_STORED))
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    packed[6] |= 1
    return bytes(packed)


STATEMENT = pdf()
BAD: dict[str, Bad] = {
    "empty.txt": Bad(b"", "empty"),
    "cut-in-half.pdf": Bad(STATEMENT[: len(STATEMENT) // 2], "damaged or cut off"),
    "cut-at-once.pdf": Bad(STATEMENT[:12], "damaged or cut off"),
    "locked.pdf": Bad(pdf("a password"), "locked with a password"),
    "bomb-by-ratio.zip": Bad(zipped([("zeros.txt", bytes(3_000_000))]), "100 times its size"),
    "bomb-by-size.zip": Bad(lying_about_its_size(2_000_000_000), "limit of 1 GB"),
    "bomb-in-parts.zip": Bad(
        zipped([(f"{number}.zip", zipped([("zeros.txt", bytes(500_000))])) for number in range(3)], zipfile.ZIP_STORED),
        "100 times its size",
    ),
    "larger-than-it-says.zip": Bad(lying_about_its_size(10), "damaged"),
    "cut.zip": Bad(zipped([("report.txt", REPORT * 9)])[:200], "damaged or cut off"),
    "locked.zip": Bad(locked_zip(), "locked with a password"),
    "too-deep.zip": Bad(nested(10), "8 levels"),
    "only-nul.txt": Bad(bytes(500), "unknown kind"),
    "noise.docx": Bad(bytes(range(1, 256)) * 9, "unknown kind"),
    "photo.txt": Bad(b"\x89PNG\r\n\x1a\n" + bytes(60), "a photo or another image"),
    "two-encodings.txt": Bad(
        (REPORT + " « Très grave », dit-elle. " * 9).encode() + CALL.replace("Aldova", "Aldovä").encode("cp1252"),
        "another encoding",
    ),
}  # fmt: skip
"""What is kept, and not read or not wholly."""

SPECIAL: dict[str, str] = {
    "circle": "links are not followed",
    "nowhere": "links are not followed",
    "pipe": "not opened",
    "socket": "not opened",
    "device": "not opened",
}
"""What is not taken."""

GOOD: dict[str, bytes] = {
    "good.txt": REPORT.encode(),
    "statement.txt": b"%PDF".join(STATEMENT.split(b"%PDF")),
    "page.pdf": PAGE.encode(),
    "nul-inside.txt": OFFER.encode().replace(b"foreign", b"for\0eign"),
    "wide.txt": CALL.encode("utf-16"),
    "old.txt": "The “mayor” of Orlé said on Monday that thirty people were held there.".encode("cp1252"),
    "bell\x07 \x1b[31mred\nline.txt": OFFER.replace("two", "three").encode(),
    "\U0001f5c2\U00020000.txt": OFFER.replace("two", "four").encode(),
    "climbing.zip": zipped([("../../climbed.txt", CALL), ("/absolute.txt", OLD), ("..\\back.txt", OFFER)]),
    "seven-deep.zip": nested(7),
}
"""What is kept and read, whatever its name says."""


def make(folder: Path) -> Path:
    """Write all of them into a new folder."""
    folder.mkdir(parents=True)
    for name, bad in BAD.items():
        (folder / name).write_bytes(bad.content)
    for name, content in GOOD.items():
        (folder / name).write_bytes(content)
    if sys.platform == "linux":
        (folder / os.fsdecode(b"bad-\xff-\xfe.txt")).write_bytes(OFFER.replace("two", "five").encode())
    (folder / "circle").symlink_to(folder)
    (folder / "nowhere").symlink_to(folder / "not there")
    os.mkfifo(folder / "pipe")
    listening = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(folder)  # the path of a socket may have no more than about a hundred bytes
    try:
        listening.bind("socket")
    finally:
        os.chdir(here)
        listening.close()
    if not os.geteuid():
        os.mknod(folder / "device", stat.S_IFCHR | 0o666, os.makedev(1, 3))
    twins = folder / "twins"
    for place, content in (("a", REPORT), ("b", OFFER), ("c", REPORT)):
        (twins / place).mkdir(parents=True)
        (twins / place / "twin.txt").write_text(content)
    return folder

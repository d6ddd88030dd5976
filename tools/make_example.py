# SPDX-License-Identifier: Apache-2.0
"""Makes the documents of the example case that are not plain text: email, PDF, DOCX, ZIP, PNG, and a broken PDF.

Their words stand in ``tools/example/``; the plain files (.txt, .md, .html) stand in the package and are their
own source. Nothing here depends on the time, the machine or a compressor: archives are stored, not deflated,
and carry one fixed date, so the same sources give the same bytes. ``--check`` compares instead of writing.
``scan-letter.jpg`` was drawn once, because the bytes of a JPEG differ between encoders.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import io
import re
import struct
import sys
import textwrap
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "tools" / "example"
DOCUMENTS = ROOT / "src" / "onrecord" / "example" / "documents"
ARCHIVE_DATE = (2026, 4, 20, 12, 0, 0)
MARGIN, LEADING = 72, 15
"""Points."""


def _source(name: str) -> str:
    return (SOURCES / name).read_text(encoding="utf-8")


def _archive(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Pack members without compression, under one date and one creator system."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, ARCHIVE_DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def reply_email() -> bytes:
    """Make the spokesman's answer with the fact sheet attached, lines ended as in transit (RFC 5322)."""
    attachment = "\n".join(textwrap.wrap(base64.b64encode(_source("fact-sheet.txt").encode()).decode(), 76))
    boundary = "=_velmora_foreign_ministry_118"
    message = f"""Return-Path: <press@foreign.velmora.example>
Date: Thu, 18 Dec 2025 16:47:05 +0100
From: "Benedek Lorne (Foreign Ministry)" <press@foreign.velmora.example>
To: Ines Calloway-Brandt <ines@dispatch.example>
Subject: Re: Questions on Karsenn, deadline Thursday
Message-ID: <20251218154705.4471@foreign.velmora.example>
In-Reply-To: <20251215081200.901@dispatch.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="{boundary}"

--{boundary}
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: 7bit

{_source("reply.txt").rstrip()}

--{boundary}
Content-Type: text/plain; charset="utf-8"; name="fact-sheet.txt"
Content-Disposition: attachment; filename="fact-sheet.txt"
Content-Transfer-Encoding: base64

{attachment}

--{boundary}--
"""
    return message.replace("\n", "\r\n").encode("ascii")


def _wrapped(text: str, font: str, size: int, width: float) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and stringWidth(longer, font, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _draw_page(canvas: Canvas, paragraphs: list[str], number: int) -> None:
    """Set one page of a transcript: headings marked ``# ``, the rest justified left, a running foot."""
    width, height = A4
    top = height - MARGIN
    for paragraph in paragraphs:
        heading = paragraph.startswith("# ")
        font = "Helvetica-Bold" if heading else "Times-Roman"
        for line in _wrapped(paragraph.removeprefix("# "), font, 11, width - 2 * MARGIN):
            canvas.setFont(font, 11)
            canvas.drawString(MARGIN, top, line)
            top -= LEADING
        top -= LEADING / 2
    canvas.setFont("Helvetica", 8)
    canvas.drawString(MARGIN, MARGIN / 2, f"Concord of Meridian States - press briefing - page {number}")
    canvas.showPage()


def briefing_pdf() -> bytes:
    """Make the transcript: pages of text, and as the last page a scanned letter that has no text."""
    rl_config.useA85 = 0
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, pageCompression=0, invariant=1)
    canvas.setTitle("Press briefing of 20 January 2026")
    canvas.setAuthor("Office of the Commissioner for Human Rights")
    for number, page in enumerate(_source("briefing.txt").split("\n---\n"), 1):
        _draw_page(canvas, [part.strip() for part in re.split(r"\n(?:\n|(?=# ))", page) if part.strip()], number)
    canvas.drawImage(str(SOURCES / "scan-letter.jpg"), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    # reportlab names the image after its path on this machine; another name of equal length keeps all offsets.
    return re.sub(
        rb"FormXob\.[0-9a-f]{32}", lambda found: b"FormXob.".ljust(len(found.group()), b"0"), buffer.getvalue()
    )


def truncated_pdf() -> bytes:
    """Make a PDF that lost its second half on the way: no cross-reference table, a stream cut in the middle."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, pageCompression=0, invariant=1)
    canvas.setTitle("Procurement annex")
    lines = [f"Item {n}: steel bed frames, {n * 20} pieces, delivery to Dovrel" for n in range(1, 31)]
    _draw_page(canvas, ["# Procurement annex 7 to the provincial budget", *lines], 1)
    canvas.save()
    whole = buffer.getvalue()
    return whole[: whole.index(b"stream") + 400]


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TRACKED = 'w:author="Reviewer" w:date="2026-01-30T09:00:00Z"'


def _runs(line: str) -> str:
    """Turn ``{-deleted-}`` and ``{+inserted+}`` into tracked changes, all else into plain runs."""
    runs = []
    for number, part in enumerate(re.split(r"(\{-.*?-\}|\{\+.*?\+\})", line)):
        words = escape(part[2:-2] if number % 2 else part)
        if part.startswith("{-"):
            run = f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>'
            runs.append(f'<w:del w:id="{number}" {TRACKED}>{run}</w:del>')
        elif part.startswith("{+"):
            run = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
            runs.append(f'<w:ins w:id="{number}" {TRACKED}>{run}</w:ins>')
        elif part:
            runs.append(f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>')
    return "".join(runs)


def interview_docx() -> bytes:
    """Make the note of an interview, with one tracked deletion and one tracked insertion."""
    paragraphs = []
    for line in _source("interview.txt").splitlines():
        style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' if line.startswith("# ") else ""
        paragraphs.append(f"<w:p>{style}{_runs(line.removeprefix('# '))}</w:p>")
    document = f'{XML}<w:document xmlns:w="{WORD}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    relations = (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    parts = {"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": document}
    return _archive((name, text.encode()) for name, text in parts.items())


def documents_zip() -> bytes:
    """Make the archive that holds the commission's summary and the parliament's press release."""
    names = {
        "commission.txt": "commission-of-inquiry-summary.txt",
        "parliament.txt": "parliament-of-halvany-2026-41.txt",
    }
    return _archive((f"council-session-12/{name}", _source(source).encode()) for source, name in names.items())


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", binascii.crc32(kind + content))


def photo_png() -> bytes:
    """Make a small greyscale picture: a hill, a sky and a lake, 48 by 32 pixels."""
    width, height = 48, 32
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            hill = 12 + abs(x - 20) // 3
            rows.append(225 - y if y < hill else 90 + x if y < 24 else 150)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(rows), 0)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


MADE = {
    "06-spokesman-reply.eml": reply_email,
    "07-commissioner-briefing.pdf": briefing_pdf,
    "08-interview-note.docx": interview_docx,
    "12-council-documents.zip": documents_zip,
    "13-lake-orrin.png": photo_png,
    "14-procurement-annex.pdf": truncated_pdf,
}


def main() -> int:
    """Write the files, or with ``--check`` say which ones differ; gives the exit status."""
    parser = argparse.ArgumentParser(description="Make the documents of the example case.")
    parser.add_argument("--check", action="store_true", help="compare with what is there and write nothing")
    check = parser.parse_args().check
    differing = []
    for name, make in MADE.items():
        path, content = DOCUMENTS / name, make()
        if check and (not path.is_file() or path.read_bytes() != content):
            differing.append(name)
        elif not check:
            path.write_bytes(content)
    for name in differing:
        print(f"{name} is not what its source gives. Run: make example", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: Apache-2.0
"""Makes the samples that the contract test of the formats reads: ``python tests/samples/make.py [--check]``.

All of them are about fictional countries. The same call gives the same bytes.
"""

from __future__ import annotations

import io
import sys
from email.message import EmailMessage
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from samples.ole import outlook_message
from samples.word import document, paragraph

FOLDER = Path(__file__).resolve().parent

PROSE = (
    "Aldova rejects report on prison deaths\n\n"
    "The Interior Ministry of Aldova denied on Monday that detainees had been beaten.\n"
    "“These are fabrications,” a spokeswoman told reporters.\n\n"
    "# What the group says\n\nThe Lantern Group said at least 30 people were held without trial.\n\n"
    "- It named two prisons.\n- It asked for access.\n"
)

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ministry denies beatings | The Aldova Post</title>
<meta property="og:site_name" content="The Aldova Post">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Ministry denies beatings", "datePublished": "2026-03-02T08:15:00+01:00", "dateModified": "2026-03-09",
"author": [{"@type": "Person", "name": "A. Reporter"}, {"@type": "Person", "name": "B. Reporter"}]}</script>
</head><body class="has-sidebar menu-open">
<header><a href="/">The Post</a></header>
<nav><ul><li><a href="/a">Home</a></li><li><a href="/b">World</a></li></ul></nav>
<article><h1>Ministry   denies beatings</h1>
<figure><img src="x.jpg" alt="A gate"><figcaption>The prison gate, file photo</figcaption></figure>
<p>The ministry <b>denied</b> it on<br>Monday.<script>var hidden = "no text";</script> It gave no figures.</p>
<div class="ad-box">Buy two, pay one</div>
<div style="display: none">Not for readers</div>
<blockquote>Nobody was beaten.</blockquote>
<table><tr><th>Prison</th><th>Held</th></tr><tr><td>North</td><td>30</td></tr></table></article>
<footer>All rights reserved</footer></body></html>
"""


def pdf(lock: str | None = None) -> bytes:
    """Make a PDF: two pages of text with a running head, a drawing without text, an empty page."""
    target = io.BytesIO()
    encrypt = StandardEncryption(lock, ownerPassword="owner", strength=128) if lock else None
    page = canvas.Canvas(target, pagesize=A4, invariant=1, encrypt=encrypt)
    page.setTitle("Statement on detention")
    for number, last in ((1, "The prison was inspected."), (2, "An inquiry will report by 1 May.")):
        page.setFont("Helvetica", 9)
        page.drawString(72, 810, "MINISTRY OF THE INTERIOR OF ALDOVA")
        page.drawString(280, 30, f"Page {number} of 2")
        page.setFont("Helvetica-Bold", 18)
        page.drawString(72, 770, "Statement on detention" if number == 1 else "Further remarks")
        page.setFont("Helvetica", 11)
        for row, line in enumerate(
            (
                "The ministry denied on Monday that detainees had been beaten in the central pri-",
                "son of Aldova. A spokesman said the reports were without any foundation and well-",
                "known to be false.",
                "",
                last,
            )
        ):
            page.drawString(72, 740 - 14 * row, line)
        page.showPage()
    page.rect(100, 100, 300, 300, fill=1)
    page.showPage()
    page.showPage()
    page.save()
    return target.getvalue()


def word() -> bytes:
    """Make a DOCX with everything that is easily dropped."""
    body = (
        paragraph("Interview note", "Titel")
        + paragraph("Background", "berschrift1")
        + "<w:p><w:r><w:t xml:space='preserve'>She saw </w:t></w:r>"
        + "<w:ins><w:r><w:t xml:space='preserve'>at least </w:t></w:r></w:ins>"
        + "<w:del><w:r><w:delText>exactly </w:delText></w:r></w:del><w:r><w:t>ten men.</w:t></w:r>"
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>for the file only</w:t></w:r></w:p>"
        + "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>"
        + paragraph("A box beside the text.")
        + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + paragraph("A box beside the text.")
        + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        + "<w:tbl><w:tr><w:tc>"
        + paragraph("North prison")
        + "</w:tc><w:tc>"
        + paragraph("30 held")
        + "</w:tc></w:tr></w:tbl>"
    )
    parts = {
        "header1": paragraph("Confidential"),
        "footer1": paragraph("Lantern Group"),
        "footnotes": f'<w:footnote w:type="separator">{paragraph("---")}</w:footnote>'
        f"<w:footnote>{paragraph('Seen again in May.')}</w:footnote>",
        "comments": f'<w:comment w:author="B. Editor">{paragraph("Check the number.")}</w:comment>',
    }
    return document(body, parts, title="Interview note")


def message(*, html_differs: bool = False) -> bytes:
    """Make a message with a quotation, a signature and an attachment."""
    made = EmailMessage()
    made["From"] = "Ministry Press Office <press@interior.example>"
    made["To"] = "A. Reporter <reporter@post.example>"
    made["Date"] = "Tue, 03 Mar 2026 23:30:00 +0300"
    made["Subject"] = "Réponse to your questions"
    made["Message-ID"] = "<1@interior.example>"
    made.set_content(
        "Dear colleague,\n\nThe ministry rejects the report. Nobody was beaten.\n\n"
        "On Mon, 2 Mar 2026, A. Reporter wrote:\n> Were detainees beaten?\n> Who was in charge?\n\n"
        "-- \nPress Office\nAldova City\n"
    )
    if html_differs:
        made.add_alternative(
            "<p>The ministry admits that eleven prisoners died during transport last winter.</p>", "html"
        )
    made.add_attachment(b"name,held\nNorth,30\n", maintype="text", subtype="csv", filename="figures.csv")
    for number, part in enumerate(entry for entry in made.walk() if entry.is_multipart()):
        part.set_boundary(f"=-sample-{number}")
    return bytes(made)


def outlook() -> bytes:
    """Make an Outlook message with an attachment."""
    fields = {
        0x001A: "IPM.Note",
        0x0037: "Visit to the north",
        0x0C1A: "Ministry Press Office",
        0x0C1F: "press@interior.example",
        0x1000: "The ministry offers a visit on 7 March.\r\n\r\n-- \r\nPress Office\r\n",
        0x007D: "From: Ministry Press Office <press@interior.example>\r\nDate: Tue, 03 Mar 2026 23:30:00 +0300\r\n",
    }
    return outlook_message(fields, [("terms.txt", b"Two visitors, no cameras.\n")])


def build() -> dict[str, bytes]:
    """Give every sample by its path."""
    return {
        "plain/utf8.txt": PROSE.encode(),
        "plain/windows-line-ends.txt": PROSE.replace("\n", "\r\n").encode("utf-8-sig"),
        "plain/utf16.txt": PROSE.encode("utf-16"),
        "plain/windows-1252.txt": PROSE.encode("cp1252"),
        "plain/nul.txt": PROSE.replace("two", "t\0wo").encode(),
        "html/article.html": PAGE.encode(),
        "html/fragment.html": b"<p>The ministry <i>denied</i> it.<p>It gave no figures.",
        "pdf/statement.pdf": pdf(),
        "pdf/leading-junk.pdf": b"HTTP/1.1 200 OK\r\n\r\n" + pdf(),
        "docx/note.docx": word(),
        "email/reply.eml": message(),
        "email/two-versions.eml": message(html_differs=True),
        "msg/visit.msg": outlook(),
    }


def main() -> int:
    """Write the samples, or with ``--check`` say whether they are as they would be written."""
    differs = 0
    for name, data in build().items():
        path = FOLDER / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_bytes() != data:
                print(f"differs: {name}")
                differs = 1
            continue
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return differs


if __name__ == "__main__":
    raise SystemExit(main())

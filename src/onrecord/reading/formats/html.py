# SPDX-License-Identifier: Apache-2.0
"""HTML: the whole text of a page, in document order, with what is not its body marked as such.

1. Nothing that can be seen is dropped: menus, captions, adverts, footers and comments are kept with their
   kind. Scripts, style sheets, templates and the head are no text. Alternative texts of images are not shown
   and stay in the item.
2. What the page hides (``hidden``, ``display:none``, ``aria-hidden``) is kept with the kind ``metadata`` and
   counted in a warning: it is evidence, but no visitor saw it.
3. Blocks end a paragraph; a line break is a line break; two in a row end a paragraph. White space is
   collapsed as a browser does, except in ``pre``. A table row is one piece, its cells separated by tabs.
4. Elements say what they are by their tag or role. Class names are believed only for small parts of the
   page, because layouts name their outermost element after everything in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from onrecord.errors import Unreadable
from onrecord.intake.limits import MARKUP_ATTRIBUTES, MARKUP_DEPTH, READ_MARKUP
from onrecord.model import SegmentKind, Text
from onrecord.reading.formats.decoding import Decoded, decode
from onrecord.reading.formats.extraction import Extraction
from onrecord.reading.formats.html_metadata import page_metadata
from onrecord.reading.formats.plain import read_bytes
from onrecord.reading.text import TextBuilder, counted

EXTRACTOR = "html-1"

_DROPPED_NAMES = "script style template head title noframes desc defs symbol canvas object embed applet datalist iframe"
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre search section "
    "select summary table tbody tfoot thead tr ul textarea button video audio"
)
_DROPPED = frozenset(_DROPPED_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_KINDS: dict[str, SegmentKind] = {
    "nav": "menu",
    "menu": "menu",
    "select": "menu",
    "button": "menu",
    "form": "menu",
    "footer": "footer",
    "figcaption": "caption",
    "caption": "caption",
    "blockquote": "quotation",
    "li": "list",
    "dd": "list",
    "dt": "list",
}
_ROLES: dict[str, SegmentKind] = {
    "navigation": "menu",
    "menu": "menu",
    "menubar": "menu",
    "search": "menu",
    "contentinfo": "footer",
    "banner": "header",
}
_CLASSES: tuple[tuple[re.Pattern[str], SegmentKind], ...] = (
    (re.compile(r"(?:^|[-_ ])(?:ads?|advert\w*|adsense|sponsor\w*|promo|outbrain|taboola)(?:$|[-_ ])"), "advert"),
    (
        re.compile(
            r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|related|share|sharing|social|cookies?"
            r"|newsletter|subscribe|pagination|toolbar|skip-link|tags)(?:$|[-_ ])"
        ),
        "menu",
    ),
    (re.compile(r"(?:^|[-_ ])(?:wp-caption-text|caption|figcaption|photo-credit|image-credit)(?:$|[-_ ])"), "caption"),
    (re.compile(r"(?:^|[-_ ])(?:comments?|comment-list|disqus\w*)(?:$|[-_ ])"), "comment"),
    (re.compile(r"(?:^|[-_ ])(?:footer|copyright|colophon)(?:$|[-_ ])"), "footer"),
)
_OUTER = frozenset(("html", "body", "main", "article"))
_CLASS_SHARE = 0.3
"""Of the page's text: an element with more of it is not believed when its class says that it is a side matter."""
_HEADING = re.compile(r"h[1-6]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})|^\s*<\?xml[^>]{0,200}encoding=["']([A-Za-z0-9_.-]{2,40})""",
    re.IGNORECASE,
)
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+"""
_MANY_ATTRIBUTES = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE}){{{MARKUP_ATTRIBUTES.value + 1}}}")
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE})*+")
_RAW = re.compile(r"<(?:script|style)(?=[\s/]|\Z)", re.IGNORECASE)
_RAW_END = re.compile(r"</(?:script|style)", re.IGNORECASE)
_CONTROLS = {code: None for code in range(32) if code not in (9, 10, 12, 13)} | {0: 0xFFFD}


def extract(path: Path) -> Extraction:
    """Read a web page. Raises LimitExceeded for one that is too large or too deep, Unreadable for none at all."""
    data = read_bytes(path)
    if len(data) > READ_MARKUP.value:
        raise READ_MARKUP.exceeded("The page")
    decoded = decode(data, _declared(data))
    return extract_page(decoded)


def extract_page(decoded: Decoded) -> Extraction:
    """Read a web page whose characters are known."""
    root = parse_page(decoded.text)
    builder = TextBuilder(EXTRACTOR)
    for warning in decoded.warnings:
        builder.warn(warning)
    _Page(root, builder).read()
    return Extraction(builder.build(), page_metadata(root))


def page_text(html: str) -> Text:
    """Give the text of a page that stands inside something else, such as a message."""
    return extract_page(Decoded(html, "utf-8")).text if html.strip() else TextBuilder(EXTRACTOR).build()


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def parse_page(html: str) -> etree._Element:
    """Parse a page. Raises LimitExceeded where it is too deep or too wide, Unreadable where there is no page."""
    html = re.sub(r"^\s*<\?xml[^>]{0,400}>", "", html).translate(_CONTROLS)
    if _is_too_wide(html):
        raise MARKUP_ATTRIBUTES.exceeded("An element of the page")
    # huge_tree lifts the limit of 10 MB for one text; the depth stays limited, and is reported
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise Unreadable("The page cannot be read: there is no HTML in it that makes sense.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise MARKUP_DEPTH.exceeded("The nesting of the page")
    if root is None:
        raise Unreadable("The page holds nothing.")
    return root


def _is_too_wide(html: str) -> bool:
    """Say whether an element has more attributes than the limit, in one pass; the parser would need hours."""
    position = 0
    while tag := _TAG.search(html, position):
        position = tag.end()
        if position - tag.start() > 2 * MARKUP_ATTRIBUTES.value and _MANY_ATTRIBUTES.match(tag[0]):
            return True
        if _RAW.match(tag[0]):
            end = _RAW_END.search(html, position)
            position = end.start() if end else len(html)
    return False


@dataclass(slots=True)
class _Page:
    """One walk over the tree of a page."""

    root: etree._Element
    builder: TextBuilder
    buffer: list[str] = field(default_factory=list)
    kinds: list[SegmentKind] = field(default_factory=list)
    """Kinds of the enclosing elements, outermost first; the strongest wins."""
    hidden: int = 0
    hidden_pieces: int = 0
    pre: int = 0
    links: int = 0
    linked: int = 0
    """Characters of the buffer that are links."""
    cells: int = 0
    titles: int = 0
    marks: dict[etree._Element, int] = field(default_factory=dict)

    def read(self) -> None:
        sizes = _text_sizes(self.root)
        total = sizes.get(self.root, 0)
        walk = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in walk:
            tag = _tag(element)
            if event == "start":
                if tag in _DROPPED:
                    walk.skip_subtree()
                    continue
                self._start(element, tag, sizes.get(element, 0), total)
            else:
                if tag not in _DROPPED:
                    self._end(element, tag)
                if element is not self.root and element.tail:
                    self._text(element.tail)
        self._flush()
        if self.hidden_pieces:
            self.builder.warn(f"{counted(self.hidden_pieces, 'passage is', 'passages are')} hidden on the page.")

    def _start(self, element: etree._Element, tag: str, size: int, total: int) -> None:
        hides = _is_hidden(element)
        kind = _element_kind(element, tag, size, total)
        if tag in _BLOCKS or hides or kind in ("menu", "advert", "comment", "caption"):
            self._flush()
        if hides:
            self.hidden += 1
        if kind:
            self.kinds.append(kind)
        self.marks[element] = (1 if kind else 0) | (2 if hides else 0)
        self.pre += tag in ("pre", "textarea")
        self.links += tag == "a"
        self._layout(tag)
        if element.text:
            self._text(element.text)

    def _layout(self, tag: str) -> None:
        if tag == "br":
            self.buffer.append("\n")
        elif tag in ("td", "th"):
            if self.cells and any(piece.strip() for piece in self.buffer):
                self.buffer.append("\t")
            self.cells += 1
        elif tag == "tr":
            self.cells = 0

    def _end(self, element: etree._Element, tag: str) -> None:
        mark = self.marks.pop(element, 0)
        if tag in _BLOCKS or mark:
            self._flush()
        if mark & 1:
            self.kinds.pop()
        if mark & 2:
            self.hidden -= 1
        self.pre -= tag in ("pre", "textarea")
        self.links -= tag == "a"

    def _text(self, text: str) -> None:
        if not self.pre:
            text = _SPACE.sub(" ", text)
        self.buffer.append(text)
        if self.links:
            self.linked += len(text.strip())

    def _flush(self) -> None:
        if not self.buffer:
            return
        text = "".join(self.buffer)
        linked, self.linked = self.linked, 0
        self.buffer.clear()
        if not self.pre:
            text = re.sub(r" *([\n\t]) *", r"\1", re.sub(" {2,}", " ", text))
        for piece in re.split(r"\n[ \t]*\n\s*", text) if not self.pre else [text]:
            stripped = piece.strip()
            if stripped:
                self.builder.add(stripped, self._kind(stripped, linked))

    def _kind(self, text: str, linked: int) -> SegmentKind:
        if self.hidden:
            self.hidden_pieces += 1
            return "metadata"
        for strong in ("advert", "menu", "comment", "footer", "header", "caption"):
            if strong in self.kinds:
                return strong
        if "\t" in text:
            return "table"
        kind = self.kinds[-1] if self.kinds else "paragraph"
        if kind == "title":
            self.titles += 1
            return "title" if self.titles == 1 else "heading"
        return "menu" if kind == "list" and linked >= 0.9 * len(text) and len(text) < 100 else kind


def _tag(element: etree._Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _element_kind(element: etree._Element, tag: str, size: int, total: int) -> SegmentKind | None:
    """Say what an element marks its text as; None where it marks it as nothing."""
    role = (element.get("role") or "").strip().lower()
    if role in _ROLES:
        return _ROLES[role]
    if tag == "h1":
        return "title"
    if _HEADING.fullmatch(tag):
        return "heading"
    large = size > _CLASS_SHARE * total
    if tag in _KINDS and not (tag == "form" and large):  # older sites wrap the whole page in one form
        return "caption" if tag == "footer" and _inside(element, "blockquote") else _KINDS[tag]
    if tag == "header" and _inside(element, "body") and element.find(".//h1") is None:
        return "header"
    return None if large or tag in _OUTER else _kind_by_class(element)


def _kind_by_class(element: etree._Element) -> SegmentKind | None:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    if not 1 < len(names) < 1000:
        return None
    return next((kind for pattern, kind in _CLASSES if pattern.search(names)), None)


def _inside(element: etree._Element, tag: str) -> bool:
    parent = element.getparent()
    return parent is not None and _tag(parent) == tag


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None or (element.get("aria-hidden") or "").lower() == "true":
        return True
    style = element.get("style")
    return bool(style and len(style) < 4000 and _HIDDEN_STYLE.search(style))


def _text_sizes(root: etree._Element) -> dict[etree._Element, int]:
    """Count the characters of visible text under each element, in one pass."""
    sizes: dict[etree._Element, int] = {}
    stack: list[int] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if _tag(element) in _DROPPED:
                walk.skip_subtree()
            stack.append(0 if _tag(element) in _DROPPED else len((element.text or "").strip()))
        else:
            size = stack.pop()
            sizes[element] = size
            if stack:
                stack[-1] += size + len((element.tail or "").strip())
    return sizes

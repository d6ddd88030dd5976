# SPDX-License-Identifier: Apache-2.0
"""What a web page says about itself: title, publisher, author and date of publication.

Where the page says it more than once, the order is: JSON-LD (schema.org), OpenGraph and ``article:``,
citation tags and Dublin Core, microdata, the first ``time`` element, the byline and the ``title`` element.
A date of change is not a date of publication and is never taken for one. A date whose order of day and
month is open (``03/04/2022``) is no date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from onrecord.model import Metadata

_ARTICLES = ("Article", "Report", "Posting", "WebPage", "PressRelease", "Document", "CreativeWork", "Statement")
_TITLE_TAGS = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_PUBLISHER_TAGS = ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "application-name")
_AUTHOR_TAGS = ("author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
_DATE_TAGS = (
    "article:published_time",
    "og:published_time",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "date.published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "date",
)
_ISO = re.compile(r"\s*(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?=$|[T\s+Z])")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?=$|T)")
_MONTH_STARTS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_STARTS.split(), 1)}
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[ .-]+([A-Za-z]{3,9})\.?,?[ -]+(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_IDEOGRAPHIC = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_BYLINE = re.compile(r"(?:^|[-_ ])(?:byline|author|author-name|post-author)(?:$|[-_ ])")
_DATELINE = re.compile(r"(?:^|[-_ ])(?:published|pubdate|publish-date|post-date|entry-date|dateline)(?:$|[-_ ])")
_MOST_JSON = 1_000_000
_MOST_NODES = 2_000


def page_metadata(root: etree._Element) -> Metadata:
    """Collect what the page says about itself."""
    linked = _first_article(root)
    tags = _meta_tags(root)
    props = _microdata(root)
    title = _text_of(linked.get("headline")) or _first(tags, _TITLE_TAGS) or props.get("headline") or _title(root)
    publisher = _names(linked.get("publisher")) or _first(tags, _PUBLISHER_TAGS) or props.get("publisher")
    author = _names(linked.get("author")) or _author(tags) or props.get("author") or _by_class(root, _BYLINE, 120)
    published = (
        parse_date(_text_of(linked.get("datePublished")))
        or _first_date(tags)
        or parse_date(props.get("datePublished"))
        or _time_element(root)
        or parse_date(_by_class(root, _DATELINE, 120))
    )
    return Metadata(
        title=title,
        publisher=publisher,
        author=re.sub(r"^(?:by|от|par|von|por)\s+", "", author, flags=re.IGNORECASE) if author else None,
        published=published,
        published_basis="stated" if published else "unknown",
    )


def parse_date(text: str | None) -> str | None:
    """Read a date as written by a web page into EDTF; None where it is none, or where its order is open."""
    if not text or len(text) > 200:
        return None
    for pattern in (_ISO, _COMPACT):
        if match := pattern.match(text):
            return _edtf(*match.groups())
    if match := _IDEOGRAPHIC.search(text):
        return _edtf(*match.groups())
    if match := _DAY_FIRST.search(text):
        return _edtf(match[3], _month(match[2]), match[1])
    if match := _MONTH_FIRST.search(text):
        return _edtf(match[3], _month(match[1]), match[2])
    return None


def _month(name: str) -> str | None:
    number = _MONTHS.get(name[:3].lower())
    return str(number) if number else "0"


def _edtf(year: str, month: str | None = None, day: str | None = None) -> str | None:
    try:
        checked = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not 1400 <= checked.year <= 2200:
        return None
    return checked.isoformat() if day else checked.isoformat()[:7] if month else f"{checked.year:04d}"


def _clean(text: str | None) -> str | None:
    return " ".join(text.split())[:500] or None if text else None


def _meta_tags(root: etree._Element) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _clean(element.get("content"))
        if name and content and len(tags) < _MOST_NODES:
            tags.setdefault(name.strip().lower(), []).append(content)
    return tags


def _first(tags: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((tags[name][0] for name in names if name in tags), None)


def _author(tags: dict[str, list[str]]) -> str | None:
    for name in _AUTHOR_TAGS:
        # article:author is often the address of a profile, which is no name
        found = [value for value in tags.get(name, []) if not value.startswith(("http://", "https://"))]
        if found:
            return ", ".join(dict.fromkeys(found))
    return None


def _first_date(tags: dict[str, list[str]]) -> str | None:
    found = (parse_date(value) for name in _DATE_TAGS for value in tags.get(name, []))
    return next((value for value in found if value), None)


def _first_article(root: etree._Element) -> dict[str, Any]:
    """Give the first JSON-LD object that is an article, else the first that has a headline."""
    fallback: dict[str, Any] = {}
    for node in _linked_data(root):
        kinds = node.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        known = any(isinstance(name, str) and name.endswith(_ARTICLES) for name in names)
        if known and ("headline" in node or "datePublished" in node):
            if "headline" in node:
                return node
            fallback = fallback or node
    return fallback


def _linked_data(root: etree._Element) -> Iterator[dict[str, Any]]:
    seen = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _MOST_JSON:
            continue
        try:
            waiting: list[Any] = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and seen < _MOST_NODES:
            node = waiting.pop(0)
            seen += 1
            if isinstance(node, dict):
                yield node
                waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]
            elif isinstance(node, list):
                waiting += node


def _text_of(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _clean(value) if isinstance(value, str) else None


def _names(value: Any) -> str | None:
    entries = value if isinstance(value, list) else [value]
    found = [_clean(entry.get("name") if isinstance(entry, dict) else entry) for entry in entries if _is_named(entry)]
    return ", ".join(dict.fromkeys(name for name in found if name and not name.startswith("http"))) or None


def _is_named(entry: Any) -> bool:
    return isinstance(entry, str) or (isinstance(entry, dict) and isinstance(entry.get("name"), str))


def _microdata(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iterfind(".//*[@itemprop]"):
        for name in (element.get("itemprop") or "").split():
            if name in ("headline", "author", "publisher", "datePublished") and name not in found:
                value = _clean(element.get("content") or element.get("datetime") or _inner_text(element))
                if value:
                    found[name] = value
    return found


def _inner_text(element: etree._Element) -> str:
    pieces: list[str] = []
    for piece in element.itertext():
        pieces.append(str(piece))
        if len(pieces) > 50:
            break
    return " ".join(pieces)


def _title(root: etree._Element) -> str | None:
    for tag in ("title", "h1"):
        element = root.find(f".//{tag}")
        if element is not None and (text := _clean(_inner_text(element))):
            return text
    return None


def _time_element(root: etree._Element) -> str | None:
    times = [element for element in root.iter("time") if "updated" not in (element.get("class") or "").lower()]
    marked = [element for element in times if element.get("pubdate") is not None]
    for element in (marked + times)[:20]:
        if value := parse_date(element.get("datetime") or _inner_text(element)):
            return value
    return None


def _by_class(root: etree._Element, pattern: re.Pattern[str], longest: int) -> str | None:
    for element in root.iterfind(".//*[@class]"):
        names = (element.get("class") or "").lower()
        if len(names) < 1000 and pattern.search(names):
            text = _clean(_inner_text(element))
            if text and len(text) <= longest:
                return text
    return None

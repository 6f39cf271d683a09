"""Links of a web page: where they lead and everything their text says. Scripts are not run.

Which of them are reports is judged in `titles`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree

from pipelines.collect.addresses import joined
from pipelines.collect.fetching import Page
from pipelines.collect.problems import AddressRefused

_MOST_LINKS = 5000
_LONGEST_TEXT = 400
_OPENING = 4096
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# browsers read every page declared as one of the national sets as the widest of them
_WIDEST = "gb18030"
_NATIONAL = {"gb2312", "gbk", "x-gbk", "cp936", "gb_2312-80"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_ADDRESS = re.compile(r"\s*(javascript|mailto|tel|data|about|#)", re.IGNORECASE)
_CUT_TEXT = re.compile(r"(\.{2,}|…+)$")


@dataclass(frozen=True)
class Link:
    """A link; `text` is what is shown, or the whole of it where the page shows it cut short."""

    address: str
    text: str


@dataclass(frozen=True)
class ParsedPage:
    """The links of a page in their order, each address once for each text, and its own title."""

    title: str
    links: tuple[Link, ...]


def parsed(page: Page) -> ParsedPage:
    """The links of a page that lead to web addresses, without their fragments."""
    text, encoding = decoded(page)
    # libxml2 knows fewer encodings than Python, so it is given UTF-8
    parser = etree.HTMLParser(encoding="utf-8", recover=True, no_network=True)
    root = etree.fromstring(text.encode("utf-8", "replace") or b"<html/>", parser)
    if root is None:
        return ParsedPage("", ())
    bases = [base for base in root.xpath("//base/@href") if str(base).strip()]
    base = page.address
    if bases:
        try:
            base = joined(page.address, str(bases[0]))
        except AddressRefused:
            base = page.address
    found: dict[Link, None] = {}
    for anchor in root.iter("a", "area"):
        link = _link(anchor, base, encoding)
        if link is not None:
            found.setdefault(link)
        if len(found) >= _MOST_LINKS:
            break
    titles = [_plain("".join(title.itertext())) for title in root.iter("title", "h1")]
    return ParsedPage(next((title for title in titles if title), ""), tuple(found))


def _link(anchor: etree._Element, base: str, encoding: str) -> Link | None:
    target = anchor.get("href") or ""
    if not target.strip() or _NO_ADDRESS.match(target):
        return None
    path, mark, query = target.partition("?")
    if mark and encoding != "utf-8":
        # the query of a link is sent in the encoding of its page, the path in UTF-8
        query = quote(query, safe="%&=+/:?#;,@!$'()*[]~", encoding=encoding, errors="replace")
    try:
        address = joined(base, path + mark + query).partition("#")[0]
    except AddressRefused:
        return None
    return Link(address, _text(anchor))


def _text(anchor: etree._Element) -> str:
    shown = _plain("".join(anchor.itertext()))
    whole = _plain(anchor.get("title") or "")
    start = _CUT_TEXT.sub("", shown)
    if not shown or (start != shown and whole.startswith(start)):
        return whole or _plain(" ".join(anchor.xpath(".//img/@alt"))) or shown
    return shown


def _plain(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_TEXT]


def decoded(page: Page) -> tuple[str, str]:
    """The text of a page and its encoding: by its byte order mark, as valid UTF-8, by what its
    header or itself declares, else as GB18030. What does not fit becomes U+FFFD."""
    for mark, name in _MARKS:
        if page.content.startswith(mark):
            return page.content[len(mark) :].decode(name, "replace"), name
    try:
        return page.content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(page.content_type.encode("latin-1", "replace"))
    declared = declared or _CHARSET.search(page.content[:_OPENING])
    name = declared[1].decode("ascii", "replace").lower() if declared else _WIDEST
    name = _WIDEST if name in _NATIONAL else name
    try:
        return page.content.decode(name, "replace"), name
    # an unknown name, or one of Python's codecs that are no character sets
    except (LookupError, ValueError):
        return page.content.decode(_WIDEST, "replace"), _WIDEST

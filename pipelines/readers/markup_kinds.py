"""Which kind of markup a file of text begins with: office XML, rich text, some other XML, or none.

Web pages are told elsewhere (html_decoding); XML whose root is html is one of them.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

MarkupKind = Literal["spreadsheet", "word_xml", "open_text", "open_sheets", "rich_text", "xml"]

_OPENING_BYTES = 4096
_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_PROLOG = re.compile(
    r"\s*(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)\s*)*", re.DOTALL
)
_DECLARED = re.compile(r"\s*<\?(?:xml|mso-application)\b")
_ROOT = re.compile(r"<(?:(?P<prefix>[\w.-]+):)?(?P<name>[\w.-]+)(?P<attributes>[^>]*)")
_NAMESPACES: tuple[tuple[str, str, MarkupKind], ...] = (
    ("Workbook", "urn:schemas-microsoft-com:office:spreadsheet", "spreadsheet"),
    ("wordDocument", "http://schemas.microsoft.com/office/word/2003/wordml", "word_xml"),
    ("package", "http://schemas.microsoft.com/office/2006/xmlPackage", "word_xml"),
)
_OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def markup_kind(content: bytes) -> MarkupKind | None:
    """The kind of markup that bytes begin with; None for web pages and everything else."""
    opening = _opening(content)
    if opening.lstrip().startswith("{\\rtf"):
        return "rich_text"
    prolog = _PROLOG.match(opening)
    root = _ROOT.match(opening, prolog.end() if prolog else 0)
    if root is None:
        return "xml" if _DECLARED.match(opening) else None
    for name, namespace, kind in _NAMESPACES:
        if root["name"] == name and namespace in root["attributes"]:
            return kind
    if root["name"] == "document" and _OPEN_DOCUMENT in root["attributes"]:
        is_sheets = "opendocument.spreadsheet" in root["attributes"]
        return "open_sheets" if is_sheets else "open_text"
    is_xml = _DECLARED.match(opening) is not None
    return "xml" if is_xml and root["name"].lower() != "html" else None


def _opening(content: bytes) -> str:
    """The first characters; letters and marks of ASCII are all that is looked at."""
    head = content[:_OPENING_BYTES]
    for bom, encoding in _BOMS.items():
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "replace")
    if head[1:2] == b"\x00":
        return head.decode("utf-16-le", "replace")
    return head.decode("latin-1")

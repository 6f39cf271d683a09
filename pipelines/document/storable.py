"""Texts as they can be stored: what no table, JSON file or terminal takes is replaced visibly.

Normalising of labels and figures belongs to the text package; nothing is repaired here.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.document.model import Block, Document, Page, TextLine

# NUL and halves of characters cannot be stored; the other control characters, and the marks that
# turn the order of what is shown, would make a figure look like another one. Tab, line feed and
# carriage return are layout.
_UNSTORABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_REPLACEMENT = "\ufffd"


def storable_text(text: str) -> str:
    """The text with U+FFFD in place of every character that cannot be stored or shown."""
    return _UNSTORABLE.sub(_REPLACEMENT, text)


def storable(document: Document) -> Document:
    """The document with such texts only; the same object where it has them already."""
    if not any(map(_UNSTORABLE.search, _every_text(document))):
        return document
    return replace(document, pages=tuple(_page(page) for page in document.pages))


def _every_text(document: Document) -> list[str]:
    return [*document.texts(), *(page.sheet for page in document.pages if page.sheet)]


def _page(page: Page) -> Page:
    sheet = None if page.sheet is None else storable_text(page.sheet)
    return replace(page, blocks=tuple(map(_block, page.blocks)), sheet=sheet)


def _block(block: Block) -> Block:
    if isinstance(block, TextLine):
        return replace(block, text=storable_text(block.text))
    cells = tuple(replace(cell, text=storable_text(cell.text)) for cell in block.cells)
    return replace(block, cells=cells)

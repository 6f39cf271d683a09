"""Where a sentence of the running text stands on its PDF page, found by its words.

The model keeps no boxes of sentences. What cannot be found is left out, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from pipelines.document import Box
from pipelines.showing.page_space import PageSpace, Sides, space_of
from pipelines.text.normalising import comparable

_CONTEXT = 10
_SAME_LINE = 0.5


@dataclass(frozen=True)
class PageText:
    """The characters of a page without spaces, each with its place in the page's own space."""

    text: str
    places: Sequence[Sides]
    space: PageSpace


def page_text(file: pypdfium2.PdfDocument, number: int) -> PageText:
    """The characters of a page (from 1) of an open file, as they are compared with sentences."""
    sheet = file[number - 1]
    page = sheet.get_textpage()
    letters: list[str] = []
    places: list[Sides] = []
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page.raw, index)
        for letter in _compared(chr(code) if code < 0x110000 else ""):
            letters.append(letter)
            places.append(page.get_charbox(index))
    return PageText("".join(letters), places, space_of(sheet))


def boxes_of_words(page: PageText, sentence: str, start: int | None, end: int | None) -> list[Box]:
    """Where the characters from start to end of a sentence stand, a box a line; all of it without.

    Where the sentence is not on the page as a whole, it is looked for by the words around the
    characters; found in two places it is left out.
    """
    start, end = start or 0, len(sentence) if end is None else end
    before, wanted, after = (
        _compared(part) for part in (sentence[:start], sentence[start:end], sentence[end:])
    )
    if not wanted:
        return []
    for context in (max(len(before), len(after)), _CONTEXT):
        left = before[max(0, len(before) - context) :]
        whole = left + wanted + after[:context]
        if page.text.count(whole) == 1:
            first = page.text.index(whole) + len(left)
            return _lines(page, first, first + len(wanted))
    return []


def _compared(text: str) -> str:
    return "".join(comparable(text).split())


def _lines(page: PageText, first: int, last: int) -> list[Box]:
    boxes: list[Box] = []
    for sides in page.places[first:last]:
        box = page.space.shown(sides)
        if boxes and _is_beside(boxes[-1], box):
            boxes[-1] = _around(boxes[-1], box)
        else:
            boxes.append(box)
    return boxes


def _is_beside(one: Box, other: Box) -> bool:
    overlap = min(one.y1, other.y1) - max(one.y0, other.y0)
    height = min(one.y1 - one.y0, other.y1 - other.y0)
    # a point or a comma is low, but stands on the line
    near = abs(one.y1 - other.y1) < (one.y1 - one.y0)
    return other.x0 >= one.x0 and (overlap > _SAME_LINE * height or near)


def _around(one: Box, other: Box) -> Box:
    return Box(
        min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1)
    )

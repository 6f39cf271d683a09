"""PDF pages as pdfplumber reads them: slow, in pure Python, for pages that pdfium leaves in doubt.

Only the conversion to printed pages belongs here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pdfplumber
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.text import LIGATURES

from pipelines.readers.pdf_page import Corners, Glyph, PrintedPage, Shape, is_slanted


@contextmanager
def plain_pages(content: bytes) -> Iterator[PlainPages]:
    """The pages of a PDF file as pdfplumber sees them, closed at the end.

    Raises whatever pdfminer's parser runs into.
    """
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        yield PlainPages(pdf.pages)


class PlainPages:
    """The pages of an open file, numbered from 1, each read when it is asked for."""

    def __init__(self, pages: list[PlumberPage]) -> None:
        self._pages = pages

    def __len__(self) -> int:
        return len(self._pages)

    def page(self, number: int) -> PrintedPage:
        """The printed page; its parsed objects are let go."""
        page = self._pages[number - 1]
        printed = _printed(page)
        page.close()
        return printed


def _printed(page: PlumberPage) -> PrintedPage:
    left, top = float(page.bbox[0]), float(page.bbox[1])
    return PrintedPage(
        number=page.page_number,
        width=float(page.width),
        height=float(page.height),
        glyphs=tuple(_glyph(char, left, top) for char in page.chars),
        shapes=tuple(
            _shape(item, left, top)
            for kind in ("line", "rect", "curve")
            for item in page.objects.get(kind, [])
        ),
        pictures=tuple(_corners(image, left, top) for image in page.images),
    )


def _corners(item: dict[str, Any], left: float, top: float) -> Corners:
    return (item["x0"] - left, item["top"] - top, item["x1"] - left, item["bottom"] - top)


def _glyph(char: dict[str, Any], left: float, top: float) -> Glyph:
    text = LIGATURES.get(char["text"], char["text"])
    corners = _corners(char, left, top)
    colour = char.get("non_stroking_color")
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    is_white = tuple(parts) in ((1,), (1, 1, 1), (0, 0, 0, 0))
    is_upright = bool(char["upright"]) and not is_slanted(*char["matrix"][:2])
    return Glyph(text, *corners, char["size"], is_upright, is_white)


def _shape(item: dict[str, Any], left: float, top: float) -> Shape:
    return Shape(
        item["object_type"],
        *_corners(item, left, top),
        tuple((x - left, y - top) for x, y in item["pts"]),
        bool(item["fill"]),
        bool(item["stroke"]),
    )

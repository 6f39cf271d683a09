"""Holds what the reader found on the pages of a PDF to what pdfplumber alone finds."""

from __future__ import annotations

from pipelines.document import Box, Grid, Page
from pipelines.readers.pdf import read_pdf
from tests.readers.by_pdfplumber import pages_by_pdfplumber

HALF_A_POINT = 0.5


def assert_same_pages(content: bytes, reader: str = "pdfium") -> None:
    """Every page has the same blocks: cells with row, column, spans and text, lines with text."""
    document = read_pdf(content)
    assert document.reader == reader
    expected = pages_by_pdfplumber(content)
    assert len(document.pages) == len(expected)
    for page, same in zip(document.pages, expected, strict=True):
        assert shape_of(page) == shape_of(same)
        for box, other in zip(boxes_of(page), boxes_of(same), strict=True):
            assert farthest(box, other) <= HALF_A_POINT


def shape_of(page: Page) -> tuple[object, ...]:
    """A page without its boxes; white space in cells is left out."""
    blocks = [
        [
            (cell.row, cell.column, cell.row_span, cell.column_span, "".join(cell.text.split()))
            for cell in block.cells
        ]
        if isinstance(block, Grid)
        else block.text
        for block in page.blocks
    ]
    return page.number, page.is_picture, blocks


def boxes_of(page: Page) -> list[Box]:
    """The boxes of all cells and lines of a page."""
    boxes = [cell.box for grid in page.grids for cell in grid.cells]
    boxes += [line.box for line in page.lines]
    return [box for box in boxes if box is not None]


def farthest(box: Box, other: Box) -> float:
    """How far the sides of two boxes lie apart at most."""
    return max(
        abs(box.x0 - other.x0),
        abs(box.y0 - other.y0),
        abs(box.x1 - other.x1),
        abs(box.y1 - other.y1),
    )

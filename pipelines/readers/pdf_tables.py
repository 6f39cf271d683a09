"""The ruled tables of a PDF page: cells from its rules, and in them the text.

Found by pdfplumber's table finder with its default settings. What is outside every table stays
with the caller.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from types import SimpleNamespace

from pdfplumber.table import Table, TableFinder

from pipelines.document import Box, Cell, Grid, TextLine
from pipelines.readers.pdf_page import Corners, Glyph
from pipelines.readers.pdf_rules import Edge, missing_borders
from pipelines.readers.pdf_text import text_of

_UNREADABLE = "\ufffd"
_MARKS = ".,-．，－"


def tables_of(edges: Sequence[Edge]) -> list[Table]:
    """The tables that edges make, from the top of the page."""
    if not edges:
        return []
    ruled = SimpleNamespace(edges=list(edges))
    found = TableFinder(ruled, missing_borders(edges)).tables
    return sorted(found, key=lambda table: (table.bbox[1], table.bbox[0]))


class Placing:
    """Which glyphs stand in which cells of one table, by the middle of the glyph."""

    def __init__(self, table: Table, glyphs: Sequence[Glyph]) -> None:
        self.table = table
        self.box: Corners = table.bbox
        self._lefts = sorted({cell[0] for cell in table.cells})
        self._tops = sorted({cell[1] for cell in table.cells})
        self._covering: dict[tuple[int, int], list[Corners]] = defaultdict(list)
        for cell in table.cells:
            for position in self._positions(cell):
                self._covering[position].append(cell)
        self.glyphs_of: dict[Corners, list[Glyph]] = defaultdict(list)
        for glyph in glyphs:
            for cell in self.cells_at(*middle(glyph)):
                self.glyphs_of[cell].append(glyph)

    def _positions(self, cell: Corners) -> list[tuple[int, int]]:
        x0, top, x1, bottom = cell
        columns = [column for column, left in enumerate(self._lefts) if x0 <= left < x1]
        rows = [row for row, upper in enumerate(self._tops) if top <= upper < bottom]
        return [(row, column) for row in rows for column in columns]

    def cells_at(self, x: float, y: float) -> list[Corners]:
        """The cells that hold a point; a torn frame can have several."""
        position = bisect_right(self._tops, y) - 1, bisect_right(self._lefts, x) - 1
        return [cell for cell in self._covering.get(position, ()) if x < cell[2] and y < cell[3]]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside the frame of the table."""
        x0, top, x1, bottom = self.box
        return x0 <= x <= x1 and top <= y <= bottom


def middle(glyph: Glyph) -> tuple[float, float]:
    """The middle of a glyph's box."""
    return (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2


def torn_by_rules(glyphs: Sequence[Glyph], placings: Sequence[Placing]) -> set[Corners]:
    """The cells that a run of digits crosses: a watermark or a stamp over the table.

    Two digits of neighbouring cells stand apart by the padding of both; digits that follow each
    other across a rule are one number that belongs to neither cell.
    """
    digits = [glyph for glyph in glyphs if glyph.text.isdigit() or glyph.text in _MARKS]
    digits.sort(key=lambda glyph: (round(glyph.top), glyph.x0))
    torn: set[Corners] = set()
    for left, right in pairwise(digits):
        level = abs(left.top - right.top) < left.size / 4
        close = right.x0 >= left.x0 and right.x0 - left.x1 < left.size / 10
        if level and close:
            cells = {_cell_of(glyph, placings) for glyph in (left, right)}
            if len(cells) > 1:
                torn |= {cell for cell in cells if cell is not None}
    return torn


def _cell_of(glyph: Glyph, placings: Sequence[Placing]) -> Corners | None:
    x, y = middle(glyph)
    for placing in placings:
        if placing.holds(x, y):
            cells = placing.cells_at(x, y)
            if cells:
                return cells[0]
    return None


def block_of(placing: Placing, first_row: int, torn: set[Corners]) -> Grid | TextLine:
    """The table as a grid whose rows count from `first_row`; a frame of one cell is a line.

    The text of a torn cell ends in the replacement character.
    """
    table = placing.table
    lefts = sorted({cell[0] for cell in table.cells})
    tops = sorted({cell[1] for cell in table.cells})
    rows = table.rows
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row_index, row in enumerate(rows):
        for column_index, corners in enumerate(row.cells):
            if corners is None or (row_index, column_index) in taken:
                continue
            x0, y0, x1, y1 = corners
            column_span = sum(1 for left in lefts if x0 <= left < x1)
            row_span = sum(1 for top in tops if y0 <= top < y1)
            covered = {
                (row_index + down, column_index + right)
                for down in range(row_span)
                for right in range(column_span)
            }
            if covered & taken:
                row_span = column_span = 1
                covered = {(row_index, column_index)}
            taken |= covered
            text = text_of(placing.glyphs_of.get(corners, ()))
            if corners in torn:
                text += _UNREADABLE
            cells.append(
                Cell(
                    first_row + row_index,
                    column_index + 1,
                    text,
                    row_span,
                    column_span,
                    Box(x0, y0, x1, y1),
                )
            )
    if len(cells) == 1:
        return TextLine(cells[0].text, cells[0].box)
    return Grid(first_row, len(rows), len(lefts), tuple(cells))

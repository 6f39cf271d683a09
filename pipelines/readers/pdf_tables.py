"""The ruled tables of a PDF page as grids: which glyph stands in which cell, and what spans what.

Which cells there are is decided in `pdf_cells`; what is outside every table stays with the caller.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from pipelines.document import Box, Cell, Grid, TextLine
from pipelines.readers.pdf_page import Corners, Glyph
from pipelines.readers.pdf_text import text_of
from pipelines.readers.table_cells import column_lefts, places_of, row_tops, spanned_cells

_UNREADABLE = "\ufffd"
_MARKS = ".,-．，－"
# How much larger than the text of the tables print over them is, and how much of a glyph's box
# stands in its cell at least unless it crosses a rule.
_LARGE = 1.5
_MOST_OF_A_GLYPH = 0.75


class PrintedTable:
    """The cells of one table and the glyphs whose middle lies in them."""

    def __init__(self, cells: Sequence[Corners], glyphs: Sequence[Glyph]) -> None:
        self.places = places_of(cells)
        lefts, tops, rights, bottoms = zip(*cells, strict=True)
        self.box: Corners = (min(lefts), min(tops), max(rights), max(bottoms))
        self.lefts = column_lefts(cells)
        self.tops = row_tops(cells)
        self._covering: dict[tuple[int, int], list[Corners]] = defaultdict(list)
        for cell, places in self.places.items():
            for place in places:
                self._covering[place].append(cell)
        self._glyphs_of: dict[Corners, list[Glyph]] = defaultdict(list)
        x0, top, x1, bottom = self.box
        shared = {cell for cells in self._covering.values() if len(cells) > 1 for cell in cells}
        last: Corners = (0.0, 0.0, 0.0, 0.0)
        for glyph in glyphs:
            x, y = (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2
            if last[0] <= x < last[2] and last[1] <= y < last[3]:
                # the glyphs of a cell mostly follow each other
                self._glyphs_of[last].append(glyph)
            elif x0 <= x <= x1 and top <= y <= bottom:
                for cell in self.cells_at(x, y):
                    self._glyphs_of[cell].append(glyph)
                    if cell not in shared:
                        last = cell

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside the frame of the table."""
        x0, top, x1, bottom = self.box
        return x0 <= x <= x1 and top <= y <= bottom

    def cells_at(self, x: float, y: float) -> list[Corners]:
        """The cells that hold a point; in a torn frame there can be several."""
        if not self.holds(x, y):
            return []
        position = bisect_right(self.tops, y) - 1, bisect_right(self.lefts, x) - 1
        covering = self._covering.get(position, ())
        return [cell for cell in covering if x < cell[2] and y < cell[3]]

    def glyphs_of_cells(self) -> Iterator[tuple[Corners, Glyph]]:
        """Every glyph in a cell of the table, with the cell."""
        for cell, glyphs in self._glyphs_of.items():
            for glyph in glyphs:
                yield cell, glyph

    def glyph_ids(self) -> Iterator[int]:
        """The ids of the glyphs in its cells."""
        return map(id, chain.from_iterable(self._glyphs_of.values()))

    def text_in(self, cell: Corners) -> str:
        """The text of a cell, its lines apart by a line feed."""
        return text_of(self._glyphs_of.get(cell, ()))


def printed_over(glyphs: Sequence[Glyph], tables: Sequence[PrintedTable]) -> list[Glyph]:
    """The glyphs in tables whose print is much larger than the rest and crosses the rules.

    A level watermark runs over several cells; letter by letter it would join their texts.
    """
    inside = [found for table in tables for found in table.glyphs_of_cells()]
    if not inside:
        return []
    sizes = Counter([glyph.size for _, glyph in inside])
    counts: Counter[int] = Counter()
    for size, count in sizes.items():
        counts[round(size)] += count
    ((main, _),) = counts.most_common(1)
    large = {size for size in sizes if size > main * _LARGE}
    crossing = {
        round(glyph.size)
        for cell, glyph in (inside if large else ())
        if glyph.size in large and _share_inside(glyph, cell) < _MOST_OF_A_GLYPH
    }
    if not crossing:
        return []
    return [
        glyph
        for glyph in glyphs
        if round(glyph.size) in crossing and any(table.holds(*middle(glyph)) for table in tables)
    ]


def _share_inside(glyph: Glyph, cell: Corners) -> float:
    across = min(glyph.x1, cell[2]) - max(glyph.x0, cell[0])
    down = min(glyph.bottom, cell[3]) - max(glyph.top, cell[1])
    area = (glyph.x1 - glyph.x0) * (glyph.bottom - glyph.top)
    return max(across, 0.0) * max(down, 0.0) / area if area > 0 else 1.0


def middle(glyph: Glyph) -> tuple[float, float]:
    """The middle of a glyph's box."""
    return (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2


def torn_by_rules(glyphs: Sequence[Glyph], tables: Sequence[PrintedTable]) -> set[Corners]:
    """The cells that a run of digits crosses: a watermark or a stamp over the table.

    Two digits of neighbouring cells stand apart by the padding of both; digits that follow each
    other across a rule are one number that belongs to neither cell.
    """
    if not tables:
        return set()
    digits = [glyph for glyph in glyphs if glyph[0].isdigit() or glyph[0] in _MARKS]
    digits.sort(key=lambda glyph: (round(glyph[2]), glyph[1]))
    torn: set[Corners] = set()
    cell: Corners | None = None
    for left, right in pairwise(digits):
        _, x0, top, x1, _, size, _, _ = left
        _, right_x0, right_top, _, _, _, _, _ = right
        close = x0 <= right_x0 < x1 + size / 10
        if not close or abs(top - right_top) >= size / 4:
            continue
        if cell is None or not _is_in(left, cell):
            cell = _cell_of(left, tables)
        if cell is None or not _is_in(right, cell):
            torn.update(one for one in (cell, _cell_of(right, tables)) if one is not None)
    return torn


def _cell_of(glyph: Glyph, tables: Sequence[PrintedTable]) -> Corners | None:
    x, y = middle(glyph)
    return next((cells[0] for table in tables if (cells := table.cells_at(x, y))), None)


def _is_in(glyph: Glyph, cell: Corners) -> bool:
    _, left, top, right, bottom, _, _, _ = glyph
    x0, y0, x1, y1 = cell
    return x0 <= (left + right) / 2 < x1 and y0 <= (top + bottom) / 2 < y1


def block_of(table: PrintedTable, first_row: int, torn: set[Corners]) -> Grid | TextLine:
    """The table as a grid whose rows count from `first_row`; a frame of one cell is a line.

    The text of a torn cell ends in the replacement character.
    """
    cells: list[Cell] = []
    for cell in spanned_cells(table.places):
        text = table.text_in(cell.corners)
        if cell.corners in torn:
            text += _UNREADABLE
        row, column = first_row + cell.row, cell.column + 1
        box = Box(*cell.corners)
        cells.append(Cell(row, column, text, cell.row_span, cell.column_span, box))
    if len(cells) == 1:
        return TextLine(cells[0].text, cells[0].box)
    return Grid(first_row, len(table.tops), len(table.lefts), tuple(cells))

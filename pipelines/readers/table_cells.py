"""The cells of a found table with their rows, columns and spans, from their corners alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from pipelines.readers.pdf_page import Corners


class SpannedCell(NamedTuple):
    """A cell of a table: row and column counted from 0 in the table, its spans and corners."""

    row: int
    column: int
    row_span: int
    column_span: int
    corners: Corners


def row_tops(cells: Sequence[Corners]) -> list[float]:
    """Where the rows of a table begin, from the top down."""
    return sorted({cell[1] for cell in cells})


def column_lefts(cells: Sequence[Corners]) -> list[float]:
    """Where the columns of a table begin, from left to right."""
    return sorted({cell[0] for cell in cells})


def covered(positions: Sequence[float], start: float, end: float) -> range:
    """The indexes of the sorted positions from `start` (one of them) on and before `end`."""
    return range(bisect_left(positions, start), bisect_left(positions, end))


def spanned_cells(cells: Sequence[Corners]) -> Iterator[SpannedCell]:
    """The cells of a table row by row; one whose span would cover another's spans nothing."""
    tops, lefts = row_tops(cells), column_lefts(cells)
    taken: set[tuple[int, int]] = set()
    for corners in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        x0, top, x1, bottom = corners
        rows, columns = covered(tops, top, bottom), covered(lefts, x0, x1)
        row, column = rows.start, columns.start
        if (row, column) in taken:
            continue
        places = list(product(rows, columns))
        if not taken.isdisjoint(places):
            rows, columns = range(row, row + 1), range(column, column + 1)
            places = [(row, column)]
        taken.update(places)
        yield SpannedCell(row, column, len(rows), len(columns), corners)

"""The cells of a found table with their rows, columns and spans, from their corners alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from operator import itemgetter
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


def places_of(cells: Sequence[Corners]) -> dict[Corners, list[tuple[int, int]]]:
    """The places (row, column) that each cell of a table covers, from its anchor on; cells row by
    row."""
    tops, lefts = row_tops(cells), column_lefts(cells)
    return {
        cell: list(product(covered(tops, cell[1], cell[3]), covered(lefts, cell[0], cell[2])))
        for cell in sorted(cells, key=itemgetter(1, 0))
    }


def spanned_cells(
    places_of_cells: Mapping[Corners, Sequence[tuple[int, int]]],
) -> Iterator[SpannedCell]:
    """The cells of a table row by row; one whose span would cover another's spans nothing."""
    taken: set[tuple[int, int]] = set()
    for corners, places in places_of_cells.items():
        row, column = places[0]
        if (row, column) in taken:
            continue
        if taken.isdisjoint(places):
            last_row, last_column = places[-1]
            taken.update(places)
        else:
            last_row, last_column = row, column
            taken.add((row, column))
        yield SpannedCell(row, column, last_row - row + 1, last_column - column + 1, corners)

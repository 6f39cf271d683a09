"""Several forms side by side on one sheet: a grid parted where a row prints several titles.

Only titles that the catalogue knows part a grid, and only where nothing printed crosses the line
between the forms; any other grid stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.catalogue.model import Catalogue
from pipelines.document import Cell, Grid
from pipelines.tables.titles import read_title

# Every title of a form ends with this word; looking for it first keeps large sheets fast.
_WORD_OF_A_TITLE = "表"


def parted_side_by_side(grid: Grid, catalogue: Catalogue) -> Iterator[Grid]:
    """The grids that a grid holds in reading order: itself, unless forms stand side by side in it.

    Forms side by side reach down to the next row with a title. Rows and columns keep their numbers.
    """
    title_rows = _title_rows(grid, catalogue)
    starts = [row for row, titles in title_rows.items() if len(titles) > 1]
    if not starts:
        yield grid
        return
    last = grid.row_numbers[-1]
    above = starts[0] - 1
    if above >= grid.first_row:
        yield from _cut(grid, range(grid.first_row, above + 1), [(1, grid.column_count)])
    edges = [*(row for row in title_rows if row >= starts[0]), last + 1]
    for first, after in pairwise(edges):
        rows = range(first, after)
        bands = _bands(grid, rows, title_rows[first])
        yield from _cut(grid, rows, bands)


def _title_rows(grid: Grid, catalogue: Catalogue) -> dict[int, list[Cell]]:
    """The rows in which titles of forms stand, with their cells from left to right."""
    found: dict[int, list[Cell]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        if _WORD_OF_A_TITLE not in cell.text:
            continue
        title = read_title(cell.text, catalogue)
        if title is not None and title.form is not None:
            found.setdefault(cell.row, []).append(cell)
    return found


def _bands(grid: Grid, rows: range, titles: Sequence[Cell]) -> list[tuple[int, int]]:
    """The first and last column of each form; all columns as one where no line parts them."""
    printed = [cell for cell in grid.cells if cell.row in rows and cell.text.strip()]
    edges = [1]
    for title, following in pairwise(titles):
        edge = _edge(printed, title, following)
        if edge is None:
            return [(1, grid.column_count)]
        edges.append(edge)
    return [(first, after - 1) for first, after in pairwise([*edges, grid.column_count + 1])]


def _edge(printed: Sequence[Cell], title: Cell, following: Cell) -> int | None:
    """The first column of the following form: behind blank columns, or where its title begins.

    A title may stand over the middle of its form, so blank columns tell first; two such gaps
    leave it open.
    """
    taken = {
        column for cell in printed for column in range(cell.column, cell.column + cell.column_span)
    }
    between = range(title.column + title.column_span, following.column + 1)
    behind_gap = [c for c in between if c in taken and c - 1 not in taken]
    if len(behind_gap) == 1:
        return behind_gap[0]
    starts_there = not behind_gap and following.column_span > 1
    crosses = any(
        cell.column < following.column < cell.column + cell.column_span for cell in printed
    )
    return following.column if starts_there and not crosses else None


def _cut(grid: Grid, rows: range, bands: Sequence[tuple[int, int]]) -> Iterator[Grid]:
    """The parts of some rows of a grid: the cells that begin in each, cut off at its end."""
    for first, last in bands:
        cells = tuple(
            replace(
                cell,
                row_span=min(cell.row_span, rows[-1] - cell.row + 1),
                column_span=min(cell.column_span, last - cell.column + 1),
            )
            for cell in grid.cells
            if cell.row in rows and first <= cell.column <= last
        )
        if cells:
            yield Grid(rows[0], len(rows), last, cells)

"""The cells of a found table with their rows, columns and spans, from their corners alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pdfplumber.table import Table

Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class SpannedCell:
    """A cell of a table: row and column counted from 0 in the table, its spans and corners."""

    row: int
    column: int
    row_span: int
    column_span: int
    corners: Corners


def column_count(table: Table) -> int:
    """How many columns begin somewhere in a table."""
    return len({cell[0] for cell in table.cells})


def spanned_cells(table: Table) -> Iterator[SpannedCell]:
    """The cells of a table row by row; a cell whose span would cover another gets none."""
    lefts = sorted({cell[0] for cell in table.cells})
    tops = sorted({cell[1] for cell in table.cells})
    taken: set[tuple[int, int]] = set()
    for row_index, row in enumerate(table.rows):
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
            yield SpannedCell(row_index, column_index, row_span, column_span, (x0, y0, x1, y1))

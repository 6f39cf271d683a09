"""Rows of a sheet as its parts see them: cells with their columns, blanks included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.document import CellAddress, Grid
from pipelines.tables.model import BodyRow
from pipelines.text.amounts import looks_like_figure
from pipelines.text.normalising import comparable, repaired


@dataclass(frozen=True)
class Frame:
    """What rows with the same columns share; rows of one grid have one frame.

    `merged_down` are the columns in which some cell is merged over rows: there a blank is a blank.
    """

    columns: int
    has_spans: bool
    merged_down: frozenset[int] = frozenset()


@dataclass(frozen=True)
class RowCell:
    """A cell that covers some columns of a row; `from_above` when it began in an earlier row."""

    first: int
    last: int
    text: str
    address: CellAddress
    from_above: bool = False

    @cached_property
    def folded(self) -> str:
        """The comparable text."""
        return comparable(self.text)

    @property
    def printed(self) -> str | None:
        """The text as printed, None for a blank."""
        return repaired(self.text).strip() or None

    @cached_property
    def is_figure(self) -> bool:
        """Whether the text is nothing but a figure."""
        return looks_like_figure(self.text)


@dataclass(frozen=True)
class EvaluationRow:
    """A row with the stream item it came from."""

    item: int
    frame: Frame
    cells: tuple[RowCell, ...]

    @cached_property
    def printed(self) -> list[RowCell]:
        """The cells that begin in this row and hold a text."""
        return [cell for cell in self.cells if cell.folded and not cell.from_above]

    @property
    def width(self) -> int:
        """The last column for which the row has a cell."""
        return max((cell.last for cell in self.cells), default=0)

    @property
    def address(self) -> CellAddress:
        """The address of the first cell that begins in this row."""
        own = [cell for cell in self.cells if not cell.from_above] or list(self.cells)
        return (self.printed or own)[0].address

    def after(self, cell: RowCell) -> list[RowCell]:
        """The cells right of a cell that begin in this row, blanks included."""
        return [other for other in self.cells if other.first > cell.last and not other.from_above]


def frame_of(grid: Grid) -> Frame:
    """The frame of a grid's rows."""
    has_spans = any(cell.row_span > 1 or cell.column_span > 1 for cell in grid.cells)
    merged_down = {
        column
        for cell in grid.cells
        if cell.row_span > 1
        for column in range(cell.column, cell.column + cell.column_span)
    }
    return Frame(grid.column_count, has_spans, frozenset(merged_down))


def evaluation_rows(rows: Sequence[BodyRow], item: int, frame: Frame) -> Iterator[EvaluationRow]:
    """The rows of a body, cell by cell."""
    for row in rows:
        cells: list[RowCell] = []
        for column in range(1, row.grid.column_count + 1):
            cell = row.covering(column)
            if cell is None or (cells and cells[-1].last >= column):
                continue
            last = column
            while last < row.grid.column_count and row.covering(last + 1) is cell:
                last += 1
            cells.append(
                RowCell(column, last, cell.text, row.address(cell), cell.row != row.number)
            )
        yield EvaluationRow(item, frame, tuple(cells))

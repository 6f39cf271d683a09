"""What recognising and placing hand on: reported amounts, unplaced cells, recognised tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pipelines.document import Cell, CellAddress, Grid, Page
from pipelines.text.amounts import AmountState
from pipelines.text.normalising import comparable
from pipelines.text.units import Unit

PlacedRole = Literal["total", "subtotal", "leaf"]
QuantityUnit = Literal["percent", "points", "count"]


@dataclass(frozen=True)
class BodyRow:
    """One row of a grid, with the page it stands on."""

    page: Page
    grid: Grid
    number: int

    def covering(self, column: int) -> Cell | None:
        """The cell that covers a column of this row, merged or not."""
        return self.grid.covering(self.number, column)

    def text(self, column: int) -> str:
        """The text printed in this row at a column; '' where another position holds the anchor."""
        cell = self.covering(column)
        printed_here = cell is not None and cell.row == self.number and cell.column == column
        return cell.text if cell is not None and printed_here else ""

    @cached_property
    def cells(self) -> list[Cell]:
        """The cells whose anchor stands in this row and that hold a text."""
        anchors = (self.covering(column) for column in range(1, self.grid.column_count + 1))
        unique = {cell.column: cell for cell in anchors if cell and cell.row == self.number}
        return [cell for cell in unique.values() if comparable(cell.text)]

    def address(self, cell: Cell) -> CellAddress:
        """The address of a cell of this row."""
        return self.page.address(cell)


@dataclass(frozen=True)
class Body:
    """Consecutive rows of one grid without its titles and notes."""

    rows: tuple[BodyRow, ...]

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns in which some cell of this body begins.

        A grid that holds several tables has the column lines of all of them; for one table most
        are inside its cells.
        """
        first, last = self.rows[0].number, self.rows[-1].number
        return tuple(sorted({c.column for c in self.rows[0].grid.cells if first <= c.row <= last}))


@dataclass(frozen=True)
class ReportedAmount:
    """One printed figure, or a blank where a figure could stand; marts.fct_reported_amount."""

    block: str
    row_code: str | None
    row_label: str
    measure: str
    measure_label: str
    basis: str
    amount_yuan: Decimal | None
    amount_text: str | None
    unit: Unit
    shown_decimals: int | None
    amount_state: AmountState
    row_role: PlacedRole
    address: CellAddress


@dataclass(frozen=True)
class ReportedQuantity:
    """One printed figure that is no money (a percentage, a score, a count), in its own unit."""

    block: str
    row_no: int
    row_label: str
    measure: str
    measure_label: str
    value: Decimal | None
    value_text: str | None
    unit: QuantityUnit
    shown_decimals: int | None
    value_state: AmountState
    row_role: PlacedRole
    address: CellAddress


@dataclass(frozen=True)
class UnplacedCell:
    """A cell with a figure that no form claimed, and why."""

    address: CellAddress
    text: str
    reason: str
    table_title: str | None


@dataclass
class RecognisedTable:
    """A form found in a report, joined over its pages.

    `bodies` are the places of its bodies in the report's stream; the first of them tells where
    the table stands among all tables of the report. Lines above it may belong to the table before;
    those below it end at the next title.
    """

    form_code: str
    table_no: int
    title: str | None
    layout: str
    unit: Unit | None
    pages: list[int | None]
    bodies: tuple[int, ...] = ()
    is_official: bool = True
    budget_basis: str | None = None
    empty_note: str | None = None
    remarks: list[str] = field(default_factory=list)
    lines_above: tuple[str, ...] = ()
    lines_below: tuple[str, ...] = ()
    amounts: list[ReportedAmount] = field(default_factory=list)
    quantities: list[ReportedQuantity] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether the form is there but prints no amount other than zero."""
        return not any(amount.amount_yuan for amount in self.amounts)


@dataclass(frozen=True)
class Recognition:
    """Everything that the tables of a document gave.

    `table_lines` are the places in the stream of lines that are titles, captions or notes of
    tables, recognised or not; they are no running text.
    """

    tables: tuple[RecognisedTable, ...]
    unplaced: tuple[UnplacedCell, ...]
    other_titles: tuple[str, ...]
    table_lines: frozenset[int] = frozenset()

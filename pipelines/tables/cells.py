"""What one cell of a placed row prints: a reported amount of money, or a quantity that is none.

Which row and column a cell belongs to is decided before (placing).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from pipelines.document import Cell
from pipelines.tables.model import (
    BodyRow,
    PlacedRole,
    QuantityUnit,
    ReportedAmount,
    ReportedQuantity,
)
from pipelines.text.amounts import AmountState, PrintedAmount, read_amount
from pipelines.text.normalising import comparable
from pipelines.text.units import Unit, in_yuan

_MOST_DECIMALS_OF_A_QUANTITY = 8
_MOST_QUANTITY = 10**16

Figure = TypeVar("Figure", ReportedAmount, ReportedQuantity)


@dataclass(frozen=True)
class RowKey:
    """What the cells of a row have in common; `number` counts the rows of a named panel from 1."""

    block: str
    code: str | None
    label: str
    role: PlacedRole
    basis: str = "outturn"
    number: int = 0


def amount_in(
    row: BodyRow, cell: Cell, key: RowKey, measure: str, measure_label: str, unit: Unit
) -> ReportedAmount:
    """The amount that a cell prints in a unit; illegible beyond what the contract can hold."""
    amount = read_amount(cell.text)
    yuan = None if amount.number is None else in_yuan(amount.number, unit)
    return ReportedAmount(
        block=key.block,
        row_code=key.code,
        row_label=key.label,
        measure=measure,
        measure_label=measure_label,
        basis=key.basis,
        amount_yuan=yuan,
        amount_text=amount.text or None,
        unit=unit,
        shown_decimals=None if yuan is None else amount.decimals,
        amount_state=amount.state if yuan is not None else _without_number(amount.state),
        row_role=key.role,
        address=row.address(cell),
    )


def quantity_in(
    row: BodyRow, cell: Cell, key: RowKey, measure: str, measure_label: str, unit: QuantityUnit
) -> ReportedQuantity:
    """The quantity that a cell prints.

    A percentage needs its sign beside the figure or in the heading: 0.98 alone could be 98 % or
    0.98 %, and is illegible.
    """
    printed = _percentage(cell.text, measure_label) if unit == "percent" else read_amount(cell.text)
    number = printed.number
    if number is not None:
        exact = (printed.decimals or 0) <= _MOST_DECIMALS_OF_A_QUANTITY
        number = number if exact and abs(number) < _MOST_QUANTITY else None
    return ReportedQuantity(
        block=key.block,
        row_no=key.number,
        row_label=key.label,
        measure=measure,
        measure_label=measure_label,
        value=number,
        value_text=printed.text or None,
        unit=unit,
        shown_decimals=None if number is None else printed.decimals,
        value_state=printed.state if number is not None else _without_number(printed.state),
        row_role=key.role,
        address=row.address(cell),
    )


def with_rest_of_name(figures: list[Figure], first: int, text: str) -> None:
    """Put the rest of a broken name behind the label of the figures from `first` on."""
    for position in range(first, len(figures)):
        figure = figures[position]
        figures[position] = replace(figure, row_label=figure.row_label + text)


def _percentage(text: str, heading: str) -> PrintedAmount:
    printed = read_amount(text)
    folded = comparable(text)
    if folded.endswith("%"):
        number = read_amount(folded[:-1])
        state: AmountState = "number" if number.state == "number" else "illegible"
        return PrintedAmount(printed.text, state, number.number, number.decimals)
    if printed.state == "number" and "%" not in comparable(heading):
        return PrintedAmount(printed.text, "illegible", None, None)
    return printed


def _without_number(state: AmountState) -> AmountState:
    return "illegible" if state == "number" else state

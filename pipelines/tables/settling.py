"""What only a whole table tells of its amounts, once all of them are placed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipelines.tables.cells import Figure
from pipelines.tables.model import ReportedAmount, ReportedQuantity
from pipelines.text.amounts import joined_pieces, read_amount
from pipelines.text.units import YUAN_PER_UNIT

_FEWEST_WITNESSES = 3


def settled(amounts: Sequence[ReportedAmount]) -> list[ReportedAmount]:
    """The amounts of one table with broken figures joined and parents of codes made subtotals."""
    return _with_subtotals(_with_joined_figures(amounts))


def only_subtotal_as_total(
    amounts: Sequence[ReportedAmount], quantities: Sequence[ReportedQuantity]
) -> tuple[list[ReportedAmount], list[ReportedQuantity]]:
    """The figures of a named table; its only 小计 is its total where it prints no other."""
    figures: list[ReportedAmount | ReportedQuantity] = [*amounts, *quantities]
    summed = {
        (figure.row_role, figure.address.page, figure.address.sheet, figure.address.row)
        for figure in figures
        if figure.row_role != "leaf"
    }
    if len(summed) != 1:
        return list(amounts), list(quantities)
    return (
        [_as_total(amount) if amount.row_role == "subtotal" else amount for amount in amounts],
        [_as_total(each) if each.row_role == "subtotal" else each for each in quantities],
    )


def _as_total(figure: Figure) -> Figure:
    return replace(figure, row_role="total")


def _with_subtotals(amounts: Sequence[ReportedAmount]) -> list[ReportedAmount]:
    """A code with deeper codes in the same table sums them: it is a subtotal."""
    codes = {amount.row_code for amount in amounts if amount.row_code}
    parents = {code[:length] for code in codes for length in (3, 5) if len(code) > length}
    return [
        replace(amount, row_role="subtotal") if amount.row_code in parents else amount
        for amount in amounts
    ]


def _with_joined_figures(amounts: Sequence[ReportedAmount]) -> list[ReportedAmount]:
    """A figure broken over lines is one number when its column bears witness.

    Only together its pieces may have the decimals that every other figure of the column has; 96.4
    and 0 alone could be two figures.
    """
    decimals: dict[tuple[str, str, str], Counter[int | None]] = defaultdict(Counter)
    for amount in amounts:
        if amount.amount_state == "number":
            decimals[_column_of(amount)][amount.shown_decimals] += 1
    return [_joined(amount, decimals[_column_of(amount)]) for amount in amounts]


def _joined(amount: ReportedAmount, decimals: Counter[int | None]) -> ReportedAmount:
    text = amount.amount_text or ""
    whole = joined_pieces(text)
    if amount.amount_state != "illegible" or whole is None or len(decimals) != 1:
        return amount
    ((common, witnesses),) = decimals.items()
    pieces = [read_amount(piece) for piece in text.split()]
    fits = whole.decimals == common and all(piece.decimals != common for piece in pieces)
    if not fits or witnesses < _FEWEST_WITNESSES or whole.number is None:
        return amount
    return replace(
        amount,
        amount_yuan=whole.number * YUAN_PER_UNIT[amount.unit],
        amount_text=whole.text,
        shown_decimals=whole.decimals,
        amount_state="number",
    )


def _column_of(amount: ReportedAmount) -> tuple[str, str, str]:
    return amount.block, amount.measure, amount.basis

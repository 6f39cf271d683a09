"""What single cells give: amounts in their unit, percentages, counts, and what cannot be held."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.document import Page
from pipelines.document.model import grid_of_rows
from pipelines.tables.cells import RowKey, amount_in, quantity_in
from pipelines.tables.model import BodyRow, QuantityUnit, ReportedAmount, ReportedQuantity

KEY = RowKey("expenditure", "205", "教育支出", "leaf", "outturn", 3)


def row_of(text: str) -> BodyRow:
    grid = grid_of_rows([["教育支出", text]], 7)
    return BodyRow(Page((grid,), number=4), grid, 7)


def amount(text: str, unit: str = "wan") -> ReportedAmount:
    row = row_of(text)
    return amount_in(row, row.cells[-1], KEY, "total", "合计", unit)  # type: ignore[arg-type]


def quantity(text: str, unit: QuantityUnit, heading: str = "执行率") -> ReportedQuantity:
    row = row_of(text)
    return quantity_in(row, row.cells[-1], KEY, "rate", heading, unit)


def test_an_amount_keeps_its_text_its_decimals_and_its_place() -> None:
    found = amount("1,234.50")
    assert (found.amount_yuan, found.amount_text) == (Decimal(12_345_000), "1,234.50")
    assert (found.shown_decimals, found.amount_state, found.unit) == (2, "number", "wan")
    assert (found.measure, found.measure_label) == ("total", "合计")
    assert (found.address.page, found.address.row, found.address.column) == (4, 7, 2)


def test_an_amount_that_the_contract_cannot_hold_is_illegible_not_rounded() -> None:
    found = amount("0.00001", "yuan")
    assert (found.amount_yuan, found.shown_decimals) == (None, None)
    assert (found.amount_state, found.amount_text) == ("illegible", "0.00001")


@pytest.mark.parametrize(
    ("text", "heading", "value", "decimals", "state"),
    [
        ("98.5%", "执行率", "98.5", 1, "number"),
        ("98.5％", "执行率", "98.5", 1, "number"),
        ("98.5", "执行率（%）", "98.5", 1, "number"),
        ("0.985", "执行率", None, None, "illegible"),
        ("约98%", "执行率", None, None, "illegible"),
        ("—", "执行率", None, None, "dash"),
    ],
)
def test_a_percentage_needs_its_sign_beside_it_or_in_the_heading(
    text: str, heading: str, value: str | None, decimals: int | None, state: str
) -> None:
    found = quantity(text, "percent", heading)
    assert found.value == (None if value is None else Decimal(value))
    assert (found.shown_decimals, found.value_state, found.value_text) == (decimals, state, text)


def test_a_count_is_read_as_it_stands_with_its_row() -> None:
    found = quantity("12", "count", "辆数")
    assert (found.value, found.shown_decimals, found.value_state) == (Decimal(12), 0, "number")
    assert (found.block, found.row_no, found.row_label) == ("expenditure", 3, "教育支出")
    assert (found.measure, found.measure_label, found.unit) == ("rate", "辆数", "count")
    assert (found.row_role, found.address.row) == ("leaf", 7)


@pytest.mark.parametrize("text", ["1.123456789", "10000000000000000", "-10000000000000000"])
def test_a_quantity_that_the_contract_cannot_hold_is_illegible(text: str) -> None:
    found = quantity(text, "count")
    assert (found.value, found.shown_decimals) == (None, None)
    assert (found.value_state, found.value_text) == ("illegible", text)


@pytest.mark.parametrize("text", ["1.12345678", "9999999999999999"])
def test_the_most_that_the_contract_holds_is_a_number(text: str) -> None:
    assert quantity(text, "count").value == Decimal(text)

"""What a whole table tells of its amounts: parents of codes, broken figures, an only 小计."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.document import CellAddress
from pipelines.tables.model import ReportedAmount, ReportedQuantity
from pipelines.tables.settling import only_subtotal_as_total, settled
from pipelines.text.amounts import read_amount


def amount(text: str, code: str | None = None, row: int = 1, column: int = 2) -> ReportedAmount:
    read = read_amount(text)
    return ReportedAmount(
        block="expenditure",
        row_code=code,
        row_label="",
        measure="total",
        measure_label="合计",
        basis="outturn",
        amount_yuan=None if read.number is None else read.number * 10_000,
        amount_text=read.text,
        unit="wan",
        shown_decimals=read.decimals,
        amount_state=read.state,
        row_role="leaf",
        address=CellAddress(1, None, row, column, None),
    )


def share(role: str, row: int) -> ReportedQuantity:
    return ReportedQuantity(
        block="",
        row_no=row,
        row_label="",
        measure="rate",
        measure_label="执行率",
        value=Decimal(98),
        value_text="98%",
        unit="percent",
        shown_decimals=0,
        value_state="number",
        row_role=role,  # type: ignore[arg-type]
        address=CellAddress(1, None, row, 3, None),
    )


@pytest.mark.parametrize(
    ("codes", "roles"),
    [
        (["205", "20502", "2050201"], ["subtotal", "subtotal", "leaf"]),
        (["205", "206", "20602"], ["leaf", "subtotal", "leaf"]),
        (["20502", "2050201"], ["subtotal", "leaf"]),
        (["2050", "205020"], ["leaf", "leaf"]),
        (["205", "205"], ["leaf", "leaf"]),
    ],
)
def test_a_code_with_deeper_codes_is_a_subtotal(codes: list[str], roles: list[str]) -> None:
    assert [one.row_role for one in settled([amount("1.00", code) for code in codes])] == roles


WITNESSES = ["1.00", "20.50", "300.25"]


@pytest.mark.parametrize(
    ("others", "broken", "joined"),
    [
        (WITNESSES, "1234.\n5 6", "1234.56"),
        # together it would have another precision than the column
        (WITNESSES, "1234.\n5", None),
        # two pieces that both look like figures of the column are two figures
        (WITNESSES, "96.40 0.25", None),
        # too few bear witness, or they differ among themselves
        (WITNESSES[:2], "1234.\n5 6", None),
        ([*WITNESSES, "7.5"], "1234.\n5 6", None),
    ],
)
def test_a_broken_figure_is_one_when_its_column_bears_witness(
    others: list[str], broken: str, joined: str | None
) -> None:
    cell = replace(amount(broken), amount_state="illegible", amount_yuan=None, shown_decimals=None)
    *rest, found = settled([*map(amount, others), cell])
    assert [one.amount_text for one in rest] == others
    if joined is None:
        assert found == cell
    else:
        assert (found.amount_text, found.amount_yuan) == (joined, Decimal(joined) * 10_000)
        assert (found.amount_state, found.shown_decimals) == ("number", 2)


def test_an_only_subtotal_is_the_total_of_a_named_table() -> None:
    subtotal = replace(amount("3.00", row=9), row_role="subtotal")
    leaf = amount("3.00", row=8)
    amounts, quantities = only_subtotal_as_total([leaf, subtotal], [share("subtotal", 9)])
    assert [one.row_role for one in amounts] == ["leaf", "total"]
    assert [one.row_role for one in quantities] == ["total"]
    assert amounts[1] == replace(subtotal, row_role="total")


def test_a_subtotal_beside_another_sum_stays_one() -> None:
    subtotal = replace(amount("3.00", row=9), row_role="subtotal")
    total = replace(amount("5.00", row=10), row_role="total")
    amounts, quantities = only_subtotal_as_total([subtotal, total], [share("leaf", 8)])
    assert [one.row_role for one in amounts] == ["subtotal", "total"]
    assert [one.row_role for one in quantities] == ["leaf"]

"""Amounts: what counts as a number, a dash, a blank, or nothing that can be read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.amounts import (
    holds_figure,
    joined_pieces,
    looks_like_figure,
    read_amount,
)


@pytest.mark.parametrize(
    ("text", "number", "decimals"),
    [
        ("2,140.78", "2140.78", 2),
        ("20218.21", "20218.21", 2),
        ("0", "0", 0),
        ("0.00", "0.00", 2),
        ("-993.57", "-993.57", 2),
        ("－993.57", "-993.57", 2),
        ("(12.30)", "-12.30", 2),
        ("（1,012.30）", "-1012.30", 2),
        ("△0.5", "-0.5", 1),
        ("▲0.5", "-0.5", 1),
        ("+0.5", "0.5", 1),
        ("１，２３４．５６", "1234.56", 2),
        (" 1 8 0 2 . 6 4 ", "1802.64", 2),
        ("20,323.\n21", "20323.21", 2),
        ("¥46.88", "46.88", 2),
    ],
)
def test_numbers(text: str, number: str, decimals: int) -> None:
    amount = read_amount(text)
    assert (amount.state, amount.number, amount.decimals) == ("number", Decimal(number), decimals)
    assert amount.text == text.strip()


@pytest.mark.parametrize("text", ["-", "—", "――", "－", "--", "/"])
def test_a_dash_is_not_zero(text: str) -> None:
    amount = read_amount(text)
    assert (amount.state, amount.number, amount.text) == ("dash", None, text)


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u3000", "\u200b"])
def test_blank(text: str) -> None:
    amount = read_amount(text)
    assert (amount.state, amount.text, amount.number) == ("blank", "", None)


@pytest.mark.parametrize(
    "text",
    [
        "1,4653.09",
        "12 45",
        "12.3\n45.6",
        "1.2.3",
        "XX",
        "12.5%",
        "1,23",
        "#REF!",
        "3e5",
        "nan",
        ",",
    ],
)
def test_illegible_is_kept_as_printed_and_never_repaired(text: str) -> None:
    amount = read_amount(text)
    assert (amount.state, amount.number) == ("illegible", None)
    assert amount.text == text


def test_a_badly_grouped_figure_is_still_a_figure() -> None:
    assert looks_like_figure("1,4653.09")
    assert not looks_like_figure("合计")
    assert not looks_like_figure("5台")
    assert not looks_like_figure("-")


def test_an_amount_among_words_is_a_figure_and_a_bare_count_is_not() -> None:
    assert holds_figure("1,4653.09")
    assert holds_figure("合计 12.50")
    assert not holds_figure("共 12 人")
    assert not holds_figure("合计")


def test_pieces_give_a_number_together_or_nothing() -> None:
    joined = joined_pieces("96.\n4 5")
    assert joined is not None and joined.number == Decimal("96.45")
    assert joined_pieces("96.45") is None
    assert joined_pieces("96.4 5.6") is None


@given(st.decimals(-(10**15), 10**15, places=2), st.booleans())
def test_printing_and_reading_gives_the_same_number(number: Decimal, grouped: bool) -> None:
    text = f"{number:,.2f}" if grouped else f"{number:.2f}"
    assert read_amount(text).number == number


@given(st.text(max_size=12))
def test_no_text_gives_a_number_that_is_not_in_it(text: str) -> None:
    amount = read_amount(text)
    if amount.number is not None:
        digits = "".join(str(int(c)) for c in text if c.isdecimal())
        assert "".join(c for c in str(amount.number) if c.isdigit()).strip("0") == digits.strip("0")

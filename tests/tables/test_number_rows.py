"""Rows that number the columns, rows of remarks, and whole numbers that may be either."""

from __future__ import annotations

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.document import Page
from pipelines.document.model import grid_of_rows
from pipelines.tables.model import BodyRow
from pipelines.tables.number_rows import is_number_row, is_remark_row, may_number_columns

VOCABULARY = load_catalogue().vocabulary


def body(rows: list[list[str]]) -> list[BodyRow]:
    grid = grid_of_rows(rows)
    return [BodyRow(Page((grid,)), grid, number) for number in grid.row_numbers]


@pytest.mark.parametrize(
    ("texts", "numbers_columns"),
    [
        (["栏次", "1", "2", "3"], True),
        (["类", "款", "项", "栏次", "1", "2", "3"], True),
        (["1", "2", "3", "4"], True),
        (["栏次", "1", "2=3+4", "3", "4"], True),
        (["栏次", "(1)", "(2)", "(3)"], True),
        (["行次", "⑱", "⑲", "⑳"], True),
        # the second half of the form begins again
        (["栏次", "①", "②", "③", "①", "②"], True),
        (["栏次", "1", "2", "1", "2"], True),
        # two numbers prove nothing
        (["栏次", "1", "2"], False),
        (["栏次", "1", "3", "2"], False),
        (["栏次", "10", "20", "30"], False),
        (["教育支出", "1", "2", "3"], False),
        # a stamp over one of five, over one of four
        (["栏次", "1", "2", "印", "4", "5"], True),
        (["栏次", "1", "2", "印", "4"], False),
        (["栏次", "1", "2", "印", "3", "4"], False),
        # an amount stands there, and no stamp
        (["栏次", "1", "2", "5.50", "4", "5"], False),
    ],
)
def test_numbers_of_columns(texts: list[str], numbers_columns: bool) -> None:
    (row,) = body([texts])
    assert is_number_row(row, VOCABULARY) is numbers_columns


@pytest.mark.parametrize(
    ("texts", "is_remark"),
    [
        (["注：本表为空表。", "", ""], True),
        (["本单位无政府性基金收入", "0", "0"], True),
        # a figure beside the remark is data
        (["本单位无政府性基金收入", "0", "1.00"], False),
        (["注：本表为空表。", "教育支出", ""], False),
        (["0", "0", "0"], False),
        (["教育支出", "0", "0"], False),
    ],
)
def test_rows_of_remarks(texts: list[str], is_remark: bool) -> None:
    (row,) = body([texts])
    assert is_remark_row(row, VOCABULARY) is is_remark


@pytest.mark.parametrize(
    ("rows", "may"),
    [
        ([["合计", "1", "2"], ["教育", "1.50", "2"]], True),
        ([["合计", "1", "2"], ["教育", "3", "4"]], False),
        ([["合计", "1.5", "2"], ["教育", "1.50", "2.50"]], False),
        ([["合计", "1", "2"]], False),
        # the decimals stand in a column of something else
        ([["合计", "1", "2", ""], ["教育", "3", "4", "5.50"]], False),
    ],
)
def test_whole_numbers_over_decimals_may_number_the_columns(
    rows: list[list[str]], may: bool
) -> None:
    assert may_number_columns(body(rows), {2, 3}) is may

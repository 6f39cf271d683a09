"""The texts over a column, from the top to its own."""

from __future__ import annotations

import re

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.document import Cell, Grid, Page
from pipelines.document.model import grid_of_rows
from pipelines.tables.headings import Path, heading_paths, names_key, repeats_heading
from pipelines.tables.model import BodyRow


def paths(grid: Grid) -> list[Path]:
    columns = range(1, grid.column_count + 1)
    rows = [BodyRow(Page((grid,)), grid, number) for number in grid.row_numbers]
    return list(heading_paths(rows, columns).values())


def test_a_blank_heading_belongs_to_the_one_on_its_left() -> None:
    rows = [["科目编码", "本年收入", "", "其他"], ["", "小计", "基本", ""]]
    assert paths(grid_of_rows(rows)) == [
        ("科目编码",),
        ("本年收入", "小计"),
        ("本年收入", "基本"),
        ("其他",),
    ]


def test_a_blank_heading_belongs_to_nothing_under_another_parent() -> None:
    assert paths(grid_of_rows([["甲", "乙"], ["丙", ""], ["丁", "戊"]])) == [
        ("甲", "丙", "丁"),
        ("乙", "戊"),
    ]
    assert paths(grid_of_rows([["甲", ""], ["丙", ""], ["丁", "戊"]])) == [
        ("甲", "丙", "丁"),
        ("甲", "丙", "戊"),
    ]


def test_a_cell_that_is_not_there_is_as_blank_as_an_empty_one() -> None:
    cells = (Cell(1, 1, "甲"), Cell(2, 1, "乙"), Cell(2, 2, "丙"))
    assert paths(Grid(1, 2, 2, cells)) == [("甲", "乙"), ("甲", "丙")]


def test_the_number_of_a_column_alone_names_no_key() -> None:
    key, vocabulary = (re.compile("科目编码"),), load_catalogue().vocabulary
    assert names_key(key, ("科目编码", "栏次"), vocabulary)
    assert not names_key(key, ("栏次",), vocabulary)
    assert not names_key(key, (), vocabulary)


@pytest.mark.parametrize(
    ("text", "path", "repeats"),
    [
        ("金 额", ("收入", "金额"), True),
        ("收入", ("收入", "金额"), False),
        ("4", ("金额", "4"), False),
        ("金额", (), False),
    ],
)
def test_a_heading_printed_again(text: str, path: Path, repeats: bool) -> None:
    assert repeats_heading(text, path) is repeats

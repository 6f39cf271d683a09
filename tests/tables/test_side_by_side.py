"""Several forms on one sheet: side by side, and one below another."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.document import Cell, Document, Grid, Page
from pipelines.document.model import grid_of_rows
from pipelines.tables.model import Recognition
from pipelines.tables.recognising import recognise
from pipelines.tables.side_by_side import parted_side_by_side

Row = list[str | None]

INCOME: list[Row] = [
    ["收入决算表", "", "", "", "", "", "", "", ""],
    ["单位：万元", "", "", "", "", "", "", "", ""],
    [
        "科目编码",
        "科目名称",
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ],
    ["合计", "", "30.5", "30.5", "0", "0", "0", "0", "0"],
    ["2010301", "行政运行", "30.5", "30.5", "0", "0", "0", "0", "0"],
]
EXPENDITURE: list[Row] = [
    ["支出决算表", "", "", "", "", "", "", ""],
    ["单位：元", "", "", "", "", "", "", ""],
    [
        "科目编码",
        "科目名称",
        "本年支出合计",
        "基本支出",
        "项目支出",
        "上缴上级支出",
        "经营支出",
        "对附属单位补助支出",
    ],
    ["合计", "", "205", "200", "5", "0", "0", "0"],
    ["2010301", "行政运行", "205", "200", "5", "0", "0", "0"],
]


def recognised(grid: Grid) -> Recognition:
    return recognise(Document("test", (Page((grid,), sheet="表"),)), load_catalogue())


def totals(recognition: Recognition) -> dict[str, tuple[Decimal | None, int | None, int | None]]:
    """The first figure of each form in yuan, with its row and column."""
    return {
        table.form_code: (
            table.amounts[0].amount_yuan,
            table.amounts[0].address.row,
            table.amounts[0].address.column,
        )
        for table in recognition.tables
    }


@pytest.mark.parametrize("gap", [1, 3])
def test_forms_side_by_side_are_two_tables(gap: int) -> None:
    rows = [[*left, *[""] * gap, *right] for left, right in zip(INCOME, EXPENDITURE, strict=True)]
    found = recognised(grid_of_rows(rows))
    assert [cell.text for cell in found.unplaced] == []
    assert totals(found) == {
        "income": (Decimal(305000), 4, 3),
        "expenditure": (Decimal(205), 4, 12 + gap),
    }


def test_a_title_over_the_middle_of_its_form_and_a_form_below_them() -> None:
    centred: list[Row] = [["", "", "", "支出决算表", "", "", "", ""], *EXPENDITURE[1:]]
    rows = [[*left, "", *right] for left, right in zip(INCOME, centred, strict=True)]
    rows += [[""], *INCOME]
    found = recognised(grid_of_rows(rows))
    assert [table.form_code for table in found.tables] == ["income", "expenditure", "income"]
    assert [cell.text for cell in found.unplaced] == []
    assert [len(table.amounts) for table in found.tables] == [14, 12, 14]


def test_merged_titles_part_forms_without_a_gap() -> None:
    rows = [[*left, *right] for left, right in zip(INCOME, EXPENDITURE, strict=True)]
    plain = grid_of_rows(rows[1:], first_row=2)
    titles = (Cell(1, 1, "收入决算表", 1, 9), Cell(1, 10, "支出决算表", 1, 8))
    found = recognised(Grid(1, 5, 17, (*titles, *plain.cells)))
    assert totals(found) == {
        "income": (Decimal(305000), 4, 3),
        "expenditure": (Decimal(205), 4, 12),
    }


def test_two_gaps_leave_it_open_where_a_form_begins() -> None:
    """A column that belongs to neither side: nothing is placed, every figure is listed."""
    rows = [
        [*left, "", note, "", "", *right]
        for left, right, note in zip(INCOME, EXPENDITURE, ["", "", "注", "", ""], strict=True)
    ]
    rows[0][13] = ""
    rows[0][14] = "支出决算表"
    found = recognised(grid_of_rows(rows))
    assert found.tables == ()
    assert sum(cell.text in ("30.5", "205") for cell in found.unplaced) == 6


def parts(grid: Grid) -> list[tuple[int, int, list[str]]]:
    """First row, rows and texts of each grid that a grid holds."""
    return [
        (part.first_row, part.row_count, [cell.text for cell in part.cells if cell.text])
        for part in parted_side_by_side(grid, load_catalogue())
    ]


def test_what_stands_above_the_titles_is_a_grid_of_its_own() -> None:
    rows: list[Row] = [
        ["某局", "", ""],
        ["2022年", "", ""],
        ["收入决算表", "", "支出决算表"],
        ["1.00", "", "2.00"],
    ]
    assert parts(grid_of_rows(rows, first_row=5)) == [
        (5, 2, ["某局", "2022年"]),
        (7, 2, ["收入决算表", "1.00"]),
        (7, 2, ["支出决算表", "2.00"]),
    ]
    # one row above
    assert parts(grid_of_rows(rows[1:], first_row=6)) == [
        (6, 1, ["2022年"]),
        (7, 2, ["收入决算表", "1.00"]),
        (7, 2, ["支出决算表", "2.00"]),
    ]


def test_forms_one_below_the_other_stay_one_grid() -> None:
    grid = grid_of_rows([["收入决算表", ""], ["1.00", ""], ["支出决算表", ""], ["2.00", ""]])
    assert list(parted_side_by_side(grid, load_catalogue())) == [grid]


def test_titles_without_a_gap_or_a_merged_cell_part_nothing() -> None:
    grid = grid_of_rows([["收入决算表", "支出决算表", ""], ["1.00", "2.00", "3.00"]])
    assert parts(grid) == [(1, 2, ["收入决算表", "支出决算表", "1.00", "2.00", "3.00"])]


@pytest.mark.parametrize(("crossing", "count"), [((), 2), ((Cell(3, 1, "备注", 1, 2),), 1)])
def test_a_merged_title_parts_where_nothing_crosses(crossing: tuple[Cell, ...], count: int) -> None:
    cells = (
        Cell(1, 1, "收入决算表"),
        Cell(1, 2, "支出决算表", 1, 2),
        Cell(2, 1, "1.00"),
        Cell(2, 2, "2.00"),
        Cell(2, 3, "3.00"),
    )
    assert len(parts(Grid(1, 3, 3, (*cells, *crossing)))) == count


def test_a_merged_cell_ends_where_its_form_does() -> None:
    """备注 goes on beside the next titles, and under them: each form keeps its own part."""
    cells = (
        Cell(1, 1, "收入决算表"),
        Cell(1, 3, "支出决算表"),
        Cell(2, 1, "1.00", 4, 1),
        Cell(2, 3, "2.00"),
        Cell(4, 1, ""),
        Cell(4, 3, "收入决算表"),
        Cell(5, 3, "3.00"),
    )
    first, *_ = parted_side_by_side(Grid(1, 5, 3, cells), load_catalogue())
    assert [(cell.text, cell.row_span) for cell in first.cells] == [("收入决算表", 1), ("1.00", 2)]

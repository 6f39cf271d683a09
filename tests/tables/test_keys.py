"""What the key cells of a row say: codes in one column or three, and texts that are none."""

from __future__ import annotations

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.catalogue.model import Panel
from pipelines.document import Grid, Page
from pipelines.document.model import grid_of_rows
from pipelines.tables.keys import CodeReader, code_block, is_level_part
from pipelines.tables.model import BodyRow
from tests.tables.evaluation.sheets import Spanned, spanned_grid

COLUMNS = (1, 2, 3)


def codes(rows: list[list[str]] | Grid, columns: tuple[int, ...] = COLUMNS) -> list[str]:
    grid = rows if isinstance(rows, Grid) else grid_of_rows(rows)
    page, reader = Page((grid,)), CodeReader()
    vocabulary = load_catalogue().vocabulary
    return [
        reader.read(BodyRow(page, grid, number), columns, vocabulary) for number in grid.row_numbers
    ]


def test_a_level_is_printed_only_where_it_changes() -> None:
    rows = [
        ["208", "", ""],
        ["", "05", ""],
        ["", "", "05"],
        ["", "", "06"],
        ["", "07", ""],
        ["", "", "01"],
        ["210", "11", "01"],
        ["", "", "02"],
    ]
    assert codes(rows) == [
        *("208", "20805", "2080505", "2080506"),
        *("20807", "2080701", "2101101", "2101102"),
    ]


def test_a_level_with_nothing_above_it_stays_a_level() -> None:
    assert codes([["", "05", ""]]) == ["05"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        # a spreadsheet took the levels for numbers
        (["208", "5", "5"], "2080505"),
        # 款 05 and 项 05 are no repeat of each other
        (["208", "05", "05"], "2080505"),
        # a converter prints a merged cell in each of its columns
        (["2080505", "2080505", "2080505"], "2080505"),
        (["208", "20805", "2080505"], "2080505"),
        (["208", "20805", ""], "20805"),
        # neither levels nor one code within the other
        (["208", "30101", ""], "208 30101"),
        (["合计", "合计", "合计"], "合计"),
        (["小", "计", ""], "小计"),
        # the heading of the column once more
        (["科目编码", "", ""], ""),
        (["", "", ""], ""),
    ],
)
def test_cells_of_one_code(cells: list[str], code: str) -> None:
    assert codes([cells]) == [code]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([("208", 2, 1), "05"], "20805"),
        (["208", ("05", 2, 1)], "20805"),
    ],
)
def test_a_merged_cell_is_one_level(row: list[Spanned], code: str) -> None:
    assert codes(spanned_grid([row])) == [code]


def test_a_label_that_begins_in_another_panel_is_no_code_of_this_one() -> None:
    assert codes(spanned_grid([[("合计", 2, 1), "", "1.00"]]), (2, 3)) == [""]


@pytest.mark.parametrize(
    ("code", "columns", "is_level"),
    [
        ("5", (1, 2), True),
        ("05", (1, 2), True),
        ("0505", (1, 2), True),
        ("208", (1, 2), False),
        ("20805", (1, 2), False),
        ("款", (1, 2), False),
        ("05", (1,), False),
    ],
)
def test_a_level_needs_columns_of_levels(
    code: str, columns: tuple[int, ...], is_level: bool
) -> None:
    assert is_level_part(code, columns) is is_level


def test_a_code_of_two_blocks_is_a_fault_of_the_catalogue() -> None:
    blocks = [{"codes": "2.*"}, {"codes": "20.*", "block": "other"}]
    panel = Panel.model_validate({"columns": [], "codes": blocks})
    with pytest.raises(ValueError, match="code 201 falls under two blocks"):
        code_block(panel, "201")
    found = code_block(panel, "213")
    assert found is not None and found.block == ""

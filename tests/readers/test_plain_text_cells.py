"""Converted text in which every cell has a line of its own."""

from __future__ import annotations

import pytest

from pipelines.document import Grid
from pipelines.readers.plain_text import read_plain_text

CELLS = ["项目", "年初", "得分", "甲", "1", "2", "乙", "3", "4"]


def rows_of(grid: Grid) -> list[tuple[int, list[str]]]:
    return [
        (row, [cell.text for cell in grid.cells if cell.row == row])
        for row in grid.row_numbers
        if any(cell.row == row for cell in grid.cells)
    ]


@pytest.mark.parametrize(("between_cells", "between_rows"), [(0, 1), (1, 3), (1, 5), (2, 4)])
def test_the_larger_gap_ends_a_row(between_cells: int, between_rows: int) -> None:
    lines: list[str] = []
    for index, cell in enumerate(CELLS):
        if index:
            lines += [""] * (between_cells if index % 3 else between_rows)
        lines.append(f"\t\t{cell}")
    (grid,) = read_plain_text("\n".join(lines).encode()).pages[0].grids
    assert [texts for _, texts in rows_of(grid)] == [CELLS[:3], CELLS[3:6], CELLS[6:]]
    assert [row for row, _ in rows_of(grid)] == [
        1 + index * (2 * between_cells + between_rows + 3) for index in range(3)
    ]


def test_empty_cells_and_lines_that_go_on_with_a_cell() -> None:
    """A bracket after an empty paragraph, two lines of a heading, a cell of tabs alone."""
    content = (
        "标题\n\t项目资金\n（万元）\n\t年初\n预算数\n\t得分\n\n"
        "\t产出指标\n\n(50分)\n\t\n\t5\n\n\t总分\n\t100\n\t92\n 下一节的标题\n正文。\n"
    ).encode()
    (page,) = read_plain_text(content).pages
    (grid,) = page.grids
    assert rows_of(grid) == [
        (2, ["项目资金\n（万元）", "年初\n预算数", "得分"]),
        (8, ["产出指标\n(50分)", "", "5"]),
        (14, ["总分", "100", "92"]),
    ]
    assert [line.text for line in page.lines] == ["标题", "下一节的标题", "正文。"]


def test_words_never_go_on_with_a_figure() -> None:
    """A title right below the last score of a table, and the next table right below it."""
    table = "\t名\n\t1\n\t2\n\n\t名\n\t3\n\t95\n"
    content = f"{table}下一张表\n{table}".encode()
    (page,) = read_plain_text(content).pages
    assert [line.text for line in page.lines] == ["下一张表"]
    assert [[texts for _, texts in rows_of(grid)] for grid in page.grids] == [
        [["名", "1", "2"], ["名", "3", "95"]],
        [["名", "1", "2"], ["名", "3", "95"]],
    ]


def test_rows_of_several_cells_are_read_as_before() -> None:
    content = b"\t\tA\t\t1\n\n\t\tB\t\t2\n\n\t\tnote\n"
    (grid,) = read_plain_text(content).pages[0].grids
    assert rows_of(grid) == [
        (1, ["", "", "A", "", "1"]),
        (3, ["", "", "B", "", "2"]),
        (5, ["", "", "note"]),
    ]


def test_cells_that_end_with_a_pipe_have_no_rows() -> None:
    content = "\n".join(["标题 |", "|", "名 |", "1 |", "|", "2 |"]).encode()
    (grid,) = read_plain_text(content).pages[0].grids
    assert grid.column_count == 1
    assert rows_of(grid) == [
        (1, ["标题"]),
        (2, [""]),
        (3, ["名"]),
        (4, ["1"]),
        (5, [""]),
        (6, ["2"]),
    ]


def test_a_few_lines_with_tabs_are_no_table_of_cells() -> None:
    (grid,) = read_plain_text(b"\tone\n\ttwo\n\n\tthree\n").pages[0].grids
    assert rows_of(grid) == [(1, ["", "one"]), (2, ["", "two"]), (4, ["", "three"])]


def test_digits_go_on_with_a_figure_that_breaks_off_behind_its_point() -> None:
    content = "\n".join(
        ["\t总额", "\t1,234.", "50", "\t20", "", "\t其中", "\t1,000", "\t20"]
    ).encode()
    (grid,) = read_plain_text(content).pages[0].grids
    assert rows_of(grid) == [(1, ["总额", "1,234.\n50", "20"]), (6, ["其中", "1,000", "20"])]

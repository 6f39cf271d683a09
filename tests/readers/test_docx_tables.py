"""Tables of Word files: irregular rows, merges without beginning, tables within tables."""

from __future__ import annotations

from pipelines.readers.docx import read_docx
from tests.readers.word_files import cell, grids_of, paragraph, placed, run, table, word_file

RESTART, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def wide(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_rows_that_begin_later_or_end_earlier() -> None:
    before = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>'
    content = word_file(table(cell("科目", wide(2)) + cell("金额"), before + cell("1.00")))
    (grid,) = grids_of(content)
    assert placed(grid) == [(1, 1, 1, 2, "科目"), (1, 3, 1, 1, "金额"), (2, 3, 1, 1, "1.00")]
    assert grid.covering(2, 1) is None


def test_a_merge_that_goes_on_from_nothing_is_a_cell_of_its_own() -> None:
    (grid,) = grids_of(
        word_file(table(cell("甲", GO_ON) + cell("1"), cell("乙", GO_ON) + cell("2")))
    )
    assert placed(grid) == [(1, 1, 2, 1, "甲"), (1, 2, 1, 1, "1"), (2, 2, 1, 1, "2")]


def test_a_merge_ends_at_a_row_without_it() -> None:
    rows = (
        cell("一") + cell("甲", RESTART),
        cell("二", wide(2)),
        cell("三") + cell("丙", GO_ON),
    )
    (grid,) = grids_of(word_file(table(*rows)))
    assert placed(grid) == [
        (1, 1, 1, 1, "一"),
        (1, 2, 1, 1, "甲"),
        (2, 1, 1, 2, "二"),
        (3, 1, 1, 1, "三"),
        (3, 2, 1, 1, "丙"),
    ]


def test_a_merge_of_another_width_is_a_cell_of_its_own() -> None:
    rows = (cell("甲", RESTART + wide(2)) + cell("1"), cell("乙", GO_ON) + cell("2") + cell("3"))
    (grid,) = grids_of(word_file(table(*rows)))
    assert placed(grid) == [
        (1, 1, 1, 2, "甲"),
        (1, 3, 1, 1, "1"),
        (2, 1, 1, 1, "乙"),
        (2, 2, 1, 1, "2"),
        (2, 3, 1, 1, "3"),
    ]


def test_a_figure_under_a_merged_cell_is_not_printed_but_told() -> None:
    document = read_docx(word_file(table(cell("甲", RESTART) + cell("1"), cell("9.99", GO_ON))))
    assert placed(document.pages[0].grids[0]) == [(1, 1, 2, 1, "甲"), (1, 2, 1, 1, "1")]
    assert document.remarks == (
        "合并单元格盖住了 1 个数，未读 / figures under merged cells are not read",
    )


def test_cells_merged_across_the_old_way() -> None:
    first = cell("合计", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("5.00")
    (grid,) = grids_of(word_file(table(first)))
    assert placed(grid) == [(1, 1, 1, 2, "合计"), (1, 3, 1, 1, "5.00")]


def test_an_inner_table_is_a_grid_of_its_own_behind_the_outer() -> None:
    inner = table(cell("其中") + cell("2.50"))
    holding = f"<w:tc>{paragraph(run('1.50'))}{inner}{paragraph()}</w:tc>"
    content = word_file(
        table(cell("资金") + holding, cell("乙") + cell("3.00")) + table(cell("末"))
    )
    outer, within, last = grids_of(content)
    assert placed(outer) == [
        (1, 1, 1, 1, "资金"),
        (1, 2, 1, 1, "1.50"),
        (2, 1, 1, 1, "乙"),
        (2, 2, 1, 1, "3.00"),
    ]
    assert placed(within) == [(3, 1, 1, 1, "其中"), (3, 2, 1, 1, "2.50")]
    assert placed(last) == [(4, 1, 1, 1, "末")]


def test_deleted_rows_are_left_out_and_wrapped_ones_read() -> None:
    deleted = "<w:trPr><w:del/></w:trPr>" + cell("旧") + cell("1.00")
    wrapped = f"<w:sdt><w:sdtContent><w:tr>{cell('新')}{cell('2.00')}</w:tr></w:sdtContent></w:sdt>"
    content = word_file(f"<w:tbl><w:tr>{deleted}</w:tr>{wrapped}</w:tbl>")
    (grid,) = grids_of(content)
    assert placed(grid) == [(1, 1, 1, 1, "新"), (1, 2, 1, 1, "2.00")]


def test_a_span_that_is_no_number_is_one_column() -> None:
    (grid,) = grids_of(word_file(table(cell("甲", '<w:gridSpan w:val="x"/>') + cell("1"))))
    assert placed(grid) == [(1, 1, 1, 1, "甲"), (1, 2, 1, 1, "1")]

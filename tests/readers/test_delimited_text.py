"""Tables that a spreadsheet program saved as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.document import Document
from pipelines.readers.delimited_text import delimited_records
from pipelines.readers.opening import open_document

TABLE = (
    '支出决算表,,\r\n单位：元,,\r\n科目,"合计\n（元）",备注\r\n行政运行,"1,234.50 ","说""明"""\r\n'
    "其他,5,\r\n"
)
CELLS = {
    (1, 1): "支出决算表",
    (2, 1): "单位：元",
    (3, 1): "科目",
    (3, 2): "合计\n（元）",
    (3, 3): "备注",
    (5, 1): "行政运行",
    (5, 2): "1,234.50",
    (5, 3): '说"明"',
    (6, 1): "其他",
    (6, 2): "5",
}


def texts(document: Document) -> dict[tuple[int, int], str]:
    (page,) = document.pages
    (grid,) = page.grids
    return {(cell.row, cell.column): cell.text for cell in grid.cells if cell.text}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t"])
def test_cells_by_line_and_column(tmp_path: Path, encoding: str, mark: str) -> None:
    file = tmp_path / "表.xls"
    file.write_bytes(TABLE.replace(",", mark).replace(f"1{mark}234", "1,234").encode(encoding))
    assert texts(open_document(file)) == CELLS


def test_a_title_may_stand_without_marks() -> None:
    assert delimited_records("支出决算表\n甲,乙,丙\n1,2,3\n\n4,5,6\n") == [
        (1, ["支出决算表"]),
        (2, ["甲", "乙", "丙"]),
        (3, ["1", "2", "3"]),
        (5, ["4", "5", "6"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "收入总计1,234,567.89元。\n支出总计1,234.56元。\n结余5元。\n",
        "收入1,234.56万元\n支出1,234.56万元\n结余1,234.56万元\n",
        "甲,乙,丙\n1,2,3\n",
        "甲,乙,丙\n1,2,3\n1,2\n4,5,6\n",
        '甲,乙,"丙\n1,2,3\n4,5,6\n',
        "甲\t乙\t丙\n1\t2\t3\n4\t5\t6\n",
    ],
)
def test_other_text_is_no_such_table(text: str) -> None:
    assert delimited_records(text) is None

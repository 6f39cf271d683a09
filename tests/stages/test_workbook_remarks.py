"""What a workbook holds and does not print is said in the outcome, and no figure is taken of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.stages.reading import ReportReading, read_file
from pipelines.stages.sources import source_file
from tests.sample_reports import shipped_file

REPORT = shipped_file("益阳市智慧城市和大数据中心-2020-final_accounts")


def hidden_sheet(book: Any) -> None:
    sheet = book.create_sheet("底稿")
    sheet["A1"] = 12345.67
    sheet.sheet_state = "hidden"


def hidden_row(book: Any) -> None:
    sheet = book.worksheets[0]
    last = sheet.max_row + 1
    sheet.cell(last, 3, 777.77)
    sheet.row_dimensions[last].hidden = True


def formulas_without_results(book: Any) -> None:
    book.worksheets[0]["J1"] = "=SUM(A1:B2)"


def figures(reading: ReportReading) -> list[tuple[str, str, int, int]]:
    return [
        (row["amount_text"], row["sheet"], row["table_row"], row["table_column"])
        for row in reading.rows["reported_amount"]
    ]


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        (hidden_sheet, "隐藏的工作表“底稿”有 1 个数，没有读"),
        (hidden_row, "隐藏的行列或合并单元格下有 1 个数，没有读"),
        (formulas_without_results, "有 1 个公式没有存值，用表格软件打开并保存后再放入"),
    ],
)
def test_the_outcome_says_what_is_not_printed(
    tmp_path: Path, change: Callable[[Any], None], remark: str
) -> None:
    (before,) = read_file(source_file(REPORT))
    book = openpyxl.load_workbook(REPORT)
    change(book)
    file = tmp_path / REPORT.name
    book.save(file)
    (after,) = read_file(source_file(file))
    assert remark not in before.report_outcome["reason"]
    assert remark in after.report_outcome["reason"]
    # what is left out is said, and whoever reads the outcome is sent to look
    outcomes = [one.report_outcome["outcome"] for one in (before, after)]
    assert outcomes == ["read", "partly_read"]
    assert len(figures(after)) == 729
    assert figures(after) == figures(before)

"""Readers: spans, shown numbers, text between grids, JSON and back."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pytest

from pipelines.document import Document
from pipelines.document.json_form import document_from_json, document_to_json
from pipelines.readers.docx import read_docx
from pipelines.readers.opening import open_document
from pipelines.readers.plain_text import read_plain_text
from pipelines.readers.spreadsheet_text import shown_text
from pipelines.readers.xlsx import read_xlsx


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (2140.78, "#,##0.00", "2,140.78"),
        (2140.7800000000002, "#,##0.00", "2,140.78"),
        (0.005, "0.00", "0.01"),
        (1.005, "0.00", "1.01"),
        (-12.3, "0.00", "-12.30"),
        (-12.3, "#,##0.00;(#,##0.00)", "(12.30)"),
        (0, "0.00", "0.00"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (5.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "5.50"),
        (0, "#,##0.00;-#,##0.00;", ""),
        (2010301, "General", "2010301"),
        (0.1, "General", "0.1"),
        (1234.5, "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "1,234.50"),
        (0.9545, "0.00%", "95.45%"),
        (3.5, "#,##0.##", "3.5"),
        (2217.4199999999996, "General", "2217.42"),
        (12345.6, "0!.0,", "1.2"),
        (12345.6, "#,##0.00,", "12.35"),
        ("01", "@", "01"),
        (None, "General", ""),
    ],
)
def test_a_number_is_shown_as_its_format_says(
    value: object, number_format: str, shown: str
) -> None:
    assert shown_text(value, number_format) == shown


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["C1"], sheet["A2"], sheet["C2"] = "项目", "金额", "甲", 1234.5
    sheet["C2"].number_format = "#,##0.00"
    sheet.merge_cells("A1:B1")
    book.create_sheet("隐藏").sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_merged_cells_of_a_sheet_are_spans() -> None:
    (page,) = read_xlsx(workbook()).pages
    (grid,) = page.grids
    merged = grid.covering(1, 2)
    assert merged is not None
    assert (merged.text, merged.column, merged.column_span) == ("项目", 1, 2)
    shown = grid.covering(2, 3)
    assert shown is not None and shown.text == "1,234.50"


def test_converted_text_keeps_line_numbers_and_loses_marks() -> None:
    content = "## 标题（表 1）\n\n单位：万元\n\n<b>合计</b>\t1\n\n甲<br>乙\t2\n".encode()
    (page,) = read_plain_text(content).pages
    assert [line.text for line in page.lines] == ["标题（表 1）", "单位：万元"]
    (grid,) = page.grids
    assert [(cell.row, cell.column, cell.text) for cell in grid.cells] == [
        (5, 1, "合计"),
        (5, 2, "1"),
        (7, 1, "甲\n乙"),
        (7, 2, "2"),
    ]


def test_markdown_tables_are_grids() -> None:
    content = "| 项目 | 金额 |\n|---|---|\n| 甲 | 1 |\n".encode("gb18030")
    (grid,) = read_plain_text(content).pages[0].grids
    assert [cell.text for cell in grid.cells] == ["项目", "金额", "甲", "1"]


def test_a_pdf_page_gives_boxes_and_spans(reports: Path) -> None:
    """Page 17 of the 2024 PDF: the heading of the three public expenses spans twelve columns."""
    (source,) = (reports / "pdf").glob("*2024*年度部门决算.pdf")
    page = open_document(source).pages[16]
    (grid,) = page.grids
    top = grid.covering(1, 12)
    assert top is not None and top.box is not None
    assert (top.text, top.column_span) == ("财政拨款“三公”经费", 12)
    assert grid.column_count == 12
    assert "财政拨款“三公”经费支出决算表" in page.lines[0].text


def test_a_document_survives_json(reports: Path) -> None:
    (source,) = (reports / "pdf").glob("*2024*年度部门决算.pdf")
    document = open_document(source)
    again = document_from_json(document_to_json(document))
    assert again == document
    only = document_from_json(document_to_json(document, {17}))
    assert only == Document(document.reader, (document.pages[16],))


def word_file() -> bytes:
    file = docx.Document()
    file.add_paragraph("支出决算表")
    table = file.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    for first, last, text in (((0, 0), (0, 1), "并列"), ((1, 2), (2, 2), "并行")):
        table.cell(*first).merge(table.cell(*last)).text = text
    file.add_table(rows=1, cols=1).cell(0, 0).text = "2,140.78"
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def test_word_tables_keep_their_spans_and_count_their_rows_on() -> None:
    (page,) = read_docx(word_file()).pages
    assert [line.text for line in page.lines] == ["支出决算表"]
    first, second = page.grids
    across, down = first.covering(1, 2), first.covering(3, 3)
    assert across is not None and (across.text, across.column, across.column_span) == ("并列", 1, 2)
    assert down is not None and (down.text, down.row, down.row_span) == ("并行", 2, 2)
    last = second.covering(4, 1)
    assert last is not None and last.text == "2,140.78"


def test_a_formula_without_a_stored_value_is_no_blank() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"] = "合计", "=SUM(B2:B3)"
    content = io.BytesIO()
    book.save(content)
    (grid,) = read_xlsx(content.getvalue()).pages[0].grids
    shown = grid.covering(1, 2)
    assert shown is not None and shown.text == "=SUM(B2:B3)"

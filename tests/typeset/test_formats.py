"""The files themselves: every text comes back from other readers too, and bytes do not vary."""

from __future__ import annotations

import io
from collections import Counter

import openpyxl
import pdfplumber
import pypdfium2
import pytest

from pipelines.typeset.composing import compose
from pipelines.typeset.figures import Figure, FigureRow, FormFigures, ReportFigures
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.paging import Paging
from pipelines.typeset.typesetting import SUFFIXES, FileFormat, typeset

MEASURES = ("total", "basic", "project")


def budget_row(code: str | None, label: str, *amounts: str) -> FigureRow:
    pairs = zip(MEASURES, amounts, strict=True)
    return FigureRow("", code, label, tuple(Figure(name, "outturn", text) for name, text in pairs))


def three_public(*labels: str) -> FormFigures:
    rows = tuple(
        FigureRow(
            "",
            None,
            label,
            (Figure("amount", "budget_initial", "1.00"), Figure("amount", "outturn", "0.50")),
        )
        for label in labels
    )
    return FormFigures("three_public_expenses", rows)


REPORT = ReportFigures(
    "某市“数据”中心（本级）",
    2023,
    "wan",
    (
        FormFigures(
            "general_budget_expenditure",
            (
                budget_row(None, "合计", "1,234,567.89", "1,234,567.89", ""),
                budget_row(
                    "2010399", "其他政府办公厅（室）及相关机构事务支出", "1234.5", "-", "-7.00"
                ),
                budget_row("2010350", "事业运行", "0.00", "0", "(1.00)"),
            ),
            ("注：样例。",),
        ),
        three_public(
            "合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费"
        ),
    ),
    ("样例",),
)
LAYOUT = load_layout("ministry")


def printed_characters(times: int = 1) -> Counter[str]:
    texts = [REPORT.title, *REPORT.cover_lines]
    texts += [text for table in compose(REPORT, LAYOUT) for text in table.texts()]
    return Counter("".join("".join(texts).split()) * times)


def test_the_text_layer_is_whole_for_pdfplumber() -> None:
    with pdfplumber.open(io.BytesIO(typeset(REPORT, LAYOUT, "pdf"))) as pdf:
        read = "".join(page.extract_text() for page in pdf.pages)
    assert Counter("".join(read.split())) == printed_characters()


def test_the_text_layer_is_whole_for_pdfium() -> None:
    pdf = pypdfium2.PdfDocument(typeset(REPORT, LAYOUT, "pdf"))
    read = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert Counter("".join(read.split())) == printed_characters()


def test_the_pdf_embeds_no_font_and_names_no_date() -> None:
    content = typeset(REPORT, LAYOUT, "pdf")
    assert b"/UniGB-UCS2-H" in content
    assert b"/FontFile" not in content
    assert b"D:20000101000000" in content


@pytest.mark.parametrize("file_format", SUFFIXES)
def test_the_same_figures_give_the_same_bytes(file_format: FileFormat) -> None:
    assert typeset(REPORT, LAYOUT, file_format) == typeset(REPORT, LAYOUT, file_format)


def test_a_wide_figure_stays_in_its_column() -> None:
    long = "123,456,789,012.3456"
    form = three_public(*"甲乙丙丁戊己")
    rows = tuple(
        FigureRow("", None, row.label, tuple(Figure(f.measure, f.basis, long) for f in row.figures))
        for row in form.rows
    )
    report = ReportFigures("某局", 2023, "yuan", (FormFigures(form.form_code, rows),))
    with pdfplumber.open(io.BytesIO(typeset(report, LAYOUT, "pdf"))) as pdf:
        assert pdf.pages[1].extract_tables()[0][-1] == [long] * 12


def test_headings_come_again_when_asked() -> None:
    def first_cells(paging: Paging) -> list[str]:
        report = ReportFigures("某局", 2023, "wan", REPORT.forms[:1])
        with pdfplumber.open(io.BytesIO(typeset(report, LAYOUT, "pdf", paging))) as pdf:
            return [str(page.extract_tables()[0][0][0]) for page in pdf.pages[1:]]

    assert first_cells(Paging(rows_a_page=2)) == ["项目", "项目"]
    assert first_cells(Paging(rows_a_page=2, repeats="nothing")) == ["项目", "2010350"]


def test_amounts_in_a_workbook_are_numbers_with_their_format_or_texts() -> None:
    def amounts(file_format: FileFormat) -> list[tuple[object, str]]:
        workbook = openpyxl.load_workbook(io.BytesIO(typeset(REPORT, LAYOUT, file_format)))
        sheet = workbook["Z07 一般公共预算财政拨款支出决算表"]
        cells = [cell for row in sheet.iter_rows(min_row=7, max_row=9, min_col=3) for cell in row]
        return [(cell.value, cell.number_format) for cell in cells]

    assert amounts("xlsx_numbers") == [
        (1234567.89, "#,##0.00"),
        (1234567.89, "#,##0.00"),
        (None, "General"),
        (1234.5, "0.0"),
        ("-", "General"),
        (-7, "#,##0.00"),
        (0, "#,##0.00"),
        (0, "#,##0"),
        ("(1.00)", "General"),
    ]
    assert [value for value, _ in amounts("xlsx_texts")] == [
        "1,234,567.89",
        "1,234,567.89",
        None,
        "1234.5",
        "-",
        "-7.00",
        "0.00",
        "0",
        "(1.00)",
    ]


def test_headings_of_a_workbook_are_merged() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(typeset(REPORT, LAYOUT, "xlsx_numbers")))
    sheet = workbook["Z07 一般公共预算财政拨款支出决算表"]
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {"A1:E1", "A4:B4", "C4:E4", "A6:B6", "A7:B7"} <= merged


def test_text_keeps_one_tab_a_column() -> None:
    lines = typeset(REPORT, LAYOUT, "text").decode().splitlines()
    assert lines[0] == REPORT.title
    assert "项目\t\t本年支出\t\t" in lines
    assert "2010350\t事业运行\t0.00\t0\t(1.00)" in lines

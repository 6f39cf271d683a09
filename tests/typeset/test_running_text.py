"""Headings and paragraphs in the formats that print them; how lines of a paragraph break."""

from __future__ import annotations

import io
import zipfile

import docx
import pdfplumber
import pytest

from pipelines.typeset.evaluations import EvaluationFigures, FundFigures
from pipelines.typeset.figures import Heading, Paragraph, ReportFigures
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.lines import broken_lines
from pipelines.typeset.typesetting import FileFormat, typeset, typeset_reports

LONG = "本年支出合计1,802.64万元，其中：基本支出385.13万元，占本年支出21.36%；" * 6
EVALUATION = EvaluationFigures(
    layout="national",
    title="2023年度项目支出绩效自评表",
    facts={"project_name": "某平台运行费"},
    funds=(FundFigures(label="年度资金总额", budget_revised="918", outturn="917.65"),),
)
REPORT = ReportFigures(
    "某局",
    2023,
    "wan",
    (),
    ("样例",),
    (Heading("第三部分 说明", 1), Heading("一、总体情况", 2), Paragraph(LONG), EVALUATION),
    "某局2023年度绩效自评报告",
)
OTHER = ReportFigures(
    "某中心", 2023, "wan", (), (), (Paragraph("支出5万元。"),), "某中心2023年度绩效自评报告"
)
LAYOUT = load_layout("ministry")


def test_numbers_are_never_torn_and_marks_never_begin_a_line() -> None:
    for width in range(4, 40):
        lines = broken_lines(LONG, width, lambda text: float(len(text)))
        assert "".join(lines) == LONG
        assert not [line for line in lines if line[0] in "，；：。%"]
        assert sum(line.count("1,802.64") for line in lines) == 6


def test_an_opening_mark_goes_over_to_the_next_line() -> None:
    lines = broken_lines("支出用于（一）人员", 5, lambda text: float(len(text)))
    assert lines == ["支出用于", "（一）人员"]


def test_a_word_document_holds_text_and_table_in_order() -> None:
    document = docx.Document(io.BytesIO(typeset(REPORT, LAYOUT, "docx")))
    paragraphs = [(p.style.name, p.text) for p in document.paragraphs]
    assert paragraphs[:5] == [
        ("Title", "某局2023年度绩效自评报告"),
        ("Normal", "样例"),
        ("Heading 1", "第三部分 说明"),
        ("Heading 2", "一、总体情况"),
        ("Normal", LONG),
    ]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[3].cells][2:6] == ["年度资金总额", "", "918", "917.65"]
    # merged down over the headings and the row of funds
    assert table.rows[2].cells[0]._tc is not table.rows[4].cells[0]._tc
    assert table.cell(2, 0)._tc is table.cell(3, 1)._tc


def test_a_word_document_carries_no_date() -> None:
    archive = zipfile.ZipFile(io.BytesIO(typeset(REPORT, LAYOUT, "docx")))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2


def test_a_table_in_the_text_of_a_pdf_stands_on_its_page() -> None:
    with pdfplumber.open(io.BytesIO(typeset(REPORT, LAYOUT, "pdf"))) as pdf:
        assert len(pdf.pages) == 2  # the cover, and one page for all the rest
        page = pdf.pages[1]
        text = "".join(page.extract_text().split())
        assert text.index("一、总体情况") < text.index("2023年度项目支出绩效自评表")
        assert text.endswith("-2-")
        assert page.extract_tables()[0][3][2:6] == ["年度资金总额", "", "918", "917.65"]


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for count in range(20, 34):
        parts = (
            *(Paragraph("无。") for _ in range(count)),
            Heading("十、说明", 2),
            Paragraph("完。"),
        )
        report = ReportFigures("某局", 2023, "wan", (), parts=parts)
        with pdfplumber.open(io.BytesIO(typeset(report, LAYOUT, "pdf"))) as pdf:
            (page,) = (p for p in pdf.pages[1:] if "十、说明" in (p.extract_text() or ""))
            assert "完。" in page.extract_text()


@pytest.mark.parametrize("file_format", ["text", "docx"])
def test_a_file_may_hold_several_reports(file_format: FileFormat) -> None:
    content = typeset_reports([REPORT, OTHER], LAYOUT, file_format)
    if file_format == "text":
        lines = [line for line in content.decode().split("\n") if line]
    else:
        lines = [p.text for p in docx.Document(io.BytesIO(content)).paragraphs if p.text]
    assert lines[0] == "某局2023年度绩效自评报告"
    assert lines[-2:] == ["某中心2023年度绩效自评报告", "支出5万元。"]


def test_a_workbook_has_no_running_text() -> None:
    with pytest.raises(ValueError, match="tables only"):
        typeset(REPORT, LAYOUT, "xlsx_texts")

"""pdfium and the quick steps behind it find on every page what pdfplumber alone finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipelines.typeset.evaluation_layouts import EVALUATION_LAYOUTS
from pipelines.typeset.figures import ReportFigures
from pipelines.typeset.layouts import LAYOUTS, load_layout
from pipelines.typeset.typesetting import typeset
from tests.readers.same_pages import assert_same_pages
from tests.readers.written_pdf import HELVETICA, stream, written_pdf
from tests.round_trip.inventing import reports
from tests.round_trip.inventing_evaluations import evaluations
from tests.round_trip.test_round_trip import FORMS, PAGINGS, examples
from tests.shared_reports import shared_reports

SOURCES = Path(__file__).resolve().parents[2] / "sources" / "reports"
SHARED = [
    "pdf/sh-doccheck-unit-budget.pdf",
    "pdf/sh-putuo-sww-2025-deptbudget.pdf",
    "pdf/sh-putuo-wanli-jiedao-2024-budget.pdf",
    "pdf/上海市普陀区规划和自然资源局 2024 年度部门决算.pdf",
    "templates/附件2：部门决算模板.pdf",
]
TURNS = list(zip(PAGINGS, FORMS, [*LAYOUTS, LAYOUTS[0]], strict=False))


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.pdf")), ids=lambda path: path.stem)
def test_collected_reports(path: Path) -> None:
    assert_same_pages(path.read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize("name", SHARED)
def test_published_reports(name: str) -> None:
    assert_same_pages((shared_reports() / name).read_bytes())


@pytest.mark.parametrize(("paging", "form_code", "layout_name"), TURNS)
@examples(1)
@given(data=st.data())
def test_typeset_forms(paging: str, form_code: str, layout_name: str, data: st.DataObject) -> None:
    layout = load_layout(layout_name)
    report = data.draw(reports(layout, [form_code], fewest_items=8, most_items=25))
    assert_same_pages(typeset(report, layout, "pdf", PAGINGS[paging]))


@pytest.mark.parametrize("layout", EVALUATION_LAYOUTS)
@examples(1)
@given(data=st.data())
def test_typeset_evaluations(layout: str, data: st.DataObject) -> None:
    evaluation = data.draw(evaluations(layout))
    report = ReportFigures("某市数据中心", 2023, "wan", (), parts=(evaluation,))
    assert_same_pages(typeset(report, load_layout("ministry"), "pdf"))


def ruled_table(canvas: Canvas) -> None:
    """A table of three rows and two columns with a title, a filled box, a circle and a note."""
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, 720, "Table 3 of 2023")
    for row in range(4):
        canvas.line(50, 700 - 20 * row, 300, 700 - 20 * row)
    for column in (50, 150, 300):
        canvas.line(column, 640, column, 700)
    for row in range(3):
        canvas.drawString(55, 685 - 20 * row, f"row {row}")
        canvas.drawRightString(295, 685 - 20 * row, f"{1234.5 + row:,.2f}")
    canvas.rect(100, 100, 50, 30, stroke=0, fill=1)
    canvas.circle(300, 120, 20)
    canvas.drawString(55, 600, "A note of 12 words")


def shifted(canvas: Canvas) -> None:
    canvas.translate(10, 20)
    canvas.scale(1.1, 0.9)
    ruled_table(canvas)


def in_forms(canvas: Canvas) -> None:
    """A table in a form that stands in a form, each with a matrix."""
    canvas.beginForm("table")
    ruled_table(canvas)
    canvas.endForm()
    canvas.beginForm("page")
    canvas.translate(10, 10)
    canvas.scale(0.8, 0.8)
    canvas.doForm("table")
    canvas.endForm()
    canvas.translate(40, 30)
    canvas.doForm("page")


def turned(degrees: int) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(degrees)
        ruled_table(canvas)

    return draw


def words_in_all_directions(canvas: Canvas) -> None:
    """Most text upright; a watermark, hidden zeros, spaced, narrow and raised figures."""
    ruled_table(canvas)
    canvas.saveState()
    canvas.translate(300, 300)
    canvas.rotate(45)
    canvas.drawString(0, 0, "copy 12")
    canvas.restoreState()
    canvas.saveState()
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(60, 500, "white 0.00")
    canvas.restoreState()
    text = canvas.beginText(50, 450)
    text.setHorizScale(60)
    text.textLine("narrow 1,234")
    text.setHorizScale(100)
    text.setCharSpace(4)
    text.textLine("spaced 12345")
    text.setCharSpace(0)
    text.setTextRenderMode(3)
    text.textLine("invisible 12.3")
    text.setTextRenderMode(0)
    text.setRise(5)
    text.textLine("raised 77")
    canvas.drawText(text)
    for strike in (0, 0.3, 0.6):
        canvas.drawString(50 + strike, 350, "bold 55,555.11")
    canvas.drawString(900, 300, "outside 77")


DRAWINGS = {
    "plain": ruled_table,
    "shifted": shifted,
    "in forms": in_forms,
    "turned by 90": turned(90),
    "turned by 180": turned(180),
    "turned by 270": turned(270),
    "all directions": words_in_all_directions,
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawn_pages(name: str, tmp_path: Path) -> None:
    path = tmp_path / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=(600, 800))
    DRAWINGS[name](canvas)
    canvas.save()
    assert_same_pages(path.read_bytes())


SUBPATHS = (
    b"10 10 m 60 10 l S  10 20 m 60 20 l h S  10 30 50 10 re S  10 50 50 .5 re f"
    b"  10 60 m 60 60 l 60 70 l 10 70 l h B  10 80 m 60 80 l 60 90 l 10 90 l 10 80 l S"
    b"  10 100 m 60 100 l 60 110 l h S  10 120 m 60 120 l 10 130 m 60 130 l S"
    b"  10 140 m 30 160 50 160 60 140 c S  100 10 200 150 re W n  0 0 m 5 5 l n"
    b"  BT /F1 10 Tf 50 700 Td (shapes 1.5) Tj ET"
)


@pytest.mark.parametrize(
    "page",
    [
        b"/MediaBox [0 0 600 800]",
        b"/MediaBox [0 0 600 800] /CropBox [20 30 500 760]",
        b"/MediaBox [0 0 600 800] /UserUnit 2",
    ],
)
def test_shapes_of_every_kind(page: bytes) -> None:
    assert_same_pages(written_pdf(SUBPATHS, HELVETICA, page=page))


def test_a_media_box_of_the_page_tree() -> None:
    drawing = b"BT /F1 10 Tf 50 700 Td (inherited 1.5) Tj ET"
    content = written_pdf(drawing, HELVETICA, page=b"", pages=b"/MediaBox [0 0 600 800]")
    assert_same_pages(content)


def test_a_form_with_its_own_matrix() -> None:
    form = stream(
        b"BT /F1 10 Tf 5 5 Td (form 12.5) Tj ET 0 0 80 20 re S",
        b"/Type /XObject /Subtype /Form /BBox [0 0 90 30] /Matrix [2 0 0 2 7 9]"
        b" /Resources << /Font << /F1 5 0 R >> >>",
    )
    content = written_pdf(b"q 1 0 0 1 100 300 cm /X1 Do Q", HELVETICA, form)
    resources = b"/F1 5 0 R >> /XObject << /X1 6 0 R >> >> >>"
    assert_same_pages(content.replace(b"/F1 5 0 R >> >> >>", resources, 1))

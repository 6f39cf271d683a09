"""Pages of a PDF that hold no text, or text over their tables."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipelines.document import Grid, TextLine
from pipelines.readers.pdf import read_pdf
from tests.readers.written_pdf import HELVETICA, written_pdf


def test_a_page_that_only_draws_is_a_picture_and_a_blank_page_is_not() -> None:
    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.drawString(72, 700, "1")
    canvas.showPage()
    canvas.circle(200, 400, 50)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    pages = read_pdf(content.getvalue()).pages
    assert [page.is_picture for page in pages] == [False, True, False]


SLANTED = {"up": b".866 .5 -.5 .866", "down": b".866 -.5 .5 .866", "steep": b".5 .866 -.866 .5"}


@pytest.mark.parametrize("turn", SLANTED.values(), ids=SLANTED)
def test_a_slanted_watermark_is_no_part_of_the_cells_that_it_crosses(turn: bytes) -> None:
    drawing = (
        b"50 700 200 60 re S 50 730 m 250 730 l S 150 700 m 150 760 l S"
        b" BT /F1 10 Tf 60 740 Td (12.34) Tj ET BT /F1 10 Tf 160 710 Td (567.00) Tj ET"
        b" BT /F1 30 Tf %s 120 705 Tm (9 8) Tj ET" % turn
    )
    (page,) = read_pdf(written_pdf(drawing, HELVETICA)).pages
    (grid,) = page.blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["12.34", "", "", "567.00"]


def test_a_level_watermark_over_several_rows_is_a_line_of_its_own() -> None:
    rules = b"".join(b"50 %d m 250 %d l S " % (y, y) for y in (640, 660, 680, 700))
    rules += b"".join(b"%d 640 m %d 700 l S " % (x, x) for x in (50, 150, 250))
    figures = b"".join(b" BT /F1 10 Tf 100 %d Td (%d.00) Tj ET" % (y, y) for y in (646, 666, 686))
    (page,) = read_pdf(
        written_pdf(rules + figures + b" BT /F1 40 Tf 60 655 Td (2021) Tj ET", HELVETICA)
    ).pages
    grid, mark = page.blocks
    assert isinstance(grid, Grid) and isinstance(mark, TextLine)
    assert [cell.text for cell in grid.cells] == ["686.00", "", "666.00", "", "646.00", ""]
    assert mark.text == "2021"


def test_a_figure_in_a_corner_that_no_rules_close_is_a_line_of_its_own() -> None:
    level = b"50 700 m 250 700 l S 50 680 m 250 680 l S 60 660 m 250 660 l S"
    upright = b" 50 700 m 50 670 l S 150 700 m 150 660 l S 250 700 m 250 660 l S"
    figures = b"".join(
        b" BT /F1 10 Tf %d %d Td (%s) Tj ET" % at
        for at in ((70, 686, b"1.00"), (170, 686, b"2.00"), (70, 666, b"3.00"), (170, 666, b"4.00"))
    )
    (page,) = read_pdf(written_pdf(level + upright + figures, HELVETICA)).pages
    grid, corner = page.blocks
    assert isinstance(grid, Grid) and isinstance(corner, TextLine)
    assert [cell.text for cell in grid.cells if cell.text] == ["1.00", "2.00", "4.00"]
    assert corner.text == "3.00"

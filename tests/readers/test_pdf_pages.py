"""Pages of a PDF that hold no text."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from pipelines.readers.pdf import read_pdf


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

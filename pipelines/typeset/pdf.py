"""What is printed as a PDF with a text layer: a standard CID font, so none is needed or embedded.

Streams are left uncompressed and the file carries no date: the same file gives the same bytes.
"""

from __future__ import annotations

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipelines.typeset.lines import broken_lines
from pipelines.typeset.paging import Paging
from pipelines.typeset.pdf_tables import (
    ACROSS,
    FONT,
    LINE_HEIGHT,
    TEXT_SIZE,
    TITLE_SIZE,
    UPRIGHT,
    TablePrinter,
)
from pipelines.typeset.printed import PrintedFile, PrintedHeading, PrintedParagraph, PrintedTable

_MARGIN = 72.0
_FOOT = 36.0
_BODY_SIZE = 12.0
_LEADING = 22.0
_HEADING_SIZES = {0: 18.0, 1: 16.0, 2: 14.0, 3: 12.0}


def typeset_pdf(file: PrintedFile, paging: Paging) -> bytes:
    """A cover, then the parts in order; tables on pages of their own, or in the text.

    Raises ValueError when a row cannot fit a page.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=ACROSS, invariant=1, pageCompression=0)
    canvas.setTitle(file.title)
    canvas.setAuthor(file.author)
    _cover(canvas, file)
    text = _TextPages(canvas)
    for part in file.parts:
        if not isinstance(part, PrintedTable):
            text.print(part)
        elif not part.stands_in_text:
            text.end_page()
            TablePrinter(canvas, part, paging).print()
        elif not text.holds(part, paging):
            text.end_page()
            if not text.holds(part, paging):
                TablePrinter(canvas, part, paging).print()
    text.end_page()
    canvas.save()
    return target.getvalue()


def _cover(canvas: Canvas, file: PrintedFile) -> None:
    width, height = ACROSS
    y = height * 0.6
    room = width - 2 * _MARGIN
    widest = pdfmetrics.stringWidth(file.title, FONT, 2 * TITLE_SIZE)
    canvas.setFont(FONT, 2 * TITLE_SIZE * min(1.0, room / widest))
    canvas.drawCentredString(width / 2, y, file.title)
    canvas.setFont(FONT, TEXT_SIZE + 2)
    for line in file.cover_lines:
        y -= 3 * LINE_HEIGHT
        canvas.drawCentredString(width / 2, y, line)
    canvas.showPage()


class _TextPages:
    """Prints headings and paragraphs on upright pages, the number of the page at their foot."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._width, self._height = UPRIGHT
        self._y: float | None = None

    def print(self, part: PrintedHeading | PrintedParagraph) -> None:
        """A heading (of a part in the middle), or a paragraph indented by two characters."""
        room = self._width - 2 * _MARGIN
        is_heading = isinstance(part, PrintedHeading)
        size = _HEADING_SIZES[part.level] if isinstance(part, PrintedHeading) else _BODY_SIZE
        indent = "" if is_heading else "\u3000\u3000"
        lines = broken_lines(
            indent + part.text, room, lambda text: float(pdfmetrics.stringWidth(text, FONT, size))
        )
        if is_heading:
            self._keep_together(len(lines) + 1)
        for line in lines:
            y = self._next_line()
            self._canvas.setFont(FONT, size)
            if isinstance(part, PrintedHeading) and part.level < 2:
                self._canvas.drawCentredString(self._width / 2, y, line)
            else:
                self._canvas.drawString(_MARGIN, y, line)

    def holds(self, table: PrintedTable, paging: Paging) -> bool:
        """Prints a table where the text has come to, if the rest of the page has room for it."""
        top = self._height - _MARGIN if self._y is None else self._y
        self._canvas.setPageSize(UPRIGHT)
        below = TablePrinter(self._canvas, table, paging).printed_under(top)
        if below is not None:
            self._y = below
        return below is not None

    def end_page(self) -> None:
        """Ends the page that is begun, if one is."""
        if self._y is None:
            return
        self._canvas.setFont(FONT, TEXT_SIZE)
        number = f"- {self._canvas.getPageNumber()} -"
        self._canvas.drawCentredString(self._width / 2, _FOOT, number)
        self._canvas.showPage()
        self._y = None

    def _keep_together(self, lines: int) -> None:
        """Ends the page when so many lines do not fit: a heading never stands at its foot."""
        if self._y is not None and self._y - lines * _LEADING < _MARGIN:
            self.end_page()

    def _next_line(self) -> float:
        self._keep_together(1)
        if self._y is None:
            self._canvas.setPageSize(UPRIGHT)
            self._y = self._height - _MARGIN
        self._y -= _LEADING
        return self._y

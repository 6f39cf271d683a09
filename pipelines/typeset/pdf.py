"""Printed tables as a PDF with a text layer: a standard CID font, so no font is needed or embedded.

Streams are left uncompressed and the file carries no date: the same tables give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipelines.typeset.figures import ReportFigures
from pipelines.typeset.paging import Paging, page_breaks
from pipelines.typeset.printed import PrintedCell, PrintedRow, PrintedTable

_FONT = "STSong-Light"
_UPRIGHT = A4
_ACROSS = landscape(A4)
_MARGIN = 34.0
_TITLE_SIZE = 14.0
_TEXT_SIZE = 8.0
_LEADING = 10.0
_PADDING = 2.0
_LINE_HEIGHT = 13.0
_SMALLEST_SIZE = 4.0
_BLANK_ROWS = 10


def typeset_pdf(report: ReportFigures, tables: Sequence[PrintedTable], paging: Paging) -> bytes:
    """A cover, then every table on pages of its own. Raises ValueError when a row cannot fit."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=_ACROSS, invariant=1, pageCompression=0)
    canvas.setTitle(report.title)
    canvas.setAuthor(report.agency)
    _cover(canvas, report)
    for table in tables:
        _Printer(canvas, table, paging).print()
    canvas.save()
    return target.getvalue()


def _cover(canvas: Canvas, report: ReportFigures) -> None:
    width, height = _ACROSS
    y = height * 0.6
    canvas.setFont(_FONT, 2 * _TITLE_SIZE)
    canvas.drawCentredString(width / 2, y, report.title)
    canvas.setFont(_FONT, _TEXT_SIZE + 2)
    for line in report.cover_lines:
        y -= 3 * _LINE_HEIGHT
        canvas.drawCentredString(width / 2, y, line)
    canvas.showPage()


class _Printer:
    """Prints one table on a canvas, across the page, or upright where that saves a page break."""

    def __init__(self, canvas: Canvas, table: PrintedTable, paging: Paging) -> None:
        self._canvas = canvas
        self._table = table
        self._paging = paging
        self._turn(_ACROSS)
        if len(self._pages) > 1:
            self._turn(_UPRIGHT)
            if len(self._pages) > 1:
                self._turn(_ACROSS)

    def _turn(self, size: tuple[float, float]) -> None:
        """Lay the table out for pages of this size."""
        table = self._table
        self._width, self._height = size
        scale = (self._width - 2 * _MARGIN) / sum(table.weights)
        self._edges = [_MARGIN]
        for weight in table.weights:
            self._edges.append(self._edges[-1] + weight * scale)
        self._note_lines = [
            line for note in table.notes for line in _wrapped(note, self._width - 2 * _MARGIN)
        ]
        self._heading_heights = self._row_heights(table.heading_rows)
        self._body_heights = self._row_heights(table.body_rows)
        self._pages = self._broken()

    def _broken(self) -> list[range]:
        whole = self._height - 2 * _MARGIN - _LINE_HEIGHT * (len(self._note_lines) + 1)
        words = _TITLE_SIZE + _LINE_HEIGHT * (len(self._table.captions) + 1)
        headings = sum(self._heading_heights)
        repeated = {"nothing": 0.0, "headings": headings, "title_and_headings": words + headings}
        first_room = whole - words - headings
        later_room = whole - repeated[self._paging.repeats]
        highest = max(self._body_heights, default=0.0)
        if highest > min(first_room, later_room):
            raise ValueError(f"a row of {self._table.title} is higher than a page")
        return page_breaks(self._body_heights, first_room, later_room, self._paging)

    def print(self) -> None:
        """All pages of the table, notes under the last rows."""
        table = self._table
        for number, rows in enumerate(self._pages):
            self._canvas.setPageSize((self._width, self._height))
            self._y = self._height - _MARGIN
            if number == 0 or self._paging.repeats == "title_and_headings":
                self._print_words()
            if number == 0 or self._paging.repeats != "nothing":
                self._print_rows(table.heading_rows, self._heading_heights)
            self._print_rows(
                [table.body_rows[index] for index in rows],
                [self._body_heights[index] for index in rows],
            )
            if number == len(self._pages) - 1:
                self._print_notes()
            self._canvas.showPage()
        if self._paging.blank_page:
            self._print_blank_page()

    def _print_blank_page(self) -> None:
        columns = range(len(self._table.weights))
        blank_row = tuple(PrintedCell(column, "", "amount") for column in columns)
        self._y = self._height - _MARGIN
        self._print_rows([blank_row] * _BLANK_ROWS, [_LINE_HEIGHT] * _BLANK_ROWS)
        self._canvas.showPage()

    def _print_words(self) -> None:
        self._y -= _TITLE_SIZE
        self._canvas.setFont(_FONT, _TITLE_SIZE)
        self._canvas.drawCentredString(self._width / 2, self._y, self._table.title)
        self._canvas.setFont(_FONT, _TEXT_SIZE)
        for left, right in self._table.captions:
            self._y -= _LINE_HEIGHT
            self._canvas.drawString(_MARGIN, self._y, left)
            self._canvas.drawRightString(self._width - _MARGIN, self._y, right)
        self._y -= _LINE_HEIGHT / 2

    def _print_notes(self) -> None:
        self._canvas.setFont(_FONT, _TEXT_SIZE)
        for line in self._note_lines:
            self._y -= _LINE_HEIGHT
            self._canvas.drawString(_MARGIN, self._y, line)

    def _row_heights(self, rows: Sequence[PrintedRow]) -> list[float]:
        heights = []
        for row in rows:
            lines = [len(self._lines(cell)) for cell in row if cell.row_span == 1]
            heights.append(max(lines, default=1) * _LEADING + 2 * _PADDING)
        for index, row in enumerate(rows):
            for cell in row:
                if cell.row_span > 1:
                    spanned = range(index, index + cell.row_span)
                    needed = len(self._lines(cell)) * _LEADING + 2 * _PADDING
                    missing = needed - sum(heights[place] for place in spanned)
                    heights[spanned[-1]] += max(missing, 0.0)
        return heights

    def _cell_width(self, cell: PrintedCell) -> float:
        return self._edges[cell.column + cell.column_span] - self._edges[cell.column]

    def _lines(self, cell: PrintedCell) -> list[str]:
        if cell.kind == "amount" or cell.text.isascii():
            return [cell.text]
        return _wrapped(cell.text, self._cell_width(cell) - 2 * _PADDING)

    def _print_rows(self, rows: Sequence[PrintedRow], heights: Sequence[float]) -> None:
        tops = [self._y]
        for height in heights:
            tops.append(tops[-1] - height)
        for index, row in enumerate(rows):
            for cell in row:
                self._print_cell(cell, tops[index], tops[index + cell.row_span])
        self._y = tops[-1]

    def _print_cell(self, cell: PrintedCell, top: float, bottom: float) -> None:
        left = self._edges[cell.column]
        width = self._cell_width(cell)
        self._canvas.setLineWidth(0.5)
        self._canvas.rect(left, bottom, width, top - bottom)
        lines = self._lines(cell)
        size = _TEXT_SIZE
        widest = max(pdfmetrics.stringWidth(line, _FONT, size) for line in lines)
        if widest > width - 2 * _PADDING:
            size = max(_SMALLEST_SIZE, size * (width - 2 * _PADDING) / widest)
        self._canvas.setFont(_FONT, size)
        middle = (top + bottom) / 2 + len(lines) * _LEADING / 2
        for number, line in enumerate(lines, start=1):
            baseline = middle - number * _LEADING + (_LEADING - size) / 2 + 1
            if cell.kind == "amount":
                self._canvas.drawRightString(left + width - _PADDING, baseline, line)
            elif cell.kind == "heading":
                self._canvas.drawCentredString(left + width / 2, baseline, line)
            else:
                self._canvas.drawString(left + _PADDING, baseline, line)


def _wrapped(text: str, width: float) -> list[str]:
    """The text broken between characters into lines that fit."""
    lines = [""]
    for character in text:
        if lines[-1] and pdfmetrics.stringWidth(lines[-1] + character, _FONT, _TEXT_SIZE) > width:
            lines.append("")
        lines[-1] += character
    return lines

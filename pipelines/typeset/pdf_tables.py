"""Prints one table on the pages of a PDF: across or upright, over as many pages as it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from pipelines.typeset.paging import Paging, page_breaks
from pipelines.typeset.printed import PrintedCell, PrintedRow, PrintedTable

FONT = "STSong-Light"
UPRIGHT = A4
ACROSS = landscape(A4)
TITLE_SIZE = 14.0
TEXT_SIZE = 8.0
LINE_HEIGHT = 13.0
_MARGIN = 34.0
_LEADING = 10.0
_PADDING = 2.0
_SMALLEST_SIZE = 4.0
_BLANK_ROWS = 10


class TablePrinter:
    """Prints one table on a canvas, across the page, or upright where that saves a page break."""

    def __init__(self, canvas: Canvas, table: PrintedTable, paging: Paging) -> None:
        self._canvas = canvas
        self._table = table
        self._paging = paging
        self._turn(ACROSS)
        if len(self._pages) > 1:
            self._turn(UPRIGHT)
            if len(self._pages) > 1:
                self._turn(ACROSS)

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
        whole = self._height - 2 * _MARGIN - LINE_HEIGHT * (len(self._note_lines) + 1)
        words = TITLE_SIZE + LINE_HEIGHT * (len(self._table.captions) + 1)
        headings = sum(self._heading_heights)
        repeated = {"nothing": 0.0, "headings": headings, "title_and_headings": words + headings}
        first_room = whole - words - headings
        later_room = whole - repeated[self._paging.repeats]
        highest = max(self._body_heights, default=0.0)
        if highest > min(first_room, later_room):
            raise ValueError(f"a row of {self._table.title} is higher than a page")
        return page_breaks(self._body_heights, first_room, later_room, self._paging)

    def printed_under(self, y: float) -> float | None:
        """Prints the whole table on the upright page that is open, under y, its notes last.

        The place under it, or None when the table does not fit there, or is to be broken, and
        nothing is printed.
        """
        if self._paging.rows_a_page is not None:
            return None
        self._turn(UPRIGHT)
        table = self._table
        words = TITLE_SIZE + LINE_HEIGHT * (len(table.captions) + 2)
        heights = sum(self._heading_heights) + sum(self._body_heights)
        if y - words - heights - LINE_HEIGHT * len(self._note_lines) < _MARGIN:
            return None
        self._y = y - LINE_HEIGHT / 2
        self._print_words()
        self._print_rows(table.heading_rows, self._heading_heights)
        self._print_rows(table.body_rows, self._body_heights)
        self._print_notes()
        return self._y

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
                _cut_out(table.body_rows, rows),
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
        self._print_rows([blank_row] * _BLANK_ROWS, [LINE_HEIGHT] * _BLANK_ROWS)
        self._canvas.showPage()

    def _print_words(self) -> None:
        self._y -= TITLE_SIZE
        self._canvas.setFont(FONT, TITLE_SIZE)
        self._canvas.drawCentredString(self._width / 2, self._y, self._table.title)
        self._canvas.setFont(FONT, TEXT_SIZE)
        for left, right in self._table.captions:
            self._y -= LINE_HEIGHT
            self._canvas.drawString(_MARGIN, self._y, left)
            self._canvas.drawRightString(self._width - _MARGIN, self._y, right)
        self._y -= LINE_HEIGHT / 2

    def _print_notes(self) -> None:
        self._canvas.setFont(FONT, TEXT_SIZE)
        for line in self._note_lines:
            self._y -= LINE_HEIGHT
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
        size = TEXT_SIZE
        widest = max(pdfmetrics.stringWidth(line, FONT, size) for line in lines)
        if widest > width - 2 * _PADDING:
            size = max(_SMALLEST_SIZE, size * (width - 2 * _PADDING) / widest)
        self._canvas.setFont(FONT, size)
        middle = (top + bottom) / 2 + len(lines) * _LEADING / 2
        for number, line in enumerate(lines, start=1):
            baseline = middle - number * _LEADING + (_LEADING - size) / 2 + 1
            if cell.kind == "amount":
                self._canvas.drawRightString(left + width - _PADDING, baseline, line)
            elif cell.kind == "heading":
                self._canvas.drawCentredString(left + width / 2, baseline, line)
            else:
                self._canvas.drawString(left + _PADDING, baseline, line)


def _cut_out(rows: Sequence[PrintedRow], wanted: range) -> list[PrintedRow]:
    """The wanted rows; a merged cell that begins before them goes on in them without its text."""
    cut = [list(rows[index]) for index in wanted]
    for index, row in enumerate(rows[: wanted.stop]):
        for cell in row:
            end = min(index + cell.row_span, wanted.stop)
            if index >= wanted.start:
                place = index - wanted.start
                cut[place] = [
                    replace(cell, row_span=end - index) if other is cell else other
                    for other in cut[place]
                ]
            elif end > wanted.start:
                cut[0].append(replace(cell, text="", row_span=end - wanted.start))
    return [tuple(sorted(row, key=lambda cell: cell.column)) for row in cut]


def _wrapped(text: str, width: float) -> list[str]:
    """The text broken between characters into lines that fit."""
    return [line for paragraph in text.split("\n") for line in _wrapped_line(paragraph, width)]


def _wrapped_line(text: str, width: float) -> list[str]:
    lines = [""]
    for character in text:
        if lines[-1] and pdfmetrics.stringWidth(lines[-1] + character, FONT, TEXT_SIZE) > width:
            lines.append("")
        lines[-1] += character
    return lines

"""Tables of a web page as grids: spans as browsers lay them out, tables within tables apart.

The rules are those of the HTML Standard, 4.9.12 (forming a table): a span of 0 reaches to the end
of its row group, no span leaves its group, and a cell goes to the next free place of its row.
Where two cells claim a place, the earlier one has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipelines.document import Cell, Grid
from pipelines.readers.html_elements import Row, hidden_figures, is_printed, table_rows, tag_of
from pipelines.readers.html_flow import flow, simple_text
from pipelines.readers.problems import UnreadableFile
from pipelines.readers.slivers import Span, closed, known_widths, slivers

_MOST_COLUMNS, _MOST_ROWS = 1000, 65534
_MOST_PLACES = 2_000_000
_STYLED_WIDTH = re.compile(
    r"(?:^|;)\s*width\s*:\s*(?P<number>\d{1,5}(?:\.\d+)?)(?P<unit>pt|px|cm|mm|in)", re.I
)
# Points a unit; 96 pixels are an inch (CSS Values and Units, 6.2).
_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54}


@dataclass
class TableContents:
    """A table's lines outside its cells (caption, stray texts), its grid, and inner tables.

    The figures of an inner table are none of the cell that holds it; it is a table of its own,
    read after the one around it.
    """

    lines: list[str] = field(default_factory=list)
    grid: Grid | None = None
    inner_tables: list[Any] = field(default_factory=list)
    hidden_figures: int = 0


@dataclass
class _Places:
    """The places of a table that cells have taken, row by row."""

    taken: dict[int, set[int]] = field(default_factory=dict)
    count: int = 0

    def free_from(self, row: int, column: int) -> int:
        """The first free column of a row at or behind a column."""
        taken = self.taken.get(row, set())
        while column in taken:
            column += 1
        return column

    def take(self, row: int, column: int, rows: int, columns: int) -> tuple[int, int]:
        """Take a rectangle as far as it is free; gives its rows and columns."""
        first = self.taken.get(row, set())
        width = next((i for i in range(1, columns) if column + i in first), columns)
        span = range(column, column + width)
        height = 1
        while height < rows and self.taken.get(row + height, set()).isdisjoint(span):
            height += 1
        self.count += width * height
        if self.count > _MOST_PLACES:
            raise UnreadableFile(
                f"表格超过 {_MOST_PLACES} 个位置 / a table with too many places",
                "拆分后重新导出 / split it and export it again",
            )
        for below_it in range(row, row + height):
            self.taken.setdefault(below_it, set()).update(span)
        return height, width


def read_table(table: Any, first_row: int) -> TableContents:
    """The contents of a table of data; its rows count from `first_row`.

    Raises UnreadableFile for a table that spans more places than any report has.
    """
    contents = TableContents()
    _read_outside_cells(table, contents)
    rows = table_rows(table)
    contents.hidden_figures += hidden_figures(table, rows)
    cells = _cells(rows, first_row, contents)
    if cells:
        last_column = max(cell.column for cell in cells)
        within = tuple(_within(cell, last_column) for cell in cells)
        contents.grid = Grid(first_row, len(rows), last_column, within)
    return contents


def _cells(rows: list[Row], first_row: int, contents: TableContents) -> list[Cell]:
    places = _Places()
    cells: list[Cell] = []
    stated_widths: list[tuple[Span, float]] = []
    last_of_group = {id(row.group): index for index, row in enumerate(rows)}
    for index, row in enumerate(rows):
        column = 1
        rows_left = last_of_group[id(row.group)] - index + 1
        for element in row.cells:
            column = places.free_from(index, column)
            stated = _span(element, "rowspan", _MOST_ROWS)
            wanted = min(stated or rows_left, rows_left)
            columns = _span(element, "colspan", _MOST_COLUMNS) or 1
            height, width = places.take(index, column, wanted, columns)
            text = _cell_text(element, contents)
            cells.append(Cell(first_row + index, column, text, height, width))
            stated_width = _width(element)
            if stated_width is not None and width == columns:
                stated_widths.append(((column, width), stated_width))
            column += columns
    return _without_slivers(cells, stated_widths)


def _without_slivers(cells: list[Cell], stated_widths: list[tuple[Span, float]]) -> list[Cell]:
    """The cells with the columns closed that only rows missing each other by a hair make."""
    filled = {(cell.column, cell.column_span) for cell in cells if cell.text}
    closing = slivers(known_widths(stated_widths), filled)
    if not closing:
        return cells
    placed = [(cell, closed((cell.column, cell.column_span), closing)) for cell in cells]
    return [
        Cell(cell.row, place[0], cell.text, cell.row_span, place[1])
        for cell, place in placed
        if place is not None
    ]


def _width(element: Any) -> float | None:
    """The width that a cell states, in points; None for none and for shares of the page."""
    styled = _STYLED_WIDTH.search(element.get("style") or "")
    if styled is not None:
        return float(styled["number"]) * _POINTS[styled["unit"].lower()]
    match = re.fullmatch(r"\s*(\d{1,5}(?:\.\d+)?)\s*(?:px)?\s*", element.get("width") or "")
    return None if match is None else float(match[1]) * _POINTS["px"]


def _span(element: Any, name: str, most: int) -> int:
    """A span as browsers read it: leading digits count, anything else is one."""
    match = re.match(r"[ \t\n\r\f]*\+?(\d{1,9})", element.get(name) or "")
    return 1 if match is None else min(int(match[1]), most)


def _within(cell: Cell, last_column: int) -> Cell:
    """A cell without the part of its span behind the last column that any cell begins in."""
    span = min(cell.column_span, last_column - cell.column + 1)
    return Cell(cell.row, cell.column, cell.text, cell.row_span, span)


def _cell_text(element: Any, contents: TableContents) -> str:
    text = simple_text(element)
    if text is not None:
        return text
    found = flow(element)
    contents.hidden_figures += found.hidden_figures
    contents.inner_tables += [piece.table for piece in found.pieces if piece.table is not None]
    return "\n".join(piece.text for piece in found.pieces if piece.table is None)


def _read_outside_cells(table: Any, contents: TableContents) -> None:
    """The caption, and what stands between rows and cells: browsers print it before the table."""
    captions: list[str] = []
    strays: list[str] = []
    waiting = [table]
    while waiting:
        element = waiting.pop()
        strays.append(element.text or "")
        for child in element:
            strays.append(child.tail or "")
            tag = tag_of(child)
            if not is_printed(child) or tag in ("td", "th"):
                continue
            if tag == "table":
                contents.inner_tables.append(child)
            elif tag == "caption":
                captions += [piece.text for piece in flow(child).pieces]
            else:
                waiting.append(child)
    stray_lines = [" ".join(text.split()) for text in strays]
    contents.lines = [line for line in [*captions, *stray_lines] if line]

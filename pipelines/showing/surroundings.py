"""The cells around a figure, for files without pages (workbooks, Word documents, web pages, text).

The label column, the column headings and two rows above and below, as a small table for a page or
a terminal. Pictures of pages are made in `crop`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from pipelines.document import CellAddress, Document, Grid
from pipelines.showing.problems import CannotShow
from pipelines.text.amounts import read_amount

_ROWS_AROUND = 2
_COLUMNS_AROUND = 3
_MOST_LABEL_COLUMNS = 2
_MOST_HEADING_ROWS = 4
_MOST_CHARACTERS = 60

Mark = Literal["figure", "other", ""]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the small table; spans count shown rows and columns only."""

    text: str
    row_span: int
    column_span: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with its number; `is_after_gap` tells that rows above it are left out."""

    number: int
    cells: tuple[ShownCell, ...]
    is_after_gap: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The cells around a figure; `columns` are the numbers of the shown columns."""

    sheet: str | None
    columns: tuple[int, ...]
    rows: tuple[ShownRow, ...]


def surroundings_of(
    document: Document, address: CellAddress, others: Sequence[CellAddress] = ()
) -> Surroundings:
    """The cells around the figure at an address; `others` near it are marked too.

    Raises CannotShow where the document has no such cell.
    """
    grid = _grid_at(document, address)
    if grid is None or address.row is None or address.column is None:
        raise CannotShow(
            "文件里没有这一格 / the file has no such cell",
            "核对文件是否就是当时读取的那一份 / check that it is the file that was read",
        )
    rows = _shown_rows(grid, address.row, address.column)
    columns = _shown_columns(grid, rows, address.column)
    marks: dict[tuple[int, int], Mark] = {
        (one.row, one.column): "other"
        for one in others
        if one.row is not None and one.column is not None and _is_beside(one, address)
    }
    marks[address.row, address.column] = "figure"
    return Surroundings(
        address.sheet,
        tuple(columns),
        tuple(
            ShownRow(
                row,
                tuple(_shown_cells(grid, row, rows, columns, marks)),
                index > 0 and rows[index - 1] != row - 1,
            )
            for index, row in enumerate(rows)
        ),
    )


def as_html(found: Surroundings) -> str:
    """The small table as HTML: `td.figure` is the figure, `td.other` other cells it is about."""
    head = "".join(f"<th>{_column_name(one, found.sheet)}</th>" for one in found.columns)
    lines = [f'<table class="surroundings"><thead><tr><th></th>{head}</tr></thead><tbody>']
    for row in found.rows:
        gap = ' class="after-gap"' if row.is_after_gap else ""
        lines.append(f"<tr{gap}><th>{row.number}</th>{''.join(map(_cell_html, row.cells))}</tr>")
    lines.append("</tbody></table>")
    return "".join(lines)


def as_text(found: Surroundings) -> str:
    """The small table in lines of text, the figure between 【 and 】."""
    lines = []
    for row in found.rows:
        if row.is_after_gap:
            lines.append("   …")
        texts = [
            f"【{cell.text}】" if cell.mark == "figure" else cell.text.replace("\n", "")
            for cell in row.cells
        ]
        lines.append(f"{row.number:>4} │ " + " │ ".join(texts))
    return "\n".join(lines)


def _grid_at(document: Document, address: CellAddress) -> Grid | None:
    for page in document.pages:
        if page.number == address.page and page.sheet == address.sheet:
            for grid in page.grids:
                if address.row in grid.row_numbers:
                    return grid
    return None


def _is_beside(one: CellAddress, other: CellAddress) -> bool:
    return (one.page, one.sheet) == (other.page, other.sheet)


def _shown_rows(grid: Grid, row: int, column: int) -> list[int]:
    """The heading rows of the figure's column, then the rows around the figure."""
    numbers = grid.row_numbers
    first_figure = next((one for one in numbers if _holds_figure(grid, one, column)), row)
    headings = [one for one in numbers if one < first_figure and _has_text(grid, one)]
    around = range(max(row - _ROWS_AROUND, numbers[0]), min(row + _ROWS_AROUND, numbers[-1]) + 1)
    return sorted({*headings[-_MOST_HEADING_ROWS:], *around})


def _shown_columns(grid: Grid, rows: Sequence[int], column: int) -> list[int]:
    """The first columns with text, which name the rows, then those around the figure."""
    named = [
        one
        for one in range(1, grid.column_count + 1)
        if any((cell := grid.covering(row, one)) and cell.text.strip() for row in rows)
    ]
    first = max(1, column - _COLUMNS_AROUND)
    last = min(grid.column_count, column + _COLUMNS_AROUND)
    near = [one for one in named if first <= one <= last]
    return sorted({*named[:_MOST_LABEL_COLUMNS], *near, column})


def _holds_figure(grid: Grid, row: int, column: int) -> bool:
    cell = grid.covering(row, column)
    if cell is None or not any(mark in cell.text for mark in ".,．，"):
        return False
    return read_amount(cell.text).state == "number"


def _has_text(grid: Grid, row: int) -> bool:
    return any(cell.text.strip() for cell in grid.cells if cell.row == row)


def _shown_cells(
    grid: Grid,
    row: int,
    rows: Sequence[int],
    columns: Sequence[int],
    marks: dict[tuple[int, int], Mark],
) -> list[ShownCell]:
    """The cells that begin in a shown row, a cell over several rows or columns once."""
    index = rows.index(row)
    above = rows[index - 1] if index else None
    shown: list[ShownCell] = []
    for place, column in enumerate(columns):
        cell = grid.covering(row, column)
        if cell is None:
            shown.append(ShownCell("", 1, 1, marks.get((row, column), "")))
            continue
        left = grid.covering(row, columns[place - 1]) if place else None
        over = grid.covering(above, column) if above is not None else None
        if cell in (left, over):
            continue
        height = sum(grid.covering(one, column) is cell for one in rows)
        width = sum(grid.covering(row, one) is cell for one in columns)
        text = cell.text.strip()
        short = text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"
        shown.append(ShownCell(short, height, width, marks.get((cell.row, cell.column), "")))
    return shown


def _cell_html(cell: ShownCell) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    mark = f' class="{cell.mark}"' if cell.mark else ""
    text = escape(cell.text).replace("\n", "<br>")
    return f"<td{mark}{spans}>{text}</td>"


def _column_name(number: int, sheet: str | None) -> str:
    """A column as people call it: by letters in a workbook, by number elsewhere."""
    if sheet is None:
        return str(number)
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

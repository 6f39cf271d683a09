"""Tables of a Word file as grids: columns counted by the table's own grid, merged cells as spans.

Irregular tables stay what they print: a cell that goes on with no cell above it is a cell of its
own, and no two cells ever claim one place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from pipelines.document import Cell, Grid
from pipelines.readers.docx_package import attribute, child_of, children_of, name_of, number
from pipelines.readers.slivers import closed, slivers
from pipelines.text.amounts import looks_like_figure

_MOST_COLUMNS_OF_A_CELL = 1000
_TWIPS_A_POINT = 20


@dataclass
class TableContents:
    """A table's grid, the tables inside its cells, and how many figures its merges hide."""

    grid: Grid | None = None
    inner_tables: list[Any] = field(default_factory=list)
    hidden_figures: int = 0


@dataclass(frozen=True)
class _RowCell:
    """A cell of one row: where it begins, its width, whether it goes on from above, its text."""

    column: int
    span: int
    merge: str | None
    text: str


def read_table(table: Any, first_row: int, paragraph_text: Callable[[Any], str]) -> TableContents:
    """The contents of a table, its rows counted from `first_row`; deleted rows are left out.

    A cell that continues a merged one shows nothing of its own, as in Word.
    """
    contents = TableContents()
    rows = [
        _row_cells(row, contents, paragraph_text)
        for row in children_of(table)
        if name_of(row) == "w:tr" and not _is_deleted(row)
    ]
    filled = {(cell.column, cell.span) for row in rows for cell in row if cell.text.strip()}
    closing = slivers(_widths(table), filled)
    cells: list[Cell] = []
    open_merges: dict[int, int] = {}
    for row_number, row in enumerate(rows, start=first_row):
        still_open: dict[int, int] = {}
        for cell in row:
            place = closed((cell.column, cell.span), closing)
            if place is None:
                continue
            column, span = place
            index = open_merges.get(column)
            if cell.merge == "continue" and index is not None and cells[index].column_span == span:
                contents.hidden_figures += looks_like_figure(cell.text)
                cells[index] = _taller(cells[index])
                still_open[column] = index
                continue
            cells.append(Cell(row_number, column, cell.text, 1, span))
            if cell.merge is not None:
                still_open[column] = len(cells) - 1
        open_merges = still_open
    if cells:
        columns = max(cell.column + cell.column_span - 1 for cell in cells)
        contents.grid = Grid(first_row, len(rows), columns, tuple(cells))
    return contents


def _widths(table: Any) -> dict[int, float]:
    """The widths of the columns of a table's grid in points; none where it states no widths."""
    grid = child_of(table, "w:tblGrid")
    columns = [] if grid is None else [one for one in grid if name_of(one) == "w:gridCol"]
    widths = [number(column, 0, "w") / _TWIPS_A_POINT for column in columns]
    return dict(enumerate(widths, start=1)) if any(widths) else {}


def _taller(cell: Cell) -> Cell:
    return Cell(cell.row, cell.column, cell.text, cell.row_span + 1, cell.column_span)


def _is_deleted(row: Any) -> bool:
    return child_of(row, "w:trPr", "w:del") is not None


def _row_cells(
    row: Any, contents: TableContents, paragraph_text: Callable[[Any], str]
) -> list[_RowCell]:
    """The cells of a row, those merged across (w:hMerge) made one."""
    column = 1 + max(0, number(child_of(row, "w:trPr", "w:gridBefore"), 0))
    found: list[_RowCell] = []
    for element in (child for child in children_of(row) if name_of(child) == "w:tc"):
        properties = child_of(element, "w:tcPr")
        if child_of(properties, "w:cellDel") is not None:
            continue
        span = number(child_of(properties, "w:gridSpan"), 1)
        span = min(max(1, span), _MOST_COLUMNS_OF_A_CELL)
        text = _cell_text(element, contents, paragraph_text)
        if _merge(child_of(properties, "w:hMerge")) == "continue" and found:
            contents.hidden_figures += looks_like_figure(text)
            found[-1] = replace(found[-1], span=found[-1].span + span)
        else:
            merge = _merge(child_of(properties, "w:vMerge"))
            found.append(_RowCell(column, span, merge, text))
        column += span
    return found


def _merge(element: Any) -> str | None:
    return None if element is None else attribute(element) or "continue"


def _cell_text(cell: Any, contents: TableContents, paragraph_text: Callable[[Any], str]) -> str:
    """The paragraphs of a cell on lines of their own; tables in it are kept for later."""
    lines: list[str] = []
    for child in children_of(cell):
        name = name_of(child)
        if name == "w:tbl":
            contents.inner_tables.append(child)
        elif name == "w:p":
            lines.append(paragraph_text(child))
    return "\n".join(lines).strip("\n")

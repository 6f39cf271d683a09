"""Tables of a Word file as grids: columns counted by the table's own grid, merged cells as spans.

Irregular tables stay what they print: a cell that goes on with no cell above it is a cell of its
own, and no two cells ever claim one place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pipelines.document import Cell, Grid
from pipelines.readers.docx_package import attribute, child_of, children_of, name_of, number
from pipelines.text.amounts import looks_like_figure

_MOST_COLUMNS_OF_A_CELL = 1000


@dataclass
class TableContents:
    """A table's grid, the tables inside its cells, and how many figures its merges hide."""

    grid: Grid | None = None
    inner_tables: list[Any] = field(default_factory=list)
    hidden_figures: int = 0


@dataclass(frozen=True)
class _RowCell:
    """A cell of one row: where it begins, its width, and whether it goes on from above."""

    element: Any
    column: int
    span: int
    merge: str | None
    covered: tuple[Any, ...] = ()


def read_table(table: Any, first_row: int, paragraph_text: Callable[[Any], str]) -> TableContents:
    """The contents of a table, its rows counted from `first_row`; deleted rows are left out.

    A cell that continues a merged one shows nothing of its own, as in Word.
    """
    contents = TableContents()
    cells: list[Cell] = []
    open_merges: dict[int, int] = {}
    rows = [row for row in children_of(table) if name_of(row) == "w:tr" and not _is_deleted(row)]
    for row_number, row in enumerate(rows, start=first_row):
        still_open: dict[int, int] = {}
        for cell in _row_cells(row):
            text = _cell_text(cell.element, contents, paragraph_text)
            for covered in cell.covered:
                contents.hidden_figures += looks_like_figure(
                    _cell_text(covered, contents, paragraph_text)
                )
            index = open_merges.get(cell.column)
            if cell.merge == "continue" and index is not None:
                anchor = cells[index]
                if anchor.column_span == cell.span:
                    contents.hidden_figures += looks_like_figure(text)
                    cells[index] = _taller(anchor)
                    still_open[cell.column] = index
                    continue
            cells.append(Cell(row_number, cell.column, text, 1, cell.span))
            if cell.merge is not None:
                still_open[cell.column] = len(cells) - 1
        open_merges = still_open
    if cells:
        columns = max(cell.column + cell.column_span - 1 for cell in cells)
        contents.grid = Grid(first_row, len(rows), columns, tuple(cells))
    return contents


def _taller(cell: Cell) -> Cell:
    return Cell(cell.row, cell.column, cell.text, cell.row_span + 1, cell.column_span)


def _is_deleted(row: Any) -> bool:
    return child_of(row, "w:trPr", "w:del") is not None


def _row_cells(row: Any) -> list[_RowCell]:
    """The cells of a row, those merged across (w:hMerge) made one."""
    column = 1 + max(0, number(child_of(row, "w:trPr", "w:gridBefore"), 0))
    found: list[_RowCell] = []
    for element in (child for child in children_of(row) if name_of(child) == "w:tc"):
        properties = child_of(element, "w:tcPr")
        if child_of(properties, "w:cellDel") is not None:
            continue
        span = number(child_of(properties, "w:gridSpan"), 1)
        span = min(max(1, span), _MOST_COLUMNS_OF_A_CELL)
        across = _merge(child_of(properties, "w:hMerge"))
        if across == "continue" and found:
            last = found[-1]
            covered = (*last.covered, element)
            found[-1] = _RowCell(last.element, last.column, last.span + span, last.merge, covered)
        else:
            merge = _merge(child_of(properties, "w:vMerge"))
            found.append(_RowCell(element, column, span, merge))
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

"""The sheets of a workbook as pages: what is filled, merged and hidden becomes grids and remarks.

Shared by the readers of workbooks, which tell what every cell shows. What is not printed, that is
hidden rows, columns and sheets, is left out; a remark counts the figures in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipelines.document import Cell, Document, Grid, Page
from pipelines.readers.problems import UnsupportedFile
from pipelines.text.amounts import looks_like_figure, read_amount

# A table may have blank rows and columns inside; something further away is not part of it. Without
# this a mark left in the last corner of a sheet would make a grid of 17 thousand million positions.
_WIDEST_GAP = 100
_MOST_POSITIONS = 3_000_000
_PLAIN_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range of a sheet, its corners included; rows and columns from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def area(self) -> int:
        """The number of positions; none or less where the corners are turned round."""
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)

    def positions(self) -> Iterator[tuple[int, int]]:
        """Every position in the range by row and column."""
        for row in range(self.first_row, self.last_row + 1):
            for column in range(self.first_column, self.last_column + 1):
                yield row, column


@dataclass
class Sheet:
    """One sheet as its file stores it: the text that each cell shows, by row and column from 1.

    `stored` are the numbers of cells whose text shows another one.
    `without_value` counts formulas whose value was never stored, `shown_empty` numbers that their
    format does not show, `has_picture` tells that pictures stand on the sheet.
    """

    name: str
    is_hidden: bool = False
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    stored: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    without_value: int = 0
    shown_empty: int = 0
    has_picture: bool = False

    def put(self, row: int, column: int, text: str) -> None:
        """Keep the text of a cell; a cell that shows nothing is not kept."""
        if text.strip():
            self.rows.setdefault(row, {})[column] = text

    def put_number(self, row: int, column: int, number: Decimal, text: str) -> None:
        """Keep a number by what it shows; one that shows nothing is counted, unless it is zero."""
        if not text.strip():
            self.shown_empty += bool(number)
            return
        self.put(row, column, text)
        if not _is_exactly(text, number):
            self.stored[row, column] = f"{number:f}"

    def take_away(self, row: int, column: int) -> None:
        """Forget the text of a cell."""
        texts = self.rows.get(row, {})
        texts.pop(column, None)
        if not texts:
            self.rows.pop(row, None)


def _is_exactly(text: str, number: Decimal) -> bool:
    """Whether a text shows a number with all its digits."""
    if _PLAIN_NUMBER.fullmatch(text) is not None:
        return Decimal(text.replace(",", "")) == number
    return read_amount(text).number == number


def document_of_sheets(reader: str, sheets: Iterable[Sheet]) -> Document:
    """The Document of a workbook: a page for each visible sheet that holds something.

    Raises UnsupportedFile when a sheet reaches further than any report's table.
    """
    pages: list[Page] = []
    remarks: list[str] = []
    for sheet in sheets:
        if sheet.is_hidden:
            remarks += _remarks_of_hidden_sheet(sheet)
            continue
        hidden_figures = _settle_merges(sheet)
        shown, figures = _without_hidden(sheet)
        hidden_figures += figures
        grids = tuple(_grids(shown, _merged(shown)))
        if grids or sheet.has_picture:
            pages.append(Page(grids, sheet=sheet.name, is_picture=not grids))
        remarks += _remarks(sheet, hidden_figures)
    return Document(reader, tuple(pages), tuple(remarks))


def _remarks_of_hidden_sheet(sheet: Sheet) -> list[str]:
    figures = sum(looks_like_figure(text) for row in sheet.rows.values() for text in row.values())
    if not figures:
        return []
    return [
        f"隐藏的工作表“{sheet.name}”有 {figures} 个数，没有读 / figures on a hidden sheet, not read"
    ]


def _remarks(sheet: Sheet, hidden_figures: int) -> list[str]:
    named = f"工作表“{sheet.name}”"
    remarks: list[str] = []
    if hidden_figures:
        remarks.append(
            f"{named}隐藏的行列或合并单元格下有 {hidden_figures} 个数，没有读 / "
            "figures in hidden rows or columns or under merged cells, not read"
        )
    if sheet.shown_empty:
        remarks.append(
            f"{named}有 {sheet.shown_empty} 个数按格式不显示 / numbers that their format hides"
        )
    if sheet.without_value:
        remarks.append(
            f"{named}有 {sheet.without_value} 个公式没有存值，用表格软件打开并保存后再放入 / "
            "formulas without a stored value: open and save it in a spreadsheet program"
        )
    return remarks


def _without_hidden(sheet: Sheet) -> tuple[Sheet, int]:
    """The sheet as it is seen, and how many figures are hidden in it.

    A merged cell is seen while any part of it is; its text then stands in the first such part.
    """
    if not sheet.hidden_rows and not sheet.hidden_columns:
        return sheet, 0
    shown = Sheet(sheet.name, stored=dict(sheet.stored))
    moved: dict[tuple[int, int], tuple[int, int]] = {}
    for merge in sheet.merges:
        seen = _seen_part(merge, sheet)
        if seen is not None:
            shown.merges.append(seen)
            moved[merge.first_row, merge.first_column] = (seen.first_row, seen.first_column)
    hidden_figures = 0
    for row, column, text in _filled(sheet):
        is_hidden = row in sheet.hidden_rows or column in sheet.hidden_columns
        if (row, column) in moved:
            shown.put(*moved[row, column], text)
            if (row, column) in sheet.stored:
                shown.stored[moved[row, column]] = sheet.stored[row, column]
        elif not is_hidden:
            shown.put(row, column, text)
        else:
            hidden_figures += looks_like_figure(text)
    return shown, hidden_figures


def _filled(sheet: Sheet) -> list[tuple[int, int, str]]:
    return [
        (row, column, text) for row, texts in sheet.rows.items() for column, text in texts.items()
    ]


def _seen_part(merge: Merge, sheet: Sheet) -> Merge | None:
    rows = (row for row in range(merge.first_row, merge.last_row + 1))
    row = next((row for row in rows if row not in sheet.hidden_rows), None)
    columns = (column for column in range(merge.first_column, merge.last_column + 1))
    column = next((column for column in columns if column not in sheet.hidden_columns), None)
    if row is None or column is None:
        return None
    return Merge(row, column, merge.last_row, merge.last_column)


def _settle_merges(sheet: Sheet) -> int:
    """Keep the ranges that are merged cells, cut off where nothing is filled any more.

    A range that overlaps an earlier one is none: the programs call such a file broken and take it
    away. Texts that a merged cell covers are taken away; the number of figures in them is told.
    """
    last_row = max(sheet.rows, default=0)
    last_column = max((max(texts) for texts in sheet.rows.values()), default=0)
    settled: list[Merge] = []
    covered: set[tuple[int, int]] = set()
    area = 0
    for merge in sheet.merges:
        cut = replace(
            merge,
            last_row=min(merge.last_row, last_row),
            last_column=min(merge.last_column, last_column),
        )
        area += max(0, cut.area)
        _hold_limit(area, sheet.name)
        positions = set(cut.positions())
        if positions and positions.isdisjoint(covered):
            settled.append(cut)
            covered |= positions
    sheet.merges = settled
    covered -= {(merge.first_row, merge.first_column) for merge in settled}
    figures = 0
    for row, column, text in _filled(sheet):
        if (row, column) in covered:
            figures += looks_like_figure(text)
            sheet.take_away(row, column)
    return figures


@dataclass(frozen=True)
class _Merged:
    """The merged cells of a sheet: the last row and column by the anchor, and what they cover."""

    ends: dict[tuple[int, int], tuple[int, int]]
    covered: set[tuple[int, int]]


def _merged(sheet: Sheet) -> _Merged:
    ends = {
        (merge.first_row, merge.first_column): (merge.last_row, merge.last_column)
        for merge in sheet.merges
    }
    covered = {position for merge in sheet.merges for position in merge.positions()}
    return _Merged(ends, covered - ends.keys())


def _hold_limit(positions: int, name: str) -> None:
    if positions > _MOST_POSITIONS:
        raise UnsupportedFile(
            f"工作表“{name}”太大，不像报表 / the sheet is too large for a report",
            "只保留报表部分后另存 / keep the tables alone and save it again",
        )


def _grids(sheet: Sheet, merged: _Merged) -> Iterator[Grid]:
    """The filled parts of a sheet, each a grid with the row and column numbers of the sheet."""
    positions = 0
    for rows in _parted(sorted(sheet.rows)):
        columns = sorted({column for row in rows for column in sheet.rows[row]})
        for inside in _parted(columns):
            filled = [row for row in rows if not sheet.rows[row].keys().isdisjoint(inside)]
            positions += (filled[-1] - filled[0] + 1) * inside[-1]
            _hold_limit(positions, sheet.name)
            yield _grid(sheet, merged, range(filled[0], filled[-1] + 1), inside)


def _parted(numbers: list[int]) -> list[list[int]]:
    """Row or column numbers in ascending order, parted where the gap is too wide."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number - parts[-1][-1] <= _WIDEST_GAP:
            parts[-1].append(number)
        else:
            parts.append([number])
    return parts


def _grid(sheet: Sheet, merged: _Merged, rows: range, filled_columns: list[int]) -> Grid:
    """One filled part with its spans, and a blank cell wherever a filled row meets a column."""
    last_row, last_column = rows[-1], filled_columns[-1]
    within = range(filled_columns[0], last_column + 1)
    begun = {column for row, column in merged.ends if row in rows and column in within}
    columns = sorted(begun.union(filled_columns))
    cells: list[Cell] = []
    for row in rows:
        texts = sheet.rows.get(row, {})
        for column in columns:
            is_anchor = (row, column) in merged.ends
            if (row, column) in merged.covered or not (texts or is_anchor):
                continue
            end_row, end_column = merged.ends.get((row, column), (row, column))
            row_span = min(end_row, last_row) - row + 1
            column_span = min(end_column, last_column) - column + 1
            stored = sheet.stored.get((row, column))
            text = texts.get(column, "")
            cells.append(Cell(row, column, text, row_span, column_span, stored=stored))
    return Grid(rows[0], len(rows), last_column, tuple(cells))

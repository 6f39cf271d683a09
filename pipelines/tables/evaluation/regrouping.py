"""Rows again, where a text prints one cell after the other and says nothing of rows.

Cells that were merged downwards are missing in such a text, so rows are not equally long. A row is
rebuilt only from the words of the sheet: headings in a run, a source of funds, a kind of indicator.
Where the words and the number of cells disagree, nothing is rebuilt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.catalogue.evaluation_model import EvaluationForms, FundHeading, IndicatorHeading
from pipelines.document import Grid, Page
from pipelines.tables.evaluation.facts import FUND_FACTS
from pipelines.tables.evaluation.figures import label_and_weight
from pipelines.tables.evaluation.rows import EvaluationRow, Frame, RowCell
from pipelines.text.amounts import read_amount

_FEWEST_CELLS = 10
_SHORTEST_RUN = 3


@dataclass
class _Flat:
    """The cells of a text in order, and the rows made of them so far."""

    cells: Sequence[RowCell]
    forms: EvaluationForms
    item: int
    rows: list[list[RowCell]] = field(default_factory=list)
    fund_label_column: int = 0
    fund_columns: int = 0
    indicator_names: list[str] = field(default_factory=list)

    def put(self, start: int, count: int, column: int = 1) -> int:
        """Make a row of cells, the first one in a column; how many cells that were."""
        chosen = self.cells[start : start + count]
        self.rows.append(
            [
                RowCell(column + offset, column + offset, cell.text, cell.address)
                for offset, cell in enumerate(chosen)
            ]
        )
        return len(chosen)


def is_without_rows(grid: Grid) -> bool:
    """Whether a grid is such a text: a single column of cells."""
    return grid.column_count == 1 and grid.row_count >= _FEWEST_CELLS


def regrouped(
    page: Page, grid: Grid, first_row: int, item: int, forms: EvaluationForms
) -> list[EvaluationRow] | None:
    """The rows of such a text from one of its lines on; None when words and cells disagree."""
    cells = [
        RowCell(1, 1, cell.text, page.address(cell)) for cell in grid.cells if cell.row >= first_row
    ]
    flat = _Flat(cells, forms, item)
    position = 0
    while position < len(cells):
        taken = _take(flat, position) if cells[position].folded else 1
        if taken is None:
            return None
        position += taken
    frame = Frame(max((len(row) for row in flat.rows), default=1), False)
    return [EvaluationRow(item, frame, tuple(row)) for row in flat.rows]


def _take(flat: _Flat, start: int) -> int | None:
    """Make the row that begins at a cell; how many cells it takes, None when it cannot be."""
    header = _indicator_header(flat, start) or _fund_header(flat, start)
    if header:
        return header
    cell = flat.cells[start]
    forms = flat.forms
    following = flat.cells[start + 1] if start + 1 < len(flat.cells) else None
    if flat.fund_columns and not flat.indicator_names and _is_fund(cell, forms):
        return flat.put(start, _until_word(flat, start, flat.fund_columns), flat.fund_label_column)
    expected = _matches(forms.objectives.expected, cell)
    if expected and following is not None and _matches(forms.objectives.actual, following):
        return flat.put(start, 2) + flat.put(start + 2, 2)
    if flat.indicator_names and _matches(forms.indicators.totals, cell):
        flat.fund_columns = 0
        return flat.put(start, _until_word(flat, start, 4))
    if _is_beside(cell, forms):
        return flat.put(start, _until_word(flat, start, 2))
    if flat.indicator_names and not _is_after_total(flat):
        return _indicator_row(flat, start)
    return flat.put(start, 1)


def _indicator_header(flat: _Flat, start: int) -> int:
    label, _ = label_and_weight(flat.cells[start].text)
    has_outer = any(p.fullmatch(label) for p in flat.forms.indicators.outer)
    names = _run(flat, start + has_outer, flat.forms.indicators.headings)
    if len(names) < _SHORTEST_RUN or "level3" not in names:
        return 0
    flat.indicator_names = (["outer"] if has_outer else []) + names
    return flat.put(start, len(flat.indicator_names))


def _fund_header(flat: _Flat, start: int) -> int:
    label, _ = label_and_weight(flat.cells[start].text)
    if not any(pattern.fullmatch(label) for pattern in flat.forms.funds.outer):
        return 0
    names = _run(flat, start + 1, flat.forms.funds.headings)
    between = 0
    if len(names) < _SHORTEST_RUN:
        names, between = _run(flat, start + 2, flat.forms.funds.headings), 1
    if len(names) < _SHORTEST_RUN or not {"outturn"} & set(names):
        return 0
    flat.fund_label_column = 2
    width = 1 + between + len(names)
    flat.fund_columns = width - flat.fund_label_column + 1
    return flat.put(start, width)


def _run(
    flat: _Flat, start: int, words: Sequence[FundHeading] | Sequence[IndicatorHeading]
) -> list[str]:
    """The names of the headings that follow each other without a gap."""
    names: list[str] = []
    for cell in flat.cells[start:]:
        found = {word.name for word in words if _matches(word.headings, cell)}
        if len(found) != 1:
            break
        names += found
    return names


def _indicator_row(flat: _Flat, start: int) -> int | None:
    """A row of an indicator: from its kind, or from its name where the kinds are merged."""
    label, _ = label_and_weight(flat.cells[start].text)
    words = flat.forms.indicators
    name = "level3"
    if any(p.fullmatch(label) for level in words.level1 for p in level.labels):
        name = "level1"
    elif any(p.fullmatch(label) for level in words.level2 for p in level.labels):
        name = "level2"
    if name not in flat.indicator_names:
        return None
    column = flat.indicator_names.index(name) + 1
    count = len(flat.indicator_names) - column + 1
    chosen = flat.cells[start : start + count]
    beyond_kinds = chosen[flat.indicator_names.index("level3") + 2 - column :]
    if len(chosen) < count or any(_is_word(cell, flat.forms) for cell in beyond_kinds):
        return None
    for points in ("weight", "score"):
        if flat.indicator_names.count(points) == 1:
            cell = chosen[flat.indicator_names.index(points) + 1 - column]
            if read_amount(cell.text).state == "illegible":
                return None
    return flat.put(start, count, column)


def _until_word(flat: _Flat, start: int, most: int) -> int:
    """How many cells belong together from a label on: up to the next word of the sheet."""
    count = 1
    while count < most and start + count < len(flat.cells):
        if _is_word(flat.cells[start + count], flat.forms):
            break
        count += 1
    return count


def _is_word(cell: RowCell, forms: EvaluationForms) -> bool:
    label, _ = label_and_weight(cell.text)
    words = forms.indicators
    kinds = [p for level in (*words.level1, *words.level2) for p in level.labels]
    return (
        any(pattern.fullmatch(label) for pattern in (*kinds, *words.outer, *words.totals))
        or _is_fund(cell, forms)
        or _is_beside(cell, forms)
        or _matches((*forms.objectives.expected, *forms.objectives.actual), cell)
    )


def _is_beside(cell: RowCell, forms: EvaluationForms) -> bool:
    """Whether a cell is the label of a fact or of a remark."""
    folded = cell.folded.rstrip(":")
    labels = [p for fact in forms.facts if fact.name not in FUND_FACTS for p in fact.labels]
    return any(pattern.fullmatch(folded) for pattern in labels) or _matches(
        forms.indicators.remark_rows, cell
    )


def _is_fund(cell: RowCell, forms: EvaluationForms) -> bool:
    return any(_matches(row.labels, cell) for row in forms.funds.rows)


def _is_after_total(flat: _Flat) -> bool:
    totals = flat.forms.indicators.totals
    return any(any(p.fullmatch(row[0].folded) for p in totals) for row in flat.rows)


def _matches(patterns: Sequence[re.Pattern[str]], cell: RowCell) -> bool:
    return any(pattern.fullmatch(cell.folded) for pattern in patterns)

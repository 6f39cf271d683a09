"""Texts that print a merged cell again in every column it covers: the merged cells again.

项目名称 | 项目名称 | 甲项目 | 甲项目 tells the habit. Equal neighbours are then one cell, but not
where headings part them: the same amount may stand under 全年预算数 and under 全年执行数.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.catalogue.evaluation_model import EvaluationForms
from pipelines.catalogue.model import Pattern
from pipelines.document import Cell, Grid
from pipelines.tables.evaluation.facts import FUND_FACTS
from pipelines.tables.evaluation.figures import label_and_weight
from pipelines.text.amounts import looks_like_figure, read_amount
from pipelines.text.normalising import comparable

_LONG_RUN = 3
_FEWEST_HEADINGS = 3


def without_repeats(grid: Grid, forms: EvaluationForms) -> Grid:
    """The grid with repeated cells made one; the same grid where nothing tells of repeats."""
    if any(cell.row_span > 1 or cell.column_span > 1 for cell in grid.cells):
        return grid
    rows = [_row(grid, number) for number in grid.row_numbers]
    labels = _labels(forms)
    words = forms.indicators
    kinds = [p for level in (*words.level1, *words.level2) for p in level.labels]
    if not any(_repeats_label(row, labels) for row in rows):
        return grid
    made: list[list[Cell]] = []
    headings: Sequence[Cell] = ()
    is_indicators = False
    for row in rows:
        known = [_known(row, patterns) for patterns in _headings(forms)]
        if max(known) >= _FEWEST_HEADINGS:
            headings, is_indicators = row, known[1] == max(known)
            made.append(_joined(row, (), (), is_indicators=False))
        elif _heads_objectives(row, forms):
            headings, is_indicators = row, True
            made.append(_joined(row, (), (), is_indicators=False))
        elif row and _begins_fact(row[0], forms):
            made.append(_joined(row, (), (), is_indicators=False))
        else:
            made.append(_joined(row, headings, kinds, is_indicators=is_indicators))
    cells = tuple(cell for row in _merged_down(made, _merged_labels(forms)) for cell in row)
    return Grid(grid.first_row, grid.row_count, grid.column_count, cells)


def _headings(forms: EvaluationForms) -> list[list[Pattern]]:
    """The headings of funds, of indicators, of base data, and of a total."""
    return [
        [p for heading in forms.funds.headings for p in heading.headings],
        [p for heading in forms.indicators.headings for p in heading.headings],
        [p for b in forms.base_data.blocks for column in b.columns for p in column.headings],
        [p for heading in forms.indicators.total_headings for p in heading.headings],
    ]


def _labels(forms: EvaluationForms) -> list[Pattern]:
    """Labels that a table prints once, unless it repeats what is merged.

    年初 and 全年 over two rows of 预算数 are no repeat.
    """
    objectives, indicators = forms.objectives, forms.indicators
    facts = [p for fact in forms.facts if fact.name not in FUND_FACTS for p in fact.labels]
    base = [p for b in forms.base_data.blocks for column in b.columns for p in column.headings]
    objective = [*objectives.expected, *objectives.actual]
    levels = [
        p
        for heading in indicators.headings
        if heading.name in ("level1", "level2", "level3")
        for p in heading.headings
    ]
    return [*facts, *objective, *levels, *indicators.totals, *forms.funds.outer, *base]


def _merged_labels(forms: EvaluationForms) -> list[Pattern]:
    """Labels whose cells are merged over rows."""
    words = forms.indicators
    kinds = [p for level in (*words.level1, *words.level2) for p in level.labels]
    return [*kinds, *words.outer, *words.totals, *forms.funds.outer, *forms.objectives.numbered]


def _heads_objectives(row: Sequence[Cell], forms: EvaluationForms) -> bool:
    """Whether a row heads the expected objective and, beside it, what came of it."""
    words = forms.objectives
    return bool(_known(row, words.expected) and _known(row, words.actual))


def _begins_fact(cell: Cell, forms: EvaluationForms) -> bool:
    text = comparable(cell.text).rstrip(":")
    return any(p.fullmatch(text) for fact in forms.facts for p in fact.labels)


def _merged_down(rows: Sequence[list[Cell]], labels: Sequence[Pattern]) -> list[list[Cell]]:
    """The rows with each label that is repeated below itself made one cell."""
    made: list[list[Cell]] = []
    above: dict[tuple[int, int], tuple[int, int]] = {}
    for number, row in enumerate(rows):
        made.append([])
        merged: dict[tuple[int, int], tuple[int, int]] = {}
        for cell in row:
            place = (cell.column, cell.column_span)
            anchor = above.get(place)
            if anchor is not None and _is_same_label(made[anchor[0]][anchor[1]], cell, labels):
                upper = made[anchor[0]][anchor[1]]
                made[anchor[0]][anchor[1]] = replace(upper, row_span=upper.row_span + 1)
                merged[place] = anchor
            else:
                made[number].append(cell)
                merged[place] = (number, len(made[number]) - 1)
        above = merged
    return made


def _is_same_label(upper: Cell, cell: Cell, labels: Sequence[Pattern]) -> bool:
    text = comparable(cell.text)
    is_below = upper.row + upper.row_span == cell.row
    return (
        bool(text)
        and is_below
        and comparable(upper.text) == text
        and any(pattern.fullmatch(label_and_weight(cell.text)[0]) for pattern in labels)
    )


def _row(grid: Grid, number: int) -> list[Cell]:
    covering = (grid.covering(number, column) for column in range(1, grid.column_count + 1))
    return [cell for cell in covering if cell is not None]


def _repeats_label(row: Sequence[Cell], labels: Sequence[Pattern]) -> bool:
    """Whether a row prints a label twice, side by side."""
    texts = [comparable(cell.text).rstrip(":") for cell in row]
    return any(
        one and one == other and any(pattern.fullmatch(one) for pattern in labels)
        for one, other in pairwise(texts)
    )


def _known(row: Sequence[Cell], patterns: Sequence[Pattern]) -> int:
    """How many different texts of a row are headings."""
    texts = {comparable(cell.text) for cell in row}
    return sum(1 for text in texts if any(pattern.fullmatch(text) for pattern in patterns))


def _joined(
    row: Sequence[Cell],
    headings: Sequence[Cell],
    kinds: Sequence[Pattern],
    *,
    is_indicators: bool,
) -> list[Cell]:
    """The cells of a row with runs of equal texts made one cell.

    Below headings, words under many of them or at the left end are one cell, but 满意度指标 may be
    a kind of both levels; everything else is one cell only as far as the headings above it are.
    """
    above = {cell.column: comparable(cell.text) for cell in headings}
    made: list[Cell] = []
    position = 0
    while position < len(row):
        end = position + 1
        text = comparable(row[position].text)
        while text and end < len(row) and comparable(row[end].text) == text:
            end += 1
        run = row[position:end]
        is_figure = looks_like_figure(text) or read_amount(text.rstrip("%分")).state != "illegible"
        is_long = len({above.get(cell.column) for cell in run}) >= _LONG_RUN
        is_left = position == 0 and not any(pattern.fullmatch(text) for pattern in kinds)
        is_free = not above or (not is_figure and (is_left or is_long or not is_indicators))
        pieces = [run] if is_free else _parted(run, above)
        for piece in pieces:
            first = piece[0]
            made.append(Cell(first.row, first.column, first.text, 1, len(piece), first.box))
        position = end
    return made


def _parted(run: Sequence[Cell], above: dict[int, str]) -> list[list[Cell]]:
    pieces: list[list[Cell]] = []
    for cell in run:
        before = pieces[-1][-1] if pieces else None
        heading = above.get(cell.column)
        if before is not None and heading and above.get(before.column) == heading:
            pieces[-1].append(cell)
        else:
            pieces.append([cell])
    return pieces

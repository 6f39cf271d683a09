"""A row of indicators that a page end breaks: its rest stands in the first row of the next page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.tables.evaluation.drafts import Sheet
from pipelines.tables.evaluation.figures import read_points
from pipelines.tables.evaluation.headings import Header
from pipelines.tables.evaluation.model import EvaluationIndicator
from pipelines.tables.evaluation.rows import EvaluationRow, RowCell
from pipelines.text.normalising import repaired, without_spaces

_POINTS = ("weight", "score")
_TEXTS = ("comparison", "target", "target_unit", "actual", "reason")


def goes_on_with_last(
    sheet: Sheet, row: EvaluationRow, last_item: int | None, cells: Mapping[str, RowCell]
) -> bool:
    """Whether the first row of a page holds the rest of the indicator before it.

    It prints no kind, and either the rest of the texts alone, where all indicators before it print
    weight and score, or the points that only the last indicator lacks, and then no name.
    """
    before = sheet.evaluation.indicators
    if not before or last_item in (None, row.item):
        return False
    printed = {name for name, cell in cells.items() if cell.folded and not cell.from_above}
    if printed & {"level1", "level2"}:
        return False
    if printed & set(_POINTS):
        is_rest = "level3" not in printed or not printed & {"target", "actual"}
        points_above = [_has_points(one) for one in before]
        return is_rest and not points_above[-1] and any(points_above) and all(points_above[:-1])
    return bool(printed & {*_TEXTS, "level3"}) and all(_has_points(one) for one in before)


def _has_points(indicator: EvaluationIndicator) -> bool:
    """Whether an indicator prints a weight or a score."""
    figures = [figure for figure in (indicator.weight, indicator.score) if figure is not None]
    return any(figure.state == "number" for figure in figures)


def complete_last(sheet: Sheet, header: Header, cells: Mapping[str, RowCell]) -> None:
    """Add to the last indicator the texts and points that a row of the next page prints."""
    last = sheet.evaluation.indicators[-1]
    rest = {name: repaired(cell.text).strip() for name, cell in cells.items()}
    place = ("indicators", last.indicator_no, last.level3_label or last.level2_label)
    points = {name: read_points(cells[name]) for name in _POINTS if rest.get(name)}
    for name, figure in points.items():
        sheet.evaluation.quantities = [
            one
            for one in sheet.evaluation.quantities
            if (one.block, one.row_no, one.measure) != (place[0], place[1], name)
        ]
        text = header.by_name[name].text
        sheet.report_quantity(place, (name, text), figure, "points", "leaf")
    sheet.evaluation.indicators[-1] = replace(
        last,
        level3_label=last.level3_label + without_spaces(rest.get("level3", "")),
        target_text=_joined(last.target_text, rest.get("target")),
        actual_text=_joined(last.actual_text, rest.get("actual")),
        reason=_joined(last.reason, rest.get("reason")),
        weight=points.get("weight", last.weight),
        score=points.get("score", last.score),
    )


def _joined(text: str | None, rest: str | None) -> str | None:
    return f"{text or ''}{rest or ''}" or None

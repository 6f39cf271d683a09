"""The total row of a sheet: total weight and total score, or neither where they cannot be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.tables.evaluation.drafts import Sheet
from pipelines.tables.evaluation.figures import read_points
from pipelines.tables.evaluation.headings import Header
from pipelines.tables.evaluation.indicators import IndicatorPart
from pipelines.tables.evaluation.rows import EvaluationRow, RowCell

_POINTS = ("weight", "score")
_LEVEL_WEIGHTS = ("level1_weight", "level2_weight")
_WEIGHT_OR_SCORE = "合计是分值还是得分不明 / weight or score"


def is_total_row(sheet: Sheet, row: EvaluationRow) -> bool:
    """Whether the first text of a row says that it is the total."""
    totals = sheet.forms.indicators.totals
    return bool(row.printed) and any(p.fullmatch(row.printed[0].folded) for p in totals)


def read_total_row(sheet: Sheet, row: EvaluationRow, part: IndicatorPart) -> None:
    """Read the total weight and score; figures that could be either stay unplaced."""
    label = row.printed[0]
    sheet.use([label])
    cells = _total_cells(sheet, row, label, part.header)
    if isinstance(cells, str):
        for cell in row.printed[1:]:
            sheet.reject(cell, cells)
        return
    place = ("total", 1, label.folded)
    for measure, cell in cells.items():
        figure = read_points(cell)
        sheet.use([cell])
        slug = f"total_{measure}"
        if measure in _LEVEL_WEIGHTS:
            pass
        elif getattr(sheet.evaluation, slug) is not None:
            sheet.used.discard(cell.address)
            sheet.reject(cell, "第二个总分 / a second total")
            continue
        else:
            setattr(sheet.evaluation, slug, figure)
        heading = part.header.by_name.get(measure)
        text = heading.text if heading else label.folded
        sheet.report_quantity(place, (slug, text), figure, "points", "total")


def _total_cells(
    sheet: Sheet, row: EvaluationRow, label: RowCell, header: Header
) -> Mapping[str, RowCell] | str:
    columns = [name for name in _POINTS if name in header.by_name]
    behind = row.after(label)
    filled = [cell for cell in behind if cell.is_figure]
    by_column = _total_by_column(row, filled, header)
    if by_column is not None and filled:
        blank = [cell for cell in behind if not cell.folded]
        for cell in blank:
            names = {heading.name for heading in header.over(cell, row) or []} & set(columns)
            if len(names) == 1 and not names & set(by_column):
                by_column[names.pop()] = cell
        return by_column
    if not filled:
        return {}
    is_score = any(p.fullmatch(label.folded) for p in sheet.forms.indicators.score_totals)
    if len(filled) == 1 and (columns == ["score"] or _reaches_score(row, filled[0], header)):
        if is_score or columns == ["score"]:
            return {"score": filled[0]}
        return _WEIGHT_OR_SCORE
    is_next = filled == behind[: len(filled)] and not any(cell.folded for cell in behind[2:])
    if len(columns) == 2 and len(behind) >= 2 and is_next:
        return dict(zip(columns, behind[:2], strict=True))
    return "合计行与表头错位 / the total is out of step with its headings"


def _reaches_score(row: EvaluationRow, cell: RowCell, header: Header) -> bool:
    over = header.over(cell, row) or []
    return len(over) > 1 and any(heading.name == "score" for heading in over)


def _total_by_column(
    row: EvaluationRow, filled: Sequence[RowCell], header: Header
) -> dict[str, RowCell] | None:
    """The figures of the total when each stands under 分值 or 得分 alone."""
    found: dict[str, RowCell] = {}
    for cell in filled:
        over = [heading for heading in header.over(cell, row) or [] if heading.name]
        if (
            len(over) != 1
            or over[0].name not in (*_POINTS, *_LEVEL_WEIGHTS)
            or over[0].name in found
        ):
            return None
        found[over[0].name] = cell
    return found

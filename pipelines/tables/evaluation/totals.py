"""The total row of a sheet: total weight and total score, or neither where they cannot be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.tables.evaluation.drafts import Sheet
from pipelines.tables.evaluation.figures import read_points
from pipelines.tables.evaluation.headings import Header
from pipelines.tables.evaluation.indicators import IndicatorPart
from pipelines.tables.evaluation.rows import EvaluationRow, RowCell
from pipelines.text.normalising import without_spaces

_POINTS = ("weight", "score")
_LEVEL_WEIGHTS = ("level1_weight", "level2_weight")
_WEIGHT_OR_SCORE = "合计是分值还是得分不明 / weight or score"


@dataclass(frozen=True)
class TotalHeader:
    """The label 总分 with headings of its own for the row below it."""

    label: RowCell
    headings: Mapping[str, RowCell]


def is_total_row(sheet: Sheet, row: EvaluationRow) -> bool:
    """Whether the first text of a row says that it is the total."""
    totals = sheet.forms.indicators.totals
    return bool(row.printed) and any(p.fullmatch(row.printed[0].folded) for p in totals)


def read_total_row(sheet: Sheet, row: EvaluationRow, part: IndicatorPart) -> TotalHeader | None:
    """Read the total weight and score, and a grade beside them.

    Figures that could be either stay unplaced. Where the row prints headings of its own (总分值,
    总得分, 自评等级) in place of figures, these are handed back for the row below.
    """
    label = row.printed[0]
    sheet.use([label])
    header = _total_header(sheet, row, label)
    if header is not None:
        return header
    _read_grade(sheet, row, label)
    cells = _total_cells(sheet, row, label, part.header)
    if isinstance(cells, str):
        for cell in row.printed[1:]:
            sheet.reject(cell, cells)
        return None
    for measure, cell in cells.items():
        heading = part.header.by_name.get(measure)
        _keep_total(sheet, label, measure, heading.text if heading else label.folded, cell)
    return None


def read_row_below_total(sheet: Sheet, row: EvaluationRow, header: TotalHeader) -> bool:
    """Read the row under 总分值, 总得分 and 自评等级; False when its cells answer them not."""
    found: dict[str, RowCell] = {}
    for cell in row.printed:
        over = [
            name
            for name, heading in header.headings.items()
            if heading.first <= cell.last and cell.first <= heading.last
        ]
        if len(over) != 1 or over[0] in found:
            return False
        found[over[0]] = cell
    if any(not _is_points(found[name]) for name in _POINTS if name in found):
        return False
    for name, cell in found.items():
        if name == "grade":
            sheet.evaluation.grade = sheet.evaluation.grade or without_spaces(cell.text)
            sheet.use([cell])
        else:
            _keep_total(sheet, header.label, name, header.headings[name].folded, cell)
    return True


def _total_header(sheet: Sheet, row: EvaluationRow, label: RowCell) -> TotalHeader | None:
    found: dict[str, RowCell] = {}
    for cell in row.printed[1:]:
        names = {
            heading.name
            for heading in sheet.forms.indicators.total_headings
            if any(pattern.fullmatch(cell.folded) for pattern in heading.headings)
        }
        if len(names) != 1 or names & set(found):
            return None
        found[names.pop()] = cell
    if "score" not in found:
        return None
    sheet.use(found.values())
    return TotalHeader(label, found)


def _read_grade(sheet: Sheet, row: EvaluationRow, label: RowCell) -> None:
    grades = sheet.forms.indicators.grades
    words = [c for c in row.after(label) if any(p.fullmatch(c.folded) for p in grades)]
    if len({cell.folded for cell in words}) == 1 and sheet.evaluation.grade is None:
        sheet.evaluation.grade = without_spaces(words[0].text)
        sheet.use(words)


def _keep_total(sheet: Sheet, label: RowCell, measure: str, text: str, cell: RowCell) -> None:
    figure = read_points(cell)
    sheet.use([cell])
    slug = f"total_{measure}"
    if measure not in _LEVEL_WEIGHTS:
        if getattr(sheet.evaluation, slug) is not None:
            sheet.used.discard(cell.address)
            sheet.reject(cell, "第二个总分 / a second total")
            return
        setattr(sheet.evaluation, slug, figure)
    place = ("total", 1, label.folded)
    sheet.report_quantity(place, (slug, text), figure, "points", "total")


def _is_points(cell: RowCell) -> bool:
    """Whether a cell prints points and nothing else: 98.5, 98.5分, 100%."""
    return cell.is_figure or read_points(cell).state == "number"


def _total_cells(
    sheet: Sheet, row: EvaluationRow, label: RowCell, header: Header
) -> Mapping[str, RowCell] | str:
    columns = [heading.name for heading in header.headings if heading.name in _POINTS]
    columns = [name for name in columns if name in header.by_name]
    behind = row.after(label)
    filled = [cell for cell in behind if _is_points(cell)]
    by_column = None
    if not _is_drawn_together(row, behind, header):
        by_column = _total_by_column(row, filled, header, columns)
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
    is_next = filled == behind[: len(filled)] and not any(_is_points(cell) for cell in behind[2:])
    if len(columns) == 2 and len(behind) >= 2 and is_next:
        return dict(zip(columns, behind[:2], strict=True))
    return "合计行与表头错位 / the total is out of step with its headings"


def _is_drawn_together(row: EvaluationRow, behind: Sequence[RowCell], header: Header) -> bool:
    """Whether a text without spans prints the label of many columns as one cell.

    Then the row is shorter than its headings, and its first figure stands right behind the label.
    """
    is_short = not row.frame.has_spans and row.width < header.width
    return is_short and bool(behind) and _is_points(behind[0])


def _reaches_score(row: EvaluationRow, cell: RowCell, header: Header) -> bool:
    over = header.over(cell, row) or []
    return len(over) > 1 and any(heading.name == "score" for heading in over)


def _total_by_column(
    row: EvaluationRow, filled: Sequence[RowCell], header: Header, columns: Sequence[str]
) -> dict[str, RowCell] | None:
    """The figures of the total when each stands under 分值 or 得分 alone.

    A figure of another column (扣分) is none of them, where both have theirs.
    """
    found: dict[str, RowCell] = {}
    others = 0
    for cell in filled:
        over = header.over(cell, row) or []
        if len(over) != 1 or over[0].name in found:
            return None
        if over[0].name in (*_POINTS, *_LEVEL_WEIGHTS):
            found[over[0].name] = cell
        else:
            others += 1
    return None if others and (len(columns) < 2 or not set(columns) <= set(found)) else found

"""The indicators of a sheet: kinds, names, targets, actual values, weights and scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.catalogue.evaluation_model import IndicatorLevel
from pipelines.tables.evaluation.drafts import Sheet
from pipelines.tables.evaluation.figures import label_and_weight, read_points, read_rate
from pipelines.tables.evaluation.headings import Header, Heading, find_header
from pipelines.tables.evaluation.model import EvaluationIndicator, Figure
from pipelines.tables.evaluation.page_breaks import complete_last, goes_on_with_last
from pipelines.tables.evaluation.rows import EvaluationRow, RowCell
from pipelines.text.normalising import repaired, without_spaces

_RESULTS = ("actual", "score", "weight", "completion_rate")
_CONTENT = ("level3", "target", "actual", "weight", "score", "completion_rate", "reason")
_COLUMNS = ("target", "actual", "weight", "score")
_POINTS = ("weight", "score")
_KINDS = ("outer", "level1", "level2")
_ORDINALS = ("序号", "行次")
_TEXTS = ("comparison", "target", "target_unit", "actual", "reason")
_CANNOT_COMPARE = "换页后栏数不同，无法对应 / the columns changed over the page"


@dataclass(frozen=True)
class Level:
    """A kind of indicator as printed: its slug, its label without weight, and its weight."""

    slug: str | None
    label: str
    weight: Decimal | None


@dataclass
class IndicatorPart:
    """The headings of the indicators, and the kinds that merged cells carry on downwards."""

    header: Header
    level1: Level | None = None
    level2: Level | None = None
    last_item: int | None = None


def find_indicator_part(sheet: Sheet, index: int) -> IndicatorPart | None:
    """The indicators that begin at a row; their heading rows are marked as used.

    Headings without any column for a result belong to a sheet of objectives.
    """
    header = find_header(sheet.rows, index, sheet.forms.indicators.headings, "indicators")
    if header is None or not header.named("level2", "level3") or not header.named(*_RESULTS):
        return None
    for row in sheet.rows[index : index + header.row_count]:
        _read_part_weight(sheet, row)
    sheet.used |= header.addresses
    return IndicatorPart(_with_level_weights(_with_last_target(header)))


def _read_part_weight(sheet: Sheet, row: EvaluationRow) -> None:
    """The weight that the label of all indicators prints: 绩效指标(90分)."""
    for cell in row.printed:
        label, weight = label_and_weight(cell.text)
        if weight is not None and any(p.fullmatch(label) for p in sheet.forms.indicators.outer):
            place = ("indicators", 0, label)
            sheet.weight_in_label(cell, weight, place, "indicators_weight")


def _with_last_target(header: Header) -> Header:
    """Beside an adjusted target (调整指标值) the one set at first is a remark."""
    if not header.named("target_revised"):
        return header
    names = {"target": "remark", "target_revised": "target"}
    headings = (replace(h, name=names.get(h.name, h.name)) for h in header.headings)
    return replace(header, headings=tuple(headings))


def _with_level_weights(header: Header) -> Header:
    """Of several headings 分值, the one right behind a kind is the weight of that kind."""
    named = [heading for heading in header.headings if heading.name == "weight"]
    if len(named) < 2:
        return header
    headings: list[Heading] = []
    for heading in header.headings:
        before = headings[-1].name if headings else ""
        if heading.name == "weight" and before in ("level1", "level2"):
            headings.append(replace(heading, name=f"{before}_weight"))
        else:
            headings.append(heading)
    return replace(header, headings=tuple(headings))


def read_indicator_row(sheet: Sheet, row: EvaluationRow, part: IndicatorPart) -> None:
    """Read a row of the indicators; figures that could stand under two headings are rejected."""
    cells = _cells_by_heading(sheet, row, part.header)
    if isinstance(cells, str):
        for cell in row.printed:
            if cell.is_figure:
                sheet.reject(cell, cells)
        return
    if goes_on_with_last(sheet, row, part.last_item, cells):
        complete_last(sheet, part.header, cells)
        sheet.use(cells.values())
        part.last_item = row.item
        return
    levels = _levels(sheet, row, part, cells)
    if _is_nameless(cells) or _covers_kinds_and_name(row, part.header):
        for cell in (cells[name] for name in _POINTS if name in cells):
            if cell.folded:
                sheet.used.discard(cell.address)
                sheet.reject(cell, "分数所在行没有指标 / points in a row without an indicator")
    elif any(name in cells and cells[name].folded for name in _CONTENT):
        sheet.use(cells.values())
        _emit(sheet, row, part, cells, levels)
    else:
        sheet.use(cells[name] for name in ("level1", "level2", "outer") if name in cells)
    part.last_item = row.item


def _cells_by_heading(sheet: Sheet, row: EvaluationRow, header: Header) -> dict[str, RowCell] | str:
    """The cells of a row by the name of their heading, or why that cannot be told."""
    skipped = _skipped_columns(row, header)
    found: dict[str, list[RowCell]] = {}
    for cell in row.cells:
        over = header.over(_moved(cell, skipped), row)
        if over is None:
            return _CANNOT_COMPARE
        names = [heading.name for heading in over if _is_readable(heading, header)]
        name = names[0] if len(set(names)) == 1 else _spanning(sheet, cell, names)
        if name:
            found.setdefault(name, []).append(cell)
        elif names and cell.is_figure and not cell.from_above:
            sheet.reject(cell, "一格跨多栏 / a cell over several columns")
    joined: dict[str, RowCell] = {}
    for name, cells in found.items():
        filled = [cell for cell in cells if cell.folded] or cells[:1]
        if len(filled) > 1 and name in (*_POINTS, "completion_rate"):
            for cell in filled:
                sheet.reject(cell, "一栏有两格 / two cells under one heading")
            continue
        if name in _KINDS and any(cell.is_figure for cell in filled):
            if name != "outer" or not header.by_name[name].text.startswith(_ORDINALS):
                for cell in filled:
                    if cell.is_figure and not cell.from_above:
                        sheet.reject(cell, "种类栏里的数 / a figure where a kind should stand")
            else:
                sheet.use(filled)
            continue
        if name == "remark":
            sheet.use(cell for cell in filled if not cell.is_figure)
            continue
        sheet.use(filled)
        joined[name] = replace(filled[0], text="".join(cell.text for cell in filled))
    return joined


def _is_readable(heading: Heading, header: Header) -> bool:
    """Whether a heading stands once; texts beside the figures may have several."""
    return heading.name in header.by_name or heading.name in ("reason", "remark")


def _spanning(sheet: Sheet, cell: RowCell, names: Sequence[str]) -> str | None:
    """The one heading of several that a merged cell belongs to.

    A kind and its only indicator are often one cell, and so are target and actual value; a figure
    over a column of points belongs to none.
    """
    if not names or not cell.folded or set(names) & {*_POINTS, "completion_rate"}:
        return None
    words = sheet.forms.indicators
    for name, known in (("level1", words.level1), ("level2", words.level2)):
        if name in names and _level(cell, known).slug is not None:
            return name
    return "level3" if "level3" in names else names[0]


def _skipped_columns(row: EvaluationRow, header: Header) -> list[int]:
    """The columns without heading that a row lacks, so that its cells stand too far left.

    Only a row that is short by exactly these columns, has a text where they should be, and moves
    no figure into a column of words, lacks them.
    """
    unheaded = header.unheaded
    if not unheaded or row.frame.has_spans or row.width + len(unheaded) != header.width:
        return []
    filled = any(cell.first in unheaded for cell in row.printed)
    moved = [_moved(cell, unheaded) for cell in row.printed if cell.is_figure]
    beside = [h for h in header.headings if h.name in ("reason", "remark")]
    strays = any(
        heading.first <= cell.first <= heading.last for cell in moved for heading in beside
    )
    return unheaded if filled and not strays else []


def _moved(cell: RowCell, skipped: Sequence[int]) -> RowCell:
    first = cell.first
    for column in skipped:
        if first >= column:
            first += 1
    return replace(cell, first=first, last=first) if first != cell.first else cell


# --- kinds -------------------------------------------------------------------------------------


def _level(cell: RowCell, known: Sequence[IndicatorLevel]) -> Level:
    label, weight = label_and_weight(cell.text)
    slugs = {level.slug for level in known if any(p.fullmatch(label) for p in level.labels)}
    return Level(slugs.pop() if len(slugs) == 1 else None, label, weight)


def _levels(
    sheet: Sheet, row: EvaluationRow, part: IndicatorPart, cells: Mapping[str, RowCell]
) -> tuple[Level, Level]:
    """The kinds of a row: printed, or carried down from the merged cells above it."""
    words = sheet.forms.indicators
    is_first = part.last_item != row.item
    if _begins_anew(sheet, row, part.header) or (is_first and row.item in sheet.without_kinds):
        part.level1 = part.level2 = None
    first, second = cells.get("level1"), cells.get("level2")
    if first is not None and first.folded and not first.from_above:
        part.level1, part.level2 = _level(first, words.level1), None
        _report_level_weight(sheet, part, "level1", first, cells)
    elif first is not None and not first.folded and _is_own_blank(row, first, part):
        part.level1 = None
    if second is not None and second.folded and not second.from_above:
        part.level2 = _level(second, words.level2)
        _report_level_weight(sheet, part, "level2", second, cells)
    elif second is not None and not second.folded and _is_own_blank(row, second, part):
        part.level2 = None
    level2 = part.level2 or Level(None, "", None)
    level1 = part.level1 or Level(None, "", None)
    parent = _parent(words.level2, level2.slug)
    carried = first is None or not first.folded
    kinds = {level.parent for level in words.level2}
    if carried and parent is not None and level1.slug in kinds and level1.slug != parent:
        level1 = part.level1 = Level(parent, "", None)
    elif not level1.label and level1.slug is None:
        level1 = Level(parent, "", None)
    return level1, level2


def _begins_anew(sheet: Sheet, row: EvaluationRow, header: Header) -> bool:
    """Whether the label of all indicators is printed again: merged cells end there.

    It stands left of the kinds; 绩效目标 can also be a kind of the second level.
    """
    outer = sheet.forms.indicators.outer
    kinds = [heading.first for heading in header.headings if heading.name in ("level1", "level2")]
    return any(
        pattern.fullmatch(label_and_weight(cell.text)[0])
        for cell in row.printed[:1]
        if not kinds or cell.first < min(kinds)
        for pattern in outer
    )


def _is_own_blank(row: EvaluationRow, cell: RowCell, part: IndicatorPart) -> bool:
    """A blank cell of its own where others are merged downwards: nothing is carried into it.

    The first row of a page goes on with the merged cell that the page break cut.
    """
    is_cut = part.last_item not in (None, row.item)
    return cell.first in row.frame.merged_down and not cell.from_above and not is_cut


def _is_nameless(cells: Mapping[str, RowCell]) -> bool:
    """Whether a row prints points but neither a name, nor a kind, nor a value."""
    return not any(
        name in cells and cells[name].folded for name in ("level2", "level3", "target", "actual")
    )


def _covers_kinds_and_name(row: EvaluationRow, header: Header) -> bool:
    """Whether one cell goes from the first kinds to the names: a total of unknown words."""
    first, name = header.by_name.get("level1"), header.by_name.get("level3")
    if first is None or name is None or not row.printed:
        return False
    over = header.over(row.printed[0], row) or []
    return first in over and name in over and first.first < name.first


def _parent(levels: Sequence[IndicatorLevel], slug: str | None) -> str | None:
    return next((level.parent for level in levels if slug and level.slug == slug), None)


def _report_level_weight(
    sheet: Sheet, part: IndicatorPart, name: str, cell: RowCell, cells: Mapping[str, RowCell]
) -> None:
    level = part.level1 if name == "level1" else part.level2
    assert level is not None
    place = ("indicators", len(sheet.evaluation.indicators) + 1, level.label)
    own = cells.get(f"{name}_weight")
    if level.weight is not None:
        sheet.weight_in_label(cell, level.weight, place, f"{name}_weight")
    elif own is not None and own.folded and not own.from_above:
        figure = read_points(own)
        heading = part.header.by_name[f"{name}_weight"].text
        sheet.report_quantity(place, (f"{name}_weight", heading), figure, "points", "subtotal")
        level = replace(level, weight=figure.value)
        if name == "level1":
            part.level1 = level
        else:
            part.level2 = level


# --- one indicator -----------------------------------------------------------------------------


def _emit(
    sheet: Sheet,
    row: EvaluationRow,
    part: IndicatorPart,
    cells: Mapping[str, RowCell],
    levels: tuple[Level, Level],
) -> None:
    number = len(sheet.evaluation.indicators) + 1
    level1, level2 = levels
    name = without_spaces(cells["level3"].text) if "level3" in cells else ""
    label = name or level2.label
    figures: dict[str, Figure] = {}
    for measure in _POINTS:
        if measure in cells and not cells[measure].from_above:
            figures[measure] = read_points(cells[measure])
    for measure, figure in figures.items():
        text = part.header.by_name[measure].text
        place = ("indicators", number, label)
        sheet.report_quantity(place, (measure, text), figure, "points", "leaf")
    rate = None
    if "completion_rate" in cells and not cells["completion_rate"].from_above:
        text = part.header.by_name["completion_rate"].text
        rate = read_rate(cells["completion_rate"], text)
        place = ("indicators", number, label)
        sheet.report_quantity(place, ("completion_rate", text), rate, "percent", "leaf")
    texts = {key: repaired(cells[key].text).strip() or None for key in _TEXTS if key in cells}
    sheet.evaluation.indicators.append(
        EvaluationIndicator(
            indicator_no=number,
            goal=sheet.goal,
            level1=level1.slug,
            level1_label=level1.label,
            level1_weight=level1.weight,
            level2=level2.slug,
            level2_label=level2.label,
            level3_label=name,
            comparison=texts.get("comparison"),
            target_text=texts.get("target"),
            target_unit=texts.get("target_unit"),
            actual_text=texts.get("actual"),
            completion_rate=rate,
            weight=figures.get("weight"),
            score=figures.get("score"),
            reason=texts.get("reason"),
            address=row.address,
            columns={key: cells[key].address.column if key in cells else None for key in _COLUMNS},
        )
    )

"""The funds of a sheet: budget, outturn, rate of execution, its weight and its score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.catalogue.evaluation_model import FundRow
from pipelines.tables.evaluation.drafts import NO_UNIT, Sheet
from pipelines.tables.evaluation.figures import (
    label_and_weight,
    read_money,
    read_points,
    read_rate,
    unit_in_brackets,
)
from pipelines.tables.evaluation.headings import Header, find_header
from pipelines.tables.evaluation.model import EvaluationFund, Figure
from pipelines.tables.evaluation.rows import EvaluationRow, RowCell
from pipelines.tables.model import PlacedRole
from pipelines.text.normalising import comparable, without_spaces
from pipelines.text.units import Unit

MONEY = ("budget_initial", "budget_revised", "budget", "outturn")
_POINTS = ("weight", "score")


@dataclass
class FundPart:
    """The headings of the funds, what they say of unit and budget, and whether the total is read.

    A second total is one of something else: 合计 under indicators whose headings are not known.
    """

    header: Header
    unit: Unit | None
    budget_basis: str
    has_total: bool = False


def find_fund_part(sheet: Sheet, index: int) -> FundPart | None:
    """The funds that begin at a row; their heading rows are marked as used."""
    header = find_header(sheet.rows, index, sheet.forms.funds.headings, "funds")
    if header is None or not header.named("outturn") or not header.named(*MONEY[:3]):
        return None
    header = _without_label_heading(sheet, index, header)
    heading_rows = sheet.rows[index : index + header.row_count]
    texts = [heading.text for heading in header.headings]
    texts += [cell.text for row in heading_rows for cell in row.cells]
    units = {unit for text in texts if (unit := unit_in_brackets(text))}
    unit = None if len(units) > 1 else units.pop() if units else sheet.caption_unit()
    _read_execution_weight(sheet, heading_rows)
    sheet.used |= header.addresses
    return FundPart(header, unit, budget_basis(sheet))


def _without_label_heading(sheet: Sheet, index: int, header: Header) -> Header:
    """A heading over or left of the names of the funds is no amount when another tells its column.

    年度预算数 stands there beside 年初预算 and 调整后预算数, and 预算资金 beside 预算数.
    """
    following = sheet.rows[index + header.row_count : index + header.row_count + 1]
    labels = [cell for row in following for cell in row.printed if fund_row(sheet, cell)]
    if len(labels) != 1:
        return header
    names = [heading.name for heading in header.headings]
    has_others = header.named("budget_initial", "budget_revised")
    headings = tuple(
        replace(heading, name="")
        if heading.last <= labels[0].last
        and (names.count(heading.name) > 1 or (heading.name == "budget" and has_others))
        else heading
        for heading in header.headings
    )
    return replace(header, headings=headings)


def _read_execution_weight(sheet: Sheet, heading_rows: Sequence[EvaluationRow]) -> None:
    """The weight that the part's own label prints: 预算执行情况 (万元) (20 分)."""
    outer = sheet.forms.funds.outer
    for row in heading_rows:
        for cell in row.printed:
            label, weight = label_and_weight(cell.text)
            if weight is None or not any(pattern.fullmatch(label) for pattern in outer):
                continue
            sheet.evaluation.execution_weight = weight
            sheet.weight_in_label(cell, weight, ("funds", 0, label), "execution_weight")


def budget_basis(sheet: Sheet) -> str:
    """What the notes say an unqualified 预算数 is; budget_unstated without or with two answers."""
    texts = [comparable(text) for text in sheet.notes]
    words = sheet.forms.funds
    revised = any(p.fullmatch(text) for p in words.revised_budget_notes for text in texts)
    initial = any(p.fullmatch(text) for p in words.initial_budget_notes for text in texts)
    if revised == initial:
        return "budget_unstated"
    return "budget_revised" if revised else "budget_initial"


def heading_names(sheet: Sheet, cell: RowCell) -> list[str]:
    """The measures of funds whose heading a cell prints."""
    folded = cell.folded.rstrip(":")
    words = sheet.forms.funds.headings
    return [word.name for word in words if any(p.fullmatch(folded) for p in word.headings)]


def fund_row(sheet: Sheet, cell: RowCell) -> FundRow | None:
    """The source of funds that a cell names; None for none, or when it could be two."""
    found = [
        row for row in sheet.forms.funds.rows if any(p.fullmatch(cell.folded) for p in row.labels)
    ]
    return found[0] if len(found) == 1 else None


def read_fund_row(sheet: Sheet, row: EvaluationRow, part: FundPart) -> bool:
    """Read a row of the funds; False when it names no source of funds."""
    labels = [cell for cell in row.printed if fund_row(sheet, cell) is not None]
    if not labels:
        return _read_row_without_label(sheet, row, part)
    if len(labels) != 1:
        return False
    label = labels[0]
    source = fund_row(sheet, label)
    assert source is not None
    cells = _cells_by_heading(row, label, part.header)
    if not source.is_part and part.has_total:
        cells = "第二个资金总额 / a second total of the funds"
    part.has_total = part.has_total or not source.is_part
    if isinstance(cells, str):
        for cell in row.after(label):
            if cell.folded:
                sheet.reject(cell, cells)
        sheet.use([label])
        return True
    remarks = [cell for name, cell in cells.items() if name == "remark" and cell.is_figure]
    sheet.use(cell for cell in (label, *cells.values()) if cell not in remarks)
    emit_fund(sheet, label, source, cells, part)
    return True


def _read_row_without_label(sheet: Sheet, row: EvaluationRow, part: FundPart) -> bool:
    """Read the only row of funds that names no source: figures alone, right below the headings.

    The heading of its budget (年度预算资金总额) says what they are.
    """
    budget = next((h for h in part.header.headings if h.name in MONEY[:3]), None)
    if sheet.evaluation.funds or budget is None or row.frame is not part.header.frame:
        return False
    found: dict[str, RowCell] = {}
    for cell in row.printed:
        over = [heading.name for heading in part.header.over(cell, row) or [] if heading.name]
        if len(over) != 1 or over[0] in found or not cell.is_figure:
            return False
        found[over[0]] = cell
    if budget.name not in found or "outturn" not in found:
        return False
    label = RowCell(budget.first, budget.last, budget.text, found[budget.name].address)
    total = next(known for known in sheet.forms.funds.rows if not known.is_part)
    sheet.use(found.values())
    emit_fund(sheet, label, total, found, part)
    return True


def _cells_by_heading(
    row: EvaluationRow, label: RowCell, header: Header
) -> Mapping[str, RowCell] | str:
    """The cells of a row by the name of their heading, or why that cannot be told.

    A row whose label stands under the first heading has lost a merged cell on its left: then the
    cells behind the label answer the headings one by one, if there are enough of them.
    """
    under_label = header.over(label, row)
    if under_label is None:
        return "换页后栏数不同，无法对应 / the columns changed over the page"
    if any(heading.name for heading in under_label):
        return _in_order(row, label, header)
    found: dict[str, RowCell] = {}
    for cell in row.after(label):
        over = [heading for heading in header.over(cell, row) or [] if heading.name]
        if len(over) > 1 and cell.folded:
            return "一格跨多栏 / a cell over several columns"
        if len(over) == 1 and over[0].name in header.by_name:
            if over[0].name in found:
                if cell.folded:
                    return "一栏有两格 / two cells under one heading"
                continue
            found[over[0].name] = cell
    return found


def _in_order(row: EvaluationRow, label: RowCell, header: Header) -> Mapping[str, RowCell] | str:
    headings = [heading for heading in header.headings if heading.name]
    cells = row.after(label)
    if len(headings) > len(header.by_name):
        return "两栏同名 / two headings of one name"
    if len(cells) < len(headings) or any(cell.folded for cell in cells[len(headings) :]):
        return "行与表头错位 / the row is out of step with its headings"
    return {heading.name: cell for heading, cell in zip(headings, cells, strict=False)}


def emit_fund(
    sheet: Sheet, label: RowCell, source: FundRow, cells: Mapping[str, RowCell], part: FundPart
) -> None:
    """Add a row of funds with its amounts in yuan, its rate in percent and its points."""
    number = len(sheet.evaluation.funds) + 1
    name = without_spaces(label.text).rstrip(":：")
    role: PlacedRole = "leaf" if source.is_part else "total"
    money: dict[str, Figure] = {}
    unit = unit_in_brackets(label.text) or part.unit
    for measure in MONEY:
        if measure in cells:
            heading = part.header.by_name[measure]
            figure, own = read_money(cells[measure], unit_in_brackets(heading.text) or unit)
            slug, basis = _slug_and_basis(measure, part.budget_basis)
            if slug in money:
                sheet.used.discard(cells[measure].address)
                sheet.reject(cells[measure], "两栏预算 / two budgets of one kind")
                continue
            if own is None:
                if figure.state in ("number", "illegible"):
                    sheet.used.discard(cells[measure].address)
                    sheet.reject(cells[measure], NO_UNIT)
                continue
            unit = unit or own
            if own != unit:
                sheet.report_amount("funds", name, (slug, heading.text, basis), figure, own, role)
                continue
            money[slug] = figure
            sheet.report_amount("funds", name, (slug, heading.text, basis), figure, own, role)
    budget = money.get("budget_revised") or money.get("budget_initial")
    rate = _rate(cells, part.header, money.get("outturn"), budget)
    points = {name_: read_points(cells[name_]) for name_ in _POINTS if name_ in cells}
    place = ("funds", number, name)
    if rate is not None:
        text = part.header.by_name["execution_rate"].text
        sheet.report_quantity(place, ("execution_rate", text), rate, "percent", role)
    for measure, figure in points.items():
        text = part.header.by_name[measure].text
        sheet.report_quantity(place, (measure, text), figure, "points", role)
    sheet.evaluation.unit = sheet.evaluation.unit or unit
    stated = part.budget_basis if "budget" in cells else "budget_revised"
    sheet.evaluation.funds.append(
        EvaluationFund(
            fund_no=number,
            fund=source.fund,
            fund_label=name,
            is_part=source.is_part,
            unit=unit,
            budget_initial=money.get("budget_initial"),
            budget_revised=money.get("budget_revised"),
            outturn=money.get("outturn"),
            execution_rate=rate,
            weight=points.get("weight"),
            score=points.get("score"),
            budget_basis=stated,
            address=label.address,
        )
    )


def _slug_and_basis(measure: str, budget_basis: str) -> tuple[str, str]:
    """An unqualified budget stands where the rate of execution takes it from: the revised one,
    unless a note says that it is the initial one."""
    if measure != "budget":
        return measure, measure
    slug = "budget_initial" if budget_basis == "budget_initial" else "budget_revised"
    return slug, budget_basis


def _rate(
    cells: Mapping[str, RowCell], header: Header, outturn: Figure | None, budget: Figure | None
) -> Figure | None:
    if "execution_rate" not in cells:
        return None
    part: Decimal | None = outturn.value if outturn else None
    whole: Decimal | None = budget.value if budget else None
    return read_rate(cells["execution_rate"], header.by_name["execution_rate"].text, part, whole)

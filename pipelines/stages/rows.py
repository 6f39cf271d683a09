"""The rows of the raw tables from what was read; no decision is made here."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from pipelines.document import CellAddress
from pipelines.narrative.model import Claim, Statement, UnplacedFigure
from pipelines.stages.readings import Row
from pipelines.tables.evaluation.model import (
    Evaluation,
    EvaluationFund,
    EvaluationIndicator,
    Figure,
)
from pipelines.tables.model import (
    RecognisedTable,
    ReportedAmount,
    ReportedQuantity,
    UnplacedCell,
)
from pipelines.text.units import YUAN_PER_UNIT

_MONEY_DECIMALS = Decimal("0.0001")
# No count has more digits, and no rate or score: what has is the number of an account or two
# figures in one.
_MOST_COUNTED = Decimal(10) ** 15
_MOST_MEASURED = Decimal(10) ** 7
_MOST_DECIMALS = 8


def amount_row(form_code: str, table_no: int, amount: ReportedAmount) -> Row:
    """A row of reported_amount without its report and reader."""
    return {
        "form_code": form_code,
        "table_no": table_no,
        "block": amount.block,
        "row_code": amount.row_code,
        "row_label": amount.row_label,
        "measure": amount.measure,
        "measure_label": amount.measure_label,
        "basis": amount.basis,
        "amount_yuan": _money(amount.amount_yuan),
        "amount_text": amount.amount_text,
        "unit": amount.unit,
        "shown_decimals": amount.shown_decimals,
        "amount_state": amount.amount_state,
        "row_role": amount.row_role,
        **_address(amount.address),
    }


def quantity_row(form_code: str, table_no: int, quantity: ReportedQuantity) -> Row:
    """A row of reported_quantity without its report and reader."""
    return {
        "form_code": form_code,
        "table_no": table_no,
        "block": quantity.block,
        "row_no": quantity.row_no,
        "row_label": quantity.row_label,
        "measure": quantity.measure,
        "measure_label": quantity.measure_label,
        "value": _quantity(quantity.value, _most(quantity.unit)),
        "value_text": quantity.value_text,
        "unit": quantity.unit,
        "shown_decimals": quantity.shown_decimals,
        "value_state": _state(quantity.value, quantity.value_state, _most(quantity.unit)),
        "row_role": quantity.row_role,
        **_address(quantity.address),
    }


def table_row(table_no: int, table: RecognisedTable) -> Row:
    """A row of reported_table without its report."""
    pages = [page for page in table.pages if page is not None]
    return {
        "table_no": table_no,
        "form_code": table.form_code,
        "title": table.title,
        "layout": table.layout,
        "unit": table.unit,
        "first_page": min(pages) if pages else None,
        "last_page": max(pages) if pages else None,
        "budget_basis": table.budget_basis,
        "is_empty": table.is_empty,
        "empty_note": table.empty_note,
    }


def unplaced_cell_row(cell: UnplacedCell) -> Row:
    """A row of unplaced_cell for a cell of a table, without its report."""
    return {
        **_address(cell.address),
        "cell_text": cell.text,
        "reason": cell.reason,
        "table_title": cell.table_title,
    }


def unplaced_figure_row(figure: UnplacedFigure, words: Mapping[str, str]) -> Row:
    """A row of unplaced_cell for a figure of the narrative, without its report.

    `words` tell every reason by its name, the part before a colon.
    """
    reason = words[figure.reason.partition(":")[0]]
    return {
        **_address(CellAddress(figure.page, None, None, None, figure.box)),
        "cell_text": figure.text,
        "reason": f"{reason}：{figure.sentence}",
        "table_title": None,
    }


def claim_row(claim_no: int, claim: Claim) -> Row:
    """A row of narrative_claim without its report."""
    beyond = claim.unit in YUAN_PER_UNIT and claim.value_yuan is None
    most = Decimal(0) if beyond else _most(claim.unit)
    return {
        "claim_no": claim_no,
        "section": claim.section,
        "section_label": claim.section_label,
        "item_no": claim.item_no,
        "subject": claim.subject,
        "subject_label": claim.subject_label,
        "class_label": claim.class_label,
        "kuan_label": claim.kuan_label,
        "xiang_label": claim.xiang_label,
        "quantity": claim.quantity,
        "basis": claim.basis,
        "base_label": claim.base_label,
        "direction": claim.direction,
        "value": _quantity(claim.value, most),
        "value_text": claim.value_text,
        "unit": claim.unit,
        "counter": claim.counter,
        "value_yuan": _money(claim.value_yuan),
        "shown_decimals": claim.shown_decimals,
        "state": _state(claim.value, claim.state, most),
        "is_approximate": claim.is_approximate,
        "approximation_word": claim.approximation_word,
        "sentence_no": claim.sentence_no,
        "sentence": claim.sentence,
        "page": claim.page,
        "char_start": claim.char_start,
        "char_end": claim.char_end,
    }


def statement_row(statement_no: int, statement: Statement) -> Row:
    """A row of narrative_statement without its report."""
    return {
        "statement_no": statement_no,
        "section": statement.section,
        "section_label": statement.section_label,
        "item_no": statement.item_no,
        "subject": statement.subject,
        "subject_label": statement.subject_label,
        "class_label": statement.class_label,
        "kuan_label": statement.kuan_label,
        "xiang_label": statement.xiang_label,
        "kind": statement.kind,
        "direction": statement.direction,
        "compared": statement.compared,
        "statement_text": statement.text,
        "sentence_no": statement.sentence_no,
        "sentence": statement.sentence,
        "page": statement.page,
        "char_start": statement.char_start,
        "char_end": statement.char_end,
    }


def evaluation_row(table_no: int, evaluation: Evaluation) -> Row:
    """A row of evaluation without its report and reader."""
    total = next((fund for fund in evaluation.funds if not fund.is_part), None)
    return {
        "table_no": table_no,
        "form_code": evaluation.form_code,
        "eval_scope": evaluation.scope,
        "title": evaluation.title,
        "layout": evaluation.layout,
        "project_name": evaluation.project_name,
        "supervising_agency": evaluation.supervising_agency,
        "implementing_unit": evaluation.implementing_unit,
        "unit": evaluation.unit,
        "objective_expected": evaluation.objective_expected,
        "objective_actual": evaluation.objective_actual,
        "total_weight": _value(evaluation.total_weight),
        "total_score": _value(evaluation.total_score),
        "total_score_text": _text(evaluation.total_score),
        "grade": evaluation.grade,
        "scoring_regime": evaluation.scoring_regime,
        "execution_rate": _value(total.execution_rate) if total else None,
        "execution_weight": _quantity(evaluation.execution_weight),
        "execution_score": _value(evaluation.execution_score),
        "figures_sha256": _hash_of_evaluation(evaluation),
        "page": evaluation.address.page,
        "sheet": evaluation.address.sheet,
        "table_row": evaluation.address.row,
    }


def fund_row(table_no: int, fund: EvaluationFund) -> Row:
    """A row of evaluation_fund without its report."""
    return {
        "table_no": table_no,
        "fund_no": fund.fund_no,
        "fund": fund.fund,
        "fund_label": fund.fund_label,
        "is_part": fund.is_part,
        "unit": fund.unit,
        "budget_initial_yuan": _yuan(fund.budget_initial, fund),
        "budget_initial_text": _text(fund.budget_initial),
        "budget_revised_yuan": _yuan(fund.budget_revised, fund),
        "budget_revised_text": _text(fund.budget_revised),
        "outturn_yuan": _yuan(fund.outturn, fund),
        "outturn_text": _text(fund.outturn),
        "execution_rate": _value(fund.execution_rate),
        "execution_rate_text": _text(fund.execution_rate),
        "weight": _value(fund.weight),
        "weight_text": _text(fund.weight),
        "score": _value(fund.score),
        "score_text": _text(fund.score),
        "page": fund.address.page,
        "sheet": fund.address.sheet,
        "table_row": fund.address.row,
    }


def indicator_row(table_no: int, indicator: EvaluationIndicator) -> Row:
    """A row of evaluation_indicator without its report."""
    columns = indicator.columns
    return {
        "table_no": table_no,
        "indicator_no": indicator.indicator_no,
        "goal": indicator.goal,
        "level1": indicator.level1,
        "level1_label": indicator.level1_label,
        "level1_weight": _quantity(indicator.level1_weight),
        "level2": indicator.level2,
        "level2_label": indicator.level2_label,
        "level3_label": indicator.level3_label,
        "comparison": indicator.comparison,
        "target_text": indicator.target_text,
        "target_unit": indicator.target_unit,
        "actual_text": indicator.actual_text,
        "weight": _value(indicator.weight),
        "weight_text": _text(indicator.weight),
        "score": _value(indicator.score),
        "score_text": _text(indicator.score),
        "score_state": _state(indicator.score.value, indicator.score.state)
        if indicator.score
        else None,
        "reason": indicator.reason,
        "page": indicator.address.page,
        "sheet": indicator.address.sheet,
        "table_row": indicator.address.row,
        "target_column": columns.get("target"),
        "actual_column": columns.get("actual"),
        "weight_column": columns.get("weight"),
        "score_column": columns.get("score"),
    }


def _address(address: CellAddress) -> dict[str, Any]:
    box = address.box
    return {
        "page": address.page,
        "sheet": address.sheet,
        "table_row": address.row,
        "table_column": address.column,
        "x0": round(box.x0, 2) if box else None,
        "y0": round(box.y0, 2) if box else None,
        "x1": round(box.x1, 2) if box else None,
        "y1": round(box.y1, 2) if box else None,
    }


def _money(yuan: Decimal | None) -> Decimal | None:
    return None if yuan is None else yuan.quantize(_MONEY_DECIMALS)


def _quantity(value: Decimal | None, most: Decimal = _MOST_MEASURED) -> Decimal | None:
    """A value that can be what it is printed as; None for one that cannot."""
    if value is None or abs(value) >= most:
        return None
    return value if value == round(value, _MOST_DECIMALS) else None


def _most(unit: str) -> Decimal:
    return _MOST_MEASURED if unit in ("percent", "percentage_points", "points") else _MOST_COUNTED


def _state(value: Decimal | None, state: str, most: Decimal = _MOST_MEASURED) -> str:
    """The state of a figure; a number that cannot be meant is illegible, its text is kept."""
    return "illegible" if value is not None and _quantity(value, most) is None else state


def _value(figure: Figure | None) -> Decimal | None:
    return _quantity(figure.value) if figure else None


def _text(figure: Figure | None) -> str | None:
    return figure.text if figure else None


def _yuan(figure: Figure | None, fund: EvaluationFund) -> Decimal | None:
    return _money(figure.yuan(fund.unit)) if figure else None


def _hash_of_evaluation(evaluation: Evaluation) -> str:
    """One hash for the same figures: two documents that print one evaluation can be compared."""
    numbers = [str(amount.amount_yuan) for amount in evaluation.amounts]
    numbers += [f"{quantity.measure}={quantity.value}" for quantity in evaluation.quantities]
    texts = [
        f"{one.target_text}|{one.actual_text}|{_value(one.weight)}|{_value(one.score)}"
        for one in evaluation.indicators
    ]
    return sha256("\n".join([*numbers, *texts]).encode()).hexdigest()

"""Reads the self-evaluations of a stream; everything else is left to others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from pipelines.catalogue.evaluation_model import EvaluationForms
from pipelines.catalogue.model import Catalogue, matches
from pipelines.document import CellAddress
from pipelines.tables.evaluation.assembling import Draft, assemble
from pipelines.tables.evaluation.base_data import read_base_data
from pipelines.tables.evaluation.drafts import Sheet
from pipelines.tables.evaluation.facts import facts_in_text, use_ignored_facts
from pipelines.tables.evaluation.model import Evaluation, EvaluationReading, FormCode, Scope
from pipelines.tables.evaluation.regime import settle_regimes
from pipelines.tables.evaluation.sheets import read_sheet
from pipelines.tables.model import Body, UnplacedCell
from pipelines.tables.streaming import Line

_CAPTION_FACTS = ("reporting_unit", "project_name", "supervising_agency", "implementing_unit")
_NO_CELLS = "自评表连成一行，没有单元格 / a self-evaluation in one line, without cells"


def read_evaluations(
    items: Sequence[Line | Body], catalogue: Catalogue, forms: EvaluationForms
) -> EvaluationReading:
    """The self-evaluations among the items of a stream."""
    evaluations: list[Evaluation] = []
    taken: set[int] = set()
    for draft in assemble(items, catalogue, forms):
        evaluation = _evaluation(draft, forms)
        if evaluation is None:
            continue
        evaluations.append(evaluation)
        taken |= evaluation.items
    settle_regimes(evaluations)
    unplaced: list[UnplacedCell] = []
    for index, item in enumerate(items):
        if _is_run_together(item, forms):
            unplaced.append(_run_together(item))
            taken.add(index)
    return EvaluationReading(tuple(evaluations), frozenset(taken), tuple(unplaced))


def _is_run_together(item: Line | Body, forms: EvaluationForms) -> TypeGuard[Line]:
    return isinstance(item, Line) and matches(forms.titles.run_together, item.text)


def _run_together(line: Line) -> UnplacedCell:
    """A sheet in one line of words: without cells no figure can be told from the next."""
    address = CellAddress(line.page.number, line.page.sheet, None, None, line.box)
    return UnplacedCell(address, line.text, _NO_CELLS, None)


def _evaluation(draft: Draft, forms: EvaluationForms) -> Evaluation | None:
    if not draft.rows:
        return None
    lines = set(draft.captions) | ({draft.title.item} if draft.title else set())
    items = frozenset(lines | draft.items | set(draft.notes))
    scope: Scope = "whole" if draft.title and draft.title.kind == "department" else "project"
    evaluation = Evaluation(
        form_code=_form_code(scope),
        scope=scope,
        title=draft.title.text if draft.title else None,
        layout="",
        address=draft.rows[0].address,
        first_item=min(items),
        items=items,
    )
    sheet = Sheet(
        evaluation,
        draft.rows,
        forms,
        list(draft.captions.values()),
        list(draft.notes.values()),
        without_kinds=frozenset(draft.without_kinds),
    )
    for text in draft.captions.values():
        for name, fact in facts_in_text(sheet, text):
            if name in _CAPTION_FACTS and fact:
                setattr(evaluation, name, "".join(fact.split()))
    if draft.title is not None and draft.title.kind == "base_data":
        return _base_data(sheet)
    read_sheet(sheet)
    if not evaluation.indicators and not evaluation.funds:
        return None
    if draft.title is None and evaluation.project_name is None:
        evaluation.scope, evaluation.form_code = "whole", _form_code("whole")
    return evaluation


def _base_data(sheet: Sheet) -> Evaluation | None:
    evaluation = sheet.evaluation
    evaluation.scope, evaluation.form_code = "whole", _form_code("whole")
    evaluation.layout = "base_data"
    if not read_base_data(sheet):
        return None
    for row in sheet.rows:
        use_ignored_facts(sheet, row)
    sheet.list_rest()
    return evaluation


def _form_code(scope: Scope) -> FormCode:
    return "project_self_evaluation" if scope == "project" else "department_self_evaluation"

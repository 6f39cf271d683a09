"""The figures and words of one performance self-evaluation, without any layout."""

from __future__ import annotations

from pydantic import Field

from pipelines.catalogue.model import Entry


class FundFigures(Entry):
    """A row of funds; every text as printed, '' for a blank cell. Amounts in the table's unit."""

    label: str
    budget_initial: str = ""
    budget_revised: str = ""
    outturn: str = ""
    weight: str = ""
    execution_rate: str = ""
    score: str = ""


class IndicatorFigures(Entry):
    """A row of indicators; `level1` is printed with its weight where the form prints one there."""

    level1: str = ""
    level2: str = ""
    level3: str = ""
    target: str = ""
    actual: str = ""
    weight: str = ""
    score: str = ""
    reason: str = ""


class GoalFigures(Entry):
    """One goal with its indicators; most tables have one goal without a label."""

    label: str = ""
    text: str = ""
    expected: str = ""
    actual: str = ""
    indicators: tuple[IndicatorFigures, ...]


class EvaluationFigures(Entry):
    """One evaluation: what is evaluated, its funds, its goals and its totals, all as printed.

    `facts` are the cells of the head and the foot by name (project_name, filled_on …), `layout` is
    the name of an evaluation layout.
    """

    layout: str
    title: str
    facts: dict[str, str] = Field(default_factory=dict)
    funds: tuple[FundFigures, ...] = ()
    goals: tuple[GoalFigures, ...] = ()
    total_weight: str = ""
    total_score: str = ""
    notes: tuple[str, ...] = ()

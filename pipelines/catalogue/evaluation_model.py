"""The shape of the catalogue's entries for performance self-evaluations (绩效自评).

A self-evaluation is no grid of rows and columns but a sheet of parts: facts, funds, objectives,
indicators, a total, remarks. The entries tell the words by which each part and each of its columns
is known; how the parts are taken apart is the business of `pipelines.tables.evaluation`.
"""

from __future__ import annotations

from typing import Literal

from pipelines.catalogue.model import Entry, Pattern

FundHeadingName = Literal[
    "budget_initial",
    "budget_revised",
    "budget",
    "outturn",
    "execution_rate",
    "weight",
    "score",
    "remark",
]
IndicatorHeadingName = Literal[
    "outer",
    "level1",
    "level2",
    "level3",
    "comparison",
    "target",
    "target_revised",
    "target_unit",
    "actual",
    "completion_rate",
    "weight",
    "score",
    "reason",
    "remark",
]
FactName = Literal[
    "project_name",
    "supervising_agency",
    "implementing_unit",
    "reporting_unit",
    "grade",
    "total_score",
    "basic_expenditure",
    "project_expenditure",
    "budget_initial",
    "budget_revised",
    "budget",
    "outturn",
    "execution_rate",
    "ignored",
]
BaseMeasure = Literal[
    "authorised_posts",
    "actual_staff",
    "staffing_rate",
    "prior_outturn",
    "budget",
    "budget_initial",
    "budget_revised",
    "outturn",
    "approved_area",
    "actual_area",
    "area_rate",
    "budget_investment",
    "actual_investment",
    "investment_rate",
]


class FundHeading(Entry):
    """A heading over the funds: what stands below it."""

    name: FundHeadingName
    headings: tuple[Pattern, ...]


class IndicatorHeading(Entry):
    """A heading over the indicators: what stands below it."""

    name: IndicatorHeadingName
    headings: tuple[Pattern, ...]


class FundRow(Entry):
    """A source of funds; only the total is no part."""

    fund: str
    labels: tuple[Pattern, ...]
    is_part: bool = True


class IndicatorLevel(Entry):
    """A kind of indicator; `parent` is the first-level kind it belongs to."""

    slug: str
    labels: tuple[Pattern, ...]
    parent: str | None = None


class Fact(Entry):
    """A label in whose row a fact about the project stands beside it."""

    name: FactName
    labels: tuple[Pattern, ...]


class EvaluationTitles(Entry):
    """What a title says of the sheet below it."""

    project: tuple[Pattern, ...]
    department: tuple[Pattern, ...]
    base_data: tuple[Pattern, ...]
    refused: tuple[Pattern, ...]
    run_together: tuple[Pattern, ...]


class FundWords(Entry):
    """The part about funds."""

    headings: tuple[FundHeading, ...]
    rows: tuple[FundRow, ...]
    outer: tuple[Pattern, ...]
    revised_budget_notes: tuple[Pattern, ...]
    initial_budget_notes: tuple[Pattern, ...]


class ObjectiveWords(Entry):
    """The part about objectives."""

    expected: tuple[Pattern, ...]
    actual: tuple[Pattern, ...]
    numbered: tuple[Pattern, ...]
    outer: tuple[Pattern, ...]


class TotalHeading(Entry):
    """A heading beside the word 总分, over the figures of the next row."""

    name: Literal["weight", "score", "grade"]
    headings: tuple[Pattern, ...]


class IndicatorWords(Entry):
    """The part about indicators, with its total row and what may stand below it."""

    headings: tuple[IndicatorHeading, ...]
    outer: tuple[Pattern, ...]
    level1: tuple[IndicatorLevel, ...]
    level2: tuple[IndicatorLevel, ...]
    totals: tuple[Pattern, ...]
    score_totals: tuple[Pattern, ...]
    total_headings: tuple[TotalHeading, ...]
    grades: tuple[Pattern, ...]
    remark_rows: tuple[Pattern, ...]
    notes_begin: tuple[Pattern, ...]
    notes_go_on: tuple[Pattern, ...]


class BaseHeading(Entry):
    """A heading of the base data table with the unit of its figures."""

    measure: BaseMeasure
    unit: Literal["money", "percent", "count"]
    headings: tuple[Pattern, ...]


class BaseBlock(Entry):
    """A part of the base data table: the label that opens it, and the headings beside that."""

    block: str
    label: tuple[Pattern, ...]
    columns: tuple[BaseHeading, ...]


class BaseDataWords(Entry):
    """The base data table of a whole department (部门整体支出绩效评价基础数据表)."""

    blocks: tuple[BaseBlock, ...]
    total_rows: tuple[Pattern, ...]
    remark_rows: tuple[Pattern, ...]


class EvaluationForms(Entry):
    """All words of the self-evaluations."""

    titles: EvaluationTitles
    facts: tuple[Fact, ...]
    funds: FundWords
    objectives: ObjectiveWords
    indicators: IndicatorWords
    base_data: BaseDataWords

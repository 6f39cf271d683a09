"""What reading the self-evaluations hands on; figures keep their own text, state and cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pipelines.document import CellAddress
from pipelines.tables.model import ReportedAmount, ReportedQuantity, UnplacedCell
from pipelines.text.amounts import AmountState
from pipelines.text.units import Unit, in_yuan

FormCode = Literal["project_self_evaluation", "department_self_evaluation"]
Scope = Literal["project", "whole"]
Regime = Literal["execution_inside", "execution_outside", "unknown"]


@dataclass(frozen=True)
class Figure:
    """A printed figure in its own unit: percent for rates, points for weights and scores.

    `text` is None for a blank; `value` is None unless the state is number.
    """

    text: str | None
    state: AmountState
    value: Decimal | None
    decimals: int | None
    address: CellAddress

    def yuan(self, unit: Unit | None) -> Decimal | None:
        """The figure in yuan when it is money of this unit; None without number or unit."""
        return None if self.value is None or unit is None else in_yuan(self.value, unit)


@dataclass(frozen=True)
class EvaluationFund:
    """One row of the funds; a figure is None where the sheet has no such column.

    `is_part` rows split the total and may repeat its weight and score: they are never counted.
    `budget_basis` tells which budget `budget_revised` is.
    """

    fund_no: int
    fund: str
    fund_label: str
    is_part: bool
    unit: Unit | None
    budget_initial: Figure | None
    budget_revised: Figure | None
    outturn: Figure | None
    execution_rate: Figure | None
    weight: Figure | None
    score: Figure | None
    budget_basis: str
    address: CellAddress


@dataclass(frozen=True)
class EvaluationIndicator:
    """One indicator with its kinds, target, actual value, weight and score."""

    indicator_no: int
    goal: str | None
    level1: str | None
    level1_label: str
    level1_weight: Decimal | None
    level2: str | None
    level2_label: str
    level3_label: str
    comparison: str | None
    target_text: str | None
    target_unit: str | None
    actual_text: str | None
    completion_rate: Figure | None
    weight: Figure | None
    score: Figure | None
    reason: str | None
    address: CellAddress
    columns: Mapping[str, int | None]


@dataclass
class Evaluation:
    """One self-evaluation. `items` are the indices of the stream items it was read from."""

    form_code: FormCode
    scope: Scope
    title: str | None
    layout: str
    address: CellAddress
    first_item: int
    items: frozenset[int]
    unit: Unit | None = None
    project_name: str | None = None
    supervising_agency: str | None = None
    implementing_unit: str | None = None
    reporting_unit: str | None = None
    grade: str | None = None
    objective_expected: str | None = None
    objective_actual: str | None = None
    total_weight: Figure | None = None
    total_score: Figure | None = None
    execution_weight: Decimal | None = None
    execution_score: Figure | None = None
    scoring_regime: Regime = "unknown"
    funds: list[EvaluationFund] = field(default_factory=list)
    indicators: list[EvaluationIndicator] = field(default_factory=list)
    amounts: list[ReportedAmount] = field(default_factory=list)
    quantities: list[ReportedQuantity] = field(default_factory=list)
    unplaced: list[UnplacedCell] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Whether no amount, score or actual value is filled in: a template, weights aside."""
        filled = [a for a in self.amounts if a.amount_state == "number"]
        filled_quantities = [
            quantity
            for quantity in self.quantities
            if quantity.value_state == "number" and not quantity.measure.endswith("weight")
        ]
        actuals = [one for one in self.indicators if one.actual_text]
        return not (filled or filled_quantities or actuals)


@dataclass(frozen=True)
class EvaluationReading:
    """The self-evaluations of a stream, and what is left of it.

    `taken` holds the indices of the items that were used, lines and bodies. `unplaced` are figures
    of sheets that could not be read at all; the evaluations list their own.
    """

    evaluations: tuple[Evaluation, ...]
    taken: frozenset[int]
    unplaced: tuple[UnplacedCell, ...]

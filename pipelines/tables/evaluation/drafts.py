"""A sheet while it is being read: its rows, the words, and what has been taken from it so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.catalogue.evaluation_model import EvaluationForms
from pipelines.document import CellAddress
from pipelines.tables.evaluation.figures import unit_in_brackets
from pipelines.tables.evaluation.model import Evaluation, Figure
from pipelines.tables.evaluation.rows import EvaluationRow, RowCell
from pipelines.tables.model import (
    PlacedRole,
    QuantityUnit,
    ReportedAmount,
    ReportedQuantity,
    UnplacedCell,
)
from pipelines.text.amounts import holds_figure
from pipelines.text.normalising import comparable
from pipelines.text.units import Unit, in_yuan, stated_unit

_NO_RULE = "自评表里没有规则能读 / no rule of the self-evaluation takes it"
_FIGURE_BEHIND_LABEL = re.compile(r".*[^\d:]:\(?-?\d[\d,.]*\)?(?:%|元|万元|亿元|分)?")
_UNIT_CELL = re.compile(r"\s*[(（]?\s*(?:金额)?单\s*位\s*[:：]")
NO_UNIT = "没有金额单位 / no unit of amount is printed"


@dataclass(frozen=True)
class FundFact:
    """An amount or rate of the funds beside its label."""

    label: RowCell
    cell: RowCell


@dataclass
class Sheet:
    """One sheet: the evaluation that grows, and the cells that some rule has used."""

    evaluation: Evaluation
    rows: Sequence[EvaluationRow]
    forms: EvaluationForms
    captions: Sequence[str]
    notes: Sequence[str]
    without_kinds: frozenset[int] = frozenset()
    used: set[CellAddress] = field(default_factory=set)
    goal: str | None = None
    fund_facts: dict[str, FundFact] = field(default_factory=dict)
    fund_pairs: list[dict[str, FundFact]] = field(default_factory=list)

    def use(self, cells: Iterable[RowCell]) -> None:
        """Mark cells as read by a rule."""
        self.used.update(cell.address for cell in cells)

    def reject(self, cell: RowCell, reason: str) -> None:
        """List a cell as unplaced, whatever it holds."""
        if cell.address not in self.used:
            self.used.add(cell.address)
            self.evaluation.unplaced.append(
                UnplacedCell(cell.address, cell.text, reason, self.evaluation.title)
            )

    def caption_unit(self) -> Unit | None:
        """The unit of amount stated above the sheet or in a cell of it; None for none, or two."""
        found: set[Unit] = set()
        cells = [cell.text for row in self.rows for cell in row.printed]
        for text in [*self.captions, *(text for text in cells if _UNIT_CELL.match(text))]:
            try:
                unit = stated_unit(text) or unit_in_brackets(text)
            except ValueError:
                return None
            if unit is not None:
                found.add(unit)
        return found.pop() if len(found) == 1 else None

    def report_amount(
        self,
        block: str,
        label: str,
        measure: tuple[str, str, str],
        figure: Figure,
        unit: Unit,
        role: PlacedRole,
    ) -> None:
        """One amount; `measure` is its slug, its heading and its basis."""
        slug, heading, basis = measure
        yuan = None if figure.value is None else in_yuan(figure.value, unit)
        state = figure.state
        if state == "number" and yuan is None:
            state = "illegible"
        self.evaluation.amounts.append(
            ReportedAmount(
                block=block,
                row_code=None,
                row_label=label,
                measure=slug,
                measure_label=heading,
                basis=basis,
                amount_yuan=yuan,
                amount_text=figure.text,
                unit=unit,
                shown_decimals=None if yuan is None else figure.decimals,
                amount_state=state,
                row_role=role,
                address=figure.address,
            )
        )

    def report_quantity(
        self,
        place: tuple[str, int, str],
        measure: tuple[str, str],
        figure: Figure,
        unit: QuantityUnit,
        role: PlacedRole,
    ) -> None:
        """One quantity; `place` is its block, its row's number and label.

        Points that print a percent sign are given in percent.
        """
        block, row_no, label = place
        if unit == "points" and figure.text and comparable(figure.text).endswith("%"):
            unit = "percent"
        self.evaluation.quantities.append(
            ReportedQuantity(
                block=block,
                row_no=row_no,
                row_label=label,
                measure=measure[0],
                measure_label=measure[1],
                value=figure.value,
                value_text=figure.text,
                unit=unit,
                shown_decimals=figure.decimals,
                value_state=figure.state,
                row_role=role,
                address=figure.address,
            )
        )

    def weight_in_label(
        self, cell: RowCell, weight: Decimal, place: tuple[str, int, str], measure: str
    ) -> None:
        """A weight printed in brackets behind a label, as a quantity of its own."""
        exponent = weight.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) else None
        figure = Figure(str(weight), "number", weight, decimals, cell.address)
        self.report_quantity(place, (measure, place[2]), figure, "points", "subtotal")

    def list_rest(self) -> None:
        """List every figure that no rule used, also one behind a label and a colon."""
        for row in self.rows:
            for cell in row.printed:
                if holds_figure(cell.text) or _FIGURE_BEHIND_LABEL.fullmatch(cell.folded):
                    self.reject(cell, _NO_RULE)

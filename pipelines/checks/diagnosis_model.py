"""What diagnosing takes and hands on: figures, equations between them, and explanations.

Amounts are whole numbers of 1e-8 yuan, so that nothing is rounded and nothing is slow; they become
Decimals of the printed unit only in a Diagnosis. How explanations are found is not here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pipelines.text.units import Unit

SCALE = 10**8
"""Steps in one yuan."""

Relation = Literal["eq", "le", "ge"]
Kind = Literal[
    "figure",
    "figures_exchanged",
    "rows_slipped",
    "columns_exchanged",
    "unexplained",
]
Slip = Literal[
    "digit_changed",
    "digit_lost",
    "digit_doubled",
    "digit_added",
    "digits_transposed",
    "point_moved",
    "sign_lost",
    "figure_missing",
]
RARITY: Mapping[Slip | None, int] = {
    "sign_lost": 0,
    "point_moved": 0,
    "digits_transposed": 0,
    "digit_doubled": 0,
    "digit_lost": 1,
    "digit_changed": 1,
    "digit_added": 1,
    "figure_missing": 2,
    None: 3,
}
"""The rarer a slip comes about by chance between two numbers, the more it says: 0 says most."""

Cause = Literal["publication", "reading", "undecided"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure of a table: `value` and `quantum` (one unit of its column's last digit)
    in 1e-8 yuan, `text` as printed, `decimals` its own digits after the point.

    `key` tells it from all others of the report; `column` and `place` give its neighbours: figures
    of one column are ordered by place (page, row, column), those of one row share all but the last.
    Figures of one `digit_column` share their last digit.
    """

    key: str
    cell: str
    form_code: str
    row_code: str | None
    row_label: str
    measure: str
    basis: str
    column: tuple[str, ...]
    digit_column: tuple[str, ...]
    place: tuple[int, int, int]
    value: int
    quantum: int
    text: str | None
    decimals: int
    unit: Unit
    is_number: bool
    reader: str | None = None


@dataclass(frozen=True, slots=True)
class Equation:
    """Σ weight · figure compared with 0: found with weight +w, expected with −w."""

    identity_id: str
    instance: str
    relation: Relation
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Values that would make identities hold again, and how well they do.

    `values` are the figures as they would have to be; `low` and `high` bound the value of a single
    figure. `left` violations stay, `broken` identities would fail that hold as printed; figures
    that slipped were printed `moved` rows too high.
    """

    kind: Kind
    values: Mapping[str, int]
    explained: frozenset[int]
    broken: frozenset[int]
    left: int
    exact: int = 0
    slip: Slip | None = None
    low: int | None = None
    high: int | None = None
    moved: int = 0
    is_negative: bool = False
    """A figure that is not negative as printed would have to be."""
    looks_odd: bool = False
    """A figure printed with fewer decimals than nearly all others of its column."""

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """The smaller the better: violations left, cells touched, then what it looks like."""
        step = {"figure": 1, "figures_exchanged": 2, "rows_slipped": 3, "columns_exchanged": 3}
        size = len(self.values) if self.kind == "rows_slipped" else 0
        return (
            self.left + len(self.broken),
            step.get(self.kind, 9),
            size,
            self._plausibility if self.kind == "figure" else 0,
        )

    @property
    def _plausibility(self) -> int:
        return RARITY[self.slip] + 3 * self.is_negative - 2 * self.looks_odd


@dataclass(frozen=True)
class Diagnosis:
    """One row of quality.fct_diagnosis: what most simply explains violations of a report.

    `implied` is in the printed unit, with the interval that the identities leave for it; `ties`
    counts the explanations that are as good, this one among them, and `tied_cells` names theirs.
    """

    diagnosis_no: int
    kind: Kind
    slip: Slip | None
    form_code: str | None
    row_code: str | None
    row_label: str | None
    measure: str | None
    basis: str | None
    cells: Sequence[str]
    printed: str | None
    implied: str | None
    implied_low: Decimal | None
    implied_high: Decimal | None
    unit: str | None
    explained: int
    supporting: int
    broken: int
    unexplained: int
    ties: int
    tied_cells: Sequence[str]
    identities: Sequence[str]
    likely_cause: Cause
    message: str
    corrections: Mapping[str, int] = field(default_factory=dict)


DIAGNOSIS_COLUMNS: dict[str, str] = {
    "report_id": "VARCHAR",
    "source_file": "VARCHAR",
    "diagnosis_no": "INTEGER",
    "kind": "VARCHAR",
    "slip": "VARCHAR",
    "form_code": "VARCHAR",
    "row_code": "VARCHAR",
    "row_label": "VARCHAR",
    "measure": "VARCHAR",
    "basis": "VARCHAR",
    "cells": "VARCHAR[]",
    "printed": "VARCHAR",
    "implied": "VARCHAR",
    "implied_low": "DECIMAL(24,6)",
    "implied_high": "DECIMAL(24,6)",
    "unit": "VARCHAR",
    "explained": "INTEGER",
    "supporting": "INTEGER",
    "broken": "INTEGER",
    "unexplained": "INTEGER",
    "ties": "INTEGER",
    "tied_cells": "VARCHAR[]",
    "identities": "VARCHAR[]",
    "likely_cause": "VARCHAR",
    "message": "VARCHAR",
}
"""The columns of fct_diagnosis with their DuckDB types."""

"""Layouts of self-evaluation tables as data: sections of rows over one grid of columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import model_validator

from pipelines.catalogue.model import Entry
from pipelines.typeset.printed import CellKind

_FOLDER = files("pipelines.catalogue") / "typeset" / "evaluations"

EVALUATION_LAYOUTS = ("national", "lettered_project", "lettered_whole", "targets_in_columns")


class EvaluationCell(Entry):
    """A cell of a row: its text, with {names} of what is printed in it, and its width in columns.

    A `merged` cell joins the cell above it where both and all merged cells before them agree.
    """

    text: str = ""
    span: int = 1
    kind: CellKind = "heading"
    merged: bool = False


EvaluationRow = tuple[EvaluationCell, ...]


class EvaluationSection(Entry):
    """Rows that belong together: rows printed once, then a row for each fund or indicator.

    `side` stands merged down to the left of all of them; `goal_row` stands above the section, which
    is printed once for each goal.
    """

    each: Literal["evaluation", "fund", "indicator"] = "evaluation"
    side: EvaluationCell | None = None
    rows: tuple[EvaluationRow, ...] = ()
    cells: EvaluationRow = ()
    goal_row: EvaluationRow = ()

    def widths(self) -> Iterator[int]:
        """The width of every row of the section, in columns."""
        beside = self.side.span if self.side else 0
        for row in (*self.rows, *((self.cells,) if self.cells else ())):
            yield beside + sum(cell.span for cell in row)
        if self.goal_row:
            yield sum(cell.span for cell in self.goal_row)


class EvaluationLayout(Entry):
    """How one kind of self-evaluation table is printed; `weights` are the widths of its columns."""

    name: str
    weights: tuple[float, ...]
    captions: tuple[tuple[str, str], ...] = ()
    sections: tuple[EvaluationSection, ...]

    @model_validator(mode="after")
    def _rows_fill_the_grid(self) -> EvaluationLayout:
        wrong = {
            width
            for section in self.sections
            for width in section.widths()
            if width != len(self.weights)
        }
        if wrong:
            raise ValueError(f"{self.name}: rows of {sorted(wrong)} columns, not of {self.weights}")
        return self


@cache
def load_evaluation_layout(name: str) -> EvaluationLayout:
    """The evaluation layout of this name from the catalogue.

    Raises FileNotFoundError when there is none, pydantic.ValidationError when it does not fit.
    """
    entry = _FOLDER / f"{name}.yml"
    return EvaluationLayout.model_validate(yaml.safe_load(entry.read_text(encoding="utf-8")))

"""The figures of a report as they are to be printed, without any layout."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.text.units import Unit
from pipelines.typeset.evaluations import EvaluationFigures


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure: its text as printed, '' for a blank cell.

    `block` is set where a column, not the row, tells the block (人员经费 and 公用经费 columns).
    """

    measure: str
    basis: str
    text: str
    block: str | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of a form; `label` is without numbering, `code` is None for rows without one.

    `head` is what stands before the label in a form of named rows: an ordinal or a group.
    """

    block: str
    code: str | None
    label: str
    figures: tuple[Figure, ...]
    head: str = ""


@dataclass(frozen=True, slots=True)
class FormFigures:
    """The rows of one form in printed order, and the words around them.

    `remark_row` is a remark printed as a row of an empty table, with the code 0.
    """

    form_code: str
    rows: tuple[FigureRow, ...]
    notes: tuple[str, ...] = ()
    remark_row: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a part of the report, 2 a section, 3 a sub-section."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, its figures within."""

    text: str


@dataclass(frozen=True, slots=True)
class FormPart:
    """The place where a form of the report is printed."""

    form_code: str


ReportPart = Heading | Paragraph | FormPart | EvaluationFigures


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """One report: who, when, in which unit, and its forms in printed order.

    `cover_lines` stand under the title on the cover of formats that have a cover; `parts` says what
    is printed in which order (nothing said: the forms alone), `own_title` stands in place of the
    title of final accounts.
    """

    agency: str
    fiscal_year: int
    unit: Unit
    forms: tuple[FormFigures, ...]
    cover_lines: tuple[str, ...] = field(default_factory=tuple)
    parts: tuple[ReportPart, ...] = field(default_factory=tuple)
    own_title: str = ""

    @property
    def title(self) -> str:
        """The title of the report, as on its cover."""
        return self.own_title or f"{self.agency}{self.fiscal_year}年度部门决算"

    @property
    def printed_parts(self) -> tuple[ReportPart, ...]:
        """The parts in printed order."""
        return self.parts or tuple(FormPart(form.form_code) for form in self.forms)

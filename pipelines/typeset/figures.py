"""The figures of a report as they are to be printed, without any layout."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.text.units import Unit


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
    """A row of a form; `label` is without numbering, `code` is None for rows without one."""

    block: str
    code: str | None
    label: str
    figures: tuple[Figure, ...]


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
class ReportFigures:
    """One report: who, when, in which unit, and its forms in printed order.

    `cover_lines` stand under the title on the cover of formats that have a cover.
    """

    agency: str
    fiscal_year: int
    unit: Unit
    forms: tuple[FormFigures, ...]
    cover_lines: tuple[str, ...] = field(default_factory=tuple)

    @property
    def title(self) -> str:
        """The title of the report, as on its cover."""
        return f"{self.agency}{self.fiscal_year}年度部门决算"

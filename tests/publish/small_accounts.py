"""A department's accounts with one form and four figures of expenditure, typeset as a workbook."""

from __future__ import annotations

from decimal import Decimal

from pipelines.typeset.figures import Figure, FigureRow, FormFigures, ReportFigures
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.typesetting import typeset


def accounts(agency: str, year: int, basic: str, project: str, *, printed: str = "") -> bytes:
    """A workbook in 万元: 205 教育支出 with one item of basic and one of project expenditure.

    `printed` is what stands at the item of basic expenditure where that is a mistake.
    """
    both = f"{Decimal(basic) + Decimal(project):f}"
    item = printed or basic
    rows = (
        _row(None, "合计", both, basic, project),
        _row("205", "教育支出", both, basic, project),
        _row("20502", "普通教育", both, basic, project),
        _row("2050201", "学前教育", item, item, ""),
        _row("2050202", "小学教育", project, "", project),
    )
    form = FormFigures("general_budget_expenditure", rows)
    report = ReportFigures(agency, year, "wan", (form,))
    return typeset(report, load_layout("plain"), "xlsx_numbers")


def _row(code: str | None, label: str, total: str, basic: str, project: str) -> FigureRow:
    texts = {"total": total, "basic": basic, "project": project}
    figures = tuple(Figure(measure, "outturn", text) for measure, text in texts.items())
    return FigureRow("", code, label, figures)

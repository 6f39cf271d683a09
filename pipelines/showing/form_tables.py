"""The forms found in a report with their figures as printed, as tables to be shown.

Only arranged here: rows as printed, a column for each heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.showing.printed_figures import UNITS, PrintedFigure, table_figure
from pipelines.stages.readings import Row

_STATES = {"blank": "", "dash": "—"}


@dataclass(frozen=True)
class FormRow:
    """A printed row: its code, its label, and its figures by the number of their column."""

    code: str
    label: str
    figures: Mapping[int, PrintedFigure]
    is_total: bool

    def text_at(self, column: int) -> str:
        """What is printed in a column of the row, nothing where it has no figure."""
        figure = self.figures.get(column)
        if figure is None:
            return ""
        return _STATES.get(figure.state, figure.text or "")


@dataclass(frozen=True)
class FormTable:
    """A form as it was found: its titles, where it stands, its unit, headings and rows."""

    title: tuple[str, str]
    where: str
    unit: tuple[str, str]
    count: int
    is_empty: bool
    headings: Sequence[str]
    rows: Sequence[FormRow]


def form_tables(
    rows: Mapping[str, Sequence[Row]], titles: Mapping[str, tuple[str, str]]
) -> list[FormTable]:
    """The tables of a report in reading order."""
    figures = [row for name in ("reported_amount", "reported_quantity") for row in rows[name]]
    known = {row["table_no"]: row for row in rows["reported_table"]}
    numbers = sorted({*known, *(row["table_no"] for row in figures)})
    return [
        _form_table(
            known.get(number), [row for row in figures if row["table_no"] == number], titles
        )
        for number in numbers
    ]


def _form_table(
    table: Row | None, rows: Sequence[Row], titles: Mapping[str, tuple[str, str]]
) -> FormTable:
    form_code = str((table or rows[0])["form_code"])
    headings: list[str] = []
    lines: dict[tuple[object, ...], list[Row]] = {}
    for row in sorted(rows, key=_reading_order):
        if _heading(row) not in headings:
            headings.append(_heading(row))
        key = (row["page"], row["sheet"], row["table_row"], row["row_label"], row.get("row_code"))
        lines.setdefault(key, []).append(row)
    states = [row.get("amount_state") or row.get("value_state") for row in rows]
    unit = next((row["unit"] for row in rows if row["unit"]), "")
    return FormTable(
        titles.get(form_code, (form_code, form_code)),
        _where(rows),
        UNITS.get(unit, ("", "")),
        states.count("number"),
        bool(table and table["is_empty"]),
        headings,
        [_form_row(line, headings) for line in lines.values()],
    )


def _form_row(line: Sequence[Row], headings: Sequence[str]) -> FormRow:
    return FormRow(
        str(line[0].get("row_code") or ""),
        str(line[0]["row_label"] or ""),
        {headings.index(_heading(row)): table_figure(row) for row in line},
        line[0]["row_role"] != "leaf",
    )


def _reading_order(row: Row) -> tuple[object, ...]:
    return (
        row["page"] or 0,
        row["table_row"] or 0,
        row["table_column"] or 0,
    )


_BASES = {"budget_initial": "年初预算", "budget_revised": "调整预算", "budget_unstated": "预算"}


def _heading(row: Row) -> str:
    heading = str(row["measure_label"] or "")
    basis = _BASES.get(row.get("basis") or "", "")
    return heading if not basis or basis[-2:] in heading else f"{heading}（{basis}）"


def _where(rows: Sequence[Row]) -> str:
    pages = sorted({row["page"] for row in rows if row["page"]})
    if pages:
        return f"p.{pages[0]}" if len(pages) == 1 else f"p.{pages[0]}–{pages[-1]}"
    return next((str(row["sheet"]) for row in rows if row["sheet"]), "")

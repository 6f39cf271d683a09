"""The golden figures of published reports (tests/golden) as raw rows, whole or with a fault.

Faults are made elsewhere; here figures become rows of raw.reported_amount and its neighbours.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.stages.raw_schema import RAW_TABLES

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden"
REPORTS = {
    "yiyang-smart-city-center-2020": 2020,
    "qingshan-big-data-center-2020": 2020,
    "putuo-yichuan-2025": 2025,
    "putuo-shengtaiju-2025": 2025,
    "putuo-guihua-2024-numbers": 2024,
}
"""Golden files by name, with the fiscal year of the report."""

_TOTALS = {"合计", "总计", "收入总计", "支出总计", "人员经费合计", "公用经费合计"}
_POLARS_TYPES: dict[str, Any] = {
    "VARCHAR": pl.String(),
    "DECIMAL(24,4)": pl.Decimal(24, 4),
    "INTEGER": pl.Int32(),
    "SMALLINT": pl.Int16(),
    "DOUBLE": pl.Float64(),
    "BOOLEAN": pl.Boolean(),
    "TIMESTAMP": pl.Datetime("us"),
}


@dataclass(frozen=True)
class GoldenFigure:
    """One cell of a golden file with the place it is put in: row and column of its own form."""

    form_code: str
    block: str
    row_code: str | None
    row_label: str
    measure: str
    basis: str
    text: str
    table_row: int
    table_column: int
    row_role: str

    @property
    def cell(self) -> str:
        """The address that the verdicts give it."""
        page = list(_FORM_PAGES).index(self.form_code) + 1
        return f"p.{page} R{self.table_row}C{self.table_column}"


_FORM_PAGES = {
    "income_expenditure_summary": None,
    "income": None,
    "expenditure": None,
    "appropriation_summary": None,
    "general_budget_expenditure": None,
    "general_budget_basic_expenditure": None,
    "three_public_expenses": None,
    "government_fund": None,
    "state_capital": None,
}


def golden_figures(name: str) -> list[GoldenFigure]:
    """The figures of one golden file; each form is laid out on a page of its own."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {(row["form_code"], row["row_code"]) for row in rows if row["row_code"]}
    places: dict[tuple[str, ...], int] = {}
    columns: dict[tuple[str, ...], int] = {}
    figures = []
    for row in rows:
        line = (row["form_code"], row["block"], row["row_code"], row["row_label"])
        column = (row["form_code"], row["block"], row["measure"], row["basis"])
        figures.append(
            GoldenFigure(
                row["form_code"],
                row["block"],
                row["row_code"] or None,
                row["row_label"],
                row["measure"],
                row["basis"],
                row["amount_text"],
                places.setdefault(line, 1 + _count(places, row["form_code"])),
                columns.setdefault(column, 1 + _count(columns, row["form_code"])),
                _role(row, codes),
            )
        )
    return figures


def _count(known: Mapping[tuple[str, ...], int], form_code: str) -> int:
    return sum(key[0] == form_code for key in known)


def _role(row: Mapping[str, str], codes: set[tuple[str, str]]) -> str:
    code, label = row["row_code"], row["row_label"]
    if code:
        deeper = any(
            form == row["form_code"] and other != code and other.startswith(code)
            for form, other in codes
        )
        return "subtotal" if deeper else "leaf"
    if label in _TOTALS:
        return "total"
    opening = row["block"] == "opening_balance" and label.startswith("年初")
    return "subtotal" if opening or label.endswith(("合计", "小计")) else "leaf"


def add_reports(
    connection: duckdb.DuckDBPyConnection,
    reports: Mapping[str, Sequence[GoldenFigure]],
    fiscal_year: int,
) -> None:
    """Put the figures of some reports, each under its id, into the raw tables of a connection."""
    amounts: list[tuple[Any, ...]] = []
    for report_id, figures in reports.items():
        amounts += [_amount_row(report_id, figure) for figure in figures]
    names = ["report_id", "source_file", *_AMOUNT_COLUMNS]
    _insert(connection, "reported_amount", names, amounts)
    tables = [
        (report_id, report_id, index + 1, form, "wan", index + 1, not _has_figures(figures, form))
        for report_id, figures in reports.items()
        for index, form in enumerate(_FORM_PAGES)
        if any(figure.form_code == form for figure in figures)
    ]
    _insert(
        connection,
        "reported_table",
        ["report_id", "source_file", "table_no", "form_code", "unit", "first_page", "is_empty"],
        tables,
    )
    _insert(
        connection,
        "report",
        [
            "report_id",
            "source_file",
            "sha256",
            "agency",
            "agency_normalised",
            "fiscal_year",
            "kind",
            "reporting_scope",
            "figures_sha256",
        ],
        [
            (one, one, one, one, one, fiscal_year, "final_accounts", "department", one)
            for one in reports
        ],
    )


_AMOUNT_COLUMNS = [
    "form_code",
    "table_no",
    "block",
    "row_code",
    "row_label",
    "measure",
    "measure_label",
    "basis",
    "amount_yuan",
    "amount_text",
    "unit",
    "shown_decimals",
    "amount_state",
    "row_role",
    "page",
    "table_row",
    "table_column",
    "reader",
]


def _amount_row(report_id: str, figure: GoldenFigure) -> tuple[Any, ...]:
    number = number_of(figure.text)
    state = "number" if number is not None else ("dash" if figure.text else "blank")
    page = list(_FORM_PAGES).index(figure.form_code) + 1
    return (
        report_id,
        report_id,
        figure.form_code,
        page,
        figure.block,
        figure.row_code,
        figure.row_label,
        figure.measure,
        figure.measure,
        figure.basis,
        None if number is None else number * 10_000,
        figure.text or None,
        "wan",
        None if number is None else len(figure.text.partition(".")[2]),
        state,
        figure.row_role,
        page,
        figure.table_row,
        figure.table_column,
        "golden",
    )


def number_of(text: str) -> Decimal | None:
    """The number that a text prints; None for a blank and a dash."""
    return None if text in ("", "-", "—") else Decimal(text.replace(",", ""))


def _has_figures(figures: Sequence[GoldenFigure], form_code: str) -> bool:
    return any(number_of(one.text) for one in figures if one.form_code == form_code)


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, names: list[str], rows: list[tuple[Any, ...]]
) -> None:
    kinds = RAW_TABLES[table]
    frame = pl.DataFrame(
        {
            name: pl.Series(name, [row[at] for row in rows], dtype=_POLARS_TYPES[kinds[name]])
            for at, name in enumerate(names)
        }
    )
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"INSERT INTO raw.{table} BY NAME SELECT * FROM incoming")
    connection.unregister("incoming")

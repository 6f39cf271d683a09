"""Worked examples of identities -> rows of the raw tables, all examples in one database.

A figure of an example is one line: form, block where the form has blocks, code, label, then cells:

    income_expenditure_summary income 本年收入合计 100.00
    expenditure 20103 合计 total=10.00 basic=4.00 project=6.00
    three_public_expenses 合计 amount/budget_revised=7.00
    prior: income_expenditure_summary expenditure 年末结转和结余 5.00

`measure=text`, a bare text is the measure amount; `_` is a blank cell, `-` a dash, `?` illegible.
`@leaf`, `@subtotal`, `@total` give a role that the label does not tell. `prior:` is the report of
the year before, `unit1:` that of a unit. `given` holds further raw rows by table (`report` is one
row of changes to the report itself); `text` is read by the narrative reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.catalogue.identity_model import Example, Identity
from pipelines.stages.frames import reference_rows
from pipelines.stages.raw_schema import RAW_TABLES
from pipelines.stages.reading import read_file
from pipelines.stages.sources import source_file

FISCAL_YEAR = 2022
BLOCKS = {"income", "expenditure", "opening_balance", "personnel", "public"}
TOTALS = {"合计", "总计", "收入总计", "支出总计", "人员经费合计", "公用经费合计"}
POLARS_TYPES: dict[str, Any] = {
    "VARCHAR": pl.String(),
    "DECIMAL(24,4)": pl.Decimal(24, 4),
    "DECIMAL(24,8)": pl.Decimal(24, 8),
    "INTEGER": pl.Int32(),
    "SMALLINT": pl.Int16(),
    "DOUBLE": pl.Float64(),
    "BOOLEAN": pl.Boolean(),
    "TIMESTAMP": pl.Datetime("us"),
}
Rows = dict[str, list[dict[str, Any]]]


@dataclass
class ExampleReport:
    """The rows of one report; figures are put in cells below each other."""

    report_id: str
    report: dict[str, Any]
    rows: Rows = field(default_factory=dict)

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        own = {"report_id": self.report_id, "source_file": self.report["source_file"]}
        self.rows.setdefault(table, []).append({**row, **own})

    def table_no(self, form_code: str) -> int:
        tables = self.rows.setdefault("reported_table", [])
        for table in tables:
            if table["form_code"] == form_code:
                return int(table["table_no"])
        self.add(
            "reported_table",
            {"table_no": len(tables) + 1, "form_code": form_code, "unit": "wan", "first_page": 1},
        )
        return len(tables)

    def add_figure(self, line: str) -> None:
        form_code, *tokens = line.split()
        block = tokens.pop(0) if tokens[0] in BLOCKS and form_code != tokens[0] else ""
        named = len(tokens) > 1 and re.fullmatch(r"\d{3,7}", tokens[0])
        code = tokens.pop(0) if named else None
        label = "" if _is_cell(tokens[0]) else tokens.pop(0)
        role = tokens.pop(0)[1:] if tokens[0].startswith("@") else _role(label, block)
        table_no = self.table_no(form_code)
        line_no = 1 + len(self.rows.setdefault("reported_amount", []))
        for column, cell in enumerate(tokens, start=2):
            measure, _, text = cell.rpartition("=")
            measure, _, basis = (measure or "amount").partition("/")
            self.add(
                "reported_amount",
                {
                    "form_code": form_code,
                    "table_no": table_no,
                    "block": block,
                    "row_code": code,
                    "row_label": label or code,
                    "measure": measure,
                    "measure_label": measure,
                    "basis": basis or _basis(label, block, measure),
                    **_amount(text),
                    "row_role": role,
                    "page": 1,
                    "table_row": line_no,
                    "table_column": column,
                },
            )


def _is_cell(token: str) -> bool:
    return "=" in token or bool(re.fullmatch(r"-?[\d.,]*\d|[_?-]", token))


def _role(label: str, block: str) -> str:
    if label in TOTALS:
        return "total"
    opening = block == "opening_balance" and label.startswith("年初")
    return "subtotal" if opening or label.endswith(("合计", "小计")) else "leaf"


def _basis(label: str, block: str, measure: str) -> str:
    if measure.startswith("opening") or block == "opening_balance" or label.startswith("年初"):
        return "opening"
    if measure.startswith("closing") or label.startswith("年末"):
        return "closing"
    return "outturn"


def _amount(text: str) -> dict[str, Any]:
    state = {"_": "blank", "-": "dash", "?": "illegible"}.get(text, "number")
    number = Decimal(text.replace(",", "")) if state == "number" else None
    return {
        "amount_yuan": None if number is None else number * 10_000,
        "amount_text": None if state == "blank" else text,
        "unit": "wan",
        "shown_decimals": None if number is None else len(text.partition(".")[2]),
        "amount_state": state,
    }


def example_reports(
    identity: Identity, example: Example, number: int, folder: Path
) -> list[ExampleReport]:
    """The reports of one example: its own first, then that of the year before and units."""
    own = _empty_report(f"{identity.identity_id}#{number}", identity)
    reports = {"own": own}
    given = dict(example.given)
    own.report |= given.pop("report", {})
    if example.text is not None:
        _add_text(own, example.text, folder)
    for line in example.figures:
        whose, colon, rest = line.partition(": ")
        if not colon:
            whose, rest = "own", line
        if whose not in reports:
            reports[whose] = _related_report(own, whose)
        reports[whose].add_figure(rest)
    for table, rows in given.items():
        for row in rows:
            _add_given(own, table, row)
    for report in reports.values():
        _settle_tables(report)
    return list(reports.values())


def _empty_report(report_id: str, identity: Identity) -> ExampleReport:
    report = {
        "report_id": report_id,
        "source_file": f"{report_id}.txt",
        "sha256": report_id,
        "agency": f"某市{report_id}局",
        "agency_normalised": f"某市{report_id}局",
        "fiscal_year": FISCAL_YEAR,
        "kind": identity.applies.kinds[0],
        "reporting_scope": "department",
        "figures_sha256": report_id,
    }
    return ExampleReport(report_id, report)


def _related_report(own: ExampleReport, whose: str) -> ExampleReport:
    report_id = f"{own.report_id}/{whose}"
    report = own.report | {
        "report_id": report_id,
        "source_file": f"{report_id}.txt",
        "figures_sha256": report_id,
    }
    if whose == "prior":
        report["fiscal_year"] = own.report["fiscal_year"] - 1
    else:
        report |= {
            "agency": report_id,
            "agency_normalised": report_id,
            "reporting_scope": "unit",
            "supervising_agency": own.report["agency_normalised"],
        }
    return ExampleReport(report_id, report)


def _add_text(own: ExampleReport, text: str, folder: Path) -> None:
    file = folder / f"{own.report_id.replace('/', '-')}.txt"
    file.write_text(text, encoding="utf-8")
    for table, rows in read_file(source_file(file))[0].rows.items():
        for row in rows:
            own.add(table, row)


def _add_given(own: ExampleReport, table: str, row: Mapping[str, Any]) -> None:
    if table == "reported_table":
        own.table_no(row["form_code"])
        (known,) = [
            one for one in own.rows["reported_table"] if one["form_code"] == row["form_code"]
        ]
        known.update(row)
    else:
        own.add(table, _exact(table, row))


def _exact(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """YAML has no Decimal: numbers of exact columns are written as texts."""
    kinds = RAW_TABLES[table]
    return {
        name: Decimal(str(value)) if value is not None and "DECIMAL" in kinds[name] else value
        for name, value in row.items()
    }


def _settle_tables(report: ExampleReport) -> None:
    for table in report.rows.get("reported_table", []):
        amounts = [
            one
            for one in report.rows.get("reported_amount", [])
            if one["table_no"] == table["table_no"]
        ]
        table["is_empty"] = not any(one["amount_yuan"] for one in amounts)


def database(reports: Iterable[ExampleReport]) -> duckdb.DuckDBPyConnection:
    """An in-memory database with every raw table: the reports, and the catalogue as it is."""
    rows: Rows = {table: [] for table in RAW_TABLES}
    for report in reports:
        rows["report"].append(report.report)
        for table, own in report.rows.items():
            rows[table] += own
    rows |= {table: [dict(row) for row in found] for table, found in reference_rows().items()}
    return database_of(rows)


def database_of(rows: Rows) -> duckdb.DuckDBPyConnection:
    """An in-memory database with every raw table; absent columns are NULL."""
    connection = duckdb.connect()
    connection.execute("CREATE SCHEMA raw")
    for table, columns in RAW_TABLES.items():
        declared = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        connection.execute(f"CREATE TABLE raw.{table} ({declared})")
        if not rows.get(table):
            continue
        frame = pl.DataFrame(
            {
                column: pl.Series(
                    column,
                    [row.get(column) for row in rows[table]],
                    dtype=POLARS_TYPES[kind],
                    strict=True,
                )
                for column, kind in columns.items()
            }
        )
        connection.register("incoming", frame.to_arrow())
        connection.execute(f"INSERT INTO raw.{table} BY NAME SELECT * FROM incoming")
        connection.unregister("incoming")
    return connection

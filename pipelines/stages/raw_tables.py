"""Polars frames -> the tables of schema `raw` in the build DuckDB file, with exact types."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

RAW_SCHEMA = "raw"
STORAGE_VERSION = "v1.0.0"

_TEXT = "VARCHAR"
_MONEY = "DECIMAL(24,4)"
_MONEY_DECIMALS = 4

RAW_TABLES: dict[str, dict[str, str]] = {
    "reported_amount": {
        "report_id": _TEXT,
        "source_file": _TEXT,
        "form_code": _TEXT,
        "table_no": "INTEGER",
        "block": _TEXT,
        "row_code": _TEXT,
        "row_label": _TEXT,
        "measure": _TEXT,
        "measure_label": _TEXT,
        "basis": _TEXT,
        "amount_yuan": _MONEY,
        "amount_text": _TEXT,
        "unit": _TEXT,
        "shown_decimals": "SMALLINT",
        "amount_state": _TEXT,
        "row_role": _TEXT,
        "page": "INTEGER",
        "sheet": _TEXT,
        "table_row": "INTEGER",
        "table_column": "INTEGER",
        "x0": "DOUBLE",
        "y0": "DOUBLE",
        "x1": "DOUBLE",
        "y1": "DOUBLE",
        "reader": _TEXT,
    },
    "report_outcome": {
        "source_file": _TEXT,
        "sha256": _TEXT,
        "report_id": _TEXT,
        "outcome": _TEXT,
        "reason": _TEXT,
        "advice": _TEXT,
        "reader": _TEXT,
        "pages": "INTEGER",
        "figures": "INTEGER",
        "unplaced": "INTEGER",
        "seconds": "DOUBLE",
    },
    "unplaced_cell": {
        "report_id": _TEXT,
        "source_file": _TEXT,
        "page": "INTEGER",
        "sheet": _TEXT,
        "table_row": "INTEGER",
        "table_column": "INTEGER",
        "x0": "DOUBLE",
        "y0": "DOUBLE",
        "x1": "DOUBLE",
        "y1": "DOUBLE",
        "cell_text": _TEXT,
        "reason": _TEXT,
        "table_title": _TEXT,
    },
    "report": {
        "report_id": _TEXT,
        "source_file": _TEXT,
        "sha256": _TEXT,
        "agency": _TEXT,
        "agency_found_in": _TEXT,
        "region": _TEXT,
        "fiscal_year": "SMALLINT",
        "fiscal_year_found_in": _TEXT,
        "kind": _TEXT,
        "reporting_scope": _TEXT,
        "url": _TEXT,
        "retrieved_at": "TIMESTAMP",
        "figures_sha256": _TEXT,
        "supersedes": _TEXT,
    },
    "reported_table": {
        "report_id": _TEXT,
        "source_file": _TEXT,
        "table_no": "INTEGER",
        "form_code": _TEXT,
        "title": _TEXT,
        "layout": _TEXT,
        "unit": _TEXT,
        "first_page": "INTEGER",
        "last_page": "INTEGER",
        "budget_basis": _TEXT,
        "is_empty": "BOOLEAN",
        "empty_note": _TEXT,
    },
    "form": {
        "form_code": _TEXT,
        "title_zh": _TEXT,
        "title_en": _TEXT,
        "sheet_code": _TEXT,
        "display_order": "INTEGER",
    },
    "function_code": {
        "code": _TEXT,
        "name": _TEXT,
        "level": _TEXT,
        "parent": _TEXT,
        "first_year": _TEXT,
        "last_year": _TEXT,
        "fund": _TEXT,
        "status": _TEXT,
        "evidence": _TEXT,
    },
    "economic_code": {
        "code": _TEXT,
        "name": _TEXT,
        "level": _TEXT,
        "parent": _TEXT,
        "first_year": _TEXT,
        "last_year": _TEXT,
        "system": _TEXT,
        "status": _TEXT,
        "evidence": _TEXT,
    },
}
"""Every raw table: its columns in order with their DuckDB types."""


def write_raw(frames: Mapping[str, pl.DataFrame], build_file: Path) -> None:
    """Write one table of schema `raw` per frame, replacing what the build file held of it.

    In: a frame for every name of RAW_TABLES with exactly its columns, in any order; an empty
    frame may have untyped columns. Out: nothing; `build_file` is created with its folder when
    missing. Amounts must arrive as polars Decimal of at most four decimals.
    Raises ValueError on a missing or unknown table or column, TypeError where an amount is not
    Decimal.
    """
    _check_tables(frames)
    build_file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(
            f"ATTACH '{_quoted(str(build_file))}' AS build (STORAGE_VERSION '{STORAGE_VERSION}')"
        )
        connection.execute("BEGIN")
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS build.{RAW_SCHEMA}")
        for table, columns in RAW_TABLES.items():
            _write_table(connection, table, columns, frames[table])
        connection.execute("COMMIT")
        connection.execute("DETACH build")


def _write_table(
    connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], frame: pl.DataFrame
) -> None:
    name = f"build.{RAW_SCHEMA}.{table}"
    declared = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    connection.execute(f"CREATE OR REPLACE TABLE {name} ({declared})")
    if frame.is_empty():
        return
    connection.register("incoming", frame.select(list(columns)).to_arrow())
    connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM incoming")
    connection.unregister("incoming")


def _check_tables(frames: Mapping[str, pl.DataFrame]) -> None:
    missing = sorted(RAW_TABLES.keys() - frames.keys())
    unknown = sorted(frames.keys() - RAW_TABLES.keys())
    if missing or unknown:
        raise ValueError(f"raw tables: missing {missing}, unknown {unknown}")
    for table, columns in RAW_TABLES.items():
        frame = frames[table]
        if set(frame.columns) != set(columns):
            absent = sorted(columns.keys() - set(frame.columns))
            extra = sorted(set(frame.columns) - columns.keys())
            raise ValueError(f"raw.{table}: missing columns {absent}, unknown columns {extra}")
        if not frame.is_empty():
            _check_money(table, columns, frame)


def _check_money(table: str, columns: dict[str, str], frame: pl.DataFrame) -> None:
    """DuckDB would round a float or a longer fraction in silence, so refuse both."""
    for column in (name for name, kind in columns.items() if kind == _MONEY):
        kind = frame.schema[column]
        exact = isinstance(kind, pl.Decimal) and kind.scale <= _MONEY_DECIMALS
        if not exact and kind != pl.Null:
            raise TypeError(f"raw.{table}.{column}: {kind} is not Decimal with 4 decimals")


def _quoted(text: str) -> str:
    return text.replace("'", "''")

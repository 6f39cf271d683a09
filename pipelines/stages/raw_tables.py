"""Polars frames -> the tables of schema `raw` in the build DuckDB file, with exact types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl

from pipelines.stages.raw_schema import EXACT_DECIMALS, RAW_TABLES

RAW_SCHEMA = "raw"
STORAGE_VERSION = "v1.0.0"


def write_raw(parts: Iterable[Mapping[str, pl.DataFrame]], build_file: Path) -> None:
    """Write the tables of schema `raw`, replacing what the build file held of them.

    In: parts to be written one after the other, each with a frame for every name of RAW_TABLES
    with exactly its columns, in any order; an empty frame may have untyped columns. Out: nothing;
    `build_file` is created with its folder when missing. Amounts must arrive as polars Decimal of
    at most four decimals.
    Raises ValueError on a missing or unknown table or column, TypeError where an amount is not
    Decimal; then none of them is written.
    """
    build_file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(
            f"ATTACH '{_quoted(str(build_file))}' AS build (STORAGE_VERSION '{STORAGE_VERSION}')"
        )
        fill_raw(connection, parts, f"build.{RAW_SCHEMA}")
        connection.execute("DETACH build")


def fill_raw(
    connection: duckdb.DuckDBPyConnection,
    parts: Iterable[Mapping[str, pl.DataFrame]],
    schema: str = RAW_SCHEMA,
) -> None:
    """Write the parts into a schema of an open connection, as write_raw does; same errors."""
    connection.execute("BEGIN")
    try:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        for table, columns in RAW_TABLES.items():
            declared = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
            connection.execute(f"CREATE OR REPLACE TABLE {schema}.{table} ({declared})")
        for frames in parts:
            append_raw(connection, frames, schema)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def append_raw(
    connection: duckdb.DuckDBPyConnection,
    frames: Mapping[str, pl.DataFrame],
    schema: str = RAW_SCHEMA,
) -> None:
    """Add the rows of one part to the tables that fill_raw made; errors as of write_raw."""
    _check_tables(frames)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        for table, columns in RAW_TABLES.items():
            _append(connection, f"{schema}.{table}", frames[table].select(list(columns)), file)


def _append(
    connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame, file: Path
) -> None:
    if frame.is_empty():
        return
    # through Arrow in memory DuckDB needs pyarrow and numpy, which take longer to load than a
    # report's rows to be written
    frame.write_parquet(file, compression="lz4")
    connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM read_parquet(?)", [str(file)])


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
            _check_exact(table, columns, frame)


def _check_exact(table: str, columns: dict[str, str], frame: pl.DataFrame) -> None:
    """DuckDB would round a float or a longer fraction in silence, so refuse both."""
    for column, declared in columns.items():
        if declared not in EXACT_DECIMALS:
            continue
        decimals = EXACT_DECIMALS[declared]
        kind = frame.schema[column]
        exact = isinstance(kind, pl.Decimal) and kind.scale <= decimals
        if not exact and kind != pl.Null:
            raise TypeError(f"raw.{table}.{column}: {kind} is not Decimal with {decimals} decimals")


def _quoted(text: str) -> str:
    return text.replace("'", "''")

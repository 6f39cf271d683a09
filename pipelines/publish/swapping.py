"""Build file -> published file: copied beside the target, then put in its place in one step."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

PUBLISHED_SCHEMAS = ("marts", "quality")
STORAGE_VERSION = "v1.0.0"
STORAGE_HEADER = 64
"""What bytes 12 to 20 of a DuckDB file say when it is written with STORAGE_VERSION."""


class PublishFailed(Exception):
    """The build file has nothing to publish or the target cannot be replaced."""


def publish(build_file: Path, warehouse: Path) -> None:
    """Replace `warehouse` by a file that holds the marts and quality tables of `build_file`.

    In: a build file that transform finished; the target, whose folder is created when missing.
    The file is written beside the target and moved over it whole, so open readers keep the old
    one and a killed run leaves the target as it was. It has comments on every table and column,
    rows in the order of the declared keys, and no keys or indexes, which older engines refuse.
    Raises PublishFailed when there is no table to publish, the written file has another storage
    version, or the target is a folder; FileNotFoundError without a build file.
    """
    if not build_file.is_file():
        raise FileNotFoundError(f"no build file {build_file}")
    if warehouse.is_dir():
        raise PublishFailed(f"{warehouse} 是文件夹，不是文件 / is a folder, not a file")
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    unfinished = warehouse.with_name(f".{warehouse.name}.unfinished")
    with _alone_in(warehouse.parent):
        _remove(unfinished)
        try:
            _write(build_file, unfinished)
            _check_storage(unfinished)
            _flush(unfinished)
            # a log left beside the old file must not be replayed into the new one
            _write_ahead_log(warehouse).unlink(missing_ok=True)
            os.replace(unfinished, warehouse)
            _flush(warehouse.parent)
        finally:
            _remove(unfinished)


def _write(build_file: Path, target: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{_quoted(str(build_file))}' AS build (READ_ONLY)")
        connection.execute(
            f"ATTACH '{_quoted(str(target))}' AS published (STORAGE_VERSION '{STORAGE_VERSION}')"
        )
        tables = _published_tables(connection)
        if {schema for schema, _ in tables} != set(PUBLISHED_SCHEMAS):
            raise PublishFailed(
                f"{build_file}: 没有可发布的汇总表 / no marts and quality tables to publish"
            )
        for schema in PUBLISHED_SCHEMAS:
            connection.execute(f"CREATE SCHEMA published.{schema}")
        for schema, table in tables:
            _copy_table(connection, schema, table)
        connection.execute("CHECKPOINT published")
        connection.execute("DETACH published")


def _published_tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() "
        "WHERE database_name = 'build' AND list_contains(?, schema_name) ORDER BY ALL",
        [list(PUBLISHED_SCHEMAS)],
    ).fetchall()


def _copy_table(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> None:
    name = f'{schema}."{table}"'
    order = ", ".join(f'"{column}" NULLS FIRST' for column in _row_order(connection, schema, table))
    connection.execute(
        f"CREATE TABLE published.{name} AS SELECT * FROM build.{name} ORDER BY {order}"
    )
    (table_comment,) = connection.execute(
        "SELECT comment FROM duckdb_tables() "
        "WHERE database_name = 'build' AND schema_name = ? AND table_name = ?",
        [schema, table],
    ).fetchall()[0]
    _comment(connection, f"TABLE published.{name}", table_comment)
    for column, comment in _columns(connection, schema, table):
        _comment(connection, f'COLUMN published.{name}."{column}"', comment)


def _row_order(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[str]:
    """The declared key, then every other column, so that the order is total."""
    declared = connection.execute(
        "SELECT column_name FROM build.publishing.declared_key "
        "WHERE schema_name = ? AND table_name = ? ORDER BY key_position",
        [schema, table],
    ).fetchall()
    key = [column for (column,) in declared]
    if not key:
        raise PublishFailed(f"{schema}.{table}: 没有声明主键 / has no declared key")
    return key + [name for name, _ in _columns(connection, schema, table) if name not in key]


def _columns(
    connection: duckdb.DuckDBPyConnection, schema: str, table: str
) -> list[tuple[str, str | None]]:
    return connection.execute(
        "SELECT column_name, comment FROM duckdb_columns() "
        "WHERE database_name = 'build' AND schema_name = ? AND table_name = ? "
        "ORDER BY column_index",
        [schema, table],
    ).fetchall()


def _comment(connection: duckdb.DuckDBPyConnection, subject: str, comment: str | None) -> None:
    if comment is not None:
        connection.execute(f"COMMENT ON {subject} IS '{_quoted(comment)}'")


def _check_storage(file: Path) -> None:
    with file.open("rb") as stream:
        header = int.from_bytes(stream.read(20)[12:20], "little")
    if header != STORAGE_HEADER:
        raise PublishFailed(f"storage header is {header}, not {STORAGE_HEADER}")


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One publisher at a time in a folder; the lock ends with the process, killed or not."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    _write_ahead_log(file).unlink(missing_ok=True)


def _write_ahead_log(file: Path) -> Path:
    return file.with_name(file.name + ".wal")


def _quoted(text: str) -> str:
    return text.replace("'", "''")

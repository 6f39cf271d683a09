"""Build file -> a file of the published tables and views, with comments, in stable order.

What is made of the descriptions belongs in chinese_views and meta_tables; where the file goes
afterwards in swapping and releases.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.publish.chinese_views import create_chinese_views
from pipelines.publish.describing import TableWords, described_tables
from pipelines.publish.history import create_history
from pipelines.publish.meta_tables import create_meta_tables

PUBLISHED_SCHEMAS = ("marts", "quality")
STORAGE_VERSION = "v1.0.0"


class PublishFailed(Exception):
    """The build file has nothing to publish, is faulty, or the target cannot be replaced."""


def write_published(build_file: Path, target: Path) -> None:
    """Write the marts and quality tables and views of `build_file` into a new file `target`.

    Every table and column has its comment, rows stand in the order of the declared keys, and there
    are no keys or indexes, which older engines refuse. Views name their tables by schema alone.
    The history is there and empty; schemas zh and meta say the same in Chinese and describe it
    all. Raises PublishFailed when there is no table to publish or a table has no declared key.
    """
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
        connection.execute("BEGIN")
        for schema in PUBLISHED_SCHEMAS:
            connection.execute(f"CREATE SCHEMA published.{schema}")
        for schema, table in tables:
            _copy_table(connection, schema, table)
        connection.execute("USE published")
        for schema, view in _published_views(connection):
            _copy_view(connection, schema, view)
        create_history(connection)
        described = _described(connection)
        create_chinese_views(connection, described)
        create_meta_tables(connection, "published", _declared_keys(connection))
        connection.execute("COMMIT")
        connection.execute("USE memory")
        connection.execute("CHECKPOINT published")
        connection.execute("DETACH published")


def _described(connection: duckdb.DuckDBPyConnection) -> list[TableWords]:
    try:
        return described_tables(connection, "published", PUBLISHED_SCHEMAS)
    except ValueError as problem:
        raise PublishFailed(str(problem)) from problem


def _published_tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() "
        "WHERE database_name = 'build' AND list_contains(?, schema_name) ORDER BY ALL",
        [list(PUBLISHED_SCHEMAS)],
    ).fetchall()


def _published_views(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT schema_name, view_name FROM duckdb_views() "
        "WHERE database_name = 'build' AND list_contains(?, schema_name) ORDER BY ALL",
        [list(PUBLISHED_SCHEMAS)],
    ).fetchall()


def _copy_view(connection: duckdb.DuckDBPyConnection, schema: str, view: str) -> None:
    name = f'{schema}."{view}"'
    (sql, comment) = connection.execute(
        "SELECT sql, comment FROM duckdb_views() "
        "WHERE database_name = 'build' AND schema_name = ? AND view_name = ?",
        [schema, view],
    ).fetchall()[0]
    connection.execute(sql)
    _comment(connection, f"VIEW published.{name}", comment)
    for column, said in _columns(connection, schema, view):
        _comment(connection, f'COLUMN published.{name}."{column}"', said)


def _declared_keys(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str, str], int]:
    return {
        (schema, table, column): position
        for schema, table, column, position in connection.execute(
            "SELECT schema_name, table_name, column_name, key_position "
            "FROM build.publishing.declared_key"
        ).fetchall()
    }


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


def _quoted(text: str) -> str:
    return text.replace("'", "''")

"""The published tables as one workbook, under their Chinese names: what Excel users take away.

How a workbook is written belongs in typeset.data_workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines.publish.describing import TableWords
from pipelines.typeset.data_workbook import SheetOfRows, write_data_workbook

SAME_ROWS_ELSEWHERE = ("wide_printed_amount", "wide_verdict")
"""Views that repeat a long table with a few names beside it; the table has its sheet."""
_ROWS_AT_ONCE = 5_000
_ORDER = ("wide_", "fct_", "dim_")


def write_workbook(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[TableWords],
    path: Path,
    release_no: int,
) -> None:
    """Write the tables as the sheets of one workbook: wide views first, then facts, dimensions.

    In: a connection to a published file, its described marts, quality and meta tables.
    """
    shown = [table for table in tables if table.name not in SAME_ROWS_ELSEWHERE]
    shown.sort(key=_place)
    sheets = [_sheet(connection, table) for table in shown]
    heading = (
        f"部门决算数据仓库 · 发布 {release_no} / Final accounts warehouse, release {release_no}"
    )
    write_data_workbook(path, heading, sheets)


def _place(table: TableWords) -> tuple[int, int, str]:
    schemas = ("marts", "quality", "meta")
    kinds = [table.name.startswith(beginning) for beginning in _ORDER]
    return schemas.index(table.schema), kinds.index(True) if any(kinds) else len(kinds), table.name


def _sheet(connection: duckdb.DuckDBPyConnection, table: TableWords) -> SheetOfRows:
    relation = f'{table.schema}."{table.name}"'
    if table.schema != "meta":
        relation = f'zh."{table.name_zh or table.name}"'
    columns = connection.execute(f"DESCRIBE {relation}").fetchall()
    names = [name for name, *_ in columns]
    if table.schema == "meta":
        words = {column.name: column.name_zh or column.name for column in table.columns}
        names = [words[name] for name in names]
    ((count,),) = connection.execute(f"SELECT count(*) FROM {relation}").fetchall()
    return SheetOfRows(
        title=(table.name_zh or table.name)[:31],
        name_en=f"{table.schema}.{table.name}",
        told=table.description or "",
        columns=names,
        money=frozenset(
            position for position, name in enumerate(names) if name.endswith(("_元", "_万元"))
        ),
        row_count=count,
        rows=_rows(connection, relation),
    )


def _rows(connection: duckdb.DuckDBPyConnection, relation: str) -> Iterator[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"FROM {relation}")
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            yield from rows

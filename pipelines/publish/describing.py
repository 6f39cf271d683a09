"""What the comments of a published file say: Chinese names, and Chinese words for code values.

Every description has one form, `English (中文名): code 中文, code 中文`. The schema zh, the data
dictionary, the workbook and the data package are all made of it; how they look belongs there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

_NAME_IN_BRACKETS = re.compile(r"\(([^()]*[一-鿿][^()]*)\)")
_VALUE = re.compile(r"([a-z][a-z0-9_]*) ([^\x00-\x7f]+)(?: .*)?")
_UNITS = {"元": "_元", "万元": "_万元", "%": "_百分比", "秒": "_秒"}


@dataclass(frozen=True)
class ColumnWords:
    """A published column: its place, type and description, and what the description says.

    `name_zh` is fit for an identifier, None where the description has no Chinese name;
    `values_zh` are Chinese words by code value.
    """

    name: str
    data_type: str
    description: str | None
    name_zh: str | None
    values_zh: dict[str, str]


@dataclass(frozen=True)
class TableWords:
    """A published table or view with its columns in order."""

    schema: str
    name: str
    is_view: bool
    description: str | None
    name_zh: str | None
    columns: tuple[ColumnWords, ...]


def name_in_chinese(description: str | None) -> str | None:
    """The Chinese name in a description, as an identifier: `(金额, 元)` gives 金额_元."""
    found = _NAME_IN_BRACKETS.search(description or "")
    if found is None:
        return None
    name, _, unit = found[1].partition(", ")
    return re.sub(r"[\s“”]", "", name) + _UNITS.get(unit, f"_{unit}" if unit else "")


def values_in_chinese(description: str | None) -> dict[str, str]:
    """Chinese words by code value: `basic 基本支出, project 项目支出` after the Chinese name."""
    found = _NAME_IN_BRACKETS.search(description or "")
    if found is None or description is None:
        return {}
    _, _, listed = description[found.end() :].partition(": ")
    entries = re.split(r"[,;] ", listed)
    values = (_VALUE.fullmatch(entry.strip()) for entry in entries)
    return {value[1]: value[2] for value in values if value is not None}


def described_tables(
    connection: duckdb.DuckDBPyConnection, database: str, schemas: Sequence[str]
) -> list[TableWords]:
    """The tables and views of some schemas of an attached database, by schema and name.

    Raises ValueError when two columns of a table, or two tables, have one Chinese name.
    """
    relations = connection.execute(
        "SELECT schema_name, table_name, false, comment FROM duckdb_tables() "
        "WHERE database_name = $1 AND list_contains($2, schema_name) UNION ALL "
        "SELECT schema_name, view_name, true, comment FROM duckdb_views() "
        "WHERE database_name = $1 AND list_contains($2, schema_name) ORDER BY ALL",
        [database, list(schemas)],
    ).fetchall()
    columns: dict[tuple[str, str], list[ColumnWords]] = {}
    for schema, table, name, data_type, comment in connection.execute(
        "SELECT schema_name, table_name, column_name, data_type, trim(comment) "
        "FROM duckdb_columns() WHERE database_name = $1 AND list_contains($2, schema_name) "
        "ORDER BY schema_name, table_name, column_index",
        [database, list(schemas)],
    ).fetchall():
        words = ColumnWords(
            name, data_type, comment, name_in_chinese(comment), values_in_chinese(comment)
        )
        columns.setdefault((schema, table), []).append(words)
    tables = []
    for schema, name, is_view, comment in relations:
        described = tuple(columns[(schema, name)])
        _refuse_repeated(f"{schema}.{name}", [column.name_zh for column in described])
        said = " ".join(comment.split()) if comment else None
        tables.append(TableWords(schema, name, is_view, said, name_in_chinese(said), described))
    _refuse_repeated("zh", [table.name_zh for table in tables])
    return tables


def _refuse_repeated(place: str, names: Sequence[str | None]) -> None:
    repeated = [name for name, count in Counter(filter(None, names)).items() if count > 1]
    if repeated:
        raise ValueError(
            f"{place}: 中文名重复 / the same Chinese name twice: {', '.join(repeated)}; "
            "在说明的括号里改名 / change the name in brackets of a description"
        )

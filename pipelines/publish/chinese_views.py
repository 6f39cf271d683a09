"""The schema zh of a published file: every published table as a view with Chinese names.

Names and words come from the descriptions (describing); what the tables hold belongs in dbt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from pipelines.publish.describing import ColumnWords, TableWords

SCHEMA = "zh"
_IN_YUAN, _IN_WAN = "_yuan", "_wan"


def create_chinese_views(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[TableWords]
) -> None:
    """Create zh in the current database: one view a table, comments on views and columns.

    Code values are shown in the Chinese words of their descriptions, other values as they are; an
    amount that is stored in 元 only gets its 万元 beside it. The views are plain SELECTs over
    tables named by schema alone, which DuckDB from 1.1 on opens under whatever file name.
    """
    connection.execute(f"CREATE SCHEMA {SCHEMA}")
    for table in tables:
        view = f"{SCHEMA}.{_identifier(table.name_zh or table.name)}"
        columns = list(_shown_columns(table))
        chosen = ", ".join(f"{term} AS {_identifier(name)}" for name, term, _ in columns)
        source = f"{table.schema}.{_identifier(table.name)}"
        statements = [f"CREATE VIEW {view} AS SELECT {chosen} FROM {source}"]
        if table.description:
            statements.append(f"COMMENT ON VIEW {view} IS {_literal(table.description)}")
        statements += [
            f"COMMENT ON COLUMN {view}.{_identifier(name)} IS {_literal(comment)}"
            for name, _, comment in columns
            if comment
        ]
        connection.execute("; ".join(statements))


def _shown_columns(table: TableWords) -> Iterator[tuple[str, str, str | None]]:
    """Name, SQL term and comment of every column of the view."""
    names = {column.name for column in table.columns}
    for column in table.columns:
        yield column.name_zh or column.name, _term(column), column.description
        stem = column.name.removesuffix(_IN_YUAN)
        if stem != column.name and stem + _IN_WAN not in names:
            name = (column.name_zh or column.name).removesuffix("_元") + "_万元"
            in_wan = f"CAST({_identifier(column.name)} * 0.0001 AS DECIMAL(24, 8))"
            said = (column.description or "").replace(", 元)", ", 万元)", 1)
            yield name, in_wan, f"{said}; here in ten thousand yuan"


def _term(column: ColumnWords) -> str:
    name = _identifier(column.name)
    if not column.values_zh or column.data_type != "VARCHAR":
        return name
    cases = " ".join(
        f"WHEN {_literal(value)} THEN {_literal(word)}" for value, word in column.values_zh.items()
    )
    return f"CASE {name} {cases} ELSE {name} END"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

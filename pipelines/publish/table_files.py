"""Published tables -> files for other programs: parquet as stored, CSV that spreadsheets open.

The workbook belongs in export_workbook, what describes the files in data_package.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.publish.describing import ColumnWords, TableWords

BYTE_ORDER_MARK = "\ufeff"
# a text cell that a spreadsheet would run, full-width signs too, which an East Asian Excel takes
# for the others; a lone sign and a signed figure are harmless
_DANGEROUS = r"^[=+\-@＝＋－＠\t\r\n]"
_HARMLESS = r"[-+－＋]?([0-9][0-9,]*(\.[0-9]+)?%?)?"


def write_parquet(connection: duckdb.DuckDBPyConnection, table: TableWords, folder: Path) -> Path:
    """Write a table with its own types, exact decimals included; gives the file."""
    file = folder / f"{table.name}.parquet"
    connection.execute(
        f"COPY (FROM {_relation(table)}) TO '{_quoted(file)}' (FORMAT parquet, COMPRESSION zstd)"
    )
    return file


def write_csv(connection: duckdb.DuckDBPyConnection, table: TableWords, folder: Path) -> Path:
    """Write a table as UTF-8 CSV with a byte order mark, without which Excel reads no Chinese.

    Text that begins with = + - @ gets an apostrophe before it, so that no spreadsheet runs it;
    figures, signed ones too, stay as they are. Lists are joined by "; ". Gives the file.
    """
    file = folder / f"{table.name}.csv"
    # the mark goes out as the beginning of the first column's name: COPY has no option for it
    marks = (BYTE_ORDER_MARK, *[""] * len(table.columns))
    columns = ", ".join(
        f'{_safe_term(column)} AS "{mark}{column.name}"'
        for mark, column in zip(marks, table.columns, strict=False)
    )
    connection.execute(
        f"COPY (SELECT {columns} FROM {_relation(table)}) TO '{_quoted(file)}' "
        "(FORMAT csv, HEADER true)"
    )
    return file


def _safe_term(column: ColumnWords) -> str:
    name = f'"{column.name}"'
    if column.data_type.endswith("[]"):
        name = f"array_to_string({name}, '; ')"
    elif column.data_type != "VARCHAR":
        return name
    return (
        f"CASE WHEN regexp_matches({name}, '{_DANGEROUS}') "
        f"AND NOT regexp_full_match({name}, '{_HARMLESS}') THEN '''' || {name} ELSE {name} END"
    )


def _relation(table: TableWords) -> str:
    return f'{table.schema}."{table.name}"'


def _quoted(file: Path) -> str:
    return str(file).replace("'", "''")

"""A published file -> what people take away from it: files by table, one workbook, descriptions.

How each kind of file is written belongs in table_files, export_workbook and data_package.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
from jinja2 import Environment

from pipelines.publish.data_package import Keys, write_data_package
from pipelines.publish.describing import TableWords, described_tables
from pipelines.publish.export_workbook import write_workbook
from pipelines.publish.table_files import write_csv, write_parquet

EXPORTED_SCHEMAS = ("marts", "quality", "meta")
WORKBOOK = "juesuan.xlsx"
DICTIONARY = "data_dictionary.html"
_TEMPLATE_FILE = Path(__file__).with_name("dictionary.html.j2")


def write_exports(file: Path, folder: Path, release_no: int) -> list[Path]:
    """Write the exports of a published file into a folder that is made; gives all files.

    parquet/ and csv/ have a file for every table and wide view, with datapackage.json for the CSV
    files; juesuan.xlsx has a sheet for every table; data_dictionary.html describes every column.
    """
    for kind in ("parquet", "csv"):
        (folder / kind).mkdir(parents=True)
    with duckdb.connect(str(file), read_only=True) as connection:
        ((database,),) = connection.execute("SELECT current_database()").fetchall()
        tables = described_tables(connection, database, EXPORTED_SCHEMAS)
        keys = _keys(connection)
        as_parquet = [write_parquet(connection, one, folder / "parquet") for one in tables]
        as_csv = {write_csv(connection, one, folder / "csv"): one for one in tables}
        write_workbook(connection, tables, folder / WORKBOOK, release_no)
    package = write_data_package(folder, as_csv, keys, release_no)
    dictionary = folder / DICTIONARY
    dictionary.write_text(_dictionary_page(tables, keys, release_no), encoding="utf-8")
    return [dictionary, package, folder / WORKBOOK, *as_csv, *as_parquet]


def _dictionary_page(tables: Sequence[TableWords], keys: Keys, release_no: int) -> str:
    template = Environment(autoescape=True).from_string(_TEMPLATE_FILE.read_text(encoding="utf-8"))
    return template.render(tables=tables, keys=keys, release_no=release_no) + "\n"


def _keys(connection: duckdb.DuckDBPyConnection) -> Keys:
    return {
        (schema, table): columns
        for schema, table, columns in connection.execute(
            "SELECT schema_name, table_name, list(column_name ORDER BY key_position) "
            "FROM meta.data_dictionary WHERE key_position IS NOT NULL GROUP BY ALL"
        ).fetchall()
    }

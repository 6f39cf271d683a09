"""The schema meta of a published file: the data dictionary and the metrics, for BI tools.

The dictionary is made of the comments; what a metric is stands in metrics.yml.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow

from pipelines.publish.chinese_views import SCHEMA as CHINESE_SCHEMA
from pipelines.publish.describing import described_tables
from pipelines.publish.metrics import load_metrics

SCHEMA = "meta"
DESCRIBED_SCHEMAS = ("marts", "quality", SCHEMA, CHINESE_SCHEMA)
METRICS_FILE = Path(__file__).with_name("metrics.yml")

META_TABLES = {
    "data_dictionary": (
        "Every published table, view and column with its description (数据字典).",
        {
            "schema_name": ("VARCHAR", "Schema of the table (模式)"),
            "table_name": ("VARCHAR", "Table or view (表)"),
            "table_zh": ("VARCHAR", "Its Chinese name, that of its view in schema zh (表中文名)"),
            "is_view": ("BOOLEAN", "True for a view (是否视图)"),
            "table_description": ("VARCHAR", "What the table holds (表说明)"),
            "column_position": ("INTEGER", "Position of the column, from 1 (列序)"),
            "column_name": ("VARCHAR", "Column (列)"),
            "column_zh": ("VARCHAR", "Its Chinese name, that of the column in zh (列中文名)"),
            "data_type": ("VARCHAR", "Type of the column (数据类型)"),
            "key_position": ("INTEGER", "Position in the unique key (主键序), else NULL"),
            "description": ("VARCHAR", "What the column holds (列说明)"),
            "code_values": ("VARCHAR", "Code values and their Chinese words (代码值), where known"),
        },
    ),
    "metrics": (
        "Figures that people ask for, each with the expression that gives it (常用指标).",
        {
            "metric_id": ("VARCHAR", "Name of the metric for programs (指标编号)"),
            "name_zh": ("VARCHAR", "Chinese name (指标中文名)"),
            "name_en": ("VARCHAR", "English name (指标英文名)"),
            "table_name": ("VARCHAR", "Table that the expression is over (取数表)"),
            "expression": ("VARCHAR", "SQL expression over that table, with any GROUP BY (表达式)"),
            "unit": (
                "VARCHAR",
                "Unit of the result (单位): wan 万元, percent 百分数, count 个数, points 分",
            ),
            "additivity": (
                "VARCHAR",
                "Whether results may be added up (可加性): additive 可加, "
                "semi_additive 跨年不可加 (not over years), non_additive 不可加",
            ),
            "grain": ("VARCHAR", "What it may be grouped by (粒度), columns of the table"),
            "note": ("VARCHAR", "What to know when using it (注意)"),
        },
    ),
}


def create_meta_tables(
    connection: duckdb.DuckDBPyConnection,
    database: str,
    declared_keys: Mapping[tuple[str, str, str], int],
) -> None:
    """Create and fill meta in the current database, which is called `database`.

    In: the position of every column in its table's key. All published tables and views, those of
    zh and meta too, must be there already.
    """
    connection.execute(f"CREATE SCHEMA {SCHEMA}")
    for table, (comment, columns) in META_TABLES.items():
        declared = ", ".join(f"{name} {kind}" for name, (kind, _) in columns.items())
        connection.execute(f"CREATE TABLE {SCHEMA}.{table} ({declared})")
        connection.execute(f"COMMENT ON TABLE {SCHEMA}.{table} IS '{comment}'")
        for name, (_, said) in columns.items():
            connection.execute(f"COMMENT ON COLUMN {SCHEMA}.{table}.{name} IS '{said}'")
    _fill(connection, "metrics", [tuple(one.values()) for one in load_metrics(METRICS_FILE)])
    _fill(connection, "data_dictionary", _dictionary(connection, database, declared_keys))


def _dictionary(
    connection: duckdb.DuckDBPyConnection,
    database: str,
    declared_keys: Mapping[tuple[str, str, str], int],
) -> list[tuple[object, ...]]:
    return [
        (
            table.schema,
            table.name,
            table.name_zh,
            table.is_view,
            table.description,
            position,
            column.name,
            column.name_zh,
            column.data_type,
            declared_keys.get((table.schema, table.name, column.name)),
            column.description,
            "; ".join(f"{value} {word}" for value, word in column.values_zh.items()) or None,
        )
        for schema in DESCRIBED_SCHEMAS
        for table in described_tables(connection, database, [schema])
        for position, column in enumerate(table.columns, start=1)
    ]


def _fill(
    connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[object, ...]]
) -> None:
    # through Arrow: as parameters, 1,400 rows took three seconds
    columns = dict(zip(META_TABLES[table][1], zip(*rows, strict=True), strict=True))
    connection.register("meta_rows", pyarrow.table(columns))
    connection.execute(f"INSERT INTO {SCHEMA}.{table} SELECT * FROM meta_rows")
    connection.unregister("meta_rows")

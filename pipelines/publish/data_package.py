"""datapackage.json beside the CSV files: what they hold, for programs that read Data Packages.

Types, keys and words come from the published file; the fiscal types stand in fiscal_types.yml.
Specification: https://specs.frictionlessdata.io/ (Data Package and Table Schema 1).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from pipelines.publish.describing import ColumnWords, TableWords

FISCAL_TYPES_FILE = Path(__file__).with_name("fiscal_types.yml")
NAME = "juesuan"
# columns that point at the one-column key of a table of the same schema; dbt tests the relation
REFERENCES = {
    "report_id": "dim_report",
    "agency_id": "dim_agency",
    "project_id": "dim_project",
    "function_key": "dim_function",
    "economic_key": "dim_economic_class",
}
_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DOUBLE": "number",
    "SMALLINT": "integer",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "TIMESTAMP": "datetime",
}
DATE_AND_TIME = "%Y-%m-%d %H:%M:%S"

Keys = Mapping[tuple[str, str], Sequence[str]]


def write_data_package(
    folder: Path, files: Mapping[Path, TableWords], keys: Keys, release_no: int
) -> Path:
    """Write folder/datapackage.json for CSV files that lie below the folder; gives the file.

    In: the table of every file, the key columns of every (schema, table), the release.
    """
    package = {
        "name": NAME,
        "title": "部门决算数据仓库 / Warehouse of Chinese departmental final accounts",
        "description": (
            "部门决算公开报告中印出的每一个数字，金额为元和万元。CSV 中以 = + - @ 开头的文字前"
            "加了一个撇号，防止表格软件当作公式。 Every figure printed in published final "
            "accounts, in yuan and in ten thousand yuan. In the CSV files text that begins with "
            "= + - @ has an apostrophe before it, so that no spreadsheet runs it."
        ),
        "version": f"{release_no}",
        "countryCode": "CN",
        "resources": [
            _resource(folder, file, table, keys) for file, table in sorted(files.items())
        ],
    }
    target = folder / "datapackage.json"
    target.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target


def _resource(folder: Path, file: Path, table: TableWords, keys: Keys) -> dict[str, Any]:
    content = file.read_bytes()
    return {
        "name": table.name,
        "path": file.relative_to(folder).as_posix(),
        "title": table.name_zh or table.name,
        "description": table.description or "",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(table, column) for column in table.columns],
            "missingValues": [""],
            **_keys(table, keys),
        },
    }


def _field(table: TableWords, column: ColumnWords) -> dict[str, Any]:
    of_decimal = "number" if column.data_type.startswith("DECIMAL") else "string"
    field = {
        "name": column.name,
        "type": _TYPES.get(column.data_type, of_decimal),
        "title": column.name_zh or column.name,
        "description": column.description or "",
    }
    if field["type"] == "datetime":
        field["format"] = DATE_AND_TIME
    fiscal = _fiscal_type(table.name, column.name)
    return {**field, "columnType": fiscal} if fiscal else field


def _keys(table: TableWords, keys: Keys) -> dict[str, Any]:
    key = list(keys.get((table.schema, table.name), ()))
    found: dict[str, Any] = {"primaryKey": key} if key else {}
    references = [
        {"fields": [column.name], "reference": {"resource": pointed, "fields": [column.name]}}
        for column in table.columns
        for pointed in [REFERENCES.get(column.name)]
        if pointed and pointed != table.name and table.schema == "marts"
    ]
    return {**found, **({"foreignKeys": references} if references else {})}


def _fiscal_type(table: str, column: str) -> str | None:
    fiscal = _fiscal_types()
    chosen: str | None = fiscal["tables"].get(table, {}).get(column) or fiscal["columns"].get(
        column
    )
    return chosen


@cache
def _fiscal_types() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(
        FISCAL_TYPES_FILE.read_text(encoding="utf-8")
    )
    return loaded

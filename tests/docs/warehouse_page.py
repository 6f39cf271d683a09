"""docs/warehouse.md: the published tables, from the descriptions of their models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipelines.publish.history import HISTORY
from pipelines.publish.meta_tables import META_TABLES
from pipelines.stages.diagnosing import COLUMN_COMMENTS, TABLE_COMMENT

MODELS = Path(__file__).resolve().parents[2] / "dbt" / "models"
_HEAD = """# 数据仓库 / The warehouse

发布的表、它们的键和列。每列的含义、中文名和代码值见各列的注释、`meta.data_dictionary` 或
`exports/data_dictionary.html`；怎样连接见 [connecting.md](connecting.md)。本页由 `make docs` 从各
模型的说明生成，并由测试核对。

The published tables with their keys and columns. What a column means stands in its comment, in
`meta.data_dictionary` and in `exports/data_dictionary.html`; how to connect, in
[connecting.md](connecting.md). Written by `make docs` from the descriptions of the models
(`dbt/models/**/*.yml`), held current by a test.

* 汇总表只含现行、不重复报告的明细：直接求和即可。A plain `sum` over a fact is right: leaves only,
  of current reports, each figure once. Totals and superseded reports stay in
  `marts.fct_reported_amount`.
* `…_yuan` 元，`…_wan` 万元，DECIMAL。`schema zh`: every table under its Chinese name.
* 键加粗。 Columns of the unique key are bold.
"""
_LAYERS = """## 各层 / The layers

| schema | what |
|---|---|
| `raw` | what reading gives (`pipelines/stages/raw_schema.py`); in the build file only |
| `staging` | the same with types and names settled |
| `intermediate`, `checks` | what several marts need; the terms and verdicts of the identities |
| `marts`, `quality` | published, contracts enforced; `quality.schema_version` says which |
| `zh`, `meta` | published, made of the descriptions |
"""


@dataclass(frozen=True)
class Table:
    """A published table as its description has it."""

    schema: str
    name: str
    description: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


def page() -> str:
    """The whole page."""
    tables = sorted(published_tables(), key=lambda table: table.name)
    sections = [
        _section(title, [table for table in tables if belongs(table)])
        for title, belongs in _SECTIONS.items()
    ]
    return "\n".join([_HEAD, *sections, _LAYERS])


_SECTIONS = {
    "事实 / Facts (`marts`)": lambda table: (
        table.name.startswith("fct_") and table.schema == "marts"
    ),
    "宽表 / Wide views (`marts`)": lambda table: table.name.startswith("wide_"),
    "维度 / Dimensions (`marts`)": lambda table: table.name.startswith("dim_"),
    "质量 / Quality (`quality`)": lambda table: table.schema == "quality",
    "说明 / Descriptions (`meta`)": lambda table: table.schema == "meta",
}


def published_tables() -> Iterator[Table]:
    """Every table of schemas marts, quality and meta."""
    for file in sorted(MODELS.rglob("*.yml")):
        for model in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get("models", ()):
            layer, folder, *_ = file.relative_to(MODELS).parts
            if layer == "marts" or model["name"] == "fct_identity_verdict":
                yield _of_model("marts" if folder in ("core", "wide") else "quality", model)
    for name, (description, columns) in HISTORY.items():
        yield Table("quality", name, description, tuple(columns), ())
    for name, (description, columns) in META_TABLES.items():
        yield Table("meta", name, description, tuple(columns), ())
    yield Table("quality", "fct_diagnosis", TABLE_COMMENT, tuple(COLUMN_COMMENTS), ())


def _of_model(schema: str, model: Mapping[str, Any]) -> Table:
    keys = [
        test["unique_combination"]["arguments"]["columns"]
        for test in model.get("data_tests", ())
        if isinstance(test, Mapping) and "unique_combination" in test
    ]
    columns = tuple(column["name"] for column in model["columns"])
    return Table(
        schema, model["name"], model["description"], columns, tuple(keys[0]) if keys else ()
    )


def _section(title: str, tables: list[Table]) -> str:
    rows = [
        f"| `{table.name}` | {' '.join(table.description.split())} | {_columns(table)} |"
        for table in tables
    ]
    return "\n".join(
        [f"## {title}", "", "| table | what it holds | columns |", "|---|---|---|", *rows, ""]
    )


def _columns(table: Table) -> str:
    return ", ".join(f"**{name}**" if name in table.key else name for name in table.columns)

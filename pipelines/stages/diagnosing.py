"""The diagnosis of violations, from the models that gave the verdicts.

It runs after the models, in memory or in a build file; what explains what is found in checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from pipelines.checks.diagnosis_model import DIAGNOSIS_COLUMNS
from pipelines.checks.diagnosis_terms import diagnosis_rows
from pipelines.checks.evaluating import EVALUATED_SCHEMA

TABLE = "quality.fct_diagnosis"
_KEY = ("report_id", "diagnosis_no")
TABLE_COMMENT = (
    "The smallest explanation of violated identities (勾稽不符的最小解释): which cell, what it "
    "would have to be, and whether our reading or the publication is the likelier cause."
)
COLUMN_COMMENTS: Mapping[str, str] = {
    "report_id": "The report (报告编号)",
    "source_file": "File it was read from (来源文件), path relative to the sources folder",
    "diagnosis_no": "Number of the explanation in the report, from 1 (序号)",
    "kind": "What happened (类别): figure 单个数字, figures_exchanged 两数互换, rows_slipped 错行, "
    "columns_exchanged 两栏互换, unexplained 未能解释",
    "slip": "How the printed figure differs (差错形式): digit_lost 漏位, point_moved 点移位 …",
    "form_code": "Form of the figure (决算表), see dim_form",
    "row_code": "Code of its row (科目编码)",
    "row_label": "Name of its row as printed (项目名称)",
    "measure": "What its column states (指标)",
    "basis": "Which figure it is (口径)",
    "cells": "The cells that would have to change (单元格)",
    "printed": "What is printed (印出数)",
    "implied": "What the identities imply (推算数)",
    "implied_low": "Lower end of what they allow (推算下限), in the printed unit",
    "implied_high": "Upper end of what they allow (推算上限)",
    "unit": "Printed unit (金额单位): yuan 元, wan 万元, yi 亿元",
    "explained": "Violations that it explains (解释的不符项数)",
    "supporting": "Identities that would hold exactly (支持的勾稽数)",
    "broken": "Identities that would fail instead (反被打破的勾稽数)",
    "unexplained": "Violations that stay (仍未解释的不符项数)",
    "ties": "Explanations that are as good (同样好的解释数)",
    "tied_cells": "Cells of those explanations (同样可能的单元格)",
    "identities": "The violated identities (不符的勾稽关系)",
    "likely_cause": "The likelier cause (更可能的原因): publication 公布有误, reading 读取有误, "
    "undecided 不能确定",
    "message": "The explanation in words (说明)",
}


def diagnose_evaluated(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The diagnoses of the verdicts that `evaluate` left in a connection."""
    return diagnosis_rows(connection, lambda name: f'"{EVALUATED_SCHEMA}"."{name}"')


def write_diagnosis(build_file: Path) -> int:
    """Write quality.fct_diagnosis into a build file whose models are built; the number of rows.

    The table has comments and a declared key like the tables that dbt made.
    """
    with duckdb.connect(str(build_file)) as connection:
        rows = diagnosis_rows(connection, lambda name: _relation(connection, name))
        declared = ", ".join(f'"{name}" {kind}' for name, kind in DIAGNOSIS_COLUMNS.items())
        connection.execute(f"CREATE OR REPLACE TABLE {TABLE} ({declared})")
        if rows:
            places = ", ".join("?" for _ in DIAGNOSIS_COLUMNS)
            connection.executemany(
                f"INSERT INTO {TABLE} VALUES ({places})",
                [[row[column] for column in DIAGNOSIS_COLUMNS] for row in rows],
            )
        connection.execute(f"COMMENT ON TABLE {TABLE} IS '{TABLE_COMMENT}'")
        for column in DIAGNOSIS_COLUMNS:
            comment = COLUMN_COMMENTS[column]
            connection.execute(f"COMMENT ON COLUMN {TABLE}.\"{column}\" IS '{comment}'")
        for position, column in enumerate(_KEY, start=1):
            connection.execute(
                "INSERT INTO publishing.declared_key VALUES ('quality', 'fct_diagnosis', ?, ?)",
                [position, column],
            )
    return len(rows)


def _relation(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """Where a model stands in a build file; a name of staging, intermediate or checks."""
    ((schema,),) = connection.execute(
        "SELECT table_schema FROM information_schema.tables WHERE table_name = ?", [name]
    ).fetchall()
    return f'"{schema}"."{name}"'

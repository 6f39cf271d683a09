"""What blocks a build (our faults), what warns (the publisher's), and what stays untouched."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.stages.dbt_project import find_dbt_project
from pipelines.stages.raw_schema import RAW_TABLES
from pipelines.stages.raw_tables import write_raw
from pipelines.stages.transforming import TransformFailed, transform
from tests.dbt.raw_frames import RawReport, department_report, raw_frames

EMPTY = {
    table: pl.DataFrame(schema=dict.fromkeys(columns, pl.Null))
    for table, columns in RAW_TABLES.items()
}


def small_report() -> RawReport:
    report = RawReport("bing-2021", agency="丙局", fiscal_year=2021)
    report.add_row("expenditure", "2010301", "行政运行", "leaf", total="3.00", basic="3.00")
    return report


def test_a_publishers_mistake_warns_and_is_published_as_printed(tmp_path: Path) -> None:
    report = small_report()
    report.add_row("expenditure", None, "合计", "total", total="9.00")
    build_file = tmp_path / "build.duckdb"
    write_raw([raw_frames([report])], build_file)
    result = transform(build_file)
    assert [warning.split()[2].split("，")[0] for warning in result.warnings] == [
        "leaves_equal_printed_total"
    ]
    with duckdb.connect(str(build_file)) as connection:
        total = connection.execute(
            "select sum(amount_yuan) from marts.fct_expenditure_by_function"
        ).fetchall()
    assert total == [(Decimal(30000),)]


def test_our_own_faults_block_and_are_named(tmp_path: Path) -> None:
    report = small_report()
    report.amounts.append(dict(report.amounts[1]))
    report.amounts[0]["unit"] = None
    report.add_row("expenditure", "2010399", "其他", "leaf", basic="1.00")
    report.amounts[-1]["amount_yuan"] = None
    build_file = tmp_path / "build.duckdb"
    write_raw([raw_frames([report])], build_file)
    with pytest.raises(TransformFailed) as failed:
        transform(build_file)
    problems = " ".join(failed.value.problems)
    for name in (
        "unique_combination_fct_reported_amount",
        "no_amount_without_unit",
        "number_has_amount_and_nothing_else_has",
    ):
        assert name in problems
    assert "未发布" in str(failed.value)


def test_a_second_build_over_the_same_file_gives_the_same(tmp_path: Path) -> None:
    build_file = tmp_path / "build.duckdb"
    write_raw([raw_frames([department_report(), small_report()])], build_file)
    write_raw([raw_frames([small_report()])], build_file)
    project = find_dbt_project()
    before = sorted(project.rglob("*"))
    environment = dict(os.environ)
    first = transform(build_file)
    assert transform(build_file) == first
    # the file is free for a writer, and neither the project nor the environment was touched
    with duckdb.connect(str(build_file)) as connection:
        assert connection.execute("select report_id from marts.dim_report").fetchall() == [
            ("bing-2021",)
        ]
    assert sorted(project.rglob("*")) == before
    assert dict(os.environ) == environment


def test_no_report_at_all_still_builds(tmp_path: Path) -> None:
    build_file = tmp_path / "build.duckdb"
    write_raw([EMPTY], build_file)
    assert transform(build_file).warnings == ()


def test_a_missing_project_or_build_file_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileNotFoundError, match="build file"):
        transform(tmp_path / "none.duckdb")
    monkeypatch.setenv("JUESUAN_DBT_DIR", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="JUESUAN_DBT_DIR"):
        find_dbt_project()

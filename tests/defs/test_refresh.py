"""The Dagster job over a tiny folder: its figures, its partitions, and that it equals a build."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dagster import AssetKey, DagsterInstance, ExecuteInProcessResult

from pipelines.defs.assembling import JOB, build_definitions
from pipelines.defs.folders import Folders
from pipelines.defs.publishing import check_warehouse
from pipelines.defs.refresh import refresh
from pipelines.stages.building import build

REPORT = """{agency}{year}年度部门决算
一般公共预算财政拨款支出决算表
部门：{agency}\t\t\t\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t{total}\t{basic}\t{project}
205\t教育支出\t{total}\t{basic}\t{project}
"""


def write_report(folder: Path, agency: str, year: int, basic: str, project: str) -> None:
    total = f"{Decimal(basic) + Decimal(project):f}"
    text = REPORT.format(agency=agency, year=year, total=total, basic=basic, project=project)
    (folder / f"{agency}{year}.txt").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    place = tmp_path_factory.mktemp("refresh")
    sources = place / "in"
    sources.mkdir()
    write_report(sources, "甲市甲局", 2022, "1.05", "2.10")
    write_report(sources, "甲市甲局", 2023, "4.00", "0.07")
    write_report(sources, "乙县乙局", 2023, "10.00", "20.00")
    (sources / "letter.txt").write_text("今天天气好。", "utf-8")
    return Folders(sources=[str(sources)], warehouse=str(place / "out" / "juesuan.duckdb"))


@pytest.fixture(scope="module")
def instance() -> Iterator[DagsterInstance]:
    with DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture(scope="module")
def result(folders: Folders, instance: DagsterInstance) -> ExecuteInProcessResult:
    return refresh(folders, instance)


def published(warehouse: Path, question: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(question).fetchall()


def every_table(warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
    tables = published(
        warehouse, "SELECT schema_name || '.' || table_name FROM duckdb_tables() ORDER BY ALL"
    )
    return {name: published(warehouse, f"SELECT * FROM {name}") for (name,) in tables}


def test_the_job_publishes_the_figures(result: ExecuteInProcessResult, folders: Folders) -> None:
    assert result.success
    assert published(
        folders.warehouse_file,
        "SELECT fiscal_year, nature, sum(amount_yuan) FROM marts.fct_expenditure_by_function "
        "GROUP BY ALL ORDER BY ALL",
    ) == [
        (2022, "basic", Decimal("10500.0000")),
        (2022, "project", Decimal("21000.0000")),
        (2023, "basic", Decimal("140000.0000")),
        (2023, "project", Decimal("200700.0000")),
    ]
    assert published(
        folders.warehouse_file,
        "SELECT outcome, count(*), sum(figures) FROM quality.fct_report_outcome "
        "GROUP BY ALL ORDER BY ALL",
    ) == [("not_a_report", 1, 0), ("read", 3, 18)]


def test_partitions_are_the_fiscal_years(
    result: ExecuteInProcessResult, instance: DagsterInstance
) -> None:
    assert instance.get_dynamic_partitions("fiscal_year") == ["2022", "2023", "unknown"]
    amounts = AssetKey(["raw", "reported_amount"])
    assert instance.get_materialized_partitions(amounts) == {"2022", "2023", "unknown"}


def test_every_check_was_evaluated_and_passed(result: ExecuteInProcessResult) -> None:
    evaluations = result.get_asset_check_evaluations()
    assert [check.check_name for check in evaluations if not check.passed] == []
    names = {check.check_name for check in evaluations}
    assert {"every_file_has_an_outcome", "no_cell_is_counted_twice"} <= names
    models = {c.asset_key.path[0] for c in evaluations}
    assert {"staging", "marts", "quality", "warehouse"} & models >= {"marts", "warehouse"}


def test_the_job_publishes_what_a_build_publishes(
    result: ExecuteInProcessResult, folders: Folders
) -> None:
    by_job = every_table(folders.warehouse_file)
    build([Path(folders.sources[0])], folders.warehouse_file, lambda *_: None)
    assert len(by_job) >= 10
    assert every_table(folders.warehouse_file) == by_job


def test_one_year_is_read_alone_and_its_rows_are_counted(
    result: ExecuteInProcessResult, folders: Folders, instance: DagsterInstance
) -> None:
    job = build_definitions(folders).resolve_job_def(JOB)
    alone = job.execute_in_process(instance=instance, partition_key="2023")
    assert alone.success
    counted = {
        str(event.asset_key.path[-1]): event.materialization.metadata["dagster/row_count"].value
        for event in alone.get_asset_materialization_events()
        if event.asset_key is not None and event.asset_key.path[0] == "raw"
    }
    assert counted == {
        "report": 2,
        "report_outcome": 2,
        "reported_table": 2,
        "reported_amount": 12,
        "reported_quantity": 0,
        "evaluation": 0,
        "evaluation_fund": 0,
        "evaluation_indicator": 0,
        "narrative_claim": 0,
        "narrative_statement": 0,
        "table_line": 8,
        "project": 0,
        "unplaced_cell": 0,
    }
    # the letter is no report, so it has an outcome and no place among the reports
    assert published(folders.warehouse_file, "SELECT count(*) FROM marts.dim_report") == [(3,)]


def test_a_year_that_nobody_has_published_yet_is_no_failure(
    result: ExecuteInProcessResult, folders: Folders, instance: DagsterInstance
) -> None:
    """What the schedule asks for on the first days of a season."""
    before = every_table(folders.warehouse_file)
    assert refresh(folders, instance, "2031").success
    assert every_table(folders.warehouse_file) == before
    amounts = AssetKey(["raw", "reported_amount"])
    assert "2031" in instance.get_materialized_partitions(amounts)


def test_a_file_without_an_outcome_fails_the_check(
    result: ExecuteInProcessResult, folders: Folders, tmp_path: Path
) -> None:
    write_report(tmp_path, "丙镇政府", 2024, "1.00", "1.00")
    more = Folders(sources=[*folders.sources, str(tmp_path)], warehouse=folders.warehouse)
    failed = [check for check in check_warehouse(more) if not check.passed]
    assert [check.check_name for check in failed] == ["every_file_has_an_outcome"]
    assert "丙镇政府2024.txt" in str(failed[0].metadata["first"].value)

"""One build file for all mart tests: dbt takes seconds, the assertions none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.stages.raw_tables import write_raw
from pipelines.stages.transforming import TransformResult, transform
from tests.dbt.raw_frames import RawReport, department_report, raw_frames, summary_only_report

Query = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def reports() -> list[RawReport]:
    current = department_report(retrieved_at=datetime(2021, 9, 1), figures_sha256="same")
    duplicate = department_report("jia-copy", figures_sha256="same")
    older = RawReport("jia-2020-older", retrieved_at=datetime(2021, 8, 1))
    older.add_row("expenditure", "2010301", "行政运行", "leaf", basic="9999.00")
    of_unit = RawReport("jia-2020-unit", scope="unit")
    of_unit.add_row("expenditure", "2010301", "行政运行", "leaf", basic="8888.00")
    budget = RawReport("jia-2020-budget", kind="budget")
    budget.add_row("expenditure", "2010301", "行政运行", "leaf", basic="7777.00")
    return [current, duplicate, older, of_unit, budget, summary_only_report()]


@pytest.fixture(scope="session")
def build_file(reports: list[RawReport], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("build") / "build.duckdb"
    write_raw([raw_frames(reports)], file)
    return file


@pytest.fixture(scope="session")
def transformed(build_file: Path) -> TransformResult:
    return transform(build_file, unit_tests=True)


@pytest.fixture(scope="session")
def query(build_file: Path, transformed: TransformResult) -> Iterator[Query]:
    with duckdb.connect(str(build_file), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()

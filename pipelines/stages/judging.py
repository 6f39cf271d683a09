"""Verdicts and diagnoses on readings, without a warehouse.

The same models that the warehouse is built with run here in memory; neither dbt nor Dagster.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines.checks.evaluating import evaluate, models_to_evaluate, verdicts
from pipelines.stages.diagnosing import diagnose_evaluated
from pipelines.stages.frames import to_frames
from pipelines.stages.raw_tables import fill_raw
from pipelines.stages.readings import ReportReading

Rows = list[dict[str, Any]]


def get_ready(project: Path) -> None:
    """Load, while files are still being read, what does not depend on them.

    Raises what `judge` raises of the models.
    """
    models_to_evaluate(project)
    with _connection() as connection:
        fill_raw(connection, [to_frames([])])


def judge(readings: Sequence[ReportReading], project: Path) -> tuple[Rows, Rows]:
    """Every verdict on the readings, and what explains the violations.

    The readings have ids of their own. project: folder of the dbt project; raises what
    `models_to_evaluate` raises of its models.
    """
    with _connection() as connection:
        fill_raw(connection, [to_frames(readings)])
        evaluate(connection, project)
        return verdicts(connection), diagnose_evaluated(connection)


def _connection() -> duckdb.DuckDBPyConnection:
    # one report's rows are few: threads of the database's own only cost
    return duckdb.connect(config={"threads": 1})

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
from pipelines.stages.frames import frames_of_catalogue, frames_of_readings
from pipelines.stages.raw_tables import append_raw, fill_raw
from pipelines.stages.readings import ReportReading

Rows = list[dict[str, Any]]


class Judge:
    """A database in memory with the catalogue in it, made while files are still being read."""

    def __init__(self, project: Path) -> None:
        """project: folder of the dbt project; raises what `models_to_evaluate` raises of it."""
        self._project = project
        models_to_evaluate(project)
        # one report's rows are few: threads of the database's own only cost
        self._connection = duckdb.connect(config={"threads": 1})
        fill_raw(self._connection, [frames_of_catalogue()])

    def judge(self, readings: Sequence[ReportReading]) -> tuple[Rows, Rows]:
        """Every verdict on the readings, and what explains the violations; once a judge.

        The readings have ids of their own.
        """
        with self._connection as connection:
            append_raw(connection, frames_of_readings(readings))
            evaluate(connection, self._project)
            return verdicts(connection), diagnose_evaluated(connection)

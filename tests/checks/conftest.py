"""The published reports evaluated once for all golden tests of the identities."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.checks.evaluating import evaluate, verdicts
from pipelines.stages.building import read_sources
from pipelines.stages.frames import to_frames
from pipelines.stages.raw_tables import write_raw
from pipelines.stages.sources import find_source_files
from tests.shared_reports import shared_reports

DBT = Path(__file__).resolve().parents[2] / "dbt"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The five published texts and the published PDF, read and evaluated; do not write to it."""
    folder = tmp_path_factory.mktemp("published")
    sources = [
        source
        for source in find_source_files([shared_reports()])
        if source.source_file.startswith("seeds/") or source.source_file.endswith("部门决算.pdf")
    ]
    readings, _ = read_sources(sources, folder / "cache", lambda done, total, name: None)
    write_raw([to_frames(readings)], folder / "build.duckdb")
    connection = duckdb.connect()
    connection.execute(f"ATTACH '{folder / 'build.duckdb'}' AS build (READ_ONLY)")
    connection.execute("CREATE SCHEMA raw")
    tables = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_catalog = 'build'"
    ).fetchall()
    for (table,) in tables:
        connection.execute(f"CREATE TABLE raw.{table} AS SELECT * FROM build.raw.{table}")
    evaluate(connection, DBT)
    return connection


@pytest.fixture(scope="session")
def published_verdicts(published: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The verdicts of the published reports."""
    return verdicts(published)

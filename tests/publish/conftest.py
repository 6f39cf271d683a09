"""A build file to publish, built once for all tests of publishing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.stages.diagnosing import write_diagnosis
from pipelines.stages.raw_tables import write_raw
from pipelines.stages.transforming import transform
from tests.dbt.raw_frames import department_report, raw_frames, summary_only_report


@pytest.fixture(scope="package")
def build_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("build") / "build.duckdb"
    write_raw(raw_frames([summary_only_report(), department_report()]), file)
    transform(file)
    write_diagnosis(file)
    return file


@pytest.fixture
def without_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports take most of a publication's time and have tests of their own."""
    monkeypatch.setattr("pipelines.publish.releases.write_exports", lambda *_: [])

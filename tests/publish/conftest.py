"""A build file to publish, built once for all tests of publishing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publish.build_files import make_build_file


@pytest.fixture(scope="package")
def build_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("build") / "build.duckdb"
    make_build_file(file)
    return file


@pytest.fixture
def without_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports take most of a publication's time and have tests of their own."""
    monkeypatch.setattr("pipelines.publish.releases.write_exports", lambda *_: [])

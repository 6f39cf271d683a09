"""One check and one warehouse of the samples for all tests here: reading takes seconds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.stages.building import build
from pipelines.stages.checking import CheckedFiles, check_files

REPORTS = Path(__file__).resolve().parents[2] / "sources" / "reports" / "2020"
(SAMPLE_PDF,) = REPORTS.glob("武汉*/*.pdf")
(SAMPLE_WORKBOOK,) = REPORTS.glob("益阳*/*决算.xlsx")


@pytest.fixture(scope="session")
def checked() -> CheckedFiles:
    """The findings about the sample PDF."""
    return check_files([SAMPLE_PDF])


@pytest.fixture(scope="session")
def sample_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sources folder with the sample PDF and workbook."""
    folder = tmp_path_factory.mktemp("sources")
    for file in (SAMPLE_PDF, SAMPLE_WORKBOOK):
        shutil.copy(file, folder / file.name)
    return folder


@pytest.fixture(scope="session")
def sample_warehouse(sample_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published warehouse of those."""
    warehouse = tmp_path_factory.mktemp("warehouse") / "juesuan.duckdb"
    build([sample_sources], warehouse, lambda done, total, name: None)
    return warehouse

"""The findings about single files, without a warehouse: read them and judge what was read."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.stages.dbt_project import find_dbt_project
from pipelines.stages.reading_each import read_each
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import SourceFile, given_files


@dataclass(frozen=True)
class CheckedFiles:
    """What was read of the files that were asked about, and every verdict on them."""

    readings: list[ReportReading]
    verdicts: list[dict[str, Any]]
    diagnoses: list[dict[str, Any]]
    paths: dict[str, Path]
    """Where the files of the readings lie while the program runs, by source_file."""

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The verdicts that a person should look at: violations and truncated ratios."""
        return [row for row in self.verdicts if row["verdict"] in ("violation", "truncated")]


def check_files(
    files: Sequence[Path], prior: Sequence[Path] = (), units: Sequence[Path] = ()
) -> CheckedFiles:
    """Every verdict on the files, and what explains the violations.

    Files that are parts of one report are checked together, as one report.
    `prior` are the reports of the year before, for carried-over balances; `units` those of the
    units below the department, for its totals. Verdicts on those two are left out.
    Raises FileNotFoundError when the models of the dbt project cannot be found.
    """
    sources = given_files(files)
    project = find_dbt_project()
    with ThreadPoolExecutor(max_workers=1) as elsewhere:
        reading = elsewhere.submit(_read_sources, sources)
        # what judges takes as long to load as a report to be read: both at the same time
        from pipelines.stages.judging import Judge
        from pipelines.stages.settling import settled, with_own_ids

        judge = Judge(project)
        asked = settled(reading.result())
    departments = {reading.report["agency"] for reading in asked if reading.report["agency"]}
    below = [_as_unit(reading, departments) for reading in settled(_read(units))]
    readings = with_own_ids([*asked, *settled(_read(prior)), *below])
    own_ids = {str(reading.report["report_id"]) for reading in readings[: len(asked)]}
    found, explained = judge.judge(readings)
    return CheckedFiles(
        readings[: len(asked)],
        [row for row in found if row["report_id"] in own_ids],
        [row for row in explained if row["report_id"] in own_ids],
        {source.source_file: source.path for source in sources},
    )


def _read(files: Sequence[Path]) -> list[ReportReading]:
    return _read_sources(given_files(files))


def _read_sources(sources: Sequence[SourceFile]) -> list[ReportReading]:
    return [reading for file in read_each(sources) for reading in file.readings]


def _as_unit(reading: ReportReading, departments: set[Any]) -> ReportReading:
    """A report that the caller says is of a unit below the department, marked as such."""
    if len(departments) != 1:
        return reading
    (department,) = departments
    stated = {"supervising_agency": department, "reporting_scope": "unit"}
    return replace(reading, report={**reading.report, **stated})

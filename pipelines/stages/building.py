"""The whole run on one machine: find, read, transform, publish."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.publish.swapping import publish
from pipelines.stages.diagnosing import write_diagnosis
from pipelines.stages.frames import to_frames
from pipelines.stages.outcomes import LOADED
from pipelines.stages.raw_tables import write_raw
from pipelines.stages.reading_each import read_through_cache
from pipelines.stages.readings import ReportReading
from pipelines.stages.rulings import load_rulings
from pipelines.stages.sources import SourceFile, find_source_files
from pipelines.stages.transforming import transform

Progress = Callable[[int, int, str], None]
"""Told before each step: how many are done, how many there are, and what comes next."""


@dataclass(frozen=True)
class BuildSummary:
    """What a build did; `outcomes` counts the files by outcome."""

    files: int
    reread: int
    outcomes: dict[str, int]
    reports: int
    figures: int
    quantities: int
    claims: int
    unplaced: int
    warnings: tuple[str, ...]
    seconds: float
    warehouse: Path


def build(folders: Sequence[Path], warehouse: Path, progress: Progress) -> BuildSummary:
    """Read every report of the folders and replace the warehouse file whole.

    Readings are kept beside the warehouse in `.cache` and used again while nothing that bears on
    them changes. Raises FileNotFoundError for a missing folder, TransformFailed when a check of
    our own fails (then nothing is published), PublishFailed when the target cannot be replaced.
    """
    started = time.perf_counter()
    cache = warehouse.parent / ".cache"
    sources = find_source_files(folders, cache / "unpacked")
    readings, reread = read_sources(sources, cache / "readings", progress)
    build_file = warehouse.parent / ".cache" / "build.duckdb"
    for leftover in (build_file, build_file.with_name(build_file.name + ".wal")):
        leftover.unlink(missing_ok=True)
    rulings, problems = load_rulings(folders)
    write_raw(to_frames(readings, rulings), build_file)
    progress(len(sources), len(sources), "dbt")
    result = transform(build_file)
    write_diagnosis(build_file)
    publish(build_file, warehouse)
    build_file.unlink(missing_ok=True)
    outcomes = Counter(str(reading.report_outcome["outcome"]) for reading in readings)
    return BuildSummary(
        files=len(sources),
        reread=reread,
        outcomes=dict(sorted(outcomes.items())),
        reports=sum(reading.report_outcome["outcome"] in LOADED for reading in readings),
        figures=_total(readings, "figures"),
        quantities=_total(readings, "quantities"),
        claims=_total(readings, "claims"),
        unplaced=_total(readings, "unplaced"),
        warnings=(*problems, *result.warnings),
        seconds=time.perf_counter() - started,
        warehouse=warehouse,
    )


def _total(readings: Sequence[ReportReading], count: str) -> int:
    return sum(int(reading.report_outcome[count]) for reading in readings)


def read_sources(
    sources: Sequence[SourceFile], cache: Path, progress: Progress
) -> tuple[list[ReportReading], int]:
    """The readings of the files in their order, with duplicates and ids settled over all of them.

    The number says how many files were read anew.
    """
    readings: list[ReportReading] = []
    reread = 0
    results = read_through_cache(sources, cache)
    for done, source in enumerate(sources):
        progress(done, len(sources), source.source_file)
        found, cached = next(results)
        readings += found
        reread += not cached
    return with_own_ids(_with_duplicates(readings)), reread


_SAME_REPORT = ("agency", "region", "fiscal_year", "kind", "reporting_scope", "figures_sha256")


def _with_duplicates(readings: Sequence[ReportReading]) -> list[ReportReading]:
    """A report whose agency, year, kind and figures are those of an earlier file is a duplicate."""
    first: dict[tuple[object, ...], str] = {}
    settled: list[ReportReading] = []
    for reading in readings:
        report = reading.report
        if report["figures_sha256"] is None:
            settled.append(reading)
            continue
        key = tuple(report[column] for column in _SAME_REPORT)
        earlier = first.setdefault(key, str(report["source_file"]))
        if earlier == report["source_file"]:
            settled.append(reading)
            continue
        outcome = {
            **reading.report_outcome,
            "outcome": "duplicate",
            "reason": f"与 {earlier} 的数全部相同 / the same figures as that file",
            "advice": "无需处理 / nothing to do",
        }
        settled.append(replace(reading, report_outcome=outcome))
    return settled


def with_own_ids(readings: Sequence[ReportReading]) -> list[ReportReading]:
    """Report ids made unique: the second with one id gets -2, the third -3."""
    used: set[str] = set()
    settled: list[ReportReading] = []
    for reading in readings:
        report_id = str(reading.report["report_id"])
        unique, number = report_id, 1
        while unique in used:
            number += 1
            unique = f"{report_id}-{number}"
        used.add(unique)
        if number == 1:
            settled.append(reading)
            continue
        own = {"report_id": unique}
        settled.append(
            ReportReading(
                {**reading.report, **own},
                {**reading.report_outcome, **own},
                {name: [{**row, **own} for row in rows] for name, rows in reading.rows.items()},
            )
        )
    return settled

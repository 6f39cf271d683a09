"""The whole run: find, read, transform, publish."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.publish import Publication, alone_with, publish
from pipelines.stages.diagnosing import write_diagnosis
from pipelines.stages.frames import frames_in_parts
from pipelines.stages.outcome_rows import LOADED
from pipelines.stages.raw_tables import write_raw
from pipelines.stages.reading_kept import read_through_cache
from pipelines.stages.readings import ReportReading
from pipelines.stages.rulings import load_rulings
from pipelines.stages.settling import settled
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
    publication: Publication


def build(folders: Sequence[Path], warehouse: Path, progress: Progress) -> BuildSummary:
    """Read every report of the folders and replace the warehouse file whole.

    Readings are kept beside the warehouse in `.cache` and used again while nothing that bears on
    them changes. Raises Busy when another build is at work on the warehouse, FileNotFoundError for
    a missing folder, WorkersFailed when workers of other machines were named and cannot read,
    TransformFailed when a check of our own fails (then nothing is published),
    PublishFailed when the target cannot be replaced.
    """
    with alone_with(warehouse, "build"):
        return _build(folders, warehouse, progress)


def _build(folders: Sequence[Path], warehouse: Path, progress: Progress) -> BuildSummary:
    started = time.perf_counter()
    cache = warehouse.parent / ".cache"
    sources = find_source_files(folders, cache / "unpacked")
    readings, reread = read_sources(sources, cache / "readings", progress)
    build_file = warehouse.parent / ".cache" / "build.duckdb"
    for leftover in (build_file, build_file.with_name(build_file.name + ".wal")):
        leftover.unlink(missing_ok=True)
    rulings, problems = load_rulings(folders)
    write_raw(frames_in_parts(readings, rulings), build_file)
    progress(len(sources), len(sources), "dbt")
    result = transform(build_file)
    write_diagnosis(build_file)
    publication = publish(build_file, warehouse)
    build_file.unlink(missing_ok=True)
    outcomes = Counter(str(reading.report_outcome["outcome"]) for reading in readings)
    return BuildSummary(
        files=len(sources),
        reread=reread,
        outcomes=dict(sorted(outcomes.items())),
        reports=len(
            {
                reading.report["report_id"]
                for reading in readings
                if reading.report_outcome["outcome"] in LOADED
            }
        ),
        figures=_total(readings, "figures"),
        quantities=_total(readings, "quantities"),
        claims=_total(readings, "claims"),
        unplaced=_total(readings, "unplaced"),
        warnings=(*problems, *result.warnings),
        seconds=time.perf_counter() - started,
        warehouse=warehouse,
        publication=publication,
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
    return settled(readings), reread

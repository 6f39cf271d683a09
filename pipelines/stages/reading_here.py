"""Many files to their readings on this machine, and what was read kept for later runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.stages.cache import keep_readings
from pipelines.stages.isolating import LIMITS, Limits
from pipelines.stages.reading_each import Task, read_each, read_one
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import SourceFile


def read_and_keep(
    sources: Sequence[SourceFile],
    cache: Path,
    *,
    limits: Limits = LIMITS,
    workers: int | None = None,
    task: Task = read_one,
) -> Iterator[list[ReportReading]]:
    """The readings of each file in the order of the files, read on this machine.

    They are kept in the folder `cache`, but for files that cannot be known again. Raises OSError
    when the disk fails.
    """
    results = read_each(sources, limits=limits, workers=workers, task=task)
    for source, result in zip(sources, results, strict=True):
        if result.is_lasting:
            yield keep_readings(source, result.readings, cache)
        else:
            yield result.readings

"""Many files to their readings, each read in a worker.

How readings are kept between runs is told in `cache`, how workers are held in `isolating`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.stages.cache import is_kept, keep_readings, kept_readings
from pipelines.stages.isolating import LIMITS, Allow, Died, Limits, each_in_worker
from pipelines.stages.readings import FileReading, ReportReading
from pipelines.stages.refusing import refusal_of_death
from pipelines.stages.sources import SourceFile

Task = Callable[[SourceFile, Allow], FileReading]


def read_one(source: SourceFile, allow: Allow) -> FileReading:
    """What a worker does with one file; only there are the readers loaded."""
    from pipelines.stages.reading_task import read_in_worker

    return read_in_worker(source, allow)


def read_each(
    sources: Sequence[SourceFile],
    *,
    limits: Limits = LIMITS,
    workers: int | None = None,
    task: Task = read_one,
) -> Iterator[FileReading]:
    """The readings of each file in the order of the files; they are read side by side.

    A file that costs its worker its life, or takes more than the limits allow, has the outcome
    `quarantined`; it costs no other file anything. `task` is what a worker does with one file.
    """
    results = each_in_worker(task, sources, limits=limits, workers=workers)
    for source, result in zip(sources, results, strict=True):
        yield _refused(source, result, limits) if isinstance(result, Died) else result.value


def _refused(source: SourceFile, death: Died, limits: Limits) -> FileReading:
    """The outcome of a file whose worker died, told as every outcome is told: by the reader."""
    refused = replace(source, refusal=refusal_of_death(death, limits))
    (result,) = each_in_worker(read_one, [refused])
    if isinstance(result, Died):
        raise RuntimeError(f"a worker cannot tell an outcome: {result.cause} {result.detail}")
    return result.value


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


def read_through_cache(
    sources: Sequence[SourceFile], cache: Path
) -> Iterator[tuple[list[ReportReading], bool]]:
    """The readings of each file in their order, and whether an earlier run had kept them.

    What is read anew is read by the workers that the setting JUESUAN_WORKERS_AT names, else on this
    machine, and kept in the folder `cache`, but for files that cannot be known again. Raises
    WorkersFailed when those workers cannot do it.
    """
    anew = [number for number, source in enumerate(sources) if not is_kept(source, cache)]
    results = _read_anew([sources[number] for number in anew], cache)
    waiting = set(anew)
    for number, source in enumerate(sources):
        kept = None if number in waiting else kept_readings(source, cache)
        if kept is not None:
            yield kept, True
        elif number in waiting:
            yield next(results), False
        else:  # an entry that was kept but is damaged is read on its own
            yield next(read_and_keep([source], cache)), False


def _read_anew(sources: Sequence[SourceFile], cache: Path) -> Iterator[list[ReportReading]]:
    # it builds on this module, and one machine alone needs nothing of it
    from pipelines.stages.reading_far import read_far, scheduler_address

    scheduler = scheduler_address()
    return read_far(sources, cache, scheduler) if scheduler else read_and_keep(sources, cache)

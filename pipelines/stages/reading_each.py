"""Many files to their readings, each read in a worker.

How workers are held is told in `isolating`; what was read before is looked up in `reading_kept`.
Light to import: a command that reads must not load what it does with the readings first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipelines.stages.isolating import LIMITS, Allow, Died, Limits, each_in_worker
from pipelines.stages.readings import FileReading
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

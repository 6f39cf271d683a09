"""Many files to their readings through what earlier runs kept; only the rest is read.

What is kept, and while it holds, is told in `cache`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.stages.cache import is_kept, kept_readings
from pipelines.stages.reading_here import read_and_keep
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import SourceFile


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
    # one machine alone needs nothing of it
    from pipelines.stages.reading_far import read_far, scheduler_address

    scheduler = scheduler_address()
    return read_far(sources, cache, scheduler) if scheduler else read_and_keep(sources, cache)

"""What a worker does with one file. Loaded once by the fork server, so that workers start warm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipelines.catalogue.loading import (
    load_catalogue,
    load_evaluation_forms,
    load_narrative_grammar,
)
from pipelines.collect.unpacking import content_hash
from pipelines.readers.page_counts import count_pages
from pipelines.stages.isolating import Allow
from pipelines.stages.reading import read_file
from pipelines.stages.readings import FileReading
from pipelines.stages.refusing import refusal_of_change
from pipelines.stages.sources import SourceFile

# a scanned page takes 5 to 10 s on two cores, a page of text a tenth of a second
_SECONDS_A_PAGE = 20.0
_MOST_SECONDS = 3300.0


def read_in_worker(source: SourceFile, allow: Allow) -> FileReading:
    """Read a file and make sure that it was the same file all the time.

    Raises MemoryError when the worker's limit is too small for it.
    """
    if source.refusal is None:
        pages = count_pages(source.path)
        if pages:
            allow(min(pages * _SECONDS_A_PAGE, _MOST_SECONDS))
    readings = read_file(source)
    if source.refusal is None and source.sha256 and _hash(source.path) != source.sha256:
        return FileReading(read_file(replace(source, refusal=refusal_of_change())), False)
    return FileReading(readings, bool(source.sha256))


def _hash(path: Path) -> str | None:
    try:
        return content_hash(path)
    except OSError:
        return None


def _load_what_reading_needs() -> None:
    loaders: tuple[Callable[[], object], ...] = (
        load_catalogue,
        load_narrative_grammar,
        load_evaluation_forms,
    )
    for load in loaders:
        load()


# at import, so that the fork server pays for it once for all workers
_load_what_reading_needs()

"""What a worker on another machine may meet, and who it is. Workers import it by name."""

from __future__ import annotations

import psutil

from pipelines.stages.isolating import Allow
from pipelines.stages.reading_each import read_one
from pipelines.stages.readings import FileReading
from pipelines.stages.sources import SourceFile


def read_or_kill_the_worker(source: SourceFile, allow: Allow) -> FileReading:
    """Read a file, unless its name says that the whole worker dies, and not the reader alone."""
    if source.refusal is None and source.source_file.startswith("kills"):
        _worker().kill()
    return read_one(source, allow)


def read_and_sign(source: SourceFile, allow: Allow) -> FileReading:
    """Read a file, and note in a file beside it which worker did."""
    source.path.with_suffix(".worker").write_text(str(_worker().pid), "utf-8")
    return read_one(source, allow)


def _worker() -> psutil.Process:
    # a reader is a child of the fork server, which is one of the worker
    return psutil.Process().parent().parent()

"""What a worker on another machine does with some files, and what it says of them.

How files come to the workers is told in `reading_far`; which engine carries them there is not known
here. A worker reads as the build's own machine does, each file in a process with limits, and keeps
what it read in the folder that all machines share: only words travel back.
"""

from __future__ import annotations

import multiprocessing
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipelines.stages.cache import is_kept, reader_version
from pipelines.stages.isolating import Limits
from pipelines.stages.reading_each import Task
from pipelines.stages.reading_here import read_and_keep
from pipelines.stages.sources import SourceFile

Told = Literal["kept", "left", "unseen", "killed"]
"""What became of a file: its readings are kept; they are not to be kept (it changed while it was
read, or is not known by its content); the worker cannot open it; workers died over it."""


class WorkersFailed(Exception):
    """The workers cannot do the work as the build would do it; the words say why and what to do."""


@dataclass(frozen=True)
class Batch:
    """Some files for one worker, by paths that are the same on all machines.

    `reader` is what `reader_version` says where the build runs.
    """

    sources: tuple[SourceFile, ...]
    cache: Path
    reader: str
    limits: Limits
    task: Task


def read_batch(batch: Batch) -> tuple[Told, ...]:
    """Read the files of a batch, keep their readings, and say of each what became of it.

    Files whose readings are kept already are not read again: a batch that another worker died over
    goes on where that one stopped. Raises WorkersFailed when this worker is no fit one.
    """
    _must_be_fit(batch)
    unseen = {number for number, source in enumerate(batch.sources) if not can_open(source)}
    todo = [
        source
        for number, source in enumerate(batch.sources)
        if number not in unseen and not is_kept(source, batch.cache)
    ]
    _keep(todo, batch)
    return tuple(
        "unseen" if number in unseen else "kept" if is_kept(source, batch.cache) else "left"
        for number, source in enumerate(batch.sources)
    )


def can_open(source: SourceFile) -> bool:
    """Whether the file can be opened from here; one with a refusal is not opened at all."""
    if source.refusal is not None:
        return True
    try:
        with source.path.open("rb"):
            return True
    except OSError:
        return False


def _must_be_fit(batch: Batch) -> None:
    if multiprocessing.current_process().daemon:
        raise WorkersFailed(
            f"工作机 {_here()} 的工作进程不能再开进程 / the worker on {_here()} may not start "
            "processes of its own: 用 / start it with DASK_DISTRIBUTED__WORKER__DAEMON=False"
        )
    if reader_version() != batch.reader:
        raise WorkersFailed(
            f"工作机 {_here()} 的程序、依赖版本或 soffice 位置与本机不同 / the worker on {_here()} "
            "has other code, libraries or another path of soffice than this machine: "
            "两边装同一版本后重启 / install the same version on both, start the worker again"
        )


def _keep(sources: Sequence[SourceFile], batch: Batch) -> None:
    reading = read_and_keep(sources, batch.cache, limits=batch.limits, workers=1, task=batch.task)
    try:
        for _ in reading:
            pass
    except OSError as error:
        raise WorkersFailed(
            f"工作机 {_here()} 不能写共享文件夹 / the worker on {_here()} cannot write into the "
            f"shared folder {batch.cache}: {error.strerror}；检查挂载与权限 / look at how it is "
            "mounted, and at its permissions"
        ) from None


def _here() -> str:
    return socket.gethostname()

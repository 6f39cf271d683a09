"""Many files to their readings, read by workers on other machines through Dask.

The scheduler only hands out batches; the files and the kept readings lie in folders that all
machines share under the same paths, and only the machine that runs the build writes the warehouse.
What a worker does is told in `far_batches`, when to use it in docs/scaling.md.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.stages.cache import kept_readings, reader_version
from pipelines.stages.far_batches import Batch, Told, WorkersFailed, can_open, read_batch
from pipelines.stages.isolating import LIMITS, Limits
from pipelines.stages.reading_each import Task, read_each, read_one
from pipelines.stages.reading_here import read_and_keep
from pipelines.stages.readings import ReportReading
from pipelines.stages.refusing import refusal_of_lost_workers
from pipelines.stages.sources import SourceFile

if TYPE_CHECKING:
    from distributed import Client

SETTING = "JUESUAN_WORKERS_AT"
"""The setting that names the scheduler, as in tcp://10.0.0.5:8786; without it one machine reads."""

# the process that reads is started anew for each batch, and its first file takes longer than ten
# small ones
_MOST_FILES = 16
_MOST_BYTES = 8 * 2**20
_BATCHES_A_THREAD = 4
_SECONDS_TO_COME = 60.0
_SECONDS_BETWEEN_LOOKS = 30.0


def scheduler_address() -> str | None:
    """Where the setting says that the workers' scheduler listens, None where it says nothing."""
    return os.environ.get(SETTING) or None


def read_far(
    sources: Sequence[SourceFile],
    cache: Path,
    scheduler: str,
    *,
    limits: Limits = LIMITS,
    task: Task = read_one,
    seconds_to_come: float = _SECONDS_TO_COME,
) -> Iterator[list[ReportReading]]:
    """The readings of each file in the order of the files, as `read_and_keep` gives them.

    What can be kept is kept in the folder `cache`. A file that costs its reader its life is
    quarantined alone; so is one that workers die over again and again, until the next run. What
    no worker could read lastingly is read here. Raises WorkersFailed when there is no scheduler,
    no worker comes within the seconds, or one of them is not fit.
    """
    if not sources:
        return
    cache = cache.absolute()
    with _connected(scheduler, seconds_to_come) as client:
        pieces = _pieces(sources, _files_a_batch(len(sources), _threads(client)))
        reader = reader_version()
        batches = (Batch(piece, cache, reader, limits, task) for piece in pieces)
        for batch, told in _told_in_order(client, batches, seconds_to_come):
            for source, word in zip(batch.sources, told, strict=True):
                yield _gathered(source, word, batch)


@contextmanager
def _connected(scheduler: str, seconds: float) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError:
        raise WorkersFailed(
            f"设了 {SETTING}，但没有装 Dask / {SETTING} is set, but Dask is not installed: "
            "pip install juesuan[dask]"
        ) from None
    # what it would write about a lost connection, a traceback among it, is told by what is raised
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=seconds, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkersFailed(
            f"{SETTING}={scheduler}：连不上调度器 / no scheduler answers there ({error})；"
            f"启动它，或去掉 {SETTING} 只用本机 / start it, or unset {SETTING} to read on this "
            "machine alone"
        ) from None
    with client:
        _wait_for_a_worker(client, seconds)
        yield client


def _wait_for_a_worker(client: Client, seconds: float) -> None:
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError:
        raise WorkersFailed(
            f"调度器没有工作机 / the scheduler has no worker after {seconds:g} s；"
            "启动工作机后重新运行 / start workers, then run again: what was read is kept"
        ) from None
    except Exception as error:
        raise _failed(error) from error


def _threads(client: Client) -> int:
    try:
        return sum(client.nthreads().values())
    except Exception as error:
        raise _failed(error) from error


def _failed(error: Exception) -> WorkersFailed:
    """What the engine raises is of many kinds, and no kind of it is worth another answer."""
    return WorkersFailed(
        f"工作机或调度器出错 / a worker or the scheduler failed: {type(error).__name__}: {error}；"
        "看它们的日志，再运行时已读的不重读 / look at their logs and run again: what was read is "
        "kept"
    )


def _files_a_batch(files: int, threads: int) -> int:
    """So many that every thread has several batches, and the last one to end is not far behind."""
    return max(1, min(_MOST_FILES, files // (_BATCHES_A_THREAD * max(threads, 1))))


def _pieces(sources: Sequence[SourceFile], files: int) -> Iterator[tuple[SourceFile, ...]]:
    piece: list[SourceFile] = []
    size = 0
    for source in sources:
        piece.append(replace(source, path=source.path.absolute()))
        size += _size(source.path)
        if len(piece) >= files or size >= _MOST_BYTES:
            yield tuple(piece)
            piece, size = [], 0
    if piece:
        yield tuple(piece)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _told_in_order(
    client: Client, batches: Iterator[Batch], seconds: float
) -> Iterator[tuple[Batch, tuple[Told, ...]]]:
    """Every batch with what was said of its files; some batches a thread are under way at once."""
    under_way: deque[tuple[Batch, Any]] = deque()
    while True:
        most = max(1, _BATCHES_A_THREAD * _threads(client))
        for batch in islice(batches, max(0, most - len(under_way))):
            under_way.append((batch, _submitted(client, batch)))
        if not under_way:
            return
        batch, future = under_way.popleft()
        yield batch, _told(client, batch, future, seconds)


def _submitted(client: Client, batch: Batch) -> Any:
    # not pure: the engine would else give the answer of an earlier run for the same files
    try:
        return client.submit(read_batch, batch, pure=False)
    except Exception as error:
        raise _failed(error) from error


def _told(client: Client, batch: Batch, future: Any, seconds: float) -> tuple[Told, ...]:
    """What was said of a batch; one that workers died over is tried file by file."""
    from distributed import KilledWorker

    _wait_for(client, future, seconds)
    try:
        told: tuple[Told, ...] = future.result()
        return told
    except WorkersFailed:
        raise
    except KilledWorker:
        if len(batch.sources) == 1:
            return ("killed",)
        singles = [replace(batch, sources=(source,)) for source in batch.sources]
        futures = [_submitted(client, single) for single in singles]
        pairs = zip(singles, futures, strict=True)
        return tuple(_told(client, single, one, seconds)[0] for single, one in pairs)
    except Exception as error:
        raise _failed(error) from error


def _wait_for(client: Client, future: Any, seconds: float) -> None:
    from distributed import wait

    while True:
        try:
            wait([future], timeout=_SECONDS_BETWEEN_LOOKS)
            return
        except TimeoutError:
            _wait_for_a_worker(client, seconds)
        except Exception:  # the future tells itself what happened to it
            return


def _gathered(source: SourceFile, told: Told, batch: Batch) -> list[ReportReading]:
    if told == "kept":
        readings = kept_readings(source, batch.cache)
        if readings is None:
            raise WorkersFailed(
                f"工作机已读，本机却看不到结果 / a worker read {source.source_file}, but what it "
                f"kept does not show in {batch.cache}: 各机须以同一路径共享此文件夹（NFS 加 "
                "lookupcache=positive）/ all machines must share this folder under the same path "
                "(NFS: mount with lookupcache=positive)"
            )
        return readings
    if told == "killed":
        refused = replace(source, refusal=refusal_of_lost_workers())
        return next(read_each([refused])).readings
    if told == "unseen" and can_open(source):
        raise WorkersFailed(
            f"工作机打不开 / a worker cannot open {source.path}: 各机须以同一路径共享此文件夹 / "
            "all machines must share its folder under the same path and be allowed to read it"
        )
    # it changed or went while it was read: what holds is what this machine sees
    return next(read_and_keep([source], batch.cache, limits=batch.limits, task=batch.task))

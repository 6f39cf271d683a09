"""Two workers on the engine against one, over loopback, through the same reading as the build's.

    .venv/bin/python -m benchmarks.engines [FOLDER] [--reports 200] [--rounds 5]

Without a folder the reports are typeset. Each round reads all of them with one worker and with two,
each time into an empty cache. On a busy machine the wall clock says little, so the seconds of the
cores stand beside it: what one worker used over what the busier of two used is the ratio that cores
of their own would give. What the engines cost is measured elsewhere, in `costs`.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.invented_reports import write_reports
from pipelines.stages.reading_far import read_far
from pipelines.stages.sources import SourceFile, find_source_files

_WARMING = 8


@dataclass(frozen=True)
class Cluster:
    """A scheduler and its workers, each a process of its own with processes below it."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]

    def cpu(self) -> list[float]:
        """Seconds of the cores that each worker and all below it have used so far."""
        return [_cpu_of_family(worker.pid) for worker in self.workers]


def _cpu_of_family(pid: int) -> float:
    root = psutil.Process(pid)
    # what a process says of its children are those that have ended; the others stand for themselves
    return sum(sum(one.cpu_times()[:4]) for one in [root, *root.children(recursive=True)])


@contextmanager
def cluster(workers: int, log: Path) -> Iterator[Cluster]:
    """A scheduler on loopback and some workers of one thread, ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "distributed.cli"]
    scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = ["dask_worker", address, "--nworkers", "1", "--nthreads", "1", "--no-dashboard"]
    place = ["--local-directory", str(log.parent)]
    allowed = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    with ExitStack() as ending, log.open("wb") as told:

        def started(program: str, *arguments: str) -> subprocess.Popen[bytes]:
            command = [*dask[:2], f"{dask[2]}.{program}", *arguments]
            process = subprocess.Popen(command, env=allowed, stdout=told, stderr=told)
            ending.callback(process.wait)
            ending.callback(process.terminate)
            return process

        started(*scheduler)
        yield Cluster(address, tuple(started(*worker, *place) for _ in range(workers)))


@dataclass(frozen=True)
class Run:
    """One reading of all files: seconds of the wall clock, of the cores of each worker."""

    seconds: float
    cpu: list[float]


def measured(cluster: Cluster, sources: Sequence[SourceFile], cache: Path) -> Run:
    """Read all files into an empty cache."""
    before, started = cluster.cpu(), time.perf_counter()
    for readings in read_far(sources, cache, cluster.address):
        assert readings
    seconds = time.perf_counter() - started
    pairs = zip(before, cluster.cpu(), strict=True)
    return Run(seconds, [after - earlier for earlier, after in pairs])


def print_rounds(runs: Sequence[tuple[Run, Run]]) -> None:
    """The medians, and the medians of the ratios of each round."""

    def median(of: Iterator[float]) -> float:
        return statistics.median(of)

    one, two = [pair[0] for pair in runs], [pair[1] for pair in runs]
    print("\n| medians | one worker | two workers | ratio |\n|---|---|---|---|")
    wall = median(first.seconds / second.seconds for first, second in runs)
    cores = median(sum(first.cpu) / max(second.cpu) for first, second in runs)
    print(
        f"| seconds | {median(run.seconds for run in one):.1f} "
        f"| {median(run.seconds for run in two):.1f} | {wall:.2f} |"
    )
    print(
        f"| core seconds of the busiest worker | {median(max(run.cpu) for run in one):.1f} "
        f"| {median(max(run.cpu) for run in two):.1f} | {cores:.2f} |"
    )
    print(
        f"| core seconds of all workers | {median(sum(run.cpu) for run in one):.1f} "
        f"| {median(sum(run.cpu) for run in two):.1f} | |"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        place = Path(name)
        if options.folder is None:
            write_reports(place / "reports", options.reports)
        sources = find_source_files([options.folder or place / "reports"])
        print(f"{len(sources)} files; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        clusters = [
            running.enter_context(cluster(workers, place / f"{workers}.log")) for workers in (1, 2)
        ]
        for one in clusters:
            measured(one, sources[:_WARMING], place / "warm" / one.address[-5:])
        runs = []
        for number in range(options.rounds):
            first, second = (
                measured(one, sources, place / f"{number}-{len(one.workers)}") for one in clusters
            )
            runs.append((first, second))
            load = os.getloadavg()[0]
            print(f"{first.seconds:.1f} s, {second.seconds:.1f} s; load {load:.1f}", flush=True)
    print_rounds(runs)


if __name__ == "__main__":
    main()

"""What a report costs as the warehouse grows: seconds, memory, bytes; and one changed report.

    .venv/bin/python -m benchmarks.growth FOLDER --reports 100 1000 10000

For every number it typesets that many small reports into FOLDER (kept for the next time), builds
a warehouse of them with nothing cached, then changes one report and builds again. The second
build stands beside its own dbt step: their ratio says what one changed report costs beyond the
transformation itself. Memory and core seconds are those of all processes of the build together,
looked at five times a second, memory that they share counted for each. Pages to look at (`juesuan
site`) are not part of it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import psutil

from benchmarks.invented_reports import write_report, write_reports
from pipelines.stages.building import build
from pipelines.stages.transforming import TransformResult, transform

_CHANGED = 7


@dataclass(frozen=True)
class Build:
    """One build: seconds of the wall clock and of all cores, those of its dbt step, memory."""

    seconds: float
    core_seconds: float
    dbt: float
    reread: int
    figures: int
    peak: int


def build_once(sources: Path, warehouse: Path) -> None:
    """Build in this process and print what it took, as JSON."""
    spent: list[float] = []

    def timed(build_file: Path) -> TransformResult:
        started = time.perf_counter()
        try:
            return transform(build_file)
        finally:
            spent.append(time.perf_counter() - started)

    started = time.perf_counter()
    with patch("pipelines.stages.building.transform", timed):
        summary = build([sources], warehouse, lambda *_: None)
    seconds = time.perf_counter() - started
    print(json.dumps([seconds, sum(spent), summary.reread, summary.figures]))


def build_apart(sources: Path, warehouse: Path) -> Build:
    """The same in a process of its own, with the memory and time of all its processes watched."""
    command = [sys.executable, "-m", "benchmarks.growth", str(sources), "--into", str(warehouse)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    watched = _Watched()
    ended = threading.Event()
    watch = threading.Thread(target=watched.look, args=(process.pid, ended))
    watch.start()
    output, _ = process.communicate()
    ended.set()
    watch.join()
    if process.returncode:
        raise RuntimeError(f"the build of {sources} failed")
    seconds, dbt, reread, figures = json.loads(output.splitlines()[-1])
    core_seconds = sum(watched.core_seconds.values())
    return Build(seconds, core_seconds, dbt, reread, figures, watched.peak)


class _Watched:
    """What a process and those it started have used so far. A reader is a child of the fork
    server, and ends by being killed: its time is in no parent's account."""

    def __init__(self) -> None:
        self.peak = 0
        self.core_seconds: dict[int, float] = {}

    def look(self, pid: int, ended: threading.Event) -> None:
        process = psutil.Process(pid)
        while not ended.wait(0.2):
            try:
                family = [process, *process.children(recursive=True)]
                self.peak = max(self.peak, sum(one.memory_info().rss for one in family))
                for one in family:
                    times = one.cpu_times()
                    self.core_seconds[one.pid] = times.user + times.system
            except psutil.NoSuchProcess:
                continue


def measure(folder: Path, reports: int) -> tuple[Build, Build, int]:
    """A build of that many reports from nothing, one after a change, the bytes of the file."""
    sources, warehouse = folder / f"{reports}" / "sources", folder / f"{reports}" / "w" / "w.duckdb"
    written = len(list(sources.glob("*"))) if sources.is_dir() else 0
    write_reports(sources, reports - written, written)
    shutil.rmtree(warehouse.parent, ignore_errors=True)
    whole = build_apart(sources, warehouse)
    write_report(sources, _CHANGED, revision=time.time_ns())
    return whole, build_apart(sources, warehouse), warehouse.stat().st_size


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for every number of reports."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.into:
        build_once(options.folder, options.into)
        return
    print(
        "| reports | s | core s | s a report | figures/s | peak MiB | bytes a figure "
        "| one changed: s | its dbt: s | ratio |\n|" + "---|" * 10
    )
    for reports in options.reports:
        whole, again, size = measure(options.folder, reports)
        print(
            f"| {reports:,} | {whole.seconds:.1f} | {whole.core_seconds:.1f}"
            f" | {whole.seconds / reports:.4f} | {whole.figures / whole.seconds:,.0f}"
            f" | {whole.peak / 2**20:,.0f} | {size / whole.figures:,.0f}"
            f" | {again.seconds:.1f} | {again.dbt:.1f} | {again.seconds / again.dbt:.2f} |",
            flush=True,
        )
        assert again.reread == 1, again.reread


if __name__ == "__main__":
    main()

"""How long `juesuan check` of one file takes from the shell, and what of it is loading code.

    .venv/bin/python -m benchmarks.starting FILE.pdf [--pages 25] [--rounds 5]

Cold is a process of its own, start-up included; warm is the second check in one process. Of a PDF
the first pages are taken. Medians are printed beside those of an empty Python process of the same
rounds: a busy machine slows both.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2

_LOADED = "pipelines.cli, pipelines.stages.checking"
_READER_LOADED = "pipelines.stages.reading_task"


def first_pages(pdf: Path, count: int, folder: Path) -> Path:
    """A PDF of the first pages of another."""
    whole = pypdfium2.PdfDocument(pdf)
    part = pypdfium2.PdfDocument.new()
    part.import_pages(whole, list(range(min(count, len(whole)))))
    file = folder / "pages.pdf"
    part.save(file)
    return file


def process(*arguments: str) -> Callable[[], None]:
    """A run of this Python with arguments, its output thrown away."""

    def run() -> None:
        subprocess.run([sys.executable, *arguments], capture_output=True, check=False)

    return run


def measured(runs: dict[str, Callable[[], None]], rounds: int) -> dict[str, list[float]]:
    """Seconds of every run, one round after the other."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            started = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - started)
    return seconds


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starting", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, default=25)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        file = options.file
        if file.suffix.lower() == ".pdf":
            file = first_pages(file, options.pages, Path(folder))
        command = (
            f"import sys; sys.argv = ['juesuan', 'check', {str(file)!r}]; "
            "from pipelines.cli import run; run()"
        )
        twice = (
            "import time; from pathlib import Path\n"
            "from pipelines.stages.checking import check_files\n"
            "from pipelines.stages.isolating import prepare_workers\n"
            f"prepare_workers(); check_files([Path({str(file)!r})])\n"
            f"started = time.perf_counter(); check_files([Path({str(file)!r})])\n"
            "print(time.perf_counter() - started)"
        )
        seconds = measured(
            {
                "an empty Python": process("-c", "pass"),
                "code of the command": process("-c", f"import {_LOADED}"),
                "code of the reader (at the same time)": process("-c", f"import {_READER_LOADED}"),
                "check, cold": process("-c", command),
            },
            options.rounds,
        )
        warm = subprocess.run([sys.executable, "-c", twice], capture_output=True, text=True)
    seconds["check, warm"] = [float(warm.stdout.split()[-1])]
    print("\n| seconds, medians | |\n|---|---|")
    for name, found in seconds.items():
        print(f"| {name} | {statistics.median(found):.2f} |")


if __name__ == "__main__":
    main()

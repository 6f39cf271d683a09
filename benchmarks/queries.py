"""How long the saved questions of docs/answers take on a warehouse, and what opening it takes.

    .venv/bin/python -m benchmarks.queries WAREHOUSE.duckdb [--rounds 5]

Medians over the rounds, the questions in turn, each on a connection of its own as a BI tool opens
one. The bare scan beside them adds up every printed amount once.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

_ANSWERS = Path(__file__).parents[1] / "docs" / "answers"
_SCAN = "SELECT sum(amount_yuan), count(*) FROM marts.fct_reported_amount"


def seconds(warehouse: Path, question: str) -> tuple[float, int]:
    """The seconds of one question with its connection, and how many rows it gives."""
    started = time.perf_counter()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(question).fetchall()
    return time.perf_counter() - started, len(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for every question."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.queries", description=__doc__)
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    questions = {"bare scan": _SCAN, "opening": "SELECT 1"}
    questions |= {file.stem: file.read_text("utf-8") for file in sorted(_ANSWERS.glob("*.sql"))}
    took: dict[str, list[tuple[float, int]]] = {name: [] for name in questions}
    for _ in range(options.rounds):
        for name, question in questions.items():
            took[name].append(seconds(options.warehouse, question))
    scan = statistics.median(one for one, _ in took["bare scan"])
    print("| question | ms | times the scan | rows |\n|---|---|---|---|")
    for name, found in took.items():
        middle = statistics.median(one for one, _ in found)
        print(f"| {name} | {middle * 1000:.0f} | {middle / scan:.1f} | {found[0][1]:,} |")


if __name__ == "__main__":
    main()

"""How many single faults the table identities detect, and how often the diagnosis names the cell.

Run as `python -m benchmarks.identities`; the figures go to stdout, nothing is written.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import duckdb

from benchmarks.faults import KINDS, Fault, every_fault
from benchmarks.printed_reports import REPORTS, GoldenFigure, add_reports, golden_figures, number_of
from pipelines.checks.diagnosing import diagnose
from pipelines.checks.diagnosis_model import SCALE, Diagnosis
from pipelines.checks.diagnosis_terms import ReportTerms, report_terms
from pipelines.checks.evaluating import EVALUATED_SCHEMA, evaluate
from pipelines.stages.dbt_project import find_dbt_project
from pipelines.stages.frames import to_frames
from pipelines.stages.raw_tables import fill_raw

_BATCH = 400
_YUAN = 10_000 * SCALE


@dataclass
class Tally:
    """Counts of one kind of fault."""

    injected: int = 0
    detected: int = 0
    named_first: int = 0
    named_among_ties: int = 0
    true_value: int = 0


@dataclass
class Measured:
    """Everything that was counted and timed."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    missed: Counter[str] = field(default_factory=Counter)
    evaluating: float = 0.0
    diagnosing: float = 0.0
    slowest: float = 0.0
    reports: int = 0
    diagnosed: int = 0


def main() -> None:
    """Measure over the golden reports and print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1, help="take one fault in so many")
    arguments.add_argument("--seed", type=int, default=20200)
    arguments.add_argument("--report", choices=sorted(REPORTS), action="append")
    arguments.add_argument("--misses", type=int, default=0, help="print so many misses a report")
    chosen = arguments.parse_args()
    measured = Measured()
    for name in chosen.report or REPORTS:
        own = Measured()
        _measure(name, chosen.every, chosen.seed, chosen.misses, own)
        _print_tallies(name, own)
        _add(measured, own)
    _print_tallies("all reports", measured)
    batched = measured.evaluating / measured.reports
    print(f"\nall identities of one report, in batches: {batched:.4f} s")
    print(f"all identities of one report alone:       {_seconds_alone():.4f} s")
    if measured.diagnosed:
        print(f"diagnosis of one report:                  {_mean(measured):.4f} s")
        print(f"slowest diagnosis:                        {measured.slowest:.4f} s")


def _mean(measured: Measured) -> float:
    return measured.diagnosing / measured.diagnosed


def _measure(name: str, every: int, seed: int, misses: int, measured: Measured) -> None:
    figures, base = _without_published_faults(golden_figures(name), REPORTS[name])
    if base:
        print(f"{name}: {base} violations of the report itself are mended before")
    faults = [fault for at, fault in enumerate(every_fault(figures, seed)) if at % every == 0]
    for start in range(0, len(faults), _BATCH):
        batch = {
            f"{name}#{start + at}": fault for at, fault in enumerate(faults[start : start + _BATCH])
        }
        reports = {report_id: fault.applied(figures) for report_id, fault in batch.items()}
        connection = _evaluated(reports, REPORTS[name], measured)
        terms = {one.report_id: one for one in report_terms(connection, _relation)}
        measured.reports += len(batch)
        for report_id, fault in batch.items():
            missed = _count(fault, figures, terms.get(report_id), measured)
            if missed and misses > 0:
                misses -= 1
                print(missed)
        connection.close()


def _evaluated(
    reports: dict[str, list[GoldenFigure]], fiscal_year: int, measured: Measured | None = None
) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    fill_raw(connection, [to_frames([])])
    add_reports(connection, reports, fiscal_year)
    started = time.perf_counter()
    evaluate(connection, find_dbt_project())
    if measured is not None:
        measured.evaluating += time.perf_counter() - started
    return connection


def _relation(model: str) -> str:
    return f'"{EVALUATED_SCHEMA}"."{model}"'


def _without_published_faults(
    figures: list[GoldenFigure], fiscal_year: int
) -> tuple[list[GoldenFigure], int]:
    """The figures with what their own diagnosis corrects, so that only our fault is in them."""
    connection = _evaluated({"base": figures}, fiscal_year)
    found = report_terms(connection, _relation)
    connection.close()
    if not found:
        return figures, 0
    diagnoses = diagnose(found[0].equations, found[0].figures)
    corrected = {
        found[0].figures[key].cell: value
        for one in diagnoses
        for key, value in one.corrections.items()
    }
    texts = {
        at: f"{Decimal(corrected[figure.cell]) / _YUAN:.2f}"
        for at, figure in enumerate(figures)
        if figure.cell in corrected
    }
    return Fault("published", 0, texts).applied(figures), sum(one.explained for one in diagnoses)


def _count(
    fault: Fault, figures: Sequence[GoldenFigure], terms: ReportTerms | None, measured: Measured
) -> str | None:
    tally = measured.tallies[fault.kind]
    tally.injected += 1
    if terms is None:
        return None
    tally.detected += 1
    started = time.perf_counter()
    diagnoses = diagnose(terms.equations, terms.figures)
    seconds = time.perf_counter() - started
    measured.diagnosing += seconds
    measured.slowest = max(measured.slowest, seconds)
    measured.diagnosed += 1
    truth = {figures[at].cell: number_of(figures[at].text) or Decimal(0) for at in fault.texts}
    first = diagnoses[0] if diagnoses else None
    named = first is not None and _names(first, truth, fault)
    tally.named_first += named
    tally.named_among_ties += named or (
        first is not None and not truth.keys().isdisjoint(first.tied_cells)
    )
    tally.true_value += first is not None and _is_true(first, terms, truth)
    if named:
        return None
    figure = figures[fault.position]
    measured.missed[figure.form_code] += 1
    shown = first.message if first is not None else "nothing"
    return (
        f"  {fault.kind}: {figure.form_code} {figure.row_label} {figure.measure} {figure.cell} "
        f"{figure.text} -> {fault.texts[fault.position]}: {shown}"
    )


def _names(first: Diagnosis, truth: dict[str, Decimal], fault: Fault) -> bool:
    """Whether the first explanation is the injected cell, or for several cells one of them."""
    if len(truth) == 1:
        return set(first.cells) == set(truth)
    return not truth.keys().isdisjoint(first.cells)


def _is_true(first: Diagnosis, terms: ReportTerms, truth: dict[str, Decimal]) -> bool:
    values = {terms.figures[key].cell: value for key, value in first.corrections.items()}
    wanted = {cell: int(value * _YUAN) for cell, value in truth.items()}
    return values == {cell: value for cell, value in wanted.items() if cell in values} and bool(
        values
    )


def _seconds_alone() -> float:
    name = "putuo-yichuan-2025"
    connection = _evaluated({name: golden_figures(name)}, REPORTS[name])
    times: list[float] = []
    for _ in range(5):
        started = time.perf_counter()
        evaluate(connection, find_dbt_project())
        times.append(time.perf_counter() - started)
    connection.close()
    return min(times)


def _add(total: Measured, own: Measured) -> None:
    for kind, tally in own.tallies.items():
        whole = total.tallies[kind]
        for name, value in vars(tally).items():
            setattr(whole, name, getattr(whole, name) + value)
    total.evaluating += own.evaluating
    total.diagnosing += own.diagnosing
    total.slowest = max(total.slowest, own.slowest)
    total.reports += own.reports
    total.diagnosed += own.diagnosed


def _print_tallies(name: str, measured: Measured) -> None:
    print(f"\n{name}")
    heads = ("injected", "detected", "named 1st", "or tied", "true value")
    print(f"{'fault':<20}" + "".join(f"{head:>12}" for head in heads))
    whole = Tally()
    for kind in KINDS:
        tally = measured.tallies[kind]
        for key, value in vars(tally).items():
            setattr(whole, key, getattr(whole, key) + value)
        _print_row(kind, tally)
    _print_row("all", whole)


def _print_row(kind: str, tally: Tally) -> None:
    shares = [_share(tally.detected, tally.injected)]
    shares += [
        _share(part, tally.detected)
        for part in (tally.named_first, tally.named_among_ties, tally.true_value)
    ]
    print(f"{kind:<20}{tally.injected:>12}" + "".join(f"{share:>12}" for share in shares))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


if __name__ == "__main__":
    main()

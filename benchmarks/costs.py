"""What many reports cost in core-hours, storage and money, simulated from what single files take.

    .venv/bin/python -m benchmarks.costs [FOLDER]... [--reports 200 800] [--scans 0 0.05]

The files of the folders (by default sources/) are read in this process, each twice, the second time
measured: seconds of the cores a page, bytes kept a page, figures a page, by the reader that read
them. What is not read by many machines at once, a build over readings that are kept already, is
measured on typeset reports of the two numbers given: what more reports take more, by figure. From
these a province's year and the country's are reckoned. Prices and the share of scanned pages are
assumptions; change them with the options. How memory grows is measured in `growth`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.growth import Build, build_apart
from benchmarks.invented_reports import write_reports
from pipelines.readers.ocr_extra import READER
from pipelines.stages.kept_rows import write_entry
from pipelines.stages.outcome_rows import LOADED
from pipelines.stages.reading_task import read_in_worker
from pipelines.stages.sources import SourceFile, find_source_files

PDF = "pdfium"
"""The reader whose pages stand for all that are not scanned; other formats take less a report."""
PROVINCE, COUNTRY, COUNTRY_PAGES = 20_000, 300_000, 8_000_000
_GIB = 2**30


@dataclass
class Unit:
    """What the files of one reader took together; figures and kept bytes of the reports alone."""

    files: int = 0
    pages: int = 0
    cpu: float = 0.0
    size: int = 0
    report_pages: int = 0
    kept: int = 0
    figures: int = 0

    @property
    def cpu_a_page(self) -> float:
        return self.cpu / max(self.pages, 1)

    @property
    def size_a_page(self) -> float:
        return self.size / max(self.pages, 1)

    @property
    def figures_a_page(self) -> float:
        return self.figures / max(self.report_pages, 1)

    @property
    def kept_a_page(self) -> float:
        return self.kept / max(self.report_pages, 1)


def cpu_seconds() -> float:
    """Seconds of the cores that this process and its ended children have used."""
    return sum(os.times()[:4])


def measured_units(sources: Sequence[SourceFile]) -> dict[str, Unit]:
    """What the files that hold a report took, by their reader."""
    units: dict[str, Unit] = {}
    with tempfile.TemporaryDirectory() as folder:
        entry = Path(folder) / "entry"
        for source in sources:
            read_in_worker(source, lambda seconds: None)
            started = cpu_seconds()
            readings = read_in_worker(source, lambda seconds: None).readings
            write_entry(readings, entry)
            taken = cpu_seconds() - started
            outcomes = [reading.report_outcome for reading in readings]
            reader = outcomes[0]["reader"]
            if reader is None:
                continue
            unit = units.setdefault(reader, Unit())
            pages = sum(one["pages"] or 1 for one in outcomes)
            unit.files += 1
            unit.pages += pages
            unit.cpu += taken
            unit.size += source.path.stat().st_size
            if any(one["outcome"] in LOADED for one in outcomes):
                unit.report_pages += pages
                unit.kept += entry.stat().st_size
                counts = ("figures", "quantities", "claims")
                unit.figures += sum(one[count] for one in outcomes for count in counts)
    return units


def build_of_kept(folder: Path, reports: int) -> tuple[Build, int]:
    """A build of that many typeset reports whose readings are kept; the bytes of its warehouse."""
    sources, warehouse = folder / f"{reports}", folder / f"w{reports}" / "w.duckdb"
    write_reports(sources, reports)
    build_apart(sources, warehouse)
    warehouse.unlink()
    shutil.rmtree(warehouse.parent / "releases")
    again = build_apart(sources, warehouse)
    assert again.reread == 0, again.reread
    return again, warehouse.stat().st_size


@dataclass(frozen=True)
class Gathering:
    """What a build over kept readings takes for each further figure, and the file grows by."""

    cpu: float
    stored: float


def measured_gathering(few: int, many: int) -> Gathering:
    """The difference between many reports and few, for each further figure."""
    with tempfile.TemporaryDirectory() as name:
        small, small_size = build_of_kept(Path(name), few)
        large, large_size = build_of_kept(Path(name), many)
    figures = large.figures - small.figures
    return Gathering(
        (large.core_seconds - small.core_seconds) / figures, (large_size - small_size) / figures
    )


def print_units(units: dict[str, Unit]) -> None:
    """A row for every reader."""
    print(
        "| reader | files | pages | core s a page | file KiB a page | figures a page of a report "
        "| KiB kept a page of a report |\n|" + "---|" * 7
    )
    for reader, unit in sorted(units.items()):
        print(
            f"| {reader} | {unit.files} | {unit.pages} | {unit.cpu_a_page:.3f} "
            f"| {unit.size_a_page / 1024:.0f} "
            f"| {unit.figures_a_page:.0f} | {unit.kept_a_page / 1024:.0f} |"
        )


def print_simulation(
    units: dict[str, Unit], gathering: Gathering, options: argparse.Namespace
) -> None:
    """A row for a province's year and one for the country's, for each share of scanned pages."""
    print(
        f"\n{options.core_hour:g} yuan a core-hour, {options.gib_month:g} yuan a GiB-month\n\n"
        "| | reports | pages | scanned | reading: core-hours | one writer: core-hours | files GiB "
        "| kept GiB | warehouse GiB | yuan: cores | yuan: storage, a year | yuan a report |\n|"
        + "---|"
        * 12
    )
    for name, reports in (("province", PROVINCE), ("country", COUNTRY)):
        for share in options.scans:
            print(f"| {name} {_simulated(reports, share, units, gathering, options)}")


def _simulated(
    reports: int,
    share: float,
    units: dict[str, Unit],
    gathering: Gathering,
    options: argparse.Namespace,
) -> str:
    page, scan = units[PDF], units[READER]
    pages = COUNTRY_PAGES * reports // COUNTRY
    figures = pages * page.figures_a_page
    reading = pages * _mixed(page.cpu_a_page, scan.cpu_a_page, share) / 3600
    writing = figures * gathering.cpu / 3600
    files = pages * _mixed(page.size_a_page, scan.size_a_page, share) / _GIB
    kept = pages * page.kept_a_page / _GIB
    stored = figures * gathering.stored / _GIB
    cores = (reading + writing) * options.core_hour
    storage = (files + kept + stored) * options.gib_month * 12
    return (
        f"| {reports:,} | {pages:,} | {share:.0%} | {reading:,.0f} | {writing:,.0f} | {files:,.0f} "
        f"| {kept:,.0f} | {stored:,.0f} | {cores:,.0f} | {storage:,.0f} "
        f"| {(cores + storage) / reports:.4f} |"
    )


def _mixed(of_text: float, of_scans: float, share: float) -> float:
    return (1 - share) * of_text + share * of_scans


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what was measured and what follows from it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.costs", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", default=[Path("sources")])
    parser.add_argument("--reports", type=int, nargs=2, default=[200, 800])
    parser.add_argument("--scans", type=float, nargs="+", default=[0, 0.05, 0.2])
    parser.add_argument("--core-hour", type=float, default=0.3)
    parser.add_argument("--gib-month", type=float, default=0.12)
    options = parser.parse_args(arguments)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    units = measured_units(find_source_files(options.folders))
    print_units(units)
    missing = sorted({PDF, READER} - units.keys())
    if missing:
        raise SystemExit(f"name a folder with reports of these readers too: {', '.join(missing)}")
    few, many = options.reports
    gathering = measured_gathering(few, many)
    print(
        f"\na build over kept readings, {few} to {many} reports: for each further figure "
        f"{gathering.cpu * 1000:.2f} core ms, {gathering.stored:.0f} bytes of warehouse"
    )
    print_simulation(units, gathering, options)


if __name__ == "__main__":
    main()

"""A PDF with a text layer as scans of many kinds: figures right, flagged and wrong, seconds a page.

Run as `python -m benchmarks.scans FILE.pdf [--only NAME]…`; the text layer is the truth. A figure
is flagged when it is illegible or unplaced; wrong when another one was read for it in silence; not
there when none was. An unplaced cell counts as one figure. What is printed is for people; nothing
is asserted here.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipelines.stages.reading import read_file
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import source_file
from pipelines.text.normalising import comparable
from pipelines.typeset.scan import ScanOptions, scan_files

SCANS = {
    "200 dpi": ScanOptions(),
    "150 dpi": ScanOptions(resolution=150),
    "skewed 0.8°, JPEG 40": ScanOptions(skew=0.8, quality=40),
    "sideways, noisy, blurred": ScanOptions(turned=90, noise=0.4, blur=0.9, quality=60),
    "upside down, grey, skewed": ScanOptions(turned=180, skew=-1.7, is_grey=True, quality=75),
    "sealed and watermarked": ScanOptions(is_stamped=True, is_watermarked=True),
    "badly blurred": ScanOptions(noise=0.5, blur=1.6, quality=30, skew=0.5),
}

Figure = tuple[str | None, ...]


def figures(readings: Sequence[ReportReading]) -> Counter[Figure]:
    """The figures of a file: what each is, its state and its amount."""
    return Counter(
        (
            str(row["form_code"]),
            str(row["block"]),
            row["row_code"],
            comparable(str(row["row_label"])),
            str(row["measure"]),
            str(row["basis"]),
            str(row["amount_state"]),
            None if row["amount_yuan"] is None else str(row["amount_yuan"]),
        )
        for reading in readings
        for row in reading.rows["reported_amount"]
    )


def _without_names(figures_found: Counter[Figure]) -> Counter[Figure]:
    bare: Counter[Figure] = Counter()
    for figure, count in figures_found.items():
        bare[(*figure[:3], *figure[4:])] += count
    return bare


def measure(pdf: bytes, options: ScanOptions, truth: Counter[Figure]) -> str:
    """One line about one kind of scan of a report."""
    (scan,) = scan_files(pdf, "pdf", options)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan.pdf"
        path.write_bytes(scan)
        started = time.perf_counter()
        readings = read_file(source_file(path, path.name))
        seconds = time.perf_counter() - started
    found = figures(readings)
    right = sum((truth & found).values())
    illegible = sum(count for figure, count in found.items() if figure[-2] == "illegible")
    others = Counter(
        {figure: n for figure, n in (found - truth).items() if figure[-2] != "illegible"}
    )
    misnamed = sum((_without_names(others) & _without_names(truth - found)).values())
    wrong = sum(others.values()) - misnamed
    unplaced = sum(int(reading.report_outcome["unplaced"]) for reading in readings)
    lost = sum(truth.values()) - right - misnamed - illegible - wrong - unplaced
    chosen = sum(
        row["chosen_by"] is not None
        for reading in readings
        for row in reading.rows["reported_amount"]
    )
    pages = max(1, sum(int(reading.report_outcome["pages"]) for reading in readings))
    return (
        f"{right} of {sum(truth.values())} right ({chosen} chosen by identities), "
        f"{misnamed} right with the name of its row misread, "
        f"{illegible} illegible, {unplaced} unplaced, {wrong} wrong, {lost} not there; "
        f"{seconds / pages:.1f} s a page"
    )


def main() -> None:
    """Read the arguments and print one line for every kind of scan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--only", action="append", choices=sorted(SCANS), default=[])
    arguments = parser.parse_args()
    truth = figures(read_file(source_file(arguments.file, arguments.file.name)))
    for name, options in SCANS.items():
        if not arguments.only or name in arguments.only:
            print(f"{name}: {measure(arguments.file.read_bytes(), options, truth)}", flush=True)


if __name__ == "__main__":
    main()

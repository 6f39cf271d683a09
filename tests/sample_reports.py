"""The samples that the project ships; a person's own reports may lie in sources/ beside them."""

from __future__ import annotations

import csv
import shutil
from hashlib import sha256
from pathlib import Path

from pipelines.typeset.samples import load_samples, sample_files

SOURCES = Path(__file__).resolve().parents[1] / "sources"


def shipped_files() -> list[Path]:
    """The files of the samples, by their names."""
    return [SOURCES / "reports" / name for name in sample_files(load_samples(SOURCES))]


def shipped_sources(folder: Path) -> Path:
    """A sources folder with the samples and their rows of the manifest, nothing else."""
    own = {sha256(file.read_bytes()).hexdigest() for file in shipped_files()}
    for file in shipped_files():
        copy = folder / file.relative_to(SOURCES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    with (SOURCES / "manifest.csv").open(encoding="utf-8-sig", newline="") as listing:
        reader = csv.DictReader(listing)
        rows = [row for row in reader if row["sha256"] in own]
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as listing:
        writer = csv.DictWriter(listing, reader.fieldnames or ())
        writer.writeheader()
        writer.writerows(rows)
    return folder


def shipped_file(report_id: str) -> Path:
    """The file that prints the sample of this id."""
    (name,) = (sample.file for sample, _ in load_samples(SOURCES) if sample.report_id == report_id)
    return SOURCES / "reports" / name

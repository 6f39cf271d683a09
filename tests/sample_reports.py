"""The samples that the project ships; a person's own reports may lie in sources/ beside them."""

from __future__ import annotations

from pathlib import Path

from pipelines.typeset.samples import load_samples, sample_files

SOURCES = Path(__file__).resolve().parents[1] / "sources"


def shipped_files() -> list[Path]:
    """The files of the samples, by their names."""
    return [SOURCES / "reports" / name for name in sample_files(load_samples(SOURCES))]


def shipped_file(report_id: str) -> Path:
    """The file that prints the sample of this id."""
    (name,) = (sample.file for sample, _ in load_samples(SOURCES) if sample.report_id == report_id)
    return SOURCES / "reports" / name

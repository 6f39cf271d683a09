"""The files that are mutated: invented reports in every layout and format, samples, archives.

Made once into a folder, so that every worker finds the same.
"""

from __future__ import annotations

import pickle
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from pipelines.typeset.figures import ReportFigures
from pipelines.typeset.layouts import LAYOUTS, Layout, load_layout
from pipelines.typeset.typesetting import SUFFIXES, FileFormat, typeset
from tests.collect.archive_files import rar_of, seven_zip_of, tar_of, zip_of
from tests.round_trip.inventing import reports
from tests.sample_reports import shipped_files

REPORTS = "reports.pickle"
FORMATS: tuple[FileFormat, ...] = tuple(SUFFIXES)
_LONGEST_SAMPLE = 1_000_000

InventedReport = tuple[str, ReportFigures]
"""A report with the name of its layout."""


def make_originals(folder: Path, *, forms_a_layout: int, published: Path | None = None) -> None:
    """Write the originals into an empty folder.

    More forms make more kinds of tables; `published` is a folder of further files to mutate.
    """
    invented = _invent(forms_a_layout)
    (folder / REPORTS).write_bytes(pickle.dumps(invented))
    for number, (layout, report) in enumerate(invented):
        file_format = FORMATS[number % len(FORMATS)]
        name = f"{number:03}-{layout}-{file_format}{SUFFIXES[file_format]}"
        (folder / name).write_bytes(typeset(report, load_layout(layout), file_format))
    further = sorted(published.rglob("*")) if published else []
    for sample in [*shipped_files(), *further]:
        if sample.is_file() and 0 < sample.stat().st_size <= _LONGEST_SAMPLE:
            (folder / f"sample-{sample.name}").write_bytes(sample.read_bytes())
    texts = sorted(folder.glob("*.txt"))[:3]
    members = {path.name: path.read_bytes() for path in texts}
    for name, content in {
        "archive.zip": zip_of(members),
        "archive.tar": tar_of(members),
        "archive.tar.gz": tar_of(members, "w:gz"),
        "archive.tar.xz": tar_of(members, "w:xz"),
        "archive.7z": seven_zip_of(members),
        "archive.rar": rar_of(members),
        "nested.zip": zip_of({"inner.7z": seven_zip_of(members), **members}),
    }.items():
        (folder / name).write_bytes(content)


def load_invented(folder: Path) -> list[InventedReport]:
    """The invented reports of a folder, for mutations before they are typeset."""
    invented: list[InventedReport] = pickle.loads((folder / REPORTS).read_bytes())
    return invented


def original_files(folder: Path) -> list[Path]:
    """The files of a folder that are mutated as bytes."""
    return sorted(path for path in folder.iterdir() if path.name != REPORTS)


def _invent(forms_a_layout: int) -> list[InventedReport]:
    return [
        (name, report)
        for name in LAYOUTS
        for form_code in list(load_layout(name).forms)[:forms_a_layout]
        for report in _reports_of(load_layout(name), form_code)
    ]


def _reports_of(layout: Layout, form_code: str) -> list[ReportFigures]:
    """Two reports with one form, the same in every run."""
    found: list[ReportFigures] = []

    @settings(
        max_examples=2,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(reports(layout, [form_code], fewest_items=2, most_items=8))
    def invent(report: ReportFigures) -> None:
        found.append(report)

    invent()
    return found

"""Writes the sample reports of sources/ from the figures kept beside them.

Run as `python -m pipelines.typeset.samples [SOURCES]`. Every sample is a pair of files in
`figures/`: <report_id>.yml says who, when and in which layout, <report_id>.csv holds one published
figure a line. The reports, and the manifest with their hashes, are made of nothing else.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import yaml

from pipelines.catalogue.model import Entry
from pipelines.text.units import Unit
from pipelines.typeset.figures import Figure, FigureRow, FormFigures, ReportFigures
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.paging import Paging
from pipelines.typeset.typesetting import FileFormat, typeset

FIGURE_COLUMNS = (
    "form_code",
    "row",
    "block",
    "row_code",
    "row_label",
    "measure",
    "basis",
    "amount_text",
)
MANIFEST_COLUMNS = (
    "report_id",
    "agency",
    "region",
    "fiscal_year",
    "kind",
    "url",
    "retrieved_at",
    "sha256",
    "media_type",
)
_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Sample(Entry):
    """What a sample is besides its figures; `file` is relative to the folder of the reports."""

    report_id: str
    agency: str
    region: str
    fiscal_year: int
    unit: Unit
    layout: str
    format: FileFormat
    file: str
    cover_lines: tuple[str, ...] = ()
    forms: tuple[str, ...]
    notes: dict[str, tuple[str, ...]]
    remark_rows: dict[str, str]


def load_samples(sources: Path) -> list[tuple[Sample, ReportFigures]]:
    """The samples of a sources folder with their figures, in the order of their file names.

    Raises pydantic.ValidationError when a description does not fit, OSError when a file of figures
    is missing.
    """
    samples: list[tuple[Sample, ReportFigures]] = []
    for description in sorted((sources / "figures").glob("*.yml")):
        sample = Sample.model_validate(yaml.safe_load(description.read_text(encoding="utf-8")))
        with description.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        samples.append((sample, _report(sample, lines)))
    return samples


def _report(sample: Sample, lines: Sequence[dict[str, str]]) -> ReportFigures:
    return ReportFigures(
        agency=sample.agency,
        fiscal_year=sample.fiscal_year,
        unit=sample.unit,
        forms=tuple(
            FormFigures(
                form_code,
                _rows(line for line in lines if line["form_code"] == form_code),
                sample.notes.get(form_code, ()),
                sample.remark_rows.get(form_code),
            )
            for form_code in sample.forms
        ),
        cover_lines=sample.cover_lines,
    )


def _rows(lines: Iterable[dict[str, str]]) -> tuple[FigureRow, ...]:
    rows: list[FigureRow] = []
    for _, group in groupby(lines, key=lambda line: line["row"]):
        figures = list(group)
        first = figures[0]
        rows.append(
            FigureRow(
                first["block"],
                first["row_code"] or None,
                first["row_label"],
                tuple(
                    Figure(line["measure"], line["basis"], line["amount_text"]) for line in figures
                ),
            )
        )
    return tuple(rows)


def sample_file(sample: Sample, report: ReportFigures) -> bytes:
    """The bytes of a sample's report file."""
    return typeset(report, load_layout(sample.layout), sample.format, Paging())


def manifest(samples: Sequence[tuple[Sample, bytes]]) -> bytes:
    """The manifest of the samples: no address and no time of retrieval, for they were made here."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(MANIFEST_COLUMNS)
    for sample, content in samples:
        writer.writerow(
            [
                sample.report_id,
                sample.agency,
                sample.region,
                sample.fiscal_year,
                "final_accounts",
                "",
                "",
                sha256(content).hexdigest(),
                _MEDIA_TYPES[Path(sample.file).suffix],
            ]
        )
    return target.getvalue().encode()


def write_samples(sources: Path) -> list[Path]:
    """Write every sample and the manifest of a sources folder; returns the files written."""
    made = [(sample, sample_file(sample, report)) for sample, report in load_samples(sources)]
    written: list[Path] = []
    for sample, content in made:
        path = sources / "reports" / sample.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    listing = sources / "manifest.csv"
    listing.write_bytes(manifest(made))
    return [*written, listing]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the samples of the folder named on the command line, `sources` by default."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for path in write_samples(Path(given[0] if given else "sources")):
        print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

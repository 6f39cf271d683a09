"""Writes the sample reports of sources/ from the figures kept beside them.

Run as `python -m pipelines.typeset.samples [SOURCES]`. In `figures/`, <report_id>.yml says of a
sample who, when and in which layout, and holds its running text; <report_id>.csv holds the figures
of its forms, one a line; `evaluations/` holds the self-evaluations that samples print. The reports,
and their rows in the manifest, are made of nothing else; other files and rows are not touched.
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
from pydantic import Field, model_validator

from pipelines.catalogue.model import Entry
from pipelines.text.units import Unit
from pipelines.typeset.evaluations import EvaluationFigures
from pipelines.typeset.figures import (
    Figure,
    FigureRow,
    FormFigures,
    FormPart,
    Heading,
    Paragraph,
    ReportFigures,
    ReportPart,
)
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.paging import Paging
from pipelines.typeset.typesetting import FileFormat, typeset_reports

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
    "supersedes",
)
_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".txt": "text/plain",
}
_HEADING_LEVELS = {"h1": 1, "h2": 2, "h3": 3}


class SamplePart(Entry):
    """One part of a report: a heading of level 1 to 3, a paragraph, a form, or an evaluation.

    An evaluation goes by the name of its file in figures/evaluations.
    """

    h1: str | None = None
    h2: str | None = None
    h3: str | None = None
    p: str | None = None
    form: str | None = None
    evaluation: str | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> SamplePart:
        if len(self.model_dump(exclude_none=True)) != 1:
            raise ValueError("a part is one heading, paragraph, form or evaluation")
        return self


class Sample(Entry):
    """What a sample is besides its figures; `file` is relative to the folder of the reports.

    Samples with the same `file` are printed in it one after the other, by `position`.
    """

    report_id: str
    agency: str
    region: str
    fiscal_year: int
    kind: str = "final_accounts"
    unit: Unit
    layout: str
    format: FileFormat
    file: str
    position: int = 1
    title: str = ""
    cover_lines: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    notes: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    remark_rows: dict[str, str] = Field(default_factory=dict)
    parts: tuple[SamplePart, ...] = ()


SampleReport = tuple[Sample, ReportFigures]


def load_samples(sources: Path) -> list[SampleReport]:
    """The samples of a sources folder with their figures, in the order of their file names.

    Raises pydantic.ValidationError when a description or an evaluation does not fit, OSError when
    a file of figures is missing.
    """
    folder = sources / "figures"
    samples: list[SampleReport] = []
    for description in sorted(folder.glob("*.yml")):
        sample = Sample.model_validate(_yaml(description))
        lines: list[dict[str, str]] = []
        if sample.forms:
            with description.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
                lines = list(csv.DictReader(file))
        samples.append((sample, _report(sample, lines, folder / "evaluations")))
    return samples


def sample_files(samples: Iterable[SampleReport]) -> dict[str, list[SampleReport]]:
    """The samples by the file that holds them, in printed order."""
    by_file: dict[str, list[SampleReport]] = {}
    for sample, report in sorted(samples, key=lambda each: each[0].position):
        by_file.setdefault(sample.file, []).append((sample, report))
    return {name: by_file[name] for name in sorted(by_file)}


def _yaml(path: Path) -> object:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _report(sample: Sample, lines: Sequence[dict[str, str]], evaluations: Path) -> ReportFigures:
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
        parts=tuple(_part(part, evaluations) for part in sample.parts),
        own_title=sample.title,
    )


def _part(part: SamplePart, evaluations: Path) -> ReportPart:
    ((name, text),) = part.model_dump(exclude_none=True).items()
    if name in _HEADING_LEVELS:
        return Heading(text, _HEADING_LEVELS[name])
    if name == "p":
        return Paragraph(text)
    if name == "form":
        return FormPart(text)
    return EvaluationFigures.model_validate(_yaml(evaluations / f"{text}.yml"))


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
                first.get("row_head", ""),
            )
        )
    return tuple(rows)


def sample_file(reports: Sequence[SampleReport]) -> bytes:
    """The bytes of the file that holds these samples; the first gives its layout and its format."""
    first = reports[0][0]
    figures = [report for _, report in reports]
    return typeset_reports(figures, load_layout(first.layout), first.format, Paging())


def manifest_rows(
    files: Iterable[tuple[Sequence[SampleReport], bytes]],
) -> list[dict[str, str]]:
    """The rows of the manifest, one a file: no address and no time of retrieval, for they were
    made here. A file with several reports has no report_id and no agency of its own."""
    rows: list[dict[str, str]] = []
    for reports, content in files:
        sample = reports[0][0]
        alone = len(reports) == 1
        rows.append(
            {
                "report_id": sample.report_id if alone else "",
                "agency": sample.agency if alone else "",
                "region": sample.region,
                "fiscal_year": str(sample.fiscal_year),
                "kind": sample.kind,
                "url": "",
                "retrieved_at": "",
                "sha256": sha256(content).hexdigest(),
                "media_type": _MEDIA_TYPES[Path(sample.file).suffix],
            }
        )
    return rows


def write_samples(sources: Path) -> list[Path]:
    """Write every sample and the manifest of a sources folder; returns the files written.

    Rows of other files, and further columns, stay in the manifest as they are.
    """
    made = [
        (name, reports, sample_file(reports))
        for name, reports in sample_files(load_samples(sources)).items()
    ]
    paths = [sources / "reports" / name for name, _, _ in made]
    listing = sources / "manifest.csv"
    # a sample that comes out otherwise than before takes the place of its own row
    before = {sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}
    content = _listed_with(listing, before, manifest_rows((one, text) for _, one, text in made))
    for path, (_, _, text) in zip(paths, made, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    listing.write_bytes(content)
    return [*paths, listing]


def _listed_with(listing: Path, before: set[str], own: Sequence[dict[str, str]]) -> bytes:
    """The content of a manifest with the rows of the samples first, then those of other files.

    It is written as collecting writes it, so that a file that is added later adds one line.
    """
    kept = listing.read_bytes() if listing.is_file() else b""
    reader = csv.DictReader(io.StringIO(kept.decode("utf-8-sig"), newline=""))
    columns = list(dict.fromkeys([*(reader.fieldnames or ()), *MANIFEST_COLUMNS]))
    made = before | {row["sha256"] for row in own}
    others = [row for row in reader if row["sha256"] not in made]
    target = io.StringIO()
    writer = csv.DictWriter(target, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows([*own, *others])
    return target.getvalue().encode("utf-8-sig")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the samples of the folder named on the command line, `sources` by default."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for path in write_samples(Path(given[0] if given else "sources")):
        print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

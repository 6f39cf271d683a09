"""sources/: the reports are made of the figures beside them, and are read as these figures."""

from __future__ import annotations

import csv
from hashlib import sha256
from pathlib import Path

import pytest

from pipelines.typeset.samples import load_samples, main, manifest, sample_file
from tests.round_trip.comparing import expected_figures, read_figures

SOURCES = Path(__file__).resolve().parents[2] / "sources"
YIYANG = "益阳市智慧城市和大数据中心-2020-final_accounts"
QINGSHAN = "武汉市青山区大数据中心-2020-final_accounts"
SAMPLES = {sample.report_id: (sample, report) for sample, report in load_samples(SOURCES)}


def golden(name: str) -> Path:
    return Path(__file__).resolve().parents[1] / "golden" / f"{name}-2020.csv"


def test_the_samples_are_these() -> None:
    assert sorted(SAMPLES) == sorted([YIYANG, QINGSHAN])


@pytest.mark.parametrize("report_id", SAMPLES)
def test_rebuilding_gives_the_same_bytes(report_id: str) -> None:
    sample, report = SAMPLES[report_id]
    kept = (SOURCES / "reports" / sample.file).read_bytes()
    assert sample_file(sample, report) == kept


@pytest.mark.parametrize("report_id", SAMPLES)
def test_a_sample_is_read_as_its_figures(report_id: str) -> None:
    sample, report = SAMPLES[report_id]
    found, unplaced, forms = read_figures(SOURCES / "reports" / sample.file)
    expected = expected_figures(report)
    assert list((expected - found).elements()) == []
    assert list((found - expected).elements()) == []
    assert unplaced == []
    assert forms == list(sample.forms)


@pytest.mark.parametrize(
    ("report_id", "cells", "figures"), [(YIYANG, 729, 729), (QINGSHAN, 634, 209)]
)
def test_a_sample_holds_every_published_figure(report_id: str, cells: int, figures: int) -> None:
    with (SOURCES / "figures" / f"{report_id}.csv").open(encoding="utf-8", newline="") as file:
        texts = [line["amount_text"] for line in csv.DictReader(file)]
    assert (len(texts), sum(1 for text in texts if text)) == (cells, figures)


@pytest.mark.parametrize(
    ("report_id", "name"),
    [(YIYANG, "yiyang-smart-city-center"), (QINGSHAN, "qingshan-big-data-center")],
)
def test_the_figures_are_those_checked_by_eye(report_id: str, name: str) -> None:
    columns = ("form_code", "block", "row_code", "row_label", "measure", "basis", "amount_text")

    def lines(path: Path) -> list[tuple[str, ...]]:
        with path.open(encoding="utf-8", newline="") as file:
            return sorted(tuple(line[name] for name in columns) for line in csv.DictReader(file))

    assert lines(SOURCES / "figures" / f"{report_id}.csv") == lines(golden(name))


def test_the_manifest_lists_the_files_as_they_are() -> None:
    kept = (SOURCES / "manifest.csv").read_bytes()
    made = [
        (sample, (SOURCES / "reports" / sample.file).read_bytes()) for sample, _ in SAMPLES.values()
    ]
    assert manifest(made) == kept
    rows = {row["report_id"]: row for row in csv.DictReader(kept.decode().splitlines())}
    assert {row["sha256"] for row in rows.values()} == {
        sha256(content).hexdigest() for _, content in made
    }
    files = {path for path in (SOURCES / "reports").rglob("*") if path.is_file()}
    assert files == {SOURCES / "reports" / sample.file for sample, _ in SAMPLES.values()}
    for row in rows.values():
        assert row["report_id"] == f"{row['agency']}-{row['fiscal_year']}-{row['kind']}"
        assert (row["url"], row["retrieved_at"]) == ("", "")


def test_the_command_writes_what_is_kept(tmp_path: Path) -> None:
    (tmp_path / "figures").symlink_to(SOURCES / "figures")
    assert main([str(tmp_path)]) == 0
    kept = {path.relative_to(SOURCES) for path in (SOURCES / "reports").rglob("*.*")}
    made = {path.relative_to(tmp_path) for path in (tmp_path / "reports").rglob("*.*")}
    assert made == kept
    assert (tmp_path / "manifest.csv").read_bytes() == (SOURCES / "manifest.csv").read_bytes()

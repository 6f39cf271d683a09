"""sources/: the reports are made of the figures beside them, and are read as these figures."""

from __future__ import annotations

import codecs
import csv
import io
from hashlib import sha256
from pathlib import Path

import pytest

from pipelines.cli import main as juesuan
from pipelines.collect.manifest import COLUMNS
from pipelines.typeset.samples import (
    MANIFEST_COLUMNS,
    load_samples,
    main,
    manifest_rows,
    sample_file,
    sample_files,
)
from tests.round_trip.comparing import expected_figures, read_figures
from tests.typeset.reading_samples import read_parts

SOURCES = Path(__file__).resolve().parents[2] / "sources"
YIYANG = "益阳市智慧城市和大数据中心-2020-final_accounts"
QINGSHAN = "武汉市青山区大数据中心-2020-final_accounts"
YIYANG_TEXT = f"{YIYANG}-2"
YIYANG_EVALUATIONS = "益阳市智慧城市和大数据中心-2020-self_evaluation"
YIYANG_PROJECT = f"{YIYANG_EVALUATIONS}-2"
YIYANG_2023 = "益阳市智慧城市和大数据中心-2023-self_evaluation"
CHANGSHA_BUREAU = "长沙市数据资源管理局-2020-self_evaluation"
CHANGSHA_CENTRE = "长沙市大数据中心-2020-self_evaluation"
SAMPLES = {sample.report_id: (sample, report) for sample, report in load_samples(SOURCES)}
FILES = sample_files(SAMPLES.values())


def golden(name: str) -> Path:
    return Path(__file__).resolve().parents[1] / "golden" / f"{name}-2020.csv"


def test_the_samples_are_these() -> None:
    assert set(SAMPLES) == {
        YIYANG,
        YIYANG_TEXT,
        YIYANG_EVALUATIONS,
        YIYANG_PROJECT,
        YIYANG_2023,
        CHANGSHA_BUREAU,
        CHANGSHA_CENTRE,
        QINGSHAN,
    }


@pytest.mark.parametrize("name", FILES)
def test_rebuilding_gives_the_same_bytes(name: str) -> None:
    assert sample_file(FILES[name]) == (SOURCES / "reports" / name).read_bytes()


@pytest.mark.parametrize("report_id", [YIYANG, QINGSHAN])
def test_a_sample_is_read_as_its_figures(report_id: str) -> None:
    sample, report = SAMPLES[report_id]
    found, _, forms = read_figures(SOURCES / "reports" / sample.file)
    expected = expected_figures(report)
    assert list((expected - found).elements()) == []
    assert list((found - expected).elements()) == []
    assert forms == list(sample.forms)


def test_two_reporting_units_stand_in_one_file() -> None:
    reports = FILES[SAMPLES[CHANGSHA_BUREAU][0].file]
    assert [sample.report_id for sample, _ in reports] == [CHANGSHA_BUREAU, CHANGSHA_CENTRE]
    parts = read_parts(SOURCES / "reports" / reports[0][0].file)
    assert [part.agency for part in parts] == ["长沙市数据资源管理局", "长沙市大数据中心"]
    for part, (sample, report) in zip(parts, reports, strict=True):
        assert part.forms == list(sample.forms)
        assert part.figures == [
            (form.form_code, row.label or row.head, figure.measure, figure.text or None)
            for form in report.forms
            for row in form.rows
            for figure in row.figures
        ]
        assert part.unplaced == []


@pytest.mark.parametrize(
    ("report_id", "form_code", "row_label", "texts"),
    [
        (CHANGSHA_BUREAU, "basic_expenditure_status", "工资福利支出", "532.63 516.09 16.54 96.90%"),
        (CHANGSHA_BUREAU, "basic_expenditure_status", "公务接待", "1.00 0.97 0.03 96.88%"),
        (CHANGSHA_BUREAU, "project_expenditure_status", "小计", "870.53 870.48 0.05 99.99%"),
        (CHANGSHA_BUREAU, "procurement_summary", "公务用车购置", "17.68"),
        (CHANGSHA_CENTRE, "basic_expenditure_status", "公务出国", "3.00 - 3 0.00%"),
        (
            CHANGSHA_CENTRE,
            "project_expenditure_status",
            "应急指挥中心",
            "400.00 395.48 4.52 98.87%",
        ),
        (
            CHANGSHA_CENTRE,
            "project_expenditure_status",
            "小计",
            "25,928.40 25,872.71 55.69 99.79%",
        ),
    ],
)
def test_the_status_tables_hold_what_was_published(
    report_id: str, form_code: str, row_label: str, texts: str
) -> None:
    _, report = SAMPLES[report_id]
    (form,) = (form for form in report.forms if form.form_code == form_code)
    (row,) = (row for row in form.rows if row.label == row_label)
    assert " ".join(figure.text for figure in row.figures) == texts


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


def listed(folder: Path) -> list[dict[str, str]]:
    text = (folder / "manifest.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_manifest_lists_the_files_as_they_are() -> None:
    contents = {name: (SOURCES / "reports" / name).read_bytes() for name in FILES}
    expected = manifest_rows((FILES[name], content) for name, content in contents.items())
    assert [row["sha256"] for row in expected] == [
        sha256(content).hexdigest() for content in contents.values()
    ]
    # a person's own reports may be listed too
    rows = [{name: row[name] for name in expected[0]} for row in listed(SOURCES)]
    assert [row for row in rows if row in expected] == expected
    # so that a report that is added adds one line and changes no other
    assert MANIFEST_COLUMNS == COLUMNS
    assert (SOURCES / "manifest.csv").read_bytes().startswith(codecs.BOM_UTF8)
    for row, reports in zip(expected, FILES.values(), strict=True):
        assert (row["url"], row["retrieved_at"]) == ("", "")
        if len(reports) > 1:
            assert (row["report_id"], row["agency"]) == ("", "")
            continue
        begins = f"{row['agency']}-{row['fiscal_year']}-{row['kind']}"
        assert row["report_id"] in (begins, f"{begins}-2")


def test_the_command_writes_what_is_kept(tmp_path: Path) -> None:
    (tmp_path / "figures").symlink_to(SOURCES / "figures")
    assert main([str(tmp_path)]) == 0
    made = {path.relative_to(tmp_path) for path in (tmp_path / "reports").rglob("*.*")}
    assert made == {Path("reports") / name for name in FILES}
    for path in made:
        assert (tmp_path / path).read_bytes() == (SOURCES / path).read_bytes()
    assert [row["sha256"] for row in listed(tmp_path)] == [
        sha256((SOURCES / "reports" / name).read_bytes()).hexdigest() for name in FILES
    ]


def test_a_persons_own_reports_stay_listed_when_the_samples_are_made_again(
    tmp_path: Path,
) -> None:
    (tmp_path / "figures").symlink_to(SOURCES / "figures")
    samples = tmp_path / "reports"
    main([str(tmp_path)])
    shipped = listed(tmp_path)
    own = tmp_path / "own.txt"
    own.write_text("甲市乙局2022年度部门决算", "utf-8")
    assert juesuan(["add", str(own), "--year", "2022", "--sources", str(tmp_path)]) == 0
    # a sample that an older version of the figures made
    (samples / next(iter(FILES))).write_bytes(b"older")
    text = (tmp_path / "manifest.csv").read_text("utf-8-sig")
    older = text.replace(shipped[0]["sha256"], sha256(b"older").hexdigest())
    (tmp_path / "manifest.csv").write_text(older, "utf-8-sig")
    main([str(tmp_path)])
    (row,) = (row for row in listed(tmp_path) if row["fiscal_year"] == "2022")
    assert row["sha256"] == sha256(own.read_bytes()).hexdigest()
    assert [one["sha256"] for one in listed(tmp_path) if one != row] == [
        one["sha256"] for one in shipped
    ]
    assert (samples / "2022" / "unknown" / "own.txt").is_file()

"""Hostile files, all in one folder: each ends with an outcome in words, and none costs another.

What can be unpacked to gigabytes is tried by `python -m tests.hostile`, not here.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import get_args

import duckdb
import pytest

from pipelines.document import Document
from pipelines.readers.ocr_extra import is_installed
from pipelines.readers.opening import open_document
from pipelines.readers.problems import UnreadableFile
from pipelines.readers.scans import read_pictures_of
from pipelines.stages.frames import to_frames
from pipelines.stages.isolating import Limits
from pipelines.stages.raw_tables import fill_raw
from pipelines.stages.reading_each import read_each
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import find_source_files
from tests.hostile import hostile_office as office
from tests.hostile import hostile_pdf as pdf
from tests.hostile.outcome_words import OutcomeWord

LIMITS = Limits(seconds=60.0, memory=2**30)
REPORT = """某某市某某局2022年度部门决算
一般公共预算财政拨款支出决算表
部门：某某市某某局\t\t\t\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t{total}\t1.00\t2.00
205\t{label}\t{total}\t1.00\t2.00
"""


def report(total: str = "3.00", label: str = "教育支出") -> bytes:
    return REPORT.format(total=total, label=label).encode()


@cache
def hostile_files() -> dict[str, bytes]:
    return {
        "honest.txt": report(),
        "endless.txt": "1，".encode() * 50_000,
        "zero.pdf": b"",
        "nothing.xlsx": bytes(5000),
        "cut.pdf": pdf.many_pages(3)[:700],
        "tree.pdf": pdf.page_tree_loop(),
        "parent.pdf": pdf.parent_loop(),
        "objects.pdf": pdf.object_stream_loop(),
        "references.pdf": pdf.cross_reference_loop(),
        "length.pdf": pdf.length_loop(),
        "form.pdf": pdf.form_loop(),
        "bomb.pdf": pdf.deflate_bomb(30),
        "huge.pdf": pdf.huge_page(),
        "nonsense.pdf": pdf.nonsense_page(),
        "array.pdf": pdf.deep_array(100_000),
        "claimed.pdf": pdf.claimed_pages(),
        "objects-20000.pdf": pdf.many_objects(20_000),
        "locked.pdf": pdf.locked("secret"),
        "spans.html": office.spans_beyond_reason(),
        "far.xlsx": office.far_cell(),
        "far figures.xlsx": office.far_figures(),
        "picture.png": office.picture(30_000),
        **office.xml_attacks(),
        **office.deep_markup(20_000),
        "report.xlsx": pdf.many_pages(1),
        "report.pdf": office.docx_of(office.paragraph("某某局")),
        "letter.docx": "今天天气好。".encode("gb18030"),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile")
    for name, content in hostile_files().items():
        (place / name).write_bytes(content)
    return place


@pytest.fixture(scope="module")
def readings(folder: Path) -> dict[str, ReportReading]:
    results = read_each(find_source_files([folder]), limits=LIMITS)
    return {
        reading.report_outcome["source_file"]: reading
        for result in results
        for reading in result.readings
    }


def test_every_file_has_an_outcome_with_a_reason_and_advice(
    readings: dict[str, ReportReading],
) -> None:
    assert set(readings) == set(hostile_files())
    for name, reading in readings.items():
        outcome = reading.report_outcome
        assert outcome["outcome"] in get_args(OutcomeWord), name
        assert outcome["reason"], name
        assert outcome["advice"] or outcome["outcome"] == "read", name


def test_only_the_honest_file_gives_figures(readings: dict[str, ReportReading]) -> None:
    assert readings["honest.txt"].report_outcome["outcome"] == "read"
    amounts = {name: len(one.rows["reported_amount"]) for name, one in readings.items()}
    assert {name: count for name, count in amounts.items() if count} == {"honest.txt": 6}


def test_nothing_of_this_machine_comes_in(readings: dict[str, ReportReading]) -> None:
    for name, reading in readings.items():
        assert "root:" not in str(reading.rows), name
        assert "hahaha" not in str(reading.report_outcome), name


def test_originals_are_untouched(folder: Path, readings: dict[str, ReportReading]) -> None:
    for name, content in hostile_files().items():
        assert (folder / name).read_bytes() == content, name
        stated = readings[name].report_outcome["sha256"]
        assert stated == sha256(content).hexdigest(), name
    assert {path.name for path in folder.iterdir()} == set(hostile_files())


def test_outcomes_and_rows_agree_in_the_warehouse(readings: dict[str, ReportReading]) -> None:
    with duckdb.connect() as connection:
        fill_raw(connection, [to_frames(list(readings.values()))])
        differing = connection.execute(
            "SELECT source_file FROM raw.report_outcome o WHERE "
            "figures <> (SELECT count(*) FROM raw.reported_amount a WHERE "
            "a.source_file = o.source_file AND amount_state = 'number') OR "
            "unplaced <> (SELECT count(*) FROM raw.unplaced_cell u WHERE "
            "u.source_file = o.source_file)"
        ).fetchall()
        (count,) = connection.execute("SELECT count(*) FROM raw.report_outcome").fetchall()[0]
    assert differing == []
    assert count == len(readings)


def document_of(content: bytes, folder: Path) -> Document:
    file = folder / "file"
    file.write_bytes(content)
    return open_document(file)


def test_a_password_is_asked_for_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="asks for a password") as refused:
        document_of(pdf.locked("secret"), tmp_path)
    assert "remove its password" in refused.value.advice


def test_a_file_locked_against_changes_only_is_read(tmp_path: Path) -> None:
    texts = list(document_of(pdf.locked(""), tmp_path).texts())
    assert texts == ["Total 1,234.56"]


@pytest.mark.parametrize(
    ("content", "figure"),
    [
        (pdf.form_loop(), "Total 1,234.56"),
        (pdf.deflate_bomb(30), "Total 1,234.56"),
        (pdf.huge_page(), "Total 1,234.56"),
        (pdf.claimed_pages(), "Total 1,234.56"),
        (office.deep_markup(1000)["deep.html"], "1,234.56"),
    ],
    ids=["form draws itself", "bomb", "huge page", "claimed pages", "deep page"],
)
def test_what_is_printed_on_a_hostile_page_is_read_all_the_same(
    content: bytes, figure: str, tmp_path: Path
) -> None:
    assert [text.strip() for text in document_of(content, tmp_path).texts()] == [figure]


def test_the_attacks_are_files_that_other_programs_open() -> None:
    hostile = [pdf.form_loop(), pdf.huge_page(), pdf.length_loop(), pdf.cross_reference_loop()]
    assert [pdf.opens_in_pdfium(content) for content in hostile] == [True] * 4


def test_pages_that_cannot_be_drawn_are_left_out() -> None:
    if not is_installed():
        pytest.skip("the extra `ocr` is not installed")
    assert read_pictures_of(pdf.page_tree_loop()[:60], [1, 2]) == {}
    assert read_pictures_of(pdf.many_pages(1), [7]) == {}

"""What is printed in cells to do harm: it is stored as text, seen for what it is, never run."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from pipelines.cli import main
from pipelines.document import Cell, Document, Grid, Page, TextLine
from pipelines.document.storable import storable, storable_text
from pipelines.stages.frames import to_frames
from pipelines.stages.raw_tables import fill_raw
from pipelines.stages.reading import read_file
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import source_file
from tests.hostile.hostile_office import inline, web_page, xlsx_of
from tests.hostile.test_hostile_files import report


def reading_of(content: bytes, folder: Path) -> ReportReading:
    file = folder / "file.txt"
    file.write_bytes(content)
    (reading,) = read_file(source_file(file))
    return reading


def stored(reading: ReportReading, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        fill_raw(connection, [to_frames([reading])])
        return connection.execute(question).fetchall()


@pytest.mark.parametrize("mark", ["\x08", "\x1b[2J", "\u202e", "\u2066"])
def test_a_figure_with_a_mark_nobody_sees_is_illegible(mark: str, tmp_path: Path) -> None:
    reading = reading_of(report(total=f"3{mark}.00"), tmp_path)
    totals = stored(
        reading,
        "SELECT amount_state, amount_yuan, amount_text FROM raw.reported_amount "
        "WHERE measure = 'total'",
    )
    assert totals == [("illegible", None, f"3\ufffd{mark[1:]}.00")] * 2
    assert reading.report_outcome["outcome"] == "partly_read"


@pytest.mark.parametrize(
    "formula",
    ["=cmd|' /C calc'!A0", '=HYPERLINK("http://x","1.00")', "@SUM(1+1)", "+1+cmd|' /C calc'!A0"],
)
def test_a_formula_in_a_cell_is_a_text_and_no_amount(formula: str, tmp_path: Path) -> None:
    reading = reading_of(report(label=formula, total=formula), tmp_path)
    totals = stored(
        reading,
        "SELECT amount_state, amount_yuan, amount_text FROM raw.reported_amount "
        "WHERE measure = 'total'",
    )
    assert totals == [("illegible", None, formula)] * 2


def test_halves_of_characters_are_replaced(tmp_path: Path) -> None:
    assert storable_text("1\ud8002\x003\t4\n") == "1\ufffd2\ufffd3\t4\n"
    escaped = xlsx_of(inline("某某局_xD800_决算_x0000_"))
    reading = reading_of(escaped, tmp_path)
    assert stored(reading, "SELECT outcome FROM raw.report_outcome") == [("not_a_report",)]
    page = web_page("某某局&#xD800;&#0;2022年度部门决算")
    assert reading_of(page, tmp_path).report_outcome["reason"]


def test_a_text_file_with_a_zero_byte_is_no_text(tmp_path: Path) -> None:
    outcome = reading_of(report(total="3\x00.00"), tmp_path).report_outcome
    assert (outcome["outcome"], outcome["figures"]) == ("unreadable", 0)


def test_a_document_with_plain_texts_is_left_alone() -> None:
    grid = Grid(1, 1, 2, (Cell(1, 1, "甲"), Cell(1, 2, "1\x00")))
    odd = Document("r", (Page((TextLine("a\x01b"), grid), sheet="表\x02"),))
    (page,) = storable(odd).pages
    assert page.sheet == "表\ufffd"
    assert [line.text for line in page.lines] == ["a\ufffdb"]
    assert [cell.text for cell in page.grids[0].cells] == ["甲", "1\ufffd"]
    plain = Document("r", (Page((TextLine("a\tb\r\n"),)),))
    assert storable(plain) is plain


def test_nothing_printed_reaches_the_terminal_as_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a\x1b[2J.txt"
    file.write_bytes(report(total="\x1b]0;title\x07 3.00"))
    assert main(["read", str(file)]) == 0
    printed = capsys.readouterr()
    assert "\x1b" not in printed.out + printed.err
    assert main(["read", "--format", "json", str(file)]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_json_keeps_odd_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(report(label='教育"支出\\'))
    assert main(["read", "--format", "json", str(file)]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["row_label"] for row in rows} == {"合计", '教育"支出\\'}

"""The cells around a figure of a workbook, and files looked up by their address."""

from __future__ import annotations

import zipfile
from pathlib import Path

import lxml.html
import pytest

from pipelines.document import Cell, CellAddress, Document, Grid, Page
from pipelines.readers.opening import open_document
from pipelines.showing.locating import file_of
from pipelines.showing.problems import CannotShow
from pipelines.showing.surroundings import as_html, as_text, surroundings_of

SAMPLES = Path(__file__).resolve().parents[2] / "sources" / "reports" / "2020"
(WORKBOOK,) = SAMPLES.glob("益阳*/*决算.xlsx")
SHEET = "Z04 支出决算表"


def test_a_figure_of_a_workbook_with_its_label_and_heading() -> None:
    # read by eye on the sheet: 2010202 stands in row 12, its project spending in column E
    found = surroundings_of(
        open_document(WORKBOOK),
        CellAddress(None, SHEET, 12, 5, None),
        [CellAddress(None, SHEET, 12, 3, None), CellAddress(None, "Z03 收入决算表", 11, 3, None)],
    )
    table = lxml.html.fromstring(as_html(found))
    (figure,) = table.xpath("//td[@class='figure']")
    assert figure.text == "917.65"
    assert figure.getparent()[0].text == "12"
    assert figure.getparent()[1].text == "2010202"
    assert [one.text for one in table.xpath("//td[@class='other']")] == ["917.65"]
    headings = table.xpath("//td[@rowspan='2']")
    assert "项目支出" in [one.text for one in headings]
    assert [one.text for one in table.xpath("//thead//th")][1:] == list("ABCDEFGH")
    assert [row[0].text for row in table.xpath("//tr[@class='after-gap']")] == ["10"]
    assert "2010202 │ 一般行政管理事务 │ 917.65 │ 0.00 │ 【917.65】" in as_text(found)


def test_what_stands_in_a_cell_is_no_markup() -> None:
    cells = (Cell(1, 1, "<script>x</script>"), Cell(1, 2, "1.00"))
    document = Document("invented", (Page((Grid(1, 1, 2, cells),)),))
    shown = as_html(surroundings_of(document, CellAddress(None, None, 1, 2, None)))
    assert "<script>" not in shown and "&lt;script&gt;" in shown


def test_a_cell_that_is_not_there_says_so() -> None:
    document = Document("invented", (Page((Grid(1, 1, 1, (Cell(1, 1, "1.00"),)),)),))
    with pytest.raises(CannotShow, match="没有这一格 / the file has no such cell"):
        surroundings_of(document, CellAddress(None, None, 9, 1, None))


def test_a_member_of_an_archive_is_found_by_its_address(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(WORKBOOK, "表/决算.xlsx")
    found = file_of([tmp_path / "absent", tmp_path], "a.zip/表/决算.xlsx")
    assert found.read_bytes() == WORKBOOK.read_bytes()
    with pytest.raises(CannotShow, match=r"not found there: a\.zip/b\.xlsx"):
        file_of([tmp_path], "a.zip/b.xlsx")


def test_a_file_that_changed_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1", "utf-8")
    assert file_of([tmp_path], "a.txt") == tmp_path / "a.txt"
    with pytest.raises(CannotShow, match=r"has changed since it was read: a\.txt"):
        file_of([tmp_path], "a.txt", "0" * 64)

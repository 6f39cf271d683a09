"""The page about one report: every finding on it, nothing fetched, nothing unescaped."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from PIL import Image

from pipelines.cli import main
from pipelines.showing.check_page import check_page
from pipelines.showing.findings import SHOWN
from pipelines.stages.checking import CheckedFiles
from tests.test_cli_check import report


@pytest.fixture(scope="module")
def page(checked: CheckedFiles) -> Any:
    return lxml.html.document_fromstring(check_page(checked, checked.paths))


def finding(page: Any, identity: str) -> Any:
    (found,) = page.xpath(f"//article[@data-identity='{identity}']")
    return found


def words(element: Any) -> str:
    """The Chinese text of an element without spaces."""
    copy = lxml.html.fromstring(lxml.html.tostring(element, encoding="unicode"))
    for english in copy.xpath("//*[@class='en']"):
        english.drop_tree()
    return "".join(copy.text_content().split())


def test_every_finding_is_on_the_page_once(page: Any, checked: CheckedFiles) -> None:
    shown = [
        (one.get("data-identity"), one.get("data-instance"))
        for one in page.xpath("//article[contains(@class, 'finding')]")
    ]
    wanted = [
        (row["identity_id"], row["instance"]) for row in checked.verdicts if row["verdict"] in SHOWN
    ]
    assert len(wanted) == 31
    assert sorted(shown) == sorted(wanted)


def test_a_finding_is_told_with_its_figures(page: Any) -> None:
    # read by eye on page 17: 20 for the funds and 74 for the work, but 96 in all
    found = page.xpath("//article[@data-identity='p.score.total'][.//b='96']")[0]
    assert "报告上是96，按其他数字应为94，相差2分。" in words(found)
    cells = ["".join(words(cell)) for cell in found.xpath(".//tbody//td[@class='number']")]
    assert cells == ["96", "20", "74"]
    assert "第17页第10行第2列" in words(found)
    bound = finding(page, "p.score.le_weight")
    assert "报告上是30，按其他数字应不大于20，相差10分。" in words(bound)


def test_a_sentence_is_quoted_with_its_figure_marked(page: Any) -> None:
    # read by eye on page 12: the text says 29.89, the table on page 7 says 29.88
    found = finding(page, "n.amount.copy")
    assert [mark.text for mark in found.xpath(".//mark")] == ["29.89"]
    assert "29.88" in words(found)
    assert len(found.xpath(".//img")) == 2


def test_the_summary_counts_what_was_read(page: Any) -> None:
    summary = words(page.xpath("//section[@class='summary']")[0])
    assert "公布前必须核对3处。" in summary
    assert page.xpath("//p[@class='partial']") == []
    (forms,) = (one for one in page.xpath("//h3") if words(one).startswith("读到的表"))
    # nine forms and five self-evaluations
    assert words(forms) == "读到的表14"


def test_pictures_are_in_the_page_and_nothing_is_fetched(page: Any) -> None:
    addresses = page.xpath("//@src | //@href")
    assert {address.split(",")[0] for address in addresses if not address.startswith("#")} == {
        "data:image/png;base64"
    }
    pictures = page.xpath("//img/@src")
    assert len(pictures) > 20
    for address in pictures:
        with Image.open(io.BytesIO(b64decode(address.split(",")[1]))) as picture:
            assert picture.width > 300
    styles = "".join(page.xpath("//style/text()"))
    assert re.search(r"url\(|@import", styles) is None
    assert page.xpath("//link | //script[@src] | //iframe") == []
    targets = {address[1:] for address in addresses if address.startswith("#")}
    assert targets and targets <= set(page.xpath("//@id"))


def test_everything_is_said_in_both_languages(page: Any) -> None:
    chinese, english = page.xpath("//*[@class='zh']"), page.xpath("//*[@class='en']")
    assert len(chinese) == len(english) > 500
    silent = {
        zh.text_content()
        for zh, en in zip(chinese, english, strict=True)
        if zh.text_content() and not en.text_content()
    }
    # units without a name of their own in English
    assert silent <= {"年度", ""}


def test_what_a_report_says_is_no_markup(checked: CheckedFiles) -> None:
    reading = checked.readings[0]
    hostile = replace(reading, report={**reading.report, "agency": "<img src=x onerror=alert(1)>"})
    changed = replace(checked, readings=[hostile])
    page = lxml.html.document_fromstring(check_page(changed, changed.paths))
    assert page.xpath("//*[@onerror]") == []
    assert "<img src=x" in page.xpath("//h1")[0].text_content()


def test_text_without_pages_shows_the_cells_around(tmp_path: Path) -> None:
    file, out = report(tmp_path, "a.txt", income="98.00"), tmp_path / "out.html"
    assert main(["check", str(file), "--html", str(out)]) == 1
    page = lxml.html.document_fromstring(out.read_text("utf-8"))
    (figure,) = page.xpath(
        "//article[@data-identity='t1.income.current_total']//td[@class='suspect']"
    )
    assert figure.text == "98.00"
    assert "a.txt" in page.xpath("//p[@class='file']/code")[0].text


def test_a_report_that_was_read_in_part_says_so(tmp_path: Path) -> None:
    file, out = report(tmp_path, "a.txt", income="1,4653.09"), tmp_path / "out.html"
    main(["check", str(file), "--html", str(out)])
    page = lxml.html.document_fromstring(out.read_text("utf-8"))
    assert "没有全部读出" in words(page.xpath("//p[@class='partial']")[0])
    (unread,) = page.xpath("//tr[td[2]='1,4653.09']")
    assert "认不清是哪个数" in words(unread)


def test_a_page_never_takes_the_place_of_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = report(tmp_path, "a.txt")
    before = file.read_bytes()
    assert main(["check", str(file), "--html", str(file)]) == 64
    assert "must not be a file that is checked" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert main(["check", str(file), "--html", str(tmp_path / "no" / "out.html")]) == 1
    assert "没有写出 / not written" in capsys.readouterr().err

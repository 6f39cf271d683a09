"""What is written for the pages, without a browser: exact figures, places, and nothing done twice.

Figures were read by eye from the shipped samples.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.explorer import building, charting_library
from pipelines.explorer.building import build_site
from pipelines.explorer.charting_library import ChartingLibraryMissing
from pipelines.explorer.overview import rate
from pipelines.explorer.site_files import SiteFolder
from tests.explorer.sample_site import SOURCES

pytestmark = pytest.mark.slow
QINGSHAN = "武汉市青山区大数据中心"
YIYANG = "益阳市智慧城市和大数据中心"


def content(script: Path) -> Any:
    """What a data script hands to the page."""
    text = script.read_text(encoding="utf-8")
    match = re.fullmatch(r'JUESUAN\.receive\(\["\w+", "\w*"\],(.*)\);\n', text, re.S)
    assert match is not None
    return json.loads(match[1])


@pytest.fixture(scope="session")
def overview(site: Path) -> Any:
    return content(site / "data" / "overview.js")


@pytest.fixture(scope="session")
def accounts(site: Path) -> dict[tuple[str, int], Any]:
    found = [content(path) for path in (site / "data" / "accounts").glob("*.js")]
    return {(one["agency"], one["year"]): one for one in found}


def figures(account: Any) -> Iterator[dict[str, Any]]:
    for values in account["figures"]:
        figure = dict(zip(account["fields"], values, strict=True))
        for field in account["word_fields"]:
            if figure[field] is not None:
                figure[field] = account["words"][figure[field]]
        yield figure


def test_every_account_of_the_samples_is_listed(overview: Any) -> None:
    listed = {(one["agency"], one["year"]) for one in overview["accounts"]}
    assert listed == {
        (QINGSHAN, 2020),
        (YIYANG, 2020),
        (YIYANG, 2023),
        ("长沙市大数据中心", 2020),
        ("长沙市数据资源管理局", 2020),
    }


def test_sums_are_exact_decimal_text(overview: Any) -> None:
    (yiyang,) = (
        one for one in overview["accounts"] if (one["agency"], one["year"]) == (YIYANG, 2020)
    )
    # 9,935,600 brought forward and 5,140,700 carried over: 993.56 and 468.09 + 45.98 万元
    assert (yiyang["opening"], yiyang["closing"]) == ("9935600", "5140700")
    assert yiyang["three_public_outturn"] == "40600"


def test_a_figure_keeps_its_print_its_yuan_and_its_place(
    accounts: dict[tuple[str, int], Any],
) -> None:
    (figure,) = (
        one
        for one in figures(accounts[QINGSHAN, 2020])
        if (one["form_code"], one["row_code"], one["measure"])
        == ("expenditure", "2101103", "basic")
    )
    assert (figure["text"], figure["yuan"], figure["unit"]) == ("14.57", "145700", "wan")
    assert (figure["page"], figure["measure_label"]) == (5, "基本支出")
    assert figure["box"] is not None


def test_every_cell_that_a_finding_names_is_found(accounts: dict[tuple[str, int], Any]) -> None:
    terms = [
        term
        for account in accounts.values()
        for finding in account["findings"]
        for term in finding["terms"]
        if re.search(r"R\d+C\d+$|第 \d+ 格$", term["cell"])
    ]
    assert len(terms) > 20
    assert [term["cell"] for term in terms if term["figure"] is None] == []


def test_a_blank_score_is_found_and_not_zero(accounts: dict[tuple[str, int], Any]) -> None:
    account = accounts[QINGSHAN, 2020]
    (finding,) = (
        one for one in account["findings"] if one["instance"] == "网络维护工作经费（化工区）"
    )
    assert (finding["found"], finding["expected"], finding["difference"]) == ("96", "94", "2")
    named = [list(figures(account))[term["figure"]]["text"] for term in finding["terms"]]
    assert named[0] == "96"


def test_each_page_with_figures_has_one_picture(
    site: Path, accounts: dict[tuple[str, int], Any]
) -> None:
    account = accounts[QINGSHAN, 2020]
    pages = {figure["page"] for figure in figures(account) if figure["box"]}
    assert {one["page"] for one in account["pictures"]} == pages
    assert all((site / one["address"]).is_file() for one in account["pictures"])


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    pages = list(site.glob("*.html"))
    assert len(pages) == 5
    loaded = [
        address
        for page in pages
        for address in re.findall(r'(?:src|href)="([^"#]*)"', page.read_text(encoding="utf-8"))
        if address != "data:,"
    ]
    assert len(loaded) > 50
    assert [one for one in loaded if not (site / one).is_file()] == []


def test_pages_are_not_made_again_when_nothing_changed(site: Path) -> None:
    warehouse = site.parent / "juesuan.duckdb"
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    again = build_site(warehouse, [SOURCES], site, lambda *_: None)
    assert not again.is_new
    assert before == {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def test_reports_that_are_gone_leave_pages_without_pictures(site: Path, tmp_path: Path) -> None:
    made = build_site(
        site.parent / "juesuan.duckdb", [tmp_path], tmp_path / "site", lambda *_: None
    )
    assert made.pictures == 0
    (problem,) = made.pictureless
    assert f"{QINGSHAN}2020年度部门决算.pdf" in problem
    assert "--sources" in problem


def test_what_an_earlier_run_left_is_removed(tmp_path: Path) -> None:
    first = SiteFolder(tmp_path)
    first.write("data/accounts/old.js", b"old")
    (tmp_path / "notes.txt").write_text("a person's own")
    second = SiteFolder(tmp_path)
    second.write("data/overview.js", b"new")
    second.remove_leftovers()
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"overview.js", "notes.txt"}


def test_text_of_a_report_cannot_end_a_script(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path)
    site.write_data("data/x.js", "accounts", "x", {"label": "a\u2028b</script>"})
    written = (tmp_path / "data" / "x.js").read_text(encoding="utf-8")
    assert "\u2028" not in written
    assert content(tmp_path / "data" / "x.js") == {"label": "a\u2028b</script>"}


def test_without_echarts_the_error_says_what_to_run(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charting_library, "library_folder", lambda: tmp_path / "absent")
    with pytest.raises(ChartingLibraryMissing, match="make setup"):
        building.build_site(
            site.parent / "juesuan.duckdb", [SOURCES], tmp_path / "site", lambda *_: None
        )


def test_another_archive_under_the_name_of_echarts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "echarts.tgz"
    archive.write_bytes(b"something else")
    monkeypatch.setattr(charting_library, "library_folder", lambda: tmp_path / "absent")
    monkeypatch.setattr(charting_library, "_packed", lambda scratch: archive)
    with pytest.raises(ChartingLibraryMissing, match="校验和不符"):
        charting_library.fetch()
    assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("1", "3", "33.33"),
        ("2", "3", "66.67"),
        ("1", "8", "12.50"),
        ("1", "800", "0.13"),  # 0.125 is rounded half up
        ("5", "0", None),
        (None, "5", None),
    ],
)
def test_rates_are_rounded_half_up(
    part: str | None, whole: str | None, expected: str | None
) -> None:
    assert rate(part, whole) == expected

"""The report within a page of a web site: nothing of the site is read, nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.readers.html import read_html
from pipelines.readers.problems import ReadingProblem
from pipelines.stages.report_facts import report_facts
from pipelines.tables.recognising import recognise
from pipelines.typeset.figures import Figure, FigureRow, FormFigures, ReportFigures
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.typesetting import typeset
from tests.readers.web_pages import CALENDAR, FOOT, MENU, SITES, grids_of, lines_of
from tests.round_trip.comparing import expected_figures, read_figures

MEASURES = ("total", "basic", "project")


def form_row(code: str | None, label: str, *amounts: str) -> FigureRow:
    pairs = zip(MEASURES, amounts, strict=True)
    return FigureRow("", code, label, tuple(Figure(name, "outturn", text) for name, text in pairs))


REPORT = ReportFigures(
    "某市数据中心",
    2022,
    "wan",
    (
        FormFigures(
            "general_budget_expenditure",
            (
                form_row(None, "合计", "1234.50", "1000.00", "234.50"),
                form_row("201", "一般公共服务支出", "1234.50", "1000.00", "234.50"),
            ),
            (),
        ),
    ),
)
TITLE = "某市数据中心2022年度部门决算"


def report_in(site: str) -> bytes:
    page = typeset(REPORT, load_layout("plain"), "html").decode()
    report = page.partition("<body>")[2].partition("</body>")[0].partition("</h1>")[2]
    return SITES[site](TITLE, report).encode()


@pytest.mark.parametrize("site", SITES)
def test_the_figures_of_the_report_and_no_others(site: str, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(report_in(site))
    found, unplaced, forms = read_figures(path)
    assert unplaced == []
    assert found == expected_figures(REPORT)
    assert forms == ["general_budget_expenditure"]


@pytest.mark.parametrize("site", SITES)
def test_no_other_report_is_named(site: str) -> None:
    document = read_html(report_in(site))
    facts = report_facts(document, recognise(document, load_catalogue()), load_catalogue())
    assert (facts.agency, facts.fiscal_year, facts.kind) == ("某市数据中心", 2022, "final_accounts")
    whole = "".join(document.texts())
    for other in ("2016", "2017", "2018", "2019", "2020", "2021", "教育局", "水利局", "湿度"):
        assert other not in whole
    assert whole.count(TITLE) == 1
    assert document.remarks == ()


@pytest.mark.parametrize("site", SITES)
def test_a_page_with_a_single_figure_keeps_it(site: str) -> None:
    report = "<p>支出情况</p><table><tr><td>公务接待费</td><td>5.00</td></tr></table>"
    page = SITES[site](TITLE, report)
    assert [(1, 1, 1, 1, "公务接待费"), (1, 2, 1, 1, "5.00")] in grids_of(page)


@pytest.mark.parametrize("site", SITES)
def test_a_page_without_figures_keeps_its_text(site: str) -> None:
    duty = "本单位负责数据的收集、整理与发布工作，承担上级交办的其他事项，没有下属单位。"
    assert duty in lines_of(SITES[site](TITLE, f"<p>一、职责</p><p>{duty}</p>"))


def test_captions_with_dates_stay_with_their_table() -> None:
    caption = "部门：某局 2022年12月31日 金额单位：元"
    page = (
        f"<ul>{MENU}</ul><div><h1>{TITLE}</h1><div><p>{caption}</p>"
        "<table><tr><td>合计</td><td>100.00</td><td>200.00</td></tr></table></div></div>"
    )
    assert lines_of(page) == [TITLE, caption]


def test_figures_outside_the_report_are_told() -> None:
    rates = "<table><tr><td>利率</td><td>3.85</td></tr><tr><td>汇率</td><td>7.10</td></tr></table>"
    table = "<table><tr><td>合计<td>1,000.00</td></tr><tr><td>甲<td>1,000.00</td></tr></table>"
    page = f"<body><aside><ul>{MENU}</ul>{rates}</aside><div>{table}</div><div>{FOOT}</div></body>"
    document = read_html(page.encode())
    assert [cell.text for grid in document.pages[0].grids for cell in grid.cells] == [
        "合计",
        "1,000.00",
        "甲",
        "1,000.00",
    ]
    assert document.remarks == ("正文之外有 2 个数未读 / figures outside the report are not read",)
    assert read_html(page.replace(rates, CALENDAR).encode()).remarks == ()


def test_prose_beside_the_report_is_kept() -> None:
    prose = "本部门负责全县数据资源的规划、建设、管理和开放共享，并承担县委交办的其他任务。" * 2
    table = "<table><tr><td>合计</td><td>1.00</td><td>2.00</td></tr></table>"
    page = f"<div>{prose}</div><ul>{MENU}</ul><div><div>{table}</div><ul>{MENU}</ul></div>"
    assert prose in lines_of(page)


def test_a_page_saved_by_a_word_processor_is_read_whole() -> None:
    page = (
        '<p>发布时间：2023-09-20 08:30</p><p><a name="a">一、</a><a href="#a">概况</a></p>'
        "<p>电话：1</p>"
    )
    assert lines_of(page) == ["发布时间：2023-09-20 08:30", "一、概况", "电话：1"]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body><script>load()</script></body></html>", "脚本"),
        ('<html><frameset><frame src="a.htm"></frameset></html>', "另一个文件"),
        ('<html><body><iframe src="a.pdf"></iframe></body></html>', "另一个文件"),
        (f"<html><body>{'<div>' * 3000}1.00{'</div>' * 3000}", "嵌套过深"),
    ],
)
def test_a_page_without_content_says_why(page: str, reason: str) -> None:
    with pytest.raises(ReadingProblem) as caught:
        read_html(page.encode())
    assert reason in caught.value.reason


@pytest.mark.parametrize("end", ["", "<tr><td>乙", "</table><!-- ", "</table><script>a"])
def test_a_page_that_breaks_off_says_so(end: str) -> None:
    page = "<html><body><table><tr><td>甲</td><td>1.00</td></tr>"
    (remark,) = read_html((page + end).encode()).remarks
    assert remark.startswith("网页的结尾缺失")
    whole = page + "</table><script>a</script><!-- --></body></html>"
    assert read_html(whole.encode()).remarks == ()


def test_a_report_of_pictures_is_told() -> None:
    icons = '<img src="logo.png" width="120" height="40">'
    page = f"<ul>{MENU}{icons}</ul><div><h1>{TITLE}</h1><img src=1.jpg><img src=2.jpg></div>"
    assert read_html(page.encode()).pages[0].is_picture
    assert (
        not read_html(page.replace("<img src=1.jpg><img src=2.jpg>", "").encode())
        .pages[0]
        .is_picture
    )

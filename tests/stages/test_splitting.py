"""Where one file holds several reports, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.document import Document, Page, TextLine
from pipelines.document.model import grid_of_rows
from pipelines.readers.opening import open_document
from pipelines.stages.reading import read_file
from pipelines.stages.report_facts import ReportFacts, report_facts
from pipelines.stages.sources import source_file
from pipelines.stages.splitting import split_reports
from pipelines.tables.recognising import recognise
from pipelines.typeset.figures import Figure, FigureRow, FormFigures, ReportFigures
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.typesetting import SUFFIXES, FileFormat, typeset_reports

SEEDS = "seeds"


def pages(*texts: list[str]) -> Document:
    """A document with a page of lines for each list."""
    found = (
        Page(tuple(TextLine(text) for text in lines), number=number)
        for number, lines in enumerate(texts, start=1)
    )
    return Document("test", tuple(found))


def split(document: Document) -> list[list[tuple[int | None, list[str]]]]:
    """The page numbers and lines of every report."""
    return [
        [(page.number, [line.text for line in page.lines]) for page in part.pages]
        for part in split_reports(document, load_catalogue())
    ]


def facts_of(document: Document) -> ReportFacts:
    return report_facts(document, recognise(document, load_catalogue()), load_catalogue())


EVALUATION = "2021年度{}部门整体支出绩效自评报告"
HARBOUR = [EVALUATION.format("甲市港务局"), "一、部门概况", "港务局负责港口。"]
LIBRARY = [EVALUATION.format("甲市图书馆"), "一、单位概况", "图书馆负责藏书。"]


def test_two_evaluations_on_one_page_are_cut_and_keep_its_number() -> None:
    library = [LIBRARY[0], "一、部门概况", "图书馆负责藏书。"]
    assert split(pages([*HARBOUR, "二、支出情况", *library], ["三、其他"])) == [
        [(1, [*HARBOUR, "二、支出情况"])],
        [(1, library), (2, ["三、其他"])],
    ]


def test_headings_that_name_their_agency_or_add_a_bracket_are_the_same() -> None:
    found = split(
        pages(
            ["甲市港务局2021年度部门决算", "一、甲市港务局概况"],
            ["甲市图书馆2021年度单位决算", "一、甲市图书馆概况（公益一类）"],
        )
    )
    assert [[number for number, _ in part] for part in found] == [[1], [2]]


def test_three_reports() -> None:
    documents = [
        [EVALUATION.format(name), "一、部门概况", "二、支出情况"]
        for name in ("甲局", "乙局", "丙局")
    ]
    assert [part[0][1][0] for part in split(pages(*documents))] == [each[0] for each in documents]


def test_a_title_over_two_lines_begins_with_its_first() -> None:
    second = ["2021年度甲市图书馆", "部门（单位）整体支出绩效自评报告", "一、部门概况"]
    found = split(pages([*HARBOUR, *second]))
    assert [part[0][1] for part in found] == [HARBOUR, second]


def test_another_first_heading_is_no_new_report() -> None:
    assert len(split(pages(HARBOUR, LIBRARY))) == 1


def test_a_cover_that_is_printed_twice_is_one_report() -> None:
    cover = "2021年度甲市港务局（机关） 部门整体支出绩效自评报告"
    assert len(split(pages([cover, "一、部门概况"], HARBOUR))) == 1


def test_a_name_cut_off_on_the_cover_is_no_other_agency() -> None:
    again = ["港务局2021年度部门决算", "一、部门概况"]
    assert len(split(pages(HARBOUR, again))) == 1


def test_evaluations_of_projects_belong_to_their_report() -> None:
    accounts = ["甲市港务局2021年度部门决算", "一、项目概况", "二、收入情况"]
    attached = ["2021年度疏浚项目绩效自评报告", "一、项目概况", "2021年度导航项目绩效自评报告"]
    assert len(split(pages(accounts, [*attached, "一、项目概况"]))) == 1


def test_another_agency_in_the_title_of_a_table_begins_nothing() -> None:
    accounts = ["甲市港务局2021年度部门决算", "一、收入支出决算总表", "单位：万元"]
    table = ["甲市图书馆2021年度收入支出决算总表", "部门：甲市图书馆", "一、收入支出决算总表"]
    assert len(split(pages(accounts, table))) == 1


def test_a_list_of_units_begins_nothing() -> None:
    listed = [f"甲市{name}2021年度单位决算" for name in ("图书馆", "档案馆", "文化馆")]
    accounts = ["甲市文化局2021年度部门决算", *listed, "一、部门职责", "二、机构设置", *listed]
    assert len(split(pages(accounts, ["一、收入支出决算情况", "二、支出情况"]))) == 1


def test_a_contents_page_begins_nothing() -> None:
    contents = ["甲市港务局2021年度部门决算", "一、部门职责", "二、收入支出决算总表"]
    body = ["一、部门职责", "甲市图书馆2021年度单位决算", "一、收入支出决算总表"]
    assert len(split(pages(contents, body))) == 1


def test_a_picture_page_stays_with_the_report_before() -> None:
    documents = pages(HARBOUR, [], [LIBRARY[0], "一、部门概况"])
    picture = Page((), number=2, is_picture=True)
    document = Document("test", (documents.pages[0], picture, documents.pages[2]))
    parts = split_reports(document, load_catalogue())
    assert [[page.number for page in part.pages] for part in parts] == [[1, 2], [3]]
    assert parts[0].pages[1].is_picture


def test_a_document_without_lines_is_one_report() -> None:
    document = Document("test", (Page((grid_of_rows([["合计", "1.00"]]),), sheet="表一"),))
    assert split_reports(document, load_catalogue()) == [document]


def test_the_seed_with_two_reports(reports: Path) -> None:
    source = reports / SEEDS / "changsha-data-bureau-2020-self-evaluation.txt"
    parts = split_reports(open_document(source), load_catalogue())
    assert [(f.kind, f.agency, f.fiscal_year) for f in map(facts_of, parts)] == [
        ("self_evaluation", "长沙市数据资源管理局", 2020),
        ("self_evaluation", "长沙市大数据中心", 2020),
    ]
    grids = [[grid.first_row for page in part.pages for grid in page.grids] for part in parts]
    assert grids == [[29, 50, 73], [231, 253]]


@pytest.mark.parametrize(
    "pattern",
    [
        "seeds/qingshan-*.txt",
        "seeds/yiyang-smart-brain-*.txt",
        "seeds/yiyang-smart-city-center-2020-*.txt",
        "seeds/yiyang-smart-city-center-2023-*.txt",
        "pdf/*2024*年度部门决算.pdf",
    ],
)
def test_published_files_with_one_report(reports: Path, pattern: str) -> None:
    (source,) = reports.glob(pattern)
    document = open_document(source)
    assert split_reports(document, load_catalogue()) == [document]


@pytest.mark.parametrize(
    ("name", "agency", "year"),
    [
        ("yiyang-smart-brain-project-2020", "益阳市智慧城市和大数据中心", 2020),
        ("yiyang-smart-city-center-2023", "益阳市智慧城市和大数据中心", 2023),
    ],
)
def test_facts_of_the_other_evaluations(reports: Path, name: str, agency: str, year: int) -> None:
    facts = facts_of(open_document(reports / SEEDS / f"{name}-self-evaluation.txt"))
    assert (facts.kind, facts.agency, facts.fiscal_year) == ("self_evaluation", agency, year)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2023年公开2022年度部门决算", 2022),
        ("甲市港务局2022年度部门决算（2023年公开）", 2022),
        ("2021年按通知开展2020年度绩效自评工作", 2020),
        ("2022年度部门决算", 2022),
    ],
)
def test_the_fiscal_year_is_the_one_before_the_word(title: str, year: int) -> None:
    assert facts_of(pages([title])).fiscal_year == year


def test_the_title_outweighs_a_year_in_the_text() -> None:
    lines = ["2021年度甲市港务局部门整体支出绩效自评报告", "比2020年决算数有所增加"]
    assert facts_of(pages(lines)).fiscal_year == 2021


def test_two_implementing_units_are_no_agency() -> None:
    rows = [["实施单位", "甲市港务局"], ["实施单位", "甲市图书馆"]]
    title = TextLine("2021年度疏浚项目绩效自评报告")
    both = Document("test", (Page((title, grid_of_rows(rows)), number=1),))
    one = Document("test", (Page((title, grid_of_rows(rows[:1])), number=1),))
    assert facts_of(both).agency is None
    assert facts_of(one).agency == "甲市港务局"


def test_tables_of_an_evaluation_do_not_make_it_final_accounts() -> None:
    rows = [["项目名称", "预算数", "决算数"], ["甲项目", "4.00", "3.00"]]
    lines = (TextLine(HARBOUR[0]), TextLine("项目支出情况表（单位：万元）"))
    document = Document("test", (Page((*lines, grid_of_rows(rows)), number=1),))
    assert facts_of(document).kind == "self_evaluation"


def forms_of(agency: str, amount: str) -> list[list[str]]:
    """The rows of a form as a sheet prints it: title, caption, heading, total."""
    return [
        ["支出决算表", "", "", "", ""],
        [f"部门：{agency}", "", "2021年度", "", "单位：万元"],
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["合计", "", amount, amount, ""],
    ]


def sheets(*agencies: str) -> Document:
    grids = (grid_of_rows(forms_of(agency, "3.00")) for agency in agencies)
    named = (Page((grid,), sheet=f"Sheet{number}") for number, grid in enumerate(grids, start=1))
    return Document("test", tuple(named))


def test_a_workbook_with_the_sheets_of_several_agencies() -> None:
    document = sheets("甲市港务局", "甲市港务局", "甲市图书馆", "甲市图书馆", "甲市档案馆")
    parts = split_reports(document, load_catalogue())
    assert [[page.sheet for page in part.pages] for part in parts] == [
        ["Sheet1", "Sheet2"],
        ["Sheet3", "Sheet4"],
        ["Sheet5"],
    ]
    assert [facts_of(part).agency for part in parts] == ["甲市港务局", "甲市图书馆", "甲市档案馆"]


def test_an_agency_that_comes_back_begins_nothing() -> None:
    document = sheets("甲市港务局", "甲市图书馆", "甲市港务局")
    assert split_reports(document, load_catalogue()) == [document]


def test_a_form_that_only_a_unit_prints_begins_nothing() -> None:
    accounts = sheets("甲市港务局").pages[0]
    rows = [["收入决算表", ""], ["部门：甲市图书馆", "单位：万元"], ["合计", "3.00"]]
    document = Document("test", (accounts, Page((grid_of_rows(rows),), sheet="Sheet2")))
    assert split_reports(document, load_catalogue()) == [document]


def test_tables_without_captions_are_cut_at_the_titles_of_their_reports() -> None:
    grid = grid_of_rows(forms_of("", "3.00")[2:])
    blocks = [
        (TextLine(agency), TextLine("2021年度部门决算"), TextLine("支出决算表"), grid)
        for agency in ("甲市港务局", "甲市图书馆")
    ]
    document = Document("test", (Page((*blocks[0], *blocks[1]), number=1),))
    parts = split_reports(document, load_catalogue())
    assert [part.pages[0].blocks for part in parts] == blocks
    assert [part.pages[0].number for part in parts] == [1, 1]


@pytest.mark.parametrize("file_format", ["pdf", "docx", "xlsx_numbers", "text"])
def test_three_typeset_reports_in_one_file(tmp_path: Path, file_format: FileFormat) -> None:
    agencies = ["甲州市港务局", "甲州市图书馆", "甲州市档案馆"]
    reports = [tables_of(name, f"{10 + number}.00") for number, name in enumerate(agencies)]
    file = tmp_path / f"a{SUFFIXES[file_format]}"
    file.write_bytes(typeset_reports(reports, load_layout("ministry"), file_format))
    readings = read_file(source_file(file))
    assert [one.report["agency"] for one in readings] == agencies
    amounts = [{row["amount_text"] for row in one.rows["reported_amount"]} for one in readings]
    assert [found - {"", None} for found in amounts] == [{"10.00"}, {"11.00"}, {"12.00"}]
    assert [one.report_outcome["unplaced"] for one in readings] == [0, 0, 0]


def tables_of(agency: str, amount: str) -> ReportFigures:
    figures = (Figure("total", "outturn", amount), Figure("basic", "outturn", amount))
    rows = tuple(
        FigureRow("", code, label, figures)
        for code, label in ((None, "合计"), ("201", "一般公共服务支出"))
    )
    forms = (FormFigures("expenditure", rows), FormFigures("general_budget_expenditure", rows))
    return ReportFigures(agency, 2021, "wan", forms)

"""What a report says of its own agency: kind of body, supervising agency, region, projects."""

from __future__ import annotations

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.document import Document, Page, TextLine
from pipelines.stages.agency_facts import agency_facts
from pipelines.stages.projects import project_key
from pipelines.stages.regions import Region, region_at_start

WORDS = load_catalogue().agency_words
REGIONS = load_catalogue().regions
NAMES = load_catalogue().project_names


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (
            "（一）甲市某某中心（以下简称“我中心”）是市某局所属公益一类事业单位，内设三科。",
            "public_institution_class_1",
        ),
        ("我院为公益二类事业单位。", "public_institution_class_2"),
        ("本单位属于参照公务员法管理的事业单位。", "institution_managed_as_civil_service"),
        ("甲市某某中心部门决算由本级决算组成，为全额拨款事业单位。", "public_institution"),
        ("我局是市政府组成部门。", "administrative_organ"),
        # what is said of others says nothing of the agency
        ("下属的乙市档案馆是公益一类事业单位。", None),
        ("事业收入：指事业单位开展专业业务活动取得的收入。", None),
        ("我局是行政单位。我局是公益一类事业单位。", None),
    ],
)
def test_the_kind_of_body_is_what_the_report_says(sentence: str, kind: str | None) -> None:
    assert agency_facts([sentence], "甲市某某中心", WORDS).kind == kind


def test_a_sentence_may_run_over_two_lines() -> None:
    page = Page((TextLine("我中心是"), TextLine("公益一类事业单位。")))
    found = agency_facts(Document("test", (page,)).passages(), None, WORDS)
    assert found.kind == "public_institution_class_1"
    assert found.kind_found_in == "我中心是公益一类事业单位"


@pytest.mark.parametrize(
    ("sentence", "supervisor"),
    [
        ("甲市某某中心是市水利局所属公益一类事业单位。", "市水利局"),
        ("本单位隶属于市商务局，编制五名。", "市商务局"),
        ("乙中心是市水利局所属事业单位。", None),
        ("我中心是市水利局所属事业单位。我中心是市财政局下属事业单位。", None),
    ],
)
def test_the_supervising_agency_is_what_the_report_says(
    sentence: str, supervisor: str | None
) -> None:
    assert agency_facts([sentence], "甲市某某中心", WORDS).supervising_agency == supervisor


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("湖北省武汉市青山区", Region("湖北省", "42", "武汉市", "青山区")),
        ("上海市普陀区规划和自然资源局", Region("上海市", "31", None, "普陀区")),
        ("内蒙古自治区巴彦淖尔市审计局", Region("内蒙古自治区", "15", "巴彦淖尔市", None)),
        ("云南省红河州弥勒市教育局", Region("云南省", "53", "红河州", "弥勒市")),
        ("青海省海北藏族自治州祁连县", Region("青海省", "63", "海北藏族自治州", "祁连县")),
        ("益阳市大数据中心", Region(None, None, "益阳市", None)),
        ("台安县政法委", Region(None, None, None, "台安县")),
        ("普陀区", Region(None, None, None, "普陀区")),
        ("北海市城市照明管理处", Region(None, None, "北海市", None)),
        ("苏州市工业园区管委会", Region(None, None, "苏州市", None)),
        ("市公安局", None),
        ("市区公园管理处", None),
        ("国家税务总局", None),
    ],
)
def test_a_region_is_what_a_name_tells_in_full(text: str, region: Region | None) -> None:
    assert region_at_start(text, REGIONS) == region


@pytest.mark.parametrize(
    "spellings",
    [
        ("甲市智慧水利项目", "“智慧水利”项目经费", "智慧水利费", "市智慧水利项目支出"),
        ("《某某规划》编制项目", "某某规划编制"),
        ("2021年老旧小区改造专项资金", "老旧小区改造"),
    ],
)
def test_spellings_of_one_project_have_one_key(spellings: tuple[str, ...]) -> None:
    region = region_at_start("甲州市", REGIONS)
    assert region == Region(None, None, "甲州市", None)
    renamed = [name.replace("甲市", "甲州市") for name in spellings]
    assert len({project_key(name, region, NAMES) for name in renamed}) == 1


def test_different_projects_keep_different_keys() -> None:
    names = ["一期工程项目", "二期工程项目", "业务经费", "办公经费", "市场监管项目", "民生项目"]
    assert len({project_key(name, None, NAMES) for name in names}) == len(names)

"""What titles tell: the year of the accounts and never that of their publication, and doubts."""

from __future__ import annotations

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.collect.pages import Link
from pipelines.collect.publishers import Publisher
from pipelines.collect.titles import Judgement, bare_title, judged, told

KINDS = load_catalogue().report_kinds
PLAIN = Publisher.model_validate(
    {"name": "plain", "since": 2020, "listings": [{"address": "http://site.test/"}]}
)


def judgement(title: str, publisher: Publisher = PLAIN, stated: int | None = None) -> Judgement:
    return judged(told(Link("http://site.test/x", title), publisher, KINDS), 2023, stated)


@pytest.mark.parametrize(
    ("title", "kind", "agency"),
    [
        ("甲市教育局2023年度部门决算公开", "final_accounts", "甲市教育局"),
        ("2023年度部门决算", "final_accounts", ""),
        ("附件1：甲市教育局2023年度部门决算.pdf", "final_accounts", "甲市教育局"),
        ("附件1 2023年度部门决算.pdf", "final_accounts", ""),
        ("3. 甲市教育局2023年度单位决算", "final_accounts", "甲市教育局"),
        ("[2024-09-20] 甲市教育局2023年度部门决算公开说明", "final_accounts", "甲市教育局"),
        ("甲市教育局2023年度部门决算公开 2024-09-20", "final_accounts", "甲市教育局"),
        ("二〇二三年度甲市教育局部门决算公开", "final_accounts", "甲市教育局"),
        ("2024年公开2023年度部门决算", "final_accounts", ""),
        ("甲市教育局2023年度部门整体支出绩效自评报告", "self_evaluation", "甲市教育局"),
    ],
)
def test_a_report_of_the_year(title: str, kind: str, agency: str) -> None:
    assert judgement(title) == Judgement(True, kind=kind, agency=agency)


def test_two_kinds_in_one_announcement_leave_the_kind_open() -> None:
    found = judgement("甲市教育局2023年度部门决算公开及绩效自评报告")
    assert (found.is_taken, found.kind) == (True, "")


@pytest.mark.parametrize(
    "title",
    [
        "甲市教育局2022年度部门决算公开",
        "2023年公开2022年度部门决算",
        "甲市教育局2023年部门预算公开",
        "网站地图",
        "公开表",
        "",
    ],
)
def test_what_is_no_report_of_the_year(title: str) -> None:
    found = judgement(title)
    assert (found.is_taken, found.doubt) == (False, "")


@pytest.mark.parametrize(
    ("title", "doubt"),
    [
        ("甲市教育局部门决算公开", "names no fiscal year"),
        ("2023年度部门决算及2024年部门预算公开", "several fiscal years"),
        ("甲市教育局2022-2023年度部门决算公开", "several fiscal years"),
        ("2023年度部门决算公开那些事", "unlike those that are known"),
    ],
)
def test_a_doubt_is_told(title: str, doubt: str) -> None:
    found = judgement(title)
    assert not found.is_taken
    assert doubt in found.doubt


def test_a_listing_may_state_the_year_but_not_against_a_title() -> None:
    assert judgement("部门决算公开", stated=2023).is_taken
    assert "several" in judgement("2023年度部门决算公开", stated=2022).doubt
    assert judgement("2022年度部门决算公开", stated=2023) == Judgement()


def test_a_publishers_own_titles_take_the_place_of_the_catalogues() -> None:
    own = PLAIN.model_copy(
        update={
            "titles": Publisher.model_validate(
                {
                    **PLAIN.model_dump(exclude={"next_page"}),
                    "titles": [
                        {
                            "kind": "final_accounts",
                            "title": "(?P<year>20..)决算:(?P<agency>.+)",
                            "address": "http://site[.]test/.*",
                        }
                    ],
                }
            ).titles
        }
    )
    assert judgement("2023决算：甲局", own) == Judgement(True, kind="final_accounts", agency="甲局")
    assert judgement("2023年度部门决算公开", own) == Judgement()
    elsewhere = told(Link("http://other.test/x", "2023决算：甲局"), own, KINDS)
    assert judged(elsewhere, 2023) == Judgement()
    # what is no name stands in no manifest
    assert judgement("2023决算：=HYPERLINK(1,2)", own).agency == ""


def test_everybody_is_no_agency() -> None:
    for title in ("2023年度市级部门决算公开", "全区各单位2023年度部门决算公开"):
        assert judgement(title).agency == ""
    assert judgement("市直机关工委2023年度部门决算").agency == "市直机关工委"


def test_what_stands_around_a_title() -> None:
    assert bare_title(" ·附件2：甲局2023年度 部门决算.docx") == "甲局2023年度部门决算"
    assert bare_title("(2024-09-20) 决算") == "决算"
    assert bare_title("2023年度部门决算") == "2023年度部门决算"
    assert bare_title("附件12023年度") == "附件12023年度"

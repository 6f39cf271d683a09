"""Names in claims and statements: the printed characters, whole, and no more than the name."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipelines.catalogue.loading import load_narrative_grammar
from pipelines.narrative.model import NarrativeReading, PrintedLine
from pipelines.narrative.reading import read_narrative


def reading_of(*lines: str) -> NarrativeReading:
    return read_narrative([PrintedLine(line) for line in lines], load_narrative_grammar())


@pytest.mark.parametrize(
    ("heading", "sentence", "label"),
    [
        ("七、“三公”经费支出决算情况说明", "“三公”经费支出决算4.00万元。", "“三公”经费支出"),
        ("七、“三公”经费支出决算情况说明", "因公出国（境）费0万元。", "因公出国（境）费"),
        ("（二）项目支出情况", "主要包含项目有智慧大脑+政务服务费18万元。", "智慧大脑+政务服务费"),
        ("（二）项目支出情况", "“某某”APP 项目预算14.8万元。", "“某某”APP项目"),
        ("（二）项目支出情况", "某城市项目中安排“一件事”项目资金180万元。", "“一件事”项目资金"),
        ("（二）项目支出情况", "每年应支付甲公司“建设费”18万元。", "甲公司“建设费”"),
        ("（二）项目支出情况", "市财政安排雪亮工程项目资金26万元。", "雪亮工程项目资金"),
        ("六、其他情况说明", "项目支出主要用于某平台建设12万元。", "某平台建设"),
        ("十二、国有资产占用情况说明", "共有：18套办公桌（含椅）。", "办公桌（含椅）"),
    ],
)
def test_a_label_is_the_printed_name(heading: str, sentence: str, label: str) -> None:
    (claim,) = reading_of(heading, sentence).claims
    assert claim.subject_label == label


def test_the_base_of_a_rate_keeps_its_marks() -> None:
    *_, rate = reading_of("（二）项目支出情况", "“某某”项目预算14万元，预算执行率100%。").claims
    assert rate.base_label == "“某某”项目"


def test_a_statement_keeps_its_marks() -> None:
    (statement,) = reading_of("七、某情况说明", "“三公”经费与上年持平。").statements
    assert statement.subject_label == "“三公”经费"


def test_economic_purposes_are_no_projects() -> None:
    claims = reading_of(
        "（三）一般公共预算财政拨款支出决算具体情况",
        "主要用于基本养老保险缴费19.00万元，信息系统运维费5.00万元。",
    ).claims
    assert [claim.subject for claim in claims] == [None, "project_item"]


def test_an_item_bears_the_class_of_the_heading_over_it() -> None:
    claims = reading_of(
        "五、一般公共预算财政拨款支出决算情况说明",
        "（一）教育支出（类）",
        "1．进修及培训（款）培训支出（项）。年初预算8.00万元。",
        "2．普通教育（款）小学教育（项）。年初预算9.00万元。",
        "（二）“卫生健康支出”（类）2022年度决算5.00万元。",
        "“公共卫生”（款）2022年度决算4.00万元。",
    ).claims
    assert [(c.class_label, c.kuan_label, c.xiang_label) for c in claims] == [
        ("教育支出", "进修及培训", "培训支出"),
        ("教育支出", "普通教育", "小学教育"),
        ("卫生健康支出", None, None),
        ("卫生健康支出", "公共卫生", None),
    ]


def test_an_item_with_all_its_levels_says_nothing_of_the_next() -> None:
    *_, last = reading_of(
        "五、一般公共预算财政拨款支出决算情况说明",
        "1.教育支出（类）职业教育（款）中等职业教育（项）。年初预算为8.00万元。",
        "2.行政单位离退休（项）年初预算数12.00万元。",
    ).claims
    assert (last.class_label, last.kuan_label, last.xiang_label) == (None, None, "行政单位离退休")


def test_bare_words_under_an_item_speak_of_the_item() -> None:
    (claim,) = reading_of(
        "八、政府性基金预算财政拨款收入支出决算情况说明",
        "1、城乡社区支出（类）某收入安排的支出（款）城市环境卫生（项）。支出决算为5.00万元。",
    ).claims
    assert (claim.subject, claim.xiang_label) == ("functional_item", "城市环境卫生")


def test_what_follows_its_parts_speaks_of_the_whole_again() -> None:
    claims = reading_of(
        "二、部门整体支出规模、使用方向和主要内容",
        "整体预算30.00万元；决算支出29.00万元，其中项目支出20.00万元；本期结余资金1.00万元。",
    ).claims
    assert [claim.subject for claim in claims][-2:] == ["project", "whole_expenditure"]


def test_the_ends_of_a_range_are_unplaced_each() -> None:
    reading = reading_of("五、主要绩效", "利用率从10%-50%提升到30%-70%，节约50万元至60万元。")
    assert reading.claims == ()
    assert [(u.text, u.reason) for u in reading.unplaced] == [
        (text, "range") for text in ("10%", "50%", "30%", "70%", "50万元", "60万元")
    ]


FLATTENED = (
    "项目支出绩效自评表 资金总额: 360 342.5 10 95% 9.5 绩效指标 一级指标 二级指标 三级指标",
    "年度指标值 得分 数量指标 系统数量 ≥12个 12 10",
)


def test_a_table_written_as_words_gives_no_claims() -> None:
    reading = reading_of("二、附表", *FLATTENED, "二、绩效情况说明", "自评得分98分。")
    assert [claim.value_text for claim in reading.claims] == ["98"]
    assert {figure.reason for figure in reading.unplaced} == {"table_in_one_line"}
    texts = [figure.text for figure in reading.unplaced]
    assert texts == ["360", "342.5", "10", "95%", "9.5", "12个", "12", "10"]
    fates = len(reading.claims) + len(reading.unplaced) + sum(reading.ignored.values())
    assert fates == reading.figures


def test_a_sentence_about_indicators_is_no_table() -> None:
    reading = reading_of("二、绩效情况说明", "设一级指标3个、二级指标8个，满分100分，得分95分。")
    assert [claim.value_text for claim in reading.claims][-1] == "95"
    assert reading.unplaced == ()


def test_a_line_with_money_is_no_heading() -> None:
    claims = reading_of(
        "六、一般公共预算财政拨款基本支出决算情况说明",
        "（一）人员经费18.00万元",
        "（二）公用经费3.00万元",
    ).claims
    assert [claim.subject for claim in claims] == ["personnel", "public"]


def test_general_words_in_a_list_open_no_section() -> None:
    claims = reading_of(
        "（三）一般公共预算财政拨款支出决算情况说明",
        "1.收入情况。一般公共预算财政拨款收入18.00万元。",
        "2.支出情况。一般公共预算财政拨款支出17.00万元。",
    ).claims
    sections = [claim.section for claim in claims]
    assert all(one == other for one, other in pairwise(sections))
    assert sections[0] == "general_budget_expenditure"


def test_a_section_of_two_readings_is_that_of_its_depth() -> None:
    claims = reading_of(
        "三、“三公”经费支出决算情况",
        "1.因公出国（境）费用。支出决算8.90万元，完成预算的89%。",
        "接待11批103人次。",
    ).claims
    assert [(claim.section, claim.subject) for claim in claims] == [
        ("three_public", "overseas_travel"),
        ("three_public", "overseas_travel"),
        ("three_public", "reception_batches"),
        ("three_public", "reception_persons"),
    ]

"""The tables of patterns among the codes: what one text fits, it fits once."""

from __future__ import annotations

import re
from itertools import product

import pytest

from pipelines.catalogue.loading import load_codes, load_narrative_grammar

TOLD_WITHOUT_ITS_FUND = "财政拨款支出"


def slugs_of(column: str) -> set[str]:
    """The plain words of a column of patterns of claim_cells."""
    plain = {
        word for line in load_codes("claim_cells") for word in re.split(r"[|()]", line[column])
    }
    return {word for word in plain if re.fullmatch(r"[a-z_]+", word)}


def lines_that_fit(purpose: str, section: str, subject: str, name: str) -> list[str]:
    return [
        line["form_code"]
        for line in load_codes("claim_cells")
        if line["compared_with"] == purpose
        and re.fullmatch(line["sections"], section)
        and subject in line["subjects"].split("|")
        and re.fullmatch(line["names"], name)
    ]


def test_subjects_of_cells_are_subjects_of_the_text() -> None:
    grammar = load_narrative_grammar().subjects
    entries = (*grammar.subjects, *grammar.fallbacks)
    known = {entry.subject for entry in entries}
    known |= {counted.subject for entry in entries for counted in entry.counted}
    # what a share may be of
    known |= {line["whole"] for line in load_codes("share_wholes")}
    named = {one for line in load_codes("claim_cells") for one in line["subjects"].split("|")}
    assert "current_income" in named
    assert named <= known


def test_a_figure_of_the_text_names_one_cell() -> None:
    sections = {section.section for section in load_narrative_grammar().sections}
    purposes = {line["compared_with"] for line in load_codes("claim_cells")}
    assert {"overall", "general_budget_overall"} <= sections
    twice = {
        (purpose, section, subject)
        for purpose, section, subject in product(purposes, sections, slugs_of("subjects"))
        if len(lines_that_fit(purpose, section, subject, "一般公共预算财政拨款支出")) > 1
    }
    assert twice == set()


def test_only_words_that_leave_out_the_fund_name_either_of_two_cells() -> None:
    section, subject = "general_budget_overall", "general_budget_expenditure"
    assert lines_that_fit("own", section, subject, TOLD_WITHOUT_ITS_FUND) == [
        "general_budget_expenditure",
        "appropriation_summary",
    ]
    assert lines_that_fit("own", section, subject, "一般公共预算财政拨款支出") == [
        "general_budget_expenditure"
    ]


def wholes_of(section: str, subject: str, base: str) -> list[str]:
    return [
        line["whole"]
        for line in load_codes("share_wholes")
        if re.fullmatch(line["sections"], section)
        and re.fullmatch(line["subjects"], subject)
        and re.fullmatch(line["base"], base)
    ]


@pytest.mark.parametrize(
    ("section", "subject", "base", "whole"),
    [
        ("income", "operating_income", "", ["current_income"]),
        ("expenditure", "basic", "本年支出", ["current_expenditure"]),
        ("general_budget_structure", "functional_class", "", ["general_budget_expenditure"]),
        ("project_expenditure", "project_item", "项目经费", ["project"]),
        ("procurement", "micro_award", "中小企业合同", ["sme_award"]),
        ("procurement", "micro_award", "", ["procurement_total"]),
        ("three_public_overall", "reception", "", ["three_public_total"]),
        # 项目支出 is the whole of a project and of an evaluation, and of nothing else
        ("expenditure", "basic", "项目支出", []),
        ("expenditure", "functional_class", "", []),
    ],
)
def test_a_share_is_of_the_whole_that_its_words_or_its_section_name(
    section: str, subject: str, base: str, whole: list[str]
) -> None:
    assert wholes_of(section, subject, base) == whole


@pytest.mark.parametrize(
    ("form", "label", "role", "items"),
    [
        ("income_expenditure_summary", "一般公共预算财政拨款收入", "leaf", ["appropriation"]),
        ("income_expenditure_summary", "财政拨款收入", "leaf", ["appropriation"]),
        ("income_expenditure_summary", "政府性基金预算收入", "leaf", ["appropriation"]),
        ("income_expenditure_summary", "国有资本经营预算财政拨款收入", "leaf", ["appropriation"]),
        ("income_expenditure_summary", "事业单位经营收入", "leaf", ["operating"]),
        ("income_expenditure_summary", "事业收入", "leaf", ["undertaking"]),
        ("income_expenditure_summary", "附属单位缴款", "leaf", ["affiliate_remittance"]),
        # a balance that bears the word 财政拨款 is no appropriation
        ("income_expenditure_summary", "使用非财政拨款结余", "leaf", ["balance"]),
        ("income_expenditure_summary", "用事业基金弥补收支差额", "leaf", ["balance"]),
        ("income_expenditure_summary", "其他收入", "leaf", ["other"]),
        ("three_public_expenses", "公务用车购置及运行费", "leaf", ["vehicle"]),
        ("three_public_expenses", "公务用车购置及运行费", "subtotal", []),
        ("three_public_expenses", "公务用车购置费", "leaf", ["vehicle_purchase"]),
        ("three_public_expenses", "公务用车运行维护费", "leaf", ["vehicle_running"]),
        ("three_public_expenses", "因公出国（境）费", "leaf", ["overseas"]),
        ("three_public_expenses", "小计", "subtotal", []),
    ],
)
def test_a_row_states_one_item(form: str, label: str, role: str, items: list[str]) -> None:
    assert [
        line["item"]
        for line in load_codes("form_items")
        if line["form_code"] == form
        and re.fullmatch(line["label"], label)
        and re.fullmatch(line["roles"], role)
    ] == items

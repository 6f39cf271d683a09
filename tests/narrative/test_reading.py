"""From lines to paragraphs, from digits to figures, from headings to sections."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.catalogue.loading import load_narrative_grammar
from pipelines.catalogue.narrative_model import QuantityGrammar
from pipelines.document import Box
from pipelines.narrative.comparing import comparable_text
from pipelines.narrative.figures import Figure, figures
from pipelines.narrative.margins import without_furniture
from pipelines.narrative.model import NarrativeReading, PrintedLine
from pipelines.narrative.paragraphs import paragraphs
from pipelines.narrative.phrasing import NoRule, phrase_of
from pipelines.narrative.reading import read_narrative

WORDING = load_narrative_grammar().wording


def figures_of(text: str) -> list[Figure]:
    return figures(comparable_text(text, WORDING), WORDING)


def reading_of(*lines: str) -> NarrativeReading:
    return read_narrative([PrintedLine(line) for line in lines], load_narrative_grammar())


def boxed(text: str, left: float, right: float, top: float, page: int) -> PrintedLine:
    return PrintedLine(text, page, Box(left, top, right, top + 15))


def test_a_sentence_runs_over_a_page_with_its_number_and_header_between() -> None:
    lines = []
    for page in (1, 2, 3):
        lines += [
            boxed("某局2022年度部门决算", 200, 400, 20, page),
            boxed(f"本段第{page}行共十二个字排满", 90, 500, 80, page),
            boxed("没有写完的句子一直写到行尾", 90, 500, 110, page),
            boxed(f"- {page} -", 290, 310, 780, page),
        ]
    kept, digits = without_furniture(lines, WORDING)
    assert digits == 6
    assert len(paragraphs(kept, WORDING)) == 1


def test_an_indented_line_begins_a_paragraph_and_a_margin_line_continues_it() -> None:
    lines = [
        boxed("第一段的第一行顶格写满了整行", 120, 500, 80, 1),
        boxed("第一段的第二行也写满了整整行", 90, 500, 110, 1),
        boxed("第一段到此结束。", 90, 200, 140, 1),
        boxed("第二段另起一行空了两个字写满", 120, 500, 170, 1),
    ]
    assert [p.text[:3] for p in paragraphs(lines, WORDING)] == ["第一段", "第二段"]


@pytest.mark.parametrize(
    ("text", "value", "unit", "counter"),
    [
        ("支出1,234.50万元", "1234.50", "wan", None),
        ("支出１２.５亿元", "12.5", "yi", None),
        ("投资5.85个亿", "5.85", "yi", None),
        ("项目资金491万已支付", "491", "wan", None),
        ("占0.99％", "0.99", "percent", None),
        ("数据120万余条", "1200000", "count", "条"),
        ("得分92.5分", "92.5", "points", None),
        ("设备3台（套）", "3", "count", "台(套)"),
        ("增长-3.2%", "-3.2", "percent", None),
    ],
)
def test_a_figure_has_its_value_and_unit(
    text: str, value: str, unit: str, counter: str | None
) -> None:
    (figure,) = figures_of(text)
    assert (figure.value, figure.unit, figure.counter) == (Decimal(value), unit, counter)


def test_two_figures_with_one_comma_are_two() -> None:
    assert [figure.value for figure in figures_of("各是4125.49,4143.91万元")] == [
        Decimal("4125.49"),
        Decimal("4143.91"),
    ]


def test_a_wrong_grouping_is_one_figure_without_a_value() -> None:
    (figure,) = figures_of("预算1,4653.09万元")
    assert (figure.digits, figure.value) == ("1,4653.09", None)


def test_a_blank_never_joins_two_figures() -> None:
    reading = reading_of("二、收入决算情况说明", "本年收入合计 12.50 34.20 万元。")
    assert reading.claims == ()
    assert [(u.text, u.reason) for u in reading.unplaced] == [
        ("12.50 34.20 万元", "two_figures_or_one")
    ]


def test_approximations_are_kept_beside_the_value() -> None:
    claims = reading_of("三、支出决算情况说明", "项目支出约30万元，基本支出20余万元。").claims
    assert [(c.value, c.is_approximate, c.approximation_word) for c in claims] == [
        (Decimal(30), True, "约"),
        (Decimal(20), True, "余"),
    ]


def test_a_glossary_entry_is_no_heading_and_holds_no_claim() -> None:
    reading = reading_of(
        "第四部分 名词解释", "一、基本支出：指50.00万元以内的支出。", "三、支出决算情况说明"
    )
    assert reading.claims == ()
    assert reading.ignored["in_glossary"] == 1


def test_yuan_are_exact_and_only_for_money() -> None:
    claims = reading_of("三、支出决算情况说明", "项目支出12.345678亿元，占45.1%。").claims
    assert [c.value_yuan for c in claims] == [Decimal("1234567800"), None]


def test_a_subject_never_passes_over_a_heading() -> None:
    reading = reading_of(
        "九、机关运行经费支出情况",
        "机关运行经费支出3.00万元。",
        "十、其他重要事项",
        "支出2.00万元。",
    )
    assert [c.subject for c in reading.claims] == ["operating_cost", None]


def test_a_reason_speaks_of_its_own_subject() -> None:
    reading = reading_of(
        "一、收入支出决算总体情况说明",
        "收、支总计增加9.00万元，主要原因：项目支出增加，较上年增加8.00万元。",
    )
    assert [c.subject for c in reading.claims] == ["income_expenditure_total", "project"]


def test_rules_that_tie_place_nothing() -> None:
    grammar = QuantityGrammar.model_validate(
        {
            "comparisons": "同比",
            "comparison_ends": ",",
            "names_a_base": "完成",
            "bases": [],
            "rules": [
                {"name": name, "units": ["money"], "quantity": "amount", "lead": "(?P<subject>.*)"}
                for name in ("one", "other")
            ],
        }
    )
    with pytest.raises(NoRule, match="one, other"):
        phrase_of("项目支出", "", "money", grammar)


def test_an_unknown_rule_cannot_be_replaced() -> None:
    with pytest.raises(ValueError, match="nobody"):
        QuantityGrammar.model_validate(
            {
                "comparisons": "同比",
                "comparison_ends": ",",
                "names_a_base": "完成",
                "bases": [],
                "rules": [
                    {
                        "name": "one",
                        "units": ["money"],
                        "quantity": "amount",
                        "lead": "(?P<subject>.*)",
                        "instead_of": ["nobody"],
                    }
                ],
            }
        )


def test_per_head_amounts_name_no_subject() -> None:
    (claim,) = reading_of("七、“三公”经费支出决算情况说明", "人均接待费80.00元。").claims
    assert (claim.subject, claim.subject_label) == (None, "人均接待费")


def test_an_amount_told_as_the_base_of_a_percentage_is_not_what_follows_speaks_of() -> None:
    text = (
        "公务接待费支出决算4.00万元，占“三公”经费支出总额5.00万元的80%，完成年初预算8.00万元的50%，"
        "比上年减少1.00万元。"
    )
    found = [
        (claim.subject, claim.quantity, claim.basis, claim.value_text)
        for claim in reading_of("七、“三公”经费支出决算情况说明", text).claims
    ]
    assert found == [
        ("reception", "amount", "outturn", "4.00"),
        ("three_public_total", "amount", "outturn", "5.00"),
        ("reception", "share", "", "80"),
        ("reception", "amount", "budget_initial", "8.00"),
        ("reception", "completion", "budget_initial", "50"),
        ("reception", "change", "prior_outturn", "1.00"),
    ]

"""The claims of published reports, one by one, and the findings that must stay findable.

The truth files hold every claim in its order and nothing of the prose. They were drafted with the
reader and then gone through line by line beside the reports; the findings, the search for lost
money and percentages, and the invented narratives were written down without it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from pipelines.catalogue.loading import load_catalogue, load_narrative_grammar
from pipelines.narrative.model import Claim, NarrativeReading, PrintedLine
from pipelines.narrative.reading import read_narrative
from pipelines.readers.opening import open_document
from pipelines.tables.streaming import Line, stream

HERE = Path(__file__).parent
YIYANG = "seeds/yiyang-smart-city-center-2020-final-accounts.txt"
CHANGSHA = "seeds/changsha-data-bureau-2020-self-evaluation.txt"
QINGSHAN = "seeds/qingshan-big-data-center-2020-final-accounts.txt"
PUTUO = "pdf/上海市普陀区规划和自然资源局 2024 年度部门决算.pdf"
TRUTHS = {
    "truth_yiyang_2020.csv": YIYANG,
    "truth_changsha_2020.csv": CHANGSHA,
    "truth_yiyang_2023.csv": "seeds/yiyang-smart-city-center-2023-self-evaluation.txt",
    "truth_smart_brain_2020.csv": "seeds/yiyang-smart-brain-project-2020-self-evaluation.txt",
    "truth_qingshan_2020.csv": QINGSHAN,
    "truth_putuo_planning_2024.csv": PUTUO,
}


@cache
def reading_of(path: Path) -> NarrativeReading:
    items = stream(open_document(path), load_catalogue())
    lines = [
        PrintedLine(item.text, item.page.number, item.box)
        for item in items
        if isinstance(item, Line)
    ]
    return read_narrative(lines, load_narrative_grammar())


def as_row(claim: Claim) -> list[str]:
    return [
        claim.section,
        claim.item_no or "",
        claim.value_text,
        claim.unit,
        claim.counter or "",
        claim.quantity,
        claim.basis,
        claim.direction or "",
        claim.subject or "",
        claim.xiang_label or "",
    ]


@pytest.mark.parametrize("truth", TRUTHS)
def test_every_claim_is_what_the_report_says(reports: Path, truth: str) -> None:
    with (HERE / truth).open(encoding="utf-8", newline="") as file:
        _, *expected = list(csv.reader(file))
    assert [as_row(claim) for claim in reading_of(reports / TRUTHS[truth]).claims] == expected


@pytest.mark.parametrize("path", TRUTHS.values())
def test_every_figure_has_one_fate(reports: Path, path: str) -> None:
    reading = reading_of(reports / path)
    fates = len(reading.claims) + len(reading.unplaced) + sum(reading.ignored.values())
    assert reading.figures > 0
    assert fates == reading.figures


@pytest.mark.parametrize("path", TRUTHS.values())
def test_a_claim_stands_where_it_says(reports: Path, path: str) -> None:
    for claim in reading_of(reports / path).claims:
        assert claim.sentence[claim.char_start : claim.char_end] == claim.value_text


# what the paper of expected findings says is printed: section, subject, quantity, basis, figure
FINDINGS = [
    (YIYANG, "overall", "total_income", "amount", "outturn", "2217.42"),
    (YIYANG, "overall", "total_expenditure", "amount", "outturn", "2696.91"),
    (YIYANG, "appropriation_overall", "appropriation_total_income", "amount", "outturn", "2140.78"),
    (YIYANG, "operating_cost", "operating_cost", "change", "prior_outturn", "6.88"),
    (YIYANG, "operating_cost", "operating_cost", "growth", "prior_outturn", "18"),
    (YIYANG, "procurement", "sme_award", "share", "", "14"),
    (YIYANG, "procurement", "micro_award", "share", "", "14"),
    (YIYANG, "three_public_overall", "overseas_travel", "completion", "budget_unstated", "0"),
    (CHANGSHA, "problems", "whole_expenditure", "amount", "budget_unstated", "1,4653.09"),
    (CHANGSHA, "problems", "whole_expenditure", "amount", "closing", "17.74"),
    (QINGSHAN, "three_public", "three_public_total", "completion", "budget_initial", "100"),
    (QINGSHAN, "performance", "evaluated_amount", "share", "", "43.88"),
    (PUTUO, "basic_expenditure", "basic", "amount", "outturn", "5377.64"),
    (PUTUO, "basic_expenditure", "personnel", "amount", "outturn", "4896.98"),
    (PUTUO, "general_budget_overall", "general_budget_expenditure", "share", "", "99.86"),
    (PUTUO, "procurement", "procurement_total", "amount", "outturn", "2319.21"),
    (PUTUO, "procurement", "sme_other_award", "amount", "outturn", "0.00"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "section", "subject", "quantity", "basis", "figure"), FINDINGS)
def test_expected_findings_can_be_found(
    reports: Path, path: str, section: str, subject: str, quantity: str, basis: str, figure: str
) -> None:
    found = [
        claim.value_text
        for claim in reading_of(reports / path).claims
        if (claim.section, claim.subject, claim.quantity, claim.basis)
        == (section, subject, quantity, basis)
    ]
    assert found == [figure]


def test_a_nonsense_number_is_kept_as_text(reports: Path) -> None:
    (claim,) = [c for c in reading_of(reports / CHANGSHA).claims if c.state == "illegible"]
    assert (claim.value_text, claim.value, claim.value_yuan) == ("1,4653.09", None, None)


def test_a_lost_percent_sign_is_not_supplied(reports: Path) -> None:
    (claim,) = [
        claim
        for claim in reading_of(reports / PUTUO).claims
        if claim.section == "general_budget_overall" and claim.quantity == "growth"
    ]
    assert (claim.value_text, claim.unit, claim.page) == ("13.95", "", 21)


def test_pages_follow_the_figure_over_a_page_break(reports: Path) -> None:
    pages = {
        claim.subject: claim.page
        for claim in reading_of(reports / PUTUO).claims
        if claim.section == "three_public_details" and claim.item_no == "1"
    }
    assert pages == {"overseas_travel": 25, "overseas_groups": 26, "overseas_persons": 26}


def test_a_choice_left_open_is_told_and_decides_nothing(reports: Path) -> None:
    reading = reading_of(reports / PUTUO)
    left_open = [s.text for s in reading.statements if s.kind == "placeholder"]
    assert left_open == ["下降（增长）"]
    (claim,) = [c for c in reading.claims if "（增长）" in c.sentence[: c.char_start][-4:]]
    assert (claim.value_text, claim.direction) == ("27.78", None)


# thresholds of equipment, and bands of the scoring rules printed under evaluations
SET_ASIDE = {
    YIYANG: {"50": 1, "100": 1},
    PUTUO: {"100": 1},
    QINGSHAN: {"100": 1, "80": 10, "50": 11, "0": 5},
}


@pytest.mark.parametrize("path", TRUTHS.values())
def test_no_money_and_no_percentage_is_lost(reports: Path, path: str) -> None:
    """Every 12.3万元 and 4% that a plain search finds, but for what is set aside by name."""
    items = stream(open_document(reports / path), load_catalogue())
    text = "".join(re.sub(r"\s", "", item.text) for item in items if isinstance(item, Line))
    printed = Counter(re.findall(r"(?<![\d,.])(\d[\d,.]*)余?(?:万元|亿元|元(?!/)|个亿|%|％)", text))
    reading = reading_of(reports / path)
    units = ("yuan", "wan", "yi", "percent")
    placed = Counter(claim.value_text for claim in reading.claims if claim.unit in units)
    unplaced = Counter(re.sub(r"[^\d.,]", "", figure.text) for figure in reading.unplaced)
    assert dict(printed - placed - unplaced) == SET_ASIDE.get(path, {})

"""The evaluations and texts of sources/: the figures that were published, errors among them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.typeset.evaluations import EvaluationFigures
from pipelines.typeset.figures import FormPart, Heading, Paragraph, ReportFigures
from pipelines.typeset.samples import load_samples

SOURCES = Path(__file__).resolve().parents[2] / "sources"
SAMPLES = {sample.report_id: report for sample, report in load_samples(SOURCES)}
YIYANG_2020 = "yiyang-smart-city-center-2020-final-accounts"
SEEDS = {
    "益阳市智慧城市和大数据中心-2020-final_accounts-2": YIYANG_2020,
    "益阳市智慧城市和大数据中心-2020-self_evaluation": YIYANG_2020,
    "益阳市智慧城市和大数据中心-2020-self_evaluation-2": (
        "yiyang-smart-brain-project-2020-self-evaluation"
    ),
    "益阳市智慧城市和大数据中心-2023-self_evaluation": (
        "yiyang-smart-city-center-2023-self-evaluation"
    ),
    "长沙市数据资源管理局-2020-self_evaluation": "changsha-data-bureau-2020-self-evaluation",
    "长沙市大数据中心-2020-self_evaluation": "changsha-data-bureau-2020-self-evaluation",
    "武汉市青山区大数据中心-2020-final_accounts": "qingshan-big-data-center-2020-final-accounts",
}
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
YIYANG = SAMPLES["益阳市智慧城市和大数据中心-2020-self_evaluation"]
QINGSHAN = SAMPLES["武汉市青山区大数据中心-2020-final_accounts"]


def evaluations(report: ReportFigures) -> list[EvaluationFigures]:
    return [part for part in report.parts if isinstance(part, EvaluationFigures)]


def sums(evaluation: EvaluationFigures, name: str) -> list[Decimal]:
    """The sum of weights or scores under each first level, in printed order."""
    found: dict[str, Decimal] = {}
    for goal in evaluation.goals:
        for one in goal.indicators:
            text = getattr(one, name)
            found[one.level1] = found.get(one.level1, Decimal(0)) + Decimal(text or 0)
    return list(found.values())


@pytest.mark.parametrize(
    ("number", "scores", "total_score", "execution"),
    [
        (0, [50, 27, 10, 8], "95", ("135", "135", "100%", "10")),
        (1, [45, 25, 10, 8], "88", ("2925", "2686", "92%", "9.2")),
        (2, [44, 23, 9, 9], "85", ("180", "82", "46%", "4.6")),
        (3, [46, 26, 10, 10], "92", ("918", "918", "100%", "10")),
    ],
)
def test_the_four_project_evaluations(
    number: int, scores: list[int], total_score: str, execution: tuple[str, ...]
) -> None:
    evaluation = evaluations(YIYANG)[number]
    total = evaluation.funds[0]
    assert sums(evaluation, "weight") == [50, 30, 10, 10]
    assert sums(evaluation, "score") == scores
    assert (evaluation.total_weight, evaluation.total_score) == ("100", total_score)
    assert (total.budget_revised, total.outturn, total.execution_rate, total.score) == execution


def test_one_evaluation_stands_in_two_documents() -> None:
    (alone,) = evaluations(SAMPLES["益阳市智慧城市和大数据中心-2020-self_evaluation-2"])
    assert alone == evaluations(YIYANG)[3]


@pytest.mark.parametrize(
    ("number", "execution", "scores", "total_score"),
    [
        (0, ("1,170.84", "1802.64", "153.96%", "30"), ["78", "76", "80", "75"], ""),
        (1, ("362.8", "362.8", "100%", "20"), ["75"], "95"),
        (2, ("239.2", "239.2", "100%", "20"), ["72"], "92"),
        (3, ("10", "10", "100%", "20"), ["74"], "96"),
        (4, ("10", "10", "100%", "20"), ["75"], "95"),
    ],
)
def test_the_whole_evaluation_and_its_four_projects(
    number: int, execution: tuple[str, ...], scores: list[str], total_score: str
) -> None:
    evaluation = evaluations(QINGSHAN)[number]
    (total,) = evaluation.funds
    assert (total.budget_revised, total.outturn, total.execution_rate, total.score) == execution
    assert evaluation.total_score == total_score
    by_goal = [
        str(sum(Decimal(one.score or 0) for one in goal.indicators)) for goal in evaluation.goals
    ]
    assert by_goal == scores


def test_a_score_that_was_not_given_stays_blank() -> None:
    scores = [one.score for one in evaluations(QINGSHAN)[4].goals[0].indicators]
    assert scores == ["", "75"]


@pytest.mark.parametrize(
    ("report_id", "sentence"),
    [
        ("益阳市智慧城市和大数据中心-2020-final_accounts-2", "909.88万元，占32%"),
        ("益阳市智慧城市和大数据中心-2020-final_accounts-2", "377.27万元，完成年初预算的79%"),
        ("益阳市智慧城市和大数据中心-2020-final_accounts-2", "增加6.88万元，增长18%"),
        ("益阳市智慧城市和大数据中心-2020-self_evaluation", "已支付81.49万元，结余98.51万元"),
        ("长沙市数据资源管理局-2020-self_evaluation", "1,4653.09万元"),
        ("长沙市数据资源管理局-2020-self_evaluation", "资金结余17.74万元"),
        ("长沙市大数据中心-2020-self_evaluation", "聘用人员控制率96.3%"),
        ("武汉市青山区大数据中心-2020-final_accounts", "年初预算为0.00万元，支出决算为643.29万元"),
    ],
)
def test_what_is_wrong_in_the_published_text_is_kept(report_id: str, sentence: str) -> None:
    texts = [part.text for part in SAMPLES[report_id].parts if isinstance(part, Paragraph)]
    assert [text for text in texts if sentence in text]


@pytest.mark.parametrize("report_id", SEEDS)
def test_every_figure_stands_in_the_published_report(report_id: str, reports: Path) -> None:
    published = (reports / "seeds" / f"{SEEDS[report_id]}.txt").read_text("utf-8").replace("**", "")
    texts: list[str] = []
    for part in SAMPLES[report_id].parts:
        if isinstance(part, Heading | Paragraph):
            texts.append(part.text)
        elif isinstance(part, EvaluationFigures):
            texts += [str(value) for value in part.facts.values()]
            texts += [str(value) for fund in part.funds for value in fund.model_dump().values()]
            rows = [one for goal in part.goals for one in goal.indicators]
            texts += [str(value) for row in rows for value in row.model_dump().values()]
        else:
            assert isinstance(part, FormPart)
    figures = {number for text in texts for number in NUMBER.findall(text)}
    assert len(figures) > 10
    assert figures <= set(NUMBER.findall(published))

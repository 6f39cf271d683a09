"""Ten questions of a stranger: the table in the README names the one place that has the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from tests.docs.generated import DOCS

ROOT = DOCS.parent


@dataclass(frozen=True)
class Question:
    """`need` is in the row of the table that a stranger would choose, `place` the file that it
    leads to, `witness` what stands there and answers."""

    asked: str
    need: str
    place: str
    witness: str


QUESTIONS = [
    Question(
        "Which row does a label belong to when it is printed twice?",
        "when it repeats or fits two",
        "pipelines/tables/labelled.py",
        "no tie; then the later section",
    ),
    Question(
        "Where is the tolerance decided?",
        "tolerance",
        "dbt/macros/intervals.sql",
        "within half of its last printed digit",
    ),
    Question(
        "How do I add a province's variant of form 7?",
        "a place's layout",
        "pipelines/catalogue/forms/three_public_expenses.yml",
        "variants:",
    ),
    Question(
        "Why was this file not read?",
        "why a file was not read",
        "pipelines/stages/outcomes.py",
        "not_yet_supported",
    ),
    Question(
        "Where is the old meaning of 30311?",
        "what it meant in another year",
        "pipelines/catalogue/codes/economic_codes.csv",
        "30311,住房公积金,款,303,,2017",
    ),
    Question(
        "Two reports of one agency and year: which one is in the marts?",
        "which report of an agency and year counts",
        "dbt/models/intermediate/int_report_version.sql",
        "Which report counts when several speak of one agency and year",
    ),
    Question(
        "Why is 1,4653.09 not a number?",
        "illegible",
        "pipelines/text/amounts.py",
        "1,4653.09",
    ),
    Question(
        "How does it know the fiscal year of a report?",
        "how agency and year are told",
        "pipelines/catalogue/report_kinds.yml",
        "fiscal_year:",
    ),
    Question(
        "How long may one file take?",
        "limit time and memory",
        "pipelines/stages/isolating.py",
        "LIMITS = Limits(",
    ),
    Question(
        "We know that this does not add up. How do I say so?",
        "accept a finding",
        "sources/rulings/<report_id>.yml",
        "",
    ),
    Question(
        "Why is this figure of a table in no fact?",
        "why a figure was not placed",
        "pipelines/tables/placing.py",
        "reason = ",
    ),
    Question(
        "What does a message of the build mean?",
        "what a message means",
        "docs/operations.md",
        "nothing published",
    ),
]


def rows_of_the_table() -> list[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("## Need → place")[2].partition("\n## ")[0]
    return [line for line in table.splitlines() if line.startswith("| ")][1:]


def leads_to(row: str, place: str) -> bool:
    named = re.findall(r"`([^`]+)`|\]\(([^)]+)\)", row)
    patterns = [code or link for code, link in named]
    return any(re.fullmatch(re.escape(one).replace(r"\*", "[^/]*"), place) for one in patterns)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.asked)
def test_the_table_answers_in_one_guess(question: Question) -> None:
    chosen = [row for row in rows_of_the_table() if question.need in row.split("|")[1]]
    assert len(chosen) == 1, chosen
    assert leads_to(chosen[0], question.place), chosen[0]
    if question.witness:
        assert question.witness in (ROOT / question.place).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_is_two_screens(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 110

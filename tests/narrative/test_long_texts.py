"""Texts that nobody wrote to be read: each figure is listed, and nothing takes for ever."""

from __future__ import annotations

import pytest

from pipelines.catalogue.loading import load_narrative_grammar
from pipelines.narrative.model import NarrativeReading, PrintedLine
from pipelines.narrative.reading import read_narrative


def reading(text: str) -> NarrativeReading:
    return read_narrative([PrintedLine(text, 1, None)], load_narrative_grammar())


@pytest.mark.parametrize("unit", ["&a9;", "，1", "1.5万，", "甲-3"])
def test_a_line_of_nothing_but_figures_lists_each(unit: str) -> None:
    count = 6_000 // len(unit) + 2_000
    found = reading(unit * count)
    assert found.claims == ()
    assert len(found.unplaced) == count
    assert {figure.reason for figure in found.unplaced} == {"sentence_too_long"}
    # what is shown of so long a line stays short: it is told once for every figure
    assert max(len(figure.sentence) for figure in found.unplaced) < 200


def test_a_long_paragraph_of_short_sentences_is_read() -> None:
    found = reading("2022年度收入总计12.50万元。" * 500)
    assert len(found.claims) == 500
    assert {str(claim.value) for claim in found.claims} == {"12.50"}
    assert found.unplaced == ()


def test_a_sign_belongs_to_its_figure_alone() -> None:
    assert [figure.text for figure in reading("，-1.5，3-4，" * 2_000).unplaced[:3]] == [
        "-1.5",
        "3",
        "4",
    ]


def test_a_line_behind_a_table_does_not_go_on_with_the_text_before_it() -> None:
    before, behind = PrintedLine("收入总计为—", 1), PrintedLine("20.50万元", 1, begins=True)
    grammar = load_narrative_grammar()
    assert [str(claim.value) for claim in read_narrative([before, behind], grammar).claims] == [
        "20.50"
    ]

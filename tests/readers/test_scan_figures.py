"""Two readings held against each other; no picture and no engine is needed for these."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy", reason="the extra ocr is not installed")

from pipelines.readers.ocr_engine import LineReading
from pipelines.readers.scan_figures import alone, compared, joined


def sure(text: str, certainty: float = 0.999) -> LineReading:
    return LineReading(text, (certainty,) * len(text.replace("\n", "")))


def test_two_equal_certain_readings_of_a_figure_are_certain() -> None:
    reading = compared(sure("1,234.56"), sure("1,234.56"))
    assert (reading.text, reading.is_doubtful, reading.alternatives) == ("1,234.56", False, ())


@pytest.mark.parametrize("other", ["1,234.58", "1,23456", "1.234.56", "1,2345.6", "", "-1,234.56"])
def test_readings_of_a_figure_that_differ_are_doubtful(other: str) -> None:
    reading = compared(sure("1,234.56"), sure(other))
    assert reading.is_doubtful
    assert other in reading.alternatives


def test_a_figure_that_neither_reading_is_certain_of_is_doubtful() -> None:
    weak = LineReading("38.10", (0.99, 0.61, 0.99, 0.99, 0.99), ("33.10",))
    reading = compared(weak, weak)
    assert reading.is_doubtful
    assert reading.alternatives == ("33.10",)
    assert reading.confidence == 0.61


def test_one_certain_reading_confirms_a_weak_one_with_the_same_text() -> None:
    weak = LineReading("38.10", (0.99, 0.61, 0.99, 0.99, 0.99))
    assert not compared(weak, sure("38.10")).is_doubtful


def test_a_dash_is_a_dash_however_long() -> None:
    assert not compared(sure("—"), sure("--")).is_doubtful


def test_ink_that_only_one_reading_sees_is_doubtful() -> None:
    reading = compared(LineReading(""), sure("7"))
    assert (reading.text, reading.is_doubtful) == ("7", True)


def test_of_words_only_the_figures_must_agree() -> None:
    same = compared(sure("占本年支出合计的99.86%"), sure("占本年支岀合计的99.86%"))
    assert not same.is_doubtful
    other = compared(sure("增加12.5万元，占3.1%"), sure("增加12.6万元，占3.1%"))
    assert other.doubtful_figures == ("12.5",)


def test_of_words_the_more_certain_reading_is_taken() -> None:
    assert compared(sure("专用燃费", 0.5), sure("专用燃料费", 0.98)).text == "专用燃料费"


def test_lines_of_a_cell_are_joined_with_their_other_readings() -> None:
    first = LineReading("12", (0.9, 0.9), ("72",))
    both = joined([first, sure("34")])
    assert both.text == "12\n34"
    assert both.alternatives == ("72\n34",)
    assert both.confidence == 0.9
    assert alone(both).text == "12\n34"

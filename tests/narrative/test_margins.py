"""Where the lines of running text begin and end, from their boxes alone."""

from __future__ import annotations

from pipelines.document import Box
from pipelines.narrative.margins import Margins, margins_by_page
from pipelines.narrative.model import PrintedLine


def line(left: float, right: float, top: float) -> PrintedLine:
    return PrintedLine("本年支出", 1, Box(left, top, right, top + 10))


def test_the_margin_is_where_most_full_lines_begin() -> None:
    lines = [line(90, 500, 20.0 * n) for n in range(6)] + [line(40, 500, 200)]
    assert margins_by_page(lines)[1] == Margins(90, 500)


def test_lines_that_all_begin_elsewhere_have_the_margin_of_the_first() -> None:
    lines = [line(90 + 7 * n, 500 + n, 20.0 * n) for n in range(8)]
    assert margins_by_page(lines)[1] == Margins(90, 507)

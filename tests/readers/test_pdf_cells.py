"""Rules to cells and glyphs to words, held to pdfplumber's own steps on invented pages."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import TableFinder
from pdfplumber.utils import dedupe_chars, extract_text, extract_words

from pipelines.readers.pdf_cells import Rule, cells_between, merged, tables_from
from pipelines.readers.pdf_page import Glyph, Shape
from pipelines.readers.pdf_rules import rules_of
from pipelines.readers.pdf_text import struck_once, text_of, words_of

Cells = set[tuple[float, ...]]


def level(at: float, start: float, end: float) -> Rule:
    return Rule(True, at, start, end)


def upright(at: float, start: float, end: float) -> Rule:
    return Rule(False, at, start, end)


def test_rules_drawn_cell_by_cell_are_one() -> None:
    pieces = [level(10, 0, 50), level(11, 52, 90), level(10, 200, 220), upright(5, 0, 9)]
    # the mean of 10, 11 and 10; a gap of two points is closed, one of 110 is not
    mean = 31 / 3
    assert merged(pieces) == [level(mean, 0, 90), level(mean, 200, 220), upright(5, 0, 9)]


def test_a_cell_over_two_columns_is_one_cell() -> None:
    rules = [level(0, 0, 20), level(10, 0, 20), level(20, 0, 20)]
    rules += [upright(0, 0, 20), upright(20, 0, 20), upright(10, 10, 20)]
    assert set(cells_between(rules)) == {(0, 0, 20, 10), (0, 10, 10, 20), (10, 10, 20, 20)}


def test_an_unclosed_cell_is_none() -> None:
    assert cells_between([level(0, 0, 20), level(10, 0, 20), upright(0, 0, 10)]) == []


def test_tables_hang_together_by_corners_and_one_cell_is_no_table() -> None:
    cells = [(0, 50, 10, 60), (10, 50, 20, 60), (0, 0, 5, 5), (30, 10, 40, 20), (40, 20, 50, 30)]
    assert tables_from(cells) == [
        [(30, 10, 40, 20), (40, 20, 50, 30)],
        [(0, 50, 10, 60), (10, 50, 20, 60)],
    ]


def line(x0: float, top: float, x1: float, bottom: float) -> Shape:
    return Shape("line", x0, top, x1, bottom, ((x0, top), (x1, bottom)), False, True)


def test_an_open_side_of_a_table_is_understood() -> None:
    lines = [line(0, top, 100, top) for top in (0, 20, 40)]
    lines += [line(x, 0, x, 40) for x in (0, 50)]
    assert upright(100, 0, 40) in rules_of(lines)


def test_the_ends_of_thin_rectangles_do_not_close_an_open_side() -> None:
    thin = [Shape("rect", 0, top, 100, top + 0.7, (), True, False) for top in (0, 20, 40, 60)]
    thin.append(Shape("rect", 50, 0, 50.7, 60.7, (), True, False))
    cells = cells_between(rules_of(thin))
    assert len(cells) == 6
    assert {(round(x0), round(x1)) for x0, _, x1, _ in cells} == {(0, 50), (50, 100)}


def test_a_fill_is_no_rule_but_a_thin_one_is() -> None:
    frame = [line(0, 0, 90, 0), line(0, 30, 90, 30), line(0, 0, 0, 30), line(90, 0, 90, 30)]
    shade = Shape("rect", 5, 5, 60, 25, (), True, False)
    stroke = Shape("rect", 0, 14.5, 90, 15.5, (), True, False)
    assert cells_between(rules_of([*frame, shade])) == [(0, 0, 90, 30)]
    assert len(cells_between(rules_of([*frame, stroke]))) == 2


places = st.integers(0, 12).map(lambda step: step * 7.0)
nudges = st.sampled_from([0.0, 0.0, 0.0, 0.4, -0.7])
lengths = st.integers(1, 12).map(lambda step: step * 7.0)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    start = draw(places)
    return Rule(draw(st.booleans()), draw(places) + draw(nudges), start, start + draw(lengths))


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(rules(), min_size=4, max_size=40))
def test_the_same_cells_and_tables_as_pdfplumber(drawn: list[Rule]) -> None:
    finder = TableFinder(SimpleNamespace(edges=[edge(rule) for rule in drawn]))
    cells = cells_between(merged(drawn))
    assert rounded(cells) == rounded(finder.cells)
    tables = [rounded(table) for table in tables_from(cells)]
    assert sorted(map(sorted, tables)) == sorted(
        sorted(rounded(table.cells)) for table in finder.tables
    )


def edge(rule: Rule) -> dict[str, Any]:
    x = (rule.start, rule.end) if rule.is_level else (rule.at, rule.at)
    y = (rule.at, rule.at) if rule.is_level else (rule.start, rule.end)
    return {
        "object_type": "line",
        "x0": x[0],
        "x1": x[1],
        "top": y[0],
        "bottom": y[1],
        "width": x[1] - x[0],
        "height": y[1] - y[0],
        "orientation": "h" if rule.is_level else "v",
    }


def rounded(cells: Any) -> Cells:
    return {tuple(round(side, 6) for side in cell) for cell in cells}


@st.composite
def glyphs(draw: st.DrawFn) -> Glyph:
    size = draw(st.sampled_from([8.0, 10.0, 12.0]))
    x0 = draw(st.integers(0, 60)) * 2.5 + draw(nudges)
    top = draw(st.integers(0, 8)) * 2.5 + draw(nudges)
    text = draw(st.sampled_from("0123,. 元年"))
    return Glyph(text, x0, top, x0 + size / 2, top + size, size, True, False)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(glyphs(), min_size=1, max_size=40), st.booleans())
def test_the_same_words_as_pdfplumber(found: list[Glyph], is_upright: bool) -> None:
    found = [glyph._replace(is_upright=is_upright) for glyph in found]
    chars = [char(glyph) for glyph in found]
    words = [(word["text"], word["x0"], word["bottom"]) for word in extract_words(chars)]
    assert [(word.text, word.x0, word.bottom) for word in words_of(found)] == words
    assert text_of(found) == extract_text(chars)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(glyphs(), min_size=1, max_size=12), st.floats(-1.2, 1.2), st.floats(0, 1.2))
def test_second_strikes_go_as_in_pdfplumber(found: list[Glyph], across: float, down: float) -> None:
    # one glyph in a place, so that only the strike is near
    once = list({(round(one.x0 / 9), round(one.top / 9)): one for one in found}.values())
    once = [one._replace(x0=round(one.x0 / 9) * 9.0, top=round(one.top / 9) * 9.0) for one in once]
    struck = [*once, once[0]._replace(x0=once[0].x0 + across, top=once[0].top + down)]
    kept = dedupe_chars([char(one) for one in struck], tolerance=1.4, extra_attrs=())
    assert [(one.text, one.x0, one.top) for one in struck_once(struck)] == [
        (one["text"], one["x0"], one["top"]) for one in kept
    ]
    assert len(struck_once(struck)) == len(once)


def char(glyph: Glyph) -> dict[str, Any]:
    return {
        "object_type": "char",
        "text": glyph.text,
        "x0": glyph.x0,
        "x1": glyph.x1,
        "top": glyph.top,
        "doctop": glyph.top,
        "bottom": glyph.bottom,
        "width": glyph.x1 - glyph.x0,
        "height": glyph.bottom - glyph.top,
        "size": glyph.size,
        "upright": glyph.is_upright,
    }

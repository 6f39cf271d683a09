"""Numbers of automatic lists, which stand in no paragraph and drive the headings."""

from __future__ import annotations

import pytest

from pipelines.readers.list_numbers import written
from tests.readers.word_files import cell, grids_of, lines_of, paragraph, run, table, word_file


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (12, "decimal", "12"),
        (3, "decimalZero", "03"),
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "japaneseCounting", "二十"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (12, "ideographDigital", "一二"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", ""),
        (14, "lowerRoman", "xiv"),
        (9, "upperRoman", "IX"),
        (3, "upperLetter", "C"),
        (27, "lowerLetter", "aa"),
        (10, "decimalFullWidth", "１０"),
        (3, "hebrew1", ""),
    ],
)
def test_numbers_written_out(number: int, kind: str, text: str) -> None:
    assert written(number, kind) == text


def level(depth: int, kind: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Heading1"/>')
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%3.%4", "<w:isLgl/>")
    + level(4, "bullet", "●")
    + level(5, "hebrew1", "%6.")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:styleId="Heading1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


def numbered(text: str, depth: int, listing: int = 1) -> str:
    place = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{listing}"/>'
    return paragraph(run(text), properties=f"<w:numPr>{place}</w:numPr>")


def numbered_lines(*paragraphs: str) -> list[str]:
    return lines_of(word_file("".join(paragraphs), numbering=NUMBERING, styles=STYLES))


def test_levels_count_on_and_begin_again_below_a_higher_one() -> None:
    assert numbered_lines(
        numbered("概况", 0),
        numbered("职责", 1),
        numbered("机构", 1),
        numbered("说明", 0),
        numbered("收入", 1),
        numbered("支出", 2),
        numbered("其他", 3),
    ) == ["一、概况", "（一）职责", "（二）机构", "二、说明", "（一）收入", "1.支出", "2.1.1 其他"]


def test_a_style_numbers_its_paragraphs() -> None:
    heading = paragraph(run("概况"), properties='<w:pStyle w:val="Heading1"/>')
    none = '<w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert numbered_lines(heading, paragraph(run("无号"), properties=none), heading) == [
        "一、概况",
        "无号",
        "二、概况",
    ]


def test_a_list_of_its_own_start_counts_from_there() -> None:
    assert numbered_lines(numbered("甲", 2), numbered("乙", 2, 2), numbered("丙", 2, 2)) == [
        "1.甲",
        "5.乙",
        "6.丙",
    ]


def test_a_number_never_makes_a_decimal_of_the_text_behind_it() -> None:
    assert numbered_lines(numbered("5.6万元", 2), numbered("2020年", 3)) == [
        "1、5.6万元",
        "1.1.1、2020年",
    ]


def test_marks_and_unknown_kinds_print_no_number() -> None:
    assert numbered_lines(numbered("甲", 4), numbered("乙", 5), numbered("", 0)) == ["甲", "乙"]


def test_an_ordinal_in_a_cell_is_printed() -> None:
    ordinal = f"<w:tc>{numbered('', 2)}</w:tc>"
    (grid,) = grids_of(
        word_file(table(ordinal + cell("甲"), ordinal + cell("乙")), numbering=NUMBERING)
    )
    assert [c.text for c in grid.cells] == ["1.", "甲", "2.", "乙"]

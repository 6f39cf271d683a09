"""How a label finds its row: in the section at hand, as the opening of a later one, or as a tie."""

from __future__ import annotations

import re

from pipelines.catalogue.model import LabelledRow, MeasureColumn, Panel, Section
from pipelines.tables.labelled import is_row_of, match_label, matching_rows


def row(label: str, **stated: object) -> LabelledRow:
    return LabelledRow.model_validate({"label": label, **stated})


def panel(*sections: Section) -> Panel:
    column = MeasureColumn.model_validate({"measure": "total", "headings": ["金额"]})
    return Panel(columns=(column,), sections=sections)


INCOME = Section(block="income", rows=(row("财政拨款收入"), row("其他", role="leaf")))
BALANCE = Section(
    block="balance", rows=(row("基本结转"),), opens_with=row("年初结转(和结余)?", role="total")
)
TWO = panel(INCOME, BALANCE)


def test_a_label_is_a_row_of_the_section_at_hand() -> None:
    found = match_label(TWO, "一、财政拨款收入", 0)
    assert not isinstance(found, str) and found is not None
    assert (found.section, found.row) == (0, INCOME.rows[0])
    assert match_label(TWO, "财政拨款收入", 1) is None
    assert match_label(TWO, "", 0) is None
    assert match_label(panel(), "财政拨款收入", 0) is None


def test_the_opening_of_a_later_section_enters_it_once() -> None:
    found = match_label(TWO, "年初结转和结余", 0)
    assert not isinstance(found, str) and found is not None
    assert (found.section, found.row) == (1, BALANCE.opens_with)
    assert matching_rows(TWO, "年初结转和结余", 1) == []


def test_a_label_that_is_read_differently_in_two_places_is_a_tie() -> None:
    either = panel(INCOME, Section(block="balance", rows=(), opens_with=row("其他")))
    tie = match_label(either, "其他", 0)
    assert isinstance(tie, str) and re.search("歧义.*fits several rows", tie)


def test_a_label_that_is_read_alike_in_two_places_enters_the_later_section() -> None:
    alike = panel(INCOME, Section(block="income", rows=(row("其他"),), opens_with=row("其他")))
    found = match_label(alike, "其他", 0)
    assert not isinstance(found, str) and found is not None
    assert found.section == 1


def test_a_row_of_any_section_is_a_row_of_the_panel() -> None:
    assert is_row_of(TWO, "基本结转")
    assert not is_row_of(TWO, "项目结转")

"""Figures of a sheet: money with or without its unit word, points, percentages."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from pipelines.tables.evaluation.model import Figure
from pipelines.tables.evaluation.rows import RowCell
from pipelines.text.amounts import PrintedAmount, read_amount
from pipelines.text.normalising import comparable, repaired
from pipelines.text.units import Unit

_UNIT_OF_WORD: dict[str, Unit] = {"元": "yuan", "万元": "wan", "亿元": "yi"}
_WITH_UNIT = re.compile(r"(?P<number>.*\d)\s*(?P<word>元|万\s*元|亿\s*元)", re.DOTALL)
_WITH_POINTS = re.compile(r"(?P<number>.*\d)\s*分", re.DOTALL)
_WITH_PERCENT = re.compile(r"(?P<number>.*\d)\s*[%％]", re.DOTALL)
_WEIGHT_IN_LABEL = re.compile(
    r"(?P<label>.+?):?(?:\((?P<bare>\d+(?:\.\d+)?)\)|\(?(?P<points>\d+(?:\.\d+)?)分\)?)"
)
_UNIT_IN_BRACKETS = re.compile(r"\((?:金额)?(?:单位:?)?(?P<word>元|万元|亿元)\)")


def read_money(cell: RowCell, unit: Unit | None) -> tuple[Figure, Unit | None]:
    """The amount of a cell in its printed unit, and that unit: its own word, else the table's."""
    match = _WITH_UNIT.fullmatch(repaired(cell.text).strip())
    if match is None:
        return _figure(read_amount(cell.text), cell), unit
    own = _UNIT_OF_WORD[comparable(match["word"])]
    return _figure(read_amount(match["number"]), cell), own


def read_points(cell: RowCell) -> Figure:
    """A weight or score, with or without the word 分; a weight may be printed in percent."""
    text = repaired(cell.text).strip()
    match = _WITH_POINTS.fullmatch(text) or _WITH_PERCENT.fullmatch(text)
    return _figure(read_amount(match["number"] if match else cell.text), cell)


def read_count(cell: RowCell) -> Figure:
    """A plain number."""
    return _figure(read_amount(cell.text), cell)


def read_rate(
    cell: RowCell, heading: str, part: Decimal | None = None, whole: Decimal | None = None
) -> Figure:
    """A percentage in percent.

    Without a percent sign in cell or heading, 0.92 may be 92 % or 0.92 %: the figure is a number
    only when part / whole of the same row gives what is printed in exactly one of the two senses.
    A zero is zero in both.
    """
    match = _WITH_PERCENT.fullmatch(repaired(cell.text).strip())
    if match is not None:
        return _figure(read_amount(match["number"]), cell)
    plain = _figure(read_amount(cell.text), cell)
    if plain.value is None or "%" in comparable(heading):
        return plain
    return _rate_with_witness(plain, part, whole)


def _rate_with_witness(plain: Figure, part: Decimal | None, whole: Decimal | None) -> Figure:
    assert plain.value is not None and plain.decimals is not None
    if not plain.value:
        return plain
    unknown = replace(plain, value=None, decimals=None, state="illegible")
    if part is None or not whole:
        return unknown
    step = Decimal(1).scaleb(-plain.decimals)
    as_ratio = (part / whole).quantize(step, ROUND_HALF_UP) == plain.value
    as_percent = (100 * part / whole).quantize(step, ROUND_HALF_UP) == plain.value
    if as_ratio == as_percent:
        return unknown
    if as_ratio:
        return replace(plain, value=100 * plain.value, decimals=max(plain.decimals - 2, 0))
    return plain


def label_and_weight(text: str) -> tuple[str, Decimal | None]:
    """A label such as 产出指标(50分) without its weight, and the weight; None when it has none."""
    match = _WEIGHT_IN_LABEL.fullmatch(comparable(text))
    if match is None:
        return comparable(text), None
    return match["label"], Decimal(match["points"] or match["bare"])


def unit_in_brackets(text: str) -> Unit | None:
    """The unit of amount that a label or heading names in brackets; None for none or two."""
    words = {match["word"] for match in _UNIT_IN_BRACKETS.finditer(comparable(text))}
    return _UNIT_OF_WORD[words.pop()] if len(words) == 1 else None


def _figure(amount: PrintedAmount, cell: RowCell) -> Figure:
    return Figure(cell.printed, amount.state, amount.number, amount.decimals, cell.address)

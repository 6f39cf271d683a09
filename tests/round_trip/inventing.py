"""Invented figures for every form of a layout, as hypothesis strategies."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from random import Random

from hypothesis import strategies as st

from pipelines.catalogue.loading import load_codes
from pipelines.text.units import Unit
from pipelines.typeset.figures import Figure, FigureRow, FormFigures, ReportFigures
from pipelines.typeset.layouts import Column, FormLayout, Layout, load_standard_rows

AGENCY = "某市数据中心"
FISCAL_YEAR = 2023
_FUND_CLASSES = {"government_fund": ("212", "229"), "state_capital": ("223",)}

RowKey = tuple[str, str | None, str, str]


class AmountTexts:
    """What may be printed in cells: numbers of one style, zeros, negatives, blanks and dashes."""

    def __init__(self, chance: Random, *, grouped: bool, decimals: int) -> None:
        self._chance = chance
        self._grouped = grouped
        self._decimals = decimals

    def next(self) -> str:
        """The text of the next cell."""
        kind = self._chance.choice(["number"] * 5 + ["zero", "negative", "blank", "dash"])
        if kind == "blank":
            return ""
        if kind == "dash":
            return self._chance.choice(["-", "—", "——"])
        if kind == "zero":
            return f"{Decimal(0):.{self._decimals}f}"
        # at most a million units: in 亿元 that is still an amount a department could have
        longest = min(6 + self._decimals, 11)
        digits = self._chance.randint(1, 10 ** self._chance.randint(1, longest))
        number = Decimal(digits).scaleb(-self._decimals)
        text = f"{number:{',' if self._grouped else ''}.{self._decimals}f}"
        if kind == "number":
            return text
        return self._chance.choice([f"-{text}", f"({text})", f"（{text}）"])


@st.composite
def reports(
    draw: st.DrawFn,
    layout: Layout,
    form_codes: Sequence[str],
    *,
    fewest_items: int = 0,
    most_items: int = 12,
) -> ReportFigures:
    """A report with some forms of a layout, every cell of them a figure, a blank or a dash."""
    unit: Unit = draw(st.sampled_from(["wan", "yuan", "yi"]))
    texts = AmountTexts(
        Random(draw(st.integers(0, 2**32))),
        grouped=draw(st.booleans()),
        # the contract keeps four decimals of a yuan; finer figures are illegible by rule
        decimals=draw(st.sampled_from([2, 2, 0, 4, 4 if unit == "yuan" else 6])),
    )
    budget = draw(st.sampled_from(["budget_initial", "budget_revised", "budget_unstated"]))
    forms: list[FormFigures] = []
    for form_code in form_codes:
        keys = draw(_row_keys(form_code, layout.forms[form_code], (fewest_items, most_items)))
        rows = tuple(_row(key, columns, texts, budget) for key, columns in keys)
        forms.append(FormFigures(form_code, rows, draw(st.sampled_from([(), ("注：样例。",)]))))
    return ReportFigures(AGENCY, FISCAL_YEAR, unit, tuple(forms))


def _row(key: RowKey, columns: tuple[Column, ...], texts: AmountTexts, budget: str) -> FigureRow:
    block, code, label, row_basis = key
    figures = tuple(
        Figure(
            column.measure or "",
            budget if column.basis == "budget" else column.basis or row_basis,
            texts.next(),
            column.block,
        )
        for column in columns
    )
    return FigureRow(block, code, label, figures)


def _row_keys(
    form_code: str, form_layout: FormLayout, items: tuple[int, int]
) -> st.SearchStrategy[list[tuple[RowKey, tuple[Column, ...]]]]:
    if form_layout.arrangement == "items":
        return st.just(_item_keys(form_layout))
    if form_layout.item_labels:
        columns = _amounts(form_layout, 0)
        return st.just(
            [(("", None, label, "outturn"), columns) for label in form_layout.item_labels]
        )
    if form_layout.arrangement == "labelled":
        return st.just(_labelled_keys(form_code, form_layout))
    if form_code == "general_budget_basic_expenditure":
        return _economic_keys(form_layout, items)
    return _functional_keys(form_code, form_layout, items)


def _amounts(form_layout: FormLayout, panel: int) -> tuple[Column, ...]:
    return tuple(column for column in form_layout.panels[panel].columns if column.holds == "amount")


def _item_keys(form_layout: FormLayout) -> list[tuple[RowKey, tuple[Column, ...]]]:
    columns = _amounts(form_layout, 0)
    return [
        (("", None, label, ""), tuple(column for column in columns if column.item == index))
        for index, label in enumerate(form_layout.item_labels)
    ]


def _labelled_keys(
    form_code: str, form_layout: FormLayout
) -> list[tuple[RowKey, tuple[Column, ...]]]:
    standard = load_standard_rows()
    left, right = _amounts(form_layout, 0), _amounts(form_layout, 1)
    if form_code == "income_expenditure_summary":
        income = [("income", label) for label in (*standard.income, *standard.income_tail)]
        spending = (*standard.expenditure, *standard.expenditure_tail)
    else:
        income = [("income", label) for label in (*standard.appropriation, "本年收入合计")]
        income += [("opening_balance", label) for label in standard.opening_balance]
        income.append(("income", "总计"))
        spending = (*standard.expenditure, *standard.appropriation_tail)
    keys: list[tuple[RowKey, tuple[Column, ...]]] = []
    for block, label in income:
        opening = block == "opening_balance" or label in standard.opening_labels
        keys.append(((block, None, label, "opening" if opening else "outturn"), left))
    for label in spending:
        basis = "closing" if label in standard.closing_labels else "outturn"
        keys.append((("expenditure", None, label, basis), right))
    return keys


def _some(codes: Sequence[str], bounds: tuple[int, int]) -> st.SearchStrategy[list[str]]:
    fewest, most = (min(bound, len(codes)) for bound in bounds)
    return st.lists(st.sampled_from(codes), min_size=fewest, max_size=most, unique=True)


@cache
def _functional_tree() -> tuple[tuple[str, str], ...]:
    rows = load_codes("functional_codes")
    names = {row["code"]: row["name"] for row in rows if row["status"] == "current"}
    return tuple(sorted(names.items()))


@st.composite
def _functional_keys(
    draw: st.DrawFn, form_code: str, form_layout: FormLayout, items: tuple[int, int]
) -> list[tuple[RowKey, tuple[Column, ...]]]:
    """A total and some items with the classes and sections above them, sorted by code."""
    names = dict(_functional_tree())
    classes = _FUND_CLASSES.get(form_code)
    known = [code for code in names if len(code) == 7 and (not classes or code.startswith(classes))]
    known = known or [code for code in names if classes and code.startswith(classes)]
    chosen = draw(_some(known, items))
    codes = sorted({code[:length] for code in chosen for length in (3, 5, 7)})
    columns = _amounts(form_layout, 0)
    keys: list[tuple[RowKey, tuple[Column, ...]]] = [(("", None, "合计", "outturn"), columns)]
    keys += [(("", code, names[code], "outturn"), columns) for code in codes if code in names]
    return keys


@st.composite
def _economic_keys(
    draw: st.DrawFn, form_layout: FormLayout, items: tuple[int, int]
) -> list[tuple[RowKey, tuple[Column, ...]]]:
    names = {
        row["code"]: row["name"]
        for row in load_codes("economic_codes")
        if row["status"] == "current" and row["system"] == "department"
    }
    leaves = sorted(code for code in names if len(code) == 5)
    always = ["30101", "30201", "31002"]
    chosen = draw(_some(leaves, items))
    codes = sorted({code[:length] for code in [*always, *chosen] for length in (3, 5)})
    columns = _amounts(form_layout, 0)
    panelled = bool(form_layout.footers)
    keys: list[tuple[RowKey, tuple[Column, ...]]] = []
    for code in codes:
        block = ("personnel" if code[:3] in ("301", "303") else "public") if panelled else ""
        if code in names:
            keys.append(((block, code, names[code], "outturn"), columns))
    if panelled:
        keys.append((("personnel", None, "人员经费合计", "outturn"), columns))
        keys.append((("public", None, "公用经费合计", "outturn"), columns))
    else:
        keys.insert(0, (("", None, "合计", "outturn"), columns))
    return keys

"""What printers and typists do to the figures and labels of a report before it is printed.

The report is typeset after the mutation, so what each cell prints is known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from pipelines.typeset.figures import Figure, FigureRow, FormFigures, ReportFigures

_ODD_FIGURES = (
    "1,00",
    "0.",
    ".5",
    "1 234.56",
    "1.234,56",
    "--",
    "…",
    "1.00 2.00",
    "(1.00",
    "￥1.00",
)


def _lose_character(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _double_character(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[: at + 1] + text[at:]


def _swap_characters(text: str, chance: Random) -> str:
    if len(text) < 2:
        return text
    at = chance.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _insert(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return (
        text[:at] + chance.choice([",", ".", " ", "-", "O", "l", "%", "元", "，", "．"]) + text[at:]
    )


def _replace_digit(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice("0123456789０５Ｏ") + text[at + 1 :]


def _odd(text: str, chance: Random) -> str:
    return chance.choice(_ODD_FIGURES)


FIGURE_MUTATIONS: tuple[Callable[[str, Random], str], ...] = (
    _lose_character,
    _double_character,
    _swap_characters,
    _insert,
    _replace_digit,
    _odd,
)
_LABEL_MUTATIONS = (_lose_character, _double_character, _swap_characters)


def mutate_report(report: ReportFigures, chance: Random) -> ReportFigures:
    """The report with some figures or labels mistyped, or rows swapped, doubled or lost."""
    forms = list(report.forms)
    index = chance.randrange(len(forms))
    for _ in range(chance.choice([1, 1, 2, 5])):
        forms[index] = _mutate_form(forms[index], chance)
    return replace(report, forms=tuple(forms))


def _mutate_form(form: FormFigures, chance: Random) -> FormFigures:
    rows = list(form.rows)
    if not rows:
        return form
    how = chance.choice(["figure"] * 6 + ["label", "label", "swap", "double", "lose"])
    at = chance.randrange(len(rows))
    if how == "figure":
        rows[at] = _with_odd_figure(rows[at], chance)
    elif how == "label" and rows[at].label:
        label = chance.choice(_LABEL_MUTATIONS)(rows[at].label, chance)
        rows[at] = replace(rows[at], label=label or "某")
    elif how == "swap":
        other = chance.randrange(len(rows))
        rows[at], rows[other] = rows[other], rows[at]
    elif how == "double":
        rows.insert(at, rows[at])
    elif how == "lose" and len(rows) > 1:
        del rows[at]
    return replace(form, rows=tuple(rows))


def _with_odd_figure(row: FigureRow, chance: Random) -> FigureRow:
    figures = list(row.figures)
    if not figures:
        return row
    at = chance.randrange(len(figures))
    old = figures[at]
    text = chance.choice(FIGURE_MUTATIONS)(old.text or "0.00", chance)
    figures[at] = Figure(old.measure, old.basis, text, old.block)
    return replace(row, figures=tuple(figures))

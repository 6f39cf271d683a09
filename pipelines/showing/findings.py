"""The findings about one report, ready to be shown: what the rule says, the figures it is about,
what explains the difference, and whether it is our doubt or the publisher's.

In come verdicts and diagnoses as the stages give them; nothing is judged anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pipelines.catalogue.loading import load_identities
from pipelines.readers.ocr_extra import READER as PICTURE_READER
from pipelines.showing.cell_addresses import place_in_words
from pipelines.showing.printed_figures import UNITS, FigureIndex, PrintedFigure, plain
from pipelines.stages.readings import Row

AGREEING = ("exact", "rounding", "rounding_zero", "undefined_base")
SHOWN = ("violation", "truncated", "last_digit")
_SEVERITIES = {"error": 0, "warn": 1, "info": 2}

Doubt = Literal["report", "unsure", "reading"]
Words = tuple[str, str]
"""The same in Chinese and English."""

_SLIPS: Mapping[str, str] = {
    "digit_changed": "one digit looks changed",
    "digit_lost": "a digit looks lost",
    "digit_doubled": "a digit looks doubled",
    "digit_added": "a digit looks added",
    "digits_transposed": "two digits look exchanged",
    "point_moved": "the point looks moved",
    "sign_lost": "the sign looks wrong",
    "figure_missing": "the figure looks left out",
}
_KINDS: Mapping[str, str] = {
    "figures_exchanged": "Two figures look exchanged",
    "rows_slipped": "Figures look one row off",
    "columns_exchanged": "Two columns look exchanged",
    "unexplained": "No single change explains what does not add up",
}
_CAUSES: Mapping[str, str] = {
    "publication": "more likely a mistake in the report",
    "reading": "more likely a mistake of our reading: compare with the page",
    "undecided": "a mistake of the report or of our reading: compare with the page",
}


_BOUNDS = (("应不大于", "not be more than"), ("应不小于", "not be less than"))


@dataclass(frozen=True)
class Term:
    """One cell of a verdict with what is printed there; nothing where it lies in another report."""

    address: str
    place: Words
    figures: tuple[PrintedFigure, ...]
    is_suspect: bool


@dataclass(frozen=True)
class Diagnosed:
    """What explains a violation, in words."""

    words: Words
    cause: str
    cells: tuple[str, ...]
    identities: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """A verdict that a person should look at; `gap` is the difference with its unit."""

    number: int
    identity_id: str
    title: Words
    why: Words
    severity: str
    verdict: str
    is_accepted: bool
    instance: str
    message: str
    expected: str
    found: str
    gap: Words | None
    terms: tuple[Term, ...]
    diagnoses: tuple[Diagnosed, ...]
    doubt: Doubt

    @property
    def expectation(self) -> Words:
        """What the figure should do: be another, or keep within it, as the message says."""
        for chinese, english in _BOUNDS:
            if chinese in self.message:
                return f"按其他数字{chinese}", f"by the other figures it should {english}"
        return "按其他数字应为", "by the other figures it should be"

    @property
    def reason(self) -> Words:
        """What is wrong where no difference says it; the message names the title first."""
        said = self.message.removeprefix(self.title[0])
        chinese = said.partition("：")[2] if said.startswith(("（", "：")) else said
        english = f"The report says “{self.found}”; it should be “{self.expected}”."
        return chinese or said, english

    @property
    def suspects(self) -> list[PrintedFigure]:
        """The figures that a diagnosis calls the likely wrong ones."""
        return [one for term in self.terms if term.is_suspect for one in term.figures]

    @property
    def others(self) -> list[PrintedFigure]:
        """The other figures of the rule."""
        return [one for term in self.terms if not term.is_suspect for one in term.figures]


def findings_of(
    verdicts: Sequence[Row], diagnoses: Sequence[Row], index: FigureIndex
) -> list[Finding]:
    """The findings of one report, the gravest first, numbered from 1."""
    explained = [_diagnosed(row) for row in diagnoses]
    rows = sorted(
        (row for row in verdicts if row["verdict"] in SHOWN),
        key=lambda row: (
            row["status"] == "accepted",
            _SEVERITIES[row["severity"]],
            row["verdict"] == "last_digit",
            row["identity_id"],
            row["instance"],
        ),
    )
    return [finding_of(row, explained, index, number) for number, row in enumerate(rows, start=1)]


def finding_of(
    row: Row, diagnoses: Sequence[Diagnosed], index: FigureIndex, number: int = 1
) -> Finding:
    """One verdict with its figures and what explains it."""
    identity = _identities().get(row["identity_id"])
    cells = list(dict.fromkeys(str(cell) for cell in row["cells"] or () if cell))
    own = [
        one
        for one in diagnoses
        if row["identity_id"] in one.identities and not set(cells).isdisjoint(one.cells)
    ]
    suspects = {cell for one in own for cell in one.cells}
    said = [str(row[column] or "") for column in ("found", "expected")]
    terms = tuple(_term(cell, cell in suspects, index, said) for cell in cells)
    return Finding(
        number=number,
        identity_id=row["identity_id"],
        title=(identity.title.zh, identity.title.en) if identity else (row["identity_id"],) * 2,
        why=(identity.why.zh, identity.why.en) if identity else ("", ""),
        severity=row["severity"],
        verdict=row["verdict"],
        is_accepted=row["status"] == "accepted",
        instance=row["instance"] or "",
        message=row["message"] or "",
        expected=row["expected"] or "",
        found=row["found"] or "",
        gap=_gap(row),
        terms=terms,
        diagnoses=tuple(own),
        doubt=_doubt(terms, own),
    )


def diagnosed(rows: Sequence[Row]) -> list[Diagnosed]:
    """The diagnoses of a report in words."""
    return [_diagnosed(row) for row in rows]


def _identities() -> dict[str, Any]:
    return {one.identity_id: one for one in load_identities()}


def _term(address: str, is_suspect: bool, index: FigureIndex, said: Sequence[str]) -> Term:
    place, figures = index.at(address)
    figures = figures or index.in_row(address)
    words = place_in_words(place) if place else (address, address)
    if any(one.sentence for one in figures):
        figures = [_meant(figures, said)]
    return Term(address, words, tuple(figures), is_suspect)


def _meant(figures: Sequence[PrintedFigure], said: Sequence[str]) -> PrintedFigure:
    """The figure of a sentence that a verdict is about; the sentence where that is not told."""
    for text in said:
        same = [one for one in figures if one.text and _same(one.text, text)]
        if len(same) == 1:
            return same[0]
    for text in said:
        inside = [one for one in figures if one.text and one.text in text]
        if len(inside) == 1:
            return inside[0]
    return replace(figures[0], text=None, unit="", yuan=None, char_start=None, char_end=None)


def _same(printed: str, said: str) -> bool:
    return printed.replace(",", "").rstrip("%") == said.replace(",", "").rstrip("%")


def _gap(row: Row) -> Words | None:
    if row["difference"] is None:
        return None
    number = plain(row["difference"])
    chinese, english = UNITS.get(row["unit"] or "", ("", ""))
    if row["unit"] == "percent":
        chinese, english = "个百分点", "percentage points"
    if english[:1].isdigit():
        english = f"× {english}"
    return f"{number} {chinese}".strip(), f"{number} {english}".strip()


def _doubt(terms: Sequence[Term], diagnoses: Sequence[Diagnosed]) -> Doubt:
    causes = {one.cause for one in diagnoses}
    if "reading" in causes:
        return "reading"
    figures = [figure for term in terms for figure in term.figures]
    is_uncertain = any(
        figure.reader == PICTURE_READER or figure.state == "illegible" for figure in figures
    )
    return "unsure" if is_uncertain or "undecided" in causes else "report"


def _diagnosed(row: Row) -> Diagnosed:
    return Diagnosed(
        (row["message"], _in_english(row)),
        row["likely_cause"],
        tuple(row["cells"] or ()),
        tuple(row["identities"] or ()),
    )


def _in_english(row: Row) -> str:
    cells = ", ".join(row["cells"] or ())
    if row["kind"] == "figure":
        slip = _SLIPS.get(row["slip"] or "", "")
        what = (
            f"{cells} “{row['row_label'] or ''}” is printed {row['printed'] or 'blank'}; by the "
            f"other figures it should be {row['implied']} {UNITS.get(row['unit'], ('', ''))[1]}"
        )
        parts = [what.strip(), slip]
    else:
        parts = [f"{_KINDS.get(row['kind'], row['kind'])}{f': {cells}' if cells else ''}"]
    if row["kind"] != "unexplained":
        parts.append(f"this explains {row['explained']} of what does not add up")
        if row["broken"]:
            parts.append(f"but breaks {row['broken']} that do")
        if row["ties"] > 1:
            parts.append(f"{row['ties']} explanations are as good")
        parts.append(_CAUSES.get(row["likely_cause"], ""))
    return "; ".join(part for part in parts if part) + "."

"""A sentence cut at its figures: the lead of each, and what stands between it and the last one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.catalogue.narrative_model import NarrativeWording
from pipelines.narrative.figures import Figure, approximation_before

_BOUNDARY = re.compile(r"[,;:。!?]|(?<=相比)|(?<=对比)")
_OF_THE_AMOUNT = re.compile(r"的(?:比例|比重)?(?:为|是)?")
_BETWEEN_LISTED = re.compile(r"[,、/和及与]{1,2}")


@dataclass(frozen=True)
class Clause:
    """A figure with its lead; `between` is what stands from the figure before to the lead.

    `bracket` is where the bracket that the figure stands in opens, -1 outside of brackets. An
    amount `is_base` where it only says how much the base of the percentage behind it is
    (完成预算5万元的80%): then both share one lead.
    """

    figure: Figure
    lead_start: int
    lead: str
    between: str
    after: str
    bracket: int = -1
    place_in_list: int = 0
    list_length: int = 1
    is_base: bool = False


def clauses(text: str, found: Sequence[Figure], wording: NarrativeWording) -> list[Clause]:
    """The clauses of a sentence's figures, in order.

    A lead begins after the last comma, colon or semicolon, after the figure before, or within
    the bracket the figure stands in.
    """
    cut: list[Clause] = []
    end = 0
    for figure in found:
        start = _lead_start(text, end, figure.start)
        stop = figure.start
        word = approximation_before(text, start, stop, wording)
        cut.append(
            Clause(
                figure,
                start,
                text[start : stop - len(word)],
                text[end:start],
                text[figure.unit_end :],
                _open_bracket(text, figure.start),
            )
        )
        end = figure.unit_end
    return _listed(text, _with_bases(cut), wording)


def _with_bases(cut: Sequence[Clause]) -> list[Clause]:
    """The clauses, with an amount told as the base of a percentage and the percentage joined."""
    done: list[Clause] = []
    for clause in cut:
        base = done[-1] if done else None
        if (
            base is not None
            and clause.figure.unit_class == "percent"
            and base.figure.unit_class == "money"
            and not clause.between
            and _OF_THE_AMOUNT.fullmatch(clause.lead)
        ):
            done[-1] = replace(base, is_base=True)
            clause = replace(
                clause,
                lead_start=base.lead_start,
                lead=base.lead + clause.lead,
                between=base.between,
            )
        done.append(clause)
    return done


def _open_bracket(text: str, stop: int) -> int:
    depth = 0
    for index in range(stop - 1, -1, -1):
        if text[index] == ")":
            depth += 1
        elif text[index] == "(":
            depth -= 1
            if depth < 0:
                return index
    return -1


def _lead_start(text: str, end: int, stop: int) -> int:
    start = end
    for match in _BOUNDARY.finditer(text, end, stop):
        start = match.end()
    bracket = _open_bracket(text, stop)
    if bracket >= start:
        return bracket + 1
    # 、 lists figures only behind a figure; elsewhere it is part of a name (购置、运行费)
    if start == end and end and text[start : start + 1] in ("、", ")"):
        start += 1
    return start


def _listed(text: str, cut: list[Clause], wording: NarrativeWording) -> list[Clause]:
    """Figures that follow each other with nothing but a comma between, told which of how many.

    Only after a word such as 各 or 分别, and then they share the lead of the first and the unit
    of the last.
    """
    done: list[Clause] = []
    index = 0
    while index < len(cut):
        last = index
        while last + 1 < len(cut) and _follows(text, cut[last], cut[last + 1]):
            last += 1
        group = cut[index : last + 1]
        head = group[0]
        if len(group) > 1 and wording.severally.search(head.lead):
            unit = group[-1].figure
            for number, clause in enumerate(group):
                figure = clause.figure
                if figure.unit_class == "none" and figure.problem is None:
                    figure = _with_unit_of(figure, unit)
                done.append(
                    Clause(
                        figure,
                        head.lead_start,
                        head.lead,
                        head.between,
                        clause.after,
                        head.bracket,
                        number,
                        len(group),
                    )
                )
        else:
            done.extend(group)
        index = last + 1
    return done


def _follows(text: str, before: Clause, clause: Clause) -> bool:
    gap = text[before.figure.unit_end : clause.figure.start]
    return _BETWEEN_LISTED.fullmatch(gap) is not None


def _with_unit_of(figure: Figure, other: Figure) -> Figure:
    if other.power:
        return figure
    return Figure(
        figure.start,
        figure.end,
        figure.unit_end,
        figure.digits,
        figure.value,
        figure.decimals,
        other.unit_class,
        other.unit,
        other.unit_text,
        other.counter,
        figure.approximation,
        figure.problem,
    )

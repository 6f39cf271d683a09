"""Two readings of the same print held against each other: what is certain and what is doubtful.

Texts and certainties only; neither pictures nor tables are known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.readers.ocr_engine import LineReading

# The least certain character of a right figure among those read from degraded pages; no figure
# that both readings agreed on was ever wrong, so a lower one is not known to be safe.
CERTAIN = 0.9
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，：％－＋（）", "0123456789.,:%-+()")
_FIGURE = re.compile(r"[-+△▲]?\d[\d.,]*%?")
_MARK_ONLY = re.compile(r"[-—–―─一_/.·]+")
_MOST_ALTERNATIVES = 8


@dataclass(frozen=True)
class Reading:
    """What a cell or line says after both readings."""

    text: str
    confidence: float
    alternatives: tuple[str, ...] = ()
    is_doubtful: bool = False
    doubtful_figures: tuple[str, ...] = ()


def joined(lines: Sequence[LineReading]) -> LineReading:
    """The lines of one cell as one reading; each alternative changes one of its lines."""
    texts = [line.text for line in lines]
    others = [
        "\n".join([*texts[:number], other, *texts[number + 1 :]])
        for number, line in enumerate(lines)
        for other in line.alternatives
    ]
    certainties = tuple(one for line in lines for one in line.certainties)
    return LineReading("\n".join(texts), certainties, tuple(others))


def plain(text: str) -> str:
    """A text as it is compared: half width, without blanks, a lone dash of any length as one."""
    kept = "".join(text.translate(_HALF_WIDTH).split())
    return "-" if kept and _MARK_ONLY.fullmatch(kept) else kept


def figures_of(text: str) -> list[str]:
    """The figures in a text, in order, as they are compared."""
    half_width = text.translate(_HALF_WIDTH)
    return [match[0].rstrip(".,") for match in _FIGURE.finditer(half_width)]


def wants_second_reading(text: str) -> bool:
    """Whether a text has anything in it that a wrong character would make another figure."""
    compared = plain(text)
    return not compared or compared == "-" or any(one.isdigit() for one in compared)


def compared(first: LineReading, second: LineReading) -> Reading:
    """One reading of two: the first one's text, doubtful where they differ about a figure.

    A figure that both give is doubtful too when neither is certain of each of its characters. Of
    words without a figure the more certain reading is taken.
    """
    if not wants_second_reading(first.text) and not wants_second_reading(second.text):
        return alone(max(first, second, key=lambda one: one.confidence))
    differ = _essence(first.text) != _essence(second.text)
    sure = max(_certainty_of_figures(first), _certainty_of_figures(second))
    confidence = min(first.confidence, second.confidence) if differ else sure
    doubtful = differ or (wants_second_reading(first.text) and sure < CERTAIN)
    best, other = (first, second) if first.text.strip() else (second, first)
    others = _others(best.text, [other.text, *first.alternatives, *second.alternatives])
    return Reading(
        best.text,
        round(confidence, 5),
        others if doubtful else (),
        doubtful,
        _doubtful_figures(first, second) if doubtful else (),
    )


def alone(reading: LineReading) -> Reading:
    """A reading of words, for which there is no second one."""
    return Reading(reading.text, round(reading.confidence, 5))


def _essence(text: str) -> list[str]:
    """What of a text must be the same in both readings: all of a figure, the figures of words."""
    compared = plain(text)
    has_words = any("\u4e00" <= one <= "\u9fff" for one in compared)
    return figures_of(compared) if has_words and compared != "-" else [compared]


def _certainty_of_figures(reading: LineReading) -> float:
    """The certainty of the least certain character that belongs to a figure.

    Of a text without words every character counts; among words brackets and stops do not.
    """
    text = reading.text.translate(_HALF_WIDTH)
    if len(text.replace("\n", "")) != len(reading.certainties):
        return reading.confidence
    if not any("\u4e00" <= one <= "\u9fff" for one in text):
        return reading.confidence
    spans = [match.span() for match in _FIGURE.finditer(text)]
    kept = iter(reading.certainties)
    sure = [1.0 if one == "\n" else next(kept) for one in text]
    return min((one for start, end in spans for one in sure[start:end]), default=1.0)


def _others(text: str, candidates: Iterable[str]) -> tuple[str, ...]:
    kept = [one for one in dict.fromkeys(candidates) if plain(one) != plain(text)]
    return tuple(kept[:_MOST_ALTERNATIVES])


def _doubtful_figures(first: LineReading, second: LineReading) -> tuple[str, ...]:
    """The figures of the first reading that the second has not; all where none is certain."""
    left = figures_of(second.text)
    apart: list[str] = []
    for figure in figures_of(first.text):
        if figure in left:
            left.remove(figure)
        else:
            apart.append(figure)
    return tuple(apart or figures_of(first.text))

"""Raised, lowered and struck characters as plain text, so that they never run into a figure.

Shared by the readers of formats that carry formatting. What a mark means for an amount is decided
where amounts are read; nothing is repaired here.
"""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_STROKE = "\u0336"
_NOTE_MARK = re.compile(
    r"(?P<before>[\u3400-\u9fff）)》”\"%％]|\d\.\d+)"
    r"[\[(（〔]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}[\])）〕]?"
    r"(?=$|[\s，。；：、,;:（(])"
)


def raised(text: str) -> str:
    """Superscript text: its digits as raised characters, the rest unchanged."""
    return text.translate(_RAISED)


def lowered(text: str) -> str:
    """Subscript text: its digits as lowered characters, the rest unchanged."""
    return text.translate(_LOWERED)


def struck(text: str) -> str:
    """Text that is struck through: every visible character carries the stroke.

    A figure so marked is illegible for whoever reads amounts: 100 struck beside 120 is neither
    100120 nor, without a person's word, 120.
    """
    return "".join(c if c.isspace() else c + _STROKE for c in text)


def without_note_marks(text: str) -> str:
    """The text without raised note numbers behind words and behind amounts with decimals.

    123.45¹ is 123.45 with a note. Behind an integer nothing tells a note from a power, so the
    mark stays and the figure is illegible; within a number it stays too.
    """
    return _NOTE_MARK.sub(lambda match: match["before"], text)

"""Amounts from printed text: Decimal from the first character, never float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipelines.text.normalising import repaired

AmountState = Literal["number", "blank", "dash", "illegible"]

_DIGITS_AND_MARKS = str.maketrans("０１２３４５６７８９，．－＋（）　￥％", "0123456789,.-+() ¥%")
_MINUS_SIGNS = str.maketrans(dict.fromkeys("−–—‐‑‒―", "-"))
_DASH = re.compile(r"-+|—+|–+|―+|─+|−+|/")
_PLAIN = re.compile(r"(?P<sign>[-+△▲]?)[¥]?(?P<whole>\d+|\d{1,3}(?:,\d{3})+)(?:\.(?P<part>\d+))?")
_BRACKETED = re.compile(r"\((?P<inner>[¥]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)\)")
# Single glyphs with blanks between; at least four, or 5 and 3 of two figures would be 53.
_SPACED_GLYPHS = re.compile(r"(?:[\d.,+-][ \u3000]){3,}[\d.,+-]")
_FIGURE_LIKE = re.compile(r"[-+△▲(¥]*\.?\d[\d,.\s]*\)?%?(?:元|万元|亿元)?")


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """A printed amount: the number in its own unit, its decimals as printed, and its state."""

    text: str
    state: AmountState
    number: Decimal | None
    decimals: int | None


def read_amount(text: str) -> PrintedAmount:
    """What a cell prints where an amount is expected.

    Accepted: plain and grouped digits in half or full width, a leading sign, brackets or △ for a
    negative amount, a number broken over lines next to its point or comma, and digits spaced one
    by one. Wrong grouping (1,4653.09), several numbers in one cell, and every other text are
    illegible; nothing is repaired.
    """
    printed = repaired(text).strip()
    if not printed:
        return PrintedAmount("", "blank", None, None)
    half_width = printed.translate(_DIGITS_AND_MARKS)
    if _DASH.fullmatch(half_width):
        return PrintedAmount(printed, "dash", None, None)
    joined = _joined(half_width.translate(_MINUS_SIGNS).strip())
    bracketed = _BRACKETED.fullmatch(joined)
    candidate = f"-{bracketed['inner']}" if bracketed else joined
    match = _PLAIN.fullmatch(candidate)
    if match is None:
        return PrintedAmount(printed, "illegible", None, None)
    fraction = match["part"] or ""
    sign = "-" if match["sign"] in ("-", "△", "▲") else ""
    number = Decimal(f"{sign}{match['whole'].replace(',', '')}.{fraction or '0'}")
    return PrintedAmount(printed, "number", number, len(fraction))


def looks_like_figure(text: str) -> bool:
    """Whether a text is nothing but a figure, well printed or not (1,4653.09 is one)."""
    half_width = repaired(text).translate(_DIGITS_AND_MARKS).translate(_MINUS_SIGNS).strip()
    return _FIGURE_LIKE.fullmatch(half_width) is not None


def holds_figure(text: str) -> bool:
    """Whether a text is a figure, or has an amount with decimals among its words."""
    words = repaired(text).split()
    return looks_like_figure(text) or any(read_amount(word).decimals for word in words)


def _joined(text: str) -> str:
    """A number broken over lines or spaced glyph by glyph, made one; other texts as they are.

    The pieces are one number when they give one together and at least one of them is none alone:
    1,00 and 0.25 is 1,000.25, but 96.4 and 0 could be two figures.
    """
    pieces = text.split()
    together = "".join(pieces)
    if _SPACED_GLYPHS.fullmatch(text):
        return together
    if _PLAIN.fullmatch(together) and not all(_PLAIN.fullmatch(piece) for piece in pieces):
        return together
    return text


def joined_pieces(text: str) -> PrintedAmount | None:
    """The amount that the pieces of a broken text would give together, for a caller with a witness.

    None when the text is not broken or gives no number.
    """
    pieces = repaired(text).split()
    amount = read_amount("".join(pieces))
    return amount if len(pieces) > 1 and amount.state == "number" else None

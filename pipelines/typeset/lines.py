"""Breaks running text into lines that fit a width, as Chinese type is set."""

from __future__ import annotations

import re
from collections.abc import Callable

_PIECE = re.compile(r"[0-9A-Za-z.,%+\-]+|.", re.DOTALL)
_NEVER_FIRST = "，。；：、！？）》”’％"
_NEVER_LAST = "（《“‘"


def broken_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The lines of a paragraph; `measure` gives the width of a text.

    Numbers and Latin words stay whole, a closing mark hangs on the line it closes, an opening mark
    goes over to the next line. A piece wider than a line stands on a line of its own.
    """
    lines = [""]
    for piece in _PIECE.findall(text):
        if piece not in _NEVER_FIRST and lines[-1] and measure(lines[-1] + piece) > width:
            kept = lines[-1].rstrip(_NEVER_LAST)
            opening = lines[-1][len(kept) :]
            lines[-1:] = [kept, opening] if kept else [opening]
        lines[-1] += piece
    return lines

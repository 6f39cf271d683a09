"""A paragraph cut into sentences, as spans of its printed text."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A Western full stop ends a sentence only between words; between digits it is a decimal point.
_END = re.compile(r"(?:[。！？!?]|(?<=[^\d\s.])\.(?=\s*(?:[^\d\s.]|$)))[”’」』）)\"']*")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences, white space around them left out."""
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            first = start + len(piece) - len(piece.lstrip())
            yield first, first + len(stripped)
        start = end

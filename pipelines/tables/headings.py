"""Stacked headings: for each column the texts over it, from the top to the heading of its own.

Merged headings are followed where the reader knows the spans. Where it does not (converted text),
an empty heading cell belongs to the heading on its left, as long as both stand under the same
parent; the lowest text of a column is always its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.catalogue.model import MeasureColumn, Vocabulary, matches
from pipelines.tables.model import BodyRow
from pipelines.text.normalising import comparable, without_spaces

Path = tuple[str, ...]
_UNIT_IN_HEADING = re.compile(r"[(（]\s*(?:单位[:：])?\s*[万亿]?元\s*[)）]$")


def heading_paths(rows: Sequence[BodyRow], columns: Sequence[int]) -> dict[int, Path]:
    """The heading texts of every column (without white space), () for a column without any."""
    filled = _filled(rows, columns)
    paths: dict[int, Path] = {}
    for column in columns:
        own = [index for index, row in enumerate(rows) if _printed_over(row, column)]
        if not own:
            paths[column] = ()
            continue
        texts = [filled[index][column] for index in range(own[-1] + 1)]
        paths[column] = _collapsed(texts)
    return paths


def _printed_over(row: BodyRow, column: int) -> str:
    cell = row.covering(column)
    return without_spaces(cell.text) if cell else ""


def _filled(rows: Sequence[BodyRow], columns: Sequence[int]) -> list[dict[int, str]]:
    result: list[dict[int, str]] = []
    for row in rows:
        texts: dict[int, str] = {}
        left = 0
        for column in columns:
            text = _printed_over(row, column)
            if not text and left and texts[left]:
                same_parent = all(above[column] == above[left] for above in result)
                text = texts[left] if same_parent else ""
            texts[column] = text
            left = column
        result.append(texts)
    return result


def _collapsed(texts: Sequence[str]) -> Path:
    path: list[str] = []
    for text in texts:
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def measures_of(
    path: Path, columns: Sequence[MeasureColumn], vocabulary: Vocabulary
) -> tuple[list[MeasureColumn], str]:
    """The measure columns whose patterns a heading path matches, and the heading that names them.

    The whole path is tried first, then without trailing headings that only repeat (小计 under a
    heading without parts). More than one measure column is a tie, for the caller to refuse.
    """
    kept = path
    while kept:
        text = comparable("/".join(kept))
        plain = _UNIT_IN_HEADING.sub("", text)
        found = [
            column
            for column in columns
            if any(pattern.fullmatch(plain) for pattern in column.headings)
        ]
        if found:
            return found, kept[-1]
        if not matches(vocabulary.trailing_headings, kept[-1]):
            break
        kept = kept[:-1]
    return [], ""


def names_key(patterns: tuple[re.Pattern[str], ...], path: Path, vocabulary: Vocabulary) -> bool:
    """Whether a heading path is that of a key column; only column numbers may stand below it."""
    kept = path
    while kept:
        if matches(patterns, "/".join(kept)):
            return True
        if not matches(vocabulary.trailing_key_headings, kept[-1]):
            return False
        kept = kept[:-1]
    return False


def repeats_heading(text: str, path: Path) -> bool:
    """Whether the text of a cell is the last heading of its column once more, and no figure.

    栏次 4 over the amount 4: the number of a column is no heading that a row prints again.
    """
    plain = comparable(text)
    return bool(path) and path[-1] == plain and not plain.isdecimal()

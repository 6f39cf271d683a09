"""What a row is, told by its key cells: a code, a total, a label, or nothing known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.catalogue.model import CodeBlock, Panel, Vocabulary, matches
from pipelines.document import Cell
from pipelines.tables.model import BodyRow
from pipelines.text.labels import row_label
from pipelines.text.normalising import comparable, without_spaces

_CODE_AND_NAME = re.compile(r"(?P<code>\d{3}(?:\d{2}){0,2})(?P<name>[^\d].*)")
_LEVEL_DIGITS = 2


class CodeReader:
    """Reads the codes of one column group from row to row.

    Where 类, 款 and 项 have columns of their own and a part is printed only where it changes, the
    parts to the left are carried down from the row above.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []

    def read(self, row: BodyRow, columns: Sequence[int], vocabulary: Vocabulary) -> str:
        """The code in digits, another key text as printed, or '' when the cells are empty."""
        parts: list[str] = []
        printed_words: list[str] = []
        seen: set[Cell] = set()
        for column in columns:
            cell = row.covering(column)
            # a label merged over two panels belongs to the panel where it begins
            elsewhere = cell is None or cell in seen or cell.column not in columns
            text = "" if cell is None or elsewhere else without_spaces(cell.text)
            if cell is not None:
                seen.add(cell)
            is_heading = matches(vocabulary.key_headings.code, text) if text else False
            parts.append("" if is_heading else comparable(text))
            printed_words.append("" if is_heading else text)
        printed = _without_repeats([part for part in parts if part])
        if not printed:
            return ""
        if not all(part.isdigit() for part in printed):
            return "".join(_without_repeats([word for word in printed_words if word]))
        if not parts[0] and len(printed[0]) <= _LEVEL_DIGITS:
            first = parts.index(printed[0])
            printed = self._parts[:first] + printed
        code = _joined_code(printed)
        self._remember(code)
        return code

    def _remember(self, code: str) -> None:
        self._parts = [part for part in (code[:3], code[3:5], code[5:7]) if part]


def _without_repeats(parts: list[str]) -> list[str]:
    """Converters repeat the text of a merged cell in each column; 款 05 and 项 05 are no repeat."""
    return [
        part
        for index, part in enumerate(parts)
        if index == 0 or part != parts[index - 1] or _is_level(part)
    ]


def _is_level(part: str) -> bool:
    return part.isdigit() and len(part) <= _LEVEL_DIGITS


def _joined_code(parts: Sequence[str]) -> str:
    """One code from parts that are levels (208, 05, 05) or whole codes (208, 20805, 2080505).

    A level that a spreadsheet stored as a number has lost its leading zero (208, 5, 5). Parts that
    are neither are given back apart, so that they are no code.
    """
    whole, *levels = parts
    if not levels:
        return whole
    if all(len(level) <= _LEVEL_DIGITS for level in levels):
        return whole + "".join(level.zfill(_LEVEL_DIGITS) for level in levels)
    nested = all(later.startswith(earlier) for earlier, later in pairwise(parts))
    return parts[-1] if nested else " ".join(parts)


def is_level_part(code: str, columns: Sequence[int]) -> bool:
    """Whether a text is the 款 or 项 of a code whose other levels stand in rows above."""
    return len(columns) > 1 and code.isdigit() and len(code) in (1, 2, 4)


def code_and_name(text: str) -> tuple[str, str] | None:
    """A code and a name printed in one cell (2010301 行政运行), None when the text is not that."""
    match = _CODE_AND_NAME.fullmatch(without_spaces(text))
    return (match["code"], match["name"]) if match else None


def code_block(panel: Panel, code: str) -> CodeBlock | None:
    """The catalogue entry a code falls under, None for a text that is no code of this panel.

    Raises ValueError when two entries claim one code.
    """
    found = [entry for entry in panel.codes if entry.codes.fullmatch(code)]
    if len(found) > 1:
        raise ValueError(f"code {code} falls under two blocks")
    return found[0] if found else None


def total_block(panel: Panel, *texts: str) -> tuple[str, str] | None:
    """Block and printed label of a total row, None when none of the texts is a total's label."""
    for text in texts:
        label = row_label(text)
        blocks = {entry.block for entry in panel.totals if entry.label.fullmatch(comparable(label))}
        if len(blocks) == 1:
            return blocks.pop(), label
    return None

"""Rows known by whatever name is printed in them: projects, kinds of expenditure, purchases.

The columns of a named panel are told by its headings; a row is a leaf, a total, or a part (其中) of
the row above it. Parts have a block of their own, for they seldom add up to the row they split.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.catalogue.model import Panel, TotalRow, Vocabulary, matches
from pipelines.tables.columns import PanelColumns, ordinal_columns
from pipelines.tables.headings import Path, names_key
from pipelines.tables.model import BodyRow
from pipelines.text.amounts import holds_figure, read_amount
from pipelines.text.labels import row_label
from pipelines.text.normalising import comparable, without_spaces

OF_WHICH = "of_which"
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True)
class NamedRow:
    """A row with the block, label and role of its figures."""

    block: str
    label: str
    role: Literal["total", "subtotal", "leaf"]


@dataclass(frozen=True)
class RestOfName:
    """A row that prints nothing but the rest of the name above it."""

    text: str


@dataclass(frozen=True)
class UnknownRow:
    """A row whose figures cannot be placed, and why."""

    reason: str


def named_columns(paths: dict[int, Path], panel: Panel, vocabulary: Vocabulary) -> PanelColumns:
    """The columns of a named panel; its label column is None where no one column is headed so."""
    ordinals = ordinal_columns(paths, vocabulary)
    labels = _headed(panel.heading, paths, vocabulary) - ordinals
    groups = _headed(panel.group_heading, paths, vocabulary) - ordinals
    keys = ordinals | labels | groups
    complete = len(labels) == 1 and len(groups) == (panel.group_heading is not None)
    return PanelColumns(
        label_column=min(labels) if complete else None,
        group_column=min(groups) if complete and groups else None,
        ordinal_column=min(ordinals) if len(ordinals) == 1 else None,
        value_columns=tuple(
            column for column, path in sorted(paths.items()) if path and column not in keys
        ),
    )


def _headed(
    heading: re.Pattern[str] | None, paths: dict[int, Path], vocabulary: Vocabulary
) -> set[int]:
    if heading is None:
        return set()
    return {column for column, path in paths.items() if names_key((heading,), path, vocabulary)}


def is_named_row(row: BodyRow, group: PanelColumns) -> bool:
    """Whether a row has a name, and in its columns of figures no words such as headings have."""
    assert group.panel is not None
    label, other_keys = _key_texts(row, group)
    if not comparable(label) and _total_row(group.panel, other_keys) is None:
        return False
    if group.panel.groups and not _group_is_known(group.panel, label, other_keys):
        return False
    return holds_only_figures(row, group)


def holds_only_figures(row: BodyRow, group: PanelColumns) -> bool:
    """Whether no word stands in the columns of figures of a row."""
    columns = {place.column for place in group.placed}
    return not any(
        cell.column in columns and not holds_figure(cell.text) and _WORD.search(cell.text)
        for cell in row.cells
    )


def is_total_row(row: BodyRow, group: PanelColumns) -> bool:
    """Whether a row is a total or subtotal of its panel."""
    assert group.panel is not None
    label, other_keys = _key_texts(row, group)
    return _total_row(group.panel, (label, *other_keys)) is not None


def _key_texts(row: BodyRow, group: PanelColumns) -> tuple[str, tuple[str, ...]]:
    """The name of a row, which may be merged over the other keys, and the texts of those."""
    cell = row.covering(group.label_column or 0)
    anchored = cell is not None and cell.row == row.number
    label = cell.text if cell is not None and anchored else ""
    merged = cell.column if cell is not None and anchored else 0
    others = [column for column in (group.group_column, group.ordinal_column) if column]
    return label, tuple("" if column == merged else row.text(column) for column in others)


def _total_row(panel: Panel, texts: Sequence[str]) -> tuple[TotalRow, str] | None:
    for text in texts:
        label = row_label(text)
        found = [entry for entry in panel.totals if entry.label.fullmatch(comparable(label))]
        if len(found) == 1:
            return found[0], label
    return None


def _group_is_known(panel: Panel, label: str, other_keys: Sequence[str]) -> bool:
    if _total_row(panel, (label, *other_keys)) is not None:
        return True
    return any(_blocks(panel, text) for text in other_keys)


def _blocks(panel: Panel, text: str) -> set[str]:
    name = comparable(row_label(text))
    return {entry.block for entry in panel.groups if entry.label.fullmatch(name)}


class NamedReader:
    """Reads the rows of a named panel one after the other; a row may be a part of one above."""

    def __init__(self, panel: Panel, vocabulary: Vocabulary) -> None:
        self._panel = panel
        self._vocabulary = vocabulary
        self._block: str | None = None if panel.groups else ""
        self._is_numbered = False
        self._parent: Literal["numbered", "unnumbered"] | None = None
        self._among_parts = False

    def read(self, row: BodyRow, group: PanelColumns) -> NamedRow | RestOfName | UnknownRow | None:
        """What a row is; None for a row that has no name."""
        text, other_keys = _key_texts(row, group)
        total = _total_row(self._panel, (text, *other_keys))
        if total is not None:
            self._parent, self._among_parts = None, False
            entry, label = total
            inside = entry.role == "subtotal"
            return NamedRow((self._block or "") if inside else entry.block, label, entry.role)
        if group.group_column is not None and comparable(other_keys[0]):
            blocks = _blocks(self._panel, other_keys[0])
            self._block = blocks.pop() if len(blocks) == 1 else None
        if not comparable(text):
            return None
        if self._block is None:
            return UnknownRow("类别不在表式中 / the group of the row is not in the form")
        return self._named(row, group, text)

    def _named(
        self, row: BodyRow, group: PanelColumns, text: str
    ) -> NamedRow | RestOfName | UnknownRow:
        label = row_label(text)
        ordinal = row.text(group.ordinal_column) if group.ordinal_column else ""
        opens_parts = matches(self._vocabulary.part_openings, label)
        numbered = bool(comparable(ordinal)) or label != without_spaces(text)
        if opens_parts:
            self._among_parts = True
            if self._parent is None:
                return UnknownRow("“其中”之前没有行 / a part without the row that it splits")
            return NamedRow(OF_WHICH, label, "leaf")
        if numbered:
            self._is_numbered, self._parent, self._among_parts = True, "numbered", False
            return NamedRow(self._block or "", label, "leaf")
        if self._among_parts and matches(self._panel.parts, label):
            return NamedRow(OF_WHICH, label, "leaf")
        if self._is_numbered and not _has_values(row, group):
            return RestOfName(without_spaces(text))
        if not self._among_parts:
            self._parent = "unnumbered"
            return NamedRow(self._block or "", label, "leaf")
        if self._parent == "numbered":
            return NamedRow(OF_WHICH, label, "leaf")
        return UnknownRow("“其中”之后的行没有序号，分项还是并列不明 / a part or a row of its own")


def _has_values(row: BodyRow, group: PanelColumns) -> bool:
    columns = {place.column for place in group.placed}
    return any(
        cell.column in columns and read_amount(cell.text).state != "blank" for cell in row.cells
    )

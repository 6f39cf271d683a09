"""Rows known by their labels, section by section."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.catalogue.model import LabelledRow, Panel
from pipelines.tables.model import PlacedRole
from pipelines.text.labels import row_label
from pipelines.text.normalising import comparable


@dataclass(frozen=True)
class LabelMatch:
    """The row a label was found as, and the section it stands in."""

    section: int
    row: LabelledRow


def matching_rows(panel: Panel, text: str, from_section: int = 0) -> list[LabelMatch]:
    """Every row of the section at hand, or opening of a later one, that a label could be."""
    label = comparable(row_label(text))
    if not label or not panel.sections:
        return []
    found = [
        LabelMatch(from_section, row)
        for row in panel.sections[from_section].rows
        if row.label.fullmatch(label)
    ]
    found += [
        LabelMatch(index, section.opens_with)
        for index, section in enumerate(panel.sections)
        if index > from_section and section.opens_with and section.opens_with.label.fullmatch(label)
    ]
    return found


def is_row_of(panel: Panel, text: str) -> bool:
    """Whether a label is a row of any section of a panel."""
    return any(matching_rows(panel, text, section) for section in range(len(panel.sections)))


def match_label(panel: Panel, text: str, section: int) -> LabelMatch | str | None:
    """The row that a label is, None when the panel has none, a reason when it could be several.

    Rows that would be read alike (same block, role and basis) are no tie; then the later section
    is entered.
    """
    found = matching_rows(panel, text, section)
    if not found:
        return None
    readings = {
        (panel.sections[match.section].block, match.row.role, match.row.basis) for match in found
    }
    if len(readings) > 1:
        return "行名有歧义 / the label fits several rows"
    return max(found, key=lambda match: match.section)


def settled_role(row: LabelledRow) -> PlacedRole:
    """The role of a row as long as no part of it has been printed."""
    return "leaf" if row.role == "subtotal_when_split" else row.role

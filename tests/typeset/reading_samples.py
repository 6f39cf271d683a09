"""A sample file as it is read: its reports one by one, their tables and what is left over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.catalogue.loading import load_catalogue
from pipelines.document import CellAddress
from pipelines.readers.opening import open_document
from pipelines.stages.splitting import split_reports
from pipelines.tables.model import RecognisedTable
from pipelines.tables.recognising import recognise


@dataclass(frozen=True)
class ReadPart:
    """One report of a file: forms, and their figures as (form, row, measure, text) in order."""

    agency: str | None
    forms: list[str]
    figures: list[tuple[str, str, str, str | None]]
    unplaced: list[str]


def read_parts(path: Path) -> list[ReadPart]:
    """The reports of a file in their order."""
    catalogue = load_catalogue()
    parts: list[ReadPart] = []
    for document in split_reports(open_document(path), catalogue):
        recognition = recognise(document, catalogue)
        lines = [text for text in document.texts() if text.startswith("单位名称：")]
        parts.append(
            ReadPart(
                lines[0].partition("：")[2] if lines else None,
                [table.form_code for table in recognition.tables],
                [figure for table in recognition.tables for figure in _figures(table)],
                [cell.text for cell in recognition.unplaced],
            )
        )
    return parts


def _figures(table: RecognisedTable) -> list[tuple[str, str, str, str | None]]:
    def place(address: CellAddress) -> tuple[int, int]:
        return (address.row, address.column)

    found = [
        (place(one.address), (table.form_code, one.row_label, one.measure, one.amount_text))
        for one in table.amounts
    ]
    found += [
        (place(one.address), (table.form_code, one.row_label, one.measure, one.value_text))
        for one in table.quantities
    ]
    return [figure for _, figure in sorted(found, key=lambda each: each[0])]

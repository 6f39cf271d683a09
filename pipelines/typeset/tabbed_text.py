"""Printed tables as text with tabs, as converters make it of office files.

A merged cell's text stands at its first position; the other positions are empty.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.typeset.figures import ReportFigures
from pipelines.typeset.printed import PrintedTable


def typeset_text(report: ReportFigures, tables: Sequence[PrintedTable]) -> bytes:
    """The report in UTF-8, a blank line between its parts."""
    parts = ["\n\n".join([report.title, *report.cover_lines])]
    for table in tables:
        captions = [f"{left} {right}".strip() for left, right in table.captions]
        parts.append("\n\n".join([table.title, *captions]))
        parts.append("\n".join(_lines(table)))
        parts += table.notes
    return ("\n\n".join(parts) + "\n").encode()


def _lines(table: PrintedTable) -> list[str]:
    lines: list[str] = []
    for row in table.rows:
        texts = [""] * len(table.weights)
        for cell in row:
            texts[cell.column] = cell.text
        lines.append("\t".join(texts))
    return lines

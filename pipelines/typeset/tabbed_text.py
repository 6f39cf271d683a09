"""What is printed as text with tabs, as converters make it of office files.

A merged cell's text stands at its first position; the other positions are empty. A cell is one
piece of text: the lines in it are joined.
"""

from __future__ import annotations

from pipelines.typeset.printed import PrintedFile, PrintedPart, PrintedTable


def typeset_text(file: PrintedFile) -> bytes:
    """The file in UTF-8, a blank line between its parts."""
    parts = ["\n\n".join([file.title, *file.cover_lines])]
    for part in file.parts:
        parts += _texts(part)
    return ("\n\n".join(parts) + "\n").encode()


def _texts(part: PrintedPart) -> list[str]:
    if not isinstance(part, PrintedTable):
        return [part.text]
    captions = [f"{left} {right}".strip() for left, right in part.captions]
    words = [part.title, *captions]
    above = ["\n\n".join(words)] if any(words) else []
    return [*above, "\n".join(_lines(part)), *part.notes]


def _lines(table: PrintedTable) -> list[str]:
    lines: list[str] = []
    for row in table.rows:
        texts = [""] * len(table.weights)
        for cell in row:
            texts[cell.column] = cell.text.replace("\n", "")
        lines.append("\t".join(texts))
    return lines

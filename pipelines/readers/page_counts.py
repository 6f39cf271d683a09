"""How many pages a file says it has, found without reading them. Nothing else is read here."""

from __future__ import annotations

from pathlib import Path


def count_pages(path: Path) -> int | None:
    """The pages of a PDF file; None for other files and for one that cannot be opened."""
    try:
        with path.open("rb") as file:
            if b"%PDF-" not in file.read(1024):
                return None
    except OSError:
        return None
    import pypdfium2  # only for PDF: text and office files are read without it

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return None
    try:
        return len(document)
    finally:
        document.close()

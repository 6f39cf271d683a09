"""PDF pages as pdfium reads them.

pdfium is not safe to call from two threads of one process; whoever wants more speed starts more
processes. Handles are closed with their page: a thousand pages need no more memory than one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

from pipelines.readers.pdf_page import PrintedPage
from pipelines.readers.pdfium_calls import pointer_to
from pipelines.readers.pdfium_frame import frame_of
from pipelines.readers.pdfium_left_out import left_out
from pipelines.readers.pdfium_shapes import DrawingReader
from pipelines.readers.pdfium_text import GlyphReader

READER = "pdfium"


@contextmanager
def pdfium_pages(content: bytes) -> Iterator[PdfiumPages]:
    """The pages of a PDF file as pdfium sees them, closed at the end.

    Raises pypdfium2.PdfiumError for a file that pdfium cannot open.
    """
    document = pypdfium2.PdfDocument(content)
    try:
        yield PdfiumPages(document)
    finally:
        document.close()


class PdfiumPages:
    """The pages of an open file, numbered from 1, each read when it is asked for."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def page(self, number: int) -> PrintedPage:
        """The printed page.

        Raises pypdfium2.PdfiumError for a page that cannot be loaded and Doubtful for one on which
        pdfium may name characters that are not the printed ones.
        """
        page = self._document[number - 1]
        try:
            return self._printed(page, number)
        finally:
            page.close()

    def _printed(self, page: pypdfium2.PdfPage, number: int) -> PrintedPage:
        left, bottom, right, top = _shown_box(page)
        turns = page.get_rotation() // 90
        frame = frame_of((left, bottom, right, top), turns)
        # a font lives as long as the pages that use it: its address may be another's on the next
        reader = GlyphReader()
        text_page = page.get_textpage()
        try:
            glyphs, owners = reader.glyphs(pointer_to(text_page.raw), frame)
        finally:
            text_page.close()
        drawing = DrawingReader(known=owners)
        drawing.read(pointer_to(page.raw), frame)
        glyphs += left_out(page, drawing.texts, glyphs, reader)
        width, height = right - left, top - bottom
        if turns % 2:
            width, height = height, width
        return PrintedPage(
            number=number,
            width=width,
            height=height,
            glyphs=tuple(glyphs),
            shapes=tuple(drawing.shapes),
            pictures=tuple(drawing.pictures),
        )


def _shown_box(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """The MediaBox, lower corner first; where the page inherits it, pdfium tells only the box
    that is shown, which is the same unless a CropBox cuts it."""
    x0, y0, x1, y1 = page.get_mediabox(fallback_ok=False) or page.get_bbox()
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

"""Image files, and pages of PDF files that are pictures, through text recognition.

Needs the extra `ocr`; the modules that hold its libraries are imported when a picture comes. How
a page is read is in scan_reading.
"""

from __future__ import annotations

from collections.abc import Collection

from pipelines.document import Document, Page
from pipelines.readers.ocr_extra import READER, require_engine

_POINTS_PER_INCH = 72
_RESOLUTION = 220
_MOST_PIXELS = 40_000_000


def read_image(content: bytes) -> Document:
    """The Document of an image file, one page for every picture in it, counted from 1.

    Raises UnsupportedFile where the extra `ocr` is not installed, UnreadableFile where the file
    cannot be decoded.
    """
    require_engine()
    from pipelines.readers.scan_images import decoded_pages
    from pipelines.readers.scan_reading import read_page

    pages = (read_page(page, number) for number, page in enumerate(decoded_pages(content), 1))
    return Document(READER, tuple(pages))


def read_pictures_of(content: bytes, numbers: Collection[int]) -> dict[int, Page]:
    """The pages of a PDF file with these numbers (from 1), drawn and recognised.

    A page that cannot be drawn is left out: it stays a picture that was not read.
    Raises UnsupportedFile where the extra `ocr` is not installed.
    """
    require_engine()
    import numpy as np
    import pypdfium2

    from pipelines.readers.scan_images import PageImage
    from pipelines.readers.scan_reading import read_page

    found: dict[int, Page] = {}
    try:
        file = pypdfium2.PdfDocument(content)
    # a broken file of which pdfplumber still found pages
    except pypdfium2.PdfiumError:
        return {}
    try:
        for number in sorted(numbers):
            try:
                sheet = file[number - 1]
                width, height = sheet.get_size()
                most = (_MOST_PIXELS / max(1.0, width * height)) ** 0.5
                scale = min(_RESOLUTION / _POINTS_PER_INCH, most)
                pixels = sheet.render(scale=scale).to_numpy()[:, :, :3]
            except (pypdfium2.PdfiumError, IndexError):
                continue
            picture = PageImage(np.ascontiguousarray(pixels), 1 / scale)
            found[number] = read_page(picture, number)
    finally:
        file.close()
    return found

"""Image files, and pages of PDF files that are pictures, through text recognition.

Needs the extra `ocr`; the modules that hold its libraries are imported when a picture comes. How
a page is read is in scan_reading.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipelines.document import Document, Page
from pipelines.readers.ocr_extra import READER, require_engine
from pipelines.readers.problems import UnreadableFile

if TYPE_CHECKING:
    from pipelines.readers.scan_images import PageImage

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
    import pypdfium2

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
                picture = _drawn(file[number - 1])
            except (pypdfium2.PdfiumError, IndexError):
                continue
            found[number] = read_page(picture, number)
    finally:
        file.close()
    return found


def straightened_picture(content: bytes, number: int) -> PageImage:
    """The picture of a page (from 1) of an image or PDF file on which its boxes are measured.

    Raises UnsupportedFile where the extra `ocr` is not installed, UnreadableFile where the file
    or the page cannot be shown.
    """
    require_engine()
    import pypdfium2

    from pipelines.readers.scan_images import decoded_pages, straightened

    if b"%PDF-" not in content[:1024]:
        picture = next(islice(decoded_pages(content), number - 1, None), None)
        if picture is None:
            raise _no_such_page(number)
        return straightened(picture)
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _no_such_page(number) from error
    try:
        return straightened(_drawn(file[number - 1]))
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise _no_such_page(number) from error
    finally:
        file.close()


def _drawn(sheet: Any) -> PageImage:
    """A page of a PDF file as a picture as fine as recognition needs it."""
    import numpy as np

    from pipelines.readers.scan_images import PageImage

    width, height = sheet.get_size()
    most = (_MOST_PIXELS / max(1.0, width * height)) ** 0.5
    scale = min(_RESOLUTION / _POINTS_PER_INCH, most)
    pixels = sheet.render(scale=scale).to_numpy()[:, :, :3]
    return PageImage(np.ascontiguousarray(pixels), 1 / scale)


def _no_such_page(number: int) -> UnreadableFile:
    return UnreadableFile(
        f"第 {number} 页画不出来 / page {number} cannot be drawn",
        "核对文件是否就是当时读取的那一份 / check that it is the file that was read",
    )

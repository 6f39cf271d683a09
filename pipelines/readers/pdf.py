"""PDF files: ruled grids, and text lines around them.

Reads what an engine found printed on a page (`pdf_page`); which engine reads a page is decided
here, how it does so is the engine's. Pages without a text layer that tells what is printed on them
are handed on to be recognised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from operator import attrgetter
from typing import TYPE_CHECKING

from pypdfium2 import PdfiumError

from pipelines.document import Document, Grid, Page, TextLine
from pipelines.readers.ocr_extra import is_installed
from pipelines.readers.pdf_cells import cells_between, tables_from
from pipelines.readers.pdf_page import Glyph, PrintedPage
from pipelines.readers.pdf_rules import rules_of
from pipelines.readers.pdf_tables import PrintedTable, block_of, printed_over, torn_by_rules
from pipelines.readers.pdf_text import Word, lines_of, struck_once, words_of
from pipelines.readers.pdf_text_layer import (
    is_covered,
    is_picture,
    pages_without_visible_text,
)
from pipelines.readers.pdfium_pages import READER, pdfium_pages
from pipelines.readers.pdfium_text import Doubtful
from pipelines.readers.problems import UnreadableFile
from pipelines.readers.scans import read_pictures_of

if TYPE_CHECKING:
    from pipelines.readers.pdf_plain import PlainPages

PLAIN = "pdfplumber"
_HIDDEN = frozenset("0123456789.,-")
_is_upright: Callable[[Glyph], bool] = attrgetter("is_upright")
_is_white: Callable[[Glyph], bool] = attrgetter("is_white")


def read_pdf(content: bytes) -> Document:
    """The Document of a PDF file; pages count from 1.

    A page that pdfium leaves in doubt is read by pdfplumber and says so. Pages that are pictures
    are recognised where the extra `ocr` is installed, and else say that they are pictures. Raises
    UnreadableFile when the file is broken or asks for a password.
    """
    try:
        pages = _read_pages(content)
    except UnreadableFile:
        raise
    # pdfminer raises whatever its parser runs into (AssertionError, KeyError, struct.error …), so
    # nothing narrower than Exception keeps one broken file from stopping a run.
    except Exception as error:
        raise UnreadableFile(
            f"PDF 无法解析 / the PDF cannot be parsed: {type(error).__name__}: {error}",
            "重新下载，或去除密码后再放入 / download it again, or remove its password",
        ) from error
    if not pages:
        raise UnreadableFile("PDF 没有页面 / the PDF has no page", "重新下载 / download it again")
    pictures = [page.number for page in pages if page.is_picture and page.number is not None]
    if pictures and is_installed():
        recognised = read_pictures_of(content, pictures)
        pages = [recognised.get(page.number or 0, page) for page in pages]
    return _document(pages)


def _document(pages: list[Page]) -> Document:
    """The pages under the name of the reader that all share, or under this one's."""
    (reader, *others) = {page.reader or READER for page in pages}
    return Document(READER if others else reader, tuple(pages))


def _read_pages(content: bytes) -> list[Page]:
    pages: list[Page] = []
    covered: set[int] = set()
    with ExitStack() as stack:
        for printed, reader in _printed_pages(content, stack):
            if printed.glyphs and is_covered(printed):
                covered.add(printed.number)
            pages.append(page_of(printed, reader))
    hidden = pages_without_visible_text(content, covered)
    return [
        Page((), number=page.number, is_picture=True) if page.number in hidden else page
        for page in pages
    ]


def _printed_pages(content: bytes, stack: ExitStack) -> Iterator[tuple[PrintedPage, str | None]]:
    """The pages, each with who read it where that is not pdfium."""
    try:
        fast = stack.enter_context(pdfium_pages(content))
    except PdfiumError:
        plain = _plain_pages(content, stack)
        for number in range(1, len(plain) + 1):
            yield plain.page(number), PLAIN
        return
    slow: PlainPages | None = None
    for number in range(1, len(fast) + 1):
        try:
            yield fast.page(number), None
        except (PdfiumError, Doubtful):
            slow = slow or _plain_pages(content, stack)
            yield _in_doubt(slow, number, len(fast)), PLAIN


def _plain_pages(content: bytes, stack: ExitStack) -> PlainPages:
    # pdfminer takes longer to import than most pages take to read, and is seldom needed
    from pipelines.readers.pdf_plain import plain_pages

    return stack.enter_context(plain_pages(content))


def _in_doubt(slow: PlainPages, number: int, page_count: int) -> PrintedPage:
    """A page from pdfplumber, which must count the same pages: a damaged file has lost some."""
    if len(slow) != page_count:
        raise UnreadableFile(
            f"PDF 已损坏，第 {number} 页无法读取 / the PDF is damaged: page {number} is unreadable",
            "重新下载该文件 / download the file again",
        )
    return slow.page(number)


def page_of(printed: PrintedPage, reader: str | None = None) -> Page:
    """The page with its grids and lines in reading order, from what `reader` found on it."""
    if is_picture(printed):
        return Page((), number=printed.number, is_picture=True)
    if not printed.glyphs:
        return Page((), number=printed.number, reader=reader)
    glyphs = struck_once(_without_stray_text(printed.glyphs))
    cells = cells_between(rules_of(printed.shapes))
    tables = [PrintedTable(together, glyphs) for together in tables_from(cells)]
    over = printed_over(glyphs, tables)
    if over:
        left_out = set(over)
        glyphs = [glyph for glyph in glyphs if glyph not in left_out]
        tables = [PrintedTable(list(table.places), glyphs) for table in tables]
    tables.sort(key=lambda table: (table.box[1], table.box[0]))
    torn = torn_by_rules(glyphs, tables)
    placed: list[tuple[float, TextLine | Grid]] = []
    next_row = 1
    for table in tables:
        block = block_of(table, next_row, torn)
        if isinstance(block, Grid):
            next_row += block.row_count
        placed.append((table.box[1], block))
    words = words_of(glyphs, frozenset().union(*(table.glyph_ids() for table in tables)))
    outside = [word for word in words if not _is_inside(word, tables)]
    lines = [*lines_of(outside), *lines_of(words_of(over))]
    placed += [(line.box.y0, line) for line in lines if line.box is not None]
    placed.sort(key=lambda item: item[0])
    blocks = tuple(block for _, block in placed)
    return Page(blocks, number=printed.number, reader=reader)


def _without_stray_text(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs without slanted text (watermarks) and without digits in white.

    White digits are hidden zeros; white words may be headings on a dark ground.
    """
    if all(map(_is_upright, glyphs)) and not any(map(_is_white, glyphs)):
        return list(glyphs)
    ((main, _),) = Counter(map(_is_upright, glyphs)).most_common(1)
    return [
        glyph
        for glyph in glyphs
        if glyph.is_upright == main and not (glyph.is_white and glyph.text in _HIDDEN)
    ]


def _is_inside(word: Word, tables: Sequence[PrintedTable]) -> bool:
    """Whether a word stands in a cell; a place in a frame that no rules close is outside."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return any(table.cells_at(x, y) for table in tables)

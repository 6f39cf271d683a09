"""PDF files with a text layer, through pdfplumber: ruled grids, and text lines around them.

Pages without a text layer that tells what is printed on them are handed on to be recognised.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import Table

from pipelines.document import Box, Cell, Document, Grid, Page, TextLine
from pipelines.readers.ocr_extra import READER as PICTURE_READER
from pipelines.readers.ocr_extra import is_installed
from pipelines.readers.pdf_rules import missing_borders, without_fills
from pipelines.readers.pdf_text_layer import (
    is_covered,
    is_picture,
    pages_without_visible_text,
)
from pipelines.readers.problems import UnreadableFile
from pipelines.readers.scans import read_pictures_of
from pipelines.readers.table_cells import Corners, column_count, spanned_cells

READER = "pdfplumber"

# A second strike that makes a glyph look bold lies closer than any two digits of one number.
_STRIKES_APART = 1.4
_UNREADABLE = "\ufffd"
_MARKS = ".,-．，－"


def read_pdf(content: bytes) -> Document:
    """The Document of a PDF file; pages count from 1.

    Pages that are pictures are recognised where the extra `ocr` is installed, and else say that
    they are pictures. Raises UnreadableFile when the file is broken or asks for a password.
    """
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            covered = {page.page_number for page in pdf.pages if page.chars and is_covered(page)}
            hidden = pages_without_visible_text(content, covered)
            pages = tuple(_read_page(page, page.page_number in hidden) for page in pdf.pages)
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
    if not pictures or not is_installed():
        return Document(READER, pages)
    recognised = read_pictures_of(content, pictures)
    reader = PICTURE_READER if len(recognised) == len(pages) else READER
    return Document(reader, tuple(recognised.get(page.number or 0, page) for page in pages))


def _read_page(page: PlumberPage, is_hidden: bool) -> Page:
    number = page.page_number
    if is_hidden or is_picture(page):
        return Page((), number=number, is_picture=True)
    if not page.chars:
        return Page((), number=number)
    level = _without_stray_text(page)
    clean = without_fills(level.dedupe_chars(tolerance=_STRIKES_APART, extra_attrs=()))
    found = clean.find_tables(missing_borders(clean))
    tables = sorted(found, key=lambda table: (table.bbox[1], table.bbox[0]))
    torn = _torn_by_rules(clean, tables)
    placed: list[tuple[float, TextLine | Grid]] = []
    next_row = 1
    for table in tables:
        block = _table_block(table, next_row, torn)
        if isinstance(block, Grid):
            next_row += block.row_count
        placed.append((table.bbox[1], block))
    words = clean.extract_words(keep_blank_chars=False)
    outside = [word for word in words if not any(_inside(word, table) for table in tables)]
    placed += [(line.box.y0, line) for line in _lines(outside) if line.box is not None]
    placed.sort(key=lambda item: item[0])
    return Page(tuple(block for _, block in placed), number=number)


def _without_stray_text(page: PlumberPage) -> PlumberPage:
    """The page without slanted text (watermarks) and without digits in white."""
    ((main, _),) = Counter(char["upright"] for char in page.chars).most_common(1)
    return page.filter(
        lambda item: (
            item.get("object_type") != "char"
            or (item["upright"] == main and not _is_hidden_digit(item))
        )
    )


def _is_hidden_digit(char: dict[str, Any]) -> bool:
    """White digits are hidden zeros; white words may be headings on a dark ground."""
    colour = char.get("non_stroking_color")
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    white = parts in ((1,), (1, 1, 1)) or tuple(parts) == (0, 0, 0, 0)
    return bool(white) and char["text"] in "0123456789.,-"


def _torn_by_rules(page: PlumberPage, tables: Sequence[Table]) -> set[Corners]:
    """The cells that a run of digits crosses: a watermark or a stamp over the table.

    Two digits of neighbouring cells stand apart by the padding of both; digits that follow each
    other across a rule are one number that belongs to neither cell.
    """
    digits = [char for char in page.chars if char["text"].isdigit() or char["text"] in _MARKS]
    digits.sort(key=lambda char: (round(char["top"]), char["x0"]))
    torn: set[Corners] = set()
    for left, right in pairwise(digits):
        level = abs(left["top"] - right["top"]) < left["size"] / 4
        close = right["x0"] >= left["x0"] and right["x0"] - left["x1"] < left["size"] / 10
        if level and close:
            cells = {_cell_of(char, tables) for char in (left, right)}
            if len(cells) > 1:
                torn |= {cell for cell in cells if cell is not None}
    return torn


def _cell_of(char: dict[str, Any], tables: Sequence[Table]) -> Corners | None:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    for table in tables:
        left, top, right, bottom = table.bbox
        if not (left <= x <= right and top <= y <= bottom):
            continue
        for corners in table.cells:
            if corners[0] <= x < corners[2] and corners[1] <= y < corners[3]:
                return (corners[0], corners[1], corners[2], corners[3])
    return None


def _table_block(table: Table, first_row: int, torn: set[Corners]) -> Grid | TextLine:
    texts = table.extract()
    cells: list[Cell] = []
    for cell in spanned_cells(table):
        text = texts[cell.row][cell.column] or ""
        if cell.corners in torn:
            text += _UNREADABLE
        row, column = first_row + cell.row, cell.column + 1
        box = Box(*cell.corners)
        cells.append(Cell(row, column, text, cell.row_span, cell.column_span, box))
    if len(cells) == 1:
        return TextLine(cells[0].text, cells[0].box)
    return Grid(first_row, len(table.rows), column_count(table), tuple(cells))


def _inside(word: dict[str, Any], table: Table) -> bool:
    x0, y0, x1, y1 = table.bbox
    middle_x = (word["x0"] + word["x1"]) / 2
    middle_y = (word["top"] + word["bottom"]) / 2
    return bool(x0 <= middle_x <= x1 and y0 <= middle_y <= y1)


def _lines(words: list[dict[str, Any]]) -> list[TextLine]:
    """Words grouped by overlapping height, not by baseline.

    Some producers set digits several points below the Chinese characters of the same line, which
    a grouping by baseline tears apart.
    """
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        row = next((row for row in reversed(rows[-3:]) if _same_line(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [_line(sorted(row, key=lambda word: word["x0"])) for row in rows]


def _same_line(row: list[dict[str, Any]], word: dict[str, Any]) -> bool:
    top = min(other["top"] for other in row)
    bottom = max(other["bottom"] for other in row)
    overlap = min(bottom, word["bottom"]) - max(top, word["top"])
    lower = min(bottom - top, word["bottom"] - word["top"])
    return bool(lower > 0 and overlap >= lower / 2)


def _line(words: list[dict[str, Any]]) -> TextLine:
    text = " ".join(word["text"] for word in words)
    box = Box(
        min(word["x0"] for word in words),
        min(word["top"] for word in words),
        max(word["x1"] for word in words),
        max(word["bottom"] for word in words),
    )
    return TextLine(text, box)

"""What is printed as a Word document: headings, paragraphs, and tables with merged cells.

The parts are stored uncompressed and undated, so that the same file gives the same bytes.
"""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pipelines.typeset.packing import UNDATED, undated
from pipelines.typeset.printed import (
    CellKind,
    PrintedCell,
    PrintedFile,
    PrintedHeading,
    PrintedPart,
    PrintedTable,
)

_LATIN, _CHINESE = "Times New Roman", "宋体"
_BLACK = RGBColor(0, 0, 0)
_TEXT_SIZE, _CELL_SIZE = Pt(12), Pt(9)
_PAGE = (Mm(210), Mm(297))
_MARGIN = Mm(22)
_STYLES = {"Normal": 12, "Title": 18, "Heading 1": 16, "Heading 2": 14, "Heading 3": 12}
_TABLE_STYLE = "Table Grid"
_BASE_STYLES = {"Default Paragraph Font", "Normal Table", "No List"}
_UNUSED_PARTS = ("/stylesWithEffects", "/customXml", "/thumbnail")
_ALIGNMENTS: dict[CellKind, WD_ALIGN_PARAGRAPH] = {
    "heading": WD_ALIGN_PARAGRAPH.CENTER,
    "amount": WD_ALIGN_PARAGRAPH.CENTER,
    "key": WD_ALIGN_PARAGRAPH.LEFT,
}


def typeset_docx(file: PrintedFile) -> bytes:
    """The Word document of a file, its title first."""
    document = docx.Document()
    _leave_out_the_unused(document)
    _set_up(document, file)
    _heading(document, PrintedHeading(file.title, 0))
    for line in file.cover_lines:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in file.parts:
        _add(document, part)
    target = io.BytesIO()
    document.save(target)
    return undated(target.getvalue())


def _leave_out_the_unused(document: Any) -> None:
    """The template's many styles, its picture and its empty parts would be most of the file."""
    kept = {*_STYLES, *_BASE_STYLES, _TABLE_STYLE}
    for style in list(document.styles):
        if style.name not in kept:
            style.delete()
    for relations in (document.part.rels, document.part.package.rels):
        for number, relation in list(relations.items()):
            if relation.reltype.endswith(_UNUSED_PARTS):
                relations.pop(number)


def _set_up(document: Any, file: PrintedFile) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = file.author
    properties.title, properties.comments = file.title, ""
    properties.created = properties.modified = UNDATED
    section = document.sections[0]
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = _MARGIN
    for name, size in _STYLES.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _LATIN, Pt(size), _BLACK
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), _CHINESE)


def _add(document: Any, part: PrintedPart) -> None:
    if isinstance(part, PrintedTable):
        _table(document, part)
    elif isinstance(part, PrintedHeading):
        _heading(document, part)
    else:
        paragraph = document.add_paragraph(part.text)
        paragraph.paragraph_format.first_line_indent = 2 * _TEXT_SIZE


def _heading(document: Any, part: PrintedHeading) -> None:
    paragraph = document.add_heading(part.text, part.level)
    if part.level < 2:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document: Any, table: PrintedTable) -> None:
    if table.title:
        title = document.add_paragraph(table.title)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for left, right in table.captions:
        document.add_paragraph("\t".join(text for text in (left, right) if text))
    rows, columns = len(table.rows), len(table.weights)
    printed = document.add_table(rows, columns, style=_TABLE_STYLE)
    printed.autofit = False
    room = _PAGE[0] - 2 * _MARGIN
    widths = [int(room * weight / sum(table.weights)) for weight in table.weights]
    for column, width in zip(printed.columns, widths, strict=True):
        column.width = width
    grid = [row.cells for row in printed.rows]
    for row, cells in enumerate(table.rows):
        for cell in cells:
            _cell(grid, row, cell, sum(widths[cell.column : cell.column + cell.column_span]))
    for note in table.notes:
        document.add_paragraph(note)


def _cell(grid: list[Any], row: int, cell: PrintedCell, width: int) -> None:
    target = grid[row][cell.column]
    if cell.row_span > 1 or cell.column_span > 1:
        last = grid[row + cell.row_span - 1][cell.column + cell.column_span - 1]
        target = target.merge(last)
    target.width = width
    for number, line in enumerate(cell.text.split("\n")):
        paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
        paragraph.alignment = _ALIGNMENTS[cell.kind]
        paragraph.add_run(line).font.size = _CELL_SIZE

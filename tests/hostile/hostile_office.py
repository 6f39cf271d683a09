"""Office files, web pages and texts that attack their reader, written part by part."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from tests.collect.archive_files import zip_of

_SHEET_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY a9 SYSTEM 'file:///etc/passwd'>]>"
QUADRATIC = f"<!DOCTYPE x [<!ENTITY a9 '{'ha' * 50_000}'>]>"
QUADRATIC_USE = "&a9;" * 20_000


def xlsx_of(rows: str, opening: str = "", strings: str = "") -> bytes:
    """A workbook of one sheet with these rows as XML, after what stands before its root."""
    sheet = f"{opening}<worksheet xmlns='{_SHEET_SPACE}'><sheetData>{rows}</sheetData></worksheet>"
    book = (
        f"<workbook xmlns='{_SHEET_SPACE}' xmlns:r='{_OFFICE}'><sheets>"
        "<sheet name='Z07' sheetId='1' r:id='rId1'/></sheets></workbook>"
    )
    parts = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _relations(
            {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml"}
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": f"<sst xmlns='{_SHEET_SPACE}'>{strings}</sst>",
    }
    return _package(parts, "xl/workbook.xml")


def docx_of(body: str, opening: str = "") -> bytes:
    """A Word document with this body as XML."""
    document = f"{opening}<w:document xmlns:w='{_WORD_SPACE}'><w:body>{body}</w:body></w:document>"
    return _package({"word/document.xml": document}, "word/document.xml")


def _package(parts: Mapping[str, str], main: str) -> bytes:
    types = (
        f"<Types xmlns='{_PACKAGE}/content-types'><Default Extension='xml' "
        "ContentType='application/xml'/></Types>"
    )
    whole = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relations({"officeDocument": main}),
        **parts,
    }
    return zip_of({name: text.encode() for name, text in whole.items()})


def _relations(targets: Mapping[str, str]) -> str:
    related = "".join(
        f"<Relationship Id='rId{number}' Type='{_OFFICE}/{kind}' Target='{target}'/>"
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f"<Relationships xmlns='{_PACKAGE}/relationships'>{related}</Relationships>"


def inline(text: str) -> str:
    """A row of a sheet with one text."""
    return f"<row r='1'><c r='A1' t='inlineStr'><is><t>{text}</t></is></c></row>"


def paragraph(text: str) -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def spreadsheet_xml(text: str, opening: str = "") -> bytes:
    """A workbook in the XML of Excel 2003."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f"<?xml version='1.0'?>{opening}<?mso-application progid='Excel.Sheet'?>"
        f"<Workbook xmlns='{space}' xmlns:ss='{space}'><Worksheet ss:Name='Z07'><Table><Row><Cell>"
        f"<Data ss:Type='String'>{text}</Data></Cell></Row></Table></Worksheet></Workbook>"
    ).encode()


def web_page(text: str, opening: str = "<!DOCTYPE html>") -> bytes:
    """A web page with one paragraph."""
    return f"{opening}<html><body><p>{text}</p></body></html>".encode()


def xml_attacks() -> dict[str, bytes]:
    """Every kind of XML with entities that multiply, that reach out of the file, or are long."""
    uses = {"laughs": (LAUGHS, "&a9;"), "outside": (OUTSIDE, "&a9;")}
    uses["quadratic"] = (QUADRATIC, QUADRATIC_USE)
    found: dict[str, bytes] = {}
    for name, (opening, text) in uses.items():
        found[f"{name}.xlsx"] = xlsx_of(inline(text), opening)
        found[f"{name}.docx"] = docx_of(paragraph(text), opening)
        found[f"{name}.xml"] = spreadsheet_xml(text, opening)
        found[f"{name}.html"] = web_page(text, opening)
    return found


def far_cell() -> bytes:
    """A workbook with one text, and a format that reaches to its last row and column."""
    return xlsx_of(inline("某某局") + "<row r='1048576'><c r='XFD1048576' s='1'/></row>")


def far_figures() -> bytes:
    """A workbook with figures in its first and its last cell, and nothing between."""
    return xlsx_of(
        "<row r='1'><c r='A1'><v>1</v></c></row>"
        "<row r='1048576'><c r='XFD1048576'><v>2</v></c></row>"
    )


def deep_markup(depth: int) -> dict[str, bytes]:
    """Elements within elements within elements."""
    return {
        "deep.html": web_page("<div>" * depth + "1,234.56" + "</div>" * depth),
        "tables.html": web_page("<table><tr><td>" * depth + "1,234.56"),
        "deep.docx": docx_of("<w:sdt><w:sdtContent>" * depth + "</w:sdtContent></w:sdt>" * depth),
        "deep.xlsx": xlsx_of("<x>" * depth + "</x>" * depth),
    }


def spans_beyond_reason() -> bytes:
    """A web page whose cells claim millions of rows and columns."""
    cell = "<td rowspan='99999999' colspan='99999999'>1,234.56</td>"
    return web_page(f"<table>{f'<tr>{cell * 50}</tr>' * 50}</table>")


def picture(side: int) -> bytes:
    """A PNG of one colour, so many pixels wide and high; it packs 8,000 to 1."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    packer = zlib.compressobj(9)
    row = b"\x00" + bytes((side + 7) // 8)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )

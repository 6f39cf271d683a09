"""The reader is chosen by what a file contains; what no reader takes ends in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.readers.markup_kinds import markup_kind
from pipelines.readers.opening import open_document
from pipelines.readers.problems import UnsupportedFile
from tests.readers.written_files import package, workbook

OPEN_DOCUMENT = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'


@pytest.mark.parametrize(
    ("content", "reason", "advice"),
    [
        (package({"OFD.xml": "<OFD/>"}), "OFD", "PDF"),
        (package({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "演示文稿", "PDF"),
        (package({"[Content_Types].xml": "", "visio/a.xml": ""}), "未知的办公文件", "xlsx"),
        (package({"一.pdf": "%PDF-"}), "压缩包", "unpack"),
        (package({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "二进制", "xlsx"),
        (
            package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "ODF 表格",
            "libreoffice-calc",
        ),
        (
            package({"mimetype": "application/vnd.oasis.opendocument.text"}),
            "ODF 文档",
            "libreoffice-writer",
        ),
        (b"{\\rtf1\\ansi 1}", "RTF", "docx"),
        (b'<?xml version="1.0"?><a/>', "XML 文件", "PDF"),
        (
            b'<?xml version="1.0"?><w:wordDocument xmlns:w='
            b'"http://schemas.microsoft.com/office/word/2003/wordml"/>',
            "Word XML",
            "docx",
        ),
    ],
)
@pytest.mark.parametrize("suffix", [".xls", ".doc", ".pdf", ""])
def test_kinds_without_a_reader(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    reason: str,
    advice: str,
    suffix: str,
) -> None:
    """On a machine without LibreOffice."""
    monkeypatch.setenv("PATH", "")
    file = tmp_path / f"a{suffix}"
    file.write_bytes(content)
    with pytest.raises(UnsupportedFile) as raised:
        open_document(file)
    assert reason in raised.value.reason
    assert advice in raised.value.advice


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ('<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "spreadsheet"),
        ('<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">', "spreadsheet"),
        ('<Workbook xmlns="http://example.com">', None),
        ('<?xml version="1.0"?><!-- <html> --><Workbook xmlns="http://example.com">', "xml"),
        (f'<office:document {OPEN_DOCUMENT} office:mimetype="application/vnd.oasis.'
         'opendocument.spreadsheet">', "open_sheets"),
        (f'<office:document {OPEN_DOCUMENT} office:mimetype="application/vnd.oasis.'
         'opendocument.text">', "open_text"),
        ('<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">',
         "word_xml"),
        ("<html><body>", None),
        ('<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">', None),
        ("2 < 3", None),
        ("合计\t1", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_markup_is_told_by_its_root(opening: str, kind: str | None, encoding: str) -> None:
    assert markup_kind(opening.encode(encoding)) == kind


def test_a_page_with_the_suffix_of_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "a.xls"
    file.write_bytes("<table><tr><td>合计</td><td>5.00</td></tr></table>".encode("gb18030"))
    assert list(open_document(file).texts()) == ["合计", "5.00"]


def test_a_workbook_with_the_suffix_of_a_document(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    cell = '<sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData>'
    file.write_bytes(workbook({"一": cell}))
    found = open_document(file)
    assert (found.reader, list(found.texts())) == ("lxml_xlsx", ["5"])

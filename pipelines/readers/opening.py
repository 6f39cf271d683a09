"""Chooses the reader by what the file contains, not by its suffix."""

from __future__ import annotations

from pathlib import Path

from pipelines.document import Document
from pipelines.readers.html_decoding import is_html
from pipelines.readers.markup_kinds import MarkupKind, markup_kind
from pipelines.readers.ole_containers import OLE_SIGNATURE
from pipelines.readers.problems import UnreadableFile, UnsupportedFile

_IMAGE_SIGNATURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"II*\x00",
    b"MM\x00*",
    b"GIF8",
    b"BM",
    b"II+\x00",
    b"MM\x00+",
)
_ARCHIVE_SIGNATURES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
# The first record of workbooks older than the container: versions 2, 3, 4, 5 and 8.
_BARE_WORKBOOKS = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)


def open_document(path: Path) -> Document:
    """The Document of a file.

    Raises UnreadableFile for a broken, empty or encrypted file and UnsupportedFile for a kind
    that has no reader yet. The file itself is never changed.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"无法打开文件 / the file cannot be opened: {error.strerror}", "检查文件权限与路径"
        ) from error
    if not content.strip(b"\x00 \t\r\n"):
        raise UnreadableFile(
            "文件是空的 / the file is empty", "重新下载该文件 / download the file again"
        )
    if b"%PDF-" in content[:1024]:
        from pipelines.readers.pdf import read_pdf
        from pipelines.readers.pdf_lock import refuse_locked

        refuse_locked(content)
        return read_pdf(content)
    if content.startswith(b"PK"):
        from pipelines.readers.zip_kinds import read_zip_container

        return read_zip_container(content)
    if content.startswith(OLE_SIGNATURE):
        from pipelines.readers.ole_kinds import read_ole_container

        return read_ole_container(content)
    if content.startswith(_IMAGE_SIGNATURES):
        from pipelines.readers.scans import read_image

        return read_image(content)
    if content.startswith(_ARCHIVE_SIGNATURES):
        raise UnsupportedFile(
            "压缩包 / an archive", "先解压，再逐个放入 / unpack it and add the files one by one"
        )
    if content.startswith(_BARE_WORKBOOKS):
        from pipelines.readers.xls import read_xls

        return read_xls(content)
    return _read_text_based(content)


def _read_text_based(content: bytes) -> Document:
    """The Document of a file made of text: markup of some kind, or none."""
    from pipelines.readers.web_archive import is_web_archive, read_web_archive

    if is_web_archive(content):
        return read_web_archive(content)
    kind = markup_kind(content)
    if kind is not None:
        return _read_markup(content, kind)
    if is_html(content):
        from pipelines.readers.html import read_html

        return read_html(content)
    from pipelines.readers.plain_text import read_plain_text

    return read_plain_text(content)


def _read_markup(content: bytes, kind: MarkupKind) -> Document:
    if kind == "spreadsheet":
        from pipelines.readers.spreadsheet_xml import read_spreadsheet_xml

        return read_spreadsheet_xml(content)
    if kind == "xml":
        raise UnsupportedFile(
            "XML 文件 / an XML file", "另存为 PDF 或表格 / save it as PDF or a spreadsheet"
        )
    from pipelines.readers.legacy_office import LegacyKind, read_through_libreoffice

    kinds = {
        "rich_text": LegacyKind("RTF 文档 / a rich text document", "rtf", "text"),
        "word_xml": LegacyKind("Word XML 文档 / a Word document in XML", "xml", "text"),
        "open_text": LegacyKind("ODF 文档 / an OpenDocument text in XML", "fodt", "text"),
        "open_sheets": LegacyKind(
            "ODF 表格 / an OpenDocument spreadsheet in XML", "fods", "sheets"
        ),
    }
    return read_through_libreoffice(content, kinds[kind])

"""Chooses the reader by what the file contains, not by its suffix."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pipelines.document import Document
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
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_ARCHIVE_SIGNATURES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")


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

        return read_pdf(content)
    if content.startswith(b"PK"):
        return _read_zip_container(path, content)
    if content.startswith(_OLE_SIGNATURE) and _WORD_STREAM in content:
        raise UnsupportedFile(
            "旧版 Word 文档 / a legacy Word document",
            "用文字处理软件另存为 docx / save it as docx in a word processor",
        )
    if content.startswith(_OLE_SIGNATURE):
        from pipelines.readers.xls import read_xls

        return read_xls(content)
    if content.startswith(_IMAGE_SIGNATURES):
        from pipelines.readers.scans import read_image

        return read_image(content)
    if content.startswith(_ARCHIVE_SIGNATURES):
        raise UnsupportedFile(
            "压缩包 / an archive", "先解压，再逐个放入 / unpack it and add the files one by one"
        )
    if _is_html(content):
        raise UnsupportedFile(
            "网页 / a web page", "另存为 PDF 或表格 / save it as PDF or a spreadsheet"
        )
    from pipelines.readers.plain_text import read_plain_text

    return read_plain_text(content)


def _read_zip_container(path: Path, content: bytes) -> Document:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise UnreadableFile(
            f"压缩结构损坏 / broken zip container: {error}", "重新下载该文件 / download it again"
        ) from error
    if "xl/workbook.xml" in names:
        from pipelines.readers.xlsx import read_xlsx

        return read_xlsx(content)
    if "word/document.xml" in names:
        from pipelines.readers.docx import read_docx

        return read_docx(content)
    raise UnsupportedFile(
        "压缩包 / an archive", "先解压，再逐个放入 / unpack it and add the files one by one"
    )


def _is_html(content: bytes) -> bool:
    opening = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return opening.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml", b"<table"))

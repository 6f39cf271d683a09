"""What a zip container holds: an office file of some kind, or an archive of files."""

from __future__ import annotations

import io
import zipfile

from pipelines.document import Document
from pipelines.readers.legacy_office import LegacyKind, read_through_libreoffice
from pipelines.readers.office_packages import broken_package
from pipelines.readers.problems import UnsupportedFile

_MIMETYPE = "mimetype"
_LONGEST_MIMETYPE = 200
_CONTENT_TYPES = "[content_types].xml"
_OPEN_DOCUMENTS = (
    (
        "application/vnd.oasis.opendocument.spreadsheet",
        LegacyKind("ODF 表格 / an OpenDocument spreadsheet", "ods", "sheets"),
    ),
    (
        "application/vnd.oasis.opendocument.text",
        LegacyKind("ODF 文档 / an OpenDocument text", "odt", "text"),
    ),
)
_BINARY_WORKBOOK = LegacyKind("二进制 Excel 工作簿 / a binary workbook", "xlsb", "sheets")
_SAVE_AS_PDF = "另存为 PDF / save it as PDF"


def read_zip_container(content: bytes) -> Document:
    """The Document of an office file in a zip container.

    Raises UnreadableFile when the container is broken, UnsupportedFile for archives and for
    office files of kinds that hold no report, and whatever the reader of the kind raises.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.replace("\\", "/").lstrip("/").casefold() for name in archive.namelist()}
            mimetype = _mimetype(archive)
    # a broken directory shows as any of these, depending on which field is broken
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise broken_package(error) from error
    for beginning, kind in _OPEN_DOCUMENTS:
        if mimetype.startswith(beginning):
            return read_through_libreoffice(content, kind)
    if "ofd.xml" in names:
        raise UnsupportedFile("OFD 版式文件 / an OFD document", f"用 OFD 阅读器{_SAVE_AS_PDF}")
    if _CONTENT_TYPES in names or "_rels/.rels" in names:
        return _read_office_open(content, names)
    raise UnsupportedFile(
        "压缩包 / an archive", "先解压，再逐个放入 / unpack it and add the files one by one"
    )


def _read_office_open(content: bytes, names: set[str]) -> Document:
    folders = {name.partition("/")[0] for name in names if "/" in name}
    if "xl/workbook.bin" in names:
        return read_through_libreoffice(content, _BINARY_WORKBOOK)
    if "xl" in folders:
        from pipelines.readers.xlsx import read_xlsx

        return read_xlsx(content)
    if "word" in folders:
        from pipelines.readers.docx import read_docx

        return read_docx(content)
    if "ppt" in folders:
        raise UnsupportedFile("演示文稿 / a presentation", _SAVE_AS_PDF)
    raise UnsupportedFile(
        "未知的办公文件 / an office file of an unknown kind",
        "用办公软件另存为 xlsx 或 docx / save it as xlsx or docx in an office program",
    )


def _mimetype(archive: zipfile.ZipFile) -> str:
    """The kind that an OpenDocument package states in its first member, '' elsewhere."""
    if _MIMETYPE not in archive.namelist():
        return ""
    try:
        with archive.open(_MIMETYPE) as member:
            return member.read(_LONGEST_MIMETYPE).decode("ascii", "replace").strip()
    # RuntimeError is that of an encrypted member
    except (zipfile.BadZipFile, RuntimeError, OSError):
        return ""

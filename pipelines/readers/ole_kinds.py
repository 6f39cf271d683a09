"""What the container of legacy office files holds, and which reader takes it."""

from __future__ import annotations

from dataclasses import replace

from pipelines.document import Document
from pipelines.readers.legacy_office import LegacyKind, read_through_libreoffice
from pipelines.readers.ole_containers import top_streams
from pipelines.readers.problems import ReadingProblem, UnreadableFile, UnsupportedFile

_WORKBOOK = LegacyKind("旧版 Excel 工作簿 / a legacy workbook", "xls", "sheets")
_WORD = LegacyKind("旧版 Word 文档 / a legacy Word document", "doc", "text")
_WORKS = LegacyKind("Works 文档 / a Works document", "wps", "text")
_NAMES_OF_WORKBOOKS = ("workbook", "book")
_FLAGS_OF_WORD = slice(10, 12)
_ENCRYPTED_FLAG = 0x0100


def read_ole_container(content: bytes) -> Document:
    """The Document of a legacy office file: workbooks by their own reader, others by LibreOffice.

    Raises UnreadableFile when it is broken or encrypted, UnsupportedFile for kinds that hold no
    report and where LibreOffice is needed and missing.
    """
    streams = {name.casefold(): stream for name, stream in top_streams(content).items()}
    if "encryptedpackage" in streams:
        raise _encrypted("办公文件已加密 / the office file is encrypted")
    if "worddocument" in streams:
        return _read_word(content, streams["worddocument"].beginning)
    if "powerpoint document" in streams:
        raise UnsupportedFile("演示文稿 / a presentation", "另存为 PDF / save it as PDF")
    if "contents" in streams or "mm" in streams:
        return read_through_libreoffice(content, _WORKS)
    if any(streams[name].is_endless for name in _NAMES_OF_WORKBOOKS if name in streams):
        # xlrd follows such a chain for ever
        raise UnreadableFile(
            "文件结构损坏 / the container is damaged: a stream without an end",
            "重新下载该文件 / download it again",
        )
    return _read_workbook(content)


def _read_word(content: bytes, beginning: bytes) -> Document:
    """A Word document; its header tells whether it is encrypted ([MS-DOC] 2.5.2, fEncrypted)."""
    flags = int.from_bytes(beginning[_FLAGS_OF_WORD], "little")
    if flags & _ENCRYPTED_FLAG:
        raise _encrypted("Word 文档已加密 / the Word document is encrypted")
    return read_through_libreoffice(content, _WORD)


def _read_workbook(content: bytes) -> Document:
    """A workbook by its own reader; LibreOffice tries what that reader cannot take.

    Excel encrypts a workbook whose structure alone is protected with a password that every
    program knows; LibreOffice opens those.
    """
    from pipelines.readers.xls import UntakenWorkbook, read_xls

    try:
        return read_xls(content)
    except UntakenWorkbook as problem:
        try:
            document = read_through_libreoffice(content, _WORKBOOK)
        except ReadingProblem:
            raise problem from None
    remark = "由 LibreOffice 转换，请核对 / converted by LibreOffice, compare it with the original"
    return replace(document, remarks=(*document.remarks, remark))


def _encrypted(reason: str) -> UnreadableFile:
    return UnreadableFile(
        reason, "去掉密码后另存再放入 / remove the password, save it and add it again"
    )

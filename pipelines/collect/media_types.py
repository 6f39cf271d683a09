"""What a file is by its content, and whether it looks cut off. Servers and names are not believed.

Whether anything can be read from it is found out by the readers.
"""

from __future__ import annotations

import mmap
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

_OPENING, _END = 4096, 4096
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|(?><!--.*?-->)|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|script|meta"
    rb"|title)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_SIGNATURES = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"Rar!\x1a\x07", "application/vnd.rar", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", ".7z"),
    (b"\x1f\x8b", "application/gzip", ".gz"),
    (b"BZh", "application/x-bzip2", ".bz2"),
    (b"\xfd7zXZ\x00", "application/x-xz", ".xz"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"II*\x00", "image/tiff", ".tif"),
    (b"MM\x00*", "image/tiff", ".tif"),
    (b"{\\rtf", "application/rtf", ".rtf"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument"
_PARTS = (
    ("word/document.xml", f"{_OFFICE}.wordprocessingml.document", ".docx"),
    ("xl/workbook.xml", f"{_OFFICE}.spreadsheetml.sheet", ".xlsx"),
    ("ppt/presentation.xml", f"{_OFFICE}.presentationml.presentation", ".pptx"),
    ("OFD.xml", "application/ofd", ".ofd"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# names of the streams inside, in UTF-16 as the container's directory has them
_OLE_STREAMS = (
    ("WordDocument".encode("utf-16-le"), "application/msword", ".doc"),
    ("Workbook".encode("utf-16-le"), "application/vnd.ms-excel", ".xls"),
    ("Book".encode("utf-16-le"), "application/vnd.ms-excel", ".xls"),
)
WEB_PAGE = "text/html"
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class MediaType:
    """A media type and the suffix that names it."""

    name: str
    suffix: str


def media_type(path: Path) -> MediaType:
    """What a file is by its content; application/octet-stream where that is not told."""
    with path.open("rb") as file:
        opening = file.read(_OPENING)
    for signature, name, suffix in _SIGNATURES:
        if opening.startswith(signature):
            return MediaType(name, suffix)
    if opening.startswith(b"PK"):
        return _of_zip(path)
    if opening.startswith(_OLE):
        return _of_ole(path)
    if _HTML.match(opening):
        return MediaType(WEB_PAGE, ".html")
    # producers put a few bytes before the signature; readers look for it in the first 1024
    if b"%PDF-" in opening[:1024]:
        return MediaType("application/pdf", ".pdf")
    if opening and b"\x00" not in opening and _is_text(opening):
        return MediaType("text/plain", ".txt")
    return MediaType(UNKNOWN, "")


def is_office_page(path: Path) -> bool:
    """Whether a web page was written by an office program or as its file: many sites export
    tables as .xls that are web pages."""
    with path.open("rb") as file:
        return b"urn:schemas-microsoft-com:office" in file.read(_OPENING)


def _of_zip(path: Path) -> MediaType:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    # zipfile raises much on broken input: BadZipFile, NotImplementedError, struct errors
    except Exception:
        names = set()
    for part, name, suffix in _PARTS:
        if part in names:
            return MediaType(name, suffix)
    return MediaType("application/zip", ".zip")


def _of_ole(path: Path) -> MediaType:
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        for stream, name, suffix in _OLE_STREAMS:
            if content.find(stream) >= 0:
                return MediaType(name, suffix)
    return MediaType("application/x-ole-storage", "")


def _is_text(opening: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        try:
            opening.decode(encoding)
        except UnicodeDecodeError as error:
            # a character may be cut in two at the end of what was looked at
            if len(opening) == _OPENING and error.start >= len(opening) - 4:
                return True
            continue
        return True
    return False


def looks_cut_off(path: Path, kind: MediaType) -> bool:
    """Whether the end that files of this kind have is missing: %%EOF, the directory of a zip.

    A server that closes early without having said a length leaves such a file.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        if kind.name == "application/pdf":
            file.seek(max(0, size - _END))
            return b"%%EOF" not in file.read()
        if file.read(2) == b"PK":
            file.seek(max(0, size - 65536 - 22))
            return b"PK\x05\x06" not in file.read()
    return size == 0


def same_print(first: Path, second: bytes) -> bool:
    """Whether two web pages print the same text: scripts, counters in attributes and markup that
    is made anew on every request do not make a new version of a report."""
    return _printed(first.read_bytes()) == _printed(second)


def _printed(page: bytes) -> str:
    root = etree.fromstring(page, etree.HTMLParser(recover=True, huge_tree=True))
    if root is None:
        return ""
    etree.strip_elements(root, "script", "style", "noscript", etree.Comment, with_tail=False)
    return " ".join("".join(root.itertext()).split())

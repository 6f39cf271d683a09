"""Web archives (.mht, often named .doc or .xls): the page, or the sheets, of a message in parts.

Word, Excel and browsers save a page with its pictures as one message (RFC 2557). Excel puts each
sheet into a part of its own and lists them in the first. The pages themselves go to the reader of
web pages.
"""

from __future__ import annotations

import email
import email.message
import email.policy
import re
from dataclasses import dataclass, replace
from html import unescape

from pipelines.document import Document, Page
from pipelines.readers.html import read_html
from pipelines.readers.html_decoding import decoded_page
from pipelines.readers.problems import UnreadableFile

READER = "web_archive"

_OPENING_BYTES = 4096
_HEADERS = re.compile(rb"\s*[A-Za-z-]+:[ \t]?[^\n]*\n")
_VERSION = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_CONTENT = re.compile(
    rb"^content-type:\s*(?:multipart/related|multipart/alternative|text/html)",
    re.IGNORECASE | re.MULTILINE,
)
_SHEET = re.compile(r"<x:ExcelWorksheet>(?P<inside>.*?)</x:ExcelWorksheet>", re.DOTALL)
_SHEET_NAME = re.compile(r"<x:Name>(?P<name>.*?)</x:Name>", re.DOTALL)
_SHEET_PART = re.compile(r"<x:WorksheetSource\s+HRef\s*=\s*[\"'](?P<part>[^\"']*)[\"']")
_SHEET_HIDDEN = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden\s*</x:Visible>")
_BOM = b"\xef\xbb\xbf"


def is_web_archive(content: bytes) -> bool:
    """Whether bytes begin with the headers of a message that holds a web page."""
    head = content[:_OPENING_BYTES]
    return bool(_HEADERS.match(head) and _VERSION.search(head) and _CONTENT.search(head))


def read_web_archive(content: bytes) -> Document:
    """The Document of a web archive: its first page, or a page for each sheet that Excel lists.

    Raises UnreadableFile when no part is a web page, and what the reader of web pages raises.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not parts:
        raise UnreadableFile(
            "网页存档中没有网页 / no page in the web archive",
            "在浏览器中打开后另存 / open it in a browser and save it again",
        )
    first = _page_bytes(parts[0])
    listed = _listed_sheets(first)
    if not listed:
        document = read_html(first)
        return replace(document, reader=f"{READER}+{document.reader}")
    return _document_of_sheets(listed, {_file_name(part): part for part in parts})


@dataclass(frozen=True)
class _ListedSheet:
    """A sheet as Excel lists it in the first part: its name, and the file name of its own part."""

    name: str
    part: str
    is_hidden: bool


def _document_of_sheets(
    listed: list[_ListedSheet], parts: dict[str, email.message.Message]
) -> Document:
    pages: list[Page] = []
    remarks: list[str] = []
    readers: list[str] = []
    for sheet in listed:
        part = parts.get(sheet.part)
        if sheet.is_hidden:
            remarks.append(f"隐藏的工作表“{sheet.name}”没有读 / a hidden sheet is not read")
        elif part is None:
            remarks.append(
                f"网页存档缺少工作表“{sheet.name}” / a sheet is missing in the web archive"
            )
        else:
            document = read_html(_page_bytes(part))
            pages += [replace(page, sheet=sheet.name) for page in document.pages]
            remarks += document.remarks
            readers.append(document.reader)
    return Document("+".join([READER, *dict.fromkeys(readers)]), tuple(pages), tuple(remarks))


def _listed_sheets(page: bytes) -> list[_ListedSheet]:
    found: list[_ListedSheet] = []
    for match in _SHEET.finditer(decoded_page(page).text):
        name, part = _SHEET_NAME.search(match["inside"]), _SHEET_PART.search(match["inside"])
        if name and part:
            is_hidden = _SHEET_HIDDEN.search(match["inside"]) is not None
            printed = unescape(name["name"]).strip()
            found.append(_ListedSheet(printed, _last_word(part["part"]), is_hidden))
    return found


def _page_bytes(part: email.message.Message) -> bytes:
    """A part's page in UTF-8 where its header tells the characters, else as it is."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if charset is None or content.startswith((_BOM, b"\xff\xfe", b"\xfe\xff")):
        return content
    widest = "gb18030" if charset in ("gb2312", "gbk") else charset
    try:
        return _BOM + content.decode(widest).encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return content


def _file_name(part: email.message.Message) -> str:
    return _last_word(str(part.get("Content-Location", "")))


def _last_word(location: str) -> str:
    return re.split(r"[/\\]", location.strip())[-1].casefold()

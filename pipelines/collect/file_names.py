"""Names of downloaded files: as published, made safe for every file system.

Where a file goes belongs to `landing`.
"""

from __future__ import annotations

import re
import unicodedata
from email.header import decode_header, make_header
from pathlib import PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

SUFFIXES = (
    *(".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ofd", ".rtf", ".txt", ".csv"),
    *(".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".htm", ".html", ".tif"),
    *(".tiff", ".png", ".jpg", ".jpeg"),
)
_PAGES = (".htm", ".html")
_MOST_BYTES = 180
# separators, what Windows forbids, controls, invisible marks that reverse or hide what is shown
_UNSAFE = re.compile(
    r"[/\\:*?\"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+"
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_PARAMETER = re.compile(
    r";\s*(?P<name>filename\*?)\s*=\s*(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<bare>[^;]*))",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")
_EXTENDED = re.compile(r"(?P<charset>[\w.:-]*)'[\w-]*'(?P<value>.*)")


def name_of_download(disposition: str, address: str, title: str, suffix: str) -> str:
    """The name of a downloaded file: what the server says, else the address, else the title.

    `disposition` is the header as http.client gives it (each byte a latin-1 character); `suffix`
    is what the content is and is added where the name has none that is known.
    """
    for candidate in (disposed_name(disposition), name_in_address(address)):
        if known_suffix(candidate):
            return safe_name(candidate)
    name = title if known_suffix(title) or not suffix else f"{title}{suffix}"
    return safe_name(name)


def known_suffix(name: str) -> str:
    """The suffix of a name where files that may be reports have it, '' otherwise."""
    suffix = PurePosixPath(name.strip().lower()).suffix
    return suffix if suffix in SUFFIXES else ""


def is_file_name(name: str) -> bool:
    """Whether a name ends like a file to download, which a web page is not."""
    return known_suffix(name) not in ("", *_PAGES)


def name_in_address(address: str) -> str:
    """The last step of an address's path, or the part of its query that is a file's name."""
    path, _, query = _AUTHORITY.sub("", address.partition("#")[0]).partition("?")
    steps = [_unescaped(path.rpartition("/")[2])]
    steps += [
        _unescaped(value.replace("+", " ")).rpartition("/")[2]
        for _, _, value in (field.partition("=") for field in query.split("&"))
    ]
    return next((step for step in steps if is_file_name(step)), steps[0])


def disposed_name(header: str) -> str:
    """The file name in a Content-Disposition header, '' where there is none.

    `filename*` (RFC 6266) goes before `filename`, whose bytes may be UTF-8 or GB18030, percent
    signs or an encoded word of e-mail: servers send all of these.
    """
    found: dict[str, str] = {}
    for match in _PARAMETER.finditer(";" + _text_of(header.encode("latin-1", "replace"))):
        value = match["bare"].strip() if match["quoted"] is None else _unquoted(match["quoted"])
        found.setdefault(match["name"].lower(), value)
    extended = _EXTENDED.fullmatch(found.get("filename*", ""))
    if extended is not None:
        try:
            return unquote(extended["value"], extended["charset"] or "utf-8", "strict")
        except (LookupError, UnicodeDecodeError):
            pass
    plain = found.get("filename", "")
    if plain.startswith("=?"):
        try:
            return str(make_header(decode_header(plain)))
        except (LookupError, ValueError):
            return plain
    return _unescaped(plain) if "%" in plain else plain


def _unescaped(text: str) -> str:
    return _text_of(unquote_to_bytes(text.encode("utf-8", "replace")))


def _unquoted(text: str) -> str:
    # Windows paths are sent unescaped: only quotes and backslashes were escaped
    return re.sub(r"\\([\"\\])", r"\1", text)


def _text_of(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def safe_name(name: str, most_bytes: int = _MOST_BYTES) -> str:
    """A name that any file system takes, still readable; 'report' where nothing is left of it.

    Only the last step of a path is taken; hidden names and names of Windows devices get a '_'.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name).rstrip("/\\"))[-1]
    cleaned = _UNSAFE.sub("_", last).strip().rstrip(". ")
    if cleaned.startswith((".", "~")) or _RESERVED.fullmatch(cleaned):
        cleaned = f"_{cleaned}"
    suffix = known_suffix(cleaned)
    stem = cleaned[: len(cleaned) - len(suffix)] if suffix else cleaned
    own_suffix = cleaned[len(stem) :]
    room = most_bytes - len(own_suffix.encode())
    short = stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ")
    return f"{short or 'report'}{own_suffix}"


def numbered(name: str, number: int) -> str:
    """The name with a number before its suffix, for another file of the same name."""
    if number == 1:
        return name
    suffix = known_suffix(name)
    stem = name[: len(name) - len(suffix)]
    return f"{stem} ({number}){name[len(stem) :]}"

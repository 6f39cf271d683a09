"""Names of files and of members of archives: told readably, judged, never used as paths.

Nothing is opened here. Which files are no reports by their very name is said here once, for
folders and archives alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MANIFEST = "manifest.csv"
_SYSTEM_FILES = {"thumbs.db", "desktop.ini", "__macosx", "icon\r"}
_NOT_REPORTS = (".json", ".md")
_LONGEST_NAME = 300
# control characters, line and paragraph separators, marks that reverse what is shown, and halves
# of characters: none can be read in a list, the last cannot even be stored
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_SEPARATOR = re.compile(r"[/\\]")
_DRIVE = re.compile(r"[A-Za-z]:")


def is_left_out(parts: Sequence[str]) -> bool:
    """Whether a path is no published file: hidden, left by a system or an editor, .json or .md."""
    name = parts[-1].lower() if parts else ""
    return (
        any(part.startswith(".") or part.lower() in _SYSTEM_FILES for part in parts)
        or name.startswith("~$")
        or name.endswith(_NOT_REPORTS)
        or name == MANIFEST
    )


def readable(name: str) -> str:
    """A name that can be listed and stored: what cannot be shown becomes U+FFFD."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _UNPRINTABLE.sub("\ufffd", text)


def decoded(raw: bytes) -> str:
    """The name that bytes without a stated encoding mean: UTF-8, else GB18030 as Chinese Windows
    writes it, else every byte as its own character."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def member_parts(name: str) -> list[str]:
    """The folders and the name of a member as its archive tells them, `..` among them."""
    shown = (readable(part) for part in _SEPARATOR.split(name))
    return [part for part in shown if part.strip() and part != "."]


def leads_out(name: str) -> bool:
    """Whether a member's name points out of the folder it would be unpacked into."""
    return (
        name.startswith(("/", "\\"))
        or _DRIVE.match(name) is not None
        or ".." in _SEPARATOR.split(name)
    )


def told(parts: Sequence[str]) -> str:
    """A member's path as text, without the steps that lead out, and no longer than a line."""
    path = "/".join(part for part in parts if part != "..")
    return path if len(path) <= _LONGEST_NAME else f"{path[:_LONGEST_NAME]}…"


def unique(name: str, used: set[str]) -> str:
    """The name, or the name with a number where it is used already; it counts as used then."""
    own, number = name, 1
    while own in used:
        number += 1
        own = f"{name} ({number})"
    used.add(own)
    return own

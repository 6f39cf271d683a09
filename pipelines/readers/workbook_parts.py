"""The parts of an .xlsx workbook that its sheets refer to: strings and number formats.

The elements are those of SpreadsheetML (ECMA-376 part 1, chapter 18).
"""

from __future__ import annotations

import re
from typing import Any

from pipelines.readers.number_formats import BUILTIN_FORMATS, GENERAL
from pipelines.readers.office_packages import OfficePackage
from pipelines.readers.safe_xml import local_name

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared_strings(package: OfficePackage, part: str) -> list[str]:
    """The strings of a workbook in the order that cells count them in, from 0."""
    return [string_of(element) for element in package.elements(part, "si")]


def string_of(element: Any) -> str:
    """The text of a string: its runs joined, without the readings printed above it (18.4.6)."""
    pieces: list[str] = []
    for child in element:
        name = local_name(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            pieces += [part.text or "" for part in child if local_name(part) == "t"]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """A string without the escapes that the format uses for control characters (22.9.2.19)."""
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def cell_formats(package: OfficePackage, part: str) -> list[str]:
    """The number format of each cell style, in the order that cells count them in, from 0."""
    own: dict[int, str] = {}
    formats: list[str] = []
    for child in package.root(part):
        if local_name(child) == "numFmts":
            own |= {
                _number(entry, "numFmtId"): unescaped(entry.get("formatCode", GENERAL))
                for entry in child
                if local_name(entry) == "numFmt"
            }
        elif local_name(child) == "cellXfs":
            formats = [
                own.get(number) or BUILTIN_FORMATS.get(number, GENERAL)
                for number in (
                    _number(entry, "numFmtId") for entry in child if local_name(entry) == "xf"
                )
            ]
    return formats


def _number(element: Any, name: str) -> int:
    text = element.get(name, "0")
    return int(text) if text.isdigit() else 0

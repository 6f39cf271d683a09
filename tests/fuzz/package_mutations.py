"""What bad programs do inside office files and web pages, the container itself staying whole."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from tests.fuzz.byte_mutations import BYTE_MUTATIONS

_TAG = re.compile(rb"<[^<>]{1,400}>")
_VALUE = re.compile(rb"=(\"|')[^\"'<>]{0,80}\1")
_TEXT = re.compile(rb"(?<=>)[^<>]{1,80}(?=<)")
_ODD_VALUES = (
    *(b"", b"0", b"-1", b"1", b"2", b"99999999999", b"1e9", b"NaN", b"continue", b"restart"),
    *(b"A1", b"XFD1048576", b"A1:XFD1048576", b"true", b"none", b"../x", b"&#0;", b"&lt;"),
)
_ODD_TEXTS = (
    *(b"", b"1", b"1,234.56", b"-", b"=1+1", b"#REF!", b"1E+20", b"0.1", b"&amp;", b"\xff"),
    *("合计".encode(), "１２．３４".encode(), b"NaN", b"  ", b"1.2.3", b"2023"),
)


def mutate_markup(content: bytes, chance: Random) -> bytes:
    """Markup with some of its tags, values or texts lost, doubled, moved or replaced."""
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        content = chance.choice(_MARKUP)(content, chance)
    return content


def _lose_tag(content: bytes, chance: Random) -> bytes:
    return _replaced(content, _TAG, chance, lambda found: b"")


def _double_tag(content: bytes, chance: Random) -> bytes:
    return _replaced(content, _TAG, chance, lambda found: found * chance.choice([2, 3, 50]))


def _move_tag(content: bytes, chance: Random) -> bytes:
    found = list(_TAG.finditer(content))
    if len(found) < 2:
        return content
    first, second = sorted(chance.sample(found, 2), key=lambda match: match.start())
    return (
        content[: first.start()]
        + second[0]
        + content[first.end() : second.start()]
        + first[0]
        + content[second.end() :]
    )


def _change_value(content: bytes, chance: Random) -> bytes:
    return _replaced(content, _VALUE, chance, lambda found: b'="%s"' % chance.choice(_ODD_VALUES))


def _change_text(content: bytes, chance: Random) -> bytes:
    return _replaced(content, _TEXT, chance, lambda found: chance.choice(_ODD_TEXTS))


def _replaced(
    content: bytes, pattern: re.Pattern[bytes], chance: Random, change: Callable[[bytes], bytes]
) -> bytes:
    found = list(pattern.finditer(content))
    if not found:
        return content
    match = chance.choice(found)
    return content[: match.start()] + change(match[0]) + content[match.end() :]


_MARKUP = (_lose_tag, _double_tag, _move_tag, _change_value, _change_text)


def operate_on_package(content: bytes, chance: Random) -> bytes:
    """A zip package with one part mutated, lost, doubled, renamed or put in another's place."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [(info.filename, package.read(info)) for info in package.infolist()]
    index = chance.randrange(len(parts))
    name, part = parts[index]
    how = chance.choice(["markup"] * 6 + ["bytes", "lose", "double", "rename", "swap"])
    if how == "markup":
        parts[index] = (name, mutate_markup(part, chance))
    elif how == "bytes" and part:
        parts[index] = (name, chance.choice(BYTE_MUTATIONS)(part, chance))
    elif how == "lose":
        del parts[index]
    elif how == "double":
        parts.append((name, mutate_markup(part, chance)))
    elif how == "rename":
        parts[index] = (name.upper() if chance.random() < 0.5 else f"{name}x", part)
    elif how == "swap":
        parts[index] = (name, parts[chance.randrange(len(parts))][1])
    return _packed(parts, chance)


def _packed(parts: list[tuple[str, bytes]], chance: Random) -> bytes:
    target = io.BytesIO()
    method = chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    with zipfile.ZipFile(target, "w") as package:
        for name, part in parts:
            # without a time of its own a part holds the time of the run
            package.writestr(zipfile.ZipInfo(name), part, method)
    return target.getvalue()

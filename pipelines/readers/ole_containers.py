"""The container of legacy office files: which streams stand at its top, and how one begins.

Only the directory is read ([MS-CFB] 2.2 to 2.6); it tells Word from Excel, and what is encrypted.
Streams further down belong to objects inside a document and say nothing of its kind.
"""

from __future__ import annotations

import struct

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SECTORS_IN_HEADER = 109
_LAST_SECTOR = 0xFFFFFFFA
_NONE = 0xFFFFFFFF
_ENTRY_BYTES = 128
_STREAM = 2
_NAME = slice(0, 64)


def top_streams(content: bytes) -> dict[str, bytes]:
    """The streams at the top of a container by name, each with its first 512 bytes at most.

    Streams kept among the small ones give b''. Empty when the container is broken.
    """
    try:
        return _top_streams(content)
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


def _top_streams(content: bytes) -> dict[str, bytes]:
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    first_of_directory, shortest = struct.unpack_from("<I4xI", content, 48)
    entries: list[bytes] = []
    for sector in _chain(content, size, first_of_directory):
        entries += [sector[place : place + _ENTRY_BYTES] for place in range(0, size, _ENTRY_BYTES)]
    found: dict[str, bytes] = {}
    for entry in _siblings(entries, struct.unpack_from("<I", entries[0], 76)[0]):
        if entry[66] != _STREAM:
            continue
        start, length = struct.unpack_from("<II", entry, 116)
        is_small = length < shortest
        found[_name(entry)] = b"" if is_small else _sector(content, size, start)[:512]
    return found


def _name(entry: bytes) -> str:
    length = max(0, struct.unpack_from("<H", entry, 64)[0] - 2)
    return entry[_NAME][:length].decode("utf-16-le")


def _siblings(entries: list[bytes], first: int) -> list[bytes]:
    """The entries of one folder: a tree of left and right neighbours."""
    found: list[bytes] = []
    seen: set[int] = set()
    waiting = [first]
    while waiting:
        number = waiting.pop()
        if number == _NONE or number in seen:
            continue
        seen.add(number)
        entry = entries[number]
        found.append(entry)
        waiting += struct.unpack_from("<II", entry, 68)
    return found


def _chain(content: bytes, size: int, first: int) -> list[bytes]:
    """The sectors of a chain, each once: a loop ends it."""
    table = _sector_table(content, size)
    sectors: list[bytes] = []
    seen: set[int] = set()
    number = first
    while number < _LAST_SECTOR and number not in seen:
        seen.add(number)
        sectors.append(_sector(content, size, number))
        number = table[number]
    return sectors


def _sector_table(content: bytes, size: int) -> list[int]:
    """Which sector follows which: the parts of the table that the header lists."""
    table: list[int] = []
    for number in struct.unpack_from(f"<{_SECTORS_IN_HEADER}I", content, 76):
        if number < _LAST_SECTOR:
            table += struct.unpack(f"<{size // 4}I", _sector(content, size, number))
    return table


def _sector(content: bytes, size: int, number: int) -> bytes:
    return content[(number + 1) * size : (number + 2) * size]

"""The container of legacy office files: which streams stand at its top, and how one begins.

Only the directory and the tables of sectors are read ([MS-CFB] 2.2 to 2.6); they tell Word from
Excel, and what is encrypted. Streams further down belong to objects inside a document and say
nothing of its kind.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SECTORS_IN_HEADER = 109
_POWERS_OF_SECTORS = (9, 12)
_LAST_SECTOR = 0xFFFFFFFA
_NONE = 0xFFFFFFFF
_ENTRY_BYTES = 128
_BEGINNING_BYTES = 512
_STREAM = 2
_NAME = slice(0, 64)


@dataclass(frozen=True, slots=True)
class OleStream:
    """A stream: its first 512 bytes at most (b'' when it is kept among the small ones).

    `is_endless` tells that its chain of sectors turns back, so that reading it would never end.
    """

    beginning: bytes
    is_endless: bool


def top_streams(content: bytes) -> dict[str, OleStream]:
    """The streams at the top of a container by name; none when the container is broken."""
    try:
        container = _Container(content)
        return {container.name(entry): container.stream(entry) for entry in container.top()}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


class _Container:
    """The sectors of a container and the tables that chain them."""

    def __init__(self, content: bytes) -> None:
        power = struct.unpack_from("<H", content, 30)[0]
        if power not in _POWERS_OF_SECTORS:
            raise struct.error("no size of sectors that the format has")
        self._content = content
        self._size = 1 << power
        first, self._shortest, first_small = struct.unpack_from("<I4xII", content, 48)
        self._table = self._numbers(self._sectors_of_table())
        self._small_table = self._numbers(_chain(self._table, first_small))
        directory = b"".join(self._sector(number) for number in _chain(self._table, first))
        self._entries = [
            directory[place : place + _ENTRY_BYTES]
            for place in range(0, len(directory), _ENTRY_BYTES)
        ]

    def top(self) -> Iterator[bytes]:
        """The entries of streams below the root: a tree of left and right neighbours."""
        seen: set[int] = set()
        waiting = [struct.unpack_from("<I", self._entries[0], 76)[0]]
        while waiting:
            number = waiting.pop()
            if number == _NONE or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            waiting += struct.unpack_from("<II", entry, 68)
            if entry[66] == _STREAM:
                yield entry

    def name(self, entry: bytes) -> str:
        """The name of an entry."""
        length = max(0, struct.unpack_from("<H", entry, 64)[0] - 2)
        return entry[_NAME][:length].decode("utf-16-le")

    def stream(self, entry: bytes) -> OleStream:
        """What is told of a stream."""
        start, length = struct.unpack_from("<II", entry, 116)
        is_small = length < self._shortest
        is_endless = _turns_back(self._small_table if is_small else self._table, start)
        beginning = b"" if is_small else self._sector(start)[:_BEGINNING_BYTES]
        return OleStream(beginning, is_endless)

    def _sectors_of_table(self) -> Iterator[int]:
        """The sectors of the table of sectors: the header lists the first, further ones a chain."""
        yield from struct.unpack_from(f"<{_SECTORS_IN_HEADER}I", self._content, 76)
        seen: set[int] = set()
        number = struct.unpack_from("<I", self._content, 68)[0]
        while 0 < number < _LAST_SECTOR and number not in seen:
            seen.add(number)
            *listed, number = struct.unpack(f"<{self._size // 4}I", self._sector(number))
            yield from listed

    def _numbers(self, sectors: Iterator[int]) -> list[int]:
        """The numbers in some sectors, one after another."""
        found: list[int] = []
        for number in sectors:
            if number < _LAST_SECTOR:
                found += struct.unpack(f"<{self._size // 4}I", self._sector(number))
        return found

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]


def _chain(table: Sequence[int], first: int) -> Iterator[int]:
    """The sectors of a chain, each once: one that turns back ends there."""
    seen: set[int] = set()
    number = first
    while number < _LAST_SECTOR and number not in seen:
        seen.add(number)
        yield number
        number = table[number]


def _turns_back(table: Sequence[int], first: int) -> bool:
    """Whether a chain comes to a sector twice; one that leaves the table ends there."""
    seen: set[int] = set()
    number = first
    while number < len(table):
        if number in seen:
            return True
        seen.add(number)
        number = table[number]
    return False

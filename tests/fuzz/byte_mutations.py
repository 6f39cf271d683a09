"""What storage, downloads and bad programs do to the bytes of a file. Knows no format."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_LONGEST_CHUNK = 4096


def flip_bits(content: bytes, chance: Random) -> bytes:
    """Some bits turned over."""
    changed = bytearray(content)
    for _ in range(chance.choice([1, 1, 3, 20])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def change_bytes(content: bytes, chance: Random) -> bytes:
    """Some bytes replaced by any others."""
    changed = bytearray(content)
    for _ in range(chance.choice([1, 4, 40])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def drop_chunk(content: bytes, chance: Random) -> bytes:
    """A piece missing."""
    start, end = _chunk(content, chance)
    return content[:start] + content[end:]


def double_chunk(content: bytes, chance: Random) -> bytes:
    """A piece twice."""
    start, end = _chunk(content, chance)
    return content[:end] + content[start:]


def swap_chunks(content: bytes, chance: Random) -> bytes:
    """Two pieces in each other's place."""
    (first, first_end), (second, second_end) = sorted(
        [_chunk(content, chance), _chunk(content, chance)]
    )
    if first_end > second:
        return drop_chunk(content, chance)
    return (
        content[:first]
        + content[second:second_end]
        + content[first_end:second]
        + content[first:first_end]
        + content[second_end:]
    )


def blank_chunk(content: bytes, chance: Random) -> bytes:
    """A piece of zeros, as a disk leaves it."""
    start, end = _chunk(content, chance)
    return content[:start] + bytes(end - start) + content[end:]


def cut_short(content: bytes, chance: Random) -> bytes:
    """A download that stopped."""
    return content[: chance.randrange(len(content))]


def add_behind(content: bytes, chance: Random) -> bytes:
    """Something behind the end, as mail programs and web servers add."""
    return content + chance.randbytes(chance.choice([1, 100, 5000]))


BYTE_MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    flip_bits,
    change_bytes,
    drop_chunk,
    double_chunk,
    swap_chunks,
    blank_chunk,
    cut_short,
    add_behind,
)


def _chunk(content: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(content))
    size = chance.randrange(1, min(_LONGEST_CHUNK, len(content)) + 1)
    return start, min(start + size, len(content))

"""Small archives of every kind, as they are published: Chinese names, links, passwords."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping

import py7zr

_RAR_MARKER = bytes.fromhex("526172211a0700")
_RAR_END = bytes.fromhex("c43d7b00400700")
_RAR_STORED = 0x30
_ENCRYPTED_FLAG = 0x04
_UNIX = 3


def zip_of(members: Mapping[str, bytes]) -> bytes:
    """A zip archive as Python writes it: names beyond ASCII are marked as UTF-8."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def zip_with_raw_name(raw: bytes, content: bytes) -> bytes:
    """A zip archive whose one name is these bytes, without a mark of their encoding."""
    stand_in = "x" * len(raw)
    return zip_of({stand_in: content}).replace(stand_in.encode(), raw)


def zip_with_mode(name: str, mode: int, content: bytes) -> bytes:
    """A zip archive as Unix writes it, with one member of a mode (a link, a device)."""
    target = io.BytesIO()
    info = zipfile.ZipInfo(name)
    info.create_system = _UNIX
    info.external_attr = mode << 16
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(info, content)
    return target.getvalue()


def encrypted_zip(name: str, content: bytes) -> bytes:
    """A zip archive whose only member is marked as encrypted."""
    plain = bytearray(zip_of({name: content}))
    plain[6] |= 1
    central = plain.index(b"PK\x01\x02")
    plain[central + 8] |= 1
    return bytes(plain)


def tar_of(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    """A tar archive; modes w:gz, w:bz2 and w:xz compress it."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


def tar_with_specials() -> bytes:
    """A tar archive with a link out of it, a hard link, a device and a pipe."""
    target = io.BytesIO()
    kinds = {
        "link": tarfile.SYMTYPE,
        "hard": tarfile.LNKTYPE,
        "disk": tarfile.BLKTYPE,
        "pipe": tarfile.FIFOTYPE,
    }
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, kind in kinds.items():
            info = tarfile.TarInfo(name)
            info.type = kind
            info.linkname = "/etc/passwd"
            archive.addfile(info)
    return target.getvalue()


def seven_zip_of(members: Mapping[str, bytes], password: str | None = None) -> bytes:
    """A 7z archive, its members and their names encrypted where a password is given."""
    target = io.BytesIO()
    with py7zr.SevenZipFile(
        target, "w", password=password, header_encryption=password is not None
    ) as archive:
        for name, content in members.items():
            archive.writestr(content, name)
    return target.getvalue()


def rar_of(members: Mapping[str, bytes], method: int = _RAR_STORED, flags: int = 0) -> bytes:
    """A RAR 4 archive of stored members; another method stands for packed ones."""
    parts = [_RAR_MARKER, _rar_block(0x73, 0, bytes(6))]
    for name, content in members.items():
        raw = name.encode("gb18030")
        fields = struct.pack(
            "<IIBIIBBHI",
            *(len(content), len(content), 2, zlib.crc32(content), 0, 29, method, len(raw), 0x20),
        )
        parts.append(_rar_block(0x74, 0x8000 | flags, fields + raw) + content)
    return b"".join([*parts, _RAR_END])


def encrypted_rar(name: str, content: bytes) -> bytes:
    """A RAR 4 archive whose only member is marked as encrypted."""
    return rar_of({name: content}, flags=_ENCRYPTED_FLAG)


def _rar_block(kind: int, flags: int, fields: bytes) -> bytes:
    block = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(block) & 0xFFFF) + block

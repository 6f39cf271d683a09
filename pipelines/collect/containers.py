"""The kinds of archives: told apart by content, each opened by its library, members to the intake.

A .docx or .xlsx is a zip file but no archive of reports. Limits and names belong to `intake`.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, cast

from pipelines.collect.intake import CHUNK, Intake, MemberKind
from pipelines.collect.members import UNPACK_ADVICE, CannotUnpack, not_unpacked
from pipelines.collect.naming import decoded

ArchiveKind = Literal["zip", "tar", "gz", "bz2", "xz", "7z", "rar", "cab", "zst"]

_SIGNATURES: tuple[tuple[bytes, ArchiveKind], ...] = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"MSCF\x00", "cab"),
    (b"\x28\xb5\x2f\xfd", "zst"),
)
_BZIP2 = re.compile(rb"BZh[1-9]1AY&SY")
# a zip file with one of these is a document of an office program, not an archive of files
_PARTS_OF_DOCUMENTS = {"[content_types].xml", "_rels/.rels", "ofd.xml", "mimetype"}
_ENCRYPTED_MEMBER = 0x1
_NAME_IS_UTF8 = 0x800
# zipfile raises RuntimeError, gzip and bz2 OSError without a number, on broken streams
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)


@dataclass(frozen=True)
class Container:
    """An archive to open: where it lies, its kind, its own name, and its path inside the outermost
    archive ('' for that one)."""

    path: Path
    kind: ArchiveKind
    name: str
    within: str


def archive_kind(path: Path) -> ArchiveKind | None:
    """The kind of archive that a file is, None for a document or anything else.

    Raises OSError when the file cannot be read.
    """
    with path.open("rb") as file:
        opening = file.read(tarfile.BLOCKSIZE)
    if opening.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04")):
        return None if _is_document(path) else "zip"
    if _BZIP2.match(opening):
        return "bz2"
    for signature, kind in _SIGNATURES:
        if opening.startswith(signature):
            return kind
    return "tar" if _is_tar_header(opening) else None


def _is_document(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            # programs differ in case and slashes
            names = {name.replace("\\", "/").lstrip("/").casefold() for name in archive.namelist()}
    except _BROKEN:
        return False
    return not names.isdisjoint(_PARTS_OF_DOCUMENTS)


def _is_tar_header(block: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def open_container(container: Container, intake: Intake) -> None:
    """Hand every member of an archive to the intake.

    Raises CannotUnpack when the archive is broken, encrypted or of a kind that nothing here opens;
    members that came before stay received. Raises OSError when the disk fails.
    """
    opener = _OPENERS.get(container.kind)
    if opener is None:
        kind = container.kind.upper()
        raise CannotUnpack(
            "not_yet_supported", f"{kind} 压缩包 / an archive of that kind", UNPACK_ADVICE
        )
    try:
        opener(container, intake)
    except CannotUnpack:
        raise
    except (*_BROKEN, tarfile.TarError) as error:
        raise not_unpacked(error) from error


def _open_zip(container: Container, intake: Intake) -> None:
    with zipfile.ZipFile(container.path) as archive:
        for info in archive.infolist():
            encrypted = bool(info.flag_bits & _ENCRYPTED_MEMBER)
            name = _zip_name(info)
            kind = _zip_kind(info, name)
            told = intake.admit(name, kind, container.within, is_encrypted=encrypted)
            if told is None:
                continue
            try:
                with archive.open(info) as member:
                    intake.copy(told, cast(BinaryIO, member))
            except _BROKEN as error:
                intake.refuse(told, not_unpacked(error))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A member's name; without the UTF-8 mark zipfile took its bytes for code page 437."""
    if info.flag_bits & _NAME_IS_UTF8:
        return info.orig_filename
    return decoded(info.orig_filename.encode("cp437", "replace"))


def _zip_kind(info: zipfile.ZipInfo, name: str) -> MemberKind:
    if name.endswith(("/", "\\")):
        return "folder"
    return _kind_of_mode(info.external_attr >> 16)


def _kind_of_mode(mode: int) -> MemberKind:
    """The kind that a Unix mode tells; archives from other systems leave it empty."""
    kinds: dict[int, MemberKind] = {0: "file", stat.S_IFREG: "file", stat.S_IFDIR: "folder"}
    return "link" if stat.S_ISLNK(mode) else kinds.get(stat.S_IFMT(mode), "special")


def _open_tar(container: Container, intake: Intake) -> None:
    with container.path.open("rb") as file:
        _take_tar(file, container.within, intake)


def _take_tar(file: BinaryIO, within: str, intake: Intake) -> None:
    # read as a stream: nothing is looked for beyond what was counted
    with tarfile.open(fileobj=file, mode="r|", encoding="utf-8", tarinfo=_Header) as archive:
        for info in archive:
            name = decoded(info.name.encode("utf-8", "surrogateescape"))
            told = intake.admit(name, _tar_kind(info), within)
            content = archive.extractfile(info) if told else None
            if told and content is not None:
                intake.copy(told, cast(BinaryIO, content))


class _Header(tarfile.TarInfo):
    """A header that must make sense: tarfile takes a broken one for the end, and what follows
    would be lost in silence."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        if not buf.strip(b"\x00"):
            return super().frombuf(buf, encoding, errors)
        try:
            return super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(f"a broken header: {error}") from error


def _tar_kind(info: tarfile.TarInfo) -> MemberKind:
    if info.isreg():
        return "file"
    if info.isdir():
        return "folder"
    return "link" if info.issym() or info.islnk() else "special"


def _open_compressed(container: Container, intake: Intake) -> None:
    """One compressed file, or a tar archive inside it."""
    with _unpacked_stream(container) as file:
        opening = file.read(tarfile.BLOCKSIZE)
    with _unpacked_stream(container) as file:
        if _is_tar_header(opening):
            _take_tar(cast(BinaryIO, _Counted(file, intake)), container.within, intake)
            return
        told = intake.admit(_without_suffix(container), "file", container.within)
        if told is not None:
            intake.copy(told, file)


def _unpacked_stream(container: Container) -> BinaryIO:
    path = container.path
    if container.kind == "gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    if container.kind == "bz2":
        return cast(BinaryIO, bz2.open(path, "rb"))
    return cast(BinaryIO, lzma.open(path, "rb"))


def _without_suffix(container: Container) -> str:
    """The name of the one file inside: `report.pdf` of `report.pdf.gz`."""
    suffix = f".{container.kind}"
    name = container.name
    return name[: -len(suffix)] if name.lower().endswith(suffix) else f"{name} (1)"


class _Counted:
    """A stream whose bytes count as they are unpacked, those of members passed over included."""

    def __init__(self, file: BinaryIO, intake: Intake) -> None:
        self._file, self._intake = file, intake

    def read(self, size: int = CHUNK) -> bytes:
        piece = self._file.read(size)
        self._intake.count_stream(len(piece))
        return piece


def _open_7z(container: Container, intake: Intake) -> None:
    from pipelines.collect.seven_zip import take_7z  # loaded only for the files that need it

    take_7z(container.path, container.within, intake)


def _open_rar(container: Container, intake: Intake) -> None:
    from pipelines.collect.rar import take_rar

    take_rar(container.path, container.within, intake)


_OPENERS: dict[ArchiveKind, Callable[[Container, Intake], None]] = {
    "zip": _open_zip,
    "tar": _open_tar,
    "gz": _open_compressed,
    "bz2": _open_compressed,
    "xz": _open_compressed,
    "7z": _open_7z,
    "rar": _open_rar,
}

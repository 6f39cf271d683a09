"""Archives in .7z, through py7zr: it pushes members, so it is given writers of the intake."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired
from py7zr.io import Py7zIO, WriterFactory

from pipelines.collect.intake import Intake, MemberKind, Writing
from pipelines.collect.members import PASSWORD_ADVICE, CannotUnpack, not_unpacked


def take_7z(path: Path, within: str, intake: Intake) -> None:
    """Hand every member to the intake; raises CannotUnpack, members that came before are kept."""
    try:
        # given a file and not a path, py7zr unpacks in this thread
        with path.open("rb") as file, py7zr.SevenZipFile(file) as archive:
            told = {}
            for entry in archive.files:
                admitted = intake.admit(entry.filename, _kind(entry), within)
                if admitted is not None:
                    told[entry.filename] = admitted
            if told:
                archive.extract(targets=list(told), factory=_Writers(told, intake))
    except PasswordRequired as error:
        raise CannotUnpack("unreadable", "已加密 / it is encrypted", PASSWORD_ADVICE) from error
    # py7zr raises what its parser runs into: struct.error, IndexError, KeyError, AssertionError …
    except (CannotUnpack, MemoryError, OSError):
        raise
    except ArchiveError as error:
        raise not_unpacked(error) from error
    except Exception as error:
        raise not_unpacked(error) from error


def _kind(entry: py7zr.py7zr.ArchiveFile) -> MemberKind:
    if entry.is_directory:
        return "folder"
    if entry.is_symlink or entry.is_junction:
        return "link"
    return "special" if entry.is_socket else "file"


class _Writers(WriterFactory):
    """Makes a writer for each member that py7zr comes to."""

    def __init__(self, told: dict[str, str], intake: Intake) -> None:
        self._told, self._intake = told, intake

    def create(self, filename: str) -> Py7zIO:
        return _Writer(self._intake.receiving(self._told.get(filename, filename)))


class _Writer(Py7zIO):
    """One member; py7zr closes it when it is whole, and not when it is broken."""

    def __init__(self, receiving: AbstractContextManager[Writing]) -> None:
        self._receiving = receiving
        self._writing = receiving.__enter__()
        self._size = 0

    def write(self, s: bytes | bytearray) -> int:
        self._writing.write(bytes(s))
        self._size += len(s)
        return len(s)

    def close(self) -> None:
        self._receiving.__exit__(None, None, None)

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        return None

    def size(self) -> int:
        return self._size

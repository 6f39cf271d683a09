"""Office files that are zip packages of XML parts: finding the parts and parsing them safely.

Names are compared without regard to case and slashes, for programs differ in both. Nothing here
knows what a part means. Every part is parsed while it is unpacked, and may hold only so much.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from pipelines.readers.problems import UnreadableFile
from pipelines.readers.safe_xml import emptied, xml_events

# The largest published workbook at hand unpacks to 3 MB; a sheet of 100,000 rows to about 50.
_MOST_BYTES_OF_A_PART = 400_000_000
_RELATIONSHIPS = "_rels/.rels"


class OfficePackage:
    """The parts of one package by their names.

    Raises UnreadableFile when the zip container is broken, a part is missing or no XML, or unpacks
    to more than any report needs.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            self._names = {_plain(name): name for name in self._archive.namelist()}
        # a broken directory shows as any of these, depending on which field is broken
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise broken_package(error) from error

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._names

    def elements(self, part: str, *names: str) -> Iterator[Any]:
        """The elements with one of these local names, each whole, in the order of their ends.

        An element is emptied after its turn, with all before it.
        """
        for event, element in self._events(part, names):
            if event == "end":
                yield element
                emptied(element)

    def root(self, part: str) -> Any:
        """The root element of a small part."""
        root = None
        for _, element in self._events(part, ("*",)):
            root = element if root is None else root
        return root

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to, by id: the last word of the relation, and the name.

        '' stands for the package itself; what lies outside the package is left out.
        """
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels") if part else _RELATIONSHIPS
        if relations not in self:
            return {}
        return {
            element.get("Id", ""): (
                element.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))[1:],
            )
            for element in self.elements(relations, "Relationship")
            if element.get("TargetMode") != "External"
        }

    def _events(self, part: str, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        try:
            with self._archive.open(self._names[_plain(part)]) as stored:
                limited: Any = _Limited(stored, part)
                yield from xml_events(limited, *names)
        except KeyError as error:
            raise broken_package(f"缺少 {part} / missing part") from error
        # these have no common base; RuntimeError is that of an encrypted member
        except (etree.LxmlError, zipfile.BadZipFile, zlib.error, OSError, RuntimeError) as error:
            raise broken_package(f"{part}: {error}") from error
        except (EOFError, NotImplementedError) as error:
            raise broken_package(f"{part}: {error}") from error


def broken_package(why: object) -> UnreadableFile:
    """The problem of a package that is broken, for the person who has to mend it."""
    return UnreadableFile(
        f"压缩结构损坏 / broken zip container: {why}", "重新下载该文件 / download it again"
    )


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


class _Limited(io.RawIOBase):
    """A stream that gives no more than a part may hold."""

    def __init__(self, stored: IO[bytes], part: str) -> None:
        self._stored = stored
        self._part = part
        self._left = _MOST_BYTES_OF_A_PART

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises UnreadableFile when there are too many."""
        read = self._stored.read(size)
        self._left -= len(read)
        if self._left < 0:
            raise UnreadableFile(
                f"{self._part} 解压后过大 / a part is too large once unpacked",
                "确认文件来源 / check where the file comes from",
            )
        return read

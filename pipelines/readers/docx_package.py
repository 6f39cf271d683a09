"""The parts of a Word file: its XML, safely parsed, and the names that elements go by.

Transitional and strict files (ISO/IEC 29500 parts 4 and 1) differ in their namespaces only; here
both get the same short names. Macros of .docm files are never opened.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from functools import cache
from typing import Any

from lxml import etree

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
_RELATIONS = "_rels/.rels"
_MOST_BYTES_OF_A_PART = 300_000_000


class BrokenPackage(Exception):
    """A part that is missing, too large, or no plain XML."""


class Package:
    """The parts of a .docx, .docm or .dotx file."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._names = set(self._archive.namelist())
        found = self._related(_RELATIONS, "", "officeDocument")
        self.main_name = found[0] if found else "word/document.xml"

    def main(self) -> Any:
        """The root of the document itself. Raises BrokenPackage."""
        return self._part(self.main_name)

    def related(self, kind: str) -> list[Any]:
        """The roots of the parts that the document refers to by a kind such as "numbering"."""
        return [self._part(name) for name in self._related_names(kind)]

    def by_relation(self, kind: str) -> dict[str, Any]:
        """The roots of such parts by the id that the document refers to them with."""
        relations = self._relations(self._relations_name())
        return {
            identifier: self._part(name)
            for identifier, relation_kind, target in relations
            if relation_kind == kind and (name := self._resolved(target)) in self._names
        }

    def _related_names(self, kind: str) -> list[str]:
        folder = posixpath.dirname(self.main_name)
        return self._related(self._relations_name(), folder, kind)

    def _relations_name(self) -> str:
        folder, name = posixpath.split(self.main_name)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def _related(self, relations: str, folder: str, kind: str) -> list[str]:
        names = [
            self._resolved(target, folder)
            for _, relation_kind, target in self._relations(relations)
            if relation_kind == kind
        ]
        return [name for name in names if name in self._names]

    def _resolved(self, target: str, folder: str | None = None) -> str:
        base = posixpath.dirname(self.main_name) if folder is None else folder
        return posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")

    def _relations(self, name: str) -> list[tuple[str, str, str]]:
        """The id, the kind (the end of its type) and the target of every relation in a part."""
        if name not in self._names:
            return []
        return [
            (one.get("Id", ""), one.get("Type", "").rsplit("/", 1)[-1], one.get("Target", ""))
            for one in self._part(name)
            if one.get("TargetMode") != "External"
        ]

    def _part(self, name: str) -> Any:
        if name not in self._names:
            raise BrokenPackage(f"{name} is missing")
        with self._archive.open(name) as part:
            content = part.read(_MOST_BYTES_OF_A_PART + 1)
        if len(content) > _MOST_BYTES_OF_A_PART:
            raise BrokenPackage(f"{name} is too large")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        root = etree.fromstring(content, parser)
        if root.getroottree().docinfo.doctype:
            # a DTD can only bring entities, and ECMA-376 part 2 forbids it in packages
            raise BrokenPackage(f"{name} has a document type")
        return root


@cache
def _short(tag: str) -> str:
    namespace, _, local = tag.rpartition("}")
    prefix = _PREFIXES.get(namespace.lstrip("{"))
    return local if prefix is None else f"{prefix}:{local}"


def name_of(element: Any) -> str:
    """The short name of an element, such as w:p; of other namespaces the local name alone."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def child_of(element: Any, *path: str) -> Any:
    """The first descendant along a path of names, None where a step is missing."""
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if name_of(child) == name), None)
    return element


def attribute(element: Any, name: str = "val") -> str | None:
    """The attribute of a local name, whatever its namespace; None without one or element."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def number(element: Any, default: int, name: str = "val") -> int:
    """A whole number in an attribute; the default where there is none."""
    try:
        return int(attribute(element, name) or default)
    except ValueError:
        return default


def is_on(properties: Any, name: str) -> bool:
    """Whether a switch such as w:vanish stands in properties and is not turned off."""
    switch = None if properties is None else child_of(properties, name)
    return switch is not None and attribute(switch) not in ("0", "false", "off", "none")


TRANSPARENT = frozenset(
    ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:hyperlink")
)
DELETED = frozenset(("w:del", "w:moveFrom"))


def alternative(element: Any) -> list[Any]:
    """What stands for an mc:AlternateContent: its first choice, else its fallback."""
    for kind in ("mc:Choice", "mc:Fallback"):
        for option in element:
            if name_of(option) == kind and len(option):
                return list(option)
    return []


def children_of(element: Any) -> list[Any]:
    """The paragraphs, tables, rows or cells below an element, seen through what wraps them."""
    found: list[Any] = []
    for child in element:
        name = name_of(child)
        if name in TRANSPARENT:
            found += children_of(child)
        elif name == "mc:AlternateContent":
            for part in alternative(child):
                found += children_of(part) if name_of(part) in TRANSPARENT else [part]
        elif name not in DELETED:
            found.append(child)
    return found

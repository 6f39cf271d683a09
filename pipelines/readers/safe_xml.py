"""XML of office files parsed safely: no document type, no entity, nothing fetched, bounded depth.

The standards of these files allow no document type, so one that is declared is refused before
anything in it is used. What the elements mean is told by the readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from pipelines.readers.problems import UnreadableFile


def xml_events(stream: IO[bytes], *names: str) -> Iterator[tuple[str, Any]]:
    """The starts and ends of the elements with one of these local names ('*' for every element).

    Raises UnreadableFile where a document type is declared, lxml's XMLSyntaxError where it is no
    XML.
    """
    first = True
    parsing = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=[f"{{*}}{name}" for name in names],
        no_network=True,
        resolve_entities=False,
        huge_tree=False,
    )
    for event, element in parsing:
        if first and element.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile(
                "XML 含有文档类型声明 / the XML declares a document type",
                "用办公软件打开后另存 / open it in an office program and save it again",
            )
        first = False
        yield event, element


def emptied(element: Any) -> None:
    """Empty an element after its turn, with all before it: large files then need little memory."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def local_name(element: Any) -> str:
    """The name of an element without its namespace; '' for comments and instructions.

    Only local names are compared: programs and the strict form of the standards use several
    namespaces for the same elements.
    """
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    found = element.get(name)
    if found is not None:
        return str(found)
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), None)

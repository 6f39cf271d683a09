"""Office files written by hand, part by part, for what no library would write."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SECTOR = 512


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip container with these members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def workbook(
    sheets: Mapping[str, str],
    *,
    styles: str = "",
    strings: Sequence[str] = (),
    states: Mapping[str, str] | None = None,
    properties: str = "",
    calculation: str = "",
    strict: bool = False,
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An .xlsx whose sheets are given as the inside of their <worksheet>, by name.

    `styles` is the inside of <styleSheet>, `strings` that of each <si>.
    """
    main, relations = (STRICT, _STRICT_RELATIONS) if strict else (MAIN, _RELATIONS)
    entries, links = "", ""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": _content_types(len(sheets))}
    for number, (name, inside) in enumerate(sheets.items(), start=1):
        state = (states or {}).get(name, "visible")
        entries += f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="s{number}"/>'
        links += _link(f"s{number}", f"{relations}/worksheet", f"worksheets/sheet{number}.xml")
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}" xmlns:r="{relations}">{inside}</worksheet>'
        )
    links += _link("t", f"{relations}/styles", "styles.xml")
    links += _link("u", f"{relations}/sharedStrings", "sharedStrings.xml")
    items = "".join(f"<si>{inside}</si>" for inside in strings)
    parts |= {
        "_rels/.rels": _links(_link("w", f"{relations}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">{properties}'
        f"<sheets>{entries}</sheets>{calculation}</workbook>",
        "xl/_rels/workbook.xml.rels": _links(links),
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{items}</sst>',
    }
    return package({**parts, **(more or {})})


def _content_types(sheet_count: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    names = {
        "workbook": "sheet.main",
        "styles": "styles",
        "sharedStrings": "sharedStrings",
        **{f"worksheets/sheet{number}": "worksheet" for number in range(1, sheet_count + 1)},
    }
    entries = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{kind}.{word}+xml"/>'
        for name, word in names.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Default Extension="rels" ContentType="{relations}"/>'
        f"{entries}</Types>"
    )


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _link(identifier: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identifier}" Type="{kind}" Target="{target}"/>'


def ole_container(streams: Mapping[str, bytes]) -> bytes:
    """A container of legacy office files with these streams at its top ([MS-CFB] 2.2 to 2.6).

    Every stream is filled up to 4096 bytes, so that none stands among the small ones.
    """
    chains: list[bytes] = []
    table: list[int] = []
    entries = [_entry("Root Entry", 5, child=1, start=0xFFFFFFFE, length=0)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        whole = content.ljust(-(-max(len(content), 4096) // _SECTOR) * _SECTOR, b"\0")
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, right=right, start=len(table), length=len(whole)))
        count = len(whole) // _SECTOR
        table += [*range(len(table) + 1, len(table) + count), 0xFFFFFFFE]
        chains.append(whole)
    directory = b"".join(entries)
    directory = directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0")
    first_of_directory, count = len(table), len(directory) // _SECTOR
    table += [*range(len(table) + 1, len(table) + count), 0xFFFFFFFE]
    place_of_table = len(table)
    table.append(0xFFFFFFFD)
    assert len(table) <= 128, "one sector holds the table"
    table += [0xFFFFFFFF] * (128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, first_of_directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", place_of_table, *[0xFFFFFFFF] * 108)
    return header + b"".join(chains) + directory + struct.pack("<128I", *table)


def _entry(
    name: str,
    kind: int,
    *,
    start: int,
    length: int,
    child: int = 0xFFFFFFFF,
    right: int = 0xFFFFFFFF,
) -> bytes:
    coded = name.encode("utf-16-le")
    return (
        coded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(coded) + 2, kind, 1, 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<III", start, length, 0)
    )

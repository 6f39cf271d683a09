"""Word files made of their bare XML, as other programs write them."""

from __future__ import annotations

import io
import zipfile

from pipelines.document import Grid
from pipelines.readers.docx import read_docx

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OTHER_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    f'xmlns:r="{_OFFICE}"'
)


def word_file(body: str, namespace: str = TRANSITIONAL, **parts: str) -> bytes:
    """A file with the XML of its body; further parts by name, such as numbering or footnotes.

    A part is related to the document by an id that is its name; the digits after a name are none
    of its kind (header1, header2).
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("_rels/.rels", _relations({"d": ("officeDocument", "word/document.xml")}))
        related = {name: (name.rstrip("0123456789"), f"{name}.xml") for name in parts}
        archive.writestr("word/_rels/document.xml.rels", _relations(related))
        archive.writestr(
            "word/document.xml", _xml("document", f"<w:body>{body}</w:body>", namespace)
        )
        for name, inner in parts.items():
            root = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name)
            archive.writestr(f"word/{name}.xml", _xml(root, inner, namespace))
    return content.getvalue()


def _xml(root: str, inner: str, namespace: str) -> str:
    return f'<w:{root} xmlns:w="{namespace}" {_OTHER_NAMESPACES}>{inner}</w:{root}>'


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'


def run(text: str, properties: str = "") -> str:
    """A run of text with the XML of its properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    """A paragraph of runs and other inline XML."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    """A cell with one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table(*rows: str) -> str:
    """A table of rows, each the XML of its cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def lines_of(content: bytes) -> list[str]:
    """The text lines that are read from a file."""
    (page,) = read_docx(content).pages
    return [line.text for line in page.lines]


def grids_of(content: bytes) -> list[Grid]:
    """The grids that are read from a file."""
    (page,) = read_docx(content).pages
    return page.grids


def placed(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    """Row, column, spans down and across, and text of every cell; no two may overlap."""
    assert all(grid.covering(cell.row, cell.column) is cell for cell in grid.cells)
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]

"""PDF files written object by object, for pages that no library would draw."""

from __future__ import annotations

from collections.abc import Sequence

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /Plain /Flags 4 /Ascent 900 /Descent -200"
    b" /FontBBox [0 -200 1000 900] /ItalicAngle 0 /StemV 80 /CapHeight 700 >>"
)


def written_pdf(
    drawing: bytes, *objects: bytes, page: bytes = b"/MediaBox [0 0 600 800]", pages: bytes = b""
) -> bytes:
    """A file of one page with a content stream; `objects` count from 5, and 5 is the font F1.

    `page` and `pages` are further entries of the page and of the page tree.
    """
    numbered = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 %s >>" % pages,
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R %s"
        b" /Resources << /Font << /F1 5 0 R >> >> >>" % page,
        stream(drawing),
        *objects,
    ]
    content = b"%PDF-1.7\n"
    offsets: list[int] = []
    for number, one in enumerate(numbered, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(numbered) + 1
    content += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    content += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, start)
    return content


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def font_of_codes(widths: Sequence[int]) -> bytes:
    """A simple font whose codes from 65 on have these widths; 6 names them, 7 describes it."""
    return (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Plain /FirstChar 65 /LastChar %d"
        b" /Widths [%s] /ToUnicode 6 0 R /FontDescriptor 7 0 R >>"
        % (64 + len(widths), b" ".join(b"%d" % width for width in widths))
    )


def names_of_codes(names: dict[int, str]) -> bytes:
    """A ToUnicode map of one-byte codes."""
    lines = b"\n".join(
        b"<%02X> <%s>" % (code, text.encode("utf-16-be").hex().encode())
        for code, text in names.items()
    )
    return stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /N def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"%d beginbfchar\n%s\nendbfchar endcmap end end" % (len(names), lines)
    )

"""PDF files that nobody means to publish: loops, bombs, locks, absurd sizes; a few bytes each.

Each is written by hand, object by object, so that what is wrong with it is what is said here.
"""

from __future__ import annotations

import io
import zlib

import pypdfium2
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def pdf_of(objects: list[bytes]) -> bytes:
    """A PDF file of these objects, numbered from 1; the first is the catalogue."""
    written = io.BytesIO()
    written.write(b"%PDF-1.7\n")
    offsets: list[int] = []
    for number, content in enumerate(objects, start=1):
        offsets.append(written.tell())
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = written.tell()
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    written.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, entries))
    written.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, table))
    return written.getvalue()


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), extra, content)


def page(box: bytes = b"0 0 595 842", extra: bytes = b"") -> bytes:
    """A page whose content is object 4."""
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F "
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> %s>>" % (box, extra)
    )


TEXT = b"BT /F 12 Tf 72 700 Td (Total 1,234.56) Tj ET"


def page_tree_loop() -> bytes:
    """The page tree is its own child."""
    return pdf_of([CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])


def parent_loop() -> bytes:
    """A page's parents are each other's parents, and none has a size for it."""
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 5 0 R >>"
    bare = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    above = b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>"
    return pdf_of([CATALOG, pages, bare, stream(TEXT), above])


def object_stream_loop() -> bytes:
    """An object stream that extends itself, and a cross-reference stream that names it."""
    body = b"%PDF-1.5\n"
    holder = stream(
        b"1 0 << /Type /Catalog /Pages 2 0 R >>", b"/Type /ObjStm /N 1 /First 4 /Extends 4 0 R "
    )
    offset = len(body)
    body += b"4 0 obj\n" + holder + b"\nendobj\n"
    place = len(body)
    rows = bytes([0, 0, 0, 0, 2, 0, 4, 0, 2, 0, 4, 0, 2, 0, 4, 0, 1, 0, offset, 0, 1]) + bytes(
        [place >> 8, place & 255, 0]
    )
    refs = stream(rows, b"/Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R ")
    return body + b"5 0 obj\n" + refs + b"\nendobj\nstartxref\n%d\n%%%%EOF" % place


def cross_reference_loop() -> bytes:
    """The cross-reference table says that the one before it is itself."""
    plain = pdf_of([CATALOG, ONE_PAGE, page(), stream(TEXT)])
    start = int(plain.rsplit(b"startxref\n", 1)[1].split()[0])
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def length_loop() -> bytes:
    """The length of a stream is the stream."""
    endless = b"<< /Length 4 0 R >>\nstream\n" + TEXT + b"\nendstream"
    return pdf_of([CATALOG, ONE_PAGE, page(), endless])


def form_loop() -> bytes:
    """A form draws itself."""
    drawn = page(extra=b"").replace(b"/Font", b"/XObject << /X 5 0 R >> /Font")
    form = stream(
        b"/X Do ",
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> ",
    )
    return pdf_of([CATALOG, ONE_PAGE, drawn, stream(b"/X Do " + TEXT), form])


def deflate_bomb(mebibytes: int) -> bytes:
    """A page whose content unpacks to so many MiB of nothing."""
    content = zlib.compress(b" " * (mebibytes << 20) + TEXT, 9)
    return pdf_of([CATALOG, ONE_PAGE, page(), stream(content, b"/Filter /FlateDecode ")])


def nested_deflate_bomb() -> bytes:
    """A page packed five times over, the innermost 1 GiB of nothing."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(1024)) + packer.flush()
    filters = 1
    for _ in range(4):
        content = zlib.compress(content, 9)
        filters += 1
    names = b"/FlateDecode " * filters
    return pdf_of([CATALOG, ONE_PAGE, page(), stream(content, b"/Filter [%s] " % names)])


def huge_page() -> bytes:
    """A page of 10^9 points by 10^9, with a figure on it."""
    return pdf_of([CATALOG, ONE_PAGE, page(b"0 0 1000000000 1000000000"), stream(TEXT)])


def nonsense_page() -> bytes:
    """A page whose size is no size."""
    return pdf_of([CATALOG, ONE_PAGE, page(b"0 /x null (y)"), stream(TEXT)])


def many_objects(count: int) -> bytes:
    """A file of so many objects that nothing refers to."""
    return pdf_of([CATALOG, ONE_PAGE, page(), stream(TEXT), *[b"[0]"] * count])


def deep_array(depth: int) -> bytes:
    """An array in an array in an array …"""
    return pdf_of(
        [CATALOG, ONE_PAGE, page(extra=b"/X " + b"[" * depth + b"]" * depth), stream(TEXT)]
    )


def many_pages(count: int) -> bytes:
    """So many pages of one content."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return pdf_of([CATALOG, pages, page(), stream(TEXT), *[page()] * count])


def claimed_pages() -> bytes:
    """One page, and the claim of two thousand million."""
    return pdf_of(
        [CATALOG, ONE_PAGE.replace(b"/Count 1", b"/Count 2000000000"), page(), stream(TEXT)]
    )


def many_lines(count: int) -> bytes:
    """A page ruled with so many lines, as a drawing turned to outlines has."""
    drawn = b"\n".join(
        b"%d 0 m %d 842 l S 0 %d m 595 %d l S" % (n, n, n, n) for n in range(1, count)
    )
    content = zlib.compress(drawn + b"\n" + TEXT)
    return pdf_of([CATALOG, ONE_PAGE, page(), stream(content, b"/Filter /FlateDecode ")])


def locked(user: str, owner: str = "owner") -> bytes:
    """A page with a figure, encrypted; without a user password everybody may open it."""
    target = io.BytesIO()
    lock = StandardEncryption(user, owner, strength=128)
    canvas = Canvas(target, encrypt=lock)
    canvas.drawString(72, 700, "Total 1,234.56")
    canvas.save()
    return target.getvalue()


def opens_in_pdfium(content: bytes) -> bool:
    """Whether another program opens the file, so that a test knows what it tests."""
    try:
        return len(pypdfium2.PdfDocument(content)) > 0
    except pypdfium2.PdfiumError:
        return False

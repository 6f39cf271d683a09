"""Pages on which pdfium alone would name, place or lose characters wrongly.

What is printed was drawn here, so every expected text and measure is known without reading.
"""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipelines.document import Box, Document, Page
from pipelines.readers.pdf import page_of, read_pdf
from pipelines.readers.pdf_plain import plain_pages
from pipelines.readers.pdfium_pages import pdfium_pages
from pipelines.readers.pdfium_text import Doubtful
from pipelines.readers.problems import UnreadableFile
from tests.readers.written_pdf import (
    DESCRIPTOR,
    HELVETICA,
    font_of_codes,
    names_of_codes,
    stream,
    written_pdf,
)


def lines(document: Document) -> list[str]:
    return [line.text for page in document.pages for line in page.lines]


def drawn(*texts: tuple[float, float, str], size: float = 10) -> bytes:
    """A page with texts at places, each an object of its own."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(600, 800))
    canvas.setFont("Helvetica", size)
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.save()
    return content.getvalue()


def in_pieces(x: float, y: float, *pieces: str, size: float = 10) -> list[tuple[float, float, str]]:
    """Pieces of text one after the other without a gap, each with its place."""
    placed: list[tuple[float, float, str]] = []
    for piece in pieces:
        placed.append((x, y, piece))
        x += stringWidth(piece, "Helvetica", size)
    return placed


@pytest.mark.parametrize("size", [6, 8, 10])
def test_a_blank_that_is_an_object_of_its_own_parts_two_numbers(size: float) -> None:
    each = in_pieces(50, 700, *"12 345 67  8,9 - 0", size=size)
    together = in_pieces(50, 600, "12 ", "345", " ", "67", " 89 ", "0 ", " 1", size=size)
    document = read_pdf(drawn(*each, *together, size=size))
    assert lines(document) == ["12 345 67 8,9 - 0", "12 345 67 89 0 1"]
    assert document.reader == "pdfium"


def test_a_blank_at_the_start_of_an_object_after_another_blank_parts_two_numbers() -> None:
    # the second text begins in the first one's blank
    document = read_pdf(drawn((55, 700, "5 "), (57, 700, " 4"), size=8))
    assert lines(document) == ["5 4"]


def test_hyphens_at_the_end_of_a_line_and_dashes_for_nothing_are_printed_hyphens() -> None:
    texts = [(50, 700, "word-"), (50, 688, "next"), (50, 676, "-"), (150, 676, "abc")]
    assert lines(read_pdf(drawn(*texts, (50, 664, "12-")))) == ["word-", "next", "- abc", "12-"]


def test_a_second_strike_is_one_figure() -> None:
    strikes = [(50 + shift, 700, "55,555.11") for shift in (0, 0.4, 0.8)]
    document = read_pdf(drawn(*strikes))
    assert lines(document) == ["55,555.11"]
    assert document.reader == "pdfium"


@pytest.mark.parametrize(("printed", "replacing"), [(b"4", b"9"), (b"4.5", b"99.5"), (b"d", b"c")])
def test_what_is_printed_counts_and_not_the_text_that_replaces_it(
    printed: bytes, replacing: bytes
) -> None:
    marked = b"/Span << /ActualText (%s) >> BDC (%s) Tj EMC" % (replacing, printed)
    drawing = b"BT /F1 12 Tf 50 700 Td (of ) Tj 20 0 Td %s ET" % marked
    document = read_pdf(written_pdf(drawing, HELVETICA))
    assert (document.reader, lines(document)) == ("pdfplumber", [f"of {printed.decode()}"])


def test_two_digits_of_one_glyph_stay_two() -> None:
    names = names_of_codes({65: "12", 66: "3"})
    content = written_pdf(
        b"BT /F1 10 Tf 50 700 Td (ABA) Tj ET", font_of_codes([1000, 500]), names, DESCRIPTOR
    )
    assert lines(read_pdf(content)) == ["12312"]


def test_a_ligature_and_a_character_beyond_the_first_plane_are_whole() -> None:
    names = names_of_codes({65: "fi", 66: "𠮷", 67: "1", 68: "ﬁ"})
    font = font_of_codes([1100, 1000, 500, 1100])
    content = written_pdf(b"BT /F1 10 Tf 50 700 Td (ABCD) Tj ET", font, names, DESCRIPTOR)
    document = read_pdf(content)
    assert (document.reader, lines(document)) == ("pdfium", ["fi𠮷1fi"])


def test_half_a_character_beyond_the_first_plane_can_be_written_to_a_file() -> None:
    halves = names_of_codes({65: "天"}).replace(b"5929", b"D842")
    content = written_pdf(
        b"BT /F1 10 Tf 50 700 Td (A) Tj ET", font_of_codes([500]), halves, DESCRIPTOR
    )
    assert "".join(lines(read_pdf(content))).encode("utf-8") in (b"", b"(cid:65)")


def test_one_digit_of_two_widths_is_measured_by_its_code() -> None:
    # the full-width digits are 10 points wide and touch; by the other width they would be apart
    names = names_of_codes({65: "1", 66: "1"})
    content = written_pdf(
        b"BT /F1 10 Tf 50 700 Td (BBB) Tj 0 -20 Td (AAA) Tj ET",
        font_of_codes([500, 1000]),
        names,
        DESCRIPTOR,
    )
    document = read_pdf(content)
    assert lines(document) == ["111", "111"]
    boxes = [line.box for line in document.pages[0].lines if line.box is not None]
    assert [box.x1 for box in boxes] == pytest.approx([80, 65])


def test_a_code_without_a_name_is_no_digit() -> None:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H"
        b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /FontDescriptor 6 0 R >>] >>"
    )
    # the codes are those of the digits 1 and 2
    drawing = b"BT /F1 10 Tf 50 700 Td <00310032> Tj ET"
    content = written_pdf(drawing, font, DESCRIPTOR)
    with pdfium_pages(content) as pages, pytest.raises(Doubtful):
        pages.page(1)
    with plain_pages(content) as pages:
        printed = pages.page(1)
    assert [glyph.text for glyph in printed.glyphs] == ["(cid:49)", "(cid:50)"]
    # such a page is for the eye: it is recognised, or says that it is a picture
    assert page_of(printed) == Page((), number=1, is_picture=True)


@pytest.mark.parametrize("marks", [b"600 0 d0", b"600 0 0 0 500 700 d1", b"600 0 0 0 0 0 d1"])
@pytest.mark.parametrize("box", [b"[0 0 0 0]", b"[0 -200 700 800]"])
def test_figures_of_a_drawn_font(marks: bytes, box: bytes) -> None:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox %s /FontMatrix [.001 0 0 .001 0 0]"
        b" /CharProcs << /a 7 0 R >> /FirstChar 65 /LastChar 66 /Widths [600 600]"
        b" /Encoding << /Type /Encoding /Differences [65 /a /a] >> /ToUnicode 6 0 R >>" % box
    )
    glyph = stream(marks + b" 0 0 500 700 re f")
    drawing = b"BT /F1 10 Tf 50 700 Td (AB) Tj 12 0 Td (A) Tj 100 0 Td (B) Tj ET"
    document = read_pdf(written_pdf(drawing, font, names_of_codes({65: "4", 66: "2"}), glyph))
    assert lines(document) == ["424 2"]


PAGES = {
    b"/MediaBox [0 0 600 800]": Box(100, 280, 200, 300),
    b"/MediaBox [600 800 0 0]": Box(100, 280, 200, 300),
    b"/MediaBox [-30 40 570 840]": Box(130, 320, 230, 340),
    b"/MediaBox [-30 40 570 840] /Rotate 90": Box(460, 130, 480, 230),
    b"/MediaBox [-30 40 570 840] /Rotate 180": Box(370, 460, 470, 480),
    b"/MediaBox [-30 40 570 840] /Rotate 270": Box(320, 370, 340, 470),
    b"/MediaBox [0 0 600 800] /CropBox [20 30 500 760]": Box(100, 280, 200, 300),
}


@pytest.mark.parametrize("page", PAGES)
def test_boxes_count_from_the_corner_of_the_page_as_it_is_shown(page: bytes) -> None:
    grid = b"".join(b"100 %d m 400 %d l S " % (y, y) for y in (500, 520, 540))
    grid += b"".join(b"%d 500 m %d 540 l S " % (x, x) for x in (100, 200, 400))
    words = b"BT /F1 10 Tf 110 505 Td (1,250.00) Tj ET "
    document = read_pdf(written_pdf(grid + words, HELVETICA, page=page))
    (table,) = document.pages[0].grids
    (cell,) = [cell for cell in table.cells if cell.text]
    assert cell.box is not None
    found = (cell.box.x0, cell.box.y0, cell.box.x1, cell.box.y1)
    expected = PAGES[page]
    assert found == pytest.approx((expected.x0, expected.y0, expected.x1, expected.y1), abs=0.01)


def test_a_glyph_is_as_high_as_its_font_and_as_wide_as_its_advance() -> None:
    names = names_of_codes({65: "7"})
    font = font_of_codes([550])
    content = written_pdf(b"BT /F1 20 Tf 50 700 Td (AA) Tj ET", font, names, DESCRIPTOR)
    (line,) = read_pdf(content).pages[0].lines
    assert line.box is not None
    # 20 points from 0.2 em below the base line at 100 points from the top
    box = (line.box.x0, line.box.y0, line.box.x1, line.box.y1)
    assert box == pytest.approx((50, 84, 72, 104), abs=0.01)


def test_a_file_with_a_password_is_unreadable_and_one_for_everybody_is_read() -> None:
    def locked(password: str) -> bytes:
        content = io.BytesIO()
        canvas = Canvas(content, encrypt=StandardEncryption(password, ownerPassword="owner"))
        canvas.drawString(50, 700, "secret 12.5")
        canvas.save()
        return content.getvalue()

    assert lines(read_pdf(locked(""))) == ["secret 12.5"]
    with pytest.raises(UnreadableFile, match="PDF 无法解析") as raised:
        read_pdf(locked("user"))
    assert "去除密码" in raised.value.advice


@pytest.mark.parametrize("content", [b"%PDF-1.4\n" + b"x" * 500, drawn((50, 700, "1"))[:700]])
def test_a_broken_file_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="PDF 无法解析"):
        read_pdf(content)


def test_figures_whose_font_draws_nothing_are_not_blanks() -> None:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [.001 0 0 .001 0 0]"
        b" /CharProcs << /a 7 0 R >> /FirstChar 65 /LastChar 66 /Widths [600 600]"
        b" /Encoding << /Type /Encoding /Differences [65 /a /a] >> /ToUnicode 6 0 R >>"
    )
    drawing = b"BT /F1 10 Tf 50 700 Td (A) Tj 20 0 Td (B) Tj ET"
    names = names_of_codes({65: "4", 66: "2"})
    document = read_pdf(written_pdf(drawing, font, names, stream(b"600 0 d0")))
    assert (document.reader, lines(document)) == ("pdfplumber", ["4 2"])


@pytest.mark.parametrize(("depth", "reader"), [(25, "pdfium"), (60, "pdfplumber")])
def test_text_in_forms_nested_deeper_than_pdfium_follows(depth: int, reader: str) -> None:
    text = b"BT /F1 10 Tf 5 5 Td (deep 1.5) Tj ET"
    entries = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 90 30]"
        b" /Resources << /Font << /F1 5 0 R >> /XObject << /X1 %d 0 R >> >>"
    )
    forms = [stream(b"/X1 Do", entries % (7 + number)) for number in range(depth - 1)]
    forms.append(stream(text, entries % 6))
    content = written_pdf(b"/X1 Do", HELVETICA, *forms)
    resources = b"/F1 5 0 R >> /XObject << /X1 6 0 R >> >> >>"
    document = read_pdf(content.replace(b"/F1 5 0 R >> >> >>", resources, 1))
    assert (document.reader, lines(document)) == (reader, ["deep 1.5"])

"""Pictures of pages against the text layer of the same pages: every figure right, or doubtful."""

from __future__ import annotations

import io
import socket
import struct
import zlib
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipelines.document import Document, Page
from pipelines.readers import ocr_extra
from pipelines.readers.ocr_extra import READER, is_installed
from pipelines.readers.opening import open_document
from pipelines.readers.pdf import read_pdf
from pipelines.readers.problems import UnreadableFile, UnsupportedFile
from pipelines.text.amounts import looks_like_figure
from pipelines.typeset.scan import ScanOptions, scan_files, scanned_pages
from tests.sample_reports import shipped_file

SAMPLE = shipped_file("武汉市青山区大数据中心-2020-final_accounts")
INCOME, THREE_PUBLIC, FUND = 4, 9, 10

needs_ocr = pytest.mark.skipif(not is_installed(), reason="the extra ocr is not installed")


def pages_of_sample(*numbers: int) -> bytes:
    """Pages of the sample report as a PDF of their own."""
    whole = pypdfium2.PdfDocument(SAMPLE)
    part = pypdfium2.PdfDocument.new()
    part.import_pages(whole, [number - 1 for number in numbers])
    target = io.BytesIO()
    part.save(target)
    return target.getvalue()


def figures(page: Page) -> dict[tuple[int, int], str]:
    return {
        (cell.row, cell.column): cell.text
        for grid in page.grids
        for cell in grid.cells
        if looks_like_figure(cell.text)
    }


def doubtful(page: Page) -> set[tuple[int, int]]:
    return {
        (cell.row, cell.column) for grid in page.grids for cell in grid.cells if cell.is_doubtful
    }


def wrong_figures(printed: Page, scanned: Page) -> dict[tuple[int, int], tuple[str, str]]:
    """Cells whose figure another one, or none, was read for without a word of doubt."""
    truth, found, flagged = figures(printed), figures(scanned), doubtful(scanned)
    return {
        place: (truth.get(place, ""), found.get(place, ""))
        for place in truth.keys() | found.keys()
        if place not in flagged and truth.get(place, "") != found.get(place, "")
    }


def read_file_of(tmp_path: Path, name: str, content: bytes) -> Document:
    file = tmp_path / name
    file.write_bytes(content)
    return open_document(file)


@needs_ocr
@pytest.mark.parametrize(
    ("number", "options"),
    [
        (THREE_PUBLIC, ScanOptions(turned=90, skew=0.8, quality=40)),
        (FUND, ScanOptions(turned=180, skew=-1.5, noise=0.3, is_grey=True)),
        (INCOME, ScanOptions(is_stamped=True, is_watermarked=True)),
    ],
)
def test_a_scan_gives_the_figures_of_the_page(
    tmp_path: Path, number: int, options: ScanOptions
) -> None:
    pdf = pages_of_sample(number)
    (printed,) = read_pdf(pdf).pages
    (content,) = scan_files(pdf, "jpeg", options)
    (scanned,) = read_file_of(tmp_path, "scan.jpg", content).pages
    assert [len(grid.cells) for grid in scanned.grids] == [
        len(grid.cells) for grid in printed.grids
    ]
    assert wrong_figures(printed, scanned) == {}
    assert len(doubtful(scanned)) <= len(figures(printed)) // 10
    boxes = {(cell.row, cell.column): cell.box for grid in printed.grids for cell in grid.cells}
    for grid in scanned.grids:
        for cell in grid.cells:
            expected = boxes[cell.row, cell.column]
            assert cell.box is not None and expected is not None
            assert abs(cell.box.x0 - expected.x0) < 15
            assert cell.confidence is not None


@needs_ocr
def test_nothing_is_fetched_and_a_mixed_file_says_who_read_which_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> None:
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    (image,) = scanned_pages(pages_of_sample(THREE_PUBLIC), ScanOptions())
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(842, 595))
    canvas.drawString(72, 500, "1,234.56 in the text layer")
    canvas.showPage()
    canvas.drawImage(ImageReader(image), 0, 0, 842, 595)
    # what a scanning program thinks it saw, invisible, and wrong
    text = canvas.beginText(72, 300)
    text.setTextRenderMode(3)
    text.textLine("77,777.77 88,888.88")
    canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    document = read_pdf(target.getvalue())
    assert [document.reader_of(number) for number in (1, 2)] == ["pdfium", READER]
    texts = list(document.texts())
    assert any("1,234.56" in text for text in texts)
    assert not any("77,777.77" in text for text in texts)
    (printed,) = read_pdf(pages_of_sample(THREE_PUBLIC)).pages
    assert wrong_figures(printed, document.pages[1]) == {}


def test_without_the_extra_a_picture_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr_extra, "_NEEDED", ("a_library_that_is_not_here",))
    with pytest.raises(UnsupportedFile) as caught:
        read_file_of(tmp_path, "scan.png", b"\x89PNG\r\n\x1a\n")
    assert "pip install juesuan[ocr]" in caught.value.advice


@needs_ocr
@pytest.mark.parametrize("side", [30_000, 200_000])
def test_a_picture_too_large_for_the_memory_is_refused(tmp_path: Path, side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    content = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    )
    with pytest.raises(UnreadableFile) as caught:
        read_file_of(tmp_path, "huge.png", content)
    assert "too large" in caught.value.reason


def chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


@needs_ocr
@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xff\xe0broken", b"II*\x00\x08\x00\x00\x00", b"GIF89a"],
)
def test_a_broken_picture_is_unreadable_in_words(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_file_of(tmp_path, "scan.bin", content)
    assert "图片" in caught.value.reason

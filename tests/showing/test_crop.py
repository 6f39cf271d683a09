"""The picture of the page around a figure: the frame lies around it, whatever the page is like."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from pipelines.document import Box
from pipelines.readers.ocr_extra import READER, is_installed
from pipelines.readers.opening import open_document
from pipelines.showing.crop import crop_of
from pipelines.showing.page_pictures import page_picture
from pipelines.showing.problems import CannotShow
from pipelines.typeset.scan import ScanOptions, scan_files
from tests.showing.coloured_pages import (
    HEIGHT,
    WIDTH,
    box_of_figure,
    extent_of,
    page_with_green_cell,
)

SAMPLES = Path(__file__).resolve().parents[2] / "sources" / "reports" / "2020"
(SAMPLE,) = SAMPLES.glob("*/武汉*2020年度部门决算.pdf")

needs_ocr = pytest.mark.skipif(not is_installed(), reason="the extra ocr is not installed")


@pytest.fixture
def income(tmp_path: Path) -> Path:
    """The page with 收入决算表 of the sample as a file of its own."""
    part = pypdfium2.PdfDocument.new()
    part.import_pages(pypdfium2.PdfDocument(SAMPLE), [3])
    file = tmp_path / "income.pdf"
    part.save(file)
    return file


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def figure_cell(path: Path, page: int, text: str) -> Box:
    """The box of the only cell of a page with this text."""
    (found,) = (one for one in open_document(path).pages if one.number == page)
    (box,) = (cell.box for grid in found.grids for cell in grid.cells if cell.text == text)
    assert box is not None
    return box


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("is_cropped", [False, True])
def test_the_frame_lies_around_the_figure(tmp_path: Path, turn: int, is_cropped: bool) -> None:
    width, height = (WIDTH, HEIGHT) if turn in (0, 180) else (HEIGHT, WIDTH)
    crop = (20, 15, width - 10, height - 5) if is_cropped else None
    content = page_with_green_cell(turn, crop)
    file = tmp_path / "page.pdf"
    file.write_bytes(content)
    image = opened(crop_of(file, 1, box_of_figure(content)))
    shown = pypdfium2.PdfDocument(content)[0].get_width()
    assert image.width == pytest.approx(shown * 2, abs=1)
    frame, cell = extent_of(image, "red"), extent_of(image, "green")
    outside = [
        cell[0] - frame[0],
        cell[1] - frame[1],
        frame[2] - cell[2],
        frame[3] - cell[3],
    ]
    assert all(0 < distance <= 6 for distance in outside), (frame, cell)


def test_the_heading_is_repeated_above_a_figure_far_below_it(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    content = page_with_green_cell(0)
    file.write_bytes(content)
    last_row = Box(200, 120, 290, 140)
    heading = Box(0, 60, WIDTH, 80)
    alone = opened(crop_of(file, 1, last_row, margin=10))
    with_heading = opened(crop_of(file, 1, last_row, margin=10, heading=heading))
    assert with_heading.height > alone.height + 2 * 20
    near = opened(crop_of(file, 1, last_row, margin=45, heading=heading))
    assert near.height == 2 * (140 + 45 - 60)


def test_the_code_of_the_published_page_is_in_the_frame(income: Path) -> None:
    box = figure_cell(income, 1, "2101102")
    page = pypdfium2.PdfDocument(income)[0]
    top = page.get_height()
    text = page.get_textpage().get_text_bounded(box.x0, top - box.y1, box.x1, top - box.y0)
    assert text.strip() == "2101102"
    drawn = page_picture(income, 1)
    inside = drawn.image.crop(drawn.pixels_of(box)).convert("L")
    assert inside.getextrema()[0] < 100


@needs_ocr
def test_a_scan_is_turned_before_it_is_framed(income: Path, tmp_path: Path) -> None:
    (scan,) = scan_files(income.read_bytes(), "png", ScanOptions(resolution=150, turned=90))
    file = tmp_path / "scan.png"
    file.write_bytes(scan)
    box = figure_cell(file, 1, "2101102")
    upright = page_picture(file, 1, reader=READER)
    assert upright.image.width > upright.image.height
    printed = figure_cell(income, 1, "2101102")
    assert box.x0 == pytest.approx(printed.x0, abs=3)
    assert box.y0 == pytest.approx(printed.y0, abs=3)
    inside = upright.image.crop(upright.pixels_of(box)).convert("L")
    assert inside.getextrema()[0] < 100


def test_what_has_no_such_page_says_so(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(page_with_green_cell(0))
    with pytest.raises(CannotShow, match="没有第 2 页，共 1 页 / has no page 2 of 1"):
        crop_of(file, 2, (0, 0, 10, 10))
    text = tmp_path / "report.txt"
    text.write_text("合计\t1.00\n", "utf-8")
    with pytest.raises(CannotShow, match="没有页面可画 / has no pages to draw"):
        crop_of(text, 1, (0, 0, 10, 10))
    with pytest.raises(CannotShow, match="打不开 / cannot be opened"):
        crop_of(tmp_path / "absent.pdf", 1, (0, 0, 10, 10))

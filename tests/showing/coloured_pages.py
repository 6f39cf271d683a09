"""Pages with one table whose single figure stands on green, to see where a frame lies."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipelines.document import Box
from pipelines.readers.pdf import read_pdf

WIDTH, HEIGHT = 400, 300
FIGURE = "1234.56"
_ROWS = ((" name", "amount"), ("rent", FIGURE), ("light", "78.90"), ("water", "3.30"))
_TURNS = {
    0: (1, 0, 0, 1, 0, 0),
    90: (0, 1, -1, 0, HEIGHT, 0),
    180: (-1, 0, 0, -1, WIDTH, HEIGHT),
    270: (0, -1, 1, 0, 0, WIDTH),
}


def page_with_green_cell(turn: int, crop: tuple[int, int, int, int] | None = None) -> bytes:
    """A page that is shown upright and WIDTH × HEIGHT points large, whatever its /Rotate says;
    `crop` is its CropBox in the page's own space."""
    target = io.BytesIO()
    size = (WIDTH, HEIGHT) if turn in (0, 180) else (HEIGHT, WIDTH)
    canvas = Canvas(target, pagesize=size)
    canvas.setPageRotation(turn)
    canvas.transform(*_TURNS[turn])
    canvas.setFillColorRGB(0, 0.8, 0)
    canvas.rect(200, 200, 90, 20, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont("Helvetica", 10)
    for row, texts in enumerate(_ROWS):
        for column, text in enumerate(texts):
            left, bottom = 60 + 140 * column, 220 - 20 * row
            canvas.rect(left, bottom, 140 if column == 0 else 90, 20)
            canvas.drawString(left + 6, bottom + 6, text)
    canvas.drawString(60, 270, "what was spent in a year of twelve months")
    canvas.save()
    content = target.getvalue()
    if crop is None:
        return content
    file = pypdfium2.PdfDocument(content)
    file[0].set_cropbox(*crop)
    cropped = io.BytesIO()
    file.save(cropped)
    return cropped.getvalue()


def box_of_figure(content: bytes) -> Box:
    """The box that the reader gives to the cell on green."""
    (page,) = read_pdf(content).pages
    (cell,) = (cell for grid in page.grids for cell in grid.cells if cell.text == FIGURE)
    assert cell.box is not None
    return cell.box


def extent_of(image: Image.Image, colour: str) -> tuple[int, int, int, int]:
    """The pixels (left, top, right, bottom) around everything green or red."""
    red, green, blue = image.convert("RGB").split()
    strong, weak = (green, (red, blue)) if colour == "green" else (red, (green, blue))
    mask = strong.point(lambda value: 255 if value > 150 else 0)
    for other in weak:
        dark = other.point(lambda value: 255 if value < 90 else 0)
        mask = Image.composite(mask, Image.new("L", mask.size), dark)
    found = mask.getbbox()
    assert found is not None, f"nothing {colour}"
    return found

"""The marked copy: a square on every figure of a finding, the original untouched."""

from __future__ import annotations

import ctypes
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from pipelines.cli import main
from pipelines.document import Box
from pipelines.showing.marking import MarkedCopy, marked_copy
from pipelines.showing.page_space import PageSpace, space_of
from pipelines.stages.checking import CheckedFiles
from tests.showing.coloured_pages import box_of_figure, page_with_green_cell
from tests.showing.conftest import SAMPLE_PDF
from tests.test_cli_check import report

Annotation = tuple[int, str, tuple[float, float, float, float]]


@pytest.fixture(scope="module")
def copy(checked: CheckedFiles) -> MarkedCopy:
    return marked_copy(checked)


def annotations(content: bytes) -> dict[int, list[Annotation]]:
    """Kind, note and rectangle (left, bottom, right, top) of the annotations, by page from 1."""
    found: dict[int, list[Annotation]] = {}
    for number, page in enumerate(pypdfium2.PdfDocument(content), start=1):
        for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            one = raw.FPDFPage_GetAnnot(page.raw, index)
            sides = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(one, sides)
            rectangle = (sides.left, sides.bottom, sides.right, sides.top)
            note = (raw.FPDFAnnot_GetSubtype(one), _text(one), rectangle)
            found.setdefault(number, []).append(note)
            raw.FPDFPage_CloseAnnot(one)
    return found


def _text(annotation: object) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(
        annotation, b"Contents", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
    )
    return buffer.raw[: size - 2].decode("utf-16-le")


def test_every_mark_is_an_annotation(copy: MarkedCopy) -> None:
    found = annotations(copy.content)
    squares = [one for notes in found.values() for one in notes if one[0] == raw.FPDF_ANNOT_SQUARE]
    assert len(squares) == copy.marks
    assert [one[0] for one in found[1]] == [raw.FPDF_ANNOT_TEXT]
    assert found[1][0][1].startswith("核对结果：31 处要看")


def test_a_mark_lies_around_its_figure_and_says_what_is_wrong(copy: MarkedCopy) -> None:
    # read by eye on page 17: 96 in all, where the points add up to 94
    page = pypdfium2.PdfDocument(SAMPLE_PDF)[16].get_textpage()
    notes = [note for note in annotations(copy.content)[17] if "] 3. 自评总分等于" in note[1]]
    # the mark of the 20 is a little larger than its cell and touches the percent sign beside it
    marked = {page.get_text_bounded(*sides).strip("% \r\n"): note for _, note, sides in notes}
    assert set(marked) == {"96", "20", "74"}
    assert "自评总分等于各项得分之和" in marked["96"]
    assert "报告上是 96，按其他数字应为 94，相差 2 分。" in marked["96"]


def test_the_original_stays_and_the_copy_prints_the_same(copy: MarkedCopy) -> None:
    before = sha256(SAMPLE_PDF.read_bytes()).hexdigest()
    assert before == "a98dd0608091da84d0903ffbbe07797d696866539c3e30d485f544d3b4f1eb05"
    original, marked = pypdfium2.PdfDocument(SAMPLE_PDF), pypdfium2.PdfDocument(copy.content)
    assert len(original) == len(marked)
    for number in (0, 16):
        pages = (file[number].get_textpage().get_text_range() for file in (original, marked))
        assert next(pages) == next(pages)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_box_goes_to_the_space_of_a_turned_page_and_back(turn: int) -> None:
    content = page_with_green_cell(turn)
    box = box_of_figure(content)
    sheet = pypdfium2.PdfDocument(content)[0]
    space = space_of(sheet)
    assert sheet.get_textpage().get_text_bounded(*space.own(box)).strip() == "1234.56"
    back = space.shown(space.own(box))
    assert [back.x0, back.y0, back.x1, back.y1] == pytest.approx([box.x0, box.y0, box.x1, box.y1])


def test_a_media_box_may_begin_anywhere() -> None:
    space = PageSpace((10, 20, 110, 220), 0)
    assert space.shown((10, 200, 60, 220)) == Box(0, 0, 50, 20)
    assert space.own(Box(0, 0, 50, 20)) == (10, 200, 60, 220)


def test_only_a_pdf_can_be_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = report(tmp_path, "a.txt"), tmp_path / "out.pdf"
    assert main(["check", str(file), "--annotate", str(out)]) == 1
    assert "不是 PDF，不能在页面上标注 / is no PDF" in capsys.readouterr().err
    assert not out.exists()

"""A copy of a report's PDF with every finding marked on its page, for any PDF reader.

The marks are annotations (ISO 32000-1, 12.5): a square around the figure, its note says what is
wrong. The original is only read.
"""

from __future__ import annotations

import ctypes
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from pipelines.document import Box
from pipelines.readers.ocr_extra import READER as PICTURE_READER
from pipelines.showing.check_page import first_file, rows_of
from pipelines.showing.findings import Finding, findings_of
from pipelines.showing.illustrating import Illustrator
from pipelines.showing.page_space import PageSpace, space_of
from pipelines.showing.printed_figures import FigureIndex, PrintedFigure
from pipelines.showing.problems import CannotShow
from pipelines.stages.checking import CheckedFiles

_PRINTED = 4
_AUTHOR = "决算核对 juesuan"
_ROOM_POINTS = 1.5
_COLOURS: Mapping[str, tuple[int, int, int]] = {
    "error": (200, 30, 30),
    "warn": (200, 120, 0),
    "info": (0, 90, 170),
}
_GRADES = {"error": "必须核对", "warn": "建议核对", "info": "供参考"}
_DOUBTS = {
    "report": "问题在报告本身",
    "unsure": "不能确定是报告有误还是读取有误，请看原页",
    "reading": "可能是读取有误，请先看原页",
}
_MOST_PLACES = 8
_SUMMARY_BOX = Box(12, 12, 32, 32)


@dataclass(frozen=True)
class MarkedCopy:
    """The bytes of the copy, how many marks it has, and how many findings have no place."""

    content: bytes
    marks: int
    without_place: int


@dataclass(frozen=True)
class Mark:
    """One square on a page (from 1) with the note that it opens."""

    page: int
    box: Box
    note: str
    severity: str


def marked_copy(checked: CheckedFiles) -> MarkedCopy:
    """The copy of the one PDF that was checked.

    Every figure of a finding gets a square; what has no place on a page is listed in a note on the
    first page. Raises CannotShow where not exactly one PDF was checked or it cannot be written.
    """
    path = _only_pdf(checked)
    marks, without_place = marks_of(checked)
    try:
        file = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise CannotShow(
            f"{path.name} 打不开 / cannot be opened: {error}", "重新下载 / download it again"
        ) from error
    try:
        by_page: defaultdict[int, list[Mark]] = defaultdict(list)
        for mark in marks:
            by_page[mark.page].append(mark)
        for number, own in sorted(by_page.items()):
            sheet = file[number - 1]
            for mark in own:
                _add(sheet, space_of(sheet), mark)
            sheet.close()
        sheet = file[0]
        _add_note(sheet, space_of(sheet), _summary(checked, marks, without_place))
        sheet.close()
        target = io.BytesIO()
        file.save(target)
    except pypdfium2.PdfiumError as error:
        raise CannotShow(
            f"{path.name} 的副本写不出来 / the copy cannot be written: {error}",
            "改用 --html / use --html instead",
        ) from error
    finally:
        file.close()
    return MarkedCopy(target.getvalue(), len(marks), len(without_place))


def marks_of(checked: CheckedFiles) -> tuple[list[Mark], list[Finding]]:
    """The marks of all findings in the order of their numbers, and the findings without a place."""
    illustrator = Illustrator(lambda source_file: checked.paths[source_file])
    marks: list[Mark] = []
    without_place: list[Finding] = []
    for finding in _findings(checked):
        own = list(_marks(finding, illustrator))
        marks += own
        if not own:
            without_place.append(finding)
    return marks, without_place


def _only_pdf(checked: CheckedFiles) -> Path:
    paths = {str(one.report_outcome["source_file"]) for one in checked.readings}
    files = [path for name, path in checked.paths.items() if name in paths]
    if len(files) != 1:
        raise CannotShow(
            f"一次只能标注一个 PDF，给了 {len(files)} 个文件 / one PDF can be marked at a time, "
            f"{len(files)} files were given",
            "逐个核对 / check them one by one",
        )
    (path,) = files
    try:
        with path.open("rb") as opened:
            is_pdf = b"%PDF-" in opened.read(1024)
    except OSError as error:
        raise CannotShow(
            f"打不开 / cannot be opened: {path}: {error.strerror}", "检查路径 / check the path"
        ) from error
    if not is_pdf:
        raise CannotShow(
            f"{path.name} 不是 PDF，不能在页面上标注 / is no PDF, so there are no pages to mark",
            "改用 --html，或先另存为 PDF / use --html, or save it as PDF first",
        )
    return path


def _findings(checked: CheckedFiles) -> Iterator[Finding]:
    for report_id in dict.fromkeys(one.report["report_id"] for one in checked.readings):
        readings = [one for one in checked.readings if one.report["report_id"] == report_id]
        verdicts, diagnoses = (
            [row for row in rows if row["report_id"] == report_id]
            for rows in (checked.verdicts, checked.diagnoses)
        )
        index = FigureIndex(rows_of(readings), first_file(readings, verdicts))
        yield from findings_of(verdicts, diagnoses, index)


def _marks(finding: Finding, illustrator: Illustrator) -> Iterator[Mark]:
    for figure in [*finding.suspects, *finding.others]:
        if figure.place.page is None or figure.reader == PICTURE_READER:
            # boxes of a scanned page are measured on its straightened picture
            continue
        for box in illustrator.boxes_of(figure):
            note = _note(finding, figure, figure in finding.suspects)
            yield Mark(figure.place.page, box, note, finding.severity)


def _note(finding: Finding, figure: PrintedFigure, is_suspect: bool) -> str:
    lines = [f"[{_GRADES[finding.severity]}] {finding.number}. {finding.title[0]}"]
    if is_suspect:
        lines.append("这个数很可能有误。")
    if finding.gap:
        lines.append(
            f"报告上是 {finding.found}，{finding.expectation[0]} {finding.expected}，"
            f"相差 {finding.gap[0]}。"
        )
    else:
        lines.append(finding.reason[0])
    places = [term.place[0] for term in finding.terms]
    if len(places) > 1:
        lines.append(f"有关的位置：{'；'.join(places[:_MOST_PLACES])}")
    lines += [one.words[0] for one in finding.diagnoses]
    lines.append(_DOUBTS[finding.doubt] + "。")
    return "\n".join(lines)


def _summary(checked: CheckedFiles, marks: Sequence[Mark], left: Sequence[Finding]) -> str:
    findings = list(_findings(checked))
    lines = [f"核对结果：{len(findings)} 处要看，标注 {len(marks)} 个数。"]
    for finding in findings:
        where = "（未能标在页面上）" if finding in left else ""
        places = finding.terms[0].place[0] if finding.terms else ""
        lines.append(
            f"{finding.number}. [{_GRADES[finding.severity]}] {finding.title[0]} {places}{where}"
        )
    return "\n".join(lines)


def _add(sheet: Any, space: PageSpace, mark: Mark) -> None:
    """A square with its note; drawn by us too, for readers that draw none of their own."""
    box = mark.box
    grown = Box(
        box.x0 - _ROOM_POINTS, box.y0 - _ROOM_POINTS, box.x1 + _ROOM_POINTS, box.y1 + _ROOM_POINTS
    )
    annotation = _annotation(sheet, raw.FPDF_ANNOT_SQUARE, space, grown, mark.note)
    red, green, blue = _COLOURS[mark.severity]
    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, red, green, blue, 255)
    raw.FPDFAnnot_SetBorder(annotation, 0, 0, 1.5)
    raw.FPDFPage_CloseAnnot(annotation)


def _add_note(sheet: Any, space: PageSpace, text: str) -> None:
    annotation = _annotation(sheet, raw.FPDF_ANNOT_TEXT, space, _SUMMARY_BOX, text)
    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, 255, 209, 0, 255)
    raw.FPDFPage_CloseAnnot(annotation)


def _annotation(sheet: Any, kind: int, space: PageSpace, box: Box, text: str) -> Any:
    annotation = raw.FPDFPage_CreateAnnot(sheet.raw, kind)
    if not annotation:
        raise pypdfium2.PdfiumError("annotation")
    left, bottom, right, top = space.own(box)
    raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(left, top, right, bottom))
    raw.FPDFAnnot_SetFlags(annotation, _PRINTED)
    for key, value in ((b"Contents", text), (b"T", _AUTHOR)):
        encoded = (value + "\0").encode("utf-16-le")
        buffer = (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded)
        raw.FPDFAnnot_SetStringValue(annotation, key, buffer)
    return annotation

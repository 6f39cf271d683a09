"""Workbooks in .xlsx, their parts written by hand: what is stored, shown, hidden and merged."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest

from pipelines.document import Document
from pipelines.document.json_form import document_from_json, document_to_json
from pipelines.readers.problems import UnreadableFile, UnsupportedFile
from pipelines.readers.xlsx import read_xlsx
from tests.readers.written_files import MAIN, workbook

FORMATS = (
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="0!.0,"/>'
    '<numFmt numFmtId="165" formatCode="&quot;¥&quot;#,##0.00"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="4"/><xf numFmtId="164"/><xf numFmtId="31"/>'
    '<xf numFmtId="10"/><xf numFmtId="999"/></cellXfs>'
)


def texts(document: Document) -> dict[tuple[str | None, int, int], str]:
    """The printed cells by sheet, row and column."""
    return {
        (page.sheet, cell.row, cell.column): cell.text
        for page in document.pages
        for grid in page.grids
        for cell in grid.cells
        if cell.text
    }


def one_sheet(inside: str, **others: object) -> Document:
    return read_xlsx(workbook({"表": inside}, **others))  # type: ignore[arg-type]


def rows(*cells: str) -> str:
    return f'<sheetData><row r="1">{"".join(cells)}</row></sheetData>'


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="A1"><v>2140.7800000000002</v></c>', "2140.78"),
        ('<c r="A1" s="1"><v>1234567.5</v></c>', "1,234,567.50"),
        ('<c r="A1" s="2"><v>12345.6</v></c>', "1.2"),
        ('<c r="A1" s="3"><v>45291</v></c>', "2023年12月31日"),
        ('<c r="A1" s="3" t="d"><v>2023-12-31T00:00:00</v></c>', "2023年12月31日"),
        ('<c r="A1" s="4"><v>0.9545</v></c>', "95.45%"),
        ('<c r="A1" s="5"><v>7</v></c>', "7"),
        ('<c r="A1" s="99"><v>7</v></c>', "7"),
        ('<c r="A1"><v>1.5E3</v></c>', "1500"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="A1" t="str"><f>A2&amp;"元"</f><v>5元</v></c>', "5元"),
        ('<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', "甲"),
        ('<c r="A1" t="s"><v>0</v></c>', "财政拨款"),
        ('<c r="A1" t="s"><v>1</v></c>', "第一行\n第二行"),
        ('<c r="A1" s="1" t="s"><v>2</v></c>', "1234.50"),
        ("<c><v>3</v></c>", "3"),
    ],
)
def test_what_a_cell_shows(cell: str, shown: str) -> None:
    """The second run and the reading printed above a string are told apart; _x000A_ is a break."""
    strings = (
        '<r><t>财政</t></r><r><rPr/><t>拨款</t></r><rPh sb="0" eb="1"><t>cai</t></rPh>',
        "<t>第一行_x000A_第二行</t>",
        "<t>1234.50</t>",
    )
    found = one_sheet(rows(cell), styles=FORMATS, strings=strings)
    assert texts(found) == {("表", 1, 1): shown}
    assert found.remarks == ()


def test_the_stored_number_is_kept_where_the_cell_shows_another() -> None:
    found = one_sheet(
        rows(
            '<c r="A1" s="1"><v>1234.5678</v></c>',
            '<c r="B1" s="2"><v>12345.6</v></c>',
            '<c r="C1" s="1"><v>1234.5600000000002</v></c>',
            '<c r="D1" s="4"><v>0.5</v></c>',
            '<c r="E1" s="6"><v>-7</v></c>',
        ),
        styles=FORMATS.replace("</cellXfs>", '<xf numFmtId="166"/></cellXfs>').replace(
            "</numFmts>", '<numFmt numFmtId="166" formatCode="0;(0)"/></numFmts>'
        ),
    )
    (grid,) = found.pages[0].grids
    assert [(cell.text, cell.stored) for cell in grid.cells] == [
        ("1,234.57", "1234.5678"),
        ("1.2", "12345.6"),
        ("1,234.56", None),
        ("50.00%", "0.5"),
        ("(7)", None),
    ]
    assert document_from_json(document_to_json(found)) == found


def test_days_counted_from_1904_and_the_strict_form_of_the_standard() -> None:
    content = workbook(
        {"表": rows('<c r="A1" s="3"><v>43829</v></c>')},
        styles=FORMATS,
        properties='<workbookPr date1904="1"/>',
        strict=True,
    )
    assert texts(read_xlsx(content)) == {("表", 1, 1): "2023年12月31日"}


def test_formulas_without_a_stored_value_show_themselves_and_are_said() -> None:
    found = one_sheet(
        rows('<c r="A1"><f>SUM(B1:B9)</f></c>', '<c r="B1"><f t="shared" si="0"/></c>')
    )
    assert texts(found) == {("表", 1, 1): "=SUM(B1:B9)", ("表", 1, 2): "="}
    (remark,) = found.remarks
    assert "工作表“表”有 2 个公式没有存值" in remark
    assert "open and save it" in remark


def test_zeros_that_await_calculation_are_no_figures() -> None:
    cells = rows('<c r="A1"><f>SUM(B1:B9)</f><v>0</v></c>', '<c r="B1"><f>A9</f><v>5</v></c>')
    awaiting = one_sheet(cells, calculation='<calcPr fullCalcOnLoad="1"/>')
    assert texts(awaiting) == {("表", 1, 1): "=SUM(B1:B9)", ("表", 1, 2): "5"}
    assert texts(one_sheet(cells)) == {("表", 1, 1): "0", ("表", 1, 2): "5"}


def test_zeros_are_blank_where_the_sheet_shows_none() -> None:
    cells = rows(
        '<c r="A1"><v>0</v></c>', '<c r="B1"><v>5</v></c>', '<c r="C1" t="str"><v>0</v></c>'
    )
    found = one_sheet(f'<sheetViews><sheetView showZeros="0"/></sheetViews>{cells}')
    assert texts(found) == {("表", 1, 2): "5", ("表", 1, 3): "0"}


def test_hidden_sheets_rows_and_columns_are_not_printed_and_their_figures_are_counted() -> None:
    visible = (
        '<cols><col min="2" max="2" hidden="1"/><col min="4" max="5" width="0"/></cols><sheetData>'
        '<row r="1"><c r="A1"><v>11</v></c><c r="B1"><v>12</v></c><c r="C1"><v>13</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>21</v></c><c r="C2" t="str"><v>甲</v></c></row>'
        '<row r="3"><c r="C3"><v>33</v></c><c r="E3"><v>35</v></c></row></sheetData>'
    )
    content = workbook(
        {"表": visible, "底稿": rows('<c r="A1"><v>1</v></c>'), "说明": rows()},
        states={"底稿": "veryHidden", "说明": "hidden"},
    )
    found = read_xlsx(content)
    assert texts(found) == {("表", 1, 1): "11", ("表", 1, 3): "13", ("表", 3, 3): "33"}
    assert found.remarks == (
        "工作表“表”隐藏的行列或合并单元格下有 3 个数，没有读 / "
        "figures in hidden rows or columns or under merged cells, not read",
        "隐藏的工作表“底稿”有 1 个数，没有读 / figures on a hidden sheet, not read",
    )


def test_a_merged_cell_is_seen_in_the_first_part_that_is_not_hidden() -> None:
    found = one_sheet(
        '<sheetData><row r="1" hidden="1"><c r="A1" t="str"><v>类</v></c></row>'
        '<row r="2"><c r="A2"><v>9</v></c><c r="B2"><v>5</v></c></row>'
        '<row r="3"><c r="B3"><v>6</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:A3"/><mergeCell ref="A2:B2"/></mergeCells>'
    )
    (grid,) = found.pages[0].grids
    merged = grid.covering(3, 1)
    assert merged is not None and (merged.text, merged.row, merged.row_span) == ("类", 2, 2)
    assert texts(found)["表", 2, 2] == "5"
    assert len(found.remarks) == 1 and "有 1 个数" in found.remarks[0]


def test_a_number_that_its_format_hides_is_said() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts>'
        '<cellXfs><xf numFmtId="170"/></cellXfs>'
    )
    found = one_sheet(rows('<c r="A1"><v>5</v></c>', '<c r="B1"><v>0</v></c>'), styles=styles)
    assert texts(found) == {}
    assert found.remarks == ("工作表“表”有 1 个数按格式不显示 / numbers that their format hides",)


def test_a_mark_in_the_last_corner_of_a_sheet_makes_a_grid_of_its_own() -> None:
    found = one_sheet(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2"><c r="B2"><v>2</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>3</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="C3:XFC1048575"/></mergeCells>'.replace(
            "C3:XFC1048575", "A5:B6"
        )
    )
    first, last = found.pages[0].grids
    assert (first.row_count, first.column_count) == (2, 2)
    assert texts(found)["表", 1048576, 16384] == "3"
    assert last.row_count == 1


def test_a_sheet_that_is_merged_to_its_ends_is_no_report() -> None:
    content = workbook(
        {
            "表": '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>3</v></c></row></sheetData>'
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        }
    )
    with pytest.raises(UnsupportedFile, match="太大"):
        read_xlsx(content)


def test_formats_to_the_end_of_a_sheet_cost_no_cells() -> None:
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(2, 5000))
    found = one_sheet(
        f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{blank}</sheetData>', styles=FORMATS
    )
    (grid,) = found.pages[0].grids
    assert (grid.row_count, len(grid.cells)) == (1, 1)


def test_a_sheet_of_pictures_is_a_picture() -> None:
    drawing = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    links = '<Relationships><Relationship Id="d" Type="{}" Target="{}"/></Relationships>'
    found = one_sheet(
        '<sheetData/><drawing r:id="d"/>',
        more={
            "xl/worksheets/_rels/sheet1.xml.rels": links.format(drawing, "../drawings/d.xml"),
            "xl/drawings/_rels/d.xml.rels": links.format(image, "../media/1.png"),
        },
    )
    (page,) = found.pages
    assert (page.is_picture, page.sheet, page.blocks) == (True, "表", ())


def test_overlapping_merges_and_part_names_of_other_programs() -> None:
    content = workbook(
        {
            "表": rows('<c r="A1"><v>1</v></c>', '<c r="C1"><v>3</v></c>')
            + '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:C1"/></mergeCells>'
        }
    ).replace(b"xl/worksheets/sheet1.xml", b"xl\\Worksheets\\Sheet1.xml")
    (grid,) = read_xlsx(content).pages[0].grids
    assert [(cell.text, cell.column, cell.column_span) for cell in grid.cells] == [
        ("1", 1, 2),
        ("3", 3, 1),
    ]


BOMB = (
    '<!DOCTYPE worksheet [<!ENTITY a "9"><!ENTITY f SYSTEM "file:///etc/hostname">'
    '<!ENTITY b "&a;&a;&a;&a;">]>'
)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/worksheets/sheet1.xml", f'{BOMB}<worksheet xmlns="{MAIN}"><sheetData><row r="1">'
         '<c r="A1"><v>&b;</v></c></row></sheetData></worksheet>'),
        ("xl/sharedStrings.xml", f'{BOMB}<sst xmlns="{MAIN}"><si><t>&f;</t></si></sst>'),
        ("xl/workbook.xml", f'{BOMB}<workbook xmlns="{MAIN}"><sheets/></workbook>'),
    ],
)  # fmt: skip
def test_entities_are_refused(part: str, content: str) -> None:
    with pytest.raises(UnreadableFile) as problem:
        one_sheet(rows(), more={part: content})
    assert "文档类型声明" in problem.value.reason


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1"><v>1_000</v></c>',
        '<c r="A1"><v>１２</v></c>',
        '<c r="A1"><v>1,5</v></c>',
        '<c r="A1"><v>nan</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" t="s"><v>7</v></c>',
        '<c r="XFE1"><v>1</v></c>',
        '<c r="1A"><v>1</v></c>',
        '<c r="A1"><v>1</c>',
    ],
)
def test_a_broken_cell_is_no_figure(cells: str) -> None:
    with pytest.raises(UnreadableFile):
        one_sheet(rows(cells), strings=("<t>a</t>",))


def test_a_sheet_that_a_broken_workbook_lists_twice_is_read_once() -> None:
    once = workbook({"表": rows('<c r="A1"><v>3.5</v></c>')})
    twice = io.BytesIO()
    with ZipFile(io.BytesIO(once)) as source, ZipFile(twice, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/workbook.xml":
                entry = part[part.index(b"<sheet ") : part.index(b"</sheets>")]
                part = part.replace(entry, entry * 2)
            target.writestr(name, part)
    assert [page.sheet for page in read_xlsx(twice.getvalue()).pages] == ["表"]

"""Workbooks in the XML of Excel 2003, which publishers give the suffix .xls."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.document import Document
from pipelines.readers.opening import open_document
from pipelines.readers.problems import UnreadableFile

PROLOG = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
NAMESPACES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
)
STYLES = (
    '<Styles><Style ss:ID="Default"/>'
    '<Style ss:ID="a"><NumberFormat ss:Format="Standard"/></Style>'
    '<Style ss:ID="b" ss:Parent="a"><Font/></Style>'
    '<Style ss:ID="c"><NumberFormat ss:Format="0!.0,"/></Style>'
    '<Style ss:ID="d"><NumberFormat ss:Format="Long Date"/></Style>'
    '<Style ss:ID="e"><NumberFormat ss:Format=";;;"/></Style></Styles>'
)
TABLE = (
    '<Table><Column ss:Index="2" ss:Hidden="1"/><Column ss:StyleID="c"/>'
    '<Row><Cell ss:MergeAcross="2" ss:MergeDown="1"><Data ss:Type="String">收入决算表</Data></Cell>'
    '<Cell><Data ss:Type="String">单位：万元</Data></Cell></Row>'
    '<Row ss:Index="3"><Cell ss:StyleID="b"><Data ss:Type="Number">1234567.5</Data></Cell>'
    '<Cell><Data ss:Type="Number">77</Data></Cell>'
    '<Cell><Data ss:Type="Number">12345.6</Data></Cell>'
    '<Cell ss:StyleID="d"><Data ss:Type="DateTime">2023-12-31T00:00:00.000</Data></Cell>'
    '<Cell ss:StyleID="e"><Data ss:Type="Number">5</Data></Cell></Row>'
    '<Row ss:Hidden="1"><Cell><Data ss:Type="Number">88</Data></Cell></Row>'
    '<Row><Cell ss:Formula="=SUM(R[-2]C)"/><Cell ss:Index="4"><ss:Data ss:Type="String" '
    'xmlns="http://www.w3.org/TR/REC-html40"><B>财政</B><Font>拨款</Font></ss:Data></Cell></Row>'
    "</Table>"
)


def opened(
    folder: Path, table: str, options: str = "", more: str = "", encoding: str = "utf-8"
) -> Document:
    file = folder / "决算.xls"
    file.write_bytes(
        f'{PROLOG}<Workbook {NAMESPACES}>{STYLES}<Worksheet ss:Name="表一">{table}'
        f'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">{options}'
        f"</WorksheetOptions></Worksheet>{more}</Workbook>".encode(encoding)
    )
    return open_document(file)


def texts(document: Document) -> dict[tuple[int, int], str]:
    return {
        (cell.row, cell.column): cell.text
        for page in document.pages
        for grid in page.grids
        for cell in grid.cells
        if cell.text
    }


def test_values_spans_and_what_is_hidden(tmp_path: Path) -> None:
    found = opened(tmp_path, TABLE)
    assert found.reader == "spreadsheet_xml"
    assert texts(found) == {
        (1, 1): "收入决算表",
        (1, 4): "单位：万元",
        (3, 1): "1,234,567.50",
        (3, 3): "1.2",
        (3, 4): "2023年12月31日",
        (5, 1): "=SUM(R[-2]C)",
        (5, 4): "财政拨款",
    }
    title = found.pages[0].grids[0].covering(2, 3)
    assert title is not None and (title.row_span, title.column_span) == (2, 3)
    hidden, empty, formula = found.remarks
    assert "有 2 个数" in hidden and "1 个数按格式不显示" in empty and "1 个公式" in formula


def test_hidden_sheets_and_zeros_that_are_not_shown(tmp_path: Path) -> None:
    zero = '<Table><Row><Cell><Data ss:Type="Number">0</Data></Cell>'
    zero += '<Cell><Data ss:Type="Number">6</Data></Cell></Row></Table>'
    hidden = (
        f'<Worksheet ss:Name="底稿">{zero}<WorksheetOptions '
        'xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>'
        "</WorksheetOptions></Worksheet>"
    )
    found = opened(tmp_path, zero, "<DoNotDisplayZeros/>", hidden)
    assert texts(found) == {(1, 2): "6"}
    assert found.remarks == (
        "隐藏的工作表“底稿”有 2 个数，没有读 / figures on a hidden sheet, not read",
    )


def test_sixteen_bits_a_character(tmp_path: Path) -> None:
    assert texts(opened(tmp_path, TABLE, encoding="utf-16"))[1, 1] == "收入决算表"


@pytest.mark.parametrize(
    "table",
    [
        '<Table><Row><Cell><Data ss:Type="Number">1,5</Data></Cell></Row></Table>',
        '<Table><Row><Cell ss:Index="0"><Data ss:Type="Number">5</Data></Cell></Row></Table>',
        '<Table><Row ss:Index="x"><Cell><Data ss:Type="Number">5</Data></Cell></Row></Table>',
        '<Table><Row ss:Index="99999999"><Cell/></Row></Table>',
        '<Table><Row><Cell><Data ss:Type="DateTime">gestern</Data></Cell></Row></Table>',
        "<Table><Row>",
    ],
)
def test_broken_workbooks_are_unreadable(tmp_path: Path, table: str) -> None:
    with pytest.raises(UnreadableFile):
        opened(tmp_path, table)


def test_entities_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.xls"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE Workbook [<!ENTITY a "1">]>'
        f'<Workbook {NAMESPACES}><Worksheet ss:Name="a"><Table><Row><Cell>'
        '<Data ss:Type="Number">&a;</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    with pytest.raises(UnreadableFile, match="文档类型声明"):
        open_document(file)

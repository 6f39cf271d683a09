"""Web archives that Word and Excel save, whatever their suffix."""

from __future__ import annotations

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from pipelines.readers.opening import open_document
from pipelines.readers.problems import UnreadableFile

SHEET = (
    "<html><body><table><tr><td>{name}</td><td>单位：万元</td></tr>"
    "<tr><td>合计</td><td>1,234.50</td></tr></table></body></html>"
)
LISTED = (
    "<x:ExcelWorksheet><x:Name>{name}</x:Name><x:WorksheetSource HRef='a.files/{part}'/>"
    "{more}</x:ExcelWorksheet>"
)


def archive(pages: dict[str, str], charset: str = "utf-8") -> bytes:
    message = MIMEMultipart("related")
    for location, page in pages.items():
        part = MIMEText(page, "html", charset)
        part["Content-Location"] = f"file:///C:/a.files/{location}"
        message.attach(part)
    return b"MIME-Version: 1.0\r\nX-Document-Type: Worksheet\r\n" + message.as_bytes().replace(
        b"MIME-Version: 1.0\n", b"", 1
    )


def listing(*sheets: tuple[str, str, str]) -> str:
    entries = "".join(LISTED.format(name=name, part=part, more=more) for name, part, more in sheets)
    return f"<html><head><xml>{entries}</xml></head><frameset><frame src=a></frameset></html>"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_the_page_of_a_word_processor(tmp_path: Path, charset: str) -> None:
    file = tmp_path / "a.doc"
    pages = {"a.htm": SHEET.format(name="收入决算表"), "header.htm": "<p>页眉</p>"}
    file.write_bytes(archive(pages, charset))
    found = open_document(file)
    assert found.reader.startswith("web_archive+")
    assert list(found.texts()) == ["收入决算表", "单位：万元", "合计", "1,234.50"]


def test_the_sheets_of_a_workbook_by_their_names(tmp_path: Path) -> None:
    file = tmp_path / "a.xls"
    pages = {
        "a.htm": listing(
            ("Z03 收入", "sheet001.htm", ""),
            ("底稿", "sheet002.htm", "<x:Visible>SheetHidden</x:Visible>"),
            ("Z04 支出", "sheet003.htm", ""),
            ("Z05", "sheet009.htm", ""),
        ),
        "sheet001.htm": SHEET.format(name="收入决算表"),
        "sheet002.htm": SHEET.format(name="底稿"),
        "sheet003.htm": SHEET.format(name="支出决算表"),
        "tabstrip.htm": "<p>Z03 收入</p>",
    }
    file.write_bytes(archive(pages))
    found = open_document(file)
    assert [(page.sheet, page.grids[0].cells[0].text) for page in found.pages] == [
        ("Z03 收入", "收入决算表"),
        ("Z04 支出", "支出决算表"),
    ]
    assert found.remarks[-2:] == (
        "隐藏的工作表“底稿”没有读 / a hidden sheet is not read",
        "网页存档缺少工作表“Z05” / a sheet is missing in the web archive",
    )


def test_a_message_without_a_page_is_unreadable(tmp_path: Path) -> None:
    file = tmp_path / "a.mht"
    file.write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b--\r\n"
    )
    with pytest.raises(UnreadableFile, match="没有网页"):
        open_document(file)

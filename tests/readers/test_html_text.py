"""Text of web pages: what a browser prints of elements, and in which encoding it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.readers.html import read_html
from pipelines.readers.html_decoding import decoded_page, is_html
from pipelines.readers.opening import open_document
from tests.readers.web_pages import lines_of

HEAD = "<html><head><meta charset={}></head>"
PAGE = f"{HEAD}<body><p>本年收入合计1,234.56万元，其中：财政拨款</p></body></html>"
TRADITIONAL = f"{HEAD}<body><p>幼兒園部門決算，收入1,234.56萬元</p></body></html>"


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", "iso-8859-1", "nonsense"])
@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (PAGE, "gb18030"),
        (PAGE, "utf-8"),
        (PAGE, "utf-8-sig"),
        (PAGE, "utf-16"),
        (PAGE, "utf-16-le"),
        (PAGE, "utf-16-be"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "utf-8"),
    ],
)
def test_bytes_outweigh_a_wrong_declaration(page: str, encoding: str, declared: str) -> None:
    content = page.format(declared).encode(encoding)
    assert is_html(content)
    text = read_html(content).pages[0].lines[0].text
    assert f"<p>{text}</p>" in page
    assert "1,234.56" in text


def test_a_page_in_utf8_with_a_part_in_gbk() -> None:
    content = PAGE.format("utf-8").encode() + "\n<p>政府信息公开指南</p>".encode("gbk")
    assert [line.text for line in read_html(content).pages[0].lines][-1] == "政府信息公开指南"
    other = PAGE.format("gbk").encode("gbk") + "\n<p>政府信息公开指南</p>".encode()
    assert [line.text for line in read_html(other).pages[0].lines][-1] == "政府信息公开指南"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_broken_bytes_never_make_or_take_digits(encoding: str) -> None:
    content = PAGE.format(encoding).encode(encoding).replace(b"1,234.56", b"\xff1,234.56\xb5")
    document = read_html(content)
    assert "\ufffd1,234.56" in document.pages[0].lines[0].text
    (remark,) = document.remarks
    assert remark.endswith("处字符无法解码 / characters could not be decoded")
    assert decoded_page(content).spoiled > 0


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<!-- saved from url --><!DOCTYPE html><p>", True),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<html xmlns="x">', True),
        (b"  <TABLE border=1>", True),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>', False),
        ("<b>合计</b>\t1.00".encode(), False),
    ],
)
def test_a_page_is_known_by_its_beginning(content: bytes, expected: bool) -> None:
    assert is_html(content) is expected


def test_a_page_is_opened_by_content_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "report.xls"
    path.write_bytes(b"<table><tr><td>a<td>1.00</table>")
    assert open_document(path).reader == "lxml_html"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一<br>二&nbsp;三\n四</p>五<div>六</div>七", ["一", "二 三 四", "五", "六", "七"]),
        ("<p><span>12</span><span>.50</span></p>", ["12.50"]),
        ("123.45<sup>1</sup>万元", ["123.45¹万元"]),
        ("<p>123.45<sup>[1]</sup></p><p>12<sup>2</sup>", ["123.45", "12²"]),
        (
            "<p>100<s>5</s><span style='text-decoration:line-through'>6</span>",
            ["1005\u03366\u0336"],
        ),
        ("甲<script>1.5</script><style>b</style><noscript>2.5</noscript><!-- 3.5 -->乙", ["甲乙"]),
        ("甲<span style='display: none'>4.5</span><span hidden>5.5</span>乙", ["甲乙"]),
        (
            "<!--[if gte mso 9]><p>1</p><![endif]--><![if !mso]><p>2</p><![endif]><o:p>3</o:p>",
            ["2", "3"],
        ),
        ("<xml><w:View>Normal 7.8</w:View></xml>甲", ["甲"]),
        ("<input type=checkbox checked>是<input type=radio>否<input value=5.0>", ["☑是☐否5.0"]),
        ("<input type=hidden value=6.0><button>7.0</button>甲", ["甲"]),
        ("<select><option>八<option selected>九</select>", ["九"]),
        ("<ol><li>甲<li><p>乙</p><li>3、丙</ol><ul><li>丁</ul>", ["1、甲", "2、乙", "3、丙", "丁"]),
        ("<ol type=i start=4><li>甲<li value=9>乙</ol>", ["iv、甲", "ix、乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲</ol>", ["一、甲"]),
        ("<ol style='list-style:none'><li>甲</ol>", ["甲"]),
        ("<pre>甲\n  乙 1.00</pre>", ["甲", "乙 1.00"]),
        ("<p style='white-space:pre-wrap'>甲\n乙</p>", ["甲", "乙"]),
        ("2 < 3 &amp; 4&gt;3 &#19975;&hellip;", ["2 < 3 & 4>3 万…"]),
        ("甲</body></html><p>尾", ["甲", "尾"]),
        ("<a href=/x>首页<p>收入5万元。</p>", ["首页", "收入5万元。"]),
    ],
)
def test_what_a_browser_prints(body: str, lines: list[str]) -> None:
    assert lines_of(f"<html><body>{body}</body></html>") == lines


def test_xhtml_with_empty_elements_cdata_and_a_document_type() -> None:
    page = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "a" "b" [<!ENTITY x "9.99">]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><script src="a.js"/><title/></head>'
        "<body><p>甲<![CDATA[<乙>]]>&x;</p><div/><p>丙</p></body></html>"
    )
    assert lines_of(page) == ["甲<乙>&x;", "丙"]


def test_elements_left_open_by_the_hundred_are_no_depth_of_the_text() -> None:
    page = f"<body>{'<font>甲<b>' * 500}<p>收入5万元。</p>"
    assert lines_of(page) == ["甲" * 500, "收入5万元。"]

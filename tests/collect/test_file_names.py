"""Names of files: what servers say in all their ways, made safe."""

from __future__ import annotations

import pytest

from pipelines.collect.file_names import (
    disposed_name,
    is_file_name,
    name_in_address,
    name_of_download,
    numbered,
    safe_name,
)


def as_sent(header: bytes) -> str:
    """A header as it arrives from http.client."""
    return header.decode("latin-1")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b'attachment; filename="report.pdf"', "report.pdf"),
        (b"attachment; filename=report.pdf", "report.pdf"),
        (b"attachment;FileName = report.pdf ; size=3", "report.pdf"),
        (b"attachment; filename*=UTF-8''%E5%86%B3%E7%AE%97.pdf", "决算.pdf"),
        (b"attachment; filename*=GBK''%BE%F6%CB%E3.pdf", "决算.pdf"),
        (b"attachment; filename=x.pdf; filename*=UTF-8'zh-CN'%E5%86%B3.pdf", "决.pdf"),
        (b"attachment; filename*=nonsense''%E5%86%B3.pdf; filename=x.pdf", "x.pdf"),
        (b"attachment; filename*=UTF-8''%FF.pdf; filename=x.pdf", "x.pdf"),
        ('attachment; filename="决算.pdf"'.encode(), "决算.pdf"),
        ('attachment; filename="决算.pdf"'.encode("gbk"), "决算.pdf"),
        # the second byte of these characters is a backslash in GBK
        ('attachment; filename="乗歕.pdf"'.encode("gbk"), "乗歕.pdf"),
        (b'attachment; filename="%E5%86%B3%E7%AE%97.pdf"', "决算.pdf"),
        (b'attachment; filename="%BE%F6%CB%E3.pdf"', "决算.pdf"),
        (b'attachment; filename="=?UTF-8?B?5Yaz566XLnBkZg==?="', "决算.pdf"),
        (b'attachment; filename="a;b\\"c.pdf"', 'a;b"c.pdf'),
        (b'attachment; filename="C:\\files\\a.pdf"', "C:\\files\\a.pdf"),
        (b"attachment", ""),
        (b"", ""),
        (b'attachment; filename=""', ""),
    ],
)
def test_the_name_a_server_gives(header: bytes, expected: str) -> None:
    assert disposed_name(as_sent(header)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://a.cn/x/P020240901.pdf", "P020240901.pdf"),
        ("http://a.cn/x/%E5%86%B3%E7%AE%97.pdf?v=1", "决算.pdf"),
        ("http://a.cn/x/%BE%F6%CB%E3.pdf", "决算.pdf"),
        ("http://a.cn/down.jsp?id=3&name=%E5%86%B3%E7%AE%97.xls", "决算.xls"),
        ("http://a.cn/down?file=/up/2024/a.doc", "a.doc"),
        ("http://a.cn/content_12.html", "content_12.html"),
        ("http://a.cn/", ""),
    ],
)
def test_the_name_in_an_address(address: str, expected: str) -> None:
    assert name_in_address(address) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2023年度部门决算.pdf", "2023年度部门决算.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("/", "report"),
        ("..", "report"),
        ("", "report"),
        (".hidden.pdf", "_.hidden.pdf"),
        ("~$draft.xlsx", "_~$draft.xlsx"),
        ("a\x00b\nc.pdf", "a_b_c.pdf"),
        ("a\u202efdp.exe", "a_fdp.exe"),
        ("a:b?c*.pdf", "a_b_c_.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("x.pdf. . ", "x.pdf"),
        ("lone\ud800.pdf", "lone_.pdf"),
        ("决" * 200 + ".pdf", "决" * 58 + ".pdf"),
        ("e\u0301.pdf", "\u00e9.pdf"),
    ],
)
def test_names_that_are_safe_everywhere(name: str, expected: str) -> None:
    assert safe_name(name) == expected
    assert len(expected.encode()) <= 180


def test_a_name_is_taken_from_the_first_that_has_one() -> None:
    assert name_of_download("attachment; filename=a.pdf", "http://x.cn/b.doc", "c", ".pdf") == (
        "a.pdf"
    )
    assert name_of_download("inline", "http://x.cn/b.doc", "c", ".doc") == "b.doc"
    assert name_of_download("", "http://x.cn/down?id=1", "某局2023年度决算", ".pdf") == (
        "某局2023年度决算.pdf"
    )
    assert name_of_download("attachment; filename=down.jsp", "http://x.cn/d", "c.xls", "") == (
        "c.xls"
    )


def test_a_second_file_of_one_name_gets_a_number_before_its_suffix() -> None:
    assert numbered("a.pdf", 1) == "a.pdf"
    assert numbered("a.pdf", 2) == "a (2).pdf"
    assert numbered("2023年1.5亿", 3) == "2023年1.5亿 (3)"


def test_pages_are_no_files_to_download() -> None:
    assert is_file_name("a.PDF")
    assert is_file_name("附件.rar ")
    assert not is_file_name("a.html")
    assert not is_file_name("a.jsp")
    assert not is_file_name("决算")

"""What files are by their content, and whether their end is missing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipelines.collect.media_types import (
    MediaType,
    is_office_page,
    looks_cut_off,
    media_type,
    same_print,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def packed(part: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(part, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"%PDF-1.7\n", ".pdf"),
        (b"\r\n\xef\xbb\xbf%PDF-1.4", ".pdf"),
        (packed("word/document.xml"), ".docx"),
        (packed("xl/workbook.xml"), ".xlsx"),
        (packed("OFD.xml"), ".ofd"),
        (packed("a.pdf"), ".zip"),
        (b"PK\x03\x04 broken", ".zip"),
        (OLE + "Workbook".encode("utf-16-le"), ".xls"),
        (OLE + "WordDocument".encode("utf-16-le"), ".doc"),
        (OLE, ""),
        (b"Rar!\x1a\x07\x01\x00", ".rar"),
        (b"7z\xbc\xaf\x27\x1c", ".7z"),
        (b"\x1f\x8b\x08", ".gz"),
        (b"<!DOCTYPE html><p>", ".html"),
        (b"\xef\xbb\xbf\n<!-- x --><HTML lang=zh>", ".html"),
        (b"<script>location='/'</script>", ".html"),
        ("收入支出决算总表\t单位：万元\n".encode("gbk"), ".txt"),
        ("收入支出决算总表\n".encode() * 400, ".txt"),
        (b"\x00\x01\x02", ""),
        (b"", ""),
    ],
)
def test_content_decides(tmp_path: Path, content: bytes, suffix: str) -> None:
    file = tmp_path / "named.pdf"
    file.write_bytes(content)
    assert media_type(file).suffix == suffix


def test_thousands_of_comments_before_no_page_take_no_time(tmp_path: Path) -> None:
    # tried in every way to divide them, they would not come to an end
    file = tmp_path / "x"
    file.write_bytes(b"<!-- -->" * 500 + b"figures")
    assert media_type(file).suffix == ".txt"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.4\nx\n%%EOF\n", False),
        (b"%PDF-1.4\nx\n%%EOF\n" + bytes(1000), False),
        (b"%PDF-1.4\nx\n", True),
        (packed("a.pdf"), False),
        (packed("a.pdf")[:-30], True),
        (b"text", False),
        (b"", True),
    ],
)
def test_a_missing_end_is_seen(tmp_path: Path, content: bytes, expected: bool) -> None:
    file = tmp_path / "x"
    file.write_bytes(content)
    assert looks_cut_off(file, media_type(file)) is expected


def test_two_pages_print_the_same(tmp_path: Path) -> None:
    file = tmp_path / "x.html"
    file.write_bytes("<html><p>支出 12.50</p><script>1</script></html>".encode())
    assert same_print(file, "<html><!-- 2 --><p class=b>支出  12.50</p></html>".encode())
    assert not same_print(file, "<html><p>支出 12.51</p></html>".encode())
    assert not same_print(file, b"")


def test_a_page_of_an_office_program(tmp_path: Path) -> None:
    file = tmp_path / "x.xls"
    file.write_bytes(b'<html xmlns:x="urn:schemas-microsoft-com:office:excel">')
    assert is_office_page(file)
    assert media_type(file) == MediaType("text/html", ".html")
    file.write_bytes(b"<html>")
    assert not is_office_page(file)

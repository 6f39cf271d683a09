"""A workbook in .xls that another program wrote, and containers written by hand.

files/small.xls is LibreOffice's conversion of a workbook with one sheet of four columns (hidden
column E, hidden row 4, A1:D1 merged) and one hidden sheet.
"""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from pipelines.readers.ole_containers import top_streams
from pipelines.readers.opening import open_document
from pipelines.readers.problems import ReadingProblem, UnreadableFile, UnsupportedFile
from tests.readers.written_files import ole_container

SMALL = Path(__file__).parent / "files" / "small.xls"
FIRST_RECORD = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0, 0, 0, 0)
ENCRYPTED_WORKBOOK = FIRST_RECORD + struct.pack("<HHHHH", 0x002F, 54, 1, 1, 1) + bytes(48)
WORD = bytes.fromhex("eca5c100") + bytes(6)


def test_what_the_cells_of_a_legacy_workbook_show() -> None:
    found = open_document(SMALL)
    (page,) = found.pages
    (grid,) = page.grids
    assert (found.reader, page.sheet) == ("xlrd", "表一")
    assert {(cell.row, cell.column): cell.text for cell in grid.cells if cell.text} == {
        (1, 1): "支出决算表",
        (2, 1): "2140.78",
        (2, 2): "1,234,567.50",
        (2, 3): "1.2",
        (2, 4): "2023年12月31日",
        (3, 1): "95.45%",
        (3, 2): "-",
        (3, 4): "1234.50",
        (5, 1): "0",
        (5, 2): "TRUE",
        (5, 3): "2140.78",
        (5, 4): "1234567890.12",
    }
    title = grid.covering(1, 4)
    assert title is not None and title.column_span == 4
    hidden, empty, sheet = found.remarks
    assert "有 2 个数，没有读" in hidden
    assert "有 1 个数按格式不显示" in empty
    assert sheet.startswith("隐藏的工作表“底稿”有 1 个数")


def test_only_streams_at_the_top_tell_the_kind() -> None:
    found = top_streams(ole_container({"Workbook": FIRST_RECORD, "1Table": b"x"}))
    assert list(found) == ["Workbook", "1Table"]
    assert found["Workbook"].beginning.startswith(FIRST_RECORD)
    assert "Workbook" in top_streams(SMALL.read_bytes())


@pytest.mark.parametrize("length", [8, 40, 511, 600, 3000])
def test_a_container_cut_short_has_no_streams_and_is_unreadable(
    tmp_path: Path, length: int
) -> None:
    cut = SMALL.read_bytes()[:length]
    assert top_streams(cut) == {}
    file = tmp_path / "a.xls"
    file.write_bytes(cut)
    with pytest.raises(UnreadableFile):
        open_document(file)


def test_a_stream_whose_sectors_turn_back_is_never_read(tmp_path: Path) -> None:
    """The last of eight sectors points to the first; a small stream points to itself."""
    whole = ole_container({"Workbook": ENCRYPTED_WORKBOOK})
    table = whole.index(struct.pack("<8I", *range(1, 8), 0xFFFFFFFE))
    turned = bytearray(whole)
    turned[table + 28 : table + 32] = struct.pack("<I", 0)
    small = bytearray(whole)
    entry = whole.index("Workbook".encode("utf-16-le"))
    small[entry + 116 : entry + 124] = struct.pack("<II", 1, 100)
    small[60:68] = struct.pack("<II", 7, 1)
    small[(7 + 1) * 512 : (7 + 1) * 512 + 8] = struct.pack("<II", 0xFFFFFFFE, 1)
    for content in (turned, small):
        assert top_streams(bytes(content))["Workbook"].is_endless
        file = tmp_path / "a.xls"
        file.write_bytes(content)
        with pytest.raises(UnreadableFile, match="损坏"):
            open_document(file)


def test_a_container_with_more_sectors_than_its_header_lists() -> None:
    """The header's list emptied, its one entry moved to a further sector that goes on with it."""
    whole = bytearray(ole_container({"WordDocument": WORD + b"\x00\x00"}))
    place_of_table = struct.unpack_from("<I", whole, 76)[0]
    further = (len(whole) - 512) // 512
    whole += struct.pack("<128I", place_of_table, *[0xFFFFFFFF] * 126, 0xFFFFFFFE)
    whole[76:80] = struct.pack("<I", 0xFFFFFFFF)
    whole[68:76] = struct.pack("<II", further, 1)
    assert list(top_streams(bytes(whole))) == ["WordDocument"]


def test_a_container_with_a_sector_size_of_none_has_no_streams() -> None:
    content = bytearray(SMALL.read_bytes())
    content[30:32] = b"\xff\xff"
    assert top_streams(bytes(content)) == {}


@pytest.mark.parametrize(
    ("streams", "problem", "reason", "advice"),
    [
        ({"EncryptedPackage": b""}, UnreadableFile, "已加密", "remove the password"),
        ({"Workbook": ENCRYPTED_WORKBOOK}, UnreadableFile, "已加密", "remove the password"),
        ({"WordDocument": WORD + b"\x00\x01"}, UnreadableFile, "已加密", "remove the password"),
        ({"PowerPoint Document": b""}, UnsupportedFile, "演示文稿", "PDF"),
        ({"WordDocument": WORD + b"\x00\x00"}, UnsupportedFile, "旧版 Word", "libreoffice-writer"),
        ({"WordDocument": WORD, "Workbook": b""}, UnsupportedFile, "旧版 Word", "docx"),
        ({"CONTENTS": b""}, UnsupportedFile, "Works", "docx"),
        ({"Anything": b""}, UnreadableFile, "xls 无法解析", "xlsx"),
    ],
)
def test_containers_end_in_words_and_advice(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    streams: dict[str, bytes],
    problem: type[ReadingProblem],
    reason: str,
    advice: str,
) -> None:
    """On a machine without LibreOffice; the suffix plays no part."""
    monkeypatch.setenv("PATH", "")
    file = tmp_path / "a.pdf"
    file.write_bytes(ole_container(streams))
    with pytest.raises(problem) as raised:
        open_document(file)
    assert reason in raised.value.reason
    assert advice in raised.value.advice

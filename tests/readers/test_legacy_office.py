"""Legacy office files through LibreOffice, and what happens when it fails."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.readers import legacy_office
from pipelines.readers.legacy_office import LegacyKind, libreoffice, read_through_libreoffice
from pipelines.readers.opening import open_document
from pipelines.readers.problems import UnreadableFile
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.samples import load_samples
from pipelines.typeset.typesetting import FileFormat, typeset
from tests.readers.written_files import workbook
from tests.round_trip.comparing import expected_figures, read_figures

SOURCES = Path(__file__).resolve().parents[2] / "sources"
KIND = LegacyKind("旧版 Excel 工作簿", "xls", "sheets")
CELL = '<sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData>'


@pytest.fixture
def program() -> str:
    """LibreOffice's program; tests that convert real files skip where it is missing."""
    found = libreoffice()
    if found is None:
        pytest.skip("LibreOffice is not installed, so no legacy file can be made or read")
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file_format", "suffix", "reader"),
    [
        ("xlsx_numbers", "xls", "xlrd"),
        ("xlsx_numbers", "ods", "libreoffice+lxml_xlsx"),
        ("xlsx_numbers", "xlsx", "lxml_xlsx"),
        ("docx", "doc", "libreoffice+lxml_docx"),
        ("docx", "rtf", "libreoffice+lxml_docx"),
        ("docx", "odt", "libreoffice+lxml_docx"),
    ],
)
def test_a_report_written_by_another_program_has_the_same_figures(
    tmp_path: Path, program: str, file_format: FileFormat, suffix: str, reader: str
) -> None:
    report = next(
        figures
        for sample, figures in load_samples(SOURCES)
        if len(sample.forms) == 9 and sample.file.endswith(".xlsx")
    )
    original = tmp_path / f"report.{'docx' if file_format == 'docx' else 'xlsx'}"
    original.write_bytes(typeset(report, load_layout("ministry"), file_format))
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--convert-to", suffix, "--outdir", str(tmp_path / "made")),
            str(original),
        ],
        check=True,
        capture_output=True,
    )
    file = (tmp_path / "made" / f"report.{suffix}").rename(tmp_path / "report.bin")
    assert open_document(file).reader == reader
    found, unplaced, forms = read_figures(file)
    expected = expected_figures(report)
    assert sum(expected.values()) > 500
    assert (expected - found, found - expected, unplaced) == ({}, {}, [])
    assert forms == [form.form_code for form in report.forms]


@pytest.mark.slow
def test_what_libreoffice_cannot_open_is_unreadable(program: str) -> None:
    kind = LegacyKind("旧版 Word 文档", "doc", "text")
    with pytest.raises(UnreadableFile, match="LibreOffice 打不开"):
        read_through_libreoffice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), kind)


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """A program named soffice that runs a piece of Python in place of LibreOffice."""
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nimport os, subprocess, sys\n{code}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_every_conversion_has_a_profile_of_its_own_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, log = tmp_path / "made.xlsx", tmp_path / "log"
    made.write_bytes(workbook({"一": CELL}))
    stand_in(
        tmp_path / "bin",
        monkeypatch,
        "profile = sys.argv[1].partition('file://')[2]\n"
        "settings = open(profile + '/user/registrymodifications.xcu').read()\n"
        "assert 'DisableMacrosExecution' in settings\n"
        f"open({str(log)!r}, 'a').write(profile + '\\n')\n"
        "out = sys.argv[sys.argv.index('--outdir') + 1]\n"
        "os.mkdir(out)\n"
        f"open(out + '/source.xlsx', 'wb').write(open({str(made)!r}, 'rb').read())",
    )
    for _ in range(2):
        found = read_through_libreoffice(b"anything", KIND)
        assert (found.reader, list(found.texts())) == ("libreoffice+lxml_xlsx", ["5"])
    first, second = log.read_text().split()
    assert first != second
    assert not Path(first).parent.exists()
    assert not Path(second).parent.exists()


def test_a_conversion_that_does_not_end_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "child"
    stand_in(
        tmp_path / "bin",
        monkeypatch,
        "child = subprocess.Popen(['tail', '-f', '/dev/null'])\n"
        f"open({str(log)!r}, 'w').write(str(child.pid))\n"
        "child.wait()",
    )
    monkeypatch.setattr(legacy_office, "_SECONDS_ALLOWED", 2)
    with pytest.raises(UnreadableFile, match="超过 2 秒"):
        read_through_libreoffice(b"anything", KIND)
    assert _ends(int(log.read_text()))


def _ends(process: int) -> bool:
    """Whether a process has ended or ends at once: a signal takes its time to arrive."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([handle], [], [], 10)
    os.close(handle)
    return bool(ended)


def test_what_the_program_says_is_in_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path / "bin", monkeypatch, "print('Error: source file could not be loaded')")
    with pytest.raises(UnreadableFile) as raised:
        read_through_libreoffice(b"anything", KIND)
    assert raised.value.reason.endswith("Error: source file could not be loaded")

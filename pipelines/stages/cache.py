"""Readings kept between runs, found again by what the file holds and what reads it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import which
from uuid import uuid4

import pipelines
from pipelines.catalogue.loading import catalogue_hash
from pipelines.stages.kept_rows import readings_in, write_entry
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import SourceFile

_READING_LIBRARIES = (
    "charset-normalizer",
    "lxml",
    "onnxruntime",
    "opencv-python-headless",
    "openpyxl",
    "pdfminer.six",
    "pdfplumber",
    "pypdfium2",
    "python-docx",
    "rapidocr",
    "xlrd",
)
_READING_PROGRAMS = ("soffice",)
_READING_PACKAGES = (
    "document",
    "text",
    "readers",
    "catalogue",
    "tables",
    "narrative",
    "checks",
    "collect",
    "stages",
)


def is_kept(source: SourceFile, folder: Path) -> bool:
    """Whether an earlier run kept readings of the file that still hold."""
    return bool(source.sha256) and _entry(source, folder).is_file()


def kept_readings(source: SourceFile, folder: Path) -> list[ReportReading] | None:
    """The readings of a file that an earlier run kept, None where they do not hold any more.

    They hold while the file's bytes, its name, its manifest row, the catalogue, the reading code
    and the programs it uses are all unchanged; a damaged entry is taken away. Their rows stay on
    the disk until they are asked for.
    """
    if not is_kept(source, folder):
        return None
    entry = _entry(source, folder)
    try:
        return readings_in(entry)
    except (OSError, ValueError, KeyError, TypeError):
        entry.unlink(missing_ok=True)
        return None


def keep_readings(
    source: SourceFile, readings: Sequence[ReportReading], folder: Path
) -> list[ReportReading]:
    """Keep the readings of a file for later runs; returned are the kept ones, whose rows are on
    the disk and no longer in memory. Raises OSError when the disk fails."""
    folder.mkdir(parents=True, exist_ok=True)
    entry = _entry(source, folder)
    # no process number: two machines that share the folder may have the same
    unfinished = entry.with_suffix(f".{uuid4().hex}.unfinished")
    write_entry(readings, unfinished)
    unfinished.replace(entry)
    return readings_in(entry)


def reader_version() -> str:
    """One word for all that reads: machines that say the same word read a file to the same rows."""
    return sha256(f"{catalogue_hash()}\n{_code_hash()}".encode()).hexdigest()


def _entry(source: SourceFile, folder: Path) -> Path:
    return folder / f"{_key(source)}.json"


def _key(source: SourceFile) -> str:
    parts = [source.sha256, source.source_file, *(f"{k}={v}" for k, v in source.manifest)]
    parts.append(repr(source.refusal))
    return sha256("\n".join([*parts, catalogue_hash(), _code_hash()]).encode()).hexdigest()


@cache
def _code_hash() -> str:
    digest = sha256()
    for library in _READING_LIBRARIES:
        digest.update(f"{library}={_version(library)}".encode())
    for program in _READING_PROGRAMS:
        digest.update(f"{program}={which(program)}".encode())
    root = Path(pipelines.__file__).parent
    for package in _READING_PACKAGES:
        for module in sorted((root / package).rglob("*.py")):
            digest.update(module.relative_to(root).as_posix().encode())
            digest.update(module.read_bytes())
    return digest.hexdigest()


def _version(library: str) -> str:
    """The version of a library, '' where an optional one is not installed."""
    try:
        return version(library)
    except PackageNotFoundError:
        return ""

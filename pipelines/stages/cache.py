"""Readings kept between runs, found again by what the file holds and what reads it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pipelines
from pipelines.catalogue.loading import catalogue_hash
from pipelines.stages.raw_schema import EXACT_DECIMALS, RAW_TABLES
from pipelines.stages.reading import ReportReading, read_file
from pipelines.stages.sources import SourceFile

_READING_LIBRARIES = ("pdfplumber", "pdfminer.six", "openpyxl", "xlrd", "python-docx")
_OPTIONAL_LIBRARIES = ("rapidocr", "onnxruntime", "opencv-python-headless")
_READING_PACKAGES = (
    *("document", "text", "readers", "catalogue", "tables", "narrative", "checks", "stages"),
)


def read_through_cache(source: SourceFile, folder: Path) -> tuple[list[ReportReading], bool]:
    """The readings of a file and whether they came from the cache.

    A cached reading is used only when the file's bytes, its name, its manifest row, the catalogue
    and the reading code are all unchanged; a damaged entry is read anew.
    """
    entry = folder / f"{_key(source)}.json"
    if source.sha256 and entry.is_file():
        try:
            return [_from_json(reading) for reading in json.loads(entry.read_text("utf-8"))], True
        except (ValueError, KeyError, TypeError, ArithmeticError):
            entry.unlink(missing_ok=True)
    readings = read_file(source)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = entry.with_suffix(f".{os.getpid()}.unfinished")
    content = [asdict(reading) for reading in readings]
    unfinished.write_text(json.dumps(content, ensure_ascii=False, default=str), "utf-8")
    unfinished.replace(entry)
    return readings, False


def _key(source: SourceFile) -> str:
    parts = [source.sha256, source.source_file, *(f"{k}={v}" for k, v in source.manifest)]
    return sha256("\n".join([*parts, catalogue_hash(), _code_hash()]).encode()).hexdigest()


@cache
def _code_hash() -> str:
    digest = sha256()
    for library in _READING_LIBRARIES:
        digest.update(f"{library}={version(library)}".encode())
    # a scan that could not be read is read again when the libraries for it are there
    for library in _OPTIONAL_LIBRARIES:
        digest.update(f"{library}={_version_if_installed(library)}".encode())
    root = Path(pipelines.__file__).parent
    for package in _READING_PACKAGES:
        for module in sorted((root / package).rglob("*.py")):
            digest.update(module.relative_to(root).as_posix().encode())
            digest.update(module.read_bytes())
    return digest.hexdigest()


def _version_if_installed(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _from_json(content: dict[str, Any]) -> ReportReading:
    return ReportReading(
        content["report"],
        content["report_outcome"],
        {name: [_exact(name, row) for row in rows] for name, rows in content["rows"].items()},
    )


def _exact(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row of a raw table with its exact figures as Decimal again; JSON kept them as texts."""
    columns = RAW_TABLES[table]
    return {
        column: Decimal(value) if columns[column] in EXACT_DECIMALS and value is not None else value
        for column, value in row.items()
    }

"""Small typeset reports of invented departments, as many as are asked for.

Every report differs from every other in its department and its figures; the same number gives the
same report. What is measured with them belongs to the benchmarks that use them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

from pipelines.typeset.figures import Figure, FigureRow, FormFigures, ReportFigures
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.typesetting import FileFormat, typeset

YEAR = 2023
_ITEMS = (("2050201", "学前教育"), ("2050202", "小学教育"), ("2050203", "初中教育"))
_SUFFIXES: dict[FileFormat, str] = {"xlsx_numbers": "xlsx", "pdf": "pdf"}
_FORMATS = tuple(_SUFFIXES)


def write_reports(folder: Path, count: int, first: int = 0) -> list[Path]:
    """Write reports number `first` and following into a folder; every second one is a PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_report(folder, number) for number in range(first, first + count)]


def write_report(folder: Path, number: int, *, revision: int = 0) -> Path:
    """Write one report: 18 figures in 万元 in one form; a revision has other figures."""
    file_format = _FORMATS[number % len(_FORMATS)]
    chance = Random(f"{number}/{revision}")
    rows = tuple(_rows([_amounts(chance) for _ in _ITEMS]))
    form = FormFigures("general_budget_expenditure", rows)
    report = ReportFigures(f"某市第{number:05}号学校", YEAR, "wan", (form,))
    file = folder / f"{number:05}.{_SUFFIXES[file_format]}"
    file.write_bytes(typeset(report, load_layout("plain"), file_format))
    return file


def _amounts(chance: Random) -> tuple[Decimal, Decimal]:
    basic, project = (Decimal(chance.randrange(100, 10_000_000)) / 100 for _ in range(2))
    return basic, project


def _rows(items: list[tuple[Decimal, Decimal]]) -> Iterator[FigureRow]:
    basic, project = (sum(column, Decimal(0)) for column in zip(*items, strict=True))
    yield _row(None, "合计", basic, project)
    yield _row("205", "教育支出", basic, project)
    yield _row("20502", "普通教育", basic, project)
    for (code, name), amounts in zip(_ITEMS, items, strict=True):
        yield _row(code, name, *amounts)


def _row(code: str | None, label: str, basic: Decimal, project: Decimal) -> FigureRow:
    amounts = {"total": basic + project, "basic": basic, "project": project}
    figures = tuple(Figure(measure, "outturn", f"{one:f}") for measure, one in amounts.items())
    return FigureRow("", code, label, figures)

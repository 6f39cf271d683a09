"""The short run of the fuzz harness, and proof that its oracle sees what it is there to see."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.readers.opening import open_document
from pipelines.stages.reading import read_file
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import source_file
from tests.fuzz.oracle import faults, number_of, worth_in_yuan
from tests.fuzz.originals import load_invented, make_originals
from tests.fuzz.running import Case, mutant_of, run
from tests.fuzz.truth import faults_of_truth

_FILES = 120
REPORT = """某某市某某局2022年度部门决算
一般公共预算财政拨款支出决算表
部门：某某市某某局\t\t\t\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t3.00\t1.00\t2.00
205\t教育支出\t3.00\t1.00\t2.00
"""


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    make_originals(folder, forms_a_layout=2)
    return folder


def test_nothing_is_at_fault_in_mutated_files(originals: Path) -> None:
    judged = list(run(originals, seed=1, count=_FILES))
    assert len(judged) == _FILES
    found = [(one.case.number, one.made, one.faults) for one in judged if one.faults]
    assert found == []
    words = {word for one in judged for word in one.outcomes}
    assert {"read", "partly_read", "unreadable"} <= words


def test_the_same_seed_makes_the_same_files(originals: Path) -> None:
    first, second = (
        [mutant_of(Case(originals, seed=3, number=number)) for number in range(12)]
        for _ in range(2)
    )
    assert [mutant and mutant.made for mutant in first] == [m and m.made for m in second]
    texts = [(one, two) for one, two in zip(first, second, strict=True) if one and two]
    # typeset PDF and office files hold the time they were made, mutated bytes do not
    assert all(one.content == two.content for one, two in texts if one.truth is None)


def read(folder: Path, text: str) -> tuple[Any, ReportReading]:
    file = folder / "report.txt"
    file.write_text(text, "utf-8")
    (reading,) = read_file(source_file(file))
    return open_document(file), reading


def with_first_amount(reading: ReportReading, **changes: object) -> list[ReportReading]:
    first, *rest = reading.rows["reported_amount"]
    rows = {**reading.rows, "reported_amount": [{**first, **changes}, *rest]}
    return [replace(reading, rows=rows)]


def test_the_oracle_is_content_with_a_report_as_it_is(tmp_path: Path) -> None:
    document, reading = read(tmp_path, REPORT)
    assert faults(document, [reading]) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"amount_text": "8.00"}, "is not in its cell"),
        ({"amount_yuan": Decimal("3.0000")}, "is told as 3.0000"),
        ({"amount_state": "illegible"}, "is illegible with"),
        ({"table_column": 4}, "gives 2 figures"),
        ({"amount_text": "1.00", "amount_yuan": Decimal("10000.0000")}, "is not in its cell"),
    ],
)
def test_the_oracle_sees_a_wrong_figure(
    changes: dict[str, object], fault: str, tmp_path: Path
) -> None:
    document, reading = read(tmp_path, REPORT)
    assert any(fault in one for one in faults(document, with_first_amount(reading, **changes)))


def test_the_oracle_sees_a_figure_that_is_lost(tmp_path: Path) -> None:
    document, reading = read(tmp_path, REPORT)
    outcome = {**reading.report_outcome, "figures": 5}
    rows = {**reading.rows, "reported_amount": reading.rows["reported_amount"][1:]}
    lost = [ReportReading(reading.report, outcome, rows)]
    assert faults(document, lost) == ["lost: figure '3.00' of cell (None, None, 5, 3) has no place"]


def test_the_truth_sees_a_figure_in_the_wrong_column(originals: Path, tmp_path: Path) -> None:
    _, reading = read(tmp_path, REPORT)
    _, other = load_invented(originals)[0]
    assert len(list(faults_of_truth(other, [reading]))) == 6


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.50", "1234.50"),
        ("（0.5）", "-0.5"),
        ("１２．０", "12.0"),
        ("1,00", None),
        ("O.5", None),
    ],
)
def test_what_a_text_is_worth(text: str, number: str | None) -> None:
    assert number_of(text) == (None if number is None else Decimal(number))
    assert worth_in_yuan("2.50万元", "yuan") == 25_000

"""Small tables of figures in 万元 and the equations between them, whose faults are known."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.checks.diagnosis_model import SCALE, Diagnosis, Equation, Figure

STEPS_OF_WAN = 10_000 * SCALE
HUNDREDTH = STEPS_OF_WAN // 100


def figure(name: str, text: str, row: int, column: int = 1, reader: str = "xlsx") -> Figure:
    number = text not in ("", "-")
    whole, _, decimals = text.partition(".")
    value = 0
    if number:
        value = int(whole + decimals) * STEPS_OF_WAN // 10 ** len(decimals)
    return Figure(
        key=name,
        cell=f"p.1 R{row}C{column}",
        form_code="expenditure",
        row_code=None,
        row_label=name.rstrip("0123456789"),
        measure=f"column {column}",
        basis="outturn",
        column=("expenditure", "", f"column {column}"),
        digit_column=("expenditure", f"column {column}"),
        place=(1, row, column),
        value=value,
        quantum=HUNDREDTH,
        text=text or None,
        decimals=len(decimals),
        unit="wan",
        is_number=number,
        reader=reader,
    )


def table(rows: Mapping[str, tuple[str, ...]]) -> dict[str, Figure]:
    return {
        one.key: one
        for row, (name, texts) in enumerate(rows.items(), start=1)
        for column, text in enumerate(texts, start=1)
        for one in [figure(f"{name}{column}" if len(texts) > 1 else name, text, row, column)]
    }


def total_of(total: str, *parts: str) -> Equation:
    weights = {total: 1} | dict.fromkeys(parts, -1)
    return Equation(f"{total} = {' + '.join(parts)}", total, "eq", weights)


def grid(**changed: str) -> tuple[list[Equation], dict[str, Figure]]:
    """合计, 甲, 乙 and 丙 with 合计 = 基本 + 项目 across and a sum down every column."""
    texts = {
        "合计": ("60.00", "36.00", "24.00"),
        "甲": ("10.00", "4.00", "6.00"),
        "乙": ("20.00", "12.00", "8.00"),
        "丙": ("30.00", "20.00", "10.00"),
    }
    figures = table(texts)
    for key, text in changed.items():
        old = figures[key]
        figures[key] = figure(key, text, old.place[1], old.place[2])
    equations = [total_of(f"{row}1", f"{row}2", f"{row}3") for row in texts]
    equations += [total_of(f"合计{at}", f"甲{at}", f"乙{at}", f"丙{at}") for at in (1, 2, 3)]
    return equations, figures


def only(diagnoses: list[Diagnosis]) -> Diagnosis:
    (one,) = diagnoses
    return one

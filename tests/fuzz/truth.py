"""Where it is known what a file prints: no figure may be told as another one.

A figure may be unplaced or illegible. But what is told as a number must stand in the printed report
under that form, in the row with that label, in the column of that measure, and be worth that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.stages.readings import ReportReading
from pipelines.typeset.figures import ReportFigures
from tests.fuzz.oracle import worth_in_yuan

Printed = tuple[str, str | None, str, str, str]


def faults_of_truth(report: ReportFigures, readings: Sequence[ReportReading]) -> Iterator[str]:
    """The figures that were read and are not printed so."""
    printed = Counter(_printed_figures(report))
    labels = {(figure[0], figure[2]) for figure in printed}
    for reading in readings:
        for row in reading.rows["reported_amount"]:
            if row["amount_state"] != "number":
                continue
            text = _plain(row["amount_text"])
            key = (row["form_code"], row["row_code"], row["row_label"], row["measure"], text)
            printed[key] -= 1
            if printed[key] < 0:
                where = "a label that is" if (key[0], key[2]) in labels else "a label that is not"
                yield f"{key} is told but not printed, under {where} printed"
            if worth_in_yuan(row["amount_text"], report.unit) != row["amount_yuan"]:
                yield f"{key} is told as {row['amount_yuan']}"


def _printed_figures(report: ReportFigures) -> Iterator[Printed]:
    for form in report.forms:
        for row in form.rows:
            for figure in row.figures:
                label = re.sub(r"\s", "", row.label)
                yield form.form_code, row.code, label, figure.measure, _plain(figure.text)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)

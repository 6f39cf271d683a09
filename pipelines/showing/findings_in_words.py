"""Findings in words, for the person who has to mend or explain a report before it is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipelines.stages.readings import Row

_AGREE = ("exact", "rounding", "rounding_zero", "undefined_base")
_SEVERITIES = {"error": "错误", "warn": "提醒", "info": "供参考"}
_ORDER = {"error": 0, "warn": 1, "info": 2}
FINDINGS = ("violation", "truncated", "last_digit")
_MOST_CELLS = 6


def findings_in_words(
    outcomes: Sequence[Row],
    verdicts: Sequence[Row],
    diagnoses: Sequence[Row],
    titles: Mapping[str, str],
) -> Iterator[str]:
    """The lines to print about one report.

    In: the outcome rows of its files, its verdict rows, its diagnoses, and the Chinese title of
    every identity by its id.
    """
    for outcome in outcomes:
        yield f"{outcome['source_file']}  {outcome['report_id']}"
        yield f"  读取 read     {outcome['outcome']}：{outcome['reason']}"
    if not verdicts:
        yield "  核对 checked  没有可核对的报表 / nothing to check"
        return
    counts = Counter(str(row["verdict"]) for row in verdicts)
    agree = sum(counts[word] for word in _AGREE)
    yield (
        f"  核对 checked  一致 {agree}（其中尾差 {counts['rounding']}），"
        f"末位不同 {counts['last_digit']}，不符 {counts['violation'] + counts['truncated']}，"
        f"不能判定 {counts['not_evaluable']}，不适用 {counts['not_applicable']}"
    )
    found = sorted(
        (row for row in verdicts if row["verdict"] in FINDINGS),
        key=lambda row: (_ORDER[row["severity"]], row["identity_id"], row["instance"]),
    )
    for number, row in enumerate(found, start=1):
        yield from _finding(number, row, titles)
    for row in diagnoses:
        yield f"  诊断 diagnosis  {row['message']}"


def _finding(number: int, row: Row, titles: Mapping[str, str]) -> Iterator[str]:
    title = titles.get(row["identity_id"], "")
    where = f"（{row['instance']}）" if row["instance"] else ""
    accepted = "，已接受 accepted" if row["status"] == "accepted" else ""
    severity = _SEVERITIES[row["severity"]]
    yield f"  {number:>3} [{severity}{accepted}] {title}{where}  {row['identity_id']}"
    yield f"      {row['message']}"
    difference = f"，差 {_plain(row['difference'])}" if row["difference"] is not None else ""
    yield f"      原文 found {row['found']}，应为 expected {row['expected']}{difference}"
    cells = [str(cell) for cell in row["cells"] or [] if cell]
    if cells:
        more = f" 等 {len(cells)} 处" if len(cells) > _MOST_CELLS else ""
        yield f"      位置 cells {'；'.join(cells[:_MOST_CELLS])}{more}"


def _plain(number: Decimal) -> str:
    """A number without the zeros that only its column's type adds."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

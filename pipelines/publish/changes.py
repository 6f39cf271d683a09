"""The differences between two published files in words, for the people who use them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from pipelines.publish.comparing import (
    Comparison,
    FigureChange,
    OutcomeTurn,
    ReportChange,
    VerdictTurn,
)

LONGEST_LIST = 200
"""So many entries of one kind are written out; the rest is counted."""

_Entry = TypeVar("_Entry")
_CHANGES = {
    "added": "新增 added",
    "revised": "修订 revised",
    "withdrawn": "撤下 withdrawn",
    "unlisted": "公布单位不再列出，数仍保留 no longer listed, its figures are kept",
    "listed_again": "重新列出 listed again",
}
_VERDICTS = {
    "exact": "一致",
    "rounding": "尾差",
    "last_digit": "末位不同",
    "rounding_zero": "零的尾差",
    "truncated": "截尾",
    "violation": "不符",
    "undefined_base": "基数为零",
    "not_applicable": "不适用",
    "not_evaluable": "不能判定",
    None: "没有这一条",
}


def changes_in_words(comparison: Comparison) -> list[str]:
    """The lines of a CHANGES entry in Markdown, without its heading."""
    if comparison.is_same:
        return ["内容没有变化 / nothing changed"]
    by_publisher = [one for one in comparison.figures if one.publisher_changed]
    by_reading = [one for one in comparison.figures if not one.publisher_changed]
    return [
        *_section("报告 reports", comparison.reports, _report),
        *_section("公布单位改动的数 figures the publisher changed", by_publisher, _figure),
        *_section("重新读取后不同的数 figures read anew", by_reading, _figure),
        *_section("勾稽结论变化 verdicts that turned", comparison.verdicts, _verdict),
        *_section("文件结果变化 outcomes of files", comparison.outcomes, _outcome),
    ] or ["报告与数没有变化，仅目录、说明或派生表不同 / reports and figures are the same"]


def _section(title: str, entries: Sequence[_Entry], in_words: Callable[[_Entry], str]) -> list[str]:
    if not entries:
        return []
    lines = [f"- {in_words(entry)}" for entry in entries[:LONGEST_LIST]]
    left = len(entries) - len(lines)
    more = [f"- 另有 {left} 条 / and {left} more"] if left else []
    return ["", f"### {title}：{len(entries)}", "", *lines, *more]


def _report(one: ReportChange) -> str:
    known = " ".join(str(part) for part in (one.agency, one.fiscal_year, one.kind) if part)
    has_other_id = one.change == "revised" and one.before != one.report_id
    before = f"，原为 {one.before}" if has_other_id else ""
    return f"{_CHANGES[one.change]}：{one.report_id}（{known}）{before}"


def _figure(one: FigureChange) -> str:
    return (
        f"{one.report_id} {one.form} {one.row} {one.measure}："
        f"{_yuan(one.before)} → {_yuan(one.after)}"
    )


def _yuan(amount: Decimal | None) -> str:
    if amount is None:
        return "无数"
    shown = f"{amount:,.4f}".rstrip("0")
    whole, _, decimals = shown.partition(".")
    return f"{whole}.{decimals:0<2} 元"


def _verdict(one: VerdictTurn) -> str:
    place = f"（{one.instance}）" if one.instance else ""
    before, after = (_VERDICTS.get(word, word) for word in (one.before, one.after))
    return f"{one.report_id} {one.title}{place}：{before} → {after}"


def _outcome(one: OutcomeTurn) -> str:
    return f"{one.source_file}：{one.before or '没有'} → {one.after or '没有'}"

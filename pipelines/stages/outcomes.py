"""How a file came out, in words for the person who has to act on it."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.catalogue.model import Catalogue
from pipelines.document import Document
from pipelines.stages.contents import Contents
from pipelines.stages.outcome_rows import SEPARATOR, absent_forms
from pipelines.stages.report_facts import ReportFacts, is_unfilled


@dataclass(frozen=True)
class Outcome:
    """How a file came out, why, and what a person can do about it."""

    outcome: str
    reason: str
    advice: str
    is_doubtful: bool = False
    """Whether something is in doubt beyond what other files of the report may hold."""


def outcome_of(
    document: Document, contents: Contents, facts: ReportFacts, catalogue: Catalogue
) -> Outcome:
    """The outcome of one report of a file that could be opened."""
    if not any(text.strip() for text in document.texts()):
        return Outcome(
            "not_yet_supported",
            "没有文字层，可能是扫描件 / no text layer, perhaps a scan",
            "提供带文字层的 PDF 或表格原件 / supply a PDF with a text layer or the original tables",
            is_doubtful=True,
        )
    if facts.kind == "final_accounts" and contents.recognition.tables:
        return _loaded(document, contents, facts, catalogue)
    if facts.kind == "self_evaluation" and contents.evaluations and _is_blank(contents):
        return Outcome(
            "blank_template",
            "空白自评表，没有填数 / a self-evaluation form, no figure is filled in",
            "无需处理 / nothing to do",
        )
    if facts.kind is not None and is_unfilled(document, facts):
        return Outcome(
            "blank_template",
            "空白表样，没有填数 / a form without figures",
            "无需处理 / nothing to do",
        )
    if facts.kind in ("final_accounts", "self_evaluation") and _holds_figures(contents):
        return _loaded(document, contents, facts, catalogue)
    is_unread = contents.unplaced_count > 0 or any(page.is_picture for page in document.pages)
    return _not_loaded(facts, is_unread)


def _not_loaded(facts: ReportFacts, is_unread: bool) -> Outcome:
    if facts.kind == "budget":
        return Outcome(
            "budget", "预算，不是决算 / a budget, not final accounts", "不载入 / not loaded"
        )
    if facts.kind == "self_evaluation":
        return Outcome(
            "not_yet_supported",
            "绩效自评，但没有认出自评表，叙述中也没有数 / a self-evaluation without a known table",
            "提供含自评表的原件 / supply the original with its tables",
        )
    if facts.kind == "final_accounts":
        return Outcome(
            "not_yet_supported",
            "决算报告，但没有认出九张表中的任何一张 / final accounts without any of the forms",
            "放入含决算表的文件 / supply the file with the tables",
            is_unread,
        )
    if facts.kind is not None:
        return Outcome(
            "other_report",
            "不是部门决算 / not a department's final accounts",
            "不载入 / not loaded",
        )
    return Outcome(
        "not_a_report",
        "没有报告标题，也没有决算表 / no report title and no form",
        "移出该文件 / remove it",
    )


def _holds_figures(contents: Contents) -> bool:
    return bool(contents.recognition.tables or contents.evaluations or contents.narrative.claims)


def _is_blank(contents: Contents) -> bool:
    """Whether nothing but empty forms is there."""
    return (
        all(evaluation.is_blank for evaluation in contents.evaluations)
        and not contents.recognition.tables
        and not contents.narrative.claims
    )


def _loaded(
    document: Document, contents: Contents, facts: ReportFacts, catalogue: Catalogue
) -> Outcome:
    amounts = [amount for _, table in contents.numbered() for amount in table.amounts]
    pictures = [str(page.number or page.sheet or 1) for page in document.pages if page.is_picture]
    filled = any(not evaluation.is_blank for evaluation in contents.evaluations)
    printed = any(amount.amount_text for amount in amounts) or contents.unplaced_count
    if not (printed or filled or pictures or contents.narrative.claims):
        return Outcome(
            "blank_template",
            "决算表样，没有填数 / the forms are there, no figure is filled in",
            "无需处理 / nothing to do",
        )
    tables = contents.recognition.tables
    illegible = sum(1 for amount in amounts if amount.amount_state == "illegible")
    remarks = list(dict.fromkeys(note for table in tables for note in table.remarks))
    parts = _what_was_read(contents, facts, catalogue)
    if illegible:
        parts.append(f"{illegible} 个看不清 / illegible")
    if contents.unplaced_count:
        parts.append(f"{contents.unplaced_count} 个数未归入 / figures not placed")
    if pictures:
        parts.append(
            f"第 {'、'.join(pictures)} 页是图片，没有读 / pages that are pictures, not read"
        )
    without_tables = facts.kind == "final_accounts" and not tables
    missing = _missing_facts(facts)
    doubtful = bool(
        illegible or contents.unplaced_count or remarks or document.remarks or pictures or missing
    )
    advice = "查看 unplaced 清单 / see the list of unplaced cells" if doubtful else ""
    if missing:
        advice = "在 manifest.csv 中写明 / state it in manifest.csv"
    if without_tables:
        advice = "放入含决算表的文件 / supply the file with the tables"
    return Outcome(
        "partly_read" if doubtful or without_tables else "read",
        SEPARATOR.join([*parts, *missing, *remarks, *document.remarks]),
        advice,
        doubtful,
    )


def _missing_facts(facts: ReportFacts) -> list[str]:
    """What a report does not say of itself; no other file can then be known as part of it."""
    missing = []
    if facts.agency is None:
        missing.append("缺部门 / agency not found")
    if facts.fiscal_year is None and facts.contradicting_years:
        years = "、".join(map(str, facts.contradicting_years))
        missing.append(f"年度不一：{years} / contradicting years, none was chosen")
    elif facts.fiscal_year is None:
        missing.append("缺年度 / fiscal year not found")
    return missing


def _what_was_read(contents: Contents, facts: ReportFacts, catalogue: Catalogue) -> list[str]:
    """Counts in words: forms and their figures, forms that are absent, evaluations, the text."""
    numbers = sum(
        amount.amount_state == "number"
        for table in contents.recognition.tables
        for amount in table.amounts
    )
    present = {table.form_code for table in contents.recognition.tables}
    absent = absent_forms(present, catalogue)
    parts: list[str] = []
    if present:
        parts.append(
            f"读到 {len(present)} 张表 {numbers} 个数 / {len(present)} forms, {numbers} figures"
        )
    if absent and facts.kind == "final_accounts":
        parts.append(absent)
    if contents.evaluations:
        count = len(contents.evaluations)
        parts.append(f"绩效自评表 {count} 张 / {count} self-evaluations")
    if contents.narrative.claims:
        count = len(contents.narrative.claims)
        parts.append(f"叙述 {count} 个数 / {count} figures in the text")
    return parts

"""How a file came out, in words for the person who has to act on it (DESIGN 4.4)."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.catalogue.model import Catalogue
from pipelines.document import Document
from pipelines.stages.report_facts import ReportFacts, is_unfilled
from pipelines.tables.model import Recognition


@dataclass(frozen=True)
class Outcome:
    """How a file came out, why, and what a person can do about it."""

    outcome: str
    reason: str
    advice: str


def outcome_of(
    document: Document, recognition: Recognition, facts: ReportFacts, catalogue: Catalogue
) -> Outcome:
    """The outcome of a file that could be opened."""
    if not any(text.strip() for text in document.texts()):
        return Outcome(
            "not_yet_supported",
            "没有文字层，可能是扫描件 / no text layer, perhaps a scan",
            "提供带文字层的 PDF 或表格原件 / supply a PDF with a text layer or the original tables",
        )
    if facts.kind == "final_accounts" and recognition.tables:
        return _tables_outcome(document, recognition, facts, catalogue)
    if facts.kind is not None and is_unfilled(document, facts):
        return Outcome(
            "blank_template",
            "空白表样，没有填数 / a form without figures",
            "无需处理 / nothing to do",
        )
    if facts.kind == "budget":
        return Outcome(
            "budget", "预算，不是决算 / a budget, not final accounts", "不载入 / not loaded"
        )
    if facts.kind == "self_evaluation":
        return Outcome(
            "not_yet_supported",
            "绩效自评，尚不读取 / a self-evaluation, not read yet",
            "保留原件，待后续版本 / keep the file for a later version",
        )
    if facts.kind == "final_accounts":
        return Outcome(
            "not_yet_supported",
            "决算报告，但没有认出九张表中的任何一张 / final accounts without any of the forms",
            "放入含决算表的文件 / supply the file with the tables",
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


def _tables_outcome(
    document: Document, recognition: Recognition, facts: ReportFacts, catalogue: Catalogue
) -> Outcome:
    amounts = [amount for table in recognition.tables for amount in table.amounts]
    pictures = [str(page.number) for page in document.pages if page.is_picture]
    printed = any(amount.amount_text for amount in amounts) or recognition.unplaced
    if not printed and not pictures:
        return Outcome(
            "blank_template",
            "决算表样，没有填数 / the forms are there, no figure is filled in",
            "无需处理 / nothing to do",
        )
    present = {table.form_code for table in recognition.tables}
    absent = [form.title.zh for form in catalogue.forms if form.form_code not in present]
    illegible = sum(1 for amount in amounts if amount.amount_state == "illegible")
    numbers = sum(1 for amount in amounts if amount.amount_state == "number")
    parts = [f"读到 {len(present)} 张表 {numbers} 个数 / {len(present)} forms, {numbers} figures"]
    if absent:
        parts.append(f"没有：{'、'.join(absent)} / absent")
    if illegible:
        parts.append(f"{illegible} 个看不清 / illegible")
    if recognition.unplaced:
        parts.append(f"{len(recognition.unplaced)} 个数未归入表式 / cells not placed")
    if pictures:
        parts.append(
            f"第 {'、'.join(pictures)} 页是图片，没有读 / pages that are pictures, not read"
        )
    remarks = list(dict.fromkeys(note for table in recognition.tables for note in table.remarks))
    doubtful = bool(illegible or recognition.unplaced or remarks or pictures)
    if facts.fiscal_year is None or facts.agency is None:
        parts.append("缺部门或年度 / agency or fiscal year not found")
        doubtful = True
    advice = "查看 unplaced 清单 / see the list of unplaced cells" if doubtful else ""
    return Outcome("partly_read" if doubtful else "read", "；".join([*parts, *remarks]), advice)

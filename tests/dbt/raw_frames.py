"""Raw tables made up for the tests: an agency's nine forms with figures one can add in the head."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.stages.frames import reference_rows
from pipelines.stages.raw_schema import RAW_TABLES

YUAN_PER_UNIT = {"yuan": Decimal(1), "wan": Decimal(10_000), "yi": Decimal(100_000_000)}
POLARS_TYPES = {
    "VARCHAR": pl.String,
    "INTEGER": pl.Int32,
    "SMALLINT": pl.Int16,
    "DOUBLE": pl.Float64,
    "BOOLEAN": pl.Boolean,
    "TIMESTAMP": pl.Datetime("us"),
    "DECIMAL(24,4)": pl.Decimal(24, 4),
    "DECIMAL(24,8)": pl.Decimal(24, 8),
}
FORMS = [
    ("income_expenditure_summary", "收入支出决算总表", "Z01"),
    ("income", "收入决算表", "Z03"),
    ("expenditure", "支出决算表", "Z04"),
    ("appropriation_summary", "财政拨款收入支出决算总表", "Z01_1"),
    ("general_budget_expenditure", "一般公共预算财政拨款支出决算表", "Z07"),
    ("general_budget_basic_expenditure", "一般公共预算财政拨款基本支出决算表", "Z08_1"),
    ("three_public_expenses", "“三公”经费支出决算表", "F03"),
    ("government_fund", "政府性基金预算财政拨款收入支出决算表", "Z09"),
    ("state_capital", "国有资本经营预算财政拨款支出决算表", "Z11"),
]
FUNCTION_CODES = [
    ("201", "一般公共服务支出", "类", "", "", ""),
    ("20103", "政府办公厅（室）及相关机构事务", "款", "201", "", ""),
    ("2010301", "行政运行", "项", "20103", "", ""),
    ("2013804", "市场主体管理", "项", "20138", "2019", "2023"),
    ("2013804", "经营主体管理", "项", "20138", "2024", ""),
]
ECONOMIC_CODES = [
    ("30101", "基本工资", "款", "301", "", "2017"),
    ("30101", "基本工资", "款", "301", "2018", ""),
    ("30311", "住房公积金", "款", "303", "", "2017"),
    ("30311", "代缴社会保险费", "款", "303", "2018", ""),
]


@dataclass
class RawReport:
    """One report; `add` prints a figure into it, each in a cell of its own."""

    report_id: str
    agency: str | None = "甲局"
    fiscal_year: int | None = 2020
    kind: str = "final_accounts"
    scope: str | None = "department"
    retrieved_at: datetime | None = None
    figures_sha256: str | None = None
    unit: str = "wan"
    amounts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def source_file(self) -> str:
        return f"{self.report_id}.pdf"

    def add(
        self,
        form: str,
        label: str,
        measure: str,
        text: str,
        code: str | None = None,
        role: str = "leaf",
        block: str = "",
        basis: str = "outturn",
    ) -> None:
        """Print `text` ('' is a blank cell, '?' an illegible one) in the next row of the form."""
        number = text not in ("", "?", "-")
        state = {"": "blank", "?": "illegible", "-": "dash"}.get(text, "number")
        forms = [one[0] for one in FORMS]
        self.amounts.append(
            dict(
                report_id=self.report_id,
                source_file=self.source_file,
                form_code=form,
                table_no=forms.index(form) + 1,
                block=block,
                row_code=code,
                row_label=label,
                measure=measure,
                measure_label=measure,
                basis=basis,
                amount_yuan=Decimal(text) * YUAN_PER_UNIT[self.unit] if number else None,
                amount_text=text or None,
                unit=self.unit,
                shown_decimals=len(text.partition(".")[2]) if number else None,
                amount_state=state,
                row_role=role,
                page=forms.index(form) + 1,
                sheet=None,
                table_row=len(self.amounts) + 1,
                table_column=1,
                x0=None,
                y0=None,
                x1=None,
                y1=None,
                reader="test",
                confidence=None,
                alternatives=None,
                chosen_by=None,
            )
        )

    def add_row(self, form: str, code: str | None, label: str, role: str, **cells: str) -> None:
        """Print one row of a form, one cell per measure."""
        for measure, text in cells.items():
            basis = measure if measure in ("opening", "closing") else "outturn"
            self.add(form, label, measure, text, code=code, role=role, basis=basis)


def raw_frames(reports: list[RawReport]) -> dict[str, pl.DataFrame]:
    """All raw tables for these reports, in the types that the reading hands over."""
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in RAW_TABLES}
    for report in reports:
        rows["reported_amount"] += report.amounts
        rows["report"].append(
            dict(
                report_id=report.report_id,
                source_file=report.source_file,
                sha256=f"bytes of {report.report_id}",
                agency=report.agency,
                fiscal_year=report.fiscal_year,
                kind=report.kind,
                reporting_scope=report.scope,
                retrieved_at=report.retrieved_at,
                figures_sha256=report.figures_sha256 or report.report_id,
            )
        )
        rows["report_outcome"].append(
            dict(
                source_file=report.source_file,
                sha256=f"bytes of {report.report_id}",
                report_id=report.report_id,
                outcome="read" if report.kind == "final_accounts" else "budget",
                pages=9,
                figures=sum(row["amount_state"] == "number" for row in report.amounts),
                unplaced=0,
                seconds=0.5,
            )
        )
    rows["form"] = [
        dict(form_code=code, title_zh=title, title_en=code, sheet_code=sheet, display_order=order)
        for order, (code, title, sheet) in enumerate(FORMS, start=1)
    ]
    shared = ("code", "name", "level", "parent", "first_year", "last_year")
    rest = dict(status="current", evidence="seen")
    rows["function_code"] = [
        dict(zip(shared, one, strict=True)) | rest | {"fund": "gpb"} for one in FUNCTION_CODES
    ]
    rows["economic_code"] = [
        dict(zip(shared, one, strict=True)) | rest | {"system": "department"}
        for one in ECONOMIC_CODES
    ]
    for table in ("form_item", "phrase"):
        rows[table] = [dict(row) for row in reference_rows()[table]]
    return {table: _frame(table, rows[table]) for table in RAW_TABLES}


def _frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = {column: POLARS_TYPES[kind] for column, kind in RAW_TABLES[table].items()}
    return pl.DataFrame([{column: row.get(column) for column in schema} for row in rows], schema)


def department_report(report_id: str = "jia-2020", **details: Any) -> RawReport:
    """All nine forms in 万元. 支出决算表 adds up to 185.00, of which 0.01 is rounding."""
    report = RawReport(report_id, **details)
    _add_summary(report)
    row = report.add_row
    row("income", None, "合计", "total", total="150.01", appropriation="130.01", other="20.00")
    row("income", "201", "一般公共服务支出", "subtotal", appropriation="130.01", other="20.00")
    row(
        "income",
        "2010301",
        "行政运行",
        "leaf",
        total="150.01",
        appropriation="130.01",
        other="20.00",
    )
    row("income", "2010399", "其他事务支出", "leaf", appropriation="", other="0.00")

    spent = "expenditure"
    row(spent, None, "合计", "total", total="185.00", basic="120.00", project="60.00")
    row(
        spent,
        "201",
        "一般公共服务支出",
        "subtotal",
        total="175.00",
        basic="120.00",
        project="50.00",
    )
    row(spent, "2010301", "行政运行", "leaf", total="150.00", basic="100.00", project="50.00")
    row(spent, "2010350", "事业运行", "leaf", total="25.00", basic="20.00", operating="5.00")
    row(spent, "2010399", "其他事务支出", "leaf", total="", basic="?", project="-")
    row(spent, "2120801", "征地和拆迁补偿支出", "leaf", total="10.00", project="10.00")

    general = "general_budget_expenditure"
    row(general, None, "合计", "total", total="150.01", basic="100.00", project="50.01")
    row(general, "2010301", "行政运行", "leaf", total="130.01", basic="80.00", project="50.01")
    row(general, "2010350", "事业运行", "leaf", total="20.00", basic="20.00", project="")

    fund = "government_fund"
    row(fund, None, "合计", "total", opening="1.00", income="9.00", project="10.00", closing="")
    row(
        fund,
        "2120801",
        "征地和拆迁补偿支出",
        "leaf",
        opening="1.00",
        income="9.00",
        project="10.00",
    )

    for code, label, role, block, text in [
        ("301", "工资福利支出", "subtotal", "personnel", "60.00"),
        ("30101", "基本工资", "leaf", "personnel", "60.00"),
        ("30311", "代缴社会保险费", "leaf", "personnel", "10.00"),
        (None, "人员经费合计", "total", "personnel", "70.00"),
        ("30201", "办公费", "leaf", "public", "30.00"),
        (None, "公用经费合计", "total", "public", "30.00"),
    ]:
        basic = "general_budget_basic_expenditure"
        report.add(basic, label, "amount", text, code=code, role=role, block=block)

    for label, role, budget, outturn in [
        ("合计", "total", "7.00", "4.45"),
        ("因公出国（境）费", "leaf", "0.00", ""),
        ("小计", "subtotal", "5.00", "4.06"),
        ("公务用车购置费", "leaf", "", ""),
        ("公务用车运行维护费", "leaf", "5.00", "4.06"),
        ("公务接待费", "leaf", "2.00", "0.39"),
    ]:
        items = "three_public_expenses"
        report.add(items, label, "amount", budget, role=role, basis="budget_revised")
        report.add(items, label, "amount", outturn, role=role)
    return report


def _add_summary(report: RawReport) -> None:
    """Balances: 7.00 -> 3.00 over all funds, of which appropriation 5.00 -> 2.00."""
    form = "income_expenditure_summary"
    for label, role, text in [
        ("一般公共预算财政拨款收入", "leaf", "121.01"),
        ("政府性基金预算财政拨款收入", "leaf", "9.00"),
        ("其他收入", "leaf", "20.00"),
        ("本年收入合计", "subtotal", "150.01"),
        ("使用非财政拨款结余", "leaf", "30.99"),
        ("总计", "total", "188.00"),
    ]:
        report.add(form, label, "amount", text, role=role, block="income")
    report.add(form, "年初结转和结余", "amount", "7.00", block="income", basis="opening")
    report.add(form, "年末结转和结余", "amount", "3.00", block="expenditure", basis="closing")

    form = "appropriation_summary"
    for label, role, text in [
        ("年初财政拨款结转和结余", "subtotal", "5.00"),
        ("一般公共预算财政拨款", "leaf", "4.00"),
        ("政府性基金预算财政拨款", "leaf", "1.00"),
        ("国有资本经营预算财政拨款", "leaf", ""),
    ]:
        report.add(form, label, "amount", text, role=role, block="opening_balance", basis="opening")
    for measure, text in [("total", "2.00"), ("general_budget", "2.00"), ("government_fund", "")]:
        label = "年末财政拨款结转和结余"
        report.add(form, label, measure, text, block="expenditure", basis="closing")


def summary_only_report(report_id: str = "yi-2017") -> RawReport:
    """An older report in 元: only the summary, a code renumbered in 2018, one vehicle figure."""
    report = RawReport(report_id, agency="乙局", fiscal_year=2017, unit="yuan")
    form = "income_expenditure_summary"
    for label, role, text in [
        ("财政拨款收入", "leaf", "1000.50"),
        ("其中：政府性基金预算财政拨款", "leaf", "400.00"),
        ("事业收入", "leaf", "200.25"),
        ("财政专户管理资金", "leaf", "10.00"),
        ("本年收入合计", "subtotal", "1210.75"),
        ("用事业基金弥补收支差额", "leaf", "99.00"),
    ]:
        report.add(form, label, "amount", text, role=role, block="income")
    report.add(
        form, "年初结转和结余", "amount", "33.33", role="subtotal", block="income", basis="opening"
    )
    report.add(form, "基本支出结转", "amount", "33.33", block="income", basis="opening")
    basic = "general_budget_basic_expenditure"
    report.add(basic, "住房公积金", "amount", "77.70", code="30311", block="personnel")
    report.add("three_public_expenses", "公务用车购置及运行维护费", "amount", "5.00")
    return report

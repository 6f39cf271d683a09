"""Equations and figures of every report, read from the evaluated models; rows for the warehouse.

The models are those of dbt/models/checks; what explains a violation is found in diagnosing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import duckdb

from pipelines.checks.diagnosing import diagnose
from pipelines.checks.diagnosis_model import (
    DIAGNOSIS_COLUMNS,
    SCALE,
    Diagnosis,
    Equation,
    Figure,
)

Relations = Callable[[str], str]
"""The name of a model -> the relation to select from."""

_VERDICTS = """
    select report_id, source_file, identity_id, rule_no, instance, cells, verdict, severity
    from {int_verdict_sum}
    where verdict <> 'not_evaluable' and severity <> 'info'
"""
_TERMS = """
    select term.report_id, term.identity_id, term.rule_no, term.instance_row,
        term.instance_column, term.side, term.weight, term.cell, term.row_label, rule.relation
    from (
        select * from {int_term_figure}
        union all by name
        select * from {int_roll_up_figure}
    ) as term
    inner join (
        select identity_id, rule_no, any_value(relation) as relation
        from {stg_identity_term}
        group by identity_id, rule_no
        -- figures of another report cannot be mended here
        having bool_and(report = 'own')
    ) as rule
        on term.identity_id = rule.identity_id and term.rule_no = rule.rule_no
    where term.report_id in ({reports})
"""
_FIGURES = """
    select figure.report_id, figure.cell, figure.form_code, figure.block, figure.row_code,
        figure.row_label, figure.measure, figure.basis, figure.state, figure.value_yuan,
        figure.unit, figure.quantum_yuan, figure.page, figure.table_row, figure.table_column,
        printed.amount_text, printed.shown_decimals, printed.reader
    from {int_check_figure} as figure
    left join {stg_reported_amount} as printed
        on
            figure.report_id = printed.report_id
            and figure.table_no = printed.table_no
            and figure.form_code = printed.form_code
            and figure.block = printed.block
            and figure.row_label = printed.row_label
            and figure.measure = printed.measure
            and figure.basis = printed.basis
            and figure.page is not distinct from printed.page
            and figure.table_row is not distinct from printed.table_row
            and figure.table_column is not distinct from printed.table_column
    where figure.report_id in ({reports})
"""
_VIOLATING = """
    select report_id from {int_verdict_sum}
    where verdict = 'violation' and severity <> 'info'
"""
_EVALUABLE = "select report_id from {int_verdict_sum} where verdict <> 'not_evaluable'"
_UNREAD = "select report_id, cell_text from {stg_unplaced_cell} where cell_text is not null"


@dataclass
class ReportTerms:
    """What diagnosing needs of one report."""

    report_id: str
    source_file: str
    equations: list[Equation] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def diagnosis_rows(
    connection: duckdb.DuckDBPyConnection, relations: Relations
) -> list[dict[str, Any]]:
    """The rows of fct_diagnosis for every report with a violation of a table identity.

    Columns are those of DIAGNOSIS_COLUMNS, in order; reports in the order of their ids.
    """
    return [
        _row(terms, diagnosis)
        for terms in report_terms(connection, relations)
        for diagnosis in diagnose(terms.equations, terms.figures, terms.unread)
    ]


def report_terms(
    connection: duckdb.DuckDBPyConnection, relations: Relations, *, only_violating: bool = True
) -> list[ReportTerms]:
    """The evaluable equations and all figures of every report that violates a table identity, or
    of every report that has one."""
    verdicts = _select(connection, _VERDICTS, relations)
    violating = {
        row["report_id"]: str(row["source_file"])
        for row in verdicts
        if row["verdict"] == "violation" or not only_violating
    }
    if not violating:
        return []
    reports = {
        report_id: ReportTerms(report_id, source) for report_id, source in sorted(violating.items())
    }
    evaluable = {_key_of_cells(row, row["cells"]): str(row["instance"]) for row in verdicts}
    reports_of = _VIOLATING if only_violating else _EVALUABLE
    for row in _select(connection, _FIGURES.replace("{reports}", reports_of), relations):
        figure = _figure(row)
        reports[row["report_id"]].figures[figure.key] = figure
    terms = _select(connection, _TERMS.replace("{reports}", reports_of), relations)
    for group in _instances(terms):
        instance = evaluable.get(_key_of_cells(group[0], [row["cell"] for row in group]))
        if instance is not None:
            reports[group[0]["report_id"]].equations.append(_equation(group, instance))
    for row in _select(connection, _UNREAD, relations):
        if row["report_id"] in reports:
            reports[row["report_id"]].unread.append(str(row["cell_text"]))
    return list(reports.values())


def _select(
    connection: duckdb.DuckDBPyConnection, query: str, relations: Relations
) -> list[dict[str, Any]]:
    found = connection.execute(query.format_map(_Named(relations)))
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


class _Named(dict[str, str]):
    """The relations of a query, looked up when it names them."""

    def __init__(self, relations: Relations) -> None:
        super().__init__()
        self._relations = relations

    def __missing__(self, name: str) -> str:
        return self._relations(name)


def _key_of_cells(row: dict[str, Any], cells: Iterable[str | None]) -> tuple[Any, ...]:
    """An instance is known by its identity, rule and cells: a verdict names no other key."""
    known = sorted(cell for cell in cells if cell is not None)
    return (row["report_id"], row["identity_id"], row["rule_no"], *known)


def _instances(rows: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[
            row["report_id"],
            row["identity_id"],
            row["rule_no"],
            row["instance_row"],
            row["instance_column"],
        ].append(row)
    return [groups[key] for key in sorted(groups, key=str)]


def _equation(group: list[dict[str, Any]], instance: str) -> Equation:
    weights: dict[str, int] = defaultdict(int)
    for row in group:
        sign = 1 if row["side"] == "found" else -1
        weights[_figure_key(row)] += sign * _whole(row["weight"])
    return Equation(
        identity_id=str(group[0]["identity_id"]),
        instance=instance,
        relation=group[0]["relation"],
        weights={key: weight for key, weight in weights.items() if weight},
    )


def _whole(weight: Decimal) -> int:
    if weight != int(weight):
        raise ValueError(f"a weight of an identity is a whole number, not {weight}")
    return int(weight)


def _figure_key(row: dict[str, Any]) -> str:
    return f"{row['cell']}|{row['row_label']}"


def _figure(row: dict[str, Any]) -> Figure:
    block = str(row["block"])
    side = "income" if block in ("income", "opening_balance") else block
    budget = str(row["basis"]) if str(row["basis"]).startswith("budget") else "actual"
    return Figure(
        key=_figure_key(row),
        cell=str(row["cell"]),
        form_code=str(row["form_code"]),
        row_code=row["row_code"],
        row_label=str(row["row_label"]),
        measure=str(row["measure"]),
        basis=str(row["basis"]),
        column=(
            str(row["form_code"]),
            block,
            str(row["measure"]),
            str(row["basis"]),
            str(row["table_column"]),
        ),
        digit_column=(
            str(row["form_code"]),
            "" if side in ("personnel", "public") else side,
            str(row["measure"]),
            budget,
        ),
        place=(row["page"] or 0, row["table_row"] or 0, row["table_column"] or 0),
        value=int((row["value_yuan"] or Decimal(0)) * SCALE),
        quantum=int(row["quantum_yuan"] * SCALE),
        text=row["amount_text"],
        decimals=int(row["shown_decimals"] or 0),
        unit=row["unit"],
        is_number=row["state"] == "number",
        reader=row["reader"],
    )


def _row(terms: ReportTerms, diagnosis: Diagnosis) -> dict[str, Any]:
    own = {"report_id": terms.report_id, "source_file": terms.source_file}
    return {
        column: own[column] if column in own else getattr(diagnosis, column)
        for column in DIAGNOSIS_COLUMNS
    }

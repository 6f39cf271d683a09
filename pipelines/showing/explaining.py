"""All that the warehouse knows of a figure: where it is printed, every rule it takes part in, and
what other forms, years and the running text say of it.

Which figure is meant is settled in `asking`; the command prints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.showing.asking import Found, Question, figures_asked, rows_from
from pipelines.showing.findings import AGREEING, SHOWN, Diagnosed, Finding, diagnosed, finding_of
from pipelines.showing.printed_figures import FigureIndex, PrintedFigure, table_figure
from pipelines.stages.readings import Row

_TABLES = {
    "reported_amount": "marts.fct_reported_amount",
    "reported_quantity": "marts.fct_reported_quantity",
    "narrative_claim": "marts.fct_narrative_claim",
    "narrative_statement": "marts.fct_narrative_statement",
}
_ORDER = {"violation": 0, "truncated": 1, "last_digit": 2, "not_evaluable": 3}


@dataclass(frozen=True)
class Elsewhere:
    """The same item in another form or another year."""

    year: int
    form_title: str
    figure: PrintedFigure


@dataclass(frozen=True)
class Explained:
    """A row of figures and what is known of it; `index` has all figures of its report."""

    found: Found
    rules: list[Finding]
    diagnoses: list[Diagnosed]
    elsewhere: list[Elsewhere]
    claims: list[PrintedFigure]
    index: FigureIndex
    sha256: str | None

    @property
    def disagreeing(self) -> list[Finding]:
        """The rules that do not hold."""
        return [one for one in self.rules if one.verdict in SHOWN]

    @property
    def agreeing(self) -> list[Finding]:
        """The rules that hold."""
        return [one for one in self.rules if one.verdict in AGREEING]


def explain(connection: duckdb.DuckDBPyConnection, asked: Question) -> Explained:
    """What a published warehouse knows of the figures that are asked for.

    Raises NotOneAnswer where the question fits none or several.
    """
    found = figures_asked(connection, asked)
    report_id = found.rows[0]["report_id"]
    titles = {
        row["form_code"]: row["title_zh"]
        for row in rows_from(connection, "SELECT form_code, title_zh FROM marts.dim_form")
    }
    tables: Mapping[str, list[dict[str, Any]]] = {
        name: rows_from(connection, f"SELECT * FROM {table} WHERE report_id = ?", [report_id])
        for name, table in _TABLES.items()
    }
    verdicts, diagnoses = (
        rows_from(connection, f"SELECT * FROM quality.{table} WHERE report_id = ?", [report_id])
        for table in ("fct_identity_verdict", "fct_diagnosis")
    )
    first = next((row["source_file"] for row in verdicts), found.rows[0]["source_file"])
    index = FigureIndex(tables, first)
    explained = diagnosed(diagnoses)
    rules = _rules(found.figures, verdicts, explained, index)
    return Explained(
        found,
        rules,
        list({one.words: one for rule in rules for one in rule.diagnoses}.values()),
        _elsewhere(connection, found, titles),
        _claims(found, rules, index),
        index,
        _sha256(connection, found.rows[0]),
    )


def _rules(
    figures: Sequence[PrintedFigure],
    verdicts: Sequence[Row],
    explained: Sequence[Diagnosed],
    index: FigureIndex,
) -> list[Finding]:
    """The verdicts with a cell of the figures, those that do not hold first."""
    wanted = {(one.source_file, one.place) for one in figures}
    own = [
        row
        for row in verdicts
        if any(
            (figure.source_file, figure.place) in wanted
            for cell in row["cells"] or ()
            for figure in index.at(str(cell))[1]
        )
    ]
    own.sort(key=lambda row: (_ORDER.get(row["verdict"], 9), row["identity_id"], row["instance"]))
    return [finding_of(row, explained, index, number) for number, row in enumerate(own, start=1)]


def _elsewhere(
    connection: duckdb.DuckDBPyConnection, found: Found, titles: Mapping[str, str]
) -> list[Elsewhere]:
    """The same item of the same agency: in the other forms of its year, and in its own form of
    other years; an opening balance is the closing one of the year before."""
    named = "a.row_code = ?" if found.row_code else "a.row_code IS NULL AND a.row_label = ?"
    rows = rows_from(
        connection,
        "SELECT a.*, r.fiscal_year AS year_of FROM marts.fct_reported_amount AS a "
        "JOIN marts.dim_report AS r USING (report_id) "
        "WHERE r.agency = ? AND r.is_current AND r.duplicate_of IS NULL "
        f"AND a.amount_state IN ('number', 'dash', 'illegible') AND {named} "
        "ORDER BY r.fiscal_year DESC, a.table_no, a.page, a.table_row, a.table_column",
        [found.agency, found.row_code or found.label],
    )
    measures = {row["measure"] for row in found.rows}
    is_total = not found.row_code and found.rows[0]["row_role"] == "total"
    kept: list[Elsewhere] = []
    for row in rows:
        is_own_form = row["form_code"] == found.form["form_code"]
        is_own_year = row["year_of"] == found.year
        if is_own_year and (is_own_form or is_total):
            continue
        if not is_own_year and not (is_own_form and row["measure"] in measures):
            continue
        title = titles.get(row["form_code"], row["form_code"])
        kept.append(Elsewhere(row["year_of"], title, table_figure(row)))
    return [*kept, *_closings(connection, found, titles)]


def _closings(
    connection: duckdb.DuckDBPyConnection, found: Found, titles: Mapping[str, str]
) -> list[Elsewhere]:
    if not any(row.get("basis") == "opening" for row in found.rows):
        return []
    rows = rows_from(
        connection,
        "SELECT a.*, r.fiscal_year AS year_of FROM marts.fct_reported_amount AS a "
        "JOIN marts.dim_report AS r USING (report_id) WHERE r.agency = ? AND r.is_current "
        "AND r.duplicate_of IS NULL AND r.fiscal_year = ? AND a.form_code = ? "
        "AND a.basis = 'closing' AND a.amount_state = 'number' "
        "ORDER BY a.page, a.table_row, a.table_column",
        [found.agency, found.year - 1, found.form["form_code"]],
    )
    return [
        Elsewhere(row["year_of"], titles.get(row["form_code"], ""), table_figure(row))
        for row in rows
    ]


def _claims(found: Found, rules: Sequence[Finding], index: FigureIndex) -> list[PrintedFigure]:
    """The sentences about the item: those with its code, and those that a rule compares it with."""
    coded = [
        one
        for one in index.all()
        if one.sentence and found.row_code and one.row_code == found.row_code
    ]
    compared = [
        figure
        for rule in rules
        for term in rule.terms
        for figure in term.figures
        if figure.sentence
    ]
    by_place = {(one.place, one.char_start): one for one in [*coded, *compared]}
    return sorted(by_place.values(), key=lambda one: (one.place.sentence or 0, one.char_start or 0))


def _sha256(connection: duckdb.DuckDBPyConnection, row: Row) -> str | None:
    rows = rows_from(
        connection,
        "SELECT sha256 FROM quality.fct_report_outcome WHERE source_file = ? AND report_id = ?",
        [row["source_file"], row["report_id"]],
    )
    return next((one["sha256"] for one in rows), None)

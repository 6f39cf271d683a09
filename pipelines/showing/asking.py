"""Which figures of the warehouse a person means: agency, year, form, code and column as people
name them.

A full name or code is taken as it is, else a part of one name only; a tie is told with its choices
and never decided. What is known about the figures is gathered in `explaining`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.showing.printed_figures import PrintedFigure, table_figure
from pipelines.stages.readings import Row
from pipelines.text.normalising import comparable

_MOST_CHOICES = 30


class NotOneAnswer(Exception):
    """A question that fits nothing or several things; `choices` are those that there are."""

    def __init__(self, reason: str, choices: Sequence[str]) -> None:
        shown = list(dict.fromkeys(choices))
        more = [f"… 共 {len(shown)} 个 in all"] if len(shown) > _MOST_CHOICES else []
        self.choices = [*shown[:_MOST_CHOICES], *more]
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Question:
    """What was asked; `measure` narrows the columns down."""

    agency: str
    year: int
    form: str
    code: str
    measure: str | None = None


@dataclass(frozen=True)
class Found:
    """The figures of one printed row of one form of one agency and year."""

    agency: str
    year: int
    form: Row
    label: str
    row_code: str | None
    figures: list[PrintedFigure]
    rows: Sequence[Row]


def rows_from(
    connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[object] = ()
) -> list[dict[str, Any]]:
    """The rows of a query by column name; DECIMALs stay Decimal."""
    result = connection.execute(query, list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def figures_asked(connection: duckdb.DuckDBPyConnection, asked: Question) -> Found:
    """The figures that a question means. Raises NotOneAnswer where it fits none or several."""
    reports = rows_from(
        connection,
        "SELECT * FROM marts.dim_report WHERE is_current AND duplicate_of IS NULL "
        "AND agency IS NOT NULL ORDER BY agency, fiscal_year",
    )
    agency = _one(asked.agency, [row["agency"] for row in reports], "单位 / agency")
    own = [row for row in reports if row["agency"] == agency]
    of_year = [row for row in own if row["fiscal_year"] == asked.year]
    if not of_year:
        raise NotOneAnswer(
            f"{agency} 没有 {asked.year} 年度的报告 / has no report of that year; 有 / there are",
            [str(row["fiscal_year"]) for row in own],
        )
    ids = [row["report_id"] for row in of_year]
    form = _form(connection, asked.form)
    printed_there = _figures_of(connection, ids, form["form_code"])
    if not printed_there:
        printed = rows_from(
            connection,
            "SELECT DISTINCT f.form_code, f.title_zh, f.display_order FROM marts.dim_form AS f "
            "JOIN marts.fct_reported_amount AS a USING (form_code) "
            "WHERE list_contains(?, a.report_id) ORDER BY f.display_order",
            [ids],
        )
        raise NotOneAnswer(
            f"{agency} {asked.year} 年度没有读到{form['title_zh']} / that form was not found; "
            "有 / there are",
            [f"{row['title_zh']} {row['form_code']}" for row in printed],
        )
    rows = _in_columns(_in_row(printed_there, asked.code), asked.measure)
    return Found(
        agency,
        asked.year,
        form,
        str(rows[0]["row_label"] or ""),
        rows[0].get("row_code"),
        [table_figure(row) for row in rows],
        rows,
    )


def _form(connection: duckdb.DuckDBPyConnection, asked: str) -> Row:
    forms = rows_from(connection, "SELECT * FROM marts.dim_form ORDER BY display_order")
    for row in forms:
        if asked in (row["form_code"], row["sheet_code"]):
            return row
    titles = [row["title_zh"] for row in forms]
    title = _one(
        asked, titles, "表 / form", [f"{row['title_zh']} {row['form_code']}" for row in forms]
    )
    return next(row for row in forms if row["title_zh"] == title)


def _figures_of(
    connection: duckdb.DuckDBPyConnection, ids: Sequence[str], form_code: str
) -> list[dict[str, Any]]:
    where = (
        "WHERE list_contains(?, report_id) AND form_code = ? "
        "ORDER BY source_file, table_no, page, table_row, table_column"
    )
    return [
        row
        for table in ("fct_reported_amount", "fct_reported_quantity")
        for row in rows_from(connection, f"SELECT * FROM marts.{table} {where}", [ids, form_code])
    ]


def _in_row(rows: Sequence[Row], asked: str) -> list[Row]:
    """The rows with a code, else with a label; two different rows of one name are a tie."""
    coded = [row for row in rows if row.get("row_code") == asked]
    choices = [_named(row) for row in rows]
    if not coded:
        label = _one(
            asked,
            [str(row["row_label"]) for row in rows if row["row_label"]],
            "编码或项目 / code or row",
            choices,
        )
        coded = [row for row in rows if row["row_label"] == label]
    codes = list(dict.fromkeys(_named(row) for row in coded))
    if len({row.get("row_code") for row in coded}) > 1:
        raise NotOneAnswer(f"“{asked}”不止一行 / more than one row", codes)
    return coded


def _in_columns(rows: Sequence[Row], asked: str | None) -> list[Row]:
    if asked is None:
        return list(rows)
    by_slug = [row for row in rows if asked in (row["measure"], row.get("basis"))]
    if by_slug:
        return by_slug
    label = _one(
        asked,
        [str(row["measure_label"]) for row in rows if row["measure_label"]],
        "栏目 / column",
        [f"{row['measure_label']} {row['measure']}" for row in rows],
    )
    return [row for row in rows if row["measure_label"] == label]


def _named(row: Row) -> str:
    return " ".join(str(part) for part in (row.get("row_code"), row["row_label"]) if part)


def _one(asked: str, names: Sequence[str], what: str, choices: Sequence[str] | None = None) -> str:
    """The one name that is, or contains, what was asked."""
    known = list(dict.fromkeys(names))
    wanted = _key(asked)
    same = [name for name in known if _key(name) == wanted]
    if len(same) == 1:
        return same[0]
    parts = [name for name in known if wanted and wanted in _key(name)]
    if len(parts) == 1:
        return parts[0]
    if parts:
        raise NotOneAnswer(f"{what}：“{asked}”不止一个 / fits several", parts)
    raise NotOneAnswer(f"{what}：没有“{asked}” / not found; 有 / there are", choices or known)


def _key(name: str) -> str:
    return "".join(comparable(name).split())

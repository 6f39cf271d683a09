"""docs/answers/*.sql and a warehouse -> docs/answers.md: question, query and answer.

A query file begins with its question in Chinese and in English; comments after the query are
remarks on the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "answers.md"
_HEAD = """# 二十个问题 / Twenty questions

分析、审计和采访中常问的二十个问题，每个是一条可以直接运行的查询（`docs/answers/*.sql`），下面是它们对
随项目附带的样本报告的回答。换成自己的报告，运行同样的查询即可。本页由
`python -m tests.answers` 生成，并由测试核对。

Twenty questions of analysts, auditors and journalists, each a query that runs as it is
(`docs/answers/*.sql`), with its answer over the sample reports that come with the project. This
page is written by `python -m tests.answers`, and a test holds it current.

    duckdb -readonly warehouse/juesuan.duckdb < docs/answers/02_project_share.sql
"""


@dataclass(frozen=True)
class Question:
    """One saved query with its question and remarks."""

    name: str
    question_zh: str
    question_en: str
    sql: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What a query gives: the names of its columns and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def questions() -> list[Question]:
    """The saved queries by number."""
    return [_question(file) for file in sorted((DOCS / "answers").glob("*.sql"))]


def _question(file: Path) -> Question:
    first, second, *rest = file.read_text(encoding="utf-8").splitlines()
    end = max(number for number, line in enumerate(rest) if line.endswith(";")) + 1
    return Question(
        file.stem,
        first.removeprefix("-- "),
        second.removeprefix("-- "),
        "\n".join(rest[:end]),
        tuple(line.removeprefix("-- ") for line in rest[end:]),
    )


def answer(connection: duckdb.DuckDBPyConnection, question: Question) -> Answer:
    """Run a saved query."""
    result = connection.execute(question.sql)
    columns = tuple(column[0] for column in result.description or ())
    return Answer(columns, tuple(result.fetchall()))


def page(connection: duckdb.DuckDBPyConnection) -> str:
    """The whole page for a published file."""
    sections = [_section(one, answer(connection, one)) for one in questions()]
    return "\n".join([_HEAD, *sections])


def _section(question: Question, found: Answer) -> str:
    number = question.name.partition("_")[0].lstrip("0")
    remarks = [line for remark in question.remarks for line in (remark, "")]
    return "\n".join(
        [
            f"## {number}. {question.question_zh}",
            "",
            question.question_en,
            "",
            "```sql",
            question.sql,
            "```",
            "",
            *_table(found),
            "",
            *remarks,
        ]
    )


def _table(found: Answer) -> Sequence[str]:
    if not found.rows:
        return ["没有这样的行 / no such rows"]
    return [
        f"| {' | '.join(found.columns)} |",
        f"|{'|'.join('---' for _ in found.columns)}|",
        *(f"| {' | '.join(_shown(value) for value in row)} |" for row in found.rows),
    ]


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        whole, _, decimals = f"{value:,f}".partition(".")
        return f"{whole}.{decimals.rstrip('0'):0<2}"
    return str(value).replace("|", "\\|")

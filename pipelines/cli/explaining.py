"""`juesuan explain`: one figure of the warehouse, where it is printed, and what is known of it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.cli.exit_codes import FAILED, FINE, WRONG_USAGE
from pipelines.cli.places import default_warehouse
from pipelines.cli.printing import print_json

if TYPE_CHECKING:
    from pipelines.showing.explaining import Elsewhere, Explained
    from pipelines.showing.findings import Finding
    from pipelines.showing.printed_figures import PrintedFigure

_VERDICTS = {
    "exact": "相符",
    "rounding": "相符（四舍五入）",
    "rounding_zero": "相符（四舍五入）",
    "undefined_base": "基数为零，不作比较",
    "last_digit": "末位差一",
    "violation": "不符",
    "truncated": "截尾，未四舍五入",
    "not_evaluable": "不能判定",
    "not_applicable": "不适用",
}
_STATES = {"blank": "空白 blank", "dash": "—", "illegible": "认不清 illegible"}
_MOST_CELLS = 8


def add_command(commands: Any) -> None:
    """Add `explain` to the subcommands of a parser."""
    explainer = commands.add_parser(
        "explain",
        help="一个数的来历 / where a figure is printed and what is known of it",
        epilog="例 / example: juesuan explain 青山区大数据中心 2020 支出决算表 2010350 "
        "--measure 基本支出 --crop 数.png",
    )
    explainer.add_argument("agency", metavar="AGENCY", help="单位全称或其中一段 / name or a part")
    explainer.add_argument("year", type=int, metavar="YEAR", help="年度 / fiscal year")
    explainer.add_argument("form", metavar="FORM", help="表名或代号 / title or form_code")
    explainer.add_argument("code", metavar="CODE", help="科目编码或行名 / code or label of the row")
    explainer.add_argument("--measure", metavar="M", help="栏目 / column: 基本支出, basic …")
    explainer.add_argument("--warehouse", type=Path, metavar="FILE")
    explainer.add_argument("--sources", action="append", type=Path, metavar="DIR")
    explainer.add_argument(
        "--crop", type=Path, metavar="FILE.png", help="存下页面截图 / save the picture of the page"
    )
    explainer.add_argument("--format", choices=("text", "json"), default="text")
    explainer.set_defaults(run=run_explain)


def run_explain(options: argparse.Namespace) -> int:
    """Explain a figure; 64 where the question fits none or several, 1 without warehouse or crop."""
    import duckdb

    from pipelines.showing.asking import NotOneAnswer, Question
    from pipelines.showing.explaining import explain

    warehouse: Path = options.warehouse or default_warehouse()
    if not warehouse.is_file():
        print(
            f"没有仓库 / no warehouse: {warehouse}；先运行 / first run: juesuan build",
            file=sys.stderr,
        )
        return FAILED
    asked = Question(options.agency, options.year, options.form, options.code, options.measure)
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            explained = explain(connection, asked)
    except NotOneAnswer as problem:
        print(problem.reason, file=sys.stderr)
        for choice in problem.choices:
            print(f"  {choice}", file=sys.stderr)
        return WRONG_USAGE
    except duckdb.Error as error:
        print(f"不是发布的仓库文件 / not a published warehouse: {error}", file=sys.stderr)
        return FAILED
    sources = options.sources or [Path(os.environ.get("JUESUAN_SOURCES", "sources"))]
    around, problem_in_words = _around(explained, sources, options.crop)
    if options.format == "json":
        print_json(_as_json(explained, options.crop if problem_in_words is None else None))
    else:
        for line in _in_words(explained, around):
            print(line)
    if problem_in_words:
        print(f"没有截图 / no picture: {problem_in_words}", file=sys.stderr)
        return FAILED if options.crop else FINE
    return FINE


def _around(
    explained: Explained, sources: list[Path], crop: Path | None
) -> tuple[list[str], str | None]:
    """The cells around the figure in lines, or its picture saved; and why not."""
    from pipelines.readers.opening import open_document
    from pipelines.readers.problems import ReadingProblem
    from pipelines.showing.crop import crop_of
    from pipelines.showing.locating import file_of
    from pipelines.showing.problems import CannotShow
    from pipelines.showing.surroundings import as_text, surroundings_of

    figure, *others = explained.found.figures
    is_on_page = figure.place.page is not None and figure.box is not None
    if is_on_page and crop is None:
        return ["截图 picture    加 --crop 文件.png 存下 / add --crop FILE.png to save it"], None
    try:
        path = file_of(sources, figure.source_file, explained.sha256)
        if figure.place.page is None or figure.box is None:
            found = surroundings_of(
                open_document(path), figure.address, [one.address for one in others]
            )
            without = f"{path.name} 没有页面 / has no pages" if crop else None
            return ["周围 around", *(f"  {line}" for line in as_text(found).split("\n"))], without
        beside = [
            one.box for one in others if one.box is not None and one.place.page == figure.place.page
        ]
        png = crop_of(
            path,
            figure.place.page,
            figure.box,
            others=beside,
            heading=explained.index.heading_of(figure),
            reader=figure.reader,
        )
        if crop is not None:
            crop.write_bytes(png)
        return [f"截图 picture    {crop}"], None
    except CannotShow as problem:
        return [], str(problem)
    except ReadingProblem as problem:
        return [], f"{problem.reason}；{problem.advice}"
    except OSError as error:
        return [], f"{error.filename}: {error.strerror}"


def _in_words(explained: Explained, around: list[str]) -> Iterator[str]:
    found = explained.found
    row = " ".join(part for part in (found.row_code, found.label) if part)
    yield f"{found.agency} {found.year} 年度  {found.form['title_zh']}  {row}"
    for figure in found.figures:
        yield f"  {_figure_in_words(figure)}"
    yield f"文件 file       {found.figures[0].source_file}"
    yield from around
    rules = explained.rules
    yield (
        f"勾稽 identities {len(rules)} 条有它 / it takes part in {len(rules)}："
        f"相符 {len(explained.agreeing)}，不符 {len(explained.disagreeing)}"
    )
    for rule in rules:
        yield from _rule_in_words(rule)
    for said in explained.diagnoses:
        yield f"  诊断 diagnosis  {said.words[0]}"
    yield f"别处 elsewhere  {len(explained.elsewhere)}"
    for other in explained.elsewhere:
        yield f"  {other.year} {other.form_title}  {_figure_in_words(other.figure)}"
    yield f"文字 narrative  {len(explained.claims)}"
    for claim in explained.claims:
        yield f"  {_place(claim)}  {_marked(claim)}"


def _rule_in_words(rule: Finding) -> Iterator[str]:
    instance = f"（{rule.instance}）" if rule.instance else ""
    verdict = _VERDICTS.get(rule.verdict, rule.verdict)
    yield f"  [{verdict} {rule.verdict}] {rule.title[0]}{instance}  {rule.identity_id}"
    if rule.gap and rule.verdict in ("violation", "truncated", "last_digit"):
        yield f"      印为 {rule.found}，按其余数字应为 {rule.expected}，差 {rule.gap[0]}"
    cells = [term.address for term in rule.terms]
    more = f" 等 {len(cells)} 处" if len(cells) > _MOST_CELLS else ""
    yield f"      位置 cells {'；'.join(cells[:_MOST_CELLS])}{more}"


def _figure_in_words(figure: PrintedFigure) -> str:
    from pipelines.showing.printed_figures import UNITS

    if figure.state != "number":
        text = _STATES.get(figure.state, figure.state)
        printed = f"{figure.text} {text}" if figure.state == "illegible" else text
    else:
        printed = f"{figure.text} {UNITS.get(figure.unit, ('', ''))[0]}".strip()
    yuan = f" = {figure.yuan} 元" if figure.yuan is not None and figure.unit != "yuan" else ""
    basis = f" [{figure.basis}]" if figure.basis not in ("", "outturn") else ""
    return f"{figure.column_label}{basis}：{printed}{yuan}  {_place(figure)}"


def _place(figure: PrintedFigure) -> str:
    from pipelines.showing.cell_addresses import place_in_words

    return place_in_words(figure.place)[0]


def _marked(figure: PrintedFigure) -> str:
    sentence, start, end = figure.sentence or "", figure.char_start, figure.char_end
    if start is None or end is None:
        return sentence
    return f"{sentence[:start]}【{sentence[start:end]}】{sentence[end:]}"


def _as_json(explained: Explained, crop: Path | None) -> dict[str, Any]:
    found = explained.found
    return {
        "agency": found.agency,
        "fiscal_year": found.year,
        "form_code": found.form["form_code"],
        "row_code": found.row_code,
        "row_label": found.label,
        "figures": found.rows,
        "crop": str(crop) if crop else None,
        "identities": [_rule_as_json(rule) for rule in explained.rules],
        "diagnoses": [one.words[0] for one in explained.diagnoses],
        "elsewhere": [_elsewhere_as_json(other) for other in explained.elsewhere],
        "narrative": [
            {
                "value_text": claim.text,
                "unit": claim.unit or None,
                "amount_yuan": claim.yuan,
                "page": claim.place.page,
                "sentence_no": claim.place.sentence,
                "sentence": claim.sentence,
            }
            for claim in explained.claims
        ],
    }


def _rule_as_json(rule: Finding) -> dict[str, Any]:
    return {
        "identity_id": rule.identity_id,
        "instance": rule.instance,
        "verdict": rule.verdict,
        "severity": rule.severity,
        "expected": rule.expected or None,
        "found": rule.found or None,
        "cells": [term.address for term in rule.terms],
        "message": rule.message,
    }


def _elsewhere_as_json(other: Elsewhere) -> dict[str, Any]:
    figure = other.figure
    return {
        "fiscal_year": other.year,
        "form_code": figure.form_code,
        "row_label": figure.label,
        "measure_label": figure.column_label,
        "basis": figure.basis,
        "amount_text": figure.text,
        "unit": figure.unit,
        "amount_yuan": figure.yuan,
        "source_file": figure.source_file,
        "page": figure.place.page,
        "sheet": figure.place.sheet,
        "table_row": figure.place.row,
        "table_column": figure.place.column,
    }

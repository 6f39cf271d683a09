"""juesuan: the command line. Builds the warehouse, or tells what one file holds.

Each command imports what it needs: reading happens in a worker, and a worker must not wait until
its parent has loaded what only other commands use.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from pipelines.cli import checking, collecting, explaining, exploring, releasing
from pipelines.cli.exit_codes import (
    FAILED,
    FINE,
    READER_GONE,
    UNREADABLE,
    WRONG_USAGE,
    has_unreadable,
)
from pipelines.cli.places import default_warehouse
from pipelines.cli.printing import print_json
from pipelines.stages.isolating import prepare_workers
from pipelines.stages.readings import ReportReading, Row

if TYPE_CHECKING:
    from pipelines.publish import Publication
    from pipelines.stages.building import BuildSummary

_LONGEST_CELL = 80
_JSON_ROWS = {
    "rows": "reported_amount",
    "unplaced": "unplaced_cell",
    "quantities": "reported_quantity",
    "evaluations": "evaluation",
    "indicators": "evaluation_indicator",
    "claims": "narrative_claim",
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {message}\n")


def run() -> NoReturn:
    """The program `juesuan`: one command, then the end at once.

    Nobody needs what Python would take apart at its end, and it takes a tenth of a second.
    """
    try:
        code = main()
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:  # juesuan check … | head
        code = READER_GONE
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (docs/commands.md)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = command_parser().parse_args(arguments)
    result: int = options.run(options)
    return result


def command_parser() -> argparse.ArgumentParser:
    """The parser of all commands; wrong usage ends the program with 64."""
    parser = _Parser(prog="juesuan", description="部门决算 reports -> a DuckDB warehouse")
    commands = parser.add_subparsers(required=True, metavar="command")
    builder = commands.add_parser(
        "build",
        help="读全部报告，发布数据仓库 / read every report and publish the warehouse",
        epilog="例 / example: juesuan build --sources sources --warehouse warehouse/juesuan.duckdb",
    )
    builder.add_argument("--sources", action="append", type=Path, metavar="DIR")
    builder.add_argument("--warehouse", type=Path, metavar="FILE")
    builder.add_argument("--no-site", action="store_true", help="the warehouse without its pages")
    builder.set_defaults(run=_build)
    reader = commands.add_parser(
        "read",
        help="文件里读到的表和数 / forms and figures found in files",
        epilog="例 / example: juesuan read 决算.pdf; juesuan read --format json 决算.xlsx",
    )
    reader.add_argument("files", nargs="+", type=Path, metavar="FILE")
    reader.add_argument("--format", choices=("text", "json"), default="text")
    reader.set_defaults(run=_read)
    capture = commands.add_parser(
        "capture",
        help="文件原样存成 JSON，供测试用 / a file's document as JSON, for a test fixture",
        epilog="例 / example: juesuan capture --pages 7,8 决算.pdf > page.json",
    )
    capture.add_argument("file", type=Path, metavar="FILE")
    capture.add_argument("--pages", type=_page_numbers, metavar="7,8")
    capture.set_defaults(run=_capture)
    checking.add_command(commands)
    explaining.add_command(commands)
    releasing.add_commands(commands)
    collecting.add_commands(commands)
    exploring.add_commands(commands)
    return parser


def _page_numbers(text: str) -> set[int]:
    return {int(part) for part in text.split(",")}


def _build(options: argparse.Namespace) -> int:
    prepare_workers()
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    from pipelines.publish import Busy, PublishFailed
    from pipelines.stages.building import build
    from pipelines.stages.far_batches import WorkersFailed
    from pipelines.stages.transforming import TransformFailed

    sources = options.sources or [Path(os.environ.get("JUESUAN_SOURCES", "sources"))]
    warehouse: Path = options.warehouse or default_warehouse()
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    try:
        with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
            task = bar.add_task("…", total=None)

            def show(done: int, total: int, name: str) -> None:
                bar.update(task, completed=done, total=total, description=name[-48:])

            summary = build(sources, warehouse, show)
    except (TransformFailed, PublishFailed, WorkersFailed, Busy, OSError) as error:
        print(f"没有发布 / nothing published: {error}", file=sys.stderr)
        return FAILED
    _print_summary(summary)
    if not options.no_site:
        exploring.make_site(warehouse, sources, exploring.site_beside(warehouse))
    return FINE


def _print_summary(summary: BuildSummary) -> None:
    outcomes = "，".join(f"{word} {count}" for word, count in summary.outcomes.items())
    print(f"文件 files        {summary.files}（本次重读 read anew {summary.reread}）")
    print(f"结果 outcomes     {outcomes}")
    print(f"报告 reports      {summary.reports}")
    print(f"表中金额 amounts  {summary.figures}")
    print(f"表中其他数 other  {summary.quantities}")
    print(f"叙述中的数 claims {summary.claims}")
    print(f"未归入 unplaced   {summary.unplaced}")
    for warning in summary.warnings:
        print(f"提示 warning      {warning}")
    print(f"发布 release      {_release_in_words(summary.publication)}")
    print(f"用时 seconds      {summary.seconds:.1f}")
    print(f"仓库 warehouse    {summary.warehouse}")


def _release_in_words(publication: Publication) -> str:
    if not publication.is_new:
        return f"{publication.number}（没有变化，未重新发布 nothing changed）"
    found = publication.comparison
    if found is None:
        said = "首次 first" if publication.number == 1 else "与前一发布无法比较 not compared"
        return f"{publication.number}（{said}）"
    return (
        f"{publication.number}（报告 reports {len(found.reports)} 处变化，"
        f"数 figures {len(found.figures)}，结论 verdicts {len(found.verdicts)}；"
        "详见 releases/CHANGES.md）"
    )


def _read(options: argparse.Namespace) -> int:
    from pipelines.stages.reading_each import read_each
    from pipelines.stages.settling import settled
    from pipelines.stages.sources import given_files

    readings: list[ReportReading] = []
    sources = given_files(options.files)
    results = read_each(sources)
    for number, source in enumerate(sources, start=1):
        print(f"[{number}/{len(sources)}] {source.source_file}", file=sys.stderr)
        readings += next(results).readings
    readings = settled(readings)
    if options.format == "json":
        print_json(
            {"files": [dict(reading.report_outcome) for reading in readings]}
            | {
                key: [row for reading in readings for row in reading.rows[table]]
                for key, table in _JSON_ROWS.items()
            }
        )
    else:
        for reading in readings:
            _print_reading(reading)
    return UNREADABLE if has_unreadable(readings) else FINE


def _print_reading(reading: ReportReading) -> None:
    outcome, report = reading.report_outcome, reading.report
    print(f"{outcome['source_file']}")
    print(f"  结果 outcome  {outcome['outcome']}：{outcome['reason']}")
    if outcome["advice"]:
        print(f"  办法 advice   {outcome['advice']}")
    known = [report["agency"] or "？", str(report["fiscal_year"] or "？"), report["kind"]]
    print(f"  报告 report   {' '.join(known)}")
    for table in reading.rows["reported_table"]:
        numbers = _numbers_of(reading, table["table_no"])
        pages = _pages(table["first_page"], table["last_page"])
        empty = "（空表 empty）" if table["is_empty"] else ""
        print(f"  {table['table_no']:>2} {table['form_code']:<34} {numbers:>4} 个数 {pages}{empty}")
    for evaluation in reading.rows["evaluation"]:
        numbers = _numbers_of(reading, evaluation["table_no"])
        score = f"总分 {evaluation['total_score_text']}" if evaluation["total_score_text"] else ""
        name = evaluation["project_name"] or evaluation["title"] or ""
        print(
            f"  {evaluation['table_no']:>2} {evaluation['form_code']:<34} {numbers:>4} 个数"
            f" {name} {score}"
        )
    if reading.rows["narrative_claim"]:
        print(f"     叙述 narrative {len(reading.rows['narrative_claim']):>25} 个数")
    for cell in reading.rows["unplaced_cell"]:
        text = str(cell["cell_text"])
        short = text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"
        print(f"     未归入 {_place(cell)}：{short}（{cell['reason']}）")


def _pages(first: int | None, last: int | None) -> str:
    if first is None:
        return ""
    return f"p.{first}" if first == last else f"p.{first}–{last}"


def _numbers_of(reading: ReportReading, table_no: int) -> int:
    states = [
        row["amount_state"]
        for row in reading.rows["reported_amount"]
        if row["table_no"] == table_no
    ] + [
        row["value_state"]
        for row in reading.rows["reported_quantity"]
        if row["table_no"] == table_no
    ]
    return states.count("number")


def _place(cell: Row) -> str:
    parts = [
        str(cell["sheet"] or ""),
        f"p.{cell['page']}" if cell["page"] else "",
        f"{cell['table_row']} 行 {cell['table_column']} 列" if cell["table_row"] else "正文 text",
    ]
    return " ".join(part for part in parts if part)


def _capture(options: argparse.Namespace) -> int:
    from pipelines.document.json_form import document_to_json
    from pipelines.readers.opening import open_document
    from pipelines.readers.problems import ReadingProblem

    try:
        print(document_to_json(open_document(options.file), options.pages))
    except ReadingProblem as problem:
        print(f"{options.file}: {problem.reason}；{problem.advice}", file=sys.stderr)
        return UNREADABLE
    return FINE

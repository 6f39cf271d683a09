"""`juesuan check`: findings in words, as JSON, as a page, and marked in a copy of the PDF."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.cli.exit_codes import FAILED, FINE, FOUND, UNREADABLE, WRONG_USAGE, has_unreadable
from pipelines.cli.printing import print_json
from pipelines.stages.isolating import prepare_workers
from pipelines.stages.readings import Row

if TYPE_CHECKING:
    from pipelines.stages.checking import CheckedFiles


def add_command(commands: Any) -> None:
    """Add `check` to the subcommands of a parser."""
    checker = commands.add_parser(
        "check",
        help="核对文件，不用数据仓库 / findings about files, without a warehouse",
        epilog="例 / example: juesuan check 决算.pdf --prior 上年决算.pdf --html 核对.html "
        "--annotate 标注.pdf",
    )
    checker.add_argument("files", nargs="+", type=Path, metavar="FILE")
    checker.add_argument(
        "--prior", action="append", type=Path, default=[], metavar="FILE",
        help="上年的报告，核对结转 / last year's report, for what is carried over",
    )  # fmt: skip
    checker.add_argument(
        "--units", action="append", type=Path, default=[], metavar="FILE",
        help="下属单位的报告，核对汇总 / reports of the units below, for the totals",
    )  # fmt: skip
    checker.add_argument("--format", choices=("text", "json"), default="text")
    checker.add_argument(
        "--html", type=Path, metavar="OUT.html",
        help="写成一个网页，可打印 / one page for people, opens anywhere, prints well",
    )  # fmt: skip
    checker.add_argument(
        "--annotate", type=Path, metavar="OUT.pdf",
        help="PDF 副本，逐处标注；原件不动 / a marked copy of the PDF, the original untouched",
    )  # fmt: skip
    checker.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> int:
    """Check the files and tell what was found in every way that was asked for.

    Returns 1 when something was found or could not be written, 2 when a file cannot be read, 64
    when an output would overwrite an input.
    """
    outputs = [out for out in (options.html, options.annotate) if out]
    given = {path.resolve() for path in [*options.files, *options.prior, *options.units]}
    if any(out.resolve() in given for out in outputs) or len({*map(_real, outputs)}) < len(outputs):
        print(
            "输出文件不能是要核对的文件，也不能彼此相同 / an output must not be a file that is "
            "checked, nor another output",
            file=sys.stderr,
        )
        return WRONG_USAGE
    prepare_workers()
    from pipelines.stages.checking import check_files

    checked = check_files(options.files, options.prior, options.units)
    is_written = _write(checked, options.html, options.annotate)
    if options.format == "json":
        print_json(
            {
                "files": [dict(reading.report_outcome) for reading in checked.readings],
                "verdicts": checked.verdicts,
                "diagnoses": checked.diagnoses,
            }
        )
    else:
        _print_findings(checked)
    if has_unreadable(checked.readings):
        return UNREADABLE
    if not is_written:
        return FAILED
    return FOUND if any(row["severity"] != "info" for row in checked.findings) else FINE


def _real(path: Path) -> Path:
    return path.resolve()


def _print_findings(checked: CheckedFiles) -> None:
    from pipelines.catalogue.loading import load_identities
    from pipelines.showing.findings_in_words import findings_in_words

    titles = {one.identity_id: one.title.zh for one in load_identities()}
    outcomes_of: dict[str, list[Row]] = {}
    for reading in checked.readings:
        outcomes_of.setdefault(reading.report["report_id"], []).append(reading.report_outcome)
    for report_id, files in outcomes_of.items():
        own, explained = (
            [row for row in rows if row["report_id"] == report_id]
            for rows in (checked.verdicts, checked.diagnoses)
        )
        for line in findings_in_words(files, own, explained, titles):
            print(line)


def _write(checked: CheckedFiles, html: Path | None, annotate: Path | None) -> bool:
    """Write what was asked for, each said on stderr; whether all of it could be written."""
    from pipelines.showing.problems import CannotShow

    try:
        if html:
            from pipelines.showing.check_page import check_page

            html.write_text(check_page(checked, checked.paths), "utf-8")
            print(f"网页 page        {html}", file=sys.stderr)
        if annotate:
            from pipelines.showing.marking import marked_copy

            marked = marked_copy(checked)
            annotate.write_bytes(marked.content)
            print(
                f"标注 annotated   {annotate}（{marked.marks} 处 marks；"
                f"另有 {marked.without_place} 处列在首页便笺 in the note on page 1）",
                file=sys.stderr,
            )
    except CannotShow as problem:
        print(f"没有写出 / not written: {problem}", file=sys.stderr)
        return False
    except OSError as error:
        print(f"没有写出 / not written: {error.filename}: {error.strerror}", file=sys.stderr)
        return False
    return True

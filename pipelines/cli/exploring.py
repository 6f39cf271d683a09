"""The command about pages: `juesuan site`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.cli.places import default_warehouse

if TYPE_CHECKING:
    from pipelines.explorer.building import SiteSummary

_FINE, _FAILED = 0, 1


def add_commands(commands: Any) -> None:
    """Add `site` to the subcommands of a parser."""
    site = commands.add_parser(
        "site",
        help="仓库做成网页 / the warehouse as pages to look at, without server or network",
        epilog="例 / example: juesuan site; juesuan site --warehouse warehouse/juesuan.duckdb "
        "--out /tmp/site",
    )
    site.add_argument("--warehouse", type=Path, metavar="FILE")
    site.add_argument(
        "--sources", action="append", type=Path, metavar="DIR", help="where the reports lie"
    )
    site.add_argument("--out", type=Path, metavar="DIR", help="default: site/ beside the warehouse")
    site.set_defaults(run=_site)


def _site(options: argparse.Namespace) -> int:
    warehouse: Path = options.warehouse or default_warehouse()
    folders = options.sources or [Path(os.environ.get("JUESUAN_SOURCES", "sources"))]
    return make_site(warehouse, folders, options.out or site_beside(warehouse))


def site_beside(warehouse: Path) -> Path:
    """Where the pages of a warehouse lie when nothing else is said."""
    from pipelines.explorer import building

    return building.site_beside(warehouse)


def make_site(warehouse: Path, folders: Sequence[Path], out: Path) -> int:
    """Make the pages and say where they are; exit code 1 when none could be made, with the reason.

    The warehouse stands in either case.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from pipelines.explorer.building import build_site
    from pipelines.explorer.charting_library import ChartingLibraryMissing

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    try:
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("…", total=None)

            def show(done: int, total: int, name: str) -> None:
                bar.update(task, completed=done, total=total, description=name[-48:])

            summary = build_site(warehouse, folders, out, show)
    except (ChartingLibraryMissing, OSError) as error:
        print(f"没有做成网页 / no pages were made: {error}", file=sys.stderr)
        return _FAILED
    _print_summary(summary)
    return _FINE


def _print_summary(summary: SiteSummary) -> None:
    """Where the pages are and what could not be shown on them."""
    state = "" if summary.is_new else "（没有变化 nothing changed）"
    for problem in summary.pictureless:
        print(f"无页面图 no picture {problem}")
    print(
        f"网页 pages        {summary.folder / 'index.html'}{state}"
        "（用浏览器打开 / open it in a browser）："
        f"{summary.accounts} 个部门年度 agency-years，{summary.pictures} 幅页面图 page pictures，"
        f"{summary.size / 1_000_000:.1f} MB，{summary.seconds:.1f} s"
    )

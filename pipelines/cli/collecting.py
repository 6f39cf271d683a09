"""`juesuan collect` and `juesuan add`: their options, and what they print.

What they do is in `collecting` and `adding`.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipelines.collect.kinds import KINDS
from pipelines.collect.problems import CollectingProblem

if TYPE_CHECKING:
    from pipelines.collect.collecting import PublisherResult
    from pipelines.collect.fetching import Fetcher
    from pipelines.collect.publishers import Publisher

FINE, SOME_FAILED, WRONG_USAGE = 0, 1, 64
Parser = TypeVar("Parser", bound=argparse.ArgumentParser)
_YEAR = re.compile(r"(19|20)\d{2}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def add_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    """Give the command line its commands `collect` and `add`."""
    collector = commands.add_parser(
        "collect",
        help="按年度取回公开的报告 / fetch the reports of a fiscal year",
        epilog="例 / example: juesuan collect --year 2025 --dry-run",
    )
    collector.add_argument("--year", type=_fiscal_year, required=True, metavar="2025")
    collector.add_argument("--publisher", action="append", default=[], metavar="NAME")
    collector.add_argument("--sources", type=Path, metavar="DIR")
    collector.add_argument("--dry-run", action="store_true", help="say what would be fetched")
    collector.set_defaults(run=run_collect)
    adder = commands.add_parser(
        "add",
        help="收入手工得来的文件 / take files that came by hand into the sources",
        epilog="例 / example: juesuan add 决算.pdf --agency 某某市某某局 --year 2024",
    )
    adder.add_argument("files", nargs="+", type=Path, metavar="FILE")
    adder.add_argument("--agency", type=_name, metavar="NAME")
    adder.add_argument("--region", type=_name, metavar="NAME")
    adder.add_argument("--year", type=_fiscal_year, metavar="2025")
    adder.add_argument("--kind", choices=KINDS, default="")
    adder.add_argument("--url", type=_url, metavar="ADDRESS")
    adder.add_argument("--sources", type=Path, metavar="DIR")
    adder.set_defaults(run=run_add)


def _fiscal_year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise argparse.ArgumentTypeError(f"不是年度 / no fiscal year: {text}")
    return int(text)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or _UNPRINTABLE.search(name) or len(name) > 100:
        raise argparse.ArgumentTypeError(f"不是名称 / no name: {text!r}")
    return name


def _url(text: str) -> str:
    from pipelines.collect.addresses import web_address

    try:
        # it is written down, not fetched: any port will do
        return str(web_address(text, range(65536))) and text.strip()
    except CollectingProblem as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem


def _sources(given: Path | None) -> Path:
    return given or Path(os.environ.get("JUESUAN_SOURCES", "sources"))


def run_collect(options: argparse.Namespace, fetcher: Fetcher | None = None) -> int:
    """Collect from the publishers asked for, all of them where none is named.

    Returns 0, 1 when something of a publisher could not be had, 64 when the list of publishers or
    a name is wrong.
    """
    from pipelines.collect.collecting import collect
    from pipelines.collect.fetching import Fetcher
    from pipelines.collect.publishers import PublishersUnreadable, load_publishers

    sources = _sources(options.sources)
    try:
        publishers = _chosen(load_publishers(sources), options.publisher)
    except PublishersUnreadable as problem:
        return _told(problem, WRONG_USAGE)
    if not publishers:
        print(
            f"{sources}/publishers.yml 中还没有发布者 / no publisher is listed there yet；"
            "写法见该文件开头 / its first lines say how to add one"
        )
        return FINE
    try:
        results = collect(
            sources,
            publishers,
            options.year,
            fetcher or Fetcher(),
            lambda line: print(f"  {_shown(line)}", file=sys.stderr),
            options.dry_run,
        )
    except (CollectingProblem, OSError) as problem:
        return _told(problem, SOME_FAILED)
    for result in results:
        print("\n".join(lines_of(result)))
    return SOME_FAILED if any(result.has_failed for result in results) else FINE


def _chosen(publishers: Sequence[Publisher], names: Sequence[str]) -> list[Publisher]:
    from pipelines.collect.publishers import PublishersUnreadable

    known = {publisher.name: publisher for publisher in publishers}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise PublishersUnreadable(
            f"没有这个发布者 / no such publisher: {', '.join(unknown)}",
            f"已有 / there are: {', '.join(known) or '—'}",
        )
    return [known[name] for name in dict.fromkeys(names)] if names else list(publishers)


def _told(problem: Exception, code: int) -> int:
    print(problem, file=sys.stderr)
    return code


def lines_of(result: PublisherResult) -> list[str]:
    """What a run did for one publisher, for people."""
    counted: list[tuple[str, Sequence[object]]] = [
        ("新 new", result.new),
        ("新版本 new versions", result.new_versions),
        ("补回 restored", result.restored),
        ("未变 unchanged", result.unchanged),
        ("不再列出 unlisted", result.unlisted),
        ("重新列出 listed again", result.listed_again),
        ("将取 would be fetched", result.would_fetch),
        ("将核对 would be checked", result.would_check),
        ("存疑 doubtful", result.doubts),
        ("失败 failed", result.failures),
    ]
    counts = "，".join(f"{word} {len(items)}" for word, items in counted if items)
    lines = [f"{result.publisher}：{counts or '没有变化 / nothing'}"]
    lines += [f"  新 new            {file}" for file in result.new]
    lines += [f"  新版本 version    {file}" for file in result.new_versions]
    lines += [f"  补回 restored     {file}" for file in result.restored]
    lines += [f"  不再列出 unlisted {file}（文件保留 kept）" for file in result.unlisted]
    lines += [f"  重新列出 again    {file}" for file in result.listed_again]
    lines += [f"  将取 would fetch  {file}" for file in result.would_fetch]
    lines += [f"  将核对 check      {file}" for file in result.would_check]
    lines += [
        f"  存疑 doubtful     {one.title} {one.address}：{one.reason}" for one in result.doubts
    ]
    lines += [f"  失败 failed       {failure}" for failure in result.failures]
    lines += [f"  提示 notice       {notice}" for notice in result.notices]
    return [_shown(line) for line in lines]


def _shown(line: str) -> str:
    """A line without what a hostile page could do to a terminal."""
    return _UNPRINTABLE.sub("\ufffd", line)


def run_add(options: argparse.Namespace) -> int:
    """Take files in; returns 0, or 1 when one of them was not taken."""
    from pipelines.collect.adding import add_files
    from pipelines.collect.landing import Origin

    sources = _sources(options.sources)
    origin = Origin(
        agency=options.agency or "",
        region=options.region or "",
        fiscal_year=options.year,
        kind=options.kind,
        url=options.url or "",
        retrieved_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    try:
        added = add_files(sources, options.files, origin)
    except (CollectingProblem, OSError) as problem:
        return _told(problem, SOME_FAILED)
    for one in added:
        if one.landed is None:
            print(_shown(f"未收 not taken  {one.file}：{one.refusal}"))
            continue
        version = f"（取代 supersedes {one.landed.supersedes}）" if one.landed.supersedes else ""
        print(_shown(f"已收 taken      {one.landed.path}{version}"))
    return SOME_FAILED if any(one.landed is None for one in added) else FINE

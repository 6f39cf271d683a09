"""Commands about releases: list them, tell two apart, go back to one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from pipelines.cli.places import default_warehouse

_FINE, _FAILED = 0, 1


def add_commands(commands: Any) -> None:
    """Add `releases`, `diff` and `rollback` to the subcommands of a parser."""
    listing = commands.add_parser(
        "releases",
        help="保存的各次发布 / the kept releases of the warehouse",
        epilog="例 / example: juesuan releases",
    )
    listing.add_argument("--warehouse", type=Path, metavar="FILE")
    listing.set_defaults(run=_releases)
    differ = commands.add_parser(
        "diff",
        help="两次发布之间的变化 / what changed from one release (or file) to another",
        epilog="例 / example: juesuan diff 3 4; juesuan diff old.duckdb warehouse/juesuan.duckdb",
    )
    differ.add_argument("before", metavar="A")
    differ.add_argument("after", metavar="B")
    differ.add_argument("--warehouse", type=Path, metavar="FILE")
    differ.set_defaults(run=_diff)
    back = commands.add_parser(
        "rollback",
        help="恢复某次发布 / publish a kept release again",
        epilog="例 / example: juesuan rollback 3",
    )
    back.add_argument("number", type=int, metavar="N")
    back.add_argument("--warehouse", type=Path, metavar="FILE")
    back.set_defaults(run=_rollback)


def _releases(options: argparse.Namespace) -> int:
    from pipelines.publish.history import last_release
    from pipelines.publish.releases import kept_releases

    warehouse: Path = options.warehouse or default_warehouse()
    published = last_release(warehouse) if warehouse.is_file() else None
    kept = kept_releases(warehouse)
    for release in kept:
        mark = "← 现行 published" if release.number == published else ""
        print(f"{release.number:>5}  {release.file}  {mark}".rstrip())
    if not kept:
        print(f"没有发布 / no release beside {warehouse}")
    return _FINE


def _diff(options: argparse.Namespace) -> int:
    import duckdb

    from pipelines.publish.changes import changes_in_words
    from pipelines.publish.comparing import compare
    from pipelines.publish.releases import kept_releases

    warehouse: Path = options.warehouse or default_warehouse()
    kept = {str(release.number): release.file for release in kept_releases(warehouse)}
    before, after = (kept.get(name, Path(name)) for name in (options.before, options.after))
    missing = [str(file) for file in (before, after) if not file.is_file()]
    if missing:
        known = "、".join(kept) or "无 none"
        print(f"找不到 / not found: {'、'.join(missing)}；现有发布 kept: {known}", file=sys.stderr)
        return _FAILED
    try:
        comparison = compare(before, after)
    except duckdb.Error as error:
        print(f"不是发布的仓库文件 / not a published warehouse: {error}", file=sys.stderr)
        return _FAILED
    for line in changes_in_words(comparison):
        print(line)
    return _FINE


def _rollback(options: argparse.Namespace) -> int:
    from pipelines.publish import Busy, PublishFailed, roll_back

    warehouse: Path = options.warehouse or default_warehouse()
    try:
        release = roll_back(warehouse, options.number)
    except (PublishFailed, Busy, OSError) as error:
        print(f"没有改动 / nothing changed: {error}", file=sys.stderr)
        return _FAILED
    print(f"已恢复发布 {release.number} / release {release.number} is published again: {warehouse}")
    return _FINE

"""The floor of `make coverage`, which only rises: fail_under in pyproject.toml.

Below the floor coverage itself fails. This refuses a share that has risen without being written
down, so that what was gained cannot be lost again unseen. Measuring belongs to coverage.py.
"""

from __future__ import annotations

import sys
import tomllib
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
_MAY_RISE = Decimal("0.5")
_STEP = Decimal("0.1")


def objection(share: Decimal, floor: Decimal) -> str | None:
    """Why a share of covered lines and branches, in percent, does not pass; None when it does."""
    if share < floor:
        return (
            f"测试只走到 {share}%，低于底线 {floor}%：为上面列出的行补测试 / "
            f"the tests reach {share} %, below the floor of {floor} %: test the lines listed above"
        )
    if share - floor > _MAY_RISE:
        raised = share.quantize(_STEP, ROUND_FLOOR)
        return (
            f"测试走到 {share}%，比底线 {floor}% 高出半个百分点以上："
            f"把 pyproject.toml 的 fail_under 改成 {raised} / the tests reach {share} %, more than "
            f"half a point above the floor of {floor} %: write fail_under = {raised} in "
            "pyproject.toml"
        )
    return None


def written_floor() -> Decimal:
    """The floor that pyproject.toml writes down."""
    project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"), parse_float=Decimal)
    return Decimal(project["tool"]["coverage"]["report"]["fail_under"])


if __name__ == "__main__":
    sys.exit(objection(Decimal(sys.stdin.read().strip()), written_floor()))

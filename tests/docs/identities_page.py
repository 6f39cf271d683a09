"""docs/identities.md: what must agree and why, from the entries of the identities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.catalogue.identity_model import Family, Identity
from pipelines.catalogue.loading import load_identities

FAMILIES: dict[Family, str] = {
    "intra_table": "表内 / Within a form",
    "cross_table": "表间 / Between forms",
    "cross_year": "跨年、跨单位、跨文件 / Between years, units and documents",
    "narrative": "文字说明 / Of the narrative",
    "performance": "绩效自评 / Of self-evaluations",
}
_HEAD = """# 勾稽关系 / The identities

{count} 项。每一项对每份报告都有结论（`quality.fct_identity_verdict`）；条目、理由和算例在
`pipelines/catalogue/identities/*.yml`，算例就是测试。本页由 `make docs` 从条目生成，并由测试核对。

{count} of them, each with a verdict about every report (`quality.fct_identity_verdict`). Entry,
reason and worked examples stand in `pipelines/catalogue/identities/*.yml`; the examples are the
tests. This page is written by `make docs`, and a test holds it current. How to add one:
[recipes.md](recipes.md).

* 印出的数是一个区间：末位的一半；区间相交就成立。没有别的容差。A printed figure is an interval of
  half its last digit (in a table the last digit of its column); an identity holds when the
  intervals meet. There is no other tolerance: `dbt/macros/intervals.sql`.
* 缺项不当零：不能判定，不猜。A missing term is not zero: the verdict is `not_evaluable`.
* 结论 / verdicts: `exact`, `rounding` hold; `last_digit`, `rounding_zero`, `truncated` come from
  the way of printing; `violation` and `undefined_base` do not hold.
* 轻重 / severity: `error` cannot be, `warn` should be explained, `info` is worth a look.
"""


def page() -> str:
    """The whole page."""
    identities = load_identities()
    sections = [
        f"## {title}\n\n{_table([one for one in identities if one.family == family])}\n"
        for family, title in FAMILIES.items()
    ]
    return "\n".join([_HEAD.format(count=len(identities)), *sections])


def _table(identities: Sequence[Identity]) -> str:
    head = ["| id | 必须成立 / must hold | 为什么 / why | severity |", "|---|---|---|---|"]
    rows: Iterable[str] = (
        f"| `{one.identity_id}` | {_told(one.title.zh)}<br>{_told(one.title.en)} "
        f"| {_told(one.why.zh)}<br>{_told(one.why.en)} | {one.severity} |"
        for one in identities
    )
    return "\n".join([*head, *rows])


def _told(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")

"""Two years in the life of a warehouse: collected from a site, built with dbt, published, told.

Every line that CHANGES must hold is worked out by hand from what the site prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.collect.collecting import PublisherResult, collect
from pipelines.collect.publishers import Publisher
from pipelines.publish.releases import kept_releases
from pipelines.stages.building import BuildSummary, build
from tests.collect.local_site import Answer, Site, StoppedClock, fetcher, running_site
from tests.publish.small_accounts import accounts

AGENCIES = {"education": "甲市教育局", "archive": "乙县档案馆", "health": "丙市卫生局"}
IDS = {name: f"{agency}-{{}}-final_accounts" for name, agency in AGENCIES.items()}
A_YEAR = 365 * 86400.0


@dataclass
class Life:
    """The sources and the warehouse of one project, and the site it collects from."""

    folder: Path
    site: Site
    port: int
    clock: StoppedClock = field(default_factory=StoppedClock)

    @property
    def sources(self) -> Path:
        return self.folder / "sources"

    @property
    def warehouse(self) -> Path:
        return self.folder / "out" / "juesuan.duckdb"

    def lists(self, name: str, years: Sequence[int]) -> None:
        """What a publisher's page lists from now on."""
        links = (
            f'<a href="/{name}-{year}.xlsx">{AGENCIES[name]}{year}年度部门决算</a>'
            for year in years
        )
        self.site.page(
            f"/{name}", f'<h1>信息公开</h1><a href="/about">机构职能</a>{"".join(links)}'
        )

    def prints(self, name: str, year: int, *figures: str, printed: str = "") -> None:
        content = accounts(AGENCIES[name], year, *figures, printed=printed)
        self.site.serve(f"/{name}-{year}.xlsx", Answer(content))

    def is_down(self, name: str) -> None:
        self.site.serve(f"/{name}", Answer(b"", 503))

    def refreshes(self, *years: int) -> tuple[dict[tuple[str, int], PublisherResult], BuildSummary]:
        """Collect these years from everybody, then build and publish, as the schedule does."""
        publishers = [
            Publisher.model_validate(
                {
                    "name": name,
                    "agency": agency,
                    "since": 2020,
                    "listings": [{"address": f"http://site.test/{name}"}],
                }
            )
            for name, agency in AGENCIES.items()
        ]
        self.sources.mkdir(exist_ok=True)
        web = fetcher(self.port, self.clock)
        found = {
            (result.publisher, year): result
            for year in years
            for result in collect(self.sources, publishers, year, web, lambda _: None)
        }
        return found, build([self.sources], self.warehouse, lambda *_: None)

    def asked(self, question: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(question).fetchall()

    def changes(self) -> list[str]:
        """The lines of the newest entry of CHANGES, without blank ones and the time."""
        newest = kept_releases(self.warehouse)[-1].folder / "CHANGES.md"
        lines = [line for line in newest.read_text("utf-8").splitlines() if line]
        return [re.sub(r"（20.*UTC）", "", lines[0]), *lines[1:]]

    def kept_files(self) -> set[str]:
        return {path.name for path in (self.sources / "reports").rglob("*.xlsx")}


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    with running_site() as (site, port):
        life = Life(tmp_path_factory.mktemp("life"), site, port)
        for name in AGENCIES:
            life.lists(name, [2022])
        # the item of basic expenditure is printed wrong: 12.00 where the sums need 12.50
        life.prints("education", 2022, "12.50", "8.00", printed="12.00")
        life.prints("archive", 2022, "3.00", "1.00")
        life.prints("health", 2022, "7.00", "2.00")
        yield life


def test_a_first_year(life: Life) -> None:
    found, summary = life.refreshes(2022)
    assert [len(result.new) for result in found.values()] == [1, 1, 1]
    assert summary.outcomes == {"read": 3}
    assert life.changes() == ["## 发布 release 1", "首次发布 / the first release"]
    # 3.00 + 1.00 and so on, in yuan; a plain sum over leaves, the mistake as it was printed
    assert life.asked(
        "SELECT r.agency, sum(f.amount_yuan) FROM marts.fct_expenditure_by_function f "
        "JOIN marts.dim_report r USING (report_id) GROUP BY ALL ORDER BY ALL"
    ) == [
        ("丙市卫生局", Decimal("90000.0000")),
        ("乙县档案馆", Decimal("40000.0000")),
        ("甲市教育局", Decimal("200000.0000")),
    ]


def test_a_second_year_that_is_late_changes_nothing(life: Life) -> None:
    life.clock.sleeps.append(A_YEAR)
    found, summary = life.refreshes(2022, 2023)
    assert [len(found[name, 2022].unchanged) for name in AGENCIES] == [1, 1, 1]
    for name in AGENCIES:
        assert "no report of that fiscal year was found" in found[name, 2023].notices[0]
    assert (summary.publication.number, summary.publication.is_new, summary.reread) == (1, False, 0)


def test_a_second_year_with_a_revision_a_withdrawal_and_a_site_that_is_down(life: Life) -> None:
    life.lists("education", [2022, 2023])
    life.prints("education", 2022, "12.50", "8.00")
    life.prints("education", 2023, "13.00", "9.00")
    life.lists("archive", [])
    life.is_down("health")
    found, summary = life.refreshes(2022, 2023)
    assert len(found["education", 2022].new_versions) == len(found["education", 2023].new) == 1
    assert [Path(name).name for name in found["archive", 2022].unlisted] == ["archive-2022.xlsx"]
    assert [name for (name, _), result in found.items() if result.has_failed] == ["health"] * 2
    assert summary.publication.number == 2
    education, form = IDS["education"].format(2022), "一般公共预算财政拨款支出决算表"
    revised = f"{education}-2"
    assert life.changes() == [
        "## 发布 release 2",
        "### 报告 reports：3",
        f"- 新增 added：{IDS['education'].format(2023)}（甲市教育局 2023 final_accounts）",
        f"- 修订 revised：{revised}（甲市教育局 2022 final_accounts），原为 {education}",
        "- 公布单位不再列出，数仍保留 no longer listed, its figures are kept："
        f"{IDS['archive'].format(2022)}（乙县档案馆 2022 final_accounts）",
        "### 公布单位改动的数 figures the publisher changed：2",
        f"- {revised} {form} 2050201 学前教育 basic：120,000.00 元 → 125,000.00 元",
        f"- {revised} {form} 2050201 学前教育 total：120,000.00 元 → 125,000.00 元",
        # 12.00 + 0 against 12.50 and 12.00 + 8.00 against 20.50, for the 款 and for the total
        "### 勾稽结论变化 verdicts that turned：4",
        f"- {revised} 一般公共预算支出表款等于所属项之和（20502[basic]）：不符 → 一致",
        f"- {revised} 一般公共预算支出表款等于所属项之和（20502[total]）：不符 → 一致",
        f"- {revised} 一般公共预算支出表合计等于最细各行之和（合计[basic]）：不符 → 一致",
        f"- {revised} 一般公共预算支出表合计等于最细各行之和（合计[total]）：不符 → 一致",
        "### 文件结果变化 outcomes of files：2",
        "- reports/2022/甲市教育局/education-2022 (2).xlsx：没有 → read",
        "- reports/2023/甲市教育局/education-2023.xlsx：没有 → read",
    ]


def test_nothing_vanished(life: Life) -> None:
    assert life.kept_files() == {
        "education-2022.xlsx",
        "education-2022 (2).xlsx",
        "education-2023.xlsx",
        "archive-2022.xlsx",
        "health-2022.xlsx",
    }
    # the figures of the report that was withdrawn, and of the site that is down, still count
    assert life.asked(
        "SELECT r.agency, r.fiscal_year, r.unlisted_since IS NOT NULL, sum(f.amount_yuan) "
        "FROM marts.fct_expenditure_by_function f JOIN marts.dim_report r USING (report_id) "
        "GROUP BY ALL ORDER BY ALL"
    ) == [
        ("丙市卫生局", 2022, False, Decimal("90000.0000")),
        ("乙县档案馆", 2022, True, Decimal("40000.0000")),
        ("甲市教育局", 2022, False, Decimal("205000.0000")),
        ("甲市教育局", 2023, False, Decimal("220000.0000")),
    ]
    assert life.asked(
        "SELECT agency_id FROM quality.fct_coverage "
        "WHERE fiscal_year = 2023 AND coverage = 'missing' ORDER BY ALL"
    ) == [("丙市卫生局",), ("乙县档案馆",)]
    assert life.asked(
        "SELECT release_no, reports_added, reports_revised, reports_withdrawn, figures_changed "
        "FROM quality.fct_run ORDER BY ALL"
    ) == [(1, None, None, None, None), (2, 1, 1, 1, 2)]


def test_the_late_ones_come_and_the_withdrawn_one_returns(life: Life) -> None:
    life.lists("archive", [2022])
    life.lists("health", [2022, 2023])
    life.prints("health", 2023, "7.50", "2.00")
    found, _ = life.refreshes(2022, 2023)
    assert len(found["health", 2023].new) == len(found["archive", 2022].listed_again) == 1
    assert life.changes() == [
        "## 发布 release 3",
        "### 报告 reports：2",
        f"- 新增 added：{IDS['health'].format(2023)}（丙市卫生局 2023 final_accounts）",
        f"- 重新列出 listed again：{IDS['archive'].format(2022)}（乙县档案馆 2022 final_accounts）",
        "### 文件结果变化 outcomes of files：1",
        "- reports/2023/丙市卫生局/health-2023.xlsx：没有 → read",
    ]

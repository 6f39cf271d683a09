"""The twenty answers over the shipped samples, asserted by figures worked out from the reports."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.stages.building import build
from tests.answers.page import PAGE, Question, answer, page, questions
from tests.sample_reports import shipped_sources

QINGSHAN = "武汉市青山区大数据中心"
YIYANG = "益阳市智慧城市和大数据中心"
RENTED_ROOMS = "市电子政务外网平台中心机房租赁费及运行维护费"
OTHER_OFFICE_MATTERS = (
    "一般公共服务/政府办公厅（室）及相关机构事务/其他政府办公厅（室）及相关机构事务支出"
)

# by number: rows that the answer must have, or all of it where `...` does not stand at the end.
# 支出: leaves of the forms as printed, in 万元; what is computed is worked out beside it.
EXPECTED: dict[int, list[Any]] = {
    # 298.82 + 760.94; 11.59 + 0.72 + 14.57 + 1.01 = 27.89, 0.39 + 1.59 = 1.98
    1: [
        (QINGSHAN, 2020, "201", "一般公共服务支出", D("298.82"), D("760.94"), D("1059.76")),
        (QINGSHAN, 2020, "206", "科学技术支出", None, D("643.29"), D("643.29")),
        (QINGSHAN, 2020, "210", "卫生健康支出", D("27.89"), D("1.98"), D("29.87")),
        (YIYANG, 2020, "207", "文化旅游体育与传媒支出", D(0), D("909.88"), D("909.88")),
        ...,
    ],
    # 1417.51 / 1802.62 and 2510.63 / 2696.92
    2: [
        (QINGSHAN, 2020, D("1417.51"), D("1802.62"), D("78.64"), None),
        (YIYANG, 2020, D("2510.63"), D("2696.92"), D("93.09"), None),
    ],
    # 其他政府办公厅事务: 46.52 in 支出决算表, 15.86 in 一般公共预算
    3: [
        (QINGSHAN, 2020, D(0), D("1802.62"), D(0)),
        (YIYANG, 2020, D("30.66"), D("2696.92"), D("1.14")),
    ],
    # 2140.78 / 2217.42
    4: [
        ("湖北省武汉市青山区", 2020, D("1802.63"), None, D("1802.63"), D(100)),
        ("湖南省益阳市", 2020, D("2140.78"), D("76.64"), D("2217.42"), D("96.54")),
    ],
    # 379.00 and 6.13 万元 over 19; 139.41 and 46.86 万元 over 12
    5: [
        (QINGSHAN, 2020, 19, D("199473.68"), D("3226.32")),
        (YIYANG, 2020, 12, D(116175), D(39050)),
    ],
    6: [],
    7: [
        (YIYANG, 2020, "公务用车运行费", "budget_revised", D(7), D("4.06"), False),
        (YIYANG, 2020, "公务接待费", "budget_revised", D(0), D(0), False),
        ...,
    ],
    8: [],
    9: [(YIYANG, 2020, D(0), 0, None)],
    # 514.07 / (993.56 + 2217.42)
    10: [(YIYANG, 2020, D("993.56"), D("2217.42"), D("514.07"), D("16.01"), False)],
    11: [],
    # 15.86 / 276.86
    12: [(YIYANG, 2020, OTHER_OFFICE_MATTERS, D("276.86"), D("15.86"), D("5.73"), D(6))],
    13: [
        (QINGSHAN, 2020, "204", "公共安全支出", D(0), D("11.30")),
        (QINGSHAN, 2020, "206", "科学技术支出", D(0), D("643.29")),
    ],
    14: [(YIYANG, 2020, RENTED_ROOMS, D(46), D(85), False)],
    # 8 of 13, 12 of 16, 6 of 14, 8 of 13
    15: [("益阳市行政审批服务局", 2020, 34, 56, D("60.71"))],
    16: [(YIYANG, 2020, RENTED_ROOMS, "市直单位外网联通到位", "100%", "98%", D(10), D(9))],
    # 762.16 / (630.46 + 245.75) and 46.52 / 349.10
    17: [
        (QINGSHAN, 2020, D("876.21"), D("762.16"), D("86.98"), True),
        (YIYANG, 2020, D("349.10"), D("46.52"), D("13.33"), False),
    ],
    18: [("county", QINGSHAN, 2020, D(0)), ("prefecture", YIYANG, 2020, D("46.88"))],
    # 6.88 of (46.88 - 6.88) is 17.2 %, printed 18 %
    19: [
        ("增减率等于增减额除以上年数", "n.growth", YIYANG, "湖南省益阳市", 2020, 1),
        ("中小企业占比等于合同金额除以采购总额", "n.procurement.sme_share", YIYANG,
         "湖南省益阳市", 2020, 2),
        ...,
    ],
    # 01: 1059.76 + 1763.64, and of the staff's pensions, medical care and housing
    # 23.18 + 29.87 + 35.22 of the one and 8.96 + 6.19 + 6.72 of the other agency
    20: [
        (2020, "01", "General public services", D("2933.54")),
        (2020, "03", "Public order and safety", D("11.30")),
        (2020, "04", "Economic affairs", D("643.29")),
        (2020, "08", "Recreation, culture and religion", D("909.88")),
        (2020, "09", "Education", D("1.53")),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder: Path = tmp_path_factory.mktemp("samples")
    warehouse = folder / "juesuan.duckdb"
    build([shipped_sources(folder / "sources")], warehouse, lambda *_: None)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def test_there_are_twenty_questions() -> None:
    assert [int(one.name[:2]) for one in questions()] == list(EXPECTED) == list(range(1, 21))


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_the_answer_is_that_of_the_reports(
    question: Question, samples: duckdb.DuckDBPyConnection
) -> None:
    expected = EXPECTED[int(question.name[:2])]
    found = answer(samples, question).rows
    if question.name.startswith("18"):
        found = tuple(row[:4] for row in found)
    if expected and expected[-1] is ...:
        assert set(expected[:-1]) <= set(found)
    else:
        assert list(found) == expected
    # an empty answer says in words why
    assert found or question.remarks


def test_the_page_is_current(samples: duckdb.DuckDBPyConnection) -> None:
    assert PAGE.read_text("utf-8") == page(samples), "run: python -m tests.answers"

"""The running text of the published reports, against results made without this project."""

from __future__ import annotations

import csv
import json
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.catalogue.loading import load_identities
from pipelines.checks.evaluating import evaluate, verdicts
from pipelines.document import Document, Page, TextLine
from pipelines.document.model import grid_of_rows
from pipelines.stages import reading
from pipelines.stages.frames import to_frames
from pipelines.stages.raw_tables import write_raw
from pipelines.stages.sources import source_file
from tests.golden.test_published_figures import TITLES
from tests.shared_reports import shared_reports

DBT = Path(__file__).resolve().parents[2] / "dbt"
OURS = {
    "ok": {"exact", "rounding"},
    "exact": {"exact"},
    "rounding": {"rounding"},
    "last_digit": {"last_digit"},
    "truncated": {"truncated"},
    "violation": {"violation"},
}
PDF = "上海市普陀区规划"
Row = dict[str, Any]


def golden_rows() -> list[dict[str, str]]:
    file = shared_reports().parent / "design" / "golden_checks.csv"
    if not file.is_file():
        pytest.skip(f"the golden results are not here: {file}")
    with file.open(encoding="utf-8", newline="") as opened:
        return [row for row in csv.DictReader(opened) if row["identity_id"].startswith("n.")]


def number(text: str | None) -> Decimal | None:
    try:
        return Decimal((text or "").replace(",", "").rstrip("%"))
    except InvalidOperation:
        return None


def agrees(golden: dict[str, str], row: Row) -> bool:
    """One figure, one difference, one judgement; what golden tells in words only the judgement."""
    if (row["source_file"], row["identity_id"]) != (golden["source_file"], golden["identity_id"]):
        return False
    if row["verdict"] not in OURS[golden["verdict"]]:
        return False
    if not golden["difference"]:
        return True
    same = number(row["found"]) == number(golden["found"])
    return same and row["difference"] == Decimal(golden["difference"])


@pytest.fixture(scope="module")
def matched(published_verdicts: list[Row]) -> tuple[list[dict[str, str]], list[Row]]:
    """The golden rows without a verdict of ours, and our rows that no golden row speaks of."""
    left = [row for row in published_verdicts if row["identity_id"].startswith("n.")]
    missing = []
    # figures first: a golden row in words must not take the row of one with a figure
    for golden in sorted(golden_rows(), key=lambda row: not row["difference"]):
        found = next((row for row in left if agrees(golden, row)), None)
        if found is None:
            missing.append(golden)
        else:
            left.remove(found)
    return missing, left


def test_every_golden_row_has_its_verdict(matched: tuple[list[dict[str, str]], list[Row]]) -> None:
    assert len(golden_rows()) == 152
    assert matched[0] == []


def findings(rows: list[Row]) -> Counter[tuple[str, str, str]]:
    return Counter(
        (row["source_file"].split("/")[1][:8], row["identity_id"], row["found"])
        for row in rows
        if row["identity_id"].startswith("n.")
        and row["verdict"] in ("violation", "truncated", "last_digit", "not_evaluable")
    )


def test_no_figure_is_accused_beyond_the_golden_ones(
    matched: tuple[list[dict[str, str]], list[Row]],
) -> None:
    """The list of findings has both: 29.89 and 236.63 against 29.88 and 236.64 of the forms."""
    further = [row for row in matched[1] if row["difference"] is not None]
    assert findings(further) == Counter(
        {
            ("qingshan", "n.amount.copy", "29.89"): 1,
            ("qingshan", "n.items.final_sum", "29.89"): 1,
            (PDF, "n.amount.copy", "236.63"): 1,
        }
    )


def test_what_is_found_in_words(published_verdicts: list[Row]) -> None:
    """Every place by itself, where golden and the list of findings tell several in one row."""
    worded = [row for row in published_verdicts if row["difference"] is None]
    assert findings(worded) == Counter(
        {
            ("yiyang-s", "n.completion.zero_base", "完成预算的0%"): 2,
            ("qingshan", "n.completion.zero_base", "完成年初预算的0%"): 2,
            ("qingshan", "n.completion.zero_base", "完成年初预算的100%"): 1,
            (PDF, "n.completion.zero_base", "完成预算的0.00%"): 2,
            ("qingshan", "n.placeholder", "增加（减少）"): 3,
            ("qingshan", "n.placeholder", "增长（下降）"): 1,
            ("qingshan", "n.placeholder", "增加(减少)"): 1,
            ("qingshan", "n.placeholder", "增长(下降)"): 1,
            (PDF, "n.placeholder", "下降（增长）"): 1,
            # 奖金, 奖励金, 其他对个人和家庭的补助, 税金及附加费用
            (PDF, "n.economic.list", "0.00"): 4,
            ("qingshan", "n.economic.list", "未列举"): 1,
            (PDF, "n.items.name", "机关事业单位退休人员活动费支出"): 1,
            (PDF, "n.items.name", "其他国土资源事务支出"): 1,
            (PDF, "n.items.name", "住房保障支出"): 2,
            ("qingshan", "n.items.name", "医疗卫生与计划生育支出(类)"): 1,
            (PDF, "n.number.syntax", "13.95"): 1,
            ("changsha", "n.number.syntax", "1,4653.09"): 1,
            ("yiyang-s", "n.year", "2023年5月28日"): 1,
            # an institution with running cost; a grand total called an initial budget
            ("yiyang-s", "n.opcost.le_public", "46.88"): 1,
            ("yiyang-s", "n.completion.base_label", "3134.35"): 1,
            # 1,084.53 planned and 1,059.76 spent on 一般公共服务, and no word why
            ("qingshan", "n.template.reason", "没有说明"): 1,
            # two reports name one notice differently: told of both
            ("changsha", "n.repeat", "关于开展2021年市直单位绩效自评工作的通知"): 1,
            ("changsha", "n.repeat", "关于开展 2020 年市直单位绩效自评工作的通知"): 1,
        }
    )


def test_every_identity_of_the_text_is_told(published_verdicts: list[Row]) -> None:
    told = {one.identity_id for one in load_identities() if one.family == "narrative"}
    # the thirty of the list and four of the official template
    assert len(told) == 34
    assert all(len(one.examples) >= 4 for one in load_identities() if one.identity_id in told)
    assert told <= {row["identity_id"] for row in published_verdicts}


@pytest.fixture(scope="module")
def yichuan(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """The verdicts of the 2025 report of which tables and parts of the text are shared."""
    source = shared_reports() / "grids" / "sh-putuo-yichuan-2025-final.json"
    content = json.loads(source.read_text("utf-8"))
    cover = "上海市普陀区人民政府宜川路街道办事处 2025 年度部门决算"
    pages = [
        Page((TextLine(cover),), number=1),
        *(
            Page(
                (TextLine(TITLES[key]), TextLine("单位：万元"), grid_of_rows(list(rows))),
                number=content["pages"][key][0],
            )
            for key, rows in content["tables"].items()
        ),
        Page(tuple(TextLine(line) for line in content["narrative"].split("\n")), number=30),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "open_document", lambda path: Document("grid", tuple(pages)))
        readings = reading.read_file(source_file(source))
    build_file = tmp_path_factory.mktemp("yichuan") / "build.duckdb"
    write_raw([to_frames(readings)], build_file)
    connection = duckdb.connect(str(build_file))
    evaluate(connection, DBT)
    return [row for row in verdicts(connection) if row["identity_id"].startswith("n.")]


def test_the_slips_of_the_yichuan_text(yichuan: list[Row]) -> None:
    findings = {
        (row["identity_id"], row["verdict"], row["found"], row["expected"])
        for row in yichuan
        if row["verdict"] in ("violation", "truncated", "last_digit")
    }
    assert findings == {
        ("n.number.syntax", "violation", "76.23", "76.23%"),
        ("n.number.syntax", "violation", "4.19", "4.19万元（或元）"),
        ("n.repeat", "last_digit", "269.86", "269.85"),
        ("n.items.final_sum", "last_digit", "269.85", "269.86"),
        # 929.49 / (20218.21 + 929.49) = 4.395 %
        ("n.growth", "violation", "4.35%", "4.3952%"),
    }


def test_items_left_out_of_the_yichuan_text_prove_nothing(yichuan: list[Row]) -> None:
    sums = [
        row
        for row in yichuan
        if row["identity_id"] in ("n.items.budget_sum", "n.items.final_sum")
        and row["verdict"] not in ("exact", "last_digit")
    ]
    assert {row["verdict"] for row in sums} == {"not_evaluable"}
    assert {row["expected"] for row in sums} == {None}

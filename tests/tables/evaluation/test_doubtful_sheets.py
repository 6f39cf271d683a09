"""What is doubtful is listed, and what is no self-evaluation is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.document import Page, TextLine
from pipelines.document.model import grid_of_rows
from pipelines.readers.plain_text import read_plain_text
from pipelines.tables.evaluation.regime import PrintedPoints, scoring_regime
from tests.shared_reports import shared_reports
from tests.tables.evaluation.sheets import read, read_pages, read_sheet, shown, spanned_grid

FUNDS = ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
INDICATORS = [
    "绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
]
NAME = ["项目名称", "甲", "", "", "", "", "", ""]
TITLE = "项目支出绩效自评表"


def test_figures_of_an_unknown_source_are_listed() -> None:
    evaluation = read_sheet(
        TITLE,
        [
            NAME,
            FUNDS,
            ["", "年度资金总额", "1", "1", "1", "10", "100%", "10"],
            ["", "神秘来源", "7", "8", "9", "", "", ""],
            INDICATORS,
            ["", "产出指标", "数量指标", "件数", "10", "8", "90", "80"],
            ["", "", "", "", "", "", "", "3.5"],
        ],
    )
    assert [cell.text for cell in evaluation.unplaced] == ["3.5", "7", "8", "9"]
    assert len(evaluation.indicators) == 1


def test_amounts_without_a_unit_are_listed() -> None:
    evaluation = read_sheet(
        TITLE,
        [
            NAME,
            ["项目资金", *FUNDS[1:]],
            ["", "年度资金总额", "1.5", "", "-", "10", "100%", "10"],
            INDICATORS,
            ["", "产出指标", "数量指标", "件数", "10", "8", "90", "80"],
        ],
    )
    assert evaluation.amounts == []
    assert [(cell.text, "没有金额单位" in cell.reason) for cell in evaluation.unplaced] == [
        ("1.5", True)
    ]


def test_badly_grouped_digits_stay_text() -> None:
    evaluation = read_sheet(
        TITLE,
        [
            NAME,
            FUNDS,
            ["", "年度资金总额", "1,4653.09", "6", "3", "10", "50%", "5"],
            INDICATORS,
            ["", "产出指标", "数量指标", "件数", "10", "8", "90", "80"],
        ],
    )
    amount = evaluation.amounts[0]
    assert (amount.amount_text, amount.amount_yuan, amount.amount_state) == (
        "1,4653.09",
        None,
        "illegible",
    )


def test_a_rate_without_percent_sign_needs_a_witness() -> None:
    """0.75 is 75 % only because 60 / 80 is; 0.6 beside no amounts could be either."""
    evaluation = read_sheet(
        TITLE,
        [
            NAME,
            FUNDS,
            ["", "年度资金总额", "100", "80", "60", "10", "0.75", "7.5"],
            ["", "当年财政拨款", "100", "80", "60", "", "75", ""],
            ["", "上年结转资金", "", "", "", "", "0.6", ""],
            ["", "其他资金", "0", "0", "0", "", "0", ""],
            INDICATORS,
            ["", "产出指标", "数量指标", "件数", "10", "8", "90", "80"],
        ],
    )
    rates = [fund.execution_rate for fund in evaluation.funds]
    assert [rate and (rate.value, rate.state) for rate in rates] == [
        (Decimal(75), "number"),
        (Decimal(75), "number"),
        (None, "illegible"),
        (Decimal(0), "number"),
    ]


def test_a_single_total_under_neither_column_is_weight_or_score() -> None:
    rows = [NAME, INDICATORS, ["", "产出指标", "数量指标", "件数", "10", "8", "90", "80"]]
    doubtful = read_sheet(TITLE, [*rows, ["合计", "", "", "90", "", "", "", ""]])
    assert doubtful.total_weight is None and doubtful.total_score is None
    assert [cell.text for cell in doubtful.unplaced] == ["90"]
    merged = spanned_grid(
        [
            [("项目名称", 2, 1), ("甲", 6, 1)],
            list(INDICATORS),
            ["", "产出指标", "数量指标", "件数", "10", "8", "90", "80"],
            [("总分", 6, 1), ("80", 2, 1)],
        ]
    )
    assert shown(read_sheet(TITLE, merged).total_score) == "80"


def test_a_weight_merged_over_indicators_counts_once() -> None:
    grid = spanned_grid(
        [
            list(INDICATORS),
            [
                ("", 1, 2),
                ("产出指标", 1, 2),
                ("数量指标", 1, 2),
                "一",
                "1",
                "1",
                ("20", 1, 2),
                ("18", 1, 2),
            ],
            ["二", "2", "2"],
        ]
    )
    evaluation = read_sheet(TITLE, grid)
    assert [shown(one.weight) for one in evaluation.indicators] == ["20", None]
    assert sum(1 for quantity in evaluation.quantities if quantity.measure == "score") == 1


def test_a_figure_behind_a_label_is_listed_not_guessed() -> None:
    evaluation = read_sheet(
        "部门整体支出绩效自评表",
        [
            ["部门名称", "甲局", "", "", "", "", "", ""],
            FUNDS,
            ["", "年度资金总额", "9", "9", "9", "10", "100%", "10"],
            ["", "其中：一般公共预算：8.5", "", "", "其中：基本支出：7", "", "", ""],
            INDICATORS,
            ["", "产出指标", "数量指标", "件数", "10", "8", "90", "80"],
        ],
    )
    assert [cell.text for cell in evaluation.unplaced] == [
        "其中：一般公共预算：8.5",
        "其中：基本支出：7",
    ]


def test_figures_among_remarks_are_listed() -> None:
    evaluation = read_sheet(
        TITLE,
        [
            NAME,
            [*INDICATORS[:-1], "备注"],
            ["", "产出指标", "数量指标", "件数", "10", "8", "90", "12.5"],
            ["评价结论", "77.5", "", "", "", "", "", ""],
        ],
    )
    assert [cell.text for cell in evaluation.unplaced] == ["12.5", "77.5"]


def test_a_blank_template_has_no_figure_but_weights() -> None:
    evaluation = read_sheet(
        TITLE,
        [
            ["项目名称", "", "", "", "", "", "", ""],
            FUNDS,
            ["", "年度资金总额", "", "", "", "10", "", ""],
            INDICATORS,
            ["", "产出指标", "数量指标", "指标1：", "", "", "", ""],
            ["总分", "", "", "", "", "", "100", ""],
        ],
    )
    assert evaluation.is_blank
    assert [score and score.state for score in (i.score for i in evaluation.indicators)] == [
        "blank"
    ]


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("2022年度项目支出绩效目标表", ["一级指标", "二级指标", "三级指标", "指标值"]),
        ("2022年度项目支出绩效自评表", ["序号", "指标", "数", "注"]),
        ("项目支出绩效运行监控表", ["一级指标", "二级指标", "三级指标", "1-7月完成值"]),
    ],
)
def test_sheets_of_other_kinds_are_left_alone(title: str, headings: list[str]) -> None:
    rows = [headings, ["产出指标", "数量指标", "件数", "3"]]
    reading = read_pages(Page((TextLine(title), grid_of_rows(rows)), number=1))
    assert reading.evaluations == ()
    assert reading.taken == frozenset()


def test_a_form_of_the_final_accounts_does_not_go_on_with_a_sheet() -> None:
    sheet = grid_of_rows(
        [NAME, INDICATORS, ["", "产出指标", "数量指标", "件数", "10", "8", "90", "80"]]
    )
    form = grid_of_rows(
        [
            ["项目", "", "行次", "金额", "项目", "", "行次", "金额"],
            ["一、财政拨款收入", "", "1", "5.00", "一、教育支出", "", "9", "5.00"],
        ]
    )
    reading = read_pages(
        Page((TextLine(TITLE), sheet), number=1),
        Page((TextLine("收入支出决算总表"), TextLine("单位：万元"), form), number=2),
    )
    assert reading.taken == {0, 1}
    untitled = read_pages(Page((TextLine(TITLE), sheet), number=1), Page((form,), number=2))
    assert untitled.taken == {0, 1}


def test_a_sheet_run_together_in_one_line_is_unread_with_a_reason() -> None:
    (source,) = (shared_reports() / "text").glob("pg-guichi*.txt")
    reading = read(read_plain_text(source.read_bytes()))
    assert reading.evaluations == ()
    (cell,) = reading.unplaced
    assert "没有单元格" in cell.reason
    assert len(reading.taken) == 1


def test_a_sheet_of_cells_without_rows_is_rebuilt_from_its_words() -> None:
    """text/pg-qingshen: one cell a line; merged cells are missing; no score is filled in."""
    (source,) = (shared_reports() / "text").glob("pg-qingshen*.txt")
    (evaluation,) = read(read_plain_text(source.read_bytes())).evaluations
    assert [
        (fund.fund, shown(fund.budget_initial), shown(fund.outturn), shown(fund.weight))
        for fund in evaluation.funds
    ] == [
        ("total", "238.93", "251.89", "10"),
        ("appropriation", "238.93", "251.89", "/"),
        ("special_account", "0.00", "0.00", "/"),
        ("unit_funds", "0.00", "0.00", "/"),
        ("other", "", "", "/"),
    ]
    assert [
        (one.level1, one.target_text, one.target_unit, one.actual_text, shown(one.weight))
        for one in evaluation.indicators
    ] == [("output", "100", "%", None, "60"), ("outcome", "100", "%", None, "30")]
    assert [shown(one.score) for one in evaluation.indicators] == ["", ""]
    weight = evaluation.indicators[0].weight
    assert weight is not None and (weight.address.row, weight.address.column) == (86, 1)
    assert (shown(evaluation.total_weight), shown(evaluation.total_score)) == ("100", "")
    assert evaluation.scoring_regime == "execution_inside"
    assert evaluation.unplaced == []


def test_cells_without_rows_that_do_not_fit_are_left_alone() -> None:
    """One cell too few in the row of an indicator: nothing is rebuilt."""
    cells = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "完成值", "权重", "得分"]
    cells += ["产出指标", "数量指标", "件数", "3", "60", "55", "效益指标", "社会效益指标", "好"]
    content = "\n".join(f"{cell} |" for cell in cells).encode()
    assert read(read_plain_text(content)).evaluations == ()


@pytest.mark.parametrize(
    ("weights", "scores", "execution", "totals", "regime"),
    [
        ([50, 50], [40, 45], (10, 10), (100, 85), "execution_outside"),
        ([50, 40], [40, 35], (10, 10), (100, 85), "execution_inside"),
        ([50, 40], [40, 35], (10, 10), (None, 85), "execution_inside"),
        ([50, 30], [40, 35], (10, 10), (100, 85), "unknown"),
        ([None, None], [40, 35], (20, 20), (None, 95), "execution_inside"),
        ([None, None], [40, 35], (20, 20), (None, 75), "execution_outside"),
        ([None, None], [40, None], (20, 20), (None, 60), "execution_inside"),
        ([None, None], [40, 35], (20, 20), (None, 96), "unknown"),
        ([None, 50], [40, 35], (20, 20), (None, 95), "unknown"),
        ([50, 50], [40, 45], (None, None), (100, 85), "unknown"),
    ],
)
def test_the_printed_points_tell_whether_execution_counts(
    weights: list[int | None],
    scores: list[int | None],
    execution: tuple[int | None, int | None],
    totals: tuple[int | None, int | None],
    regime: str,
) -> None:
    def exact(number: int | None) -> Decimal | None:
        return None if number is None else Decimal(number)

    points = PrintedPoints(
        [exact(one) for one in weights],
        [exact(one) for one in scores],
        exact(execution[0]),
        exact(execution[1]),
        exact(totals[0]),
        exact(totals[1]),
    )
    assert scoring_regime(points) == regime


def test_prose_below_a_sheet_is_no_note_of_it() -> None:
    sheet = grid_of_rows(
        [NAME, INDICATORS, ["", "产出指标", "数量指标", "件数", "10", "8", "90", "80"]]
    )
    lines = [TextLine(text) for text in ("备注：1. 得分不超过分值。", "注重实效，支出 5 万元。")]
    reading = read_pages(Page((TextLine(TITLE), sheet, *lines), number=1))
    assert reading.taken == {0, 1, 2}


def test_indicators_under_unknown_headings_are_no_objectives() -> None:
    evaluation = read_sheet(
        TITLE,
        [
            NAME,
            FUNDS,
            ["", "年度资金总额", "1", "1", "1", "10", "100%", "10"],
            ["年度总体目标", "预期目标", "实际完成情况", "", "", "", "", ""],
            ["", "做", "做了", "", "", "", "", ""],
            ["甲栏", "乙栏", "丙栏", "丁栏", "", "", "", ""],
            ["产出", "数量", "件数", "8", "9", "", "", ""],
            ["总分", "100", "92", "", "", "", "", ""],
        ],
    )
    assert evaluation.objective_expected is not None
    assert evaluation.objective_expected.startswith("做")
    assert [cell.text for cell in evaluation.unplaced] == ["8", "9", "100", "92"]


def test_a_figure_where_a_kind_should_stand_is_listed() -> None:
    evaluation = read_sheet(
        TITLE,
        [
            NAME,
            INDICATORS,
            ["", "产出指标", "7.5", "件数", "10", "8", "90", "80"],
            ["", "95", "", "", "", "", "", ""],
        ],
    )
    assert [cell.text for cell in evaluation.unplaced] == ["7.5", "95"]

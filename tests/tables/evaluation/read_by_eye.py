"""The figures of ten published self-evaluations, read by eye from the converted texts.

A fund row is its line, its label and its printed figures in the order of FUND_MEASURES; an
indicator is its line, its kinds, its target and actual value (None: a sentence, not copied here),
its weight and its score. '' is a blank cell, None a column that the sheet has not.
"""

from __future__ import annotations

from dataclasses import dataclass

YIYANG = "yiyang-smart-city-center-2020-final-accounts"
BRAIN = "yiyang-smart-brain-project-2020-self-evaluation"
QINGSHAN = "qingshan-big-data-center-2020-final-accounts"

FUND_MEASURES = (
    "budget_initial",
    "budget_revised",
    "outturn",
    "weight",
    "execution_rate",
    "score",
)
Printed = str | None
FundRow = tuple[int, str, Printed, Printed, Printed, Printed, Printed, Printed]
Indicator = tuple[int, str, str, str, Printed, Printed, Printed, str]


@dataclass(frozen=True)
class ReadByEye:
    """One sheet."""

    seed: str
    number: int
    project: str | None
    funds: tuple[FundRow, ...]
    indicators: tuple[Indicator, ...]
    total: tuple[Printed, Printed]
    points_columns: tuple[int | None, int]
    regime: str


def _blank(line: int, label: str) -> FundRow:
    return (line, label, "", "", "", "", "", "")


def _brain(seed: str, number: int, lines: tuple[int, ...]) -> ReadByEye:
    """The sheet that two of the texts print."""
    total, carried = "年度资金总额", "其中：当年财政拨款"
    figures = ("918", "918", "918", "10", "100%", "10")
    kinds = (
        ("output", "50", "quantity", "5", "5"),
        ("output", "50", "quantity", "5", "5"),
        ("output", "50", "quality", "5", "5"),
        ("output", "50", "quality", "5", "5"),
        ("output", "50", "timeliness", "10", "8"),
        ("output", "50", "cost", "10", "10"),
        ("output", "50", "cost", "10", "8"),
        ("outcome", "30", "economic", "5", "5"),
        ("outcome", "30", "economic", "5", "4"),
        ("outcome", "30", "social", "10", "8"),
        ("outcome", "30", "ecological", "10", "9"),
        ("outcome", "", "sustainability", "10", "10"),
        ("satisfaction", "10", "satisfaction", "10", "10"),
    )
    return ReadByEye(
        seed,
        number,
        "益阳智慧大脑+政务服务项目",
        (
            (lines[0], total, *figures),
            (lines[1], carried, *figures),
            _blank(lines[2], "上年结转资金"),
            _blank(lines[3], "其他资金"),
        ),
        tuple(
            (line, level1, group, level2, None, None, weight, score)
            for line, (level1, group, level2, weight, score) in zip(lines[4:], kinds, strict=True)
        ),
        ("100", "92"),
        (7, 8),
        "execution_outside",
    )


SHEETS: tuple[ReadByEye, ...] = (
    ReadByEye(
        YIYANG,
        0,
        "智慧益阳管理中心电费",
        (
            (341, "年度资金总额", "135", "135", "135", "10", "100%", "10"),
            (359, "其中：当年财政拨款", "135", "135", "135", "10", "100%", "10"),
            _blank(377, "上年结转资金"),
            _blank(395, "其他资金"),
        ),
        (
            (461, "output", "50", "quantity", "200", "200", "3", "3"),
            (485, "output", "50", "quantity", "30", "30", "3", "3"),
            (505, "output", "50", "quantity", "300", "300", "4", "4"),
            (525, "output", "50", "quality", "100%", "100%", "5", "5"),
            (545, "output", "50", "quality", "100%", "100%", "5", "5"),
            (565, "output", "50", "quality", "100%", "100%", "5", "5"),
            (585, "output", "50", "timeliness", "100%", "100%", "10", "10"),
            (605, "output", "50", "cost", "10%", "10%", "10", "10"),
            (625, "output", "50", "cost", "100%", "100%", "5", "5"),
            (645, "outcome", "30", "economic", "5%", "4%", "10", "8"),
            (671, "outcome", "30", "social", "0", "0", "5", "5"),
            (693, "outcome", "30", "social", "100%", "100%", "5", "5"),
            (713, "outcome", "30", "ecological", "100%", "99%", "10", "9"),
            (735, "sustainability", "10", "sustainability", "100%", "100%", "10", "10"),
            (761, "satisfaction", "10", "satisfaction", "100%", "95%", "5", "4"),
            (785, "satisfaction", "10", "satisfaction", "100%", "95%", "5", "4"),
        ),
        ("100", "95"),
        (7, 8),
        "execution_outside",
    ),
    ReadByEye(
        YIYANG,
        1,
        "市雪亮工程（三期）",
        (
            (934, "年度资金总额", "261", "2925", "2686", "10", "92%", "9.2"),
            (952, "其中：当年财政拨款", "261", "644", "560", "", "", ""),
            _blank(970, "上年结转资金"),
            (988, "其他资金", "", "2281", "2126", "", "", ""),
        ),
        (
            (1062, "output", "50", "quantity", "300个", "170个", "8", "4"),
            (1082, "output", "50", "quantity", "7243个", "7243个", "8", "8"),
            (1102, "output", "50", "quality", "100%", "99%", "5", "4"),
            (1122, "output", "50", "quality", "1个", "1个", "5", "5"),
            (1142, "output", "50", "quality", None, None, "5", "5"),
            (1162, "output", "50", "timeliness", "2年", "2年", "5", "5"),
            (1182, "output", "50", "cost", None, "完成", "7", "7"),
            (1202, "output", "50", "cost", None, "完成", "7", "7"),
            (1222, "outcome", "30", "economic", None, "有待加强应用", "10", "7"),
            (1242, "outcome", "30", "social", "100%", "80%", "10", "8"),
            (1262, "outcome", "30", "ecological", "否", "否", "10", "10"),
            (1282, "sustainability", "10", "sustainability", "100%", "100%", "10", "10"),
            (1302, "satisfaction", "10", "satisfaction", "100%", "80%", "10", "8"),
        ),
        ("100", "88"),
        (7, 8),
        "execution_outside",
    ),
    ReadByEye(
        YIYANG,
        2,
        "市电子政务外网平台中心机房租赁费及运行维护费",
        (
            (1421, "年度资金总额", "180", "180", "82", "10", "46%", "4.6"),
            (1439, "其中：当年财政拨款", "180", "180", "82", "", "", ""),
            _blank(1457, "上年结转资金"),
            _blank(1475, "其他资金"),
        ),
        (
            (1539, "output", "50", "quantity", "1个", "1个", "5", "5"),
            (1563, "output", "50", "quantity", "17台", "17台", "5", "5"),
            (1583, "output", "50", "quantity", "150台", "150台", "5", "5"),
            (1603, "output", "50", "quantity", "150条", "150条", "5", "5"),
            (1623, "output", "50", "quantity", None, None, "10", "8"),
            (1643, "output", "50", "quality", None, None, "5", "3"),
            (1663, "output", "50", "quality", None, None, "5", "5"),
            (1685, "output", "50", "timeliness", "持续稳定运行", "持续稳定运行", "5", "5"),
            (1705, "output", "50", "cost", "节约成本显著", "节约成本显著", "5", "3"),
            (1725, "outcome", "30", "economic", "优化网络配置", "部分完成优化", "10", "6"),
            (1751, "outcome", "30", "social", "显著提高", "显著提高", "10", "8"),
            (1773, "outcome", "30", "ecological", "100%", "99%", "10", "9"),
            (1795, "sustainability", "10", "sustainability", "100%", "98%", "10", "9"),
            (1821, "satisfaction", "10", "satisfaction", "95%以上", "98%", "10", "9"),
        ),
        ("100", "85"),
        (7, 8),
        "execution_outside",
    ),
    _brain(
        YIYANG,
        3,
        (
            1953,
            1971,
            1989,
            2007,
            2071,
            2095,
            2115,
            2135,
            2155,
            2175,
            2195,
            2215,
            2241,
            2261,
            2283,
            2305,
            2331,
        ),
    ),
    _brain(
        BRAIN,
        0,
        (53, 62, 71, 80, 112, 124, 134, 144, 154, 164, 174, 184, 197, 207, 218, 229, 242),
    ),
    ReadByEye(
        QINGSHAN,
        0,
        None,
        ((500, "部门整体支出总额", None, "1,170.84", "1802.64", None, "153.96%", "30"),),
        (
            (503, "output", "", "quantity", "不小于 240 次", "341 次", None, "20"),
            (504, "output", "", "quality", "0 次", "0 次", None, "20"),
            (505, "output", "", "quantity", "不少于 10 次", "12 次", None, "20"),
            (506, "output", "", "quantity", "大于或等于 3 期", "4 期", None, "18"),
            (509, "output", "", "timeliness", "办结率 100%", "100%", None, "38"),
            (510, "outcome", "", "social", "受理率 100%", "100%", None, "38"),
            (514, "outcome", "", "social", "正常运行", "正常运行", None, "80"),
            (517, "output", "", "quality", "正常运行", "正常运行", None, ""),
            (518, "outcome", "", "social", "符合考核要求", "符合要求", None, "75"),
        ),
        (None, None),
        (None, 7),
        "unknown",
    ),
    ReadByEye(
        QINGSHAN,
        1,
        "政务网平台运行费",
        ((550, "年度财政资金总额", None, "362.8", "362.8", None, "100%", "20"),),
        (
            (552, "output", "", "quantity", "不小于 240 次", "341 次", None, "19"),
            (553, "output", "", "quality", "0 次", "0 次", None, "19"),
            (554, "output", "", "quantity", "不少于 10 次", "12 次", None, "19"),
            (556, "output", "", "quantity", "大于或等于3期", "4期", None, "18"),
        ),
        (None, "95"),
        (None, 7),
        "execution_inside",
    ),
    ReadByEye(
        QINGSHAN,
        2,
        "网上群众工作部年度经费",
        ((585, "年度财政资金总额", None, "239.2", "239.2", None, "100%", "20"),),
        (
            (587, "output", "", "timeliness", "办结率 100%", "100%", None, "36"),
            (588, "outcome", "", "social", "受理率 100%", "100%", None, "36"),
        ),
        (None, "92"),
        (None, 8),
        "execution_inside",
    ),
    ReadByEye(
        QINGSHAN,
        3,
        "网络维护工作经费（化工区）",
        ((615, "年度财政资金总额", None, "10", "10", None, "100%", "20"),),
        ((617, "outcome", "", "social", "正常运行", "正常运行", None, "74"),),
        (None, "96"),
        (None, 8),
        "execution_inside",
    ),
    ReadByEye(
        QINGSHAN,
        4,
        "数字城管机构年度运维费（待分配）",
        ((645, "年度财政资金总额", None, "10", "10", None, "100%", "20"),),
        (
            (647, "output", "", "quality", "正常运行", "正常运行", None, ""),
            (648, "outcome", "", "social", "符合考核要求", "符合要求", None, "75"),
        ),
        (None, "95"),
        (None, 8),
        "execution_inside",
    ),
)

"""A diagnosis in words that a finance clerk understands. What it says is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.checks.diagnosis_model import Diagnosis, Figure

_UNITS = {"yuan": "元", "wan": "万元", "yi": "亿元"}
_SLIPS = {
    "digit_changed": "像是一位数字印错",
    "digit_lost": "像是漏了一位数字",
    "digit_doubled": "像是一位数字重复",
    "digit_added": "像是多了一位数字",
    "digits_transposed": "像是相邻两位数字颠倒",
    "point_moved": "像是小数点错位",
    "sign_lost": "像是正负号印错",
    "figure_missing": "像是漏填",
}
_CAUSES = {
    "publication": "更可能是公布的报告有误",
    "reading": "更可能是读取有误，请对照原页",
    "undecided": "是公布有误还是读取有误无法判断，请对照原页",
}
_MOST_CELLS = 4


def message_of(diagnosis: Diagnosis, changed: Sequence[Figure], moved: int) -> Diagnosis:
    """The diagnosis with its message: what is wrong where, what it should be, and how sure."""
    if diagnosis.kind == "unexplained":
        text = f"{diagnosis.unexplained} 处勾稽不平，改动任何一个或一行数字都不能同时说明。"
        return replace(diagnosis, message=text)
    parts = [_what(diagnosis, changed, moved)]
    parts.append(f"这样可同时说明 {diagnosis.explained} 处不平")
    if diagnosis.broken:
        parts.append(f"但会使 {diagnosis.broken} 处原本相平的不平")
    if diagnosis.unexplained:
        parts.append(f"另有 {diagnosis.unexplained} 处要另外说明")
    if diagnosis.ties > 1:
        others = "、".join(diagnosis.tied_cells[:_MOST_CELLS])
        parts.append(f"改动 {others} 同样说得通，共 {diagnosis.ties} 种可能，无法区分")
    parts.append(_CAUSES[diagnosis.likely_cause])
    return replace(diagnosis, message="；".join(parts) + "。")


def _what(diagnosis: Diagnosis, changed: Sequence[Figure], moved: int) -> str:
    if diagnosis.kind == "figure":
        (figure,) = changed
        unit = _UNITS.get(figure.unit, "")
        slip = f"，{_SLIPS[diagnosis.slip]}" if diagnosis.slip else ""
        printed = figure.text or "空白"
        return (
            f"{figure.cell} “{_named(figure)}”印为 {printed}，"
            f"按其余数字应为 {diagnosis.implied}{unit}{slip}"
        )
    cells = _range(diagnosis.cells)
    if diagnosis.kind == "figures_exchanged":
        names = "与".join(f"“{_named(figure)}”" for figure in changed)
        return f"{cells}：{names}的数字像是互换了位置"
    if diagnosis.kind == "columns_exchanged":
        names = "与".join(sorted({figure.measure for figure in changed}))
        return f"{cells}：{names} 两栏的数字像是互换了位置"
    side = "高" if moved > 0 else "低"
    ordered = sorted(changed, key=lambda one: (one.place, one.cell))
    return (
        f"{cells}：自“{_named(ordered[0])}”至“{_named(ordered[-1])}”的数字像是比科目印{side}了一行"
    )


def _named(figure: Figure) -> str:
    return f"{figure.row_code} {figure.row_label}" if figure.row_code else figure.row_label


def _range(cells: Sequence[str]) -> str:
    return cells[0] if len(cells) == 1 else f"{cells[0]} 至 {cells[-1]}"

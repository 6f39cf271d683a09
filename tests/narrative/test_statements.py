"""What the text says without figures: dates, funds without money, documents, the glossary."""

from __future__ import annotations

from pipelines.catalogue.loading import load_narrative_grammar
from pipelines.narrative.model import PrintedLine
from pipelines.narrative.reading import read_narrative

TEXT = """2023年8月18日
某市档案局2022年度部门决算情况说明
根据《关于开展决算公开工作的通知》（某财办〔2023〕7号），现将情况说明如下。
八、政府性基金预算财政拨款收入支出决算情况说明
本年度无政府性基金预算财政拨款收入和支出。
九、国有资本经营预算财政拨款支出决算情况说明
本年度没有国有资本经营预算财政拨款结转和结余变化。
十、其他重要事项的情况说明
（一）国有资产占用情况
截至2022年12月31日，共有车辆1辆。2022年12月31日前的车辆不计。
第四部分 名词解释
1、一般公共服务支出（类）：反映一般公共服务的支出。2023年1月1日
"""


def statements() -> list[tuple[str, str, str]]:
    lines = [PrintedLine(line) for line in TEXT.splitlines()]
    reading = read_narrative(lines, load_narrative_grammar())
    return [(one.kind, one.section, one.text) for one in reading.statements]


def test_statements_without_figures() -> None:
    assert statements() == [
        ("date", "opening", "2023年8月18日"),
        ("document", "notes", "《关于开展决算公开工作的通知》（某财办〔2023〕7号）"),
        ("nothing", "government_fund", "无政府性基金预算财政拨款收入和支出"),
        ("as_of", "state_assets", "截至2022年12月31日"),
        ("explained_class", "glossary", "一般公共服务支出（类）"),
    ]

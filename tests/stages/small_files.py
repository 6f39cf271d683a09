"""Small files of reports with figures one can add in the head."""

from __future__ import annotations

from pathlib import Path

from pipelines.stages.reading import read_file
from pipelines.stages.readings import ReportReading
from pipelines.stages.settling import settled
from pipelines.stages.sources import SourceFile, source_file

AGENCY = "甲州市港务局"
CAPTION = "部门：{agency}\t\t\t{year}\t\t单位：万元\n"

SUMMARY = """收入支出决算总表
{caption}收入\t\t\t支出\t\t
项目\t行次\t金额\t项目\t行次\t金额
一、一般公共预算财政拨款收入\t1\t100.00\t十三、交通运输支出\t31\t95.00
本年收入合计\t27\t100.00\t本年支出合计\t57\t95.00
使用非财政拨款结余\t28\t\t结余分配\t58\t
年初结转和结余\t29\t5.00\t年末结转和结余\t59\t10.00
总计\t30\t105.00\t总计\t60\t105.00
"""
EXPENDITURE = """支出决算表
{caption}科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出
合计\t\t{total}\t60.00\t{project}\t\t\t
214\t交通运输支出\t{total}\t60.00\t{project}\t\t\t
21401\t公路水路运输\t{total}\t60.00\t{project}\t\t\t
2140101\t行政运行\t60.00\t60.00\t\t\t\t
2140136\t水路运输管理支出\t{project}\t\t{project}\t\t\t
"""
STATE_CAPITAL = """国有资本经营预算财政拨款支出决算表
{caption}科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t\t\t
"""
NARRATIVE = """{agency}2022年度部门决算情况说明
一、收入支出决算总体情况说明
2022年度收入总计105.00万元，支出总计105.00万元。
二、支出决算情况说明
2022年度本年支出合计95.00万元，其中：基本支出60.00万元，项目支出35.00万元。
"""


def caption(agency: str = AGENCY, year: str = "2022年度") -> str:
    """The line over a table that names the agency, the year and the unit of amount."""
    return CAPTION.format(agency=agency, year=year)


def summary(agency: str = AGENCY, year: str = "2022年度") -> str:
    """Income 100.00, expenditure 95.00, balances 5.00 and 10.00: eight figures."""
    return SUMMARY.format(caption=caption(agency, year))


def expenditure(
    agency: str = AGENCY, year: str = "2022年度", total: str = "95.00", project: str = "35.00"
) -> str:
    """Two codes, 60.00 basic and 35.00 project: thirteen figures."""
    return EXPENDITURE.format(caption=caption(agency, year), total=total, project=project)


def state_capital(agency: str = AGENCY, year: str = "2022年度") -> str:
    """A form in which nothing is filled in."""
    return STATE_CAPITAL.format(caption=caption(agency, year))


def narrative(agency: str = AGENCY) -> str:
    """Two sentences, five figures."""
    return NARRATIVE.format(agency=agency)


def read_unsettled(folder: Path, files: dict[str, str | bytes]) -> list[ReportReading]:
    """The files written into a folder and read, each for itself."""
    return [reading for one in sources(folder, files) for reading in read_file(one)]


def read_together(folder: Path, files: dict[str, str | bytes]) -> list[ReportReading]:
    """The files written into a folder, read and settled."""
    return settled(read_unsettled(folder, files))


def sources(folder: Path, files: dict[str, str | bytes]) -> list[SourceFile]:
    """The files written into a folder, as sources in the order of their names."""
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    return [source_file(folder / name, name) for name in sorted(files)]

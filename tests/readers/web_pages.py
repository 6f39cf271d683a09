"""Small web pages, what is read from them, and pages of sites around a report."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.document import Grid, TextLine
from pipelines.readers.html import read_html

PlacedText = tuple[int, int, int, int, str]


def lines_of(page: str) -> list[str]:
    """The text lines that are read from a page."""
    return [line.text for line in read_html(page.encode()).pages[0].lines]


def grids_of(page: str) -> list[list[PlacedText]]:
    """Every grid: row, column, spans down and across, and text of its cells; none may overlap."""
    grids = read_html(page.encode()).pages[0].grids
    assert all(grid.covering(c.row, c.column) is c for grid in grids for c in grid.cells)
    return [
        [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells] for grid in grids
    ]


def order_of(page: str) -> list[str]:
    """The blocks in reading order: lines by their text, grids by that of their first cell."""
    blocks = read_html(page.encode()).pages[0].blocks
    return [
        block.text if isinstance(block, TextLine) else f"[{block.cells[0].text}]"
        for block in blocks
        if isinstance(block, TextLine | Grid)
    ]


def links(*texts: str) -> str:
    """A menu of links."""
    return "".join(f'<li><a href="/{n}.html">{text}</a></li>' for n, text in enumerate(texts))


MENU = links("首页", "政务公开", "某县财政局2019年度部门决算", "2021年某县教育局部门预算")
NEIGHBOURS = (
    '<p>上一篇：<a href="/1.html">某县教育局2018年度部门决算公开</a></p>'
    '<p>下一篇：<a href="/2.html">某县水利局2017年度单位决算，支出增长5.6%</a></p>'
)
FOOT = (
    "<p>主办：某县人民政府 备案号：12345678号</p><p>电话：0871-12345678 建议使用IE9.0以上浏览</p>"
)
RECORD = (
    "<table><tr><td>索引号</td><td>0152-1/2017-0920</td><td>公开目录</td><td>部门决算</td></tr>"
    "<tr><td>发布日期</td><td>2023-09-20</td><td>浏览量</td><td>31</td></tr></table>"
)
CALENDAR = (
    "<table><tr>"
    + "</tr><tr>".join(
        "".join(f"<td>{day}</td>" for day in range(week, min(week + 7, 32)))
        for week in range(1, 32, 7)
    )
    + "</tr></table>"
)


def _head(title: str) -> str:
    return f"<head><meta charset=utf-8><title>{title}-某县人民政府</title></head>"


def _in_tables(title: str, report: str) -> str:
    return (
        f"<html>{_head(title)}<body><table><tr><td colspan=2><table><tr>{_cells(MENU)}</tr></table>"
        f"</td></tr><tr><td><table><tr>{_cells(MENU)}</tr></table>{CALENDAR}</td><td><table><tr><td>"
        f"位置：<a href=/>首页</a>&gt;<a href=/a>某县财政局2016年度部门决算</a></td></tr><tr><td>"
        f"{RECORD}</td></tr><tr><td><b>{title}</b></td></tr><tr><td>发布时间：2023-09-20 08:30 "
        f"点击数：1,234</td></tr><tr><td>{report}</td></tr><tr><td>{NEIGHBOURS}</td></tr></table>"
        f"</td></tr><tr><td colspan=2>{FOOT}</td></tr></table></body></html>"
    )


def _cells(items: str) -> str:
    return items.replace("<li>", "<td>").replace("</li>", "</td>")


def _in_sections(title: str, report: str) -> str:
    return (
        f"<!doctype html><html>{_head(title)}<body><header><h1>某县人民政府</h1></header>"
        f"<nav><ul>{MENU}</ul></nav><main><article><header><h1>{title}</h1><p>浏览：88 次</p>"
        f"</header><section>{report}</section></article><aside><ul>{MENU}</ul>{CALENDAR}</aside>"
        f"</main><footer>{FOOT}<select><option>某县财政局</select></footer></body></html>"
    )


def _flat(title: str, report: str) -> str:
    return (
        f"<html>{_head(title)}<body><p>当前位置：<a href=/>首页</a> | <a href=/2>2020年某局决算</a>"
        f"</p><h2>{title}</h2><p>发布日期：2023-09-20 10:11　浏览次数：1235次</p>{report}"
        f"{NEIGHBOURS}{FOOT}<a href=/3>网站地图</a></body></html>"
    )


def _with_record(title: str, report: str) -> str:
    return (
        f"<html>{_head(title)}<body><ul>{MENU}</ul><div><div><ul>{MENU}</ul></div><div>{RECORD}"
        f'<h1>{title}</h1><div>字号：[<a href="javascript:f(1)">大</a> '
        f'<a href="javascript:f(2)">小</a>]</div><div>{report}</div>{NEIGHBOURS}</div></div>'
        f"<div>{FOOT}</div></body></html>"
    )


def _with_widgets(title: str, report: str) -> str:
    return (
        f"<html>{_head(title)}<body><div><div>今天是2023年9月20日 晴 湿度：45%</div>"
        f"<ul>{MENU}</ul></div><div><div>{CALENDAR}</div><div><h1>{title}</h1><div>{report}</div>"
        f"</div><div><ul>{MENU}</ul><p>访问量：123456</p></div></div><div>{FOOT}</div></body></html>"
    )


def _unclosed(title: str, report: str) -> str:
    open_tags = report.replace("<p>", "<p><font face=宋体><span>")
    return (
        f"<html>{_head(title)}<body><div><ul>{MENU}</ul></div><div><center><font size=5><b>{title}"
        f"<br><div><font color=red>{open_tags}</div><div>{NEIGHBOURS}</div></div><div>{FOOT}</div>"
    )


def _with_related_inside(title: str, report: str) -> str:
    return (
        f"<html>{_head(title)}<body><div><ul>{MENU}</ul></div><div><h1>{title}</h1>{report}"
        f"<ul><li>相关阅读</li>{MENU}</ul></div><div>{FOOT}</div></body></html>"
    )


SITES: dict[str, Callable[[str, str], str]] = {
    "tables for the layout": _in_tables,
    "html5 sections": _in_sections,
    "all blocks in the body": _flat,
    "a record of the page": _with_record,
    "widgets": _with_widgets,
    "unclosed elements": _unclosed,
    "related reports inside": _with_related_inside,
}
"""Ways to put a report into a page: from its title and its HTML to the page."""

"""What is printed as a web page: headings, paragraphs, and tables with spans.

A page of a web site has more around the report: a menu, the path to the page, a date with a
counter, links to reports of other agencies. Invented here, it shows what a reader must leave out.
"""

from __future__ import annotations

from html import escape
from typing import Literal

from pipelines.typeset.printed import (
    PrintedCell,
    PrintedFile,
    PrintedHeading,
    PrintedPart,
    PrintedTable,
)

HtmlEncoding = Literal["utf-8", "gb18030"]

_SITE = "某县人民政府"
_MENU = ("首页", "政务公开", "政务服务", "互动交流", "2019年某县财政局部门预算公开")
_OTHER_REPORTS = ("某县教育局2018年度部门决算公开", "某县水利局2017年度单位决算公开")


def typeset_html(
    file: PrintedFile, encoding: HtmlEncoding = "utf-8", *, in_web_site: bool = False
) -> bytes:
    """The page of a file in an encoding, alone or within a page of a web site."""
    report = "\n".join([f"<h1>{escape(file.title)}</h1>", *_cover(file), *map(_part, file.parts)])
    body = _in_web_site(file, report) if in_web_site else report
    title = f"{file.title}_{_SITE}" if in_web_site else file.title
    declared = "gb2312" if encoding == "gb18030" else encoding
    page = (
        "<!DOCTYPE html>\n<html>\n<head>\n"
        f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
    return page.encode(encoding)


def _cover(file: PrintedFile) -> list[str]:
    return [f"<p>{escape(line)}</p>" for line in file.cover_lines]


def _part(part: PrintedPart) -> str:
    if isinstance(part, PrintedTable):
        return _table(part)
    if isinstance(part, PrintedHeading):
        level = part.level + 1
        return f"<h{level}>{escape(part.text)}</h{level}>"
    return f"<p>{escape(part.text)}</p>"


def _table(table: PrintedTable) -> str:
    lines = [f'<p align="center">{escape(table.title)}</p>'] if table.title else []
    lines += [
        f"<p>{escape(left)}&nbsp;&nbsp;&nbsp;&nbsp;{escape(right)}</p>"
        for left, right in table.captions
    ]
    lines.append('<table border="1">')
    for name, rows in (("thead", table.heading_rows), ("tbody", table.body_rows)):
        cells = ["<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows]
        lines += [f"<{name}>", *cells, f"</{name}>"] if rows else []
    lines.append("</table>")
    return "\n".join([*lines, *(f"<p>{escape(note)}</p>" for note in table.notes)])


def _cell(cell: PrintedCell) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return f"<td{spans}>{escape(cell.text).replace(chr(10), '<br>') or '&nbsp;'}</td>"


def _in_web_site(file: PrintedFile, report: str) -> str:
    menu = "".join(f"<li>{_link(number, text)}</li>" for number, text in enumerate(_MENU))
    before, after = (_link(number, text) for number, text in enumerate(_OTHER_REPORTS, 10))
    return (
        f'<div><div><img src="logo.png">{_SITE}</div><ul>{menu}</ul></div>\n'
        f'<div>当前位置：<a href="/">首页</a> &gt; <a href="/gk">政务公开</a> &gt; 正文</div>\n'
        f"<div><h2>{escape(file.title)}</h2>\n"
        f"<div>来源：{_SITE}　发布时间：2031-08-31 10:24　浏览次数：1234次</div>\n"
        f"<div>\n{report}\n</div>\n"
        f"<div>上一篇：{before}</div><div>下一篇：{after}</div></div>\n"
        f"<div>主办：{_SITE} 备案号：12345678号 电话：010-12345678"
        f"<script>document.write(2030)</script></div>"
    )


def _link(number: int, text: str) -> str:
    return f'<a href="/art/{number}.html">{escape(text)}</a>'

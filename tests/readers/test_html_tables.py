"""Tables of web pages: spans as browsers lay them out, tables for the layout, inner tables."""

from __future__ import annotations

from pipelines.readers.html import read_html
from tests.readers.web_pages import grids_of, lines_of, order_of


def test_spans_and_the_order_of_head_and_foot() -> None:
    page = (
        "<table><tfoot><tr><td>合计<td>3.00<td>4.00</tfoot>"
        "<tbody><tr><td>甲<td>3.00<td>4.00</tbody>"
        "<thead><tr><th rowspan=2>科目<th colspan=2>金额<tr><th>基本<th>项目</thead></table>"
    )
    assert grids_of(page) == [
        [
            (1, 1, 2, 1, "科目"),
            (1, 2, 1, 2, "金额"),
            (2, 2, 1, 1, "基本"),
            (2, 3, 1, 1, "项目"),
            (3, 1, 1, 1, "甲"),
            (3, 2, 1, 1, "3.00"),
            (3, 3, 1, 1, "4.00"),
            (4, 1, 1, 1, "合计"),
            (4, 2, 1, 1, "3.00"),
            (4, 3, 1, 1, "4.00"),
        ]
    ]


def test_spans_beyond_the_table_end_with_it() -> None:
    page = (
        "<table><tr><td colspan=99>标题<tr><td rowspan=0>甲<td rowspan=70000>1.00<td>2.00"
        "<tr><td colspan=abc>3.00<tr><td colspan=0>4.00</table>"
    )
    assert grids_of(page) == [
        [
            (1, 1, 1, 3, "标题"),
            (2, 1, 3, 1, "甲"),
            (2, 2, 3, 1, "1.00"),
            (2, 3, 1, 1, "2.00"),
            (3, 3, 1, 1, "3.00"),
            (4, 3, 1, 1, "4.00"),
        ]
    ]


def test_of_overlapping_cells_the_earlier_keeps_its_place_and_no_text_is_lost() -> None:
    page = "<table><tr><td>a<td>b<td rowspan=2>c<tr><td colspan=3>d<td>e<tr><td>f<td>g</table>"
    assert grids_of(page) == [
        [
            (1, 1, 1, 1, "a"),
            (1, 2, 1, 1, "b"),
            (1, 3, 2, 1, "c"),
            (2, 1, 1, 2, "d"),
            (2, 4, 1, 1, "e"),
            (3, 1, 1, 1, "f"),
            (3, 2, 1, 1, "g"),
        ]
    ]


def test_a_caption_and_stray_text_stand_before_the_table() -> None:
    page = "<p>前<table><caption>支出表</caption>单位：万元<tr><td>甲<td>1.00</tr></table><p>后"
    assert order_of(page) == ["前", "支出表", "单位：万元", "[甲]", "后"]


def test_tables_for_the_layout_give_their_parts_in_reading_order() -> None:
    page = (
        "<table><tr><td>支出决算表</td></tr><tr><td>单位：万元</td></tr><tr><td>"
        "<table><tr><td>甲<td>1.00</table></td></tr><tr><td>"
        "<table><tr><td>乙<td>2.00</table>注：完。</td></tr></table>"
    )
    assert order_of(page) == ["支出决算表", "单位：万元", "[甲]", "[乙]", "注：完。"]
    assert [grid[0][:2] for grid in grids_of(page)] == [(1, 1), (2, 1)]


def test_an_unruled_cell_of_running_text_is_no_table() -> None:
    text = "".join(f"<p>{'第一款第二款第三款' * 10}{n}</p>" for n in range(3))
    assert len(lines_of(f"<table><tr><td>目录</td><td>{text}</td></tr></table>")) == 4
    ruled = f"<table border=1><tr><td>目标</td><td>{text}</td></tr></table>"
    assert lines_of(ruled) == []
    assert len(grids_of(ruled)[0]) == 2


def test_an_inner_table_is_none_of_the_cell_that_holds_it() -> None:
    page = (
        "<table><tr><td>资金<td>1.50<table><tr><td>其中<td>2.50</table>"
        "<tr><td>乙<td>3.00<tr><td>丙<td>4.00</table>"
    )
    outer, inner = grids_of(page)
    assert outer[:2] == [(1, 1, 1, 1, "资金"), (1, 2, 1, 1, "1.50")]
    assert inner == [(4, 1, 1, 1, "其中"), (4, 2, 1, 1, "2.50")]


def test_hidden_rows_and_cells_are_not_printed_and_their_figures_are_told() -> None:
    page = (
        "<table><tr><td>甲<td>1.00<tr style='display:none'><td>旧<td>9.99"
        "<tr><td>乙<td style='DISPLAY: none'>8.88<td>2.00"
        "<tr><td>丙<td><span style='visibility:hidden'>7.77</span></table>"
    )
    document = read_html(page.encode())
    assert [c.text for c in document.pages[0].grids[0].cells] == [
        "甲",
        "1.00",
        "乙",
        "2.00",
        "丙",
        "",
    ]
    assert document.remarks == ("隐藏部分有 2 个数未读 / figures in hidden parts are not read",)


def test_columns_of_a_hair_are_closed() -> None:
    """Rows that missed each other by one point: 合计 spans 1 and 2, the head of amounts 2 and 3."""
    page = (
        "<table><tr><td style='width:80pt'>项目<td colspan=2 style='width:51pt'>金额"
        "<tr><td colspan=2 style='width:81pt'>合计<td style='width:50pt'>1.00</table>"
    )
    assert grids_of(page) == [
        [(1, 1, 1, 1, "项目"), (1, 2, 1, 1, "金额"), (2, 1, 1, 1, "合计"), (2, 2, 1, 1, "1.00")]
    ]
    assert len({column for _, column, *_ in grids_of(page.replace("width:", "w:"))[0]}) == 3


def test_rows_in_preformatted_text() -> None:
    page = "<p>前</p><table><tr><td>a<td>1</table><pre>支出表\n项目\t金额\n合计\t1.00\n</pre>"
    assert order_of(page) == ["前", "[a]", "支出表", "[项目]"]
    assert grids_of(page)[1][2:] == [(4, 1, 1, 1, "合计"), (4, 2, 1, 1, "1.00")]

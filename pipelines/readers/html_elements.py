"""What the elements of a web page are: blocks or words, printed or hidden, data or layout tables.

Only the element tree is looked at here; texts are put together in html_flow, grids in html_tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from lxml.etree import iterwalk

from pipelines.text.amounts import looks_like_figure

BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    )
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NEVER_PRINTED = frozenset(
    (
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "xml",
        "iframe",
        "frame",
        "noframes",
        "object",
        "embed",
        "applet",
        "audio",
        "video",
        "canvas",
        "svg",
        "map",
        "datalist",
        "button",
        "title",
        "meta",
        "link",
    )
)
_ROW_GROUPS = ("thead", "tbody", "tfoot")
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*(?:all|screen))", re.I)
_INVISIBLE_STYLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*(?P<value>[\w-]+)", re.I)
_RULED_STYLE = re.compile(r"(?:^|;)\s*border[\w-]*\s*:(?!\s*(?:none|0|medium none)\b)", re.I)
_DEEPEST_TABLE = 100
_FEWEST_PARAGRAPHS, _FEWEST_CHARACTERS, _FEW_FIGURES = 3, 200, 2


@dataclass(frozen=True)
class Row:
    """A row of a table: its group (spans never leave it) and its printed cells."""

    group: Any
    cells: list[Any]


def tag_of(element: Any) -> str:
    """The lower-case name of an element, '' for what is no element."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def is_printed(element: Any) -> bool:
    """Whether a browser shows an element, as far as the element itself tells."""
    tag = tag_of(element)
    return bool(tag) and tag not in _NEVER_PRINTED and not is_hidden(element)


def is_hidden(element: Any) -> bool:
    """Whether an element, whatever it is, says itself that it is not shown."""
    tag = tag_of(element)
    if element.get("hidden") is not None or (tag == "dialog" and element.get("open") is None):
        return True
    if tag == "input" and (element.get("type") or "").lower() == "hidden":
        return True
    return _HIDDEN_STYLE.search(element.get("style") or "") is not None


def visibility(element: Any) -> bool | None:
    """Whether an element says that it is visible; None when it says nothing."""
    match = _INVISIBLE_STYLE.search(element.get("style") or "")
    return None if match is None else match["value"].lower() not in ("hidden", "collapse")


def below(element: Any, wanted: Set[str]) -> Iterator[Any]:
    """The nearest printed descendants with one of the wanted names, in order.

    What stands inside one of them, or inside a further table, is not looked at.
    """
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        tag = tag_of(child)
        if not is_printed(child):
            continue
        if tag in wanted:
            yield child
        elif tag not in ("table", "td", "th"):
            waiting += reversed(child)


def table_rows(table: Any) -> list[Row]:
    """The printed rows of a table in the order of print: head, bodies, foot.

    Only the first thead and the first tfoot move, as browsers have it (HTML Standard 4.9,
    CSS 2.2 section 17.2). Cells outside a row make a row of their own.
    """
    first: dict[str, Any] = {}
    middle: list[Row] = []
    loose: list[Any] = []
    for part in below(table, frozenset((*_ROW_GROUPS, "tr", "td", "th"))):
        tag = tag_of(part)
        if tag in ("td", "th"):
            loose.append(part)
            continue
        middle, loose = _with_loose(middle, table, loose), []
        if tag == "tr":
            middle.append(Row(table, _cells(part)))
        elif tag != "tbody" and tag not in first:
            first[tag] = part
        else:
            middle += _rows_of_group(part)
    middle = _with_loose(middle, table, loose)
    head, foot = (_rows_of_group(first[tag]) if tag in first else [] for tag in ("thead", "tfoot"))
    return [*head, *middle, *foot]


def _with_loose(rows: list[Row], group: Any, loose: list[Any]) -> list[Row]:
    return [*rows, Row(group, loose)] if loose else rows


def _rows_of_group(group: Any) -> list[Row]:
    rows: list[Row] = []
    loose: list[Any] = []
    for part in below(group, frozenset(("tr", "td", "th"))):
        if tag_of(part) != "tr":
            loose.append(part)
            continue
        rows, loose = _with_loose(rows, group, loose), []
        rows.append(Row(group, _cells(part)))
    return _with_loose(rows, group, loose)


def _cells(row: Any) -> list[Any]:
    return list(below(row, frozenset(("td", "th"))))


def figures_within(element: Any) -> int:
    """How many cells under an element hold nothing but a figure, hidden ones too."""
    return sum(
        looks_like_figure(raw_text(cell))
        for cell in element.iter("td", "th")
        if not _holds_table(cell)
    )


def hidden_figures(table: Any, rows: Sequence[Row]) -> int:
    """The figures in cells of a table that are not among its printed rows."""
    printed = {cell for row in rows for cell in row.cells}
    unprinted = (
        cell
        for cell in table.iter("td", "th")
        if cell not in printed and next(cell.iterancestors("table")) is table
    )
    return sum(looks_like_figure(raw_text(cell)) for cell in unprinted if not _holds_table(cell))


def _holds_table(cell: Any) -> bool:
    return next(cell.iter("table"), None) is not None


@dataclass(frozen=True)
class TableShape:
    """A table's printed rows, the texts of their cells one by one, and what the table is for."""

    rows: list[Row]
    texts: tuple[str, ...]
    is_layout: bool


def table_shape(table: Any) -> TableShape:
    """A table looked at as a whole."""
    rows = table_rows(table)
    texts = {cell: raw_text(cell) for row in rows for cell in row.cells}
    return TableShape(rows, tuple(texts.values()), _is_layout(table, rows, texts))


def _is_layout(table: Any, rows: Sequence[Row], texts: Mapping[Any, str]) -> bool:
    """Whether a table only places parts of the page: its texts are then read one after the other.

    It is one when it says so, has a single column, holds tables with more figures than cells of
    its own, or gives most of its room, unruled, to a cell of running text.
    """
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    if max((len(row.cells) for row in rows), default=0) <= 1:
        return True
    holding = [cell for cell in texts if _holds_table(cell)]
    own = sum(looks_like_figure(text) for cell, text in texts.items() if cell not in holding)
    if holding and own <= sum(map(figures_within, holding)):
        return True
    return own <= _FEW_FIGURES and not _is_ruled(table, texts) and _holds_running_text(texts)


def _is_ruled(table: Any, cells: Iterable[Any]) -> bool:
    if (table.get("border") or "0").strip() not in ("0", "", "none"):
        return True
    return any(_RULED_STYLE.search(part.get("style") or "") for part in (table, *cells))


def _holds_running_text(texts: Mapping[Any, str]) -> bool:
    longest = max(texts, key=lambda cell: len(texts[cell]))
    paragraphs = sum(1 for part in longest.iter("p", "div", "h1", "h2", "h3", "li", "br"))
    return (
        paragraphs >= _FEWEST_PARAGRAPHS
        and len(texts[longest]) >= _FEWEST_CHARACTERS
        and 2 * len(texts[longest]) > sum(map(len, texts.values()))
    )


def raw_text(element: Any) -> str:
    """All text under an element, its white space made single blanks."""
    return " ".join("".join(element.itertext()).split())


def has_deep_tables(root: Any) -> bool:
    """Whether tables stand inside each other deeper than any page has them."""
    depth = 0
    for event, _ in iterwalk(root, events=("start", "end"), tag="table"):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST_TABLE:
            return True
    return False

"""Composes the printed tables of a report from its figures and a layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from pipelines.text.units import Unit
from pipelines.typeset.figures import FigureRow, FormFigures, ReportFigures
from pipelines.typeset.layouts import Column, FormLayout, Layout, PanelLayout
from pipelines.typeset.printed import PrintedCell, PrintedRow, PrintedTable, heading_rows

_UNIT_WORDS: dict[Unit, str] = {"yuan": "元", "wan": "万元", "yi": "亿元"}
_UNIT_PLACE = "{unit}"
_DIGITS = "一二三四五六七八九"
_CODE_PARTS = (slice(0, 3), slice(3, 5), slice(5, 7))


def compose(report: ReportFigures, layout: Layout) -> list[PrintedTable]:
    """The printed tables of a report, one a form.

    Raises KeyError when the layout does not have one of the forms, ValueError when a figure has no
    column in it.
    """
    return [compose_form(report, form, layout) for form in report.forms]


def compose_form(report: ReportFigures, form: FormFigures, layout: Layout) -> PrintedTable:
    """The printed table of one form of a report; raises as `compose` does."""
    form_layout = layout.forms[form.form_code]
    _refuse_figures_without_column(form, form_layout)
    columns = [column for panel in form_layout.panels for column in panel.columns]
    paths = [_path(column, form, form_layout) for column in columns]
    headings = heading_rows(paths)
    if form_layout.number_row:
        headings.append(_number_row(columns, form_layout, layout.number_row_label))
    return PrintedTable(
        title=form_layout.title.replace(_UNIT_PLACE, _UNIT_WORDS[report.unit]),
        captions=_captions(report, form_layout, layout),
        weights=tuple(column.weight for column in columns),
        heading_rows=tuple(headings),
        body_rows=tuple(_BODIES[form_layout.arrangement](form, form_layout)),
        notes=(*_budget_notes(form, form_layout), *form.notes),
    )


def _captions(
    report: ReportFigures, form_layout: FormLayout, layout: Layout
) -> tuple[tuple[str, str], ...]:
    if _UNIT_PLACE in form_layout.title or not form_layout.title:
        return ()
    unit = f"{layout.unit_word}：{_UNIT_WORDS[report.unit]}"
    agency = f"部门：{report.agency}" if layout.agency_line else ""
    stamp = (("", form_layout.stamp),) if form_layout.stamp else ()
    return (*stamp, (agency, unit))


def _path(column: Column, form: FormFigures, form_layout: FormLayout) -> tuple[str, ...]:
    if column.item is None:
        return column.path
    label = form.rows[column.item].label if form.rows else form_layout.item_labels[column.item]
    return tuple(label if heading == "{item}" else heading for heading in column.path)


def _number_row(columns: Sequence[Column], form_layout: FormLayout, label: str) -> PrintedRow:
    """The row that numbers the columns of amounts (栏次); forms of items have numbers only."""
    cells: list[PrintedCell] = []
    number = 0
    first_key = 0
    for index, column in enumerate(columns):
        if column.holds == "amount":
            number += 1
            cells.append(PrintedCell(index, str(number), "heading"))
        elif form_layout.arrangement == "labelled":
            text = label if column.holds == "label" else ""
            cells.append(PrintedCell(index, text, "heading"))
        elif index + 1 == len(columns) or columns[index + 1].holds == "amount":
            cells.append(PrintedCell(first_key, label, "heading", 1, index + 1 - first_key))
    return tuple(cells)


def _budget_notes(form: FormFigures, form_layout: FormLayout) -> list[str]:
    """The note that tells which budget 预算数 is, in a layout whose headings do not tell it."""
    bases = {figure.basis for row in form.rows for figure in row.figures}
    return [note for basis, note in form_layout.budget_notes.items() if basis in bases]


# --- figures and their columns --------------------------------------------------------------------


def _text(row: FigureRow, column: Column, siblings: Sequence[Column]) -> str:
    """The text of a row in a column; '' where the row has no figure for it."""
    shown = [
        figure.text
        for figure in row.figures
        if _shows(column, siblings, figure.measure, figure.basis, figure.block)
    ]
    return shown[0] if shown else ""


def _shows(
    column: Column, siblings: Sequence[Column], measure: str, basis: str, block: str | None
) -> bool:
    if (column.measure, column.block) != (measure, block):
        return False
    if column.basis == "budget":
        return basis.startswith("budget")
    if column.basis is not None:
        return column.basis == basis
    taken = {other.basis for other in siblings if other.measure == measure}
    return basis not in taken and not ("budget" in taken and basis.startswith("budget"))


def _refuse_figures_without_column(form: FormFigures, form_layout: FormLayout) -> None:
    columns = [column for panel in form_layout.panels for column in panel.columns]
    for row in form.rows:
        for figure in row.figures:
            if not any(
                _shows(column, columns, figure.measure, figure.basis, figure.block)
                for column in columns
            ):
                raise ValueError(
                    f"{form.form_code}: no column for {figure.measure} ({figure.basis})"
                )


# --- forms known by code --------------------------------------------------------------------------


def _coded_body(form: FormFigures, form_layout: FormLayout) -> list[PrintedRow]:
    totals = [row for row in form.rows if row.code is None]
    panels = [
        _coded_panel(
            [row for row in form.rows if row.code and panel.codes.fullmatch(row.code)],
            panel,
            form_layout,
        )
        for panel in form_layout.panels
    ]
    body = _side_by_side(panels, form_layout.panels)
    if form_layout.footers:
        return [*body, _footer_row(totals, form_layout)] if totals else body
    panel = form_layout.panels[0]
    total_rows = [tuple(_total_cells(row, panel, form_layout)) for row in totals]
    if form.remark_row is not None:
        body.append(tuple(_remark_cells(form.remark_row, panel)))
    return [*body, *total_rows] if form_layout.total_last else [*total_rows, *body]


def _coded_panel(
    rows: Sequence[FigureRow], panel: PanelLayout, form_layout: FormLayout
) -> list[list[PrintedCell]]:
    code_columns = sum(1 for column in panel.columns if column.holds == "code")
    printed: list[list[PrintedCell]] = []
    previous = ""
    for row in rows:
        assert row.code is not None
        codes = _code_cells(row.code, previous, code_columns, form_layout)
        printed.append([*codes, *_value_cells(row, panel)])
        previous = row.code
    return printed


def _code_cells(code: str, previous: str, count: int, form_layout: FormLayout) -> list[PrintedCell]:
    style = form_layout.code_style
    if style == "spanning":
        return [PrintedCell(0, code, "key", 1, count)]
    if style in ("whole", "first"):
        texts = [code] + [""] * (count - 1)
    else:
        texts = [code[part] for part in _CODE_PARTS[:count]]
        if style == "split_where_changed":
            texts = [
                ""
                if text and previous[: part.stop] == code[: part.stop] and part.stop < len(code)
                else text
                for text, part in zip(texts, _CODE_PARTS, strict=False)
            ]
    return [PrintedCell(index, text, "key") for index, text in enumerate(texts)]


def _value_cells(row: FigureRow, panel: PanelLayout) -> list[PrintedCell]:
    cells: list[PrintedCell] = []
    for index, column in enumerate(panel.columns):
        if column.holds == "name":
            cells.append(PrintedCell(index, row.label, "key"))
        elif column.holds == "amount":
            cells.append(PrintedCell(index, _text(row, column, panel.columns), "amount"))
    return cells


def _total_cells(row: FigureRow, panel: PanelLayout, form_layout: FormLayout) -> list[PrintedCell]:
    keys = [index for index, column in enumerate(panel.columns) if column.holds != "amount"]
    amounts = [cell for cell in _value_cells(row, panel) if cell.kind == "amount"]
    if form_layout.total_label == "spanning":
        return [PrintedCell(0, row.label, "key", 1, len(keys)), *amounts]
    if form_layout.total_label == "code":
        code_count = len(keys) - 1
        label = PrintedCell(0, row.label, "key", 1, code_count)
        return [label, PrintedCell(code_count, "", "key"), *amounts]
    blanks = [PrintedCell(index, "", "key") for index in keys[:-1]]
    return [*blanks, PrintedCell(keys[-1], row.label, "key"), *amounts]


def _remark_cells(remark: str, panel: PanelLayout) -> list[PrintedCell]:
    texts = {"code": "", "name": remark, "amount": ""}
    cells = [
        PrintedCell(index, texts[column.holds], "amount" if column.holds == "amount" else "key")
        for index, column in enumerate(panel.columns)
    ]
    return [replace(cells[0], text="0"), *cells[1:]]


def _footer_row(totals: Sequence[FigureRow], form_layout: FormLayout) -> PrintedRow:
    """The totals under the panels: a label over all columns but the last, then the figure."""
    starts = _starts(form_layout.panels)
    cells: list[PrintedCell] = []
    for footer in form_layout.footers:
        row = next((total for total in totals if total.block == footer.block), None)
        first = starts[footer.first_panel]
        last = starts[footer.last_panel] + len(form_layout.panels[footer.last_panel].columns) - 1
        label, text = (row.label, row.figures[0].text) if row else ("", "")
        cells.append(PrintedCell(first, label, "key", 1, last - first))
        cells.append(PrintedCell(last, text, "amount"))
    return tuple(cells)


# --- forms known by label -------------------------------------------------------------------------


def _labelled_body(form: FormFigures, form_layout: FormLayout) -> list[PrintedRow]:
    heads: list[list[tuple[str, FigureRow | None]]] = []
    tails: list[list[tuple[str, FigureRow | None]]] = []
    for panel in form_layout.panels:
        rows = [row for row in form.rows if not panel.blocks or row.block in panel.blocks]
        labels = [row.label for row in rows]
        cut = labels.index(panel.tail_from) if panel.tail_from in labels else len(rows)
        numbered = panel.tail_from is not None
        heads.append(
            [
                (f"{_ordinal(number)}、{row.label}" if numbered else row.label, row)
                for number, row in enumerate(rows[:cut], start=1)
            ]
        )
        tails.append(_numbered_tail(rows[cut:], form_layout))
    head_length = max(len(head) for head in heads)
    tail_length = max(len(tail) for tail in tails)
    length = head_length + tail_length
    panels = [
        [
            _labelled_cells(text, row, position + 1 + index * length, panel)
            for position, (text, row) in enumerate(
                [*_padded(head, head_length), *_padded_before_last(tail, tail_length)]
            )
        ]
        for index, (panel, head, tail) in enumerate(
            zip(form_layout.panels, heads, tails, strict=True)
        )
    ]
    return _side_by_side(panels, form_layout.panels)


def _numbered_tail(
    rows: Sequence[FigureRow], form_layout: FormLayout
) -> list[tuple[str, FigureRow | None]]:
    tail: list[tuple[str, FigureRow | None]] = []
    parts = 0
    for row in rows:
        if row.block not in form_layout.numbered_parts:
            tail.append((row.label, row))
            continue
        tail.append((f"{_ordinal(parts)}、{row.label}" if parts else row.label, row))
        parts += 1
    return tail


def _padded(
    rows: list[tuple[str, FigureRow | None]], length: int
) -> list[tuple[str, FigureRow | None]]:
    return [*rows, *[("", None)] * (length - len(rows))]


def _padded_before_last(
    rows: list[tuple[str, FigureRow | None]], length: int
) -> list[tuple[str, FigureRow | None]]:
    return [*_padded(rows[:-1], length - 1), *rows[-1:]] if rows else _padded(rows, length)


def _labelled_cells(
    text: str, row: FigureRow | None, ordinal: int, panel: PanelLayout
) -> list[PrintedCell]:
    cells: list[PrintedCell] = []
    for index, column in enumerate(panel.columns):
        if column.holds == "label":
            cells.append(PrintedCell(index, text, "key"))
        elif column.holds == "ordinal":
            cells.append(PrintedCell(index, str(ordinal), "key"))
        else:
            shown = _text(row, column, panel.columns) if row else ""
            cells.append(PrintedCell(index, shown, "amount"))
    return cells


def _ordinal(number: int) -> str:
    """A number up to 99 as the forms count their rows: 一, 十, 十一, 二十, 二十六."""
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return front + (_DIGITS[ones - 1] if ones else "")


# --- forms of items or of names, and panels side by side -----------------------------------------


def _items_body(form: FormFigures, form_layout: FormLayout) -> list[PrintedRow]:
    if not form.rows:
        return []
    columns = form_layout.panels[0].columns
    cells: list[PrintedCell] = []
    for index, column in enumerate(columns):
        assert column.item is not None
        cells.append(PrintedCell(index, _text(form.rows[column.item], column, ()), "amount"))
    return [tuple(cells)]


def _named_body(form: FormFigures, form_layout: FormLayout) -> list[PrintedRow]:
    panel = form_layout.panels[0]
    body: list[PrintedRow] = []
    for row in form.rows:
        heads = [
            PrintedCell(index, row.head, "key")
            for index, column in enumerate(panel.columns)
            if column.holds == "head"
        ]
        body.append((*heads, *_value_cells(row, panel)))
    return body


def _side_by_side(
    panels: Sequence[list[list[PrintedCell]]], layouts: Sequence[PanelLayout]
) -> list[PrintedRow]:
    rows: list[PrintedRow] = []
    for parts in zip_longest(*panels):
        cells: list[PrintedCell] = []
        for start, layout, part in zip(_starts(layouts), layouts, parts, strict=True):
            own = part if part is not None else _blank_cells(layout)
            cells += [replace(cell, column=cell.column + start) for cell in own]
        rows.append(tuple(cells))
    return rows


def _blank_cells(panel: PanelLayout) -> list[PrintedCell]:
    return [
        PrintedCell(index, "", "amount" if column.holds == "amount" else "key")
        for index, column in enumerate(panel.columns)
    ]


def _starts(panels: Sequence[PanelLayout]) -> list[int]:
    starts = [0]
    for panel in panels[:-1]:
        starts.append(starts[-1] + len(panel.columns))
    return starts


_BODIES = {
    "coded": _coded_body,
    "labelled": _labelled_body,
    "items": _items_body,
    "named": _named_body,
}

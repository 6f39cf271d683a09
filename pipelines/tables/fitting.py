"""Fits a table body to a form: finds where its headings end and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.catalogue.model import Catalogue, Form, Panel, Variant, Vocabulary, matches
from pipelines.tables.columns import (
    ItemColumn,
    PanelColumns,
    coded_panels,
    item_columns,
    labelled_panels,
    place_columns,
    unmapped_columns,
)
from pipelines.tables.headings import Path, heading_paths
from pipelines.tables.keys import (
    CodeReader,
    code_and_name,
    code_block,
    is_level_part,
    total_block,
)
from pipelines.tables.labelled import is_row_of
from pipelines.tables.model import Body, BodyRow
from pipelines.tables.named import is_named_row, named_columns
from pipelines.tables.number_rows import is_number_row
from pipelines.text.amounts import read_amount
from pipelines.text.normalising import comparable

_MOST_HEADING_ROWS = 8
_HEADING_WORD = re.compile(r"[\u4e00-\u9fff()]{2,}")


@dataclass(frozen=True)
class Fit:
    """A body understood as a variant of a form: `first_data_row` indexes the body's rows."""

    form: Form
    variant: Variant
    first_data_row: int
    columns: tuple[int, ...]
    paths: dict[int, Path]
    panels: tuple[PanelColumns, ...] = ()
    items: tuple[ItemColumn, ...] = ()
    unmapped: tuple[int, ...] = ()


@dataclass(frozen=True)
class Misfit:
    """Why a body is not a form."""

    reason: str


def fit(body: Body, form: Form, catalogue: Catalogue) -> Fit | Misfit:
    """The one variant of a form that a body's headings fit.

    The variant that leaves the fewest headed columns unused is meant; two that leave equally many
    are a tie, and a tie is a misfit.
    """
    fits: list[Fit] = []
    reasons: list[str] = []
    for variant in form.variants:
        result = _fit_variant(body, form, variant, catalogue.vocabulary)
        if isinstance(result, Fit):
            fits.append(result)
        else:
            reasons.append(result.reason)
    if not fits:
        return Misfit("；".join(dict.fromkeys(reasons)))
    fewest = min(len(found.unmapped) for found in fits)
    best = [found for found in fits if len(found.unmapped) == fewest]
    if len(best) > 1:
        names = ", ".join(found.variant.name for found in best)
        return Misfit(f"版式有歧义 / layouts tie: {names}")
    return best[0]


def _fit_variant(body: Body, form: Form, variant: Variant, vocabulary: Vocabulary) -> Fit | Misfit:
    if variant.keys == "items":
        return _fit_items(body, form, variant, vocabulary)
    if variant.keys == "named":
        return _fit_named(body, form, variant, vocabulary)
    last = min(len(body.rows), _MOST_HEADING_ROWS)
    reason = "没有编码栏或项目栏 / no key column"
    for count in range(1, last + 1):
        rows = body.rows[:count]
        paths = heading_paths(rows, body.columns)
        groups = _groups(paths, variant, vocabulary)
        if not groups:
            continue
        at_end = count == len(body.rows)
        following = None if at_end else body.rows[count]
        if not at_end and not _data_begins(body.rows[count:], groups, variant, vocabulary):
            continue
        if following is not None:
            paths = _with_headings_in_row(paths, following, groups)
            groups = _groups(paths, variant, vocabulary)
        panels = _placed_panels(groups, variant, paths, body.rows[count:], vocabulary)
        if isinstance(panels, str):
            reason = panels
            break
        unmapped = tuple(unmapped_columns(panels, paths, vocabulary))
        return Fit(form, variant, count, body.columns, paths, tuple(panels), (), unmapped)
    return Misfit(reason)


def _groups(paths: dict[int, Path], variant: Variant, vocabulary: Vocabulary) -> list[PanelColumns]:
    if variant.keys == "coded":
        return coded_panels(paths, vocabulary)
    return labelled_panels(paths, vocabulary)


def _data_begins(
    rows: Sequence[BodyRow],
    groups: Sequence[PanelColumns],
    variant: Variant,
    vocabulary: Vocabulary,
) -> bool:
    """Whether the first row is data, or the rest of a name broken over from the page before."""
    if _is_data_row(rows[0], groups, variant, vocabulary):
        return True
    if len(rows) < 2 or not any(group.holds_rest_of_name(rows[0]) for group in groups):
        return False
    keys = vocabulary.key_headings
    headings = keys.code + keys.name if variant.keys == "coded" else keys.label
    if matches(headings + vocabulary.number_row_labels, rows[0].cells[0].text):
        return False
    return _is_data_row(rows[1], groups, variant, vocabulary)


def _is_data_row(
    row: BodyRow, groups: Sequence[PanelColumns], variant: Variant, vocabulary: Vocabulary
) -> bool:
    for group in groups:
        for panel in variant.panels:
            if group.label_column is not None:
                if is_row_of(panel, row.text(group.label_column)):
                    return True
                continue
            code = CodeReader().read(row, group.code_columns, vocabulary)
            name = row.text(group.name_column) if group.name_column else ""
            together = code_and_name(code)
            if code_block(panel, together[0] if together else code) is not None:
                return True
            if is_level_part(code, group.code_columns):
                return True
            if total_block(panel, code, name) is not None:
                return True
    return False


def _with_headings_in_row(
    paths: dict[int, Path], row: BodyRow, groups: Sequence[PanelColumns]
) -> dict[int, Path]:
    """Some forms print the last level of headings in the row of the total; take it as heading."""
    values = {column for group in groups for column in group.value_columns}
    values |= {column for column, path in paths.items() if not path}
    keys = {column for group in groups for column in group.code_columns}
    keys |= {
        column for group in groups for column in (group.name_column, group.label_column) if column
    }
    extended = dict(paths)
    for cell in row.cells:
        if cell.column in keys or cell.column not in values:
            continue
        if _HEADING_WORD.fullmatch(comparable(cell.text)):
            above = _path_over(paths, cell.column)
            extended[cell.column] = (*above, comparable(cell.text))
    return extended


def _path_over(paths: dict[int, Path], column: int) -> Path:
    """The path of a column, or of the nearest headed column on its left (a merged heading)."""
    for candidate in range(column, 0, -1):
        if paths.get(candidate):
            return paths[candidate]
    return ()


def _placed_panels(
    groups: Sequence[PanelColumns],
    variant: Variant,
    paths: dict[int, Path],
    rows: Sequence[BodyRow],
    vocabulary: Vocabulary,
) -> list[PanelColumns] | str:
    if variant.keys == "coded":
        if len(groups) > 1 and not variant.panel_may_repeat:
            return "编码栏不止一组 / more than one group of code columns"
        chosen: list[Panel] | str = [variant.panels[0]] * len(groups)
    else:
        groups = _groups_of_panels(groups, variant, paths)
        chosen = _panels_by_labels(groups, variant, rows, paths)
    if isinstance(chosen, str):
        return chosen
    placed: list[PanelColumns] = []
    for group, panel in zip(groups, chosen, strict=True):
        result = place_columns(group, panel, paths, vocabulary)
        if isinstance(result, str):
            return result
        placed.append(result)
    return placed


def _groups_of_panels(
    groups: Sequence[PanelColumns], variant: Variant, paths: dict[int, Path]
) -> Sequence[PanelColumns]:
    """The groups of columns that the form knows, by their headings where there are more of them.

    Some places print the expenditure a second time by nature, beside the side by function.
    """
    if len(groups) <= len(variant.panels):
        return groups
    return [
        group
        for group in groups
        if any(
            panel.heading and _is_headed(group, panel.heading, paths) for panel in variant.panels
        )
    ]


def _is_headed(group: PanelColumns, heading: re.Pattern[str], paths: dict[int, Path]) -> bool:
    return heading.fullmatch(comparable("/".join(paths[group.first_column]))) is not None


def _panels_by_labels(
    groups: Sequence[PanelColumns],
    variant: Variant,
    rows: Sequence[BodyRow],
    paths: dict[int, Path],
) -> list[Panel] | str:
    """Which panel each group of columns is, by the labels of its rows; each panel once.

    Where the labels fit several panels (总计 alone on a page), the heading over them decides.
    """
    if len(groups) != len(variant.panels):
        return f"栏组数 {len(groups)}，应为 {len(variant.panels)} / wrong number of label columns"
    chosen: list[Panel] = []
    for group in groups:
        assert group.label_column is not None
        labels = [row.text(group.label_column) for row in rows]
        counts = [sum(1 for label in labels if is_row_of(panel, label)) for panel in variant.panels]
        best = max(counts)
        fitting = [
            panel for panel, count in zip(variant.panels, counts, strict=True) if count == best
        ]
        if len(fitting) > 1:
            fitting = [
                panel
                for panel in fitting
                if panel.heading and _is_headed(group, panel.heading, paths)
            ]
        strangers = best == 0 and any(comparable(label) for label in labels)
        if strangers or len(fitting) != 1:
            return "行名不属于本表 / row labels do not tell the side of the form"
        chosen.append(fitting[0])
    if len({id(panel) for panel in chosen}) != len(chosen):
        return "两组栏目同侧 / two label columns for one side"
    return chosen


def _fit_named(body: Body, form: Form, variant: Variant, vocabulary: Vocabulary) -> Fit | Misfit:
    (panel,) = variant.panels
    reason = "没有名称栏 / no column of names"
    for count in range(1, min(len(body.rows), _MOST_HEADING_ROWS + 1)):
        paths = heading_paths(body.rows[:count], body.columns)
        group = named_columns(paths, panel, vocabulary)
        if group.label_column is None:
            continue
        placed = place_columns(group, panel, paths, vocabulary)
        if isinstance(placed, str):
            reason = placed
            continue
        first = body.rows[count]
        if not is_number_row(first, vocabulary) and is_named_row(first, placed):
            unmapped = tuple(unmapped_columns([placed], paths, vocabulary))
            return Fit(form, variant, count, body.columns, paths, (placed,), (), unmapped)
    return Misfit(reason)


def _fit_items(body: Body, form: Form, variant: Variant, vocabulary: Vocabulary) -> Fit | Misfit:
    count = 0
    for row in body.rows[:_MOST_HEADING_ROWS]:
        if is_number_row(row, vocabulary) or not _has_amounts(row):
            count += 1
        else:
            break
    headings = [row for row in body.rows[:count] if not is_number_row(row, vocabulary)]
    paths = heading_paths(headings, body.columns)
    items = item_columns(paths, variant)
    if isinstance(items, str):
        return Misfit(items)
    used = {place.column for place in items}
    unmapped = tuple(column for column, path in paths.items() if path and column not in used)
    return Fit(form, variant, count, body.columns, paths, (), tuple(items), unmapped)


def _has_amounts(row: BodyRow) -> bool:
    """Whether a row prints an amount or a dash where one could stand."""
    return any(read_amount(cell.text).state in ("number", "dash") for cell in row.cells)


def moved_to(found: Fit, new_columns: tuple[int, ...], columns: dict[int, int]) -> Fit:
    """The same fit for a continuation whose columns stand elsewhere: old column -> new column.

    Columns that are not in the mapping are gone (several code columns drawn as one).
    """
    moved = [
        replace(
            group,
            code_columns=tuple(columns[c] for c in group.code_columns if c in columns),
            name_column=columns.get(group.name_column or 0),
            label_column=columns.get(group.label_column or 0),
            group_column=columns.get(group.group_column or 0),
            ordinal_column=columns.get(group.ordinal_column or 0),
            value_columns=tuple(columns[c] for c in group.value_columns if c in columns),
            placed=tuple(
                replace(place, column=columns[place.column])
                for place in group.placed
                if place.column in columns
            ),
        )
        for group in found.panels
    ]
    paths: dict[int, Path] = {column: () for column in new_columns}
    paths.update({columns[old]: path for old, path in found.paths.items() if old in columns})
    unmapped = tuple(columns[column] for column in found.unmapped if column in columns)
    return replace(
        found,
        first_data_row=0,
        columns=new_columns,
        paths=paths,
        panels=tuple(_merged(moved)),
        unmapped=unmapped,
    )


def _merged(panels: Sequence[PanelColumns]) -> list[PanelColumns]:
    """Panels whose keys are drawn as one cell (a footer alone on its page) become one panel."""
    merged: list[PanelColumns] = []
    for group in panels:
        if merged and merged[-1].first_column == group.first_column:
            both = (*merged[-1].placed, *group.placed)
            keys = set(merged[-1].key_columns)
            placed = tuple(place for place in both if place.column not in keys)
            merged[-1] = replace(merged[-1], placed=placed)
        else:
            merged.append(group)
    return merged

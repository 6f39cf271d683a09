"""Whether a body goes on with the table of the page before, and where its columns went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.catalogue.model import Vocabulary, matches
from pipelines.tables.columns import PanelColumns
from pipelines.tables.fitting import Fit, moved_to
from pipelines.tables.keys import (
    CodeReader,
    code_and_name,
    code_block,
    is_level_part,
    total_block,
)
from pipelines.tables.labelled import is_row_of
from pipelines.tables.model import Body, BodyRow
from pipelines.tables.named import holds_only_figures, is_named_row, is_total_row
from pipelines.tables.number_rows import is_number_row
from pipelines.text.amounts import looks_like_figure, read_amount
from pipelines.text.normalising import comparable


def continued_fit(found: Fit, first: Body, body: Body, vocabulary: Vocabulary) -> Fit | None:
    """The fit of a body without headings that continues a table, None when it does not.

    Every row with a figure must be known by its key, and one row at least must be. Before it only
    the rest of a broken label may stand: other texts head another table. Where the
    number of columns changed, columns are found again by their boxes; without boxes, only code
    columns drawn as one (or split again) explain the change.
    """
    if found.variant.keys == "items":
        return _items_go_on(found, first, body, vocabulary)
    if len(body.columns) == len(found.columns):
        columns: dict[int, int] | None = dict(zip(found.columns, body.columns, strict=True))
    else:
        columns = _columns_by_box(first, body, found) or _columns_by_count(body, found)
    if columns is None or not _keys_are_kept(found, columns):
        return None
    moved = moved_to(found, body.columns, columns)
    if found.variant.keys == "named":
        return moved if _names_go_on(first, found, body, moved) else None
    return moved if _rows_are_known(body.rows, moved, vocabulary) else None


def _items_go_on(found: Fit, first: Body, body: Body, vocabulary: Vocabulary) -> Fit | None:
    """The one row of figures of a form whose headings stand alone at the foot of a page.

    It has no key of its own, so nothing but it may follow, under as many columns.
    """
    rows = [row for row in body.rows if not is_number_row(row, vocabulary)]
    headings_alone = all(
        is_number_row(row, vocabulary) for row in first.rows[found.first_data_row :]
    )
    if not headings_alone or len(rows) != 1 or len(body.columns) != len(found.columns):
        return None
    if found.variant.bases_head == "rows" or not all(
        read_amount(cell.text).state in ("number", "dash") for cell in rows[0].cells
    ):
        return None
    columns = dict(zip(found.columns, body.columns, strict=True))
    items = tuple(replace(place, column=columns[place.column]) for place in found.items)
    return replace(moved_to(found, body.columns, columns), items=items)


def _names_go_on(first: Body, found: Fit, body: Body, moved: Fit) -> bool:
    """Whether rows with any names go on with others: no total closed those, and no word is a value.

    Where the rows are numbered, the next number must follow.
    """
    (old,), (new,) = found.panels, moved.panels
    if is_total_row(first.rows[-1], old):
        return False
    if not all(holds_only_figures(row, new) for row in body.rows):
        return False
    if not any(is_named_row(row, new) for row in body.rows):
        return False
    before, after = _ordinals(first.rows[found.first_data_row :], old), _ordinals(body.rows, new)
    return not before or not after or after[0] == before[-1] + 1


def _ordinals(rows: Sequence[BodyRow], group: PanelColumns) -> list[int]:
    texts = [comparable(row.text(group.ordinal_column or 0)) for row in rows]
    return [int(text) for text in texts if text.isdecimal()]


def _keys_are_kept(found: Fit, columns: dict[int, int]) -> bool:
    return all(any(key in columns for key in group.key_columns) for group in found.panels)


def first_key(body: Body, found: Fit) -> str:
    """The key text of the first data row: a table that starts again prints it again."""
    if found.first_data_row >= len(body.rows):
        return ""
    row = body.rows[found.first_data_row]
    keys = [column for group in found.panels for column in group.key_columns]
    return "|".join(comparable(row.text(column)) for column in keys)


def _rows_are_known(rows: Sequence[BodyRow], found: Fit, vocabulary: Vocabulary) -> bool:
    known = 0
    readers = [CodeReader() for _ in found.panels]
    for row in rows:
        row_known = any(
            _key_is_known(row, group, reader, vocabulary)
            for group, reader in zip(found.panels, readers, strict=True)
        )
        known += row_known
        broken = any(group.holds_rest_of_name(row) for group in found.panels)
        if row_known or broken or is_number_row(row, vocabulary):
            continue
        if not known and len(row.cells) > 1:
            return False
        if any(matches(vocabulary.remark_rows, cell.text) for cell in row.cells):
            continue
        if any(looks_like_figure(cell.text) for cell in row.cells):
            return False
    return known > 0


def _key_is_known(
    row: BodyRow, group: PanelColumns, reader: CodeReader, vocabulary: Vocabulary
) -> bool:
    panel = group.panel
    if panel is None:
        return False
    if group.label_column is not None:
        text = row.text(group.label_column)
        return is_row_of(panel, text)
    code = reader.read(row, group.code_columns, vocabulary)
    together = code_and_name(code)
    name = row.text(group.name_column) if group.name_column else ""
    return (
        code_block(panel, together[0] if together else code) is not None
        or is_level_part(code, group.code_columns)
        or total_block(panel, code, name) is not None
    )


def _columns_by_box(first: Body, body: Body, found: Fit) -> dict[int, int] | None:
    old, new = _column_edges(first), _column_edges(body)
    if not old or not new:
        return None
    columns: dict[int, int] = {}
    for column, (left, right) in old.items():
        overlaps = {
            candidate: min(right, other_right) - max(left, other_left)
            for candidate, (other_left, other_right) in new.items()
        }
        inside = [
            candidate for candidate, overlap in overlaps.items() if overlap > (right - left) / 2
        ]
        if len(inside) == 1:
            columns[column] = inside[0]
    values = [place.column for group in found.panels for place in group.placed]
    targets = [columns[column] for column in values if column in columns]
    if len(targets) < len(values) or len(set(targets)) < len(targets):
        return None
    return columns


def _column_edges(body: Body) -> dict[int, tuple[float, float]]:
    edges: dict[int, tuple[float, float]] = {}
    for row in body.rows:
        for column in body.columns:
            cell = row.covering(column)
            if cell and cell.box and cell.column == column:
                width = cell.box.x1 - cell.box.x0
                left, right = edges.get(column, (cell.box.x0, cell.box.x1))
                if width <= right - left:
                    edges[column] = (cell.box.x0, cell.box.x1)
    return edges


def _columns_by_count(body: Body, found: Fit) -> dict[int, int] | None:
    """Columns counted from the right; the code columns on the left take up the difference."""
    if len(found.panels) != 1:
        return None
    group = found.panels[0]
    others = [place.column for place in group.placed]
    if group.name_column:
        others.append(group.name_column)
    codes = [column for column in found.columns if column < min(others)]
    kept = found.columns[len(codes) :]
    room = len(body.columns) - len(kept)
    if not set(group.code_columns) <= set(codes) or not room >= 1:
        return None
    columns = dict(zip(kept, body.columns[room:], strict=True))
    columns.update(zip(group.code_columns, body.columns[:room], strict=False))
    return columns

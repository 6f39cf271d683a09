"""Which column of a grid is a key and which holds which measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.catalogue.model import Item, MeasureColumn, Panel, Variant, Vocabulary
from pipelines.tables.headings import Path, measures_of, names_key
from pipelines.tables.model import BodyRow
from pipelines.text.normalising import comparable
from pipelines.text.units import Unit, unit_in_heading


@dataclass(frozen=True)
class PlacedColumn:
    """A column of figures with what its headings say."""

    column: int
    measure: MeasureColumn
    label: str
    unit: Unit | None


@dataclass(frozen=True)
class PanelColumns:
    """The columns of one panel; `panel` is None until its rows tell which panel it is."""

    code_columns: tuple[int, ...] = ()
    name_column: int | None = None
    label_column: int | None = None
    value_columns: tuple[int, ...] = ()
    panel: Panel | None = None
    placed: tuple[PlacedColumn, ...] = ()
    group_column: int | None = None
    ordinal_column: int | None = None

    @property
    def key_columns(self) -> list[int]:
        """The columns that name a row."""
        others = (self.group_column, self.name_column, self.label_column)
        return [*self.code_columns, *(column for column in others if column)]

    def holds_rest_of_name(self, row: BodyRow) -> bool:
        """Whether a row prints nothing but a text where names stand: the rest of a broken name."""
        names = (self.name_column, self.label_column)
        return len(row.cells) == 1 and row.cells[0].column in names

    @property
    def first_column(self) -> int:
        """The leftmost column of the panel."""
        return min(self.key_columns)


@dataclass
class _Group:
    code_columns: list[int] = field(default_factory=list)
    name_column: int | None = None
    label_column: int | None = None
    value_columns: list[int] = field(default_factory=list)

    def finished(self) -> PanelColumns:
        return PanelColumns(
            tuple(self.code_columns),
            self.name_column,
            self.label_column,
            tuple(self.value_columns),
        )


def ordinal_columns(paths: dict[int, Path], vocabulary: Vocabulary) -> set[int]:
    """The columns that number rows (行次, 序号): their integers are never data."""
    patterns = vocabulary.key_headings.ordinal
    return {column for column, path in paths.items() if names_key(patterns, path, vocabulary)}


def coded_panels(paths: dict[int, Path], vocabulary: Vocabulary) -> list[PanelColumns]:
    """Panels that begin with a column of codes, in the order of their columns.

    A code may be split over columns (类, 款, 项); columns without a heading of their own between a
    code column and the name column belong to the code.
    """
    keys = vocabulary.key_headings
    groups: list[_Group] = []
    ordinals = ordinal_columns(paths, vocabulary)
    for column, path in sorted(paths.items()):
        if column in ordinals:
            continue
        group = groups[-1] if groups else None
        if names_key(keys.code, path, vocabulary):
            if group is None or group.name_column is not None or group.value_columns:
                groups.append(_Group())
            groups[-1].code_columns.append(column)
        elif group is None:
            if names_key(keys.name, path, vocabulary):
                groups.append(_Group(name_column=column))
        elif names_key(keys.name, path, vocabulary) and group.name_column is None:
            group.name_column = column
        elif not path and group.name_column is None and not group.value_columns:
            group.code_columns.append(column)
        elif path:
            group.value_columns.append(column)
    return [group.finished() for group in groups if group.code_columns]


def labelled_panels(paths: dict[int, Path], vocabulary: Vocabulary) -> list[PanelColumns]:
    """Panels that begin with a column of row labels, in the order of their columns.

    Columns under one merged heading (收入 over label and amount) are no label columns each.
    """
    groups: list[_Group] = []
    ordinals = ordinal_columns(paths, vocabulary)
    left: Path = ()
    for column, path in sorted(paths.items()):
        merged, left = bool(path) and path == left, path
        if column in ordinals:
            continue
        if not merged and names_key(vocabulary.key_headings.label, path, vocabulary):
            groups.append(_Group(label_column=column))
        elif groups and path:
            groups[-1].value_columns.append(column)
    return [group.finished() for group in groups]


def place_columns(
    group: PanelColumns, panel: Panel, paths: dict[int, Path], vocabulary: Vocabulary
) -> PanelColumns | str:
    """The panel with each of its value columns given a measure, or why that cannot be.

    Columns that match nothing stay out; their figures become unplaced cells.
    """
    placed: list[PlacedColumn] = []
    for column in group.value_columns:
        found, label = measures_of(paths[column], panel.columns, vocabulary)
        if len(found) > 1:
            return f"栏目“{label}”符合不止一项 / heading matches more than one measure"
        if found:
            unit = next((u for text in paths[column] if (u := unit_in_heading(text))), None)
            placed.append(PlacedColumn(column, found[0], label, unit))
    taken = [column.measure for column in placed]
    for measure in panel.columns:
        if taken.count(measure) > 1:
            return f"两栏同为 {measure.measure} / two columns for one measure"
        if measure.required and measure not in taken:
            return f"缺栏目 {measure.measure} / no column for a required measure"
    if not placed:
        return "没有可识别的数据栏 / no column of figures recognised"
    return replace(group, panel=panel, placed=tuple(placed))


def unmapped_columns(
    panels: Sequence[PanelColumns], paths: dict[int, Path], vocabulary: Vocabulary
) -> list[int]:
    """Columns with a heading that no panel uses."""
    used: set[int] = ordinal_columns(paths, vocabulary)
    for group in panels:
        used |= set(group.key_columns) | {column.column for column in group.placed}
    return [column for column, path in paths.items() if path and column not in used]


@dataclass(frozen=True)
class ItemColumn:
    """A column of a form with one row of figures: the item, the leaf heading, and the basis.

    The basis is None where it stands before the rows.
    """

    column: int
    item: Item
    label: str
    leaf_label: str
    basis: str | None


def item_columns(paths: dict[int, Path], variant: Variant) -> list[ItemColumn] | str:
    """The item columns of a form with one row of figures, or why the headings do not fit.

    The item is the lowest heading, the basis the one heading that tells budget from outturn. Two
    columns may bear one name (小计 of all, 小计 of the vehicles) under other headings.
    """
    found: list[ItemColumn] = []
    for column, path in paths.items():
        texts = [comparable(text) for text in path]
        bases = [
            (index, entry.basis)
            for index, text in enumerate(texts)
            for entry in variant.bases
            if entry.heading.fullmatch(text)
        ]
        items = [
            (index, entry)
            for index, text in enumerate(texts)
            for entry in variant.items
            if entry.heading.fullmatch(text)
        ]
        if not items:
            continue
        if len(bases) > 1 or (bases and variant.bases_head == "rows"):
            return f"栏目“{'/'.join(path)}”口径不明 / a heading with an unclear basis"
        if not bases and variant.bases_head == "columns":
            continue
        index, item = max(items, key=lambda pair: pair[0])
        named_below = set(texts[index + 1 :]) - {texts[place] for place, _ in bases}
        if not all(text.isdigit() or _is_unit(text) for text in named_below):
            # a heading that names nothing known: the figures are not those of the one above it
            continue
        leaf = path[max([index, *(place for place, _ in bases)])]
        basis = bases[0][1] if bases else None
        found.append(ItemColumn(column, item, path[index], leaf, basis))
    if len({paths[place.column] for place in found}) < len(found):
        return "两栏同名 / two columns for one item"
    if not any(place.item.role in ("total", "subtotal") for place in found):
        return "缺合计栏 / no total column"
    return found


def _is_unit(text: str) -> bool:
    """Whether a heading says nothing but a unit."""
    return unit_in_heading(f"金额({text.strip('()')})") is not None

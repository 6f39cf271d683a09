"""Places the cells of a recognised table: a reported amount each, or an unplaced cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.catalogue.model import Vocabulary, matches
from pipelines.document import Cell
from pipelines.tables.cells import RowKey, amount_in, quantity_in, with_rest_of_name
from pipelines.tables.columns import PanelColumns, PlacedColumn
from pipelines.tables.fitting import Fit
from pipelines.tables.headings import Path, repeats_heading
from pipelines.tables.keys import CodeReader, code_and_name, code_block, total_block
from pipelines.tables.labelled import match_label, settled_role
from pipelines.tables.model import (
    Body,
    BodyRow,
    PlacedRole,
    ReportedAmount,
    ReportedQuantity,
    UnplacedCell,
)
from pipelines.tables.named import NamedReader, RestOfName, UnknownRow
from pipelines.tables.number_rows import is_number_row, is_remark_row, may_number_columns
from pipelines.text.amounts import holds_figure, looks_like_figure, read_amount
from pipelines.text.labels import row_label
from pipelines.text.normalising import comparable, without_spaces
from pipelines.text.units import Unit


class TablePlacer:
    """Places the bodies of one table in their order; keeps what one row tells about the next."""

    def __init__(
        self, unit: Unit, budget_basis: str, title: str | None, vocabulary: Vocabulary
    ) -> None:
        self.amounts: list[ReportedAmount] = []
        self.quantities: list[ReportedQuantity] = []
        self.unplaced: list[UnplacedCell] = []
        self._unit = unit
        self._budget_basis = budget_basis
        self._title = title
        self._vocabulary = vocabulary
        self._code_readers: dict[int, CodeReader] = {}
        self._sections: dict[int, int] = {}
        self._waiting_for_parts: dict[int, list[int]] = {}
        self._last_of_group: dict[int, list[int]] = {}
        self._consumed: set[Cell] = set()
        self._paths: dict[int, Path] = {}
        self._named: set[tuple[int, int, str]] = set()
        self._named_reader: NamedReader | None = None
        self._row_number = 0
        self._name_starts = (0, 0)

    def place(self, body: Body, found: Fit) -> None:
        """Place one body of the table."""
        self._paths = found.paths
        # cells are compared by value, and two pages may print equal cells
        self._consumed = set()
        self._list_amounts_among_headings(body.rows[: found.first_data_row])
        rows = body.rows[found.first_data_row :]
        heading_columns = {column for column, path in found.paths.items() if path}
        if found.items:
            rows = self._place_item_rows(rows, found)
        position = 0
        while position < len(rows):
            row = rows[position]
            following = rows[position + 1] if position + 1 < len(rows) else None
            if not is_number_row(row, self._vocabulary):
                self._place_row(row, following, found, first=position == 0)
            position += 1
        self._list_rest(rows, found, heading_columns)

    def _list_amounts_among_headings(self, rows: Sequence[BodyRow]) -> None:
        """Headings may number their columns; a figure with decimals is none of them."""
        for row in rows:
            cells = [cell for cell in row.cells if read_amount(cell.text).decimals]
            self._reject(row, cells, "表头里的数 / a figure among the headings")

    def _place_row(
        self, row: BodyRow, following: BodyRow | None, found: Fit, *, first: bool
    ) -> None:
        for index, group in enumerate(found.panels):
            if found.variant.keys == "named":
                self._place_named(row, group)
            elif group.label_column is not None:
                self._place_labelled(row, following, index, group)
            else:
                self._place_coded(row, index, found, first=first)

    # --- rows known by code -------------------------------------------------------------------

    def _place_coded(self, row: BodyRow, index: int, found: Fit, *, first: bool) -> None:
        group = found.panels[index]
        assert group.panel is not None
        reader = self._code_readers.setdefault(index, CodeReader())
        code = reader.read(row, group.code_columns, self._vocabulary)
        name = self._name_of(row, group)
        together = code_and_name(code)
        if together and not name:
            code, name = together
        entry = code_block(group.panel, code)
        if entry is not None:
            self._consume_keys(row, group)
            key = RowKey(entry.block, code, row_label(name), "leaf")
            self._last_of_group[index] = self._emit(row, group.placed, key, first=first)
            return
        total = total_block(group.panel, code, name)
        if total is not None:
            self._consume_keys(row, group)
            self._last_of_group.pop(index, None)
            key = RowKey(total[0], None, total[1], "total")
            if found.variant.panel_may_repeat:
                self._emit_spanning_total(row, index, found, key)
            else:
                self._emit(row, group.placed, key, first=first)
            return
        if not code and name and not self._has_figures(row, group):
            self._consume_keys(row, group)
            self._continue_label(index, name)
        elif not code and not name:
            self._ignore_unlabelled_zeros(row, group)

    def _name_of(self, row: BodyRow, group: PanelColumns) -> str:
        """The name of a coded row; an amount that stands in its place is none."""
        name = row.text(group.name_column) if group.name_column else ""
        if read_amount(name).decimals:
            cells = [cell for cell in row.cells if cell.column == group.name_column]
            self._reject(row, cells, "科目名称处是数 / a figure where a name belongs")
            return ""
        return name

    def _emit_spanning_total(self, row: BodyRow, index: int, found: Fit, key: RowKey) -> None:
        """A total whose label is merged over its panel, and perhaps over the next ones too.

        Its figure is the only text between the label and the next total of the row.
        """
        group = found.panels[index]
        last = row.grid.column_count
        for other in found.panels[index + 1 :]:
            assert other.panel is not None
            texts = [row.text(column) for column in other.key_columns]
            if total_block(other.panel, *texts) is not None:
                last = other.first_column - 1
                break
        placed = group.placed[0]
        keys = set(group.key_columns)
        cells = [
            cell
            for cell in row.cells
            if group.first_column < cell.column <= last
            and cell.column not in keys
            and row_label(cell.text) != key.label
        ]
        if len(cells) > 1:
            self._reject(row, cells, "合计行有不止一个数 / more than one figure for a total")
            return
        columns = [
            place.column
            for other in found.panels[index:]
            for place in other.placed
            if place.column <= last
        ]
        cell = cells[0] if cells else Cell(row.number, columns[-1], "")
        self._emit_cell(row, cell, replace(placed, column=columns[-1]), key)

    def _continue_label(self, index: int, text: str) -> None:
        if comparable(text) and not matches(self._vocabulary.remark_rows, text):
            for position in self._last_of_group.get(index, []):
                amount = self.amounts[position]
                label = amount.row_label + without_spaces(text)
                self.amounts[position] = replace(amount, row_label=label)

    # --- rows known by label ------------------------------------------------------------------

    def _place_labelled(
        self, row: BodyRow, following: BodyRow | None, index: int, group: PanelColumns
    ) -> None:
        assert group.panel is not None and group.label_column is not None
        text = row.text(group.label_column)
        if not comparable(text):
            self._ignore_unlabelled_zeros(row, group)
            return
        section = self._sections.get(index, 0)
        match = match_label(group.panel, text, section)
        if match is None and following is not None and self._only_label(following, group):
            text += following.text(group.label_column)
            match = match_label(group.panel, text, section)
        if isinstance(match, str):
            self._reject(row, self._cells_of(row, group), match)
            return
        if match is None:
            self._waiting_for_parts.pop(index, None)
            return
        named = (index, match.section, comparable(row_label(text)))
        if named in self._named:
            reason = "行名重复，前面有未识别的行 / the label repeats after an unknown row"
            self._reject(row, self._cells_of(row, group), reason)
            return
        self._named.add(named)
        self._sections[index] = match.section
        self._consume_keys(row, group)
        key = RowKey(
            group.panel.sections[match.section].block,
            None,
            row_label(text),
            settled_role(match.row),
            match.row.basis,
        )
        if match.row.part:
            for position in self._waiting_for_parts.pop(index, []):
                self.amounts[position] = replace(self.amounts[position], row_role="subtotal")
        else:
            self._waiting_for_parts.pop(index, None)
        positions = self._emit(row, group.placed, key, first=False)
        if match.row.role == "subtotal_when_split":
            self._waiting_for_parts[index] = positions

    def _ignore_unlabelled_zeros(self, row: BodyRow, group: PanelColumns) -> None:
        """Rule: the rows left free on one side of a form are sometimes filled with zeros."""
        for cell in self._cells_of(row, group):
            if read_amount(cell.text).number == 0:
                self._consumed.add(cell)

    def _only_label(self, row: BodyRow, group: PanelColumns) -> bool:
        columns = {place.column for place in group.placed}
        others = [cell for cell in row.cells if cell.column in columns]
        return bool(row.text(group.label_column or 0)) and not others

    # --- rows known by whatever name they print -----------------------------------------------

    def _place_named(self, row: BodyRow, group: PanelColumns) -> None:
        assert group.panel is not None
        if is_remark_row(row, self._vocabulary):
            return
        if self._named_reader is None:
            self._named_reader = NamedReader(group.panel, self._vocabulary)
        found = self._named_reader.read(row, group)
        if isinstance(found, UnknownRow):
            self._consume_keys(row, group)
            self._reject(row, self._cells_of(row, group), found.reason)
        elif isinstance(found, RestOfName):
            self._consume_keys(row, group)
            with_rest_of_name(self.amounts, self._name_starts[0], found.text)
            with_rest_of_name(self.quantities, self._name_starts[1], found.text)
        elif found is not None:
            self._consume_keys(row, group)
            self._row_number += 1
            key = RowKey(found.block, None, found.label, found.role, "", self._row_number)
            self._name_starts = (len(self.amounts), len(self.quantities))
            self._emit(row, group.placed, key, first=False)

    # --- one row of figures under item headings -----------------------------------------------

    def _place_item_rows(self, rows: Sequence[BodyRow], found: Fit) -> tuple[BodyRow, ...]:
        data = tuple(row for row in rows if not is_number_row(row, self._vocabulary))
        if found.variant.bases_head == "columns":
            if not may_number_columns(data, {place.column for place in found.items}):
                for row in data[:1]:
                    self._place_item_row(row, found, None)
            return data
        for row in data:
            bases = {
                entry.basis
                for cell in row.cells
                for entry in found.variant.bases
                if entry.heading.fullmatch(comparable(cell.text))
            }
            if len(bases) == 1:
                self._place_item_row(row, found, bases.pop())
        return data

    def _place_item_row(self, row: BodyRow, found: Fit, row_basis: str | None) -> None:
        has_parts = any(place.item.part for place in found.items)
        taken = {place.column for place in found.items}
        for place in found.items:
            cell = row.covering(place.column)
            if cell is not None and not self._is_own(row, cell, place.column, taken):
                continue
            role: PlacedRole = "leaf"
            if place.item.role == "subtotal_when_split":
                role = "subtotal" if has_parts else "leaf"
            elif place.item.role in ("total", "subtotal"):
                role = place.item.role
            basis = place.basis or row_basis or ""
            basis = self._budget_basis if basis == "budget_by_note" else basis
            key = RowKey("", None, row_label(place.label), role, basis)
            self._emit_text(row, cell, place.column, key, "amount", place.leaf_label, None)

    # --- cells --------------------------------------------------------------------------------

    def _emit(
        self, row: BodyRow, columns: Sequence[PlacedColumn], key: RowKey, *, first: bool
    ) -> list[int]:
        positions: list[int] = []
        taken = {place.column for place in columns}
        for place in columns:
            cell = row.covering(place.column)
            if cell is not None and not self._is_own(row, cell, place.column, taken):
                continue
            path = self._paths.get(place.column, ())
            if first and cell is not None and repeats_heading(cell.text, path):
                continue
            if place.measure.quantity is not None:
                self._emit_quantity(row, cell, place, key)
            else:
                positions.append(self._emit_cell(row, cell, place, key))
        return positions

    def _is_own(self, row: BodyRow, cell: Cell, column: int, taken: set[int]) -> bool:
        """Whether a cell is that of one row and column alone; a figure over two is refused."""
        if cell.row != row.number or (cell.column != column and cell.column in taken):
            return False
        covered = range(cell.column, cell.column + cell.column_span)
        own = self._paths.get(column, ())
        others = any(self._paths.get(other, own) not in ((), own) for other in covered)
        if others and comparable(cell.text):  # a rule is missing there
            self._reject(row, [cell], "一格跨两栏 / a cell over two columns")
            return False
        return True

    def _emit_cell(self, row: BodyRow, cell: Cell | None, place: PlacedColumn, key: RowKey) -> int:
        block = key.block if place.measure.block is None else place.measure.block
        basis = place.measure.basis or key.basis
        basis = self._budget_basis if basis == "budget_by_note" else basis
        key = replace(key, block=block, basis=basis)
        measure = place.measure.measure
        return self._emit_text(row, cell, place.column, key, measure, place.label, place.unit)

    def _emit_quantity(
        self, row: BodyRow, cell: Cell | None, place: PlacedColumn, key: RowKey
    ) -> None:
        measure = place.measure
        assert measure.quantity is not None
        printed = cell or Cell(row.number, place.column, "")
        self._consumed.add(printed)
        self.quantities.append(
            quantity_in(row, printed, key, measure.measure, place.label, measure.quantity)
        )

    def _emit_text(
        self,
        row: BodyRow,
        cell: Cell | None,
        column: int,
        key: RowKey,
        measure: str,
        measure_label: str,
        unit: Unit | None,
    ) -> int:
        printed = cell or Cell(row.number, column, "")
        self._consumed.add(printed)
        own_unit = unit or self._unit
        self.amounts.append(amount_in(row, printed, key, measure, measure_label, own_unit))
        return len(self.amounts) - 1

    def _cells_of(self, row: BodyRow, group: PanelColumns) -> list[Cell]:
        columns = {place.column for place in group.placed}
        return [cell for cell in row.cells if cell.column in columns]

    def _has_figures(self, row: BodyRow, group: PanelColumns) -> bool:
        return any(looks_like_figure(cell.text) for cell in self._cells_of(row, group))

    def _consume_keys(self, row: BodyRow, group: PanelColumns) -> None:
        """The key cells of a placed row are used up; an amount among them is no key."""
        for column in group.key_columns:
            cell = row.covering(column)
            if cell is not None and not read_amount(cell.text).decimals:
                self._consumed.add(cell)

    def _reject(self, row: BodyRow, cells: Sequence[Cell], reason: str) -> None:
        for cell in cells:
            if looks_like_figure(cell.text) and cell not in self._consumed:
                place = row.address(cell)
                self.unplaced.append(UnplacedCell(place, cell.text, reason, self._title))
            self._consumed.add(cell)

    def _list_rest(self, rows: Sequence[BodyRow], found: Fit, heading_columns: set[int]) -> None:
        """List every figure that no rule took; ordinals and remark rows are rules of their own."""
        ordinal = self._vocabulary.key_headings.ordinal
        for row in rows:
            if is_number_row(row, self._vocabulary) or is_remark_row(row, self._vocabulary):
                continue
            for cell in row.cells:
                path = "/".join(found.paths.get(cell.column, ()))
                if cell in self._consumed or not holds_figure(cell.text):
                    continue
                if path and matches(ordinal, path) and not read_amount(cell.text).decimals:
                    continue
                where = f"栏目“{path}”" if cell.column in heading_columns else "没有栏目的列"
                reason = f"行或栏目不在表式中（{where}）/ row or column is not in the form"
                place = row.address(cell)
                self.unplaced.append(UnplacedCell(place, cell.text, reason, self._title))

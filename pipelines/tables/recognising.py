"""The forms of a report with every figure placed: see walking for the tables, placing for figures.

Here a table gets what stands around it: its unit of amount, what its budget is, that it is empty.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipelines.catalogue.model import Catalogue, matches
from pipelines.document import Document
from pipelines.tables.model import Body, RecognisedTable, Recognition, UnplacedCell
from pipelines.tables.placing import TablePlacer
from pipelines.tables.settling import only_subtotal_as_total, settled
from pipelines.tables.streaming import Line, stream
from pipelines.tables.units import printed_unit, unit_of_the_text_above
from pipelines.tables.walking import OpenTable, Walk
from pipelines.text.amounts import holds_figure
from pipelines.text.normalising import comparable
from pipelines.text.units import Unit


def recognise(document: Document, catalogue: Catalogue) -> Recognition:
    """The forms of a document with every figure placed, and the figures that no form claimed."""
    return recognise_items(list(stream(document, catalogue)), catalogue)


def recognise_items(
    items: Sequence[Line | Body], catalogue: Catalogue, taken: Collection[int] = ()
) -> Recognition:
    """The same for the items of a report's stream, without those that something else has taken.

    `taken` holds indices of `items`. An item taken ends what stands before it: no title reaches
    over it, and after a body no table goes on. The places of tables and their lines in the result
    are indices of `items` too; table numbers count the tables recognised here from 1.
    """
    walk = Walk(catalogue)
    for place, item in enumerate(items):
        if place in taken:
            walk.pass_over(item)
        else:
            walk.take(place, item)
    units = [printed_unit(table, catalogue) for table in walk.tables]
    stated = {
        unit
        for table, unit in zip(walk.tables, units, strict=True)
        if unit is not None and table.form.official
    }
    common = stated.pop() if len(stated) == 1 else None
    tables: list[RecognisedTable] = []
    unplaced = list(walk.unplaced)
    for number, (opened, unit) in enumerate(zip(walk.tables, units, strict=True), start=1):
        table, rest = _placed(opened, number, unit, common, catalogue)
        tables.append(table)
        unplaced += rest
    return Recognition(
        tuple(tables), tuple(unplaced), tuple(walk.other_titles), frozenset(walk.table_lines)
    )


def _placed(
    opened: OpenTable, number: int, printed: Unit | None, common: Unit | None, catalogue: Catalogue
) -> tuple[RecognisedTable, list[UnplacedCell]]:
    basis = _budget_basis(opened)
    unit, remark = _unit(opened, printed, common, catalogue)
    table = RecognisedTable(
        form_code=opened.form.form_code,
        table_no=number,
        title=opened.title,
        layout=opened.segments[0][1].variant.name,
        unit=unit,
        pages=[body.rows[0].page.number for body, _ in opened.segments],
        bodies=tuple(opened.bodies),
        is_official=opened.form.official,
        budget_basis=basis if opened.form.note_bases else None,
        empty_note=_empty_note(opened, catalogue),
        remarks=[remark] if remark else [],
        lines_above=tuple(opened.captions),
        lines_below=tuple(opened.below),
    )
    if unit is None:
        return table, _without_unit(opened)
    placer = TablePlacer(unit, basis, opened.title, catalogue.vocabulary)
    for body, found in opened.segments:
        placer.place(body, found)
    table.amounts, table.quantities = settled(placer.amounts), placer.quantities
    if opened.last_fit.variant.keys == "named":
        table.amounts, table.quantities = only_subtotal_as_total(table.amounts, table.quantities)
    return table, placer.unplaced


def _unit(
    table: OpenTable, printed: Unit | None, common: Unit | None, catalogue: Catalogue
) -> tuple[Unit | None, str | None]:
    """The unit of a table and, where it does not print one, a remark that tells whence it is.

    Official forms of one report share a unit; other tables stand in running text, and only the
    text right above them can tell theirs.
    """
    if printed is not None:
        return printed, None
    if table.form.official:
        remark = "表上没有金额单位，取本报告其他表一致的单位 / unit taken from the other tables"
        return common, remark if common else None
    stated = unit_of_the_text_above(table, catalogue)
    remark = "表上没有金额单位，取上文同一金额的单位 / unit taken from the text right above"
    return stated, remark if stated else None


def _without_unit(table: OpenTable) -> list[UnplacedCell]:
    reason = "没有金额单位 / no unit of amount is printed"
    return [
        UnplacedCell(row.address(cell), cell.text, reason, table.title)
        for body, _ in table.segments
        for row in body.rows
        for cell in row.cells
        if holds_figure(cell.text)
    ]


def _budget_basis(table: OpenTable) -> str:
    """What the notes say 预算数 means; budget_unstated when they say nothing or two things."""
    texts = [comparable(text) for text in [*table.notes, *table.captions]]
    bases = {
        entry.basis
        for entry in table.form.note_bases
        for text in texts
        if entry.pattern.fullmatch(text)
    }
    return bases.pop() if len(bases) == 1 else "budget_unstated"


def _empty_note(table: OpenTable, catalogue: Catalogue) -> str | None:
    vocabulary = catalogue.vocabulary
    for text in table.notes:
        if matches(vocabulary.notes, text) and matches(vocabulary.empty_statements, text):
            return text.strip()
    return None

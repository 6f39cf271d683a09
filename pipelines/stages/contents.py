"""Everything that one report holds, read in one order: evaluations, forms, then the running text.

Evaluations take their part of the stream first, the forms theirs, and the lines that belong to no
table are the narrative; so every figure has one reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipelines.catalogue.loading import load_evaluation_forms, load_narrative_grammar
from pipelines.catalogue.model import Catalogue
from pipelines.document import Document, Grid, TextLine
from pipelines.narrative.disclosing import disclosures
from pipelines.narrative.model import NarrativeReading, PrintedLine
from pipelines.narrative.reading import read_narrative
from pipelines.tables.evaluation.model import Evaluation
from pipelines.tables.evaluation.reading import read_evaluations
from pipelines.tables.model import Body, RecognisedTable, Recognition, UnplacedCell
from pipelines.tables.recognising import recognise_items
from pipelines.tables.streaming import Line, stream
from pipelines.text.normalising import comparable

_SHORTEST_PROSE = 12
_SENTENCE = re.compile(r"[，。；]")


@dataclass(frozen=True)
class Contents:
    """What the tables and the text of one report gave."""

    recognition: Recognition
    evaluations: tuple[Evaluation, ...] = ()
    unplaced_in_evaluations: tuple[UnplacedCell, ...] = ()
    narrative: NarrativeReading = field(default_factory=NarrativeReading)

    @property
    def unplaced_cells(self) -> list[UnplacedCell]:
        """The cells with a figure that no form and no evaluation claimed."""
        own = [cell for evaluation in self.evaluations for cell in evaluation.unplaced]
        return [*self.recognition.unplaced, *self.unplaced_in_evaluations, *own]

    @property
    def unplaced_count(self) -> int:
        """The figures of tables and text that nothing claimed."""
        return len(self.unplaced_cells) + len(self.narrative.unplaced)

    def numbered(self) -> list[tuple[int, RecognisedTable | Evaluation]]:
        """The tables and evaluations with their numbers in reading order from 1."""
        placed: list[tuple[int, RecognisedTable | Evaluation]] = [
            *((table.bodies[0], table) for table in self.recognition.tables),
            *((evaluation.first_item, evaluation) for evaluation in self.evaluations),
        ]
        in_order = sorted(placed, key=lambda entry: entry[0])
        return [(number, table) for number, (_, table) in enumerate(in_order, start=1)]


def read_contents(document: Document, catalogue: Catalogue) -> Contents:
    """The contents of a document that holds one report."""
    items = list(stream(document, catalogue))
    evaluations = read_evaluations(items, catalogue, load_evaluation_forms())
    recognition = recognise_items(items, catalogue, evaluations.taken)
    in_tables = {index for table in recognition.tables for index in table.bodies}
    taken = evaluations.taken | recognition.table_lines | in_tables
    left = {index: item for index, item in enumerate(items) if index not in taken}
    narrative = _narrative(_printed_lines(left), document)
    unplaced = tuple(
        cell for cell in recognition.unplaced if not _is_prose_of(cell, [*left.values()])
    )
    return Contents(
        replace(recognition, unplaced=unplaced),
        evaluations.evaluations,
        evaluations.unplaced,
        narrative,
    )


def _narrative(prose: Sequence[PrintedLine], document: Document) -> NarrativeReading:
    """What the running text says, and what it discloses of what the official template asks."""
    grammar = load_narrative_grammar()
    reading = read_narrative(prose, grammar)
    printed = [
        PrintedLine(text, page.number)
        for page in document.pages
        for block in page.blocks
        for text in ([block.text] if isinstance(block, TextLine) else _texts(block))
    ]
    disclosed = disclosures(prose, printed, grammar)
    return replace(reading, statements=(*reading.statements, *disclosed))


def _texts(grid: Grid) -> list[str]:
    return [cell.text for cell in grid.cells if cell.text.strip()]


def _printed_lines(items: Mapping[int, Line | Body]) -> list[PrintedLine]:
    """The running text: lines, and the sentences that stand in cells of tables of words.

    In: the items that nothing took, by their place among all items. A line behind a table, or
    behind lines of one, does not go on with the text before it.
    """
    lines: list[PrintedLine] = []
    last_line = -1
    for place, item in items.items():
        if isinstance(item, Line):
            behind = place != last_line + 1
            lines.append(PrintedLine(item.text, item.page.number, item.box, begins=behind))
            last_line = place
        else:
            lines += [
                PrintedLine(cell.text.replace("\n", ""), row.page.number, None, stands_alone=True)
                for row in item.rows
                for cell in row.cells
                if _is_prose(cell.text)
            ]
    return lines


def _is_prose(text: str) -> bool:
    return len(comparable(text)) >= _SHORTEST_PROSE and _SENTENCE.search(text) is not None


def _is_prose_of(cell: UnplacedCell, left: Sequence[Line | Body]) -> bool:
    """Whether a cell left over by the tables is read as running text."""
    if not _is_prose(cell.text):
        return False
    return any(
        row.address(other) == cell.address
        for item in left
        if not isinstance(item, Line)
        for row in item.rows
        for other in row.cells
    )

"""The document model: a Document has pages, a page has text lines and grids in reading order.

Merged cells are resolved here and nowhere else: a reader hands over anchors with their spans, and
`Grid.covering` tells which anchor covers a position.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, measured from the top left corner of its page."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class CellAddress:
    """Where a cell is printed. Rows and columns count from 1 in the page's or sheet's own grid;
    they are None for a line of text, which has only its box."""

    page: int | None
    sheet: str | None
    row: int | None
    column: int | None
    box: Box | None


@dataclass(frozen=True, slots=True)
class Cell:
    """The anchor (top left position) of a cell with its text as printed and its spans.

    `stored` is the number that a workbook keeps in the cell where its text shows another: rounded,
    scaled, or as a date.

    Of a cell recognised from a picture `confidence` (0 to 1) is that of its least certain
    character and `alternatives` are other readings of it. `is_doubtful` tells that the readings of
    a figure contradict each other, or that none of them is certain enough to stand for what is
    printed. `chosen_by` names what decided between the readings, where something did.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None
    stored: str | None = None
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()
    is_doubtful: bool = False
    chosen_by: str | None = None


@dataclass(frozen=True)
class Grid:
    """A rectangle of cells on one page or sheet; only anchors are listed."""

    first_row: int
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]

    def __post_init__(self) -> None:
        last_row = self.first_row + self.row_count - 1
        for cell in self.cells:
            inside = (
                self.first_row <= cell.row
                and cell.row + cell.row_span - 1 <= last_row
                and cell.column >= 1
                and cell.column + cell.column_span - 1 <= self.column_count
            )
            if not inside:
                raise ValueError(f"cell {cell.row},{cell.column} lies outside its grid")

    @cached_property
    def _covering(self) -> dict[tuple[int, int], Cell]:
        positions: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    if (row, column) in positions:
                        raise ValueError(f"two cells cover row {row}, column {column}")
                    positions[row, column] = cell
        return positions

    def covering(self, row: int, column: int) -> Cell | None:
        """The anchor that covers a position, None where the grid has no cell."""
        return self._covering.get((row, column))

    @property
    def row_numbers(self) -> range:
        """The row numbers of this grid, counted in its page or sheet."""
        return range(self.first_row, self.first_row + self.row_count)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text outside every grid.

    Of a line recognised from a picture `confidence` is that of its least certain character, and
    `doubtful_figures` are those of its figures that may be others.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None
    doubtful_figures: tuple[str, ...] = ()


Block = TextLine | Grid


@dataclass(frozen=True)
class Page:
    """A printed page (number from 1), a sheet (its name), or the whole of a file without either.

    `is_picture` tells that something is drawn on the page but no text can be read from it;
    `reader` names what read this page where that is not the reader of the document.
    """

    blocks: tuple[Block, ...]
    number: int | None = None
    sheet: str | None = None
    is_picture: bool = False
    reader: str | None = None

    @property
    def grids(self) -> list[Grid]:
        """The grids of this page in reading order."""
        return [block for block in self.blocks if isinstance(block, Grid)]

    @property
    def lines(self) -> list[TextLine]:
        """The text lines of this page in reading order."""
        return [block for block in self.blocks if isinstance(block, TextLine)]

    def address(self, cell: Cell) -> CellAddress:
        """The address of one of this page's cells."""
        return CellAddress(self.number, self.sheet, cell.row, cell.column, cell.box)


@dataclass(frozen=True)
class Document:
    """One file as its reader saw it.

    `remarks` tell people, Chinese / English, what the reader left out or could not make out.
    """

    reader: str
    pages: tuple[Page, ...] = field(default_factory=tuple)
    remarks: tuple[str, ...] = ()

    def reader_of(self, page_number: int | None) -> str:
        """What read the page with this number: some pages of a file may be pictures."""
        own = (page.reader for page in self.pages if page.number == page_number)
        return next((reader for reader in own if reader), self.reader)

    def texts(self) -> Iterator[str]:
        """Every text of the document in reading order, lines and cells alike."""
        for page in self.pages:
            for block in page.blocks:
                if isinstance(block, TextLine):
                    yield block.text
                else:
                    yield from (cell.text for cell in block.cells if cell.text)

    def passages(self) -> Iterator[str]:
        """What may hold whole sentences: the lines between two grids joined, over pages too, and
        each cell with a text by itself."""
        blocks = (block for page in self.pages for block in page.blocks)
        for is_running, together in groupby(blocks, lambda block: isinstance(block, TextLine)):
            if is_running:
                yield "".join(line.text for line in together if isinstance(line, TextLine))
            else:
                grids = (grid for grid in together if isinstance(grid, Grid))
                yield from (cell.text for grid in grids for cell in grid.cells if cell.text)


def grid_of_rows(rows: Sequence[Sequence[str | None]], first_row: int = 1) -> Grid:
    """A grid from rows of texts without known spans; None marks a position without a cell.

    Raises ValueError when there is no row or no column.
    """
    column_count = max((len(row) for row in rows), default=0)
    if column_count == 0:
        raise ValueError("a grid needs at least one row and one column")
    cells = tuple(
        Cell(first_row + row_index, column_index + 1, text)
        for row_index, row in enumerate(rows)
        for column_index, text in enumerate(row)
        if text is not None
    )
    return Grid(first_row, len(rows), column_count, cells)

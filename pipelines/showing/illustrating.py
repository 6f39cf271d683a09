"""Pictures of the figures that something is about: the pages they stand on, or the cells around.

One picture for all figures of a page or sheet. What cannot be drawn has a word instead.
"""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pypdfium2

from pipelines.document import Box, Document
from pipelines.readers.opening import open_document
from pipelines.readers.problems import ReadingProblem
from pipelines.showing.crop import framed, png_of
from pipelines.showing.page_pictures import PagePicture, page_picture
from pipelines.showing.printed_figures import FigureIndex, PrintedFigure
from pipelines.showing.problems import CannotShow
from pipelines.showing.sentence_places import PageText, boxes_of_words, page_text
from pipelines.showing.surroundings import as_html, surroundings_of

_MOST_PAGES = 3
_PAGES_KEPT = 6
_SCREEN_SHARE = 0.75


@dataclass(frozen=True)
class Illustration:
    """A picture of a page (PNG) or a small table of cells (HTML); else why there is none."""

    where: tuple[str, str]
    png: bytes | None = None
    html: str | None = None
    problem: str | None = None

    @property
    def width(self) -> int:
        """The pixels that the picture is wide on a screen: drawn at twice the points."""
        # the width stands in the first chunk (PNG, 11.2.2 IHDR)
        width = int.from_bytes((self.png or bytes(24))[16:20], "big")
        return round(width * _SCREEN_SHARE)

    @property
    def data_address(self) -> str:
        """The picture as it stands in a page of its own."""
        return f"data:image/png;base64,{b64encode(self.png or b'').decode()}"


class Illustrator:
    """Draws figures of files; `path_of` tells where the file of a `source_file` lies."""

    def __init__(self, path_of: Callable[[str], Path]) -> None:
        self._path_of = path_of
        self._page = lru_cache(_PAGES_KEPT)(self._drawn_page)
        self._text = lru_cache(_PAGES_KEPT)(self._page_text)
        self._document = lru_cache(1)(self._opened)

    def illustrations(
        self,
        suspects: Sequence[PrintedFigure],
        others: Sequence[PrintedFigure],
        index: FigureIndex,
    ) -> list[Illustration]:
        """Pictures of the pages or sheets with these figures, those with suspects first."""
        groups: defaultdict[tuple[str, int | None, str | None], list[PrintedFigure]] = defaultdict(
            list
        )
        for figure in [*suspects, *others]:
            groups[figure.source_file, figure.place.page, figure.place.sheet].append(figure)
        drawn = [
            self._illustration(
                [one for one in figures if one in suspects],
                [one for one in figures if one not in suspects],
                index,
            )
            for figures in groups.values()
        ]
        return [one for one in drawn if one is not None][:_MOST_PAGES]

    def boxes_of(self, figure: PrintedFigure) -> list[Box]:
        """Where a figure, or the words of a sentence, stand on their page; none where unknown."""
        if figure.box is not None:
            return [figure.box]
        if figure.sentence is None or figure.place.page is None:
            return []
        text = self._text(figure.source_file, figure.place.page)
        if text is None:
            return []
        return boxes_of_words(text, figure.sentence, figure.char_start, figure.char_end)

    def _illustration(
        self,
        suspects: Sequence[PrintedFigure],
        others: Sequence[PrintedFigure],
        index: FigureIndex,
    ) -> Illustration | None:
        first = [*suspects, *others][0]
        place = first.place
        if place.page is None:
            where = (
                (f"工作表“{place.sheet}”", f"sheet “{place.sheet}”") if place.sheet else ("", "")
            )
            return self._cells(suspects, others, where)
        where = (f"第 {place.page} 页", f"page {place.page}")
        try:
            wrong = [box for one in suspects for box in self.boxes_of(one)]
            right = [box for one in others for box in self.boxes_of(one)]
            if not wrong and not right:
                return None
            reader = next((one.reader for one in [*suspects, *others] if one.reader), None)
            page = self._page(first.source_file, place.page, reader)
            top = min([*suspects, *others], key=lambda one: one.box.y0 if one.box else 1e9)
            heading = index.heading_of(top)
            picture = framed(page, wrong, right, heading)
            return Illustration(where, png=png_of(picture))
        except CannotShow as problem:
            return Illustration(where, problem=str(problem))

    def _cells(
        self,
        suspects: Sequence[PrintedFigure],
        others: Sequence[PrintedFigure],
        where: tuple[str, str],
    ) -> Illustration | None:
        figures = [one for one in [*suspects, *others] if one.place.row and one.place.column]
        if not figures:
            return None
        try:
            document = self._document(figures[0].source_file)
            rest = [one.address for one in figures[1:]]
            found = surroundings_of(document, figures[0].address, rest)
            is_suspect = figures[0] in suspects
            return Illustration(where, html=as_html(found, "suspect" if is_suspect else "figure"))
        except CannotShow as problem:
            return Illustration(where, problem=str(problem))
        except ReadingProblem as problem:
            return Illustration(where, problem=f"{problem.reason}；{problem.advice}")

    def _drawn_page(self, source_file: str, page: int, reader: str | None) -> PagePicture:
        return page_picture(self._path_of(source_file), page, reader=reader)

    def _opened(self, source_file: str) -> Document:
        return open_document(self._path_of(source_file))

    def _page_text(self, source_file: str, page: int) -> PageText | None:
        try:
            file = pypdfium2.PdfDocument(self._path_of(source_file))
        except (pypdfium2.PdfiumError, OSError):
            return None
        try:
            return page_text(file, page) if page <= len(file) else None
        except pypdfium2.PdfiumError:
            return None
        finally:
            file.close()

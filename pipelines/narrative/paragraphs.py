"""Physical lines joined to paragraphs: over line breaks, page breaks, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.catalogue.narrative_model import NarrativeWording
from pipelines.document import Box
from pipelines.narrative.margins import Margins, margins_by_page
from pipelines.narrative.model import PrintedLine
from pipelines.text.normalising import comparable


@dataclass(frozen=True, slots=True)
class Piece:
    """One line's share of a paragraph: where its text begins in the paragraph's."""

    start: int
    page: int | None
    box: Box | None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as printed, its lines joined."""

    text: str
    pieces: tuple[Piece, ...]

    def piece_at(self, index: int) -> Piece:
        """The line that a character of the paragraph stands on."""
        return next(piece for piece in reversed(self.pieces) if piece.start <= index)


def paragraphs(lines: Sequence[PrintedLine], wording: NarrativeWording) -> list[Paragraph]:
    """The paragraphs of lines that are free of page furniture.

    With boxes, a paragraph begins with an indented line, or after a short line that ends a
    sentence or a heading. Without boxes, a line continues the one before unless that one ends a
    sentence or a heading, or this one begins with a numbering.
    """
    margins = margins_by_page(lines)
    printed = [
        replace(line, text=text, begins=line.begins and number == 0)
        for line in lines
        for number, text in enumerate(line.text.split("\n"))
        if comparable(text)
    ]
    groups: list[list[PrintedLine]] = []
    for before, line in pairwise([None, *printed]):
        assert line is not None
        if before is None or _begins(before, line, margins, wording):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [_joined(group) for group in groups]


def _begins(
    before: PrintedLine,
    line: PrintedLine,
    margins: dict[int | None, Margins],
    wording: NarrativeWording,
) -> bool:
    if before.stands_alone or line.stands_alone or line.begins:
        return True
    if before.page is not None and line.page is not None and line.page - before.page > 1:
        return True
    ended = _ends_sentence(before.text, wording)
    heading = _is_heading_like(before.text, wording)
    numbered = _is_numbered(line.text, wording)
    if before.box is None or line.box is None:
        return ended or heading or numbered or _is_heading_like(line.text, wording)
    # half a character of slack: justified lines do not all begin or end on one point
    character = line.box.y1 - line.box.y0
    here, there = margins[line.page], margins[before.page]
    indented = line.box.x0 > here.left + character * 0.8
    full = before.box.x1 > there.right - character * 2.5
    if full and not indented:
        return ended and numbered
    if indented:
        return not full or ended or numbered or heading
    return ended or heading or numbered


def _ends_sentence(text: str, wording: NarrativeWording) -> bool:
    return wording.sentence_end.search(comparable(text)[-2:]) is not None


def _is_numbered(text: str, wording: NarrativeWording) -> bool:
    folded = comparable(text)
    return any(style.pattern.match(folded) for style in wording.numbering)


def _is_heading_like(text: str, wording: NarrativeWording) -> bool:
    folded = comparable(text)
    return wording.heading_like.fullmatch(folded) is not None or any(
        pattern.fullmatch(folded) for pattern in wording.stands_alone
    )


def _joined(lines: Sequence[PrintedLine]) -> Paragraph:
    text = ""
    pieces: list[Piece] = []
    for line in lines:
        printed = line.text.strip()
        # A blank keeps two figures apart; between Chinese characters a line break prints nothing.
        if text and text[-1].isascii() and printed[0].isascii():
            text += " "
        pieces.append(Piece(len(text), line.page, line.box))
        text += printed
    return Paragraph(text, tuple(pieces))

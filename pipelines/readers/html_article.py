"""Which part of a web page is the report: found by structure, never by the words of a publisher.

A published page has menus, a path, dates, counters and links to other reports around the report.
The report is the smallest block with all tables of figures and nearly all amounts of the text,
widened as long as what is added is no bundle of links. What is left out and holds figures of a
table or amounts of money is counted, for it must not vanish unsaid.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.readers.html_flow import Container, Piece
from pipelines.text.amounts import looks_like_figure, read_amount
from pipelines.text.normalising import without_spaces
from pipelines.text.units import stated_unit

_MONEY = re.compile(r"\d\s*(?:万元|亿元|元|万|亿)")
_SENTENCE_END = re.compile(r"[。；！？]")
_DATE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_TIME_OR_COUNT = re.compile(r"\d{1,2}:\d{2}|[:：]\s*\d+\s*次?$|[:：]\s*\d+\s*次?\s")
_COLON = re.compile(r"[:：]")
_FEWEST_LINKS_OF_A_PAGE = 3
_FEWEST_LINKS_OF_A_MENU = 3
_FEWEST_LINKS_OF_A_PATH = 2
_FEWEST_FIGURES_OF_A_TABLE = 2
_DAYS_OF_A_MONTH = range(1, 29)
_LEAST_SHARE_OF_AMOUNTS = 0.9
_LEAST_SHARE_OF_LINKS = 0.6
_SHORTEST_TITLE, _SHORTEST_PROSE = 6, 40
_LINES_BELOW_TITLE = 4
_LARGE = 100


@dataclass(frozen=True)
class Article:
    """The pieces of the report, how many figures stand in what was left out, and its block.

    The block is None where the whole page is the report.
    """

    pieces: list[Piece]
    left_out_figures: int = 0
    block: Container | None = None


def article(pieces: Sequence[Piece], page_titles: Sequence[str]) -> Article:
    """The report among the pieces of a page; all of them where nothing furnishes the page.

    `page_titles` are the titles that the page states of itself in its head.
    """
    furniture = _furniture(pieces)
    if not furniture and sum(piece.links for piece in pieces) < _FEWEST_LINKS_OF_A_PAGE:
        return Article(list(pieces))
    own = [piece for piece in pieces if piece not in furniture]
    core = _core(own)
    outer_block = _widened(core, own, furniture)
    inner, widened = _within(core, own), _within(outer_block, own)
    title = _title(own, widened, page_titles)
    kept = widened - _menus(widened, core) - _about_the_page(own, inner, widened, title)
    kept |= {piece for piece in own if piece not in widened and _is_prose(piece)}
    kept |= {title} if title is not None else set()
    ordered = _without_links_around([piece for piece in own if piece in kept], title)
    left_out = set(pieces) - set(ordered)
    return Article(ordered, sum(map(_figures_lost_with, left_out)), outer_block)


def _furniture(pieces: Sequence[Piece]) -> set[Piece]:
    """The pieces in elements made for what surrounds a text; none where they hold the amounts."""
    found = {piece for piece in pieces if piece.container.is_furniture}
    has_amounts = [piece for piece in pieces if _has_amounts(piece)]
    misused = len(found) == len(pieces) or (has_amounts and found.issuperset(has_amounts))
    return set() if misused else found


def _within(block: Container, pieces: Iterable[Piece]) -> set[Piece]:
    return {piece for piece in pieces if block.holds(piece.container)}


def _core(pieces: Sequence[Piece]) -> Container:
    """The smallest block with all tables of figures and nearly all amounts of the text.

    A page of few figures has a table of one, or none but text.
    """
    figures = {piece: _figures_of(piece) for piece in pieces if piece.table is not None}
    candidates = [piece for piece in pieces if _has_amounts(piece)]
    candidates = candidates or [p for p in figures if any(map(_is_no_day, figures[p]))]
    candidates = candidates or [p for p in figures if figures[p]]
    candidates = candidates or [p for p in pieces if not _is_linked(p)] or list(pieces)
    weights = _summed({piece: _weight(piece) for piece in candidates})
    tables = _summed({piece: int(piece.table is not None) for piece in candidates})
    whole = max(weights.values())
    large = [
        block
        for block, weight in weights.items()
        if weight >= _LEAST_SHARE_OF_AMOUNTS * whole and tables[block] == max(tables.values())
    ]
    core = max(large, key=lambda block: block.depth)
    counts = _summed(dict.fromkeys(pieces, 1))
    while core.parent is not None and counts[core] <= 1:
        core = core.parent
    return core


def _summed(values: Mapping[Piece, int]) -> dict[Container, int]:
    """The sum of the pieces' values in every block around one of them."""
    sums: Counter[Container] = Counter()
    for piece, value in values.items():
        sums[piece.container] += value
    waiting = {block for piece in values for block in _new_ancestors(piece.container, sums)}
    for block in sorted({*sums, *waiting}, key=lambda one: -one.depth):
        if block.parent is not None:
            sums[block.parent] += sums[block]
    return dict(sums)


def _new_ancestors(block: Container, known: Counter[Container]) -> list[Container]:
    found: list[Container] = []
    while block.parent is not None and block.parent not in known:
        block = block.parent
        known[block] += 0
        found.append(block)
    return found


def _widened(core: Container, own: Sequence[Piece], furniture: set[Piece]) -> Container:
    """The core, or the largest block around it that adds no menu and no furniture."""
    menus = _menu_blocks(own, core)
    lines = [piece.container for piece in own if piece.table is None and _is_linked(piece)]
    outside = [piece.container for piece in furniture]
    while core.parent is not None:
        parent = core.parent
        linked = sum(parent.holds(line) and not core.holds(line) for line in lines)
        adds_menu = any(parent.holds(menu) and not core.holds(menu) for menu in menus)
        if linked >= _FEWEST_LINKS_OF_A_MENU or adds_menu or any(map(parent.holds, outside)):
            break
        core = parent
    return core


def _menu_blocks(pieces: Sequence[Piece], core: Container) -> list[Container]:
    """The blocks, none of them around the core, of whose texts links make up most."""
    links = _summed({piece: piece.links for piece in pieces})
    linked = _summed({piece: piece.linked for piece in pieces})
    lengths = _summed({piece: len(piece.text) for piece in pieces})
    return [
        block
        for block in links
        if links[block] >= _FEWEST_LINKS_OF_A_MENU
        and 2 * linked[block] >= lengths[block]
        and not block.holds(core)
    ]


def _menus(pieces: set[Piece], core: Container) -> set[Piece]:
    """The pieces of blocks within and beside the core that are bundles of links."""
    ordered = list(pieces)
    amounts = _summed({piece: int(_has_amounts(piece)) for piece in ordered})
    blocks = {block for block in _menu_blocks(ordered, core) if not amounts[block]}
    outermost = [block for block in blocks if block.parent not in blocks]
    return {piece for block in outermost for piece in _within(block, ordered)}


def _about_the_page(
    pieces: Sequence[Piece], inner: set[Piece], widened: set[Piece], title: Piece | None
) -> set[Piece]:
    """What stands around the report and tells of the page: its path, date, views, source, keys.

    Of the lines in the report's own block only those above its title, or right below it and with
    a time or a count, can be that. A line that states a unit of amount is a caption of a table.
    """
    first_amount = next((i for i, piece in enumerate(pieces) if _has_amounts(piece)), len(pieces))
    below = 0 if title is None else pieces.index(title) + 1
    found: set[Piece] = set()
    for index, piece in enumerate(pieces):
        if piece not in widened or piece is title or _has_amounts(piece):
            continue
        if piece.table is not None:
            is_about = piece not in inner and _is_record(piece)
        elif _SENTENCE_END.search(piece.text) or _states_unit(piece.text):
            continue
        elif piece.links >= _FEWEST_LINKS_OF_A_PATH:
            is_about = piece not in inner or index < below
        else:
            near = below <= index < min(below + _LINES_BELOW_TITLE, first_amount)
            is_about = (piece not in inner and _is_dated(piece.text)) or (
                near and _is_counted(piece.text)
            )
        if is_about:
            found.add(piece)
    return found


def _is_counted(text: str) -> bool:
    return _COLON.search(text) is not None and _TIME_OR_COUNT.search(text) is not None


def _is_dated(text: str) -> bool:
    """Whether a line labels a date, a time or a count."""
    return (_COLON.search(text) is not None and _DATE.search(text) is not None) or _is_counted(text)


def _is_record(piece: Piece) -> bool:
    """Whether a table without amounts lists a page's keys: it holds the date of publishing."""
    texts = piece.cells
    return any(map(_DATE.search, texts)) and not any(map(_states_unit, texts))


def _title(
    pieces: Sequence[Piece], widened: set[Piece], page_titles: Sequence[str]
) -> Piece | None:
    """The line that prints the page's own title, wherever it stands; else a heading above."""
    stated = [without_spaces(title) for title in page_titles]
    lines = [p for p in pieces if p.table is None and not _is_linked(p)]
    named = [
        piece
        for piece in lines
        if len(text := without_spaces(piece.text)) >= _SHORTEST_TITLE
        and any(text in title for title in stated)
    ]
    if named:
        return max(named, key=lambda piece: (len(piece.text), piece in widened))
    if any(piece.is_heading for piece in widened):
        return None
    first = next((index for index, piece in enumerate(pieces) if piece in widened), 0)
    above = [p for p in pieces[:first] if p.is_heading and p in lines]
    return above[-1] if above else None


def _without_links_around(pieces: list[Piece], title: Piece | None) -> list[Piece]:
    """The pieces without lines of links before the first and behind the last amounts."""
    places = [index for index, piece in enumerate(pieces) if _has_amounts(piece)]
    first, last = (places[0], places[-1]) if places else (len(pieces), len(pieces))
    return [
        piece
        for index, piece in enumerate(pieces)
        if piece is title or first < index < last or not _is_linked(piece)
    ]


def _is_linked(piece: Piece) -> bool:
    if piece.table is not None:
        return False
    return piece.linked >= _LEAST_SHARE_OF_LINKS * len(piece.text)


def _has_amounts(piece: Piece) -> bool:
    """Whether a piece has amounts of a report.

    A table has them with several figures, one of them no small integer (a calendar has only
    those); a line with money that is no link.
    """
    if piece.table is None:
        return not _is_linked(piece) and _MONEY.search(piece.text) is not None
    figures = _figures_of(piece)
    return len(figures) >= _FEWEST_FIGURES_OF_A_TABLE and any(map(_is_no_day, figures))


def _is_no_day(text: str) -> bool:
    amount = read_amount(text)
    return amount.number is None or bool(amount.decimals) or abs(amount.number) >= _LARGE


def _figures_of(piece: Piece) -> list[str]:
    return [text for text in piece.cells if looks_like_figure(text)]


def _weight(piece: Piece) -> int:
    if piece.table is None:
        return len(piece.text)
    return sum(map(len, piece.cells)) + 10 * len(_figures_of(piece))


def _is_prose(piece: Piece) -> bool:
    return (
        piece.table is None
        and len(piece.text) >= _SHORTEST_PROSE
        and piece.text.rstrip("”’」）)").endswith("。")
        and not _is_linked(piece)
    )


def _states_unit(text: str) -> bool:
    try:
        return stated_unit(text) is not None
    except ValueError:
        return True


def _figures_lost_with(piece: Piece) -> int:
    """The figures that leaving a piece out costs: of a table, or amounts of money in a line."""
    if piece.table is None:
        money = re.findall(r"\d\s*(?:万元|亿元|元)", piece.text)
        return 0 if _is_linked(piece) else len(money)
    figures = _figures_of(piece)
    numbers = {number for text in figures if (number := read_amount(text).number) is not None}
    if numbers.issuperset(_DAYS_OF_A_MONTH):
        return 0
    return len(figures) if len(figures) > 1 or any(map(_is_no_day, figures)) else 0

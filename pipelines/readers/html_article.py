"""Which part of a web page is the report: found by structure, never by the words of a publisher.

A published page has menus, a path, dates, counters and links to other reports around the report.
The report is the smallest block with all tables of figures and nearly all amounts of the text,
widened as long as what is added is no bundle of links. What is left out and holds figures of a
table or amounts of money is counted, for it must not vanish unsaid.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.readers.html_elements import figures_within, table_rows, tag_of
from pipelines.readers.html_flow import Container, Piece
from pipelines.text.amounts import looks_like_figure, read_amount
from pipelines.text.normalising import without_spaces
from pipelines.text.units import stated_unit

_FURNITURE_TAGS = frozenset(("nav", "footer", "aside"))
_FURNITURE_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar")
)
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
    found = {piece for piece in pieces if _is_furniture(piece)}
    has_amounts = [piece for piece in pieces if _has_amounts(piece)]
    misused = len(found) == len(pieces) or (has_amounts and found.issuperset(has_amounts))
    return set() if misused else found


def _within(block: Container, pieces: Iterable[Piece]) -> set[Piece]:
    return {piece for piece in pieces if block in piece.container.chain()}


def _core(pieces: Sequence[Piece]) -> Container:
    """The smallest block with all tables of figures and nearly all amounts of the text.

    A page of few figures has a table of one, or none but text.
    """
    figures = {p: _figures_of(p) for p in pieces if p.table is not None}
    candidates = [piece for piece in pieces if _has_amounts(piece)]
    candidates = candidates or [p for p in figures if any(map(_is_no_day, figures[p]))]
    candidates = candidates or [p for p in figures if figures[p]]
    candidates = candidates or [p for p in pieces if not _is_linked(p)] or list(pieces)
    weights = {piece: _weight(piece) for piece in candidates}
    tables = [piece for piece in candidates if piece.table is not None]
    held: Counter[Container] = Counter()
    held_tables: Counter[Container] = Counter()
    for piece, weight in weights.items():
        for container in piece.container.chain():
            held[container] += weight
            held_tables[container] += piece.table is not None
    least = _LEAST_SHARE_OF_AMOUNTS * sum(weights.values())
    large = [c for c in held if held[c] >= least and held_tables[c] == len(tables)]
    core = max(large, key=lambda container: len(container.chain()))
    while core.parent is not None and len(_within(core, pieces)) <= 1:
        core = core.parent
    return core


def _widened(core: Container, own: Sequence[Piece], furniture: set[Piece]) -> Container:
    """The core, or the largest block around it that adds no menu and no furniture."""
    inside = _within(core, own)
    while core.parent is not None:
        around = [piece for piece in own if piece not in inside]
        around = [piece for piece in around if core.parent in piece.container.chain()]
        if _holds_menu(around, core.parent) or _within(core.parent, furniture):
            break
        core = core.parent
        inside.update(around)
    return core


def _holds_menu(pieces: Sequence[Piece], root: Container) -> bool:
    """Whether pieces hold a bundle of links, or as many lines that are links."""
    linked = sum(piece.table is None and _is_linked(piece) for piece in pieces)
    around = set(root.chain())
    blocks = (found for block, found in _by_block(pieces).items() if block not in around)
    return linked >= _FEWEST_LINKS_OF_A_MENU or any(map(_is_menu, blocks))


def _by_block(pieces: Iterable[Piece]) -> dict[Container, list[Piece]]:
    """The pieces of every block that holds some."""
    by_block: dict[Container, list[Piece]] = {}
    for piece in pieces:
        for container in piece.container.chain():
            by_block.setdefault(container, []).append(piece)
    return by_block


def _is_menu(pieces: Sequence[Piece]) -> bool:
    """Whether links make up most of some pieces."""
    links = sum(piece.links for piece in pieces)
    linked = sum(piece.linked for piece in pieces)
    length = sum(len(piece.text) for piece in pieces)
    return links >= _FEWEST_LINKS_OF_A_MENU and 2 * linked >= length


def _menus(pieces: set[Piece], core: Container) -> set[Piece]:
    """The pieces of blocks within and beside the core that are bundles of links."""
    around = set(core.chain())
    found: set[Piece] = set()
    for container, block in _by_block(pieces).items():
        if container in around or not _is_menu(block):
            continue
        if not any(_has_amounts(piece) for piece in block):
            found.update(block)
    return found


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
    texts = _cell_texts(piece)
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


def _is_furniture(piece: Piece) -> bool:
    """Whether a piece stands in an element that is made for what surrounds a text."""
    chain = [container.element for container in piece.container.chain()]
    for index, element in enumerate(chain):
        tag = tag_of(element)
        if tag in _FURNITURE_TAGS or (element.get("role") or "").lower() in _FURNITURE_ROLES:
            return True
        within_text = any(tag_of(outer) in ("article", "main") for outer in chain[index:])
        if tag == "header" and not within_text:
            return True
    return False


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
    return [text for text in _cell_texts(piece) if looks_like_figure(text)]


def _cell_texts(piece: Piece) -> list[str]:
    return [
        " ".join("".join(cell.itertext()).split())
        for row in table_rows(piece.table)
        for cell in row.cells
    ]


def _weight(piece: Piece) -> int:
    if piece.table is None:
        return len(piece.text)
    return sum(map(len, _cell_texts(piece))) + 10 * figures_within(piece.table)


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

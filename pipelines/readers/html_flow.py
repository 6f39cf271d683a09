"""The printed lines, tables and pictures of a web page in reading order.

The tree is walked without recursion: pages with a thousand unclosed elements exist. Which part of
a page is the report is decided in html_article; the cells of a table in html_tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from pipelines.readers.html_elements import (
    BLOCKS,
    HEADINGS,
    figures_within,
    is_hidden,
    is_printed,
    table_shape,
    tag_of,
    visibility,
)
from pipelines.readers.html_lists import ListNumbers
from pipelines.readers.printed_marks import lowered, raised, struck, without_note_marks

_SPACE = re.compile(r"[ \t\n\r\f]+")
_KEPT_SPACE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_STRUCK_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.I)
_STYLED_TEXT = re.compile(r"white-space|text-decoration", re.I)
_LONGEST_LINK_TEXT = 120
_SMALLEST_PICTURE = 200
_FRAMES = frozenset(("iframe", "frame", "object", "embed"))


_FURNITURE_TAGS = frozenset(("nav", "footer", "aside"))
_FURNITURE_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar")
)


class Container:
    """A block element that others stand in; the root has no parent.

    Containers are numbered as they begin; `last` is the number of the last one inside.
    `is_furniture` tells that it or one around it is made for what surrounds a text.
    """

    def __init__(self, element: Any, parent: Container | None, number: int) -> None:
        self.element = element
        self.parent = parent
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.number = self.last = number
        tag = tag_of(element)
        self._is_in_text: bool = tag in ("article", "main") or (
            parent is not None and parent._is_in_text
        )
        self.is_furniture: bool = (
            tag in _FURNITURE_TAGS
            or (element.get("role") or "").lower() in _FURNITURE_ROLES
            or (tag == "header" and not self._is_in_text)
            or (parent is not None and parent.is_furniture)
        )

    def holds(self, other: Container) -> bool:
        """Whether another container is this one or stands inside it."""
        return self.number <= other.number <= self.last


@dataclass(frozen=True, eq=False)
class Piece:
    """A printed line, or a table of data, with the block it stands in.

    `linked` counts the characters of a line that lead to other pages, `links` the links; `cells`
    are the texts of a table's cells.
    """

    container: Container
    text: str = ""
    linked: int = 0
    links: int = 0
    is_heading: bool = False
    table: Any = None
    cells: tuple[str, ...] = ()
    preformatted: str | None = None


@dataclass
class Flow:
    """What an element prints: its pieces, and how much of it is no text.

    `pictures` are the blocks of pictures that are no icons, `frames` counts other documents shown
    inside this one, `hidden_figures` the figures in cells of what is not shown.
    """

    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Container] = field(default_factory=list)
    frames: int = 0
    hidden_figures: int = 0


@dataclass(frozen=True)
class _State:
    """How text is printed where the walk stands."""

    container: Container
    is_heading: bool = False
    in_link: bool = False
    keeps_space: bool = False
    is_struck: bool = False
    place: str = ""
    is_visible: bool = True


def flow(root: Any) -> Flow:
    """What an element prints, in reading order; cells of layout tables are blocks like others."""
    return _Walk(root).walked()


def simple_text(element: Any) -> str | None:
    """The text of an element without any other in it; None where it holds some.

    Most cells of large tables are so, and no walk is needed for them.
    """
    if len(element):
        return None
    style = element.get("style")
    if style and (visibility(element) is False or _STYLED_TEXT.search(style)):
        return None
    return _one_line(_SPACE.sub(" ", element.text or ""))


def _one_line(text: str) -> str:
    text = re.sub(" {2,}", " ", text.replace("\xa0", " ")).strip()
    return without_note_marks(text) if text else text


class _Walk:
    """One walk over the tree, with the state of every open element."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._flow = Flow()
        self._containers = 0
        self._states = [_State(Container(root, None, 0))]
        self._words: list[tuple[str, bool]] = []
        self._links = 0
        self._numbers = ListNumbers()
        self._number = ""

    def walked(self) -> Flow:
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if not self._enter(element):
                    walk.skip_subtree()
            else:
                self._leave(element)
        self._flush()
        return self._flow

    def _enter(self, element: Any) -> bool:
        """Takes the beginning of an element; whether its inside is to be walked."""
        tag, outer = tag_of(element), self._states[-1]
        if tag in BLOCKS:
            self._flush()
        self._states.append(self._inner_state(element, tag, outer))
        self._count(element, tag)
        if element is not self._root and not is_printed(element):
            self._flow.hidden_figures += figures_within(element)
            return False
        if tag == "table" and element is not self._root:
            shape = table_shape(element)
            if not shape.is_layout:
                piece = Piece(outer.container, table=element, cells=shape.texts)
                self._flow.pieces.append(piece)
                return False
        if tag in ("pre", "listing", "plaintext", "xmp"):
            self._preformatted(element)
            return False
        if tag == "br":
            self._words.append(("\n", False))
        elif tag in ("input", "select"):
            self._words.append(_shown_control(element, tag))
            return False
        elif tag == "li":
            self._number = self._numbers.before(element)
        self._links += self._states[-1].in_link and not outer.in_link
        self._add(element.text, self._states[-1])
        return True

    def _inner_state(self, element: Any, tag: str, outer: _State) -> _State:
        state = outer
        if tag in BLOCKS and element is not outer.container.element:
            self._containers += 1
            container = Container(element, outer.container, self._containers)
            is_heading = outer.is_heading or tag in HEADINGS
            state = replace(state, container=container, is_heading=is_heading)
        return _styled(state, element, tag, outer)

    def _leave(self, element: Any) -> None:
        if tag_of(element) in BLOCKS:
            self._flush()
            self._states[-1].container.last = self._containers
        self._states.pop()
        if element is not self._root:
            self._add(element.tail, self._states[-1])

    def _count(self, element: Any, tag: str) -> None:
        if is_hidden(element):
            return
        if tag in _FRAMES:
            source = element.get("src") or element.get("data") or ""
            self._flow.frames += bool(source) and not source.startswith(("about:", "javascript:"))
        elif tag == "img" and _is_large(element):
            self._flow.pictures.append(self._states[-1].container)

    def _add(self, text: str | None, state: _State) -> None:
        if not text or not state.is_visible:
            return
        if not state.keeps_space:
            text = _SPACE.sub(" ", text)
        if state.place:
            text = raised(text) if state.place == "raised" else lowered(text)
        self._words.append((struck(text) if state.is_struck else text, state.in_link))

    def _preformatted(self, element: Any) -> None:
        text = "".join(_preformatted_texts(element))
        if text.strip():
            self._flow.pieces.append(Piece(self._states[-1].container, text, preformatted=text))

    def _flush(self) -> None:
        """Ends the line: what was collected becomes pieces, one a printed line."""
        words, self._words = self._words, []
        if any(text.strip() for text, _ in words):
            words.insert(0, (self._number, False))
            self._number = ""
        links, self._links = self._links, 0
        state = self._states[-1]
        line: list[tuple[str, bool]] = []
        for text, linked in [*words, ("\n", False)]:
            first, *others = text.split("\n")
            line.append((first, linked))
            for other in others:
                self._end_line(line, links, state)
                line = [(other, linked)]

    def _end_line(self, line: list[tuple[str, bool]], links: int, state: _State) -> None:
        text = _one_line("".join(part for part, _ in line))
        if text:
            linked = sum(len(part.strip()) for part, is_link in line if is_link)
            self._flow.pieces.append(
                Piece(
                    state.container,
                    text,
                    linked,
                    links if linked else 0,
                    state.is_heading,
                )
            )


def _styled(state: _State, element: Any, tag: str, outer: _State) -> _State:
    """The state inside an element, by what it is and how it is styled."""
    if tag == "a" and not outer.in_link:
        state = replace(state, in_link=_leads_away(element))
    elif tag in ("sup", "sub"):
        state = replace(state, place="raised" if tag == "sup" else "lowered")
    elif tag in ("s", "strike", "del"):
        state = replace(state, is_struck=True)
    style = element.get("style")
    if style:
        visible = visibility(element)
        state = replace(
            state,
            keeps_space=state.keeps_space or _KEPT_SPACE.search(style) is not None,
            is_struck=state.is_struck or _STRUCK_STYLE.search(style) is not None,
            is_visible=state.is_visible if visible is None else visible,
        )
    return state


def _leads_away(anchor: Any) -> bool:
    """Whether an anchor is a link to elsewhere; one that was never closed holds half the page."""
    target = anchor.get("href")
    if target is None or target.startswith("#"):
        return False
    if next(anchor.iter("p", "table", "div", "h1", "h2", "h3"), None) is not None:
        return False
    return len("".join(anchor.itertext())) <= _LONGEST_LINK_TEXT


def _is_large(picture: Any) -> bool:
    sizes = [picture.get(name) for name in ("width", "height")]
    digits = [re.match(r"\s*(\d+)(?!\s*%)", size) for size in sizes if size]
    return all(int(match[1]) >= _SMALLEST_PICTURE for match in digits if match)


def _shown_control(element: Any, tag: str) -> tuple[str, bool]:
    """What a control shows: ☑ or ☐, the text typed in, the option chosen (a way to elsewhere)."""
    if tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        shown = (chosen or options)[:1]
        return (" ".join("".join(shown[0].itertext()).split()) if shown else "", True)
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return ("☐" if element.get("checked") is None else "☑", False)
    if kind in ("button", "submit", "reset", "image", "file", "password", "color", "range"):
        return ("", False)
    return (element.get("value") or "", False)


def _preformatted_texts(element: Any) -> list[str]:
    """The texts under a preformatted element, its line breaks kept."""
    texts: list[str] = []
    hidden = 0
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            hidden += bool(hidden) or (part is not element and not is_printed(part))
            breaks = tag_of(part) == "br" or (part is not element and tag_of(part) in BLOCKS)
            texts += ["\n"] if breaks else []
            texts += [part.text or ""] if not hidden else []
        else:
            hidden -= bool(hidden)
            if part is not element and not hidden:
                texts.append(part.tail or "")
    return texts

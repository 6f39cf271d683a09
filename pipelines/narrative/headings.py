"""Which section of the narrative a paragraph stands in, by its headings and numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.catalogue.narrative_model import NarrativeGrammar, NarrativeSection
from pipelines.narrative.comparing import ComparableText
from pipelines.narrative.figures import figures

_CLOSING = "。:;.,、*#"
_UNKNOWN = NarrativeSection(section="other", level=2, headings=())
_BEFORE_ALL = NarrativeSection(section="opening", level=0, headings=())
_SECTION_LEVEL = 2
_TYPED_LEVELS = (2, 3)
_ITEM_LEVEL = 4


@dataclass(frozen=True)
class Place:
    """Where a paragraph stands: its section, the heading as printed, and its item number.

    `is_declared` tells that the paragraph itself is, or begins with, a heading of the catalogue.
    """

    section: NarrativeSection
    label: str
    item_no: str | None
    is_heading: bool
    begins_item: bool
    is_declared: bool


@dataclass
class _Open:
    level: int
    section: NarrativeSection
    label: str


@dataclass
class Headings:
    """Follows the headings of a report from paragraph to paragraph."""

    grammar: NarrativeGrammar
    _stack: list[_Open] = field(default_factory=list)
    _item_no: str | None = None

    def place(self, text: ComparableText) -> Place:
        """The place of the next paragraph; a heading is a place of its own."""
        style_level, number_end = self._numbering(text.text)
        body = text.text[number_end:].rstrip(_CLOSING)
        first, _, rest = re.split(r"([。:]|\Z)", text.text[number_end:], maxsplit=1)
        section = self._declared(body, style_level)
        explains = self._within_ignored() or self.grammar.wording.explains.fullmatch(rest)
        inline = None if section or explains else self._declared(first, style_level)
        found = section or inline
        declared = found is not None
        if found is not None:
            label = self._label(text, number_end, body if section else first)
            # 1、 may be a converter's rendering of a list; 一、 and （一） are what was typed
            typed = style_level if style_level in _TYPED_LEVELS else None
            self._enter(max(typed or 0, found.level), found, label)
        elif style_level is not None and style_level < _ITEM_LEVEL:
            heading = self.grammar.wording.heading_like.fullmatch(text.text.rstrip(_CLOSING))
            if heading and not self._within_ignored() and not self._prints_figures(text):
                section = found = self._parent(style_level)
                self._enter(style_level, section, text.printed.strip())
        elif self._within_ignored() and self._holds_figures_of_the_report(text):
            self._enter(_UNKNOWN.level - 1, _UNKNOWN, "")
        begins_item = style_level is not None and found is None
        if begins_item:
            self._item_no = text.text[:number_end].strip("()、.:, ")
        current = self._stack[-1] if self._stack else _Open(0, _BEFORE_ALL, "")
        return Place(
            current.section,
            current.label,
            self._item_no,
            is_heading=section is not None,
            begins_item=begins_item,
            is_declared=declared,
        )

    def _numbering(self, text: str) -> tuple[int | None, int]:
        for style in self.grammar.wording.numbering:
            match = style.pattern.match(text)
            if match:
                return style.level, match.end()
        return None, 0

    def _declared(self, body: str, style_level: int | None) -> NarrativeSection | None:
        """The one section whose heading this is; None when none or several would have it.

        Of several, the one meant for the depth of the numbering. Where a list number stands
        before it, a heading of general words opens nothing within the sections it names.
        """
        found = [
            section
            for section in self.grammar.sections
            if any(pattern.fullmatch(body) for pattern in section.headings)
            and not (style_level == _ITEM_LEVEL and self._stands_within(section.never_within))
        ]
        if len({section.section for section in found}) > 1:
            found = [section for section in found if section.level == style_level]
        return found[0] if len({section.section for section in found}) == 1 else None

    def _stands_within(self, names: tuple[str, ...]) -> bool:
        return any(entry.section.section in names for entry in self._stack)

    def _label(self, text: ComparableText, start: int, body: str) -> str:
        return text.printed_text(start, start + len(body)).strip()

    def _enter(self, level: int, section: NarrativeSection, label: str) -> None:
        while self._stack and self._stack[-1].level >= level:
            self._stack.pop()
        self._stack.append(_Open(level, section, label))
        self._item_no = None

    def _parent(self, level: int) -> NarrativeSection:
        """An undeclared heading keeps the section it stands in, with its own label."""
        outer = [entry.section for entry in self._stack if entry.level < level]
        if not outer:
            return _UNKNOWN
        # what a section of its own counts is not known; within a section it is the section's
        return outer[-1].model_copy(update={"counts": outer[-1].counts and level > _SECTION_LEVEL})

    def _holds_figures_of_the_report(self, text: ComparableText) -> bool:
        """Whether a paragraph prints money or percentages and explains no term: a glossary that
        stands before the notes must not swallow them."""
        if self.grammar.wording.explanation.fullmatch(text.text):
            return False
        return self._prints_figures(text)

    def _prints_figures(self, text: ComparableText) -> bool:
        found = figures(text, self.grammar.wording)
        return any(figure.unit_class in ("money", "percent") for figure in found)

    def _within_ignored(self) -> bool:
        return bool(self._stack) and self._stack[-1].section.ignored

"""The printed text of a Word paragraph: runs, fields, symbols, marks, controls.

Left out is what Word does not print in the text itself: tracked deletions, hidden text, the
instructions of fields, page numbers of tables of contents, marks of notes and comments.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipelines.readers.docx_numbering import Numbering
from pipelines.readers.docx_package import (
    DELETED,
    TRANSPARENT,
    alternative,
    attribute,
    child_of,
    is_on,
    name_of,
    number,
)
from pipelines.readers.docx_styles import Styles
from pipelines.readers.docx_symbols import symbol
from pipelines.readers.printed_marks import lowered, raised, struck, without_note_marks

_PAGE_FIELDS = frozenset(("PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES", "SECTION"))
_BLANKS = {
    "w:tab": " ",
    "w:ptab": " ",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
}


@dataclass
class _Field:
    """A field that has begun: its instruction so far, and whether its result has."""

    instruction: str = ""
    in_result: bool = False

    @property
    def prints(self) -> bool:
        """Whether the text here is printed and is text of the report."""
        words = self.instruction.split()
        return self.in_result and not (words and words[0].upper() in _PAGE_FIELDS)


@dataclass
class TextReader:
    """Reads paragraphs one after the other; fields may reach over several of them.

    `boxes` collects the contents of text boxes until they are taken, `notes` the notes referred
    to as (kind, id); `pictures` and `objects` count what is drawn and cannot be read here.
    """

    styles: Styles
    numbering: Numbering
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0
    objects: int = 0
    has_words: bool = False
    _fields: list[_Field] = field(default_factory=list)

    def paragraph(self, element: Any) -> str:
        """The text of a paragraph with its automatic number; line breaks as \\n.

        The number alone where the paragraph has no text, as in a column of ordinals.
        """
        mark = self.numbering.before(element)
        style = attribute(child_of(element, "w:pPr", "w:pStyle"))
        parts: list[str] = []
        self._inline(element, parts, hidden=self.styles.hides(style))
        self.has_words = bool("".join(parts).strip())
        if not self.has_words and is_on(child_of(element, "w:pPr", "w:rPr"), "w:vanish"):
            return ""
        return _with_number(mark, without_note_marks("".join(parts)))

    def take_boxes(self) -> list[Any]:
        """The text boxes met since the last call, in order."""
        boxes, self.boxes = self.boxes, []
        return boxes

    def _inline(self, element: Any, parts: list[str], *, hidden: bool) -> None:
        for child in element:
            name = name_of(child)
            if name == "w:r":
                self._run(child, parts, hidden=hidden)
            elif name == "w:sdt":
                self._control(child, parts, hidden=hidden)
            elif name in TRANSPARENT or name in ("w:dir", "w:bdo"):
                self._inline(child, parts, hidden=hidden)
            elif name == "w:fldSimple":
                self._fields.append(_Field(attribute(child, "instr") or "", in_result=True))
                self._inline(child, parts, hidden=hidden)
                self._fields.pop()
            elif name == "mc:AlternateContent":
                for part in alternative(child):
                    self._inline([part], parts, hidden=hidden)
            elif name in ("m:oMath", "m:oMathPara"):
                parts += [node.text or "" for node in child.iter() if name_of(node) == "m:t"]

    def _control(self, element: Any, parts: list[str], *, hidden: bool) -> None:
        box = child_of(element, "w:sdtPr", "w14:checkbox")
        if box is not None:
            parts.append("☑" if is_on(box, "w14:checked") else "☐")
            return
        self._inline(element, parts, hidden=hidden)

    def _run(self, run: Any, parts: list[str], *, hidden: bool) -> None:
        properties = child_of(run, "w:rPr")
        if properties is not None and child_of(properties, "w:vanish") is not None:
            hidden = is_on(properties, "w:vanish")
        elif self.styles.hides(attribute(child_of(properties, "w:rStyle"))):
            hidden = True
        words: list[str] = []
        self._contents(run, words, hidden=hidden)
        parts.append(_marked("".join(words), properties))

    def _contents(self, run: Any, words: list[str], *, hidden: bool) -> None:
        for child in run:
            name = name_of(child)
            if name in DELETED:
                continue
            if name == "w:fldChar":
                self._field_mark(child, words, hidden=hidden)
            elif name == "w:instrText":
                if self._fields:
                    self._fields[-1].instruction += child.text or ""
            elif name == "mc:AlternateContent":
                self._contents(alternative(child), words, hidden=hidden)
            elif hidden or not all(one.prints for one in self._fields):
                continue
            else:
                self._content(child, name, words)

    def _content(self, child: Any, name: str, words: list[str]) -> None:
        if name == "w:t":
            words.append(child.text or "")
        elif name in _BLANKS:
            words.append(_BLANKS[name])
        elif name == "w:sym":
            words.append(symbol(attribute(child, "font") or "", attribute(child, "char") or ""))
        elif name in ("w:footnoteReference", "w:endnoteReference"):
            kind = name.removeprefix("w:").removesuffix("Reference")
            self.notes.append((kind, attribute(child, "id") or ""))
        elif name == "w:ruby":
            base = child_of(child, "w:rubyBase")
            if base is not None:
                self._inline(base, words, hidden=False)
        elif name in ("w:drawing", "w:pict", "w:object"):
            self._drawn(child)

    def _drawn(self, element: Any) -> None:
        """What is drawn in a run: text boxes are kept for later, pictures counted."""
        waiting = [element]
        while waiting:
            part = waiting.pop(0)
            name = name_of(part)
            if name == "w:txbxContent":
                self.boxes.append(part)
                continue
            self.pictures += name in ("blip", "v:imagedata")
            self.objects += name == "o:OLEObject"
            inner = alternative(part) if name == "mc:AlternateContent" else list(part)
            waiting = [*inner, *waiting]

    def _field_mark(self, mark: Any, words: list[str], *, hidden: bool) -> None:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            if not hidden and all(one.prints for one in self._fields):
                words.append(_form_control(child_of(mark, "w:ffData")))
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _form_control(data: Any) -> str:
    """What a control of an old form shows: ☑ or ☐, or the entry chosen from a list."""
    box = child_of(data, "w:checkBox")
    if box is not None:
        name = "w:checked" if child_of(box, "w:checked") is not None else "w:default"
        return "☑" if is_on(box, name) else "☐"
    listing = child_of(data, "w:ddList")
    if listing is None:
        return ""
    entries = [attribute(one) or "" for one in listing if name_of(one) == "w:listEntry"]
    chosen = number(child_of(listing, "w:result"), number(child_of(listing, "w:default"), 0))
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def _marked(text: str, properties: Any) -> str:
    if properties is None or not text:
        return text
    place = attribute(child_of(properties, "w:vertAlign"))
    if place in ("superscript", "subscript"):
        text = raised(text) if place == "superscript" else lowered(text)
    if is_on(properties, "w:strike") or is_on(properties, "w:dstrike"):
        text = struck(text)
    return text


def _with_number(mark: str, text: str) -> str:
    """A text behind its number; digits of the two never meet, nor make a decimal of both."""
    if not mark:
        return text
    if text.lstrip()[:1].isdigit() and (mark[-1].isalnum() or mark[-1] in ".．"):
        return f"{mark.rstrip('.．')}、{text}"
    gap = " " if mark[-1].isalnum() and text.strip() else ""
    return f"{mark}{gap}{text}"

"""What the styles of a Word file say of its paragraphs: hidden text, and numbering."""

from __future__ import annotations

from typing import Any

from pipelines.readers.docx_package import attribute, child_of, is_on, name_of

_LONGEST_CHAIN = 20


class Styles:
    """The styles of a file by their id."""

    def __init__(self, roots: list[Any]) -> None:
        self._styles = {
            identifier: style
            for root in roots
            for style in root
            if name_of(style) == "w:style" and (identifier := attribute(style, "styleId"))
        }

    def hides(self, identifier: str | None) -> bool:
        """Whether text in a style is hidden."""
        for style in self._chain(identifier):
            properties = child_of(style, "w:rPr")
            if properties is not None and child_of(properties, "w:vanish") is not None:
                return is_on(properties, "w:vanish")
        return False

    def numbering(self, identifier: str | None) -> tuple[str | None, Any]:
        """The style that numbers paragraphs of a style, and its numbering properties."""
        for style in self._chain(identifier):
            properties = child_of(style, "w:pPr", "w:numPr")
            if properties is not None:
                return attribute(style, "styleId"), properties
        return None, None

    def _chain(self, identifier: str | None) -> list[Any]:
        """A style and those it is based on, the nearest first."""
        found: list[Any] = []
        while identifier in self._styles and len(found) < _LONGEST_CHAIN:
            style = self._styles[identifier]
            found.append(style)
            identifier = attribute(child_of(style, "w:basedOn"))
        return found

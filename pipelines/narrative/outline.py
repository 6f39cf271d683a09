"""The 类 and 款 that stand over items which print only their own level."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from pipelines.narrative.model import Claim
from pipelines.narrative.naming import Topic

_Named = TypeVar("_Named", Topic, Claim)


@dataclass
class Outline:
    """Follows functional items from （一）教育支出（类） to 1．进修及培训（款）培训支出（项）.

    Only what stands over an item completes its names; an item that prints another 类 itself
    says nothing of those after it.
    """

    class_label: str | None = None
    kuan_label: str | None = None

    def clear(self) -> None:
        """A heading begins; what stood over the items before is over."""
        self.class_label = self.kuan_label = None

    def completed(self, named: _Named) -> _Named:
        """A topic or claim with the levels above it; it becomes what stands over the next."""
        if not (named.subject or "").startswith("functional_"):
            return named
        depth = named.subject
        if named.class_label is None and self.class_label is not None:
            if named.kuan_label is not None:
                named = replace(named, class_label=self.class_label)
            elif named.xiang_label is not None and self.kuan_label is not None:
                named = replace(named, class_label=self.class_label, kuan_label=self.kuan_label)
        elif depth == "functional_item" and named.class_label != self.class_label:
            self.clear()
        if depth == "functional_class":
            self.class_label, self.kuan_label = named.class_label, None
        elif depth == "functional_section" and named.class_label is not None:
            self.class_label, self.kuan_label = named.class_label, named.kuan_label
        return named

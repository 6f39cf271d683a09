"""Every reason that the reader gives is told in words."""

from __future__ import annotations

import re
from pathlib import Path

import pipelines.narrative
from pipelines.catalogue.loading import load_narrative_grammar

_GIVEN = re.compile(
    r'(?:NoRule\("|problem="|problem or "|yield start, end, "|clause\.figure, "|piece, "'
    r'|\[first:last\], ")([a-z_]+)'
)


def test_every_reason_has_words() -> None:
    folder = Path(pipelines.narrative.__file__).parent
    given = {
        reason
        for module in folder.glob("*.py")
        for reason in _GIVEN.findall(module.read_text(encoding="utf-8"))
    }
    assert given == set(load_narrative_grammar().reasons)

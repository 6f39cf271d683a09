"""docs/recipes.md as steps: files to write, commands to run, lines that they must print.

A block below a line `new file` or `add to` with a path is that file's text; a block of `sh` is
run; the block of `text` after a command holds lines of its output.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

PAGE = Path(__file__).resolve().parents[2] / "docs" / "recipes.md"
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_FILE = re.compile(r"/ (new file|add to) `([^`]+)`\s*$")


@dataclass(frozen=True)
class Step:
    """One thing to do; `path` of a file, `text` to write or to run."""

    does: Literal["create", "append", "run"]
    text: str
    path: str = ""


@dataclass
class Recipe:
    """A section of the page; `printed` are lines that its commands print."""

    title: str
    steps: list[Step] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)


def recipes() -> list[Recipe]:
    """The sections of the page that have steps, in order."""
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.M)[1:]
    return [_recipe(section) for section in sections]


def _recipe(section: str) -> Recipe:
    recipe = Recipe(section.partition("\n")[0].rpartition("/ ")[2])
    end = 0
    for block in _FENCE.finditer(section):
        named = _FILE.search(section[end : block.start()])
        end = block.end()
        language, text = block.groups()
        if named is not None:
            recipe.steps.append(
                Step("create" if named[1] == "new file" else "append", text, named[2])
            )
        elif language == "sh":
            recipe.steps.append(Step("run", text))
        elif language == "text":
            recipe.printed += text.splitlines()
        else:
            raise ValueError(f"{PAGE}: a block of {language} that nothing says what to do with")
    return recipe

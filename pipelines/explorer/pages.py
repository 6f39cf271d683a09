"""The pages of the site: one frame, and what each loads beyond it. What a page shows is made by its
scripts in `assets/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined


@dataclass(frozen=True)
class _Page:
    """A page, the data it loads beyond those of every page, and the scripts that make it."""

    file: str
    name: str
    data: tuple[str, ...]
    scripts: tuple[str, ...]


_PAGES = (
    _Page(
        "accounts.html",
        "accounts",
        (),
        ("finding_details", "drilling", "accounts_sections", "accounts"),
    ),
    _Page("compare.html", "compare", (), ("compare",)),
    _Page("findings.html", "findings", ("findings",), ("finding_details", "findings")),
    _Page("index.html", "overview", (), ("overview",)),
    _Page("quality.html", "quality", ("quality", "findings"), ("finding_details", "quality")),
)


def pages() -> Iterator[tuple[str, bytes]]:
    """The file name and the content of every page, by file name."""
    environment = Environment(  # every word of a page is of this package
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    frame = (files("pipelines.explorer") / "page.html.j2").read_text("utf-8")
    template = environment.from_string(frame)
    for page in _PAGES:
        content = template.render(name=page.name, data=page.data, scripts=page.scripts)
        yield page.file, content.encode()

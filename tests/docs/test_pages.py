"""What pages name exists: links, paths, commands, modules; generated pages are current."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.cli import command_parser
from tests.docs.generated import DOCS, PAGES

ROOT = DOCS.parent
READ_BY_PEOPLE = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "*/README.md", ".github/*.md")
    for path in ROOT.glob(pattern)
)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_FENCE = re.compile(r"^```.*?^```$", re.M | re.S)
_INDENTED = re.compile(r"^    (?!\|)(.+)$", re.M)
# what only a build, a setup or a person makes, and files inside other things than the project
_MADE = re.compile(
    r"warehouse/.+|exports/.*|csv/|parquet/|releases/.*|\.venv.*|\.dagster/?|\.collecting/|\.cache/?"
    r"|dbt/target/|(sources/)?rulings/.*|juesuan\.(xlsx|duckdb)|datapackage\.json"
    r"|data_dictionary\.html|\.\./.*"
)
_TO_MAKE = re.compile(r"/ new file `[^`]+`")
_PATH = re.compile(r"[\w./-]*/[\w./*<>-]*|[\w-]+\.(py|yml|csv|md|toml|sql|txt)")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def heading_anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text_of(page)), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> Iterator[str]:
    for target in _LINK.findall(text_of(page)):
        name, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", name):
            continue
        linked = (page.parent / name).resolve() if name else page
        if not linked.exists() or (anchor and anchor not in heading_anchors(linked)):
            yield target


def is_there(name: str, page: Path) -> bool:
    """A path from the project's folder or the page's own; <name> and * stand for any name."""
    pattern = re.sub(r"<[^>]*>", "*", name).rstrip("/")
    homes = {ROOT, page.parent, ROOT / "pipelines", ROOT / "pipelines" / "catalogue"}
    return any(next(iter(home.glob(pattern)), None) is not None for home in homes)


def named_paths(page: Path) -> Iterator[str]:
    """Paths of the project in a page, without those that a reader is told to make."""
    prose = _TO_MAKE.sub("", _FENCE.sub("", text_of(page)))
    for code in _CODE.findall(prose):
        for word in code.split():
            name = word.rstrip(",;:").replace("…", "").removeprefix("./")
            if _PATH.fullmatch(name) and not _MADE.fullmatch(name) and not name.startswith("/"):
                yield name


def commands(page: Path) -> Iterator[str]:
    """Lines of code, and code within lines, without a closing remark."""
    text = text_of(page)
    for line in [*_INDENTED.findall(_FENCE.sub("", text)), *_CODE.findall(_FENCE.sub("", text))]:
        yield re.split(r"\s{2,}#|\s#\s", line)[0].strip()
    for block in re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S):
        yield from block.splitlines()


def unknown(page: Path, prefix: str, known: Callable[[str], bool]) -> list[str]:
    """What stands after a prefix in commands of a page and is not known."""
    return [
        found
        for command in commands(page)
        for found in re.findall(rf"{prefix} ([\w.-]+)", command)
        if not known(found)
    ]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


every_page = pytest.mark.parametrize("page", READ_BY_PEOPLE, ids=name_of)


@every_page
def test_links_lead_somewhere(page: Path) -> None:
    assert list(broken_links(page)) == []


@every_page
def test_named_paths_exist(page: Path) -> None:
    assert [name for name in named_paths(page) if not is_there(name, page)] == []


@every_page
def test_named_commands_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.M))
    assert unknown(page, r"(?:^|\s)make", targets.__contains__) == []
    assert unknown(page, r"python -m", importable) == []
    assert [line for line in commands(page) if not is_a_command_that_parses(line)] == []


def importable(module: str) -> bool:
    # programs of other projects that the pages name
    if module in ("zipfile", "venv", "pytest"):
        return True
    return module.startswith(("tests.", "benchmarks.", "pipelines.")) and (
        importlib.util.find_spec(module) is not None
    )


def is_a_command_that_parses(line: str) -> bool:
    """True of what is not a juesuan command, and of one that is written as --help says it.

    In a summary of the commands brackets, dots and bars stand for what may be left out.
    """
    if not re.match(r"(\.venv/bin/)?juesuan [a-z]", line):
        return True
    words = shlex.split(re.sub(r"[\[\]…]|\.\.\.", "", line).partition(">")[0])
    parser = command_parser()
    choices = next(action.choices for action in parser._actions if action.choices)
    known = {option for one in choices.values() for option in one._option_string_actions}
    options = {word for word in words if word.startswith("--")}
    return words[1] in choices and options <= known


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_generated_pages_are_current(file: Path) -> None:
    assert text_of(file) == PAGES[file](), "run: make docs"


def test_every_table_of_codes_is_told() -> None:
    told = text_of(DOCS / "catalogue.md").partition("## codes/*.csv")[2]
    codes = (ROOT / "pipelines" / "catalogue" / "codes").glob("*.csv")
    assert [file.name for file in codes if f"codes/{file.name}" not in told] == []


def test_every_page_of_docs_is_linked_from_the_readme() -> None:
    linked = set(_LINK.findall(text_of(ROOT / "README.md")))
    assert {name_of(page) for page in DOCS.glob("*.md")} - linked == set()

"""The four recipes, done as the page says, each in a copy of the project of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.recipes.page import Recipe, Step, recipes

ROOT = Path(__file__).resolve().parents[2]
FILES_ALLOWED = 2
# what is built, cached or left by tools; the pages of `make docs` are written by a command
_NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", ".cache", ".dagster", ".*_cache", ".hypothesis", "__pycache__", "target",
    "logs", "warehouse", ".collecting",
)  # fmt: skip
_MADE = ("warehouse", ".venv", ".pytest_cache", ".hypothesis", "dbt/target", "dbt/logs")
# what the command installed beside the interpreter does
_MAIN = "import sys; from pipelines.cli import main; sys.exit(main())"
_GENERATED = ("docs/catalogue.md", "docs/identities.md", "docs/warehouse.md", "docs/answers.md")


def project_copy(folder: Path) -> Path:
    """The project with a .venv whose commands are this Python with the copy's own code."""
    copy = folder / "project"
    shutil.copytree(ROOT, copy, ignore=_NOT_COPIED)
    (copy / "warehouse").mkdir()
    commands = copy / ".venv" / "bin"
    commands.mkdir(parents=True)
    for name, arguments in {"python": "", "juesuan": f"-c '{_MAIN}'"}.items():
        command = commands / name
        command.write_text(
            f'#!/bin/sh\nPYTHONPATH="{copy}" exec "{sys.executable}" {arguments} "$@"\n', "utf-8"
        )
        command.chmod(0o755)
    # the environment is there already: make must not set one up
    (copy / ".venv" / ".ready").touch()
    return copy


def content(copy: Path) -> dict[str, str]:
    """Hash by file, without what is built."""
    return {
        name: sha256(path.read_bytes()).hexdigest()
        for path in sorted(copy.rglob("*"))
        if path.is_file()
        and "__pycache__" not in path.parts
        and not (name := path.relative_to(copy).as_posix()).startswith(_MADE)
        and ".collecting" not in path.parts
    }


def done(step: Step, copy: Path) -> str:
    """Do a step in the copy; what a command prints."""
    if step.does == "run":
        environment = os.environ | {"PYTEST_ADDOPTS": "-p no:cacheprovider"}
        for variable in ("JUESUAN_SOURCES", "JUESUAN_WAREHOUSE", "JUESUAN_DBT_DIR"):
            environment.pop(variable, None)
        run = subprocess.run(
            ["sh", "-ec", step.text],
            cwd=copy, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert run.returncode == 0, f"{step.text}\n{run.stdout}\n{run.stderr}"
        return run.stdout
    path = copy / step.path
    assert path.exists() == (step.does == "append"), step.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(step.text)
    return ""


def without_runs_of_spaces(text: str) -> str:
    return " ".join(text.split())


def test_the_page_has_the_four_recipes() -> None:
    assert [recipe.title for recipe in recipes()] == [
        "A report",
        "A layout",
        "An identity",
        "A mart",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.title)
def test_the_recipe_does_what_it_says(recipe: Recipe, tmp_path: Path) -> None:
    copy = project_copy(tmp_path)
    before = content(copy)
    printed = [
        without_runs_of_spaces(line)
        for step in recipe.steps
        for line in done(step, copy).splitlines()
    ]
    assert recipe.printed, "the page says nothing of what is printed"
    for line in recipe.printed:
        assert any(without_runs_of_spaces(line) in one for one in printed), (line, printed)
    after = content(copy)
    touched = {name for name in before | after if before.get(name) != after.get(name)}
    assert 1 <= len(touched - set(_GENERATED)) <= FILES_ALLOWED, touched

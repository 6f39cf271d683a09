"""What keeps the project readable and its imports in one direction."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "pipelines"
# where amounts of money are made, carried and stored
MONEY_PACKAGES = ("text", "tables", "narrative", "stages", "publish", "explorer")
LINES_ALLOWED = 400


def python_files(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def imported_modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_files_are_short() -> None:
    lengths = {
        relative(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in [
            *python_files(PACKAGE, ROOT / "tests"),
            *(ROOT / "dbt").rglob("*.sql"),
            *(PACKAGE / "explorer").rglob("*.*s*"),
        ]
        if "__pycache__" not in path.parts
    }
    assert lengths, "no file was found to look at"
    assert {name: lines for name, lines in lengths.items() if lines >= LINES_ALLOWED} == {}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [relative(p) for p in python_files(PACKAGE) if drawers & {p.stem, p.parent.name}] == []


def test_only_defs_imports_dagster() -> None:
    importers = {
        path.relative_to(PACKAGE).parts[0]
        for path in python_files(PACKAGE)
        for module in imported_modules(parsed(path))
        if re.match(r"dagster(_|\.|$)", module)
    }
    assert importers == {"defs"}


def test_document_and_text_import_the_standard_library_only() -> None:
    allowed = sys.stdlib_module_names | {"pipelines"}
    foreign = [
        (relative(path), module)
        for path in python_files(PACKAGE / "document", PACKAGE / "text")
        for module in imported_modules(parsed(path))
        if module.partition(".")[0] not in allowed
    ]
    assert foreign == []


def test_import_contracts_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    found = str(command) if command.exists() else shutil.which("lint-imports")
    if found is None:
        pytest.skip("import-linter is not installed")
    run = subprocess.run([found], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_public_module_says_what_it_is_for() -> None:
    assert [relative(p) for p in python_files(PACKAGE) if not ast.get_docstring(parsed(p))] == []


def claims_nothing(test: ast.FunctionDef) -> bool:
    """Whether a test can only fail by an exception; being there and loading is no claim."""
    trivial = re.compile(r"\w+(\.exists\(\)|\.is_file\(\)| is not None)")
    claims = [node for node in ast.walk(test) if isinstance(node, ast.Assert)]
    elsewhere = re.search(r"\b(raises|validate_\w+|assert_\w+)\(", ast.unparse(test))
    return elsewhere is None and all(trivial.fullmatch(ast.unparse(one.test)) for one in claims)


def test_every_test_claims_something() -> None:
    idle = [
        (relative(path), node.name)
        for path in python_files(ROOT / "tests")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and claims_nothing(node)
    ]
    assert idle == []


def is_named_float(node: ast.AST | None) -> bool:
    return node is not None and any(
        isinstance(part, ast.Name) and part.id == "float" for part in ast.walk(node)
    )


def float_names_of_money(tree: ast.Module) -> Iterator[str]:
    """Names with 'amount' in them that are annotated as float, and casts of them to float."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and is_named_float(node.annotation):
            name = ast.unparse(node.target)
        elif isinstance(node, ast.arg) and is_named_float(node.annotation):
            name = node.arg
        elif isinstance(node, ast.FunctionDef) and is_named_float(node.returns):
            name = node.name
        elif isinstance(node, ast.Call) and is_named_float(node.func):
            name = ast.unparse(node)
        else:
            continue
        if "amount" in name.lower() or "yuan" in name.lower():
            yield name


def test_money_is_never_float() -> None:
    found = [
        (relative(path), name)
        for package in MONEY_PACKAGES
        for path in python_files(PACKAGE / package)
        for name in float_names_of_money(parsed(path))
    ]
    assert found == []


def test_scripts_of_pages_make_no_number_of_an_amount() -> None:
    """Only Money.pixels does, for the length of a bar; BigInt compares."""
    floating = re.compile(r"parseFloat|parseInt|toFixed|\bNumber\(|Math\.round")
    found = [
        (path.name, line.strip())
        for path in sorted((PACKAGE / "explorer" / "assets").glob("*.js"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if floating.search(line)
    ]
    assert [name for name, _ in found] == ["money.js"]


def test_no_amount_is_divided_or_cast_to_double_in_sql() -> None:
    suspicious = re.compile(
        r"amount\w*\s*/|/\s*\w*amount|amount\w*(::|\s+as\s+)(double|float|real)\b", re.I
    )
    found = [
        (relative(path), line.strip())
        for path in sorted((ROOT / "dbt").rglob("*.sql"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if suspicious.search(line.partition("--")[0])
    ]
    assert found == []


def test_the_lock_names_no_registry_and_hashes_everything() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert (
        re.search(r"://|--(extra-)?index-url|--find-links|\bfile:|\.(org|com|cn|net)\b", lock)
        is None
    )
    requirements = re.split(r"\n(?=\S)", lock.strip())
    assert len(requirements) > 50
    assert [r.splitlines()[0] for r in requirements if "--hash=sha256:" not in r] == []


def test_the_lock_holds_every_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()
    missing = [
        name
        for name in declared
        if not re.search(
            rf"^{re.escape(name.lower().replace('.', '-').partition('==')[0])}=="
            rf"{re.escape(name.partition('==')[2])}\b",
            locked,
            re.M,
        )
    ]
    assert missing == []


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = project["dependencies"] + extras["ocr"] + extras["dask"]
    declared = {re.split("[=><]", name)[0].lower() for name in wanted}
    module_of = {
        "charset-normalizer": "charset_normalizer",
        "dagster-dbt": "dagster_dbt",
        "dbt-core": "dbt",
        "opencv-python-headless": "cv2",
        "pillow": "PIL",
        "python-docx": "docx",
        "pyyaml": "yaml",
    }
    known = {module_of.get(name, name) for name in declared}
    undeclared = {
        (relative(path), module)
        for path in python_files(PACKAGE)
        for module in imported_modules(parsed(path))
        if module.partition(".")[0] not in known | sys.stdlib_module_names | {"pipelines"}
    }
    assert undeclared == set()


def test_nothing_in_the_repository_names_a_package_registry() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|/simple/")
    suffixes = {".py", ".toml", ".txt", ".md", ".yml", ".yaml", ".sql", ""}
    skipped = {".git", ".venv", ".cache", ".dagster", "warehouse"}
    named = [
        relative(path)
        for path in ROOT.rglob("*")
        if path.is_file()
        and path.suffix in suffixes
        and path != Path(__file__)
        and not skipped & set(path.relative_to(ROOT).parts)
        and hosts.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert named == []

"""The SQL models of the dbt project rendered without dbt, in the order they depend on each other.

Models that are evaluated this way use ref, source, var and the project's macros only; anything
else of dbt's is an error here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import (
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket

_MACROS = "macros"
_GRAPH_MACROS = frozenset({"record_declared_keys.sql", "generate_schema_name.sql"})


@dataclass(frozen=True)
class RenderedModel:
    """One model as plain SQL; `depends_on` names the models it reads."""

    name: str
    sql: str
    depends_on: tuple[str, ...]
    is_view: bool


class _CompiledModels(FileSystemBytecodeCache):
    """Templates as jinja2 compiled them, by their text, in its own folder for temporary files:
    compiling takes four times as long as rendering. A full disk only means that none is kept."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


class _Recorder:
    """What a model asked for while it was rendered."""

    def __init__(self, schema: str) -> None:
        self.schema = schema
        self.names: list[str] = []

    def ref(self, name: str) -> str:
        if name not in self.names:
            self.names.append(name)
        return f'"{self.schema}"."{name}"'


@cache
def rendered_models(project: Path, targets: tuple[str, ...], schema: str) -> list[RenderedModel]:
    """The target models and all they depend on, every model after those it reads.

    project: folder of the dbt project. schema: where the relations of the models will stand;
    sources keep their own schema. Raises KeyError for a model that the project lacks, ValueError
    for models that depend on each other in a circle.
    """
    paths = {path.stem: path for path in sorted((project / "models").rglob("*.sql"))}
    render = _renderer(project, schema)
    done: dict[str, RenderedModel] = {}
    open_names: set[str] = set()

    def visit(name: str) -> None:
        if name in done:
            return
        if name in open_names:
            raise ValueError(f"models in a circle: {sorted(open_names)}")
        open_names.add(name)
        sql, depends_on = render(paths[name])
        for one in depends_on:
            visit(one)
        done[name] = RenderedModel(name, sql, depends_on, "staging" in paths[name].parts)

    for target in targets:
        visit(target)
    return list(done.values())


def models_named(project: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that the project has a model of."""
    known = {path.stem for path in (project / "models").rglob("*.sql")}
    return tuple(name for name in names if name in known)


def _renderer(project: Path, schema: str) -> Callable[[Path], tuple[str, tuple[str, ...]]]:
    settings = yaml.safe_load((project / "dbt_project.yml").read_text(encoding="utf-8"))
    values: dict[str, Any] = settings.get("vars", {})
    recorder = _Recorder(schema)
    macros = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((project / "macros").glob("*.sql"))
        if path.name not in _GRAPH_MACROS
    )
    environment = Environment(  # SQL for our own database, nothing is shown in a browser
        autoescape=False,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.do"],
        loader=ChoiceLoader([DictLoader({_MACROS: macros}), FileSystemLoader(project)]),
        bytecode_cache=_compiled_models(),
    )
    environment.globals |= {
        "ref": lambda name: recorder.ref(name),
        "source": lambda schema_name, table: f'"{schema_name}"."{table}"',
        "var": lambda name: values[name],
    }
    module = environment.get_template(_MACROS).make_module()
    own = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    environment.globals |= own

    def render(path: Path) -> tuple[str, tuple[str, ...]]:
        recorder.names = []
        sql = environment.get_template(path.relative_to(project).as_posix()).render()
        return sql, tuple(recorder.names)

    return render


def _compiled_models() -> FileSystemBytecodeCache | None:
    try:
        return _CompiledModels()
    # there is no folder for temporary files that is this user's alone
    except (OSError, RuntimeError):
        return None

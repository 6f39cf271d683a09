"""Words that reports are read with stand in the catalogue; SQL holds only words that are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.catalogue.loading import load_codes

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "dbt"
# names are compared on every row of every table, and what is looked up is compiled for each row
WITH_WORDS_OF_ITS_OWN = {"dbt/macros/names.sql"}

COMMENT = re.compile(r"\{#.*?#\}|--[^\n]*", re.S)
TOKEN = re.compile(r"'(?:[^']|'')*'|\w+|<>|\S")
COMPARING = re.compile(
    r"=|<>|like|regexp_\w+|contains|starts_with|ends_with|prefix|suffix|translate|replace|strpos"
    r"|in|values|list_\w+"
)
HAN = re.compile("[\u4e00-\u9fff]")


def words_compared_with(sql: str) -> list[str]:
    """The literals with Chinese characters that a text is matched with, and not put together of."""
    found, called, before = [], [""], ""
    for token in TOKEN.findall(COMMENT.sub("", sql)):
        if token == "(":
            inherited = called[-1] if called[-1] in {"in", "values"} else ""
            called.append(before if re.fullmatch(r"\w+", before) else inherited)
        elif token == ")" and len(called) > 1:
            called.pop()
        elif token == "values":
            called[-1] = "values"
        elif HAN.search(token) and token.startswith("'"):
            around = (before, called[-1])
            found += [token] if any(COMPARING.fullmatch(one) for one in around) else []
        before = token.lower()
    return found


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("select row_key = '小计'", ["'小计'"]),
        ("select row_key in ('小计', '合计')", ["'小计'", "'合计'"]),
        ("with x as (values ('a', '优'), ('b', '良')) select 1", ["'优'", "'良'"]),
        ("where regexp_full_match(key, '公务.*')", ["'公务.*'"]),
        ("where not contains(lower(sentence), '上年') -- '今年'", ["'上年'"]),
        ("select regexp_replace(name, '支出$', '')", ["'支出$'"]),
        ("select '印作“' || label || '”' as problem, if(ok, '有', '没有') as found", []),
        ("case when state = 'empty' then '没有' else '有数' end", []),
        ("{{ phrase('budget_cut') }} {#- 调减 -#}", []),
    ],
)
def test_words_compared_with_are_told_from_words_shown(sql: str, found: list[str]) -> None:
    assert words_compared_with(sql) == found


def test_no_model_compares_with_words_of_its_own() -> None:
    models = {path.relative_to(ROOT).as_posix(): path for path in sorted(MODELS.rglob("*.sql"))}
    assert set(models) >= WITH_WORDS_OF_ITS_OWN
    with_words = {
        name: words
        for name, path in models.items()
        if name not in WITH_WORDS_OF_ITS_OWN
        and (words := words_compared_with(path.read_text(encoding="utf-8")))
    }
    assert with_words == {}


def test_every_phrase_is_looked_for_and_every_one_looked_for_is_there() -> None:
    """A phrase that is not there would be NULL in SQL, and its rule silent."""
    asked = {
        name
        for path in MODELS.rglob("*.sql")
        for name in re.findall(r"phrase\('(\w+)'\)", path.read_text(encoding="utf-8"))
    }
    assert asked == {line["phrase"] for line in load_codes("phrases")}

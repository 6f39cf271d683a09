"""Schemas zh and meta of the published file: every table and column named and described."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.publish import PublishFailed, publish
from pipelines.publish.describing import described_tables, name_in_chinese, values_in_chinese
from pipelines.publish.meta_tables import METRICS_FILE
from pipelines.publish.metrics import load_metrics

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "dbt" / "models"
SUPERSET = ROOT / "docs" / "superset" / "dashboard"


@pytest.fixture(scope="module")
def published(
    build_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    warehouse = tmp_path_factory.mktemp("published") / "juesuan.duckdb"
    publish(build_file, warehouse)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def test_a_description_gives_its_chinese_name_and_words() -> None:
    assert name_in_chinese("Amount in yuan (金额, 元), exact") == "金额_元"
    assert name_in_chinese("Item (“三公”经费项目): overseas 因公出国（境）") == "三公经费项目"
    assert name_in_chinese("COFOG division (COFOG 大类): own_function 随职能") == "COFOG大类"
    assert name_in_chinese("Nothing Chinese (at all)") is None
    assert values_in_chinese(
        "Fund (资金来源): general_budget 一般公共预算, other 其他资金 (the rest), "
        "unspecified where nothing tells"
    ) == {"general_budget": "一般公共预算", "other": "其他资金"}
    assert values_in_chinese("Fiscal year (决算年度); NULL when unknown") == {}


def test_every_published_table_and_column_has_a_description_and_a_chinese_name(
    published: duckdb.DuckDBPyConnection,
) -> None:
    tables = described_tables(published, "juesuan", ["marts", "quality", "meta"])
    assert len(tables) > 45
    nameless = [table.name for table in tables if not table.name_zh] + [
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if not column.name_zh
    ]
    assert nameless == []


def test_the_dictionary_covers_every_published_column(
    published: duckdb.DuckDBPyConnection,
) -> None:
    listed = published.execute(
        "select schema_name, table_name, column_name, column_position, data_type, description "
        "from meta.data_dictionary order by all"
    ).fetchall()
    there = published.execute(
        "select schema_name, table_name, column_name, column_index, data_type, trim(comment) "
        "from duckdb_columns() where not internal order by all"
    ).fetchall()
    assert listed == there and all(description for *_, description in listed)
    assert {schema for schema, *_ in listed} == {"marts", "quality", "meta", "zh"}


def test_a_column_without_description_is_found(
    published: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """The two tests above can fail: a bare column has no name, and two equal names are refused."""
    with duckdb.connect(str(tmp_path / "bare.duckdb")) as connection:
        connection.execute("create schema marts; create table marts.bare (one int, two int)")
        (table,) = described_tables(connection, "bare", ["marts"])
        assert [column.name_zh for column in table.columns] == [None, None]
        for column in ("one", "two"):
            connection.execute(f"comment on column marts.bare.{column} is 'A number (数)'")
        with pytest.raises(ValueError, match=r"marts\.bare: .*数"):
            described_tables(connection, "bare", ["marts"])


def test_two_columns_of_one_name_stop_a_release(build_file: Path, tmp_path: Path) -> None:
    changed = tmp_path / "build.duckdb"
    shutil.copyfile(build_file, changed)
    with duckdb.connect(str(changed)) as connection:
        connection.execute("comment on column marts.dim_form.title_en is 'Title (表名)'")
    with pytest.raises(PublishFailed, match=r"marts\.dim_form: 中文名重复"):
        publish(changed, tmp_path / "out" / "juesuan.duckdb")
    assert not (tmp_path / "out" / "juesuan.duckdb").exists()


def test_every_table_is_a_view_under_its_chinese_name(
    published: duckdb.DuckDBPyConnection,
) -> None:
    counts = published.execute(
        "select (select count(*) from duckdb_views() where schema_name = 'zh'), "
        "(select count(*) from duckdb_tables() where schema_name in ('marts', 'quality')) "
        "+ (select count(*) from duckdb_views() where schema_name = 'marts')"
    ).fetchall()
    assert counts[0][0] == counts[0][1] > 40
    for (view,) in published.execute(
        "select view_name from duckdb_views() where schema_name = 'zh'"
    ).fetchall():
        published.execute(f'select * from zh."{view}"').fetchall()


def test_chinese_names_words_and_both_units(published: duckdb.DuckDBPyConnection) -> None:
    """行政运行 of the made-up department, 80 万元 from the general budget."""
    assert published.execute(
        "select 类级名称, 款级名称, 项级名称, 科目级次, 金额_元, 金额_万元 from zh.支出明细宽表 "
        "where 项级编码 = '2010301' and 支出性质 = '基本支出' and 资金来源 = '一般公共预算'"
    ).fetchall() == [
        ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行", "项",
         Decimal(800000), Decimal(80))
    ]  # fmt: skip
    # stored in 元 alone, shown in both
    wan = published.execute(
        "select 金额_元, 金额_万元, 行类型 from zh.每一个印出的数字 "
        "where 决算表 = 'expenditure' and 科目编码 = '2010301' and 指标 = 'total'"
    ).fetchall()
    assert wan == [(Decimal(1500000), Decimal(150), "明细")]


def test_the_overview_of_a_year_leaves_open_what_is_not_printed(
    published: duckdb.DuckDBPyConnection,
) -> None:
    (row,) = published.execute(
        "select expenditure_wan, basic_expenditure_wan, project_expenditure_wan, staff_in_post "
        "from marts.wide_agency_year where agency_id in (select agency_id from marts.dim_report "
        "where report_id = 'jia-2020')"
    ).fetchall()
    assert row == (Decimal(185), Decimal(120), Decimal(60), None)


def test_every_listed_code_value_has_a_chinese_word() -> None:
    """The accepted values of a published column are those that its description words."""
    wordless = []
    seen = 0
    for file in sorted(MODELS.rglob("*.yml")):
        if file.parent.name in ("staging", "intermediate"):
            continue
        for model in yaml.safe_load(file.read_text("utf-8")).get("models", []):
            published_model = model["name"].startswith(("fct_", "dim_", "wide_"))
            for column in model.get("columns", []) if published_model else []:
                for test in column.get("data_tests", []):
                    if not isinstance(test, dict) or "accepted_values" not in test:
                        continue
                    seen += 1
                    words = values_in_chinese(" ".join(column["description"].split()))
                    missing = set(test["accepted_values"]["arguments"]["values"]) - set(words)
                    if missing:
                        wordless.append((model["name"], column["name"], sorted(missing)))
    assert seen > 20 and wordless == []


@pytest.mark.parametrize(
    "metric", load_metrics(METRICS_FILE), ids=lambda metric: metric["metric_id"]
)
def test_a_metric_runs_at_every_grain(
    metric: dict[str, str], published: duckdb.DuckDBPyConnection
) -> None:
    table, expression = metric["table_name"], metric["expression"]
    published.execute(f"select {expression} from {table}").fetchall()
    for column in metric["grain"].split(", "):
        published.execute(f"select {column}, {expression} from {table} group by 1").fetchall()
    assert published.execute(
        "select name_zh from meta.metrics where metric_id = ?", [metric["metric_id"]]
    ).fetchall() == [(metric["name_zh"],)]


def metric_value(published: duckdb.DuckDBPyConnection, name: str, where: str) -> object:
    ((table, expression),) = published.execute(
        "select table_name, expression from meta.metrics where metric_id = ?", [name]
    ).fetchall()
    ((value,),) = published.execute(f"select {expression} from {table} where {where}").fetchall()
    return value


def test_metrics_of_the_made_up_department(published: duckdb.DuckDBPyConnection) -> None:
    """185.00 万元 in all, of it 50.01 - 0.01 + 10.00 = 60.00 for projects, 24.99 beyond the
    appropriation: 20.00 - 0.01 + 5.00."""
    jia = "report_id = 'jia-2020'"
    assert metric_value(published, "expenditure", jia) == Decimal(185)
    share = metric_value(published, "project_share", jia)
    assert round(Decimal(str(share)), 6) == round(Decimal(6000) / 185, 6)
    beyond = metric_value(published, "non_appropriation_share", jia)
    assert round(Decimal(str(beyond)), 6) == round(Decimal(2499) / 185, 6)


def test_the_datasets_for_superset_are_those_of_the_published_file(
    published: duckdb.DuckDBPyConnection,
) -> None:
    """Columns with their descriptions, and no column of a chart that is not there."""
    datasets = {}
    for file in sorted((SUPERSET / "datasets").rglob("*.yaml")):
        dataset = yaml.safe_load(file.read_text("utf-8"))
        listed = {one["column_name"]: one["description"] for one in dataset["columns"]}
        there = published.execute(
            "select column_name, trim(comment) from duckdb_columns() "
            "where schema_name = 'zh' and table_name = ?",
            [dataset["table_name"]],
        ).fetchall()
        assert listed == dict(there) and there, dataset["table_name"]
        datasets[dataset["uuid"]] = set(listed)
    charts = [
        yaml.safe_load(file.read_text("utf-8")) for file in sorted(SUPERSET.glob("charts/*.yaml"))
    ]
    assert len(charts) == 6
    for chart in charts:
        params = chart["params"]
        named = [params.get("x_axis"), *params.get("groupby", []), *params.get("all_columns", [])]
        named += [
            one["column"]["column_name"] for one in params.get("metrics", []) if "column" in one
        ]
        assert {name for name in named if name} <= datasets[chart["dataset_uuid"]]

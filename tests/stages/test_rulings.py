"""Human decisions kept beside the sources."""

from __future__ import annotations

from pathlib import Path

from pipelines.stages.rulings import load_rulings


def test_a_ruling_is_read_and_a_broken_one_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "rulings"
    folder.mkdir()
    (folder / "甲局-2020-final_accounts.yml").write_text(
        "- {identity_id: n.share, instance: '五（二）1', reason: 公布时四舍五入, decided_by: 王}\n"
        "- {identity_id: n.year, reason: 日期为打印日期}\n",
        "utf-8",
    )
    (folder / "broken.yml").write_text("identity_id: n.share", "utf-8")
    (folder / "unknown.yml").write_text("- {identity_id: n.share, reason: 一, why: 二}", "utf-8")
    rows, problems = load_rulings([tmp_path, tmp_path / "nowhere"])
    assert [(row["report_id"], row["identity_id"], row["instance"]) for row in rows] == [
        ("甲局-2020-final_accounts", "n.share", "五（二）1"),
        ("甲局-2020-final_accounts", "n.year", None),
    ]
    assert [problem.split(":")[0] for problem in problems] == ["broken.yml", "unknown.yml"]

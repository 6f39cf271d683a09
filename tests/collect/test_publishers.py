"""The shipped list of publishers, and the example that it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.collect.publishers import PublishersUnreadable, load_publishers

SHIPPED = Path(__file__).resolve().parents[2] / "sources"


def test_the_shipped_list_can_be_loaded() -> None:
    names = [publisher.name for publisher in load_publishers(SHIPPED)]
    assert len(names) == len(set(names))


def test_the_example_in_the_list_is_one(tmp_path: Path) -> None:
    lines = (SHIPPED / "publishers.yml").read_text("utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("#  - name:"))
    # comments stand behind at least three spaces and never begin like a key
    example = [
        re.sub(r"(?<=\S)\s{3,}.*$", "", line[1:])
        for line in lines[start : lines.index("#", start)]
        if re.match(r"#\s+(- )?\w+:", line)
    ]
    (tmp_path / "publishers.yml").write_text("publishers:\n" + "\n".join(example), "utf-8")
    (publisher,) = load_publishers(tmp_path)
    assert (publisher.agency, publisher.since) == ("甲市教育局", 2020)
    assert [listing.fiscal_year for listing in publisher.listings] == [None, 2023]
    assert publisher.titles[0].title.fullmatch("2023年度甲市教育局决算公开")
    assert publisher.ports == (8080,)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("name: A b", "name"),
        ("name: a\n    agency: ' '", "leave it out"),
        ("name: a\n    seconds_between: 0", "seconds_between"),
        ("name: a\n    unknown: 1", "unknown"),
        ("name: a\n    ports: [0]", "ports"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, entry: str, reason: str) -> None:
    text = (
        f"publishers:\n  - {entry}\n    since: 2020\n    listings: [{{address: 'http://a.cn/'}}]\n"
    )
    (tmp_path / "publishers.yml").write_text(text, "utf-8")
    with pytest.raises(PublishersUnreadable, match=reason):
        load_publishers(tmp_path)


def test_pages_counted_by_number_need_a_place_for_the_number(tmp_path: Path) -> None:
    text = (
        "publishers:\n  - name: a\n    since: 2020\n    listings:\n"
        "      - {address: 'http://a.cn/', next_pages: 'http://a.cn/2'}\n"
    )
    (tmp_path / "publishers.yml").write_text(text, "utf-8")
    with pytest.raises(PublishersUnreadable, match="next_pages needs"):
        load_publishers(tmp_path)

"""Files that go from their publisher's list: kept, marked with the time, told once."""

from __future__ import annotations

from pathlib import Path

from pipelines.collect.fetching import Fetcher
from tests.collect.local_site import PDF, Answer, Site
from tests.collect.test_collecting import FOLDER, files, list_one, publisher, rows, run

ABOUT = '<a href="/about">机构职能</a>'


def test_a_file_that_goes_from_the_list_is_kept_and_marked_once(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site)
    run(tmp_path, web)
    assert "unlisted_since" not in rows(tmp_path)[0]
    site.page("/list", ABOUT)
    (result,) = run(tmp_path, web)
    assert result.unlisted == [f"{FOLDER}/1.pdf"]
    assert rows(tmp_path)[0]["unlisted_since"].startswith("2025-09-04T15:33:")
    marked = rows(tmp_path)
    (result,) = run(tmp_path, web)
    assert (result.unlisted, rows(tmp_path)) == ([], marked)
    assert files(tmp_path) == {f"{FOLDER}/1.pdf": PDF}


def test_a_file_that_is_listed_again_is_told_and_unmarked(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site)
    run(tmp_path, web)
    site.page("/list", ABOUT)
    run(tmp_path, web)
    list_one(site)
    (result,) = run(tmp_path, web)
    assert result.listed_again == [f"{FOLDER}/1.pdf"]
    assert rows(tmp_path)[0]["unlisted_since"] == ""


def test_content_that_moved_to_another_address_is_still_listed(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site)
    run(tmp_path, web)
    site.page("/n", '<a href="/moved.pdf">甲市教育局2023年度部门决算.pdf</a>')
    site.serve("/moved.pdf", Answer(PDF))
    (result,) = run(tmp_path, web)
    assert result.unlisted == []
    assert "unlisted_since" not in rows(tmp_path)[0]


def test_nothing_is_concluded_from_a_site_that_fails(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site)
    run(tmp_path, web)
    before = rows(tmp_path)
    # the list is there, the announcement and so the file on it are not
    site.serve("/n", Answer(b"", 503))
    (result,) = run(tmp_path, web)
    assert result.has_failed and result.unlisted == []
    # a file at a new address that cannot be had may be the same one
    site.page("/n", '<a href="/moved.pdf">甲市教育局2023年度部门决算.pdf</a>')
    (result,) = run(tmp_path, web)
    assert result.has_failed and result.unlisted == []
    assert rows(tmp_path) == before


def test_a_dry_run_marks_nothing(site: Site, web: Fetcher, tmp_path: Path) -> None:
    list_one(site)
    run(tmp_path, web)
    before = rows(tmp_path)
    site.page("/list", ABOUT)
    (result,) = run(tmp_path, web, dry_run=True)
    assert result.unlisted == [] and rows(tmp_path) == before


def test_what_another_publisher_lists_too_is_not_missed(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site)
    site.page("/portal", '<a href="/copy.pdf">甲市教育局2023年度部门决算</a>')
    site.serve("/copy.pdf", Answer(PDF))
    both = [publisher(), publisher("portal", listings=[{"address": "http://site.test/portal"}])]
    run(tmp_path, web, both)
    site.page("/list", ABOUT)
    for _ in range(2):
        results = run(tmp_path, web, both)
        assert [result.unlisted + result.listed_again for result in results] == [[], []]

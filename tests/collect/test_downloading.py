"""Files: only when they changed, going on where they stopped, and whole."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from pipelines.collect.downloading import Downloaded, Validators, download
from pipelines.collect.fetching import Fetcher, Limits
from pipelines.collect.problems import Refused, Temporary
from tests.collect.conftest import MakeFetcher
from tests.collect.local_site import PDF, Answer, Site

ADDRESS = "http://site.test/a.pdf"
TAGGED = {"Content-Type": "application/pdf", "ETag": '"one"'}


def fetched(web: Fetcher, folder: Path, known: Validators | None = None) -> Downloaded:
    found = download(web, ADDRESS, folder, known)
    assert found is not None
    return found


def part(first: int, headers: dict[str, str] | None = None, content: bytes = PDF) -> Answer:
    ranged = {"Content-Range": f"bytes {first}-{len(content) - 1}/{len(content)}"}
    return Answer(content[first:], 206, {**TAGGED, **ranged, **(headers or {})})


def test_a_file_comes_whole(site: Site, web: Fetcher, tmp_path: Path) -> None:
    site.serve("/a.pdf", Answer(PDF, headers=TAGGED))
    found = fetched(web, tmp_path)
    assert found.path.read_bytes() == PDF
    assert found.sha256 == sha256(PDF).hexdigest()
    assert found.validators == Validators('"one"', "")


def test_an_unchanged_file_is_not_sent_again(site: Site, web: Fetcher, tmp_path: Path) -> None:
    site.serve("/a.pdf", Answer(status=304))
    known = Validators('W/"one"', "Thu, 04 Sep 2025 15:00:00 GMT")
    assert download(web, ADDRESS, tmp_path, known) is None
    (asked,) = site.asked("/a.pdf")
    assert asked.headers["If-None-Match"] == 'W/"one"'
    assert asked.headers["If-Modified-Since"] == "Thu, 04 Sep 2025 15:00:00 GMT"


def test_nothing_has_changed_is_no_answer_to_a_first_question(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    site.serve("/a.pdf", Answer(status=304))
    with pytest.raises(Refused, match="304"):
        download(web, ADDRESS, tmp_path)


def test_a_file_that_breaks_off_is_completed(site: Site, web: Fetcher, tmp_path: Path) -> None:
    broken = Answer(PDF[:1000], length=len(PDF), headers=TAGGED)
    site.serve("/a.pdf", broken, part(1000))
    assert fetched(web, tmp_path).path.read_bytes() == PDF
    again = site.asked("/a.pdf")[1].headers
    assert (again["Range"], again["If-Range"]) == ("bytes=1000-", '"one"')


def test_the_next_run_goes_on_where_the_last_one_stopped(
    site: Site, web: Fetcher, web_with: MakeFetcher, tmp_path: Path
) -> None:
    stalled = Answer(PDF[:700], length=len(PDF), headers=TAGGED, stalls=True)
    site.serve("/a.pdf", stalled, part(700))
    with pytest.raises(Temporary):
        download(web_with(Limits(step=0.2, attempts=1)), ADDRESS, tmp_path)
    assert fetched(web, tmp_path).path.read_bytes() == PDF
    assert site.asked("/a.pdf")[1].headers["Range"] == "bytes=700-"


def test_a_file_that_changed_meanwhile_is_fetched_anew(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    other = PDF.replace(b"figures", b"FIGURES")
    broken = Answer(PDF[:1000], length=len(PDF), headers=TAGGED)
    site.serve("/a.pdf", broken, Answer(other, headers={"ETag": '"two"'}))
    found = fetched(web, tmp_path)
    assert found.path.read_bytes() == other
    assert found.validators.etag == '"two"'


@pytest.mark.parametrize(
    "odd",
    [
        part(500),
        part(1000, {"ETag": '"two"'}),
        part(1000, {"Content-Range": "bytes */3050"}),
        part(1000, {"Content-Range": ""}),
        Answer(status=416, headers={"Content-Range": "bytes */1000"}),
    ],
)
def test_a_rest_that_does_not_fit_is_not_joined(
    site: Site, web: Fetcher, tmp_path: Path, odd: Answer
) -> None:
    broken = Answer(PDF[:1000], length=len(PDF), headers=TAGGED)
    site.serve("/a.pdf", broken, odd, Answer(PDF, headers=TAGGED))
    assert fetched(web, tmp_path).path.read_bytes() == PDF
    assert "Range" not in site.asked("/a.pdf")[2].headers


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"weak"'}])
def test_without_proof_that_it_is_the_same_file_nothing_is_joined(
    site: Site, web: Fetcher, tmp_path: Path, headers: dict[str, str]
) -> None:
    site.serve(
        "/a.pdf",
        Answer(PDF[:1000], length=len(PDF), headers=headers),
        Answer(PDF, headers=headers),
    )
    assert fetched(web, tmp_path).path.read_bytes() == PDF
    assert "Range" not in site.asked("/a.pdf")[1].headers


def test_a_part_that_nobody_asked_for_is_no_file(site: Site, web: Fetcher, tmp_path: Path) -> None:
    site.serve("/a.pdf", part(0), Answer(PDF, headers=TAGGED))
    assert fetched(web, tmp_path).path.read_bytes() == PDF
    assert len(site.asked("/a.pdf")) == 2


def test_a_note_that_was_cut_off_costs_only_a_new_download(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    site.serve("/a.pdf", Answer(PDF[:1000], length=len(PDF), headers=TAGGED))
    with pytest.raises(Temporary):
        download(web, ADDRESS, tmp_path)
    (note,) = tmp_path.glob("*.json")
    note.write_text('{"etag": "')
    site.serve("/a.pdf", Answer(PDF, headers=TAGGED))
    assert fetched(web, tmp_path).path.read_bytes() == PDF
    assert "Range" not in site.asked("/a.pdf")[-1].headers


def test_a_huge_file_is_stopped_on_the_way(
    site: Site, web_with: MakeFetcher, tmp_path: Path
) -> None:
    small = web_with(Limits(file_bytes=1 << 20))
    site.serve("/a.pdf", Answer(bytes(3 << 20), length=None))
    with pytest.raises(Refused, match="larger than 1 MiB"):
        download(small, ADDRESS, tmp_path)
    assert sum(file.stat().st_size for file in tmp_path.glob("*.part")) <= 1 << 20


def test_a_resumed_file_does_not_grow_beyond_the_limit(
    site: Site, web_with: MakeFetcher, tmp_path: Path
) -> None:
    small = web_with(Limits(file_bytes=2000))
    site.serve("/a.pdf", Answer(PDF[:1500], length=None, headers=TAGGED), part(1500))
    assert fetched(small, tmp_path).path.stat().st_size == 1500
    site.serve("/a.pdf", Answer(PDF[:1500], length=1900, headers=TAGGED), part(1500))
    with pytest.raises(Refused, match="larger than"):
        download(small, ADDRESS, tmp_path)


def test_time_for_one_file_ends_over_all_attempts(
    site: Site, web_with: MakeFetcher, tmp_path: Path
) -> None:
    # waiting after failures takes 2, 4 and 8 seconds and a little; 5 are given
    site.serve("/a.pdf", Answer(status=500))
    with pytest.raises(Refused, match="not complete after 5 seconds"):
        download(web_with(Limits(file=5)), ADDRESS, tmp_path)
    assert len(site.asked("/a.pdf")) == 2


def test_a_failure_to_write_is_not_taken_for_the_networks(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    site.serve("/a.pdf", Answer(PDF, headers=TAGGED))
    blocked = tmp_path / f"{sha256(ADDRESS.encode()).hexdigest()[:32]}.part"
    blocked.mkdir()
    with pytest.raises(OSError, match="part"):
        download(web, ADDRESS, tmp_path)
    assert len(site.asked("/a.pdf")) == 1

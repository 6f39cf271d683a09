"""Polite fetching: rules of the site, pauses, redirects, failures that pass and those that stay."""

from __future__ import annotations

import gzip
import zlib

import pytest

from pipelines.collect.fetching import Fetcher, Limits
from pipelines.collect.problems import AddressRefused, Missing, NotAPage, Refused, Temporary
from tests.collect.conftest import MakeFetcher
from tests.collect.local_site import Answer, Site, StoppedClock

HTML = {"Content-Type": "text/html; charset=utf-8"}
QUICK = Limits(step=0.2, page=20, attempts=1)


def test_a_page_comes_with_its_final_address(site: Site, web: Fetcher) -> None:
    site.serve("/old", Answer(status=301, headers={"Location": "/%E6%96%B0/"}))
    site.serve("/新/", Answer("决算".encode(), headers=HTML))
    page = web.page("http://site.test/old")
    assert page.content.decode() == "决算"
    assert page.address == "http://site.test/%E6%96%B0/"
    assert page.content_type == "text/html; charset=utf-8"


def test_a_redirect_in_raw_utf8_is_followed(site: Site, web: Fetcher) -> None:
    site.serve("/old", Answer(status=302, headers={"Location": "/决算.html".encode()}))
    site.serve("/决算.html", Answer(b"here", headers=HTML))
    assert web.page("http://site.test/old").content == b"here"


def test_the_project_names_itself_and_sends_no_cookies(site: Site, web: Fetcher) -> None:
    site.serve(
        "/a", Answer(status=302, headers={"Location": "/b", "Set-Cookie": "session=1; Path=/"})
    )
    site.serve("/b", Answer(b"x", headers=HTML))
    web.page("http://site.test/a")
    (asked,) = site.asked("/b")
    assert asked.headers["User-Agent"].startswith("juesuan/")
    assert asked.headers["Accept-Encoding"] == "identity"
    assert "Cookie" not in asked.headers


@pytest.mark.parametrize(
    "target",
    [
        "http://inside.test/secret",
        "http://half-inside.test/",
        "http://mapped.test/",
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "ftp://site.test/x",
        "http://user:word@site.test/",
        "http://site.test:8080/",
        "javascript:alert(1)",
    ],
)
def test_a_redirect_to_what_is_not_public_is_refused(site: Site, web: Fetcher, target: str) -> None:
    site.serve("/a", Answer(status=302, headers={"Location": target}))
    with pytest.raises(AddressRefused):
        web.page("http://site.test/a")
    assert site.paths() == ["/a"]


def test_the_second_redirect_is_checked_like_the_first(site: Site, web: Fetcher) -> None:
    site.serve("/a", Answer(status=302, headers={"Location": "http://files.test/b"}))
    site.serve(
        "/b", Answer(status=307, headers={"Location": "http://inside.test/"}), host="files.test"
    )
    with pytest.raises(AddressRefused, match=r"10\.1\.2\.3"):
        web.page("http://site.test/a")


def test_redirects_in_a_circle_end(site: Site, web: Fetcher) -> None:
    site.serve("/a", Answer(status=302, headers={"Location": "/a"}))
    with pytest.raises(Refused, match="too many redirects"):
        web.page("http://site.test/a")
    assert len(site.asked("/a")) == 6


def test_a_redirect_to_nowhere(site: Site, web: Fetcher) -> None:
    site.serve("/a", Answer(status=302))
    with pytest.raises(Refused, match="a redirect to nowhere"):
        web.page("http://site.test/a")


def test_requests_to_one_host_keep_their_distance(
    site: Site, web: Fetcher, clock: StoppedClock
) -> None:
    for path in ("/a", "/b"):
        site.serve(path, Answer(b"x", headers=HTML))
    site.serve("/c", Answer(b"x", headers=HTML), host="files.test")
    web.seconds_between = 3
    web.page("http://site.test/a")
    assert clock.sleeps == [3], "between robots.txt and the page"
    web.page("http://site.test/b")
    assert clock.sleeps == [3, 3]
    web.page("http://files.test/c")
    assert clock.sleeps == [3, 3, 3], "another host is asked at once, then its page after a pause"


def test_a_pause_that_the_site_asks_for_is_kept(
    site: Site, web: Fetcher, clock: StoppedClock
) -> None:
    site.serve("/robots.txt", Answer(b"User-agent: *\nCrawl-delay: 20"))
    site.serve("/a", Answer(b"x", headers=HTML))
    site.serve("/b", Answer(b"x", headers=HTML))
    web.page("http://site.test/a")
    web.page("http://site.test/b")
    assert clock.sleeps == [2, 20], "robots.txt itself was asked before that was known"


def test_a_site_that_asks_for_hours_between_requests_is_left_alone(
    site: Site, web: Fetcher
) -> None:
    site.serve("/robots.txt", Answer(b"User-agent: *\nCrawl-delay: 86400"))
    with pytest.raises(Refused, match="86400"):
        web.page("http://site.test/a")
    assert site.paths() == []


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        (b"User-agent: *\nDisallow: /private/", "/private/a", False),
        (b"User-agent: *\nDisallow: /private/", "/public/a", True),
        (b"User-agent: *\nDisallow: /*.pdf$", "/public/a.pdf", False),
        (b"User-agent: *\nDisallow: /\nAllow: /public/", "/public/a", True),
        (b"User-agent: juesuan\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        (b"User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /决算/".encode(), "/决算/a", False),
        (b"<!DOCTYPE html><html>no such file</html>", "/a", True),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /", "/a", False),
    ],
)
def test_robots_txt_is_obeyed(
    site: Site, web: Fetcher, rules: bytes, path: str, allowed: bool
) -> None:
    site.serve("/robots.txt", Answer(rules))
    site.serve(path, Answer(b"x", headers=HTML))
    if allowed:
        assert web.page(f"http://site.test{path}").content == b"x"
    else:
        with pytest.raises(Refused, match=r"robots\.txt"):
            web.page(f"http://site.test{path}")
        assert site.paths() == []
    assert len(site.asked("/robots.txt")) == 1


def test_robots_txt_of_the_site_redirected_to_is_obeyed_too(site: Site, web: Fetcher) -> None:
    site.serve("/a", Answer(status=302, headers={"Location": "http://files.test/b"}))
    site.serve("/robots.txt", Answer(b"User-agent: *\nDisallow: /"), host="files.test")
    with pytest.raises(Refused, match=r"robots\.txt"):
        web.page("http://site.test/a")
    assert site.paths() == ["/a"]


def test_without_an_answer_about_robots_nothing_is_fetched(site: Site, web: Fetcher) -> None:
    site.serve("/robots.txt", Answer(status=503))
    with pytest.raises(Temporary, match=r"robots\.txt"):
        web.page("http://site.test/a")
    assert site.paths() == []


def test_a_failure_that_passes_is_tried_again(
    site: Site, web: Fetcher, clock: StoppedClock
) -> None:
    site.serve("/a", Answer(status=500), Answer(status=503), Answer(b"x", headers=HTML))
    assert web.page("http://site.test/a").content == b"x"
    assert len(site.asked("/a")) == 3
    # the pauses between requests are 2 seconds, the waits grow from 2 and 4
    waits = [sleep for sleep in clock.sleeps if sleep != 2]
    assert [int(wait) for wait in waits] == [2, 4]


def test_trying_again_has_an_end(site: Site, web: Fetcher) -> None:
    site.serve("/a", Answer(status=500))
    with pytest.raises(Temporary, match="500"):
        web.page("http://site.test/a")
    assert len(site.asked("/a")) == 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 501])
def test_what_will_not_pass_is_not_tried_again(site: Site, web: Fetcher, status: int) -> None:
    site.serve("/a", Answer(status=status))
    with pytest.raises(Missing if status in (404, 410) else Refused, match=str(status)):
        web.page("http://site.test/a")
    assert len(site.asked("/a")) == 1


def test_a_wait_that_the_server_asks_for_is_kept(
    site: Site, web: Fetcher, clock: StoppedClock
) -> None:
    date = "Thu, 04 Sep 2025 15:34:50 GMT"
    site.serve(
        "/a",
        Answer(status=429, headers={"Retry-After": "50"}),
        Answer(status=503, headers={"Retry-After": date}),
        Answer(b"x", headers=HTML),
    )
    web.page("http://site.test/a")
    # 15:33:20 and 2 seconds for robots.txt and 50 seconds: 38 are left until the date
    assert clock.sleeps == [2, 50, 38]


def test_a_wait_of_an_hour_is_for_the_next_run(site: Site, web: Fetcher) -> None:
    site.serve("/a", Answer(status=503, headers={"Retry-After": "3600"}))
    with pytest.raises(Temporary):
        web.page("http://site.test/a")
    assert len(site.asked("/a")) == 1


def test_a_silent_server_is_given_up(site: Site, web_with: MakeFetcher) -> None:
    site.serve("/a", Answer(b"x", length=100, headers=HTML, stalls=True))
    with pytest.raises(Temporary, match="the connection failed"):
        web_with(QUICK).page("http://site.test/a")


def test_a_server_that_sends_a_byte_at_a_time_is_given_up(
    site: Site, web_with: MakeFetcher
) -> None:
    site.serve("/a", Answer(b"x" * 5000, headers=HTML, drips=True))
    with pytest.raises(Refused, match=r"not complete after 0\.3 seconds"):
        web_with(Limits(step=5, page=0.3)).page("http://site.test/a")


def test_a_page_that_is_too_large_is_not_read(site: Site, web_with: MakeFetcher) -> None:
    small = web_with(Limits(page_bytes=1 << 20))
    site.serve("/a", Answer(b"x" * (1 << 20 | 1), headers=HTML))
    with pytest.raises(Refused, match="larger than 1 MiB"):
        small.page("http://site.test/a")
    site.serve("/b", Answer(b"x" * (1 << 20 | 1), length=None, headers=HTML))
    with pytest.raises(Refused, match="larger than 1 MiB"):
        small.page("http://site.test/b")


def test_a_length_of_terabytes_is_refused_at_once(site: Site, web: Fetcher) -> None:
    site.serve("/a", Answer(b"x", length=10**13, headers=HTML, stalls=True))
    with pytest.raises(Refused, match="larger than 10 MiB"):
        web.page("http://site.test/a")


def test_content_packed_unasked_is_unpacked(site: Site, web: Fetcher) -> None:
    site.serve("/gz", Answer(gzip.compress(b"page"), headers={**HTML, "Content-Encoding": "gzip"}))
    packed = {**HTML, "Content-Encoding": "deflate"}
    site.serve("/deflate", Answer(zlib.compress(b"page"), headers=packed))
    bare = zlib.compressobj(wbits=-15)
    site.serve("/bare", Answer(bare.compress(b"page") + bare.flush(), headers=packed))
    for path in ("/gz", "/deflate", "/bare"):
        assert web.page(f"http://site.test{path}").content == b"page"


def test_a_bomb_is_not_unpacked(site: Site, web: Fetcher) -> None:
    bomb = gzip.compress(bytes(40 << 20))
    assert len(bomb) < 100_000
    site.serve("/a", Answer(bomb, headers={**HTML, "Content-Encoding": "gzip"}))
    with pytest.raises(Refused, match="larger than 10 MiB"):
        web.page("http://site.test/a")


def test_packed_content_that_is_cut_off_or_broken_is_no_page(site: Site, web: Fetcher) -> None:
    packed = gzip.compress(b"page" * 1000)
    headers = {**HTML, "Content-Encoding": "gzip"}
    site.serve("/cut", Answer(packed[:-12], headers=headers))
    site.serve("/broken", Answer(b"no gzip", headers=headers))
    site.serve("/odd", Answer(b"x", headers={**HTML, "Content-Encoding": "br"}))
    for path, problem in (("/cut", Temporary), ("/broken", Temporary), ("/odd", Refused)):
        with pytest.raises(problem):
            web.page(f"http://site.test{path}")


def test_a_connection_that_breaks_off_is_tried_again(site: Site, web: Fetcher) -> None:
    site.serve("/a", Answer(b"half", length=8, headers=HTML), Answer(b"whole ok", headers=HTML))
    assert web.page("http://site.test/a").content == b"whole ok"


def test_a_body_in_chunks(site: Site, web: Fetcher) -> None:
    chunked = {**HTML, "Transfer-Encoding": "chunked"}
    whole = b"4\r\npage\r\n3\r\n ok\r\n0\r\n\r\n"
    site.serve(
        "/a",
        Answer(whole[:12], length=None, headers=chunked),
        Answer(whole, length=None, headers=chunked),
    )
    assert web.page("http://site.test/a").content == b"page ok"
    assert len(site.asked("/a")) == 2


def test_a_file_in_place_of_a_page_is_told_apart(site: Site, web: Fetcher) -> None:
    site.serve("/a", Answer(b"%PDF-", headers={"Content-Type": "application/pdf"}))
    site.serve(
        "/b", Answer(b"x", headers={**HTML, "Content-Disposition": "attachment; filename=a"})
    )
    for path in ("/a", "/b"):
        with pytest.raises(NotAPage):
            web.page(f"http://site.test{path}")


def test_a_host_that_is_not_found(web: Fetcher) -> None:
    with pytest.raises(Temporary, match="the host was not found"):
        web.page("http://absent.test/")

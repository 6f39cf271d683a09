"""Whatever a site sends as an address, a name or a page: a word of refusal or something safe."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.catalogue.loading import load_catalogue
from pipelines.collect.addresses import web_address
from pipelines.collect.fetching import Page
from pipelines.collect.file_names import disposed_name, name_in_address, name_of_download
from pipelines.collect.pages import Link, parsed
from pipelines.collect.problems import AddressRefused
from pipelines.collect.publishers import Publisher
from pipelines.collect.titles import judged, told

PUBLISHER = Publisher.model_validate(
    {"name": "a", "since": 2020, "listings": [{"address": "http://site.test/"}]}
)
KINDS = load_catalogue().report_kinds
ADDRESSES = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="ahtp:/\\\\@.?#%[]0123456789-决\x00\n \ud800", max_size=40),
    st.text(alphabet="a:/@.?#%[]\\\\1决 ", max_size=30).map(lambda text: f"http://{text}"),
)


@settings(max_examples=300, deadline=None)
@given(ADDRESSES)
def test_an_address_is_refused_or_holds_nothing_odd(text: str) -> None:
    try:
        address = web_address(text)
    except AddressRefused:
        return
    assert address.port in (80, 443)
    assert address.target.isascii() and address.target.startswith("/")
    assert str(address).isprintable() and " " not in str(address)
    assert str(web_address(str(address))) == str(address)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60), ADDRESSES, st.text(max_size=80))
def test_a_name_stays_in_its_folder(header: bytes, address: str, title: str) -> None:
    raw = b"attachment; filename=" + header
    name = name_of_download(raw.decode("latin-1"), address, title, ".pdf")
    assert 0 < len(name.encode()) <= 180
    assert name not in (".", "..")
    assert not name.startswith((".", "~"))
    assert not set(name) & set('/\\\\:*?"<>|\x00\n\u202e')


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.text(alphabet="chartse=t-/;ugbk81 ", max_size=30))
def test_any_bytes_are_a_page(content: bytes, content_type: str) -> None:
    page = parsed(Page(b'<a href="' + content, "http://site.test/", content_type))
    assert all(isinstance(link.address, str) for link in page.links)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="甲市局2023年度部门决算公开绩效自评报告（）-、 预", max_size=40))
def test_a_title_is_taken_for_its_own_year_alone(title: str) -> None:
    found = told(Link("http://site.test/x", title), PUBLISHER, KINDS)
    for year in (2022, 2024):
        assert not (judged(found, year).is_taken and year not in found.years)
    assert all(agency in title.replace(" ", "") for agency in found.agencies)


def test_a_charset_that_is_no_character_set() -> None:
    for charset in ("rot13", "hex", "nonsense", "idna", "utf-7"):
        content = f"<meta charset={charset}><a href=/x>决算</a>".encode("gbk")
        (link,) = parsed(Page(content, "http://site.test/", "text/html")).links
        assert link.address == "http://site.test/x"


def test_an_odd_address_gives_a_name_all_the_same() -> None:
    assert name_in_address("http://[::1/x.pdf") == "x.pdf"
    assert disposed_name("attachment; filename==?x?") == "=?x?"

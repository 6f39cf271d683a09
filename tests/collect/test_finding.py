"""From listings to files: pages, announcements, attachments, and what is left to a person."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.collect.fetching import Fetcher
from pipelines.collect.finding import Findings, find_reports
from pipelines.collect.publishers import Publisher
from tests.collect.local_site import PDF, Answer, Site

LIST = "http://site.test/list"


def publisher(**given: Any) -> Publisher:
    listings = given.pop("listings", [{"address": LIST}])
    return Publisher.model_validate(
        {"name": "a", "agency": "甲市教育局", "since": 2020, "listings": listings, **given}
    )


def found(web: Fetcher, **given: Any) -> Findings:
    kinds = load_catalogue().report_kinds
    return find_reports(publisher(**given), 2023, web, kinds, lambda _: None)


def a(address: str, text: str, title: str = "") -> str:
    return f'<a href="{address}" title="{title}">{text}</a>'


def reasons(findings: Findings) -> list[tuple[str, str]]:
    return [(doubt.title, doubt.reason.partition(" / ")[0]) for doubt in findings.doubts]


def test_announcements_over_several_pages_with_their_attachments(site: Site, web: Fetcher) -> None:
    site.page("/list", a("n1.html", "2024年部门预算公开") + a("?p=2", "下一页"))
    site.page("/list?p=2", a("/n2.html", "2023年度部门决算公开") + a("?p=3", "下一页"))
    site.page("/list?p=3", a("/n3.html", "2022年度部门决算公开") + a("?p=3", "尾页"))
    site.page(
        "/n2.html",
        a("/up/1.pdf", "附件1：2023年度部门决算.pdf")
        + a("/up/2.zip", "附件2")
        + a("/n3.html", "上一篇：2022年度部门决算公开")
        + a("/index.html", "首页"),
    )
    findings = found(web)
    assert site.paths() == ["/list", "/list?p=2", "/n2.html", "/list?p=3"]
    first, second = findings.files.values()
    assert (first.address, first.title) == ("http://site.test/up/1.pdf", "2023年度部门决算")
    assert (first.agency, first.kind) == ("甲市教育局", "final_accounts")
    assert (second.address, second.title) == ("http://site.test/up/2.zip", "2.zip")
    assert (second.agency, second.kind) == ("甲市教育局", "")
    assert (findings.doubts, findings.failures, findings.is_complete) == ([], [], True)


def test_pages_counted_by_number_end_where_there_is_none(site: Site, web: Fetcher) -> None:
    site.page("/index.html", a("/1.pdf", "2023年度部门决算"))
    site.page("/index_1.html", a("/2.pdf", "2023年度单位决算"))
    listing = {
        "address": "http://site.test/index.html",
        "next_pages": "http://site.test/index_{page}.html",
    }
    findings = found(web, listings=[listing])
    assert site.paths() == ["/index.html", "/index_1.html", "/index_2.html"]
    assert list(findings.files) == ["http://site.test/1.pdf", "http://site.test/2.pdf"]
    assert (findings.failures, findings.is_complete) == ([], True)


def test_a_listing_without_an_end_is_left_and_told(site: Site, web: Fetcher) -> None:
    for number in range(1, 40):
        site.page(f"/list?p={number}", a(f"/{number}", "新闻") + a(f"/list?p={number + 1}", "下页"))
    findings = found(web, listings=[{"address": f"{LIST}?p=1"}], most_pages=5)
    assert len(site.paths()) == 5
    assert "most_pages" in findings.notices[0]
    assert not findings.is_complete


def test_pages_that_bring_nothing_new_or_lead_back_end_the_list(site: Site, web: Fetcher) -> None:
    same = a("/n", "新闻") + a("/list?p=2", "下一页")
    site.page("/list", same)
    site.page("/list?p=2", same)
    assert found(web).is_complete
    assert site.paths() == ["/list", "/list?p=2"]
    site.page("/circle", a("/x", "甲") + a("/circle?p=2", "下一页"))
    site.page("/circle?p=2", a("/y", "乙") + a("/circle", "下一页"))
    assert found(web, listings=[{"address": "http://site.test/circle"}]).is_complete
    assert site.paths()[2:] == ["/circle", "/circle?p=2"]


def test_two_ways_on_are_not_guessed(site: Site, web: Fetcher) -> None:
    site.page("/list", a("/a", "下一页") + a("/b", "下一页"))
    findings = found(web)
    assert site.paths() == ["/list"]
    assert "several links to a next page" in findings.notices[0]


def test_what_a_title_leaves_open_is_listed_and_not_fetched(site: Site, web: Fetcher) -> None:
    site.page(
        "/list",
        a("/n1", "部门决算公开")
        + a("/n2", "2022年度和2023年度部门决算公开")
        + a("/n3", "2023年度部门决算公开那些事")
        + a("/乙.pdf", "乙县民政局2023年度部门决算"),
    )
    findings = found(web)
    assert site.paths() == ["/list"]
    assert findings.files == {}
    assert reasons(findings) == [
        ("部门决算公开", "标题没有写明年度"),
        ("2022年度和2023年度部门决算公开", "标题或清单中年度不一致"),
        ("2023年度部门决算公开那些事", "标题写法与已知的不同"),
        ("乙县民政局2023年度部门决算", "标题写的部门是 乙县民政局，不是 甲市教育局"),
    ]


def test_attachments_of_another_year_or_kind_are_doubts(site: Site, web: Fetcher) -> None:
    site.page("/list", a("/n", "2023年度部门决算公开"))
    site.page(
        "/n",
        a("/1.pdf", "2022年度部门决算")
        + a("/2.pdf", "2023年部门预算公开表")
        + a("/3.xls", "公开表"),
    )
    findings = found(web)
    assert list(findings.files) == ["http://site.test/3.xls"]
    assert findings.files["http://site.test/3.xls"].kind == ""
    assert reasons(findings) == [
        ("2022年度部门决算", "附件写的是别的年度"),
        ("2023年部门预算公开表", "附件是别的公开内容"),
    ]


def test_only_the_attachments_asked_for(site: Site, web: Fetcher) -> None:
    site.page("/list", a("/n", "2023年度部门决算公开"))
    site.page("/n", a("/1.pdf", "附件：公开表.pdf") + a("/2.pdf", "网站使用手册.pdf"))
    findings = found(web, attachments="附件.*")
    assert list(findings.files) == ["http://site.test/1.pdf"]


def test_an_announcement_without_files_is_a_report_only_when_a_person_says_so(
    site: Site, web: Fetcher
) -> None:
    site.page("/list", a("/n", "2023年度部门决算公开"))
    site.page("/n", "部门决算 ……" + a("/", "首页"))
    assert reasons(found(web))[0][1].startswith("公告没有附件")
    findings = found(web, pages_are_reports=True)
    assert [(file.address, file.is_page) for file in findings.files.values()] == [
        ("http://site.test/n", True)
    ]


def test_many_agencies_in_one_place_go_by_their_titles(site: Site, web: Fetcher) -> None:
    site.page(
        "/list",
        a("/1.pdf", "甲市教育局2023年度部门决算")
        + a("/2.pdf", "2023年度部门决算")
        + a("/n", "2023年度市级部门决算公开"),
    )
    site.page("/n", a("/3.pdf", "甲市民政局2023年度部门决算.pdf") + a("/4.pdf", "公开表.pdf"))
    findings = found(web, agency=None)
    assert {file.address: file.agency for file in findings.files.values()} == {
        "http://site.test/1.pdf": "甲市教育局",
        "http://site.test/3.pdf": "甲市民政局",
    }
    assert [reason for _, reason in reasons(findings)] == ["没有写明部门", "没有写明部门"]


def test_one_file_told_as_two_things_is_neither(site: Site, web: Fetcher) -> None:
    site.page(
        "/list",
        a("/1.pdf", "甲市教育局2023年度部门决算") + a("/1.pdf", "甲市民政局2023年度部门决算"),
    )
    findings = found(web, agency=None)
    assert findings.files == {}
    assert reasons(findings) == [("甲市民政局2023年度部门决算", "同一文件列为不同部门或内容")]


def test_a_link_without_a_suffix_that_gives_a_file(site: Site, web: Fetcher) -> None:
    site.page("/list", a("/down?id=5", "2023年度部门决算"))
    site.serve("/down?id=5", Answer(PDF, headers={"Content-Type": "application/pdf"}))
    assert list(found(web).files) == ["http://site.test/down?id=5"]


def test_a_title_cut_short_is_read_whole_from_its_attribute(site: Site, web: Fetcher) -> None:
    site.page("/list", a("/1.pdf", "2023年度部门…", "2023年度部门决算公开"))
    assert [file.title for file in found(web).files.values()] == ["2023年度部门决算公开"]


@pytest.mark.parametrize("charset", ["gbk", "gb2312", "utf-8", ""])
def test_pages_in_national_encodings(site: Site, web: Fetcher, charset: str) -> None:
    html = f"<html><head><meta charset={charset}></head><body>"
    html += a("/down.jsp?f=决算.pdf", "2023年度部门决算") + "</body></html>"
    site.serve(
        "/list", Answer(html.encode(charset or "gbk"), headers={"Content-Type": "text/html"})
    )
    percent = "%BE%F6%CB%E3" if charset != "utf-8" else "决算"
    (file,) = found(web).files.values()
    assert (file.address, file.title) == (
        f"http://site.test/down.jsp?f={percent}.pdf",
        "2023年度部门决算",
    )


def test_a_base_address_counts(site: Site, web: Fetcher) -> None:
    head = '<base href="http://files.test/up/">'
    site.page("/list", head + a("1.pdf", "2023年度部门决算"))
    assert list(found(web).files) == ["http://files.test/up/1.pdf"]


def test_a_failure_on_one_page_does_not_hide_the_others(site: Site, web: Fetcher) -> None:
    site.page("/list", a("/n1", "2023年度部门决算公开") + a("/n2", "2023年度单位决算公开"))
    site.serve("/n1", Answer(status=404))
    site.page("/n2", a("/1.pdf", "公开表"))
    findings = found(web)
    assert list(findings.files) == ["http://site.test/1.pdf"]
    assert [address for address, _ in findings.failures] == ["http://site.test/n1"]
    assert not findings.is_complete


def test_a_site_that_is_down_is_left_after_three_failures(site: Site, web: Fetcher) -> None:
    links = "".join(a(f"/n{number}", "2023年度部门决算公开") for number in range(1, 9))
    site.page("/list", links)
    for number in range(1, 9):
        site.serve(f"/n{number}", Answer(status=502))
    findings = found(web)
    assert {path for path in site.paths() if path != "/list"} == {"/n1", "/n2", "/n3"}
    assert "3 次失败" in str(findings.failures[-1][1])


def test_a_listing_made_by_a_script_is_a_failure_in_words(site: Site, web: Fetcher) -> None:
    site.page("/list", "<script>load()</script>")
    ((_, problem),) = found(web).failures
    assert "a page without links" in str(problem)


def test_a_listing_of_another_year_is_not_read(site: Site, web: Fetcher) -> None:
    site.page("/list", a("/1.pdf", "部门决算"))
    assert found(web, listings=[{"address": LIST, "fiscal_year": 2022}]).files == {}
    assert site.paths() == []
    findings = found(web, listings=[{"address": LIST, "fiscal_year": 2023}])
    assert list(findings.files) == ["http://site.test/1.pdf"]


def test_links_that_lead_nowhere_harm_nothing(site: Site, web: Fetcher) -> None:
    odd = ["javascript:void(0)", "mailto:a@b.cn", "#top", "", "http://[::1/x", "http://x:y/"]
    site.page("/list", "".join(a(link, "2023年度部门决算") for link in odd))
    findings = found(web)
    assert findings.files == {}
    assert all("http://x:y/" in address for address, _ in findings.failures)

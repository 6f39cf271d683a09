"""From a publisher's listings over its announcements to the addresses of its reports.

What a title tells is judged in `titles`; files are fetched in `downloading`. What cannot be told is
listed as a doubt, and nothing stops silently: every end that is not the end of a list is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipelines.catalogue.model import ReportKinds
from pipelines.collect.fetching import Fetcher
from pipelines.collect.file_names import is_file_name, name_in_address
from pipelines.collect.kinds import KINDS
from pipelines.collect.pages import Link, ParsedPage, parsed
from pipelines.collect.problems import (
    CollectingProblem,
    Missing,
    NotAPage,
    Refused,
    Temporary,
)
from pipelines.collect.publishers import Listing, Publisher
from pipelines.collect.titles import Judgement, bare_title, judged, told
from pipelines.text.normalising import comparable

_MOST_ANNOUNCEMENTS = 1000
_MOST_ATTACHMENTS = 100
_FAILURES_IN_A_ROW = 3


@dataclass(frozen=True)
class FoundFile:
    """A file, or a page that is itself a report, and what its publication tells of it."""

    address: str
    title: str
    agency: str
    kind: str
    is_page: bool = False


@dataclass(frozen=True)
class Doubt:
    """A link that may be a report; a person has to say."""

    title: str
    address: str
    reason: str


@dataclass
class Findings:
    """What was found at one publisher; a failure names the address it concerns."""

    files: dict[str, FoundFile] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    failures: list[tuple[str, CollectingProblem]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    is_complete: bool = True

    def doubt(self, link: Link, reason: str) -> None:
        """Note a doubt, once for each link."""
        found = Doubt(link.text, link.address, reason)
        if found not in self.doubts:
            self.doubts.append(found)

    def stopped(self, notice: str) -> None:
        """Note that something was left unread."""
        self.is_complete = False
        self.notices.append(notice)


class GaveUp(CollectingProblem):
    """A publisher that fails again and again is left for the next run."""


class Patience:
    """Counts failures in a row, so that a site that is down costs minutes and not hours."""

    def __init__(self) -> None:
        self._failed = 0

    def succeeded(self) -> None:
        """A success begins the count anew."""
        self._failed = 0

    def failed(self, problem: CollectingProblem) -> None:
        """Count a failure that may be the site's; raises GaveUp when they are too many."""
        self._failed = self._failed + 1 if isinstance(problem, Temporary) else 0
        if self._failed >= _FAILURES_IN_A_ROW:
            raise GaveUp(
                f"连续 {self._failed} 次失败，该发布者余下的未取 / that many failures in a row, "
                "the rest of this publisher is not tried",
                "网站恢复后重新运行 / run again when the site answers",
            ) from problem


def find_reports(
    publisher: Publisher,
    fiscal_year: int,
    fetcher: Fetcher,
    kinds: ReportKinds,
    tell: Callable[[str], None],
) -> Findings:
    """The files that a publisher announces for a fiscal year, with doubts and failures.

    `tell` is given a line for every page that is read. Raises nothing but what is no failure of
    the publisher's pages.
    """
    search = _Search(publisher, fiscal_year, fetcher, kinds, tell)
    try:
        for listing in publisher.listings:
            if listing.fiscal_year in (None, fiscal_year):
                search.read_listing(listing)
    except GaveUp as problem:
        search.findings.failures.append((publisher.name, problem))
    if search.findings.failures:
        search.findings.is_complete = False
    return search.findings


class _Search:
    def __init__(
        self,
        publisher: Publisher,
        fiscal_year: int,
        fetcher: Fetcher,
        kinds: ReportKinds,
        tell: Callable[[str], None],
    ) -> None:
        self.findings = Findings()
        self._publisher, self._year, self._fetcher = publisher, fiscal_year, fetcher
        self._kinds, self._tell = kinds, tell
        self._announcements: dict[str, Judgement] = {}
        self._contradictory: set[str] = set()
        self._patience = Patience()

    def read_listing(self, listing: Listing) -> None:
        """Judge every link of every page of a listing and follow those that announce a report."""
        for page in self._pages(listing):
            for link in page.links:
                found = told(link, self._publisher, self._kinds)
                judgement = judged(found, self._year, listing.fiscal_year)
                if judgement.doubt:
                    self.findings.doubt(link, judgement.doubt)
                elif judgement.is_taken and _is_file(link):
                    self._take(link, judgement)
                elif judgement.is_taken and self._announcements.get(link.address) != judgement:
                    if len(self._announcements) >= _MOST_ANNOUNCEMENTS:
                        self.findings.stopped(
                            f"只读了前 {_MOST_ANNOUNCEMENTS} 条公告 / only the first announcements "
                            f"were read: {listing.address}"
                        )
                        return
                    self._announcements[link.address] = judgement
                    self._read_announcement(link, judgement)

    def _pages(self, listing: Listing) -> Iterator[ParsedPage]:
        """The pages of a listing until there is no next one, or it brings nothing new."""
        visited: set[str] = set()
        known: set[Link] = set()
        address: str | None = listing.address
        while address is not None:
            if len(visited) >= self._publisher.most_pages:
                self.findings.stopped(
                    f"只读了清单的前 {len(visited)} 页，如需更多请改 most_pages / only the first "
                    f"pages of the listing were read: {listing.address}"
                )
                return
            visited.add(address)
            page = self._page(address, is_further=len(visited) > 1 and bool(listing.next_pages))
            if page is None:
                return
            if known.issuperset(page.links):
                return
            known.update(page.links)
            yield page
            address = self._next(page, listing, visited)

    def _page(self, address: str, is_further: bool) -> ParsedPage | None:
        self._tell(address)
        try:
            page = parsed(self._fetcher.page(address))
        except Missing as problem:
            # pages counted by number end where there is none
            if not is_further:
                self._failed(address, problem)
            return None
        except CollectingProblem as problem:
            self._failed(address, problem)
            return None
        self._patience.succeeded()
        if not page.links:
            self._failed(
                address,
                Refused(
                    "网页没有链接，可能由脚本生成 / a page without links, perhaps made by a script",
                    "请换一个清单地址 / name another listing",
                ),
            )
            return None
        return page

    def _failed(self, address: str, problem: CollectingProblem) -> None:
        self.findings.failures.append((address, problem))
        self._patience.failed(problem)

    def _next(self, page: ParsedPage, listing: Listing, visited: set[str]) -> str | None:
        if listing.next_pages is not None:
            number = listing.from_page + len(visited) - 1
            if number > listing.to_page:
                self.findings.stopped(
                    f"清单读到第 {listing.to_page} 页为止（to_page）/ the listing was read up to "
                    f"to_page: {listing.address}"
                )
                return None
            return listing.next_pages.replace("{page}", str(number))
        further = {
            link.address
            for link in page.links
            if self._publisher.next_page.fullmatch(comparable(link.text))
        }
        if len(further) > 1:
            self.findings.stopped(
                f"下一页的链接不止一个 / several links to a next page: {sorted(further)[:3]}"
            )
            return None
        return next(iter(further - visited), None)

    def _read_announcement(self, link: Link, announced: Judgement) -> None:
        self._tell(link.address)
        try:
            page = parsed(self._fetcher.page(link.address))
        except NotAPage:
            self._take(link, announced)
            return
        except CollectingProblem as problem:
            self._failed(link.address, problem)
            return
        self._patience.succeeded()
        attachments = [one for one in page.links if self._is_attachment(one)]
        if len(attachments) > _MOST_ATTACHMENTS:
            self.findings.doubt(link, f"附件多达 {len(attachments)} 个 / too many attachments")
        elif attachments:
            for attachment in attachments:
                self._judge_attachment(attachment, announced)
        elif self._publisher.pages_are_reports:
            self._take(link, announced, is_page=True)
        else:
            self.findings.doubt(
                link,
                "公告没有附件；若网页本身就是报告，请写 pages_are_reports / an announcement "
                "without files; if the page is the report, set pages_are_reports",
            )

    def _is_attachment(self, link: Link) -> bool:
        wanted = self._publisher.attachments
        return _is_file(link) and (wanted is None or bool(wanted.fullmatch(comparable(link.text))))

    def _judge_attachment(self, link: Link, announced: Judgement) -> None:
        """Take an attachment unless its own text says that it is something else."""
        own = told(link, self._publisher, self._kinds)
        agency = next(iter(own.agencies)) if len(own.agencies) == 1 else announced.agency
        kind = next(iter(own.kinds)) if len(own.kinds) == 1 else ""
        if own.years and own.years != {self._year}:
            self.findings.doubt(link, "附件写的是别的年度 / the attachment names another year")
        elif own.kinds and not own.kinds & set(KINDS):
            self.findings.doubt(link, "附件是别的公开内容 / the attachment is something else")
        else:
            self._take(link, Judgement(True, kind=kind, agency=agency))

    def _take(self, link: Link, judgement: Judgement, is_page: bool = False) -> None:
        stated = self._publisher.agency
        agency = stated or judgement.agency
        if not agency:
            self.findings.doubt(link, "没有写明部门 / no agency is named")
            return
        if stated and judgement.agency and not _may_be_one(stated, judgement.agency):
            self.findings.doubt(
                link,
                f"标题写的部门是 {judgement.agency}，不是 {stated} / "
                "the title names another agency",
            )
            return
        title = bare_title(link.text) or name_in_address(link.address)
        file = FoundFile(link.address, title, agency, judgement.kind, is_page)
        self._keep(file, link)

    def _keep(self, file: FoundFile, link: Link) -> None:
        """Keep a file; one that is announced as two different things is kept as neither."""
        known = self.findings.files.get(file.address)
        contradicts = known is not None and (
            known.agency != file.agency or "" != known.kind != file.kind != ""
        )
        if contradicts or file.address in self._contradictory:
            self._contradictory.add(file.address)
            self.findings.files.pop(file.address, None)
            self.findings.doubt(
                link, "同一文件列为不同部门或内容 / one file is listed as two different things"
            )
        elif known is None or (file.kind and not known.kind):
            self.findings.files[file.address] = file


def _is_file(link: Link) -> bool:
    return is_file_name(name_in_address(link.address)) or is_file_name(link.text)


def _may_be_one(one: str, other: str) -> bool:
    """Whether two names can be of one agency: with or without the region before it."""
    first, second = comparable(one), comparable(other)
    return first.endswith(second) or second.endswith(first)

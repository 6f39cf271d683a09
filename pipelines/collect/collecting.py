"""A collecting run: for every publisher what was found, fetched and kept, and what was not.

Where reports are announced is found out in `finding`; what is printed about a run in `commands`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipelines.catalogue.loading import load_catalogue
from pipelines.collect.addresses import web_address
from pipelines.collect.downloading import Downloaded, Validators, download
from pipelines.collect.fetching import Fetcher
from pipelines.collect.file_names import known_suffix, name_in_address, name_of_download
from pipelines.collect.finding import (
    Doubt,
    Findings,
    FoundFile,
    GaveUp,
    Patience,
    find_reports,
)
from pipelines.collect.landing import REPORTS, Landed, Origin, file_with_content, land
from pipelines.collect.listed import note_listed
from pipelines.collect.manifest import WORKING_FOLDER, ManifestUnreadable, alone, read_manifest
from pipelines.collect.media_types import (
    WEB_PAGE,
    MediaType,
    is_office_page,
    looks_cut_off,
    media_type,
    same_print,
)
from pipelines.collect.problems import CollectingProblem, Refused
from pipelines.collect.publishers import Publisher
from pipelines.collect.seen import SeenFile, SeenFiles

_PAGE_SUFFIXES = (".htm", ".html", ".txt")
_SUFFIXES_OF = {
    ".jpg": (".jpg", ".jpeg"),
    ".tif": (".tif", ".tiff"),
    ".html": (".html", ".htm"),
    ".gz": (".gz", ".tgz"),
    ".txt": (".txt", ".csv"),
    ".doc": (".doc", ".wps"),
    ".xls": (".xls", ".et"),
}


@dataclass
class PublisherResult:
    """What a run did for one publisher, in lines for people; files relative to the sources."""

    publisher: str
    new: list[str] = field(default_factory=list)
    new_versions: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    listed_again: list[str] = field(default_factory=list)
    would_fetch: list[str] = field(default_factory=list)
    would_check: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def has_failed(self) -> bool:
        """Whether something of this publisher could not be had."""
        return bool(self.failures)


def collect(
    sources: Path,
    publishers: Sequence[Publisher],
    fiscal_year: int,
    fetcher: Fetcher,
    tell: Callable[[str], None],
    dry_run: bool = False,
) -> list[PublisherResult]:
    """Collect the reports of a fiscal year from publishers, one after the other.

    A dry run reads listings and announcements, fetches no report and writes nothing. One publisher
    that fails does not stop the others. Raises Busy and ManifestUnreadable.
    """
    with nullcontext() if dry_run else alone(sources):
        run = _Run(sources, fiscal_year, fetcher, tell, dry_run)
        return [run.collect_from(publisher) for publisher in publishers]


class _Run:
    def __init__(
        self,
        sources: Path,
        fiscal_year: int,
        fetcher: Fetcher,
        tell: Callable[[str], None],
        dry_run: bool,
    ) -> None:
        self._sources, self._year, self._fetcher = sources, fiscal_year, fetcher
        self._tell, self._dry_run = tell, dry_run
        self._seen = SeenFiles(sources)
        self._manifest = read_manifest(sources)

    def collect_from(self, publisher: Publisher) -> PublisherResult:
        result = PublisherResult(publisher.name)
        if publisher.since > self._year:
            result.notices.append(
                f"{publisher.since} 年度起才采集 / collected from that fiscal year on"
            )
            return result
        self._fetcher.ports = publisher.ports
        self._fetcher.seconds_between = publisher.seconds_between
        try:
            self._collect(publisher, result)
        except (ManifestUnreadable, GaveUp) as problem:
            result.failures.append(str(problem))
        except OSError as error:
            result.failures.append(f"写不了 / cannot be written: {error}")
        # a page or file that our own code trips over must not cost the other publishers
        except Exception as error:
            result.failures.append(f"程序出错 / our own fault: {type(error).__name__}: {error}")
        return result

    def _collect(self, publisher: Publisher, result: PublisherResult) -> None:
        kinds = load_catalogue().report_kinds
        findings = find_reports(publisher, self._year, self._fetcher, kinds, self._tell)
        result.doubts = findings.doubts
        result.failures += [f"{address}：{problem}" for address, problem in findings.failures]
        result.notices += findings.notices
        if not findings.files and not findings.doubts and not findings.failures:
            result.notices.append(
                f"没有找到 {self._year} 年度的报告 / no report of that fiscal year was found"
            )
        patience = Patience()
        for file in findings.files.values():
            if self._dry_run:
                self._say_what_would_be(file, result)
                continue
            self._tell(file.address)
            try:
                self._fetch(file, publisher, result)
            except ManifestUnreadable:
                raise
            except CollectingProblem as problem:
                result.failures.append(f"{file.title} {file.address}：{problem}")
                patience.failed(problem)
            else:
                patience.succeeded()
        self._note_listed(publisher, findings, result)

    def _say_what_would_be(self, file: FoundFile, result: PublisherResult) -> None:
        line = f"{file.agency} {file.title} {file.address}"
        is_known = self._manifest.latest_of(file.address) is not None
        (result.would_check if is_known else result.would_fetch).append(line)

    def _fetch(self, file: FoundFile, publisher: Publisher, result: PublisherResult) -> None:
        web_address(file.address, publisher.ports)
        known = self._known(file.address)
        folder = self._sources / WORKING_FOLDER / "partial"
        downloaded = download(self._fetcher, file.address, folder, known)
        seen = self._seen.at(file.address)
        if downloaded is None:
            result.unchanged.append(seen.file if seen else file.title)
            return
        media = _checked_type(file, downloaded)
        if file.is_page and self._prints_the_same(file, downloaded.path):
            downloaded.path.unlink()
            result.unchanged.append(seen.file if seen else file.title)
            return
        is_cut = looks_cut_off(downloaded.path, media)
        landed = self._land(file, publisher, downloaded, media)
        relative = landed.path.relative_to(self._sources).as_posix()
        _note(landed, relative, file, result)
        _note_doubtful_content(relative, media, is_cut, result)
        validators = Validators() if is_cut else downloaded.validators
        self._seen.keep(
            file.address,
            SeenFile(
                downloaded.sha256,
                relative,
                publisher.name,
                self._year,
                file.title,
                validators.etag,
                validators.last_modified,
            ),
        )

    def _known(self, address: str) -> Validators | None:
        """What to ask the server with: only for a file that is still here and has its row."""
        seen = self._seen.at(address)
        if seen is None or not (self._sources / seen.file).is_file():
            return None
        is_listed = read_manifest(self._sources).row_of(seen.sha256) is not None
        return seen.validators if is_listed else None

    def _prints_the_same(self, file: FoundFile, page: Path) -> bool:
        row = read_manifest(self._sources).latest_of(file.address)
        if row is None:
            return False
        before = file_with_content(self._sources / REPORTS, row["sha256"])
        return before is not None and same_print(before, page.read_bytes())

    def _land(
        self, file: FoundFile, publisher: Publisher, downloaded: Downloaded, media: MediaType
    ) -> Landed:
        # the last step of a page's address is a number, its title says what it is
        address = "" if file.is_page else file.address
        name = name_of_download(downloaded.disposition, address, file.title, media.suffix)
        origin = Origin(
            agency=file.agency,
            region=publisher.region or "",
            fiscal_year=self._year,
            kind=file.kind,
            url=file.address,
            retrieved_at=self._now(),
        )
        return land(self._sources, downloaded.path, downloaded.sha256, name, media, origin)

    def _note_listed(
        self, publisher: Publisher, findings: Findings, result: PublisherResult
    ) -> None:
        """Files that went from the list or came back; nothing is concluded from a list that was
        not read to its end, nor while a file on it could not be had: it may be the same one."""
        if not findings.is_complete or result.failures:
            return
        listed = {*findings.files, *(doubt.address for doubt in findings.doubts)}
        seen = self._seen.of_publisher(publisher.name, self._year)
        if not self._dry_run:
            elsewhere = self._seen.contents_of_others(publisher.name)
            gone, back = note_listed(self._sources, seen, listed, elsewhere, self._now())
            result.unlisted = [file.file for file in gone]
            result.listed_again = [file.file for file in back]
        result.notices += [
            f"不再列出，文件保留 / no longer listed, the file is kept: {file.file} {address}"
            for address, file in seen.items()
            if address not in listed
        ]

    def _now(self) -> str:
        moment = datetime.fromtimestamp(self._fetcher.clock.now(), UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _checked_type(file: FoundFile, downloaded: Downloaded) -> MediaType:
    """What came, by its content; raises Refused for what cannot be the announced file."""
    media = media_type(downloaded.path)
    refusal = ""
    if downloaded.path.stat().st_size == 0:
        refusal = "文件为空 / the file is empty"
    elif media.name == WEB_PAGE and not file.is_page:
        promised = known_suffix(name_in_address(file.address)) or known_suffix(file.title)
        if promised not in _PAGE_SUFFIXES and not is_office_page(downloaded.path):
            refusal = "来的是网页，不是文件 / a web page came in place of the file"
    if refusal:
        downloaded.path.unlink()
        raise Refused(refusal, "请在浏览器中核对该链接 / look at the link in a browser")
    return media


def _note(landed: Landed, relative: str, file: FoundFile, result: PublisherResult) -> None:
    if landed.outcome == "new":
        result.new.append(relative)
    elif landed.outcome == "new_version":
        result.new_versions.append(f"{relative}（取代 supersedes {landed.supersedes}）")
    elif landed.outcome == "restored":
        result.restored.append(relative)
    else:
        result.unchanged.append(relative)
    if landed.is_older_version:
        result.notices.append(
            f"该网址又换回较早的版本 / the address shows an older version again: {relative} "
            f"{file.address}"
        )


def _note_doubtful_content(
    relative: str, media: MediaType, is_cut: bool, result: PublisherResult
) -> None:
    named = known_suffix(relative)
    if is_cut:
        result.notices.append(f"文件看来不完整，下次重取 / it looks cut off: {relative}")
    if not media.suffix:
        result.notices.append(f"内容不像任何已知格式 / its content is of no known kind: {relative}")
    elif named and named not in _SUFFIXES_OF.get(media.suffix, (media.suffix,)):
        result.notices.append(f"内容其实是 {media.suffix} / its content is that: {relative}")

"""The list of publishers: where each announces its reports, checked when it is loaded.

What a title tells is found out in `titles`, with the catalogue's words or an entry's own.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, ValidationError, field_validator, model_validator

from pipelines.catalogue.model import Entry, Pattern
from pipelines.collect.addresses import web_address
from pipelines.collect.problems import CollectingProblem

PUBLISHERS = "publishers.yml"
_NEXT_PAGE = re.compile(r"下一?页|后一?页|next(page)?|>|›|»", re.IGNORECASE)
Port = Annotated[int, Field(ge=1, le=65535)]


class Listing(Entry):
    """A page that lists announcements, or files; `address` is its first page.

    Further pages are found by the link to the next page, or, where a script makes that link, by
    `next_pages`: the address with {page}, counted from `from_page` to `to_page`. `fiscal_year`
    says which year's reports the page lists, for pages whose links do not name it.
    """

    address: str
    next_pages: str | None = None
    from_page: int = 1
    to_page: int = 20
    fiscal_year: int | None = None

    @model_validator(mode="after")
    def _has_a_place_for_the_number(self) -> Listing:
        if self.next_pages is not None and "{page}" not in self.next_pages:
            raise ValueError("next_pages needs {page} where the number stands")
        return self


class TitlePattern(Entry):
    """A title that announces reports: matched against the whole comparable text of a link.

    The groups `year` and `agency`, where a pattern has them, tell the fiscal year and the agency;
    what it has no group for is told by the catalogue's words. `address` must match the whole
    address of the link too.
    """

    kind: Literal["final_accounts", "self_evaluation"]
    title: Pattern
    address: Pattern | None = None


class Publisher(Entry):
    """A place where reports are published.

    `agency` is whose reports they are; where several agencies publish in one place it is left out
    and told by the titles. `titles` take the place of the catalogue's words for titles.
    `attachments` (whole comparable text of a link) limits which files of an announcement are taken.
    `pages_are_reports` says that an announcement without files is itself the report.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]
    agency: str | None = None
    region: str | None = None
    since: int
    listings: Annotated[tuple[Listing, ...], Field(min_length=1)]
    next_page: Pattern = _NEXT_PAGE
    most_pages: Annotated[int, Field(ge=1, le=500)] = 20
    titles: tuple[TitlePattern, ...] = ()
    attachments: Pattern | None = None
    pages_are_reports: bool = False
    seconds_between: Annotated[float, Field(ge=1, le=120)] = 2
    ports: tuple[Port, ...] = ()

    @field_validator("agency", "region")
    @classmethod
    def _is_a_name(cls, value: str | None) -> str | None:
        if value is not None and not value.strip():
            raise ValueError("leave it out instead of leaving it empty")
        return value

    @model_validator(mode="after")
    def _has_web_addresses(self) -> Publisher:
        for listing in self.listings:
            for address in (listing.address, listing.next_pages):
                if address is not None:
                    try:
                        web_address(address.replace("{page}", "1"), self.ports)
                    except CollectingProblem as problem:
                        raise ValueError(str(problem)) from problem
        return self


class _PublisherList(Entry):
    publishers: tuple[Publisher, ...]

    @model_validator(mode="after")
    def _has_one_of_each_name(self) -> _PublisherList:
        names = [publisher.name for publisher in self.publishers]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two publishers have one name: {', '.join(twice)}")
        return self


class PublishersUnreadable(CollectingProblem):
    """The list of publishers is missing or says something that is not understood."""


def load_publishers(sources: Path) -> tuple[Publisher, ...]:
    """The publishers of a sources folder; raises PublishersUnreadable, naming what is wrong."""
    path = sources / PUBLISHERS
    try:
        content = yaml.safe_load(path.read_text("utf-8-sig"))
        return _PublisherList.model_validate(content).publishers
    except (OSError, UnicodeDecodeError, yaml.YAMLError, re.error, ValidationError) as error:
        raise PublishersUnreadable(
            f"读不懂发布者清单 / the list of publishers cannot be used: {path}: {error}",
            "请按 sources/README.md 和文件开头的说明修改 / mend it as its first lines say",
        ) from error

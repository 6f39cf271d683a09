"""The site on this machine, and a fetcher that reaches nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from pipelines.collect.fetching import Fetcher, Limits
from tests.collect.local_site import Site, StoppedClock, fetcher, running_site

MakeFetcher = Callable[[Limits], Fetcher]


@pytest.fixture
def running() -> Iterator[tuple[Site, int]]:
    with running_site() as running:
        yield running


@pytest.fixture
def site(running: tuple[Site, int]) -> Site:
    return running[0]


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def web(running: tuple[Site, int], clock: StoppedClock) -> Fetcher:
    return fetcher(running[1], clock)


@pytest.fixture
def web_with(running: tuple[Site, int], clock: StoppedClock) -> MakeFetcher:
    return lambda limits: fetcher(running[1], clock, limits)

"""Readers that look into a warehouse without pause while releases follow each other.

One opens the file anew for every look; one keeps a connection that it opened before the first of
them, and must go on seeing the release that stood then.
"""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb

from pipelines.publish import publish
from pipelines.publish.history import last_release
from pipelines.publish.releases import kept_releases
from tests.publish.build_files import content_hash, make_build_file, raised

_LAST = "SELECT max(release_no) FROM quality.fct_run"


@dataclass(frozen=True)
class Looks:
    """What the readers saw: looks by what they found, and everything that was wrong."""

    looks: int
    contents: int
    old_looks: int
    faults: tuple[str, ...]


def look_during(publications: int, folder: Path) -> Looks:
    """Publish two contents by turns into a new warehouse while two processes read it."""
    made, warehouse = folder / "made", folder / "out" / "juesuan.duckdb"
    made.mkdir(parents=True)
    first = made / "build.duckdb"
    make_build_file(first)
    files = (raised(first, made, "123456.7000"), first)
    publish(first, warehouse)
    context = multiprocessing.get_context("spawn")
    over, queue = context.Event(), context.Queue()
    readers = [
        context.Process(target=target, args=(warehouse, over, queue), daemon=True)
        for target in (_open_anew, _keep_open)
    ]
    for reader in readers:
        reader.start()
    for _ in readers:
        queue.get()  # each says that it has begun
    for number in range(publications):
        publish(files[number % 2], warehouse)
    over.set()
    told = dict(queue.get() for _ in readers)
    for reader in readers:
        reader.join()
    seen, problems = told["anew"]
    old, old_problems = told["kept"]
    whole = {content_hash(release.file) for release in kept_releases(warehouse)}
    faults = [*problems, *old_problems]
    faults += [f"a look saw no whole release: {one}" for one in seen if one not in whole]
    if set(old) != {1}:
        faults.append(f"the open connection saw releases {sorted(set(old))}")
    if last_release(warehouse) != publications + 1:
        faults.append(f"{publications} publications ended at release {last_release(warehouse)}")
    return Looks(len(seen), len(set(seen)), len(old), tuple(faults))


def _open_anew(warehouse: Path, over: Event, queue: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    seen: list[str] = []
    problems: list[str] = []
    queue.put("begun")
    while not over.is_set():
        try:
            seen.append(content_hash(warehouse))
        # whatever a reader can run into is what this is looking for
        except Exception as error:
            problems.append(f"a look failed: {type(error).__name__}: {error}")
    queue.put(("anew", (seen, problems)))


def _keep_open(warehouse: Path, over: Event, queue: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    seen: list[int] = []
    problems: list[str] = []
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        queue.put("begun")
        while not over.wait(0.05):
            try:
                seen += [int(number) for (number,) in connection.execute(_LAST).fetchall()]
            except Exception as error:
                problems.append(f"the open connection failed: {type(error).__name__}: {error}")
    queue.put(("kept", (seen, problems)))

"""Kills a build, or a publisher alone, at random moments, and looks what stands afterwards.

A kill is right when the published file opens and holds, row by row, the release before or the one
that was being made. Kills follow each other without mercy: what one leaves the next finds. Now and
then a run is left alone: then everything must be as if nobody had ever been killed.
"""

from __future__ import annotations

import math
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from pipelines.publish.history import last_release
from pipelines.publish.releases import kept_releases
from tests.publish.build_files import content_hash, make_build_file, raised
from tests.publish.small_accounts import accounts

Command = Sequence[str]
_PUBLISH = (
    "import sys, pathlib; from pipelines.publish import publish; "
    "publish(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))"
)
_BUILD = "import sys; from pipelines.cli import main; sys.exit(main(sys.argv[1:]))"
_AGENCY, _YEAR = "甲市教育局", 2022


@dataclass(frozen=True)
class Work:
    """Two commands that publish two contents by turns into one warehouse."""

    warehouse: Path
    commands: tuple[Command, Command]


@dataclass
class Tally:
    """What happened: kills by what was there at that moment, and what stood afterwards."""

    moments: Counter[str] = field(default_factory=Counter)
    stood: Counter[str] = field(default_factory=Counter)
    reruns: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """How many processes were killed while they ran."""
        return sum(self.moments.values())


def building(folder: Path) -> Work:
    """The whole `juesuan build` of one small report, whose figure changes by turns."""
    commands: list[Command] = []
    for name, basic in (("a", "12.50"), ("b", "13.75")):
        sources = folder / name
        sources.mkdir(parents=True)
        (sources / "accounts.xlsx").write_bytes(accounts(_AGENCY, _YEAR, basic, "8.00"))
        commands.append(
            [
                *(sys.executable, "-c", _BUILD, "build", "--sources", str(sources)),
                *("--warehouse", str(folder / "out" / "juesuan.duckdb")),
            ]
        )
    return Work(folder / "out" / "juesuan.duckdb", (commands[0], commands[1]))


def publishing(folder: Path) -> Work:
    """The publisher alone, with two finished build files by turns."""
    made = folder / "made"
    made.mkdir(parents=True)
    first = made / "build.duckdb"
    make_build_file(first)
    warehouse = folder / "out" / "juesuan.duckdb"
    files = (first, raised(first, made, "123456.7000"))
    commands = [[sys.executable, "-c", _PUBLISH, str(file), str(warehouse)] for file in files]
    return Work(warehouse, (commands[0], commands[1]))


def kill(
    work: Work,
    times: int,
    seed: int,
    rerun_every: int,
    tell: Callable[[str], None],
    minutes: float = math.inf,
) -> Tally:
    """Kill the work this many times, or for so long; the faults of the tally say what was wrong.

    The moments are spread evenly over the time that a whole run takes, from the same seed the
    same shares of it. Raises CalledProcessError when a run that is left alone fails.
    """
    chance, tally = random.Random(seed), Tally()
    clean = [_clean(work, turn) for turn in (0, 1)]
    hashes, seconds = [one for one, _ in clean], max(length for _, length in clean)
    tell(f"a whole run takes {seconds:.1f} s")
    standing, ends = 1, time.monotonic() + minutes * 60
    while tally.kills < times and time.monotonic() < ends:
        command = work.commands[1 - standing]
        moment = _killed(command, chance.uniform(0, seconds), work.warehouse)
        standing = _stands(work, hashes, standing, tally)
        if moment is None:
            continue
        tally.moments[moment] += 1
        tell(f"{tally.kills} killed: {moment}; faults {len(tally.faults)}")
        if tally.kills % rerun_every == 0:
            standing = _rerun(work, hashes, standing, tally)
    if tally.kills % rerun_every:
        _rerun(work, hashes, standing, tally)
    return tally


def _rerun(work: Work, hashes: Sequence[str], standing: int, tally: Tally) -> int:
    """A run that is left alone finishes the work, and everything is as it should be."""
    _run(work.commands[1 - standing])
    tally.reruns += 1
    found = _stands(work, hashes, standing, tally)
    if found == standing:
        tally.faults.append(f"after {tally.kills} kills the rerun did not finish the work")
    tally.faults += _faults_of_releases(work.warehouse)
    return found


def _clean(work: Work, turn: int) -> tuple[str, float]:
    started = time.perf_counter()
    _run(work.commands[turn])
    return content_hash(work.warehouse, with_history=False), time.perf_counter() - started


def _run(command: Command) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _killed(command: Command, after: float, warehouse: Path) -> str | None:
    """What was there when the process was killed; None where it had ended by itself before."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return _moment(warehouse)
    return None


def _moment(warehouse: Path) -> str:
    """How far the killed process had come, from what it left."""
    folder = warehouse.parent
    if list((folder / "releases").glob(".*.unfinished")):
        return "release prepared"
    if (folder / f".{warehouse.name}.unfinished").exists():
        return "file being written"
    if (folder / ".cache" / "build.duckdb").exists():
        return "models being built"
    return "before"


def _stands(work: Work, hashes: Sequence[str], before: int, tally: Tally) -> int:
    """Which of the two contents is published now; a fault where it is neither."""
    try:
        found = content_hash(work.warehouse, with_history=False)
    # whatever keeps the file from being opened is what this is looking for
    except Exception as error:
        tally.faults.append(f"the published file cannot be read: {error}")
        return before
    if found not in hashes:
        tally.faults.append(f"the published file is neither the old nor the new one: {found}")
        return before
    standing = hashes.index(found)
    tally.stood["old" if standing == before else "new"] += 1
    return standing


def _faults_of_releases(warehouse: Path) -> list[str]:
    """After a run that was left alone: numbers without a gap, the newest published, sums right."""
    kept = kept_releases(warehouse)
    numbers = [release.number for release in kept]
    faults = []
    if numbers != list(range(1, len(numbers) + 1)) or last_release(warehouse) != numbers[-1]:
        faults.append(f"releases {numbers}, published {last_release(warehouse)}")
    for release in kept[-3:]:
        for line in (release.folder / "SHA256SUMS").read_text("utf-8").splitlines():
            told, name = line.split("  ", 1)
            if sha256((release.folder / name).read_bytes()).hexdigest() != told:
                faults.append(f"release {release.number}: {name} is not what its sum says")
    left = [*warehouse.parent.glob(".*.unfinished*"), *kept[0].folder.parent.glob(".*")]
    return faults + [f"left behind: {path}" for path in left]

"""The long run: `python -m tests.fuzz --files 10000 --seed 1 [--first 0] [--published FOLDER]`.

Exit code 0 when nothing is at fault, else 1 with every fault and the number of its file.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.originals import make_originals
from tests.fuzz.running import run


def main() -> int:
    """Run, tell how far it is on stderr, and sum up on stdout."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--published", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        make_originals(Path(scratch), forms_a_layout=9, published=options.published)
        return _run(Path(scratch), options)


def _run(folder: Path, options: argparse.Namespace) -> int:
    started = time.monotonic()
    outcomes: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    deaths: Counter[str] = Counter()
    at_fault = 0
    judged = run(folder, options.seed, options.files, options.first)
    for done, one in enumerate(judged, start=1):
        outcomes.update(one.outcomes or ("no document",))
        kinds[one.made.rpartition(": ")[2]] += 1
        if one.faults:
            at_fault += 1
            if not one.outcomes:
                deaths[one.faults[0].split()[0]] += 1
            print(f"{one.case.number} {one.made}: {'; '.join(one.faults[:3])}", flush=True)
        if done % 100 == 0:
            left = (time.monotonic() - started) / done * (options.files - done)
            print(f"{done}/{options.files}, {left:.0f} s left, {at_fault}", file=sys.stderr)
    print(f"files {options.files}, seed {options.seed}, first {options.first}")
    print(f"mutations {dict(kinds.most_common())}")
    print(f"outcomes {dict(outcomes.most_common())}")
    print(f"dead readers {dict(deaths)} (time: hangs over 30 s)")
    print(f"at fault {at_fault}; {time.monotonic() - started:.0f} s")
    return 1 if at_fault else 0


if __name__ == "__main__":
    sys.exit(main())

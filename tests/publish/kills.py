"""kill -9 at random moments, on demand: `python -m tests.publish.kills --times 100 --seed 1`.

`--of publish` kills the publisher alone, which takes seconds; the default kills whole builds.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from pathlib import Path

from tests.publish.killing import building, kill, publishing


def main() -> int:
    """Prints what happened; exit code 1 when a kill left anything but a whole release."""
    parser = argparse.ArgumentParser(prog="python -m tests.publish.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--of", choices=("build", "publish"), default="build")
    parser.add_argument("--rerun-every", type=int, default=10, help="let a run end after so many")
    parser.add_argument("--minutes", type=float, default=math.inf, help="or for so long")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="juesuan-kills-") as folder:
        make = building if options.of == "build" else publishing
        tally = kill(
            make(Path(folder)),
            options.times,
            options.seed,
            options.rerun_every,
            lambda line: print(line, file=sys.stderr, flush=True),
            options.minutes,
        )
    print(f"killed {tally.kills}: {dict(tally.moments)}")
    print(f"stood afterwards: {dict(tally.stood)}; runs left alone: {tally.reruns}")
    for fault in tally.faults:
        print(f"FAULT {fault}")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""Readers during publications, on demand: `python -m tests.publish.readers --publications 50`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.publish.reading import look_during


def main() -> int:
    """Prints what the readers saw; exit code 1 when any look was not at a whole release."""
    parser = argparse.ArgumentParser(prog="python -m tests.publish.readers", description=__doc__)
    parser.add_argument("--publications", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="juesuan-readers-") as folder:
        looks = look_during(options.publications, Path(folder))
    print(
        f"{options.publications} publications: {looks.looks} looks at {looks.contents} releases, "
        f"{looks.old_looks} looks through a connection opened before them"
    )
    for fault in looks.faults:
        print(f"FAULT {fault}")
    return 1 if looks.faults else 0


if __name__ == "__main__":
    sys.exit(main())

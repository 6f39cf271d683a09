"""The large hostile files, on demand: `python -m tests.hostile [FOLDER]`.

Each is made, read under the limits that a build has, and told with its outcome and its seconds.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipelines.stages.reading_each import read_each
from pipelines.stages.sources import find_source_files
from tests.collect.archive_files import tar_of, zip_of
from tests.hostile import hostile_office as office
from tests.hostile import hostile_pdf as pdf

_GIB = 1 << 30


def _rows(count: int) -> bytes:
    cells = "".join(f"<c r='{column}{{0}}'><v>{{0}}.25</v></c>" for column in "ABCDEF")
    return office.xlsx_of(
        "".join(f"<row r='{row}'>{cells.format(row)}</row>" for row in range(1, count + 1))
    )


def _text_rows(count: int) -> bytes:
    return "\n".join(f"205{n:04d}\t教育支出\t{n}.25\t{n}.25\t0.00" for n in range(count)).encode()


def _recursive_zip() -> bytes:
    content = zip_of({"0.txt": bytes(_GIB // 16)})
    for _ in range(3):
        content = zip_of({f"{number}.zip": content for number in range(16)})
    return content


LARGE: dict[str, Callable[[], bytes]] = {
    "5000 pages.pdf": lambda: pdf.many_pages(5_000),
    "1000000 objects.pdf": lambda: pdf.many_objects(1_000_000),
    "20000 lines.pdf": lambda: pdf.many_lines(10_000),
    "deflate bomb.pdf": lambda: pdf.deflate_bomb(1_000),
    "nested deflate bomb.pdf": pdf.nested_deflate_bomb,
    "100000 rows.xlsx": lambda: _rows(100_000),
    "100000 rows.txt": lambda: _text_rows(100_000),
    "sheet bomb.xlsx": lambda: office.xlsx_of(office.inline(" " * (_GIB // 2))),
    "document bomb.docx": lambda: office.docx_of(office.paragraph(" " * (_GIB // 2))),
    "long page.html": lambda: office.web_page("1.25，" * 5_000_000),
    "picture.png": lambda: office.picture(30_000),
    "bomb.zip": lambda: zip_of({"0.txt": bytes(_GIB)}),
    "bombs in bombs.zip": _recursive_zip,
    "bomb.tar.xz": lambda: tar_of({"0.txt": bytes(_GIB)}, "w:xz"),
    "20000 members.zip": lambda: zip_of({f"{n}.md": b"" for n in range(20_000)}),
}


def outcomes(folder: Path) -> Iterator[tuple[str, float, str, str]]:
    """The name, seconds, outcome and reason of each file that the large ones give."""
    for name, make in LARGE.items():
        file = folder / name
        file.write_bytes(make())
        started = time.monotonic()
        for result in read_each(find_source_files([folder])):
            for reading in result.readings:
                outcome = reading.report_outcome
                seconds = time.monotonic() - started
                yield outcome["source_file"], seconds, outcome["outcome"], outcome["reason"]
        file.unlink()


def main() -> int:
    """Try all of them in a folder; exit code 0 when each had an outcome."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as folder:
        for name, seconds, outcome, reason in outcomes(Path(folder)):
            print(f"{seconds:7.1f} s  {name:<28} {outcome}: {reason[:110]}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How fast PDF pages become grids: pdfium's text alone, the reader, pdfplumber, in turns.

All run in one process over the same files, one round after the other, and the medians of the
rounds' ratios are printed: a busy machine slows them all. Where pymupdf or camelot can be imported
(an environment of their own), their tables are timed too. The cells are compared, not only timed.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2

from pipelines.document import Page
from pipelines.readers.pdf import read_pdf
from tests.readers.by_pdfplumber import pages_by_pdfplumber
from tests.readers.same_pages import shape_of

SOURCES = Path(__file__).resolve().parents[1] / "sources"


def text_floor(content: bytes) -> None:
    """The least a reader on pdfium can do: load each page and take its text."""
    document = pypdfium2.PdfDocument(content)
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        page.close()
    document.close()


def by_pymupdf(content: bytes) -> None:
    """Tables of pymupdf."""
    import pymupdf

    document: Any = pymupdf.open(stream=content, filetype="pdf")
    for page in document:
        for table in page.find_tables().tables:
            table.extract()


def by_camelot(content: bytes) -> None:
    """Tables of camelot from ruling lines."""
    import camelot

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        camelot.read_pdf(file.name, pages="all", flavor="lattice")


def seconds(read: Callable[[bytes], object], contents: Sequence[bytes]) -> float:
    """CPU seconds of this process for all files, so that other processes count less."""
    start = time.process_time()
    for content in contents:
        read(content)
    return time.process_time() - start


def compared(contents: Sequence[bytes]) -> tuple[int, int, int, int]:
    """Pages, cells, pages that differ from pdfplumber's, and pages that pdfium left in doubt."""
    pages = cells = different = doubtful = 0
    for content in contents:
        document = read_pdf(content)
        expected = pages_by_pdfplumber(content)
        pages += len(expected)
        cells += sum(_cells(page) for page in expected)
        pairs = zip(document.pages, expected, strict=True)
        different += sum(shape_of(page) != shape_of(same) for page, same in pairs)
        doubtful += document.reader != "pdfium"
    return pages, cells, different, doubtful


def _cells(page: Page) -> int:
    return sum(len(grid.cells) for grid in page.grids)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints pages a second and the ratios of one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[SOURCES])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    files = sorted(path for folder in options.folders for path in folder.rglob("*.pdf"))
    contents = [path.read_bytes() for path in files]
    readers: dict[str, Callable[[bytes], object]] = {
        "pdfium, text only": text_floor,
        "reader": read_pdf,
        "pdfplumber": pages_by_pdfplumber,
    }
    others = {"pymupdf": by_pymupdf, "camelot": by_camelot}
    readers |= {name: read for name, read in others.items() if importlib.util.find_spec(name)}
    pages, cells, different, doubtful = compared(contents)
    print(
        f"{len(files)} files, {pages} pages, {cells} cells; pages unlike pdfplumber's: {different}"
    )
    print(f"files with pages that pdfium left in doubt: {doubtful}")
    # as a worker that reads begins: what other readers have loaded is looked through for none
    gc.collect()
    gc.freeze()
    rounds = [
        {name: seconds(read, contents) for name, read in readers.items()}
        for _ in range(options.rounds)
    ]
    print(f"\n| medians of {options.rounds} rounds | pages/s | floors | reader is faster by |")
    print("|---|---|---|---|")
    for name in readers:
        speed = statistics.median(pages / one[name] for one in rounds)
        floor = statistics.median(one[name] / one["pdfium, text only"] for one in rounds)
        faster = statistics.median(one[name] / one["reader"] for one in rounds)
        print(f"| {name} | {speed:.1f} | {floor:.2f} | {faster:.2f} |")


if __name__ == "__main__":
    main()

"""One mutated file after the other: made, read in a worker, judged; a seed makes the same files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

from pipelines.collect.unpacking import unpack
from pipelines.document import Document
from pipelines.readers.opening import open_document
from pipelines.readers.page_counts import count_pages
from pipelines.stages import reading
from pipelines.stages.isolating import Allow, Died, Limits, each_in_worker
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import source_file
from pipelines.typeset.figures import ReportFigures
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.typesetting import typeset
from tests.fuzz.byte_mutations import BYTE_MUTATIONS
from tests.fuzz.figure_mutations import mutate_report
from tests.fuzz.oracle import faults
from tests.fuzz.originals import FORMATS, load_invented, original_files
from tests.fuzz.package_mutations import mutate_markup, operate_on_package
from tests.fuzz.truth import faults_of_truth

# a hang by the issue's own measure
LIMITS = Limits(seconds=30.0, memory=2 * 2**30)
# a page whose text a mutation broke is recognised as a picture
_SECONDS_A_PICTURE = 60.0
_PACKAGES = {".xlsx", ".docx", ".zip"}
_MARKUP = {".html", ".xml"}
_PICTURES = {".png", ".jpg", ".tif"}


@dataclass(frozen=True)
class Case:
    """One mutated file, told by where the originals lie, the seed and its number."""

    folder: Path
    seed: int
    number: int


@dataclass(frozen=True)
class Mutant:
    """A mutated file: its bytes, what was done to it, the report that it prints, if known, and
    whether it was a picture of a page."""

    content: bytes
    made: str
    truth: ReportFigures | None = None
    is_picture: bool = False


@dataclass(frozen=True)
class Judged:
    """What became of one mutated file."""

    case: Case
    made: str
    outcomes: tuple[str, ...]
    faults: tuple[str, ...]


def run(folder: Path, seed: int, count: int, first: int = 0) -> Iterator[Judged]:
    """The verdicts on mutated files, in order; a dead or hanging reader is a fault."""
    cases = [Case(folder, seed, number) for number in range(first, first + count)]
    for case, result in zip(cases, each_in_worker(judge, cases, limits=LIMITS), strict=True):
        if isinstance(result, Died):
            yield Judged(case, _made_in_words(case), (), (_death_in_words(result),))
        else:
            yield result.value


def judge(case: Case, allow: Allow) -> Judged:
    """Read one mutated file and look for what does not hold; done in a worker."""
    mutant = mutant_of(case)
    if mutant is None:
        return Judged(case, "nothing to mutate", (), ())
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "file"
        file.write_bytes(mutant.content)
        pictures = 1 if mutant.is_picture else count_pages(file) or 0
        allow(pictures * _SECONDS_A_PICTURE)
        unpacked = unpack(file, "file", Path(scratch) / "unpacked")
        found: list[str] = []
        outcomes: list[str] = []
        for path in [file] if unpacked is None else [one.file for one in unpacked.members]:
            document, readings = _read(path)
            found += faults(document, readings)
            outcomes += [one.report_outcome["outcome"] for one in readings]
            if mutant.truth is not None:
                found += faults_of_truth(mutant.truth, readings)
        if unpacked is not None and not (unpacked.members or unpacked.refusals):
            found.append("outcome: an archive without members and without a refusal")
    return Judged(case, mutant.made, tuple(outcomes), tuple(found))


def mutant_of(case: Case) -> Mutant | None:
    """The mutated file of a case; None where the mutation fits no layout."""
    chance = Random(f"{case.seed}/{case.number}")
    if chance.random() < 0.35:
        return _misprinted(case, chance)
    path = chance.choice(_files(case.folder))
    content = path.read_bytes()
    inside = chance.random() < 0.6
    if inside and path.suffix in _PACKAGES:
        return Mutant(operate_on_package(content, chance), f"{path.name}: package")
    if inside and path.suffix in _MARKUP:
        return Mutant(mutate_markup(content, chance), f"{path.name}: markup")
    mutation = chance.choice(BYTE_MUTATIONS)
    made = f"{path.name}: {mutation.__name__}"
    return Mutant(mutation(content, chance), made, is_picture=path.suffix in _PICTURES)


def _misprinted(case: Case, chance: Random) -> Mutant | None:
    layout, report = chance.choice(_invented(case.folder))
    # cells of numbers show their number and not the text that was to be printed
    file_format = chance.choice([one for one in FORMATS if one != "xlsx_numbers"])
    mistyped = mutate_report(report, chance)
    try:
        content = typeset(mistyped, load_layout(layout), file_format)
    # the layout has no place for a row or a figure of that kind, or a number cell takes no text
    except (ValueError, LookupError, ArithmeticError):
        return None
    form = report.forms[0].form_code
    return Mutant(content, f"{layout} {form} {file_format}: misprint", mistyped)


def _read(path: Path) -> tuple[Document | None, list[ReportReading]]:
    """The document of a file and what was read of it; the reader is asked once."""
    opened: list[Document] = []

    def remembering(given: Path) -> Document:
        opened.append(open_document(given))
        return opened[-1]

    with patch.object(reading, "open_document", remembering):
        readings = reading.read_file(source_file(path))
    return (opened[0] if opened else None), readings


@cache
def _files(folder: Path) -> list[Path]:
    return original_files(folder)


@cache
def _invented(folder: Path) -> list[tuple[str, ReportFigures]]:
    return load_invented(folder)


def _death_in_words(death: Died) -> str:
    kind = "hang" if death.cause == "time" else "crash"
    return f"{kind}: {death.cause} {death.detail}"


def _made_in_words(case: Case) -> str:
    mutant = mutant_of(case)
    return mutant.made if mutant else ""

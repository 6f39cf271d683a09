"""One page about one report, for the person who has to mend or explain it before it is published.

What stands on the page is put together here; how it looks is in templates/. The page holds all it
needs, so it can be mailed and opened anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipelines.catalogue.loading import load_identities
from pipelines.showing.cell_addresses import Place, place_in_words
from pipelines.showing.findings import AGREEING, Diagnosed, Finding, Words, diagnosed, findings_of
from pipelines.showing.form_tables import FormTable, form_tables
from pipelines.showing.illustrating import Illustration, Illustrator
from pipelines.showing.printed_figures import UNITS, FigureIndex, PrintedFigure
from pipelines.stages.checking import CheckedFiles
from pipelines.stages.frames import reference_rows
from pipelines.stages.readings import ReportReading, Row

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class ShownFinding:
    """A finding with its pictures."""

    finding: Finding
    pictures: list[Illustration]


@dataclass(frozen=True)
class Unread:
    """A figure that was seen but not placed, or placed but not made out, and why."""

    place: Words
    text: str
    reason: str


@dataclass(frozen=True)
class ReportPage:
    """All that the page says about one report."""

    report: Row
    outcomes: list[Row]
    counts: Mapping[str, int]
    findings: list[ShownFinding]
    left_over: list[Diagnosed]
    unread: list[Unread]
    waiting: list[tuple[Words, int]]
    forms: list[FormTable]

    @property
    def grave(self) -> list[ShownFinding]:
        """The findings that are not accepted and of severity error."""
        return [one for one in self._open if one.finding.severity == "error"]

    @property
    def slight(self) -> list[ShownFinding]:
        """The findings that are not accepted and of severity warn."""
        return [one for one in self._open if one.finding.severity == "warn"]

    @property
    def rest(self) -> list[ShownFinding]:
        """The findings for information, and those that a ruling accepts."""
        shown = [*self.grave, *self.slight]
        return [one for one in self.findings if one not in shown]

    @property
    def is_partial(self) -> bool:
        """Whether something of the report was not read, and so not checked."""
        return bool(self.unread) or any(one["outcome"] != "read" for one in self.outcomes)

    @property
    def _open(self) -> list[ShownFinding]:
        return [one for one in self.findings if not one.finding.is_accepted]


def check_page(checked: CheckedFiles, paths: Mapping[str, Path]) -> str:
    """The page as HTML; `paths` tells where the file of a source_file lies."""
    by_report: dict[str, list[ReportReading]] = {}
    for reading in checked.readings:
        by_report.setdefault(str(reading.report["report_id"]), []).append(reading)
    illustrator = Illustrator(lambda source_file: paths[source_file])
    pages = [
        report_page(
            readings,
            [row for row in checked.verdicts if row["report_id"] == report_id],
            [row for row in checked.diagnoses if row["report_id"] == report_id],
            illustrator,
        )
        for report_id, readings in by_report.items()
    ]
    return _environment().get_template("check_page.html").render(pages=pages)


def report_page(
    readings: Sequence[ReportReading],
    verdicts: Sequence[Row],
    diagnoses: Sequence[Row],
    illustrator: Illustrator,
) -> ReportPage:
    """What the page says about one report, from its files, verdicts and diagnoses."""
    rows = rows_of(readings)
    index = FigureIndex(rows, first_file(readings, verdicts))
    findings = findings_of(verdicts, diagnoses, index)
    told = {one.words for finding in findings for one in finding.diagnoses}
    return ReportPage(
        report=readings[0].report,
        outcomes=[reading.report_outcome for reading in readings],
        counts=_counts(readings, verdicts),
        findings=[
            ShownFinding(one, illustrator.illustrations(one.suspects, one.others, index))
            for one in findings
        ],
        left_over=[one for one in diagnosed(diagnoses) if one.words not in told],
        unread=_unread(rows, index),
        waiting=_waiting(verdicts),
        forms=form_tables(rows, _form_titles()),
    )


def rows_of(readings: Sequence[ReportReading]) -> dict[str, list[Row]]:
    """The rows of all files of one report together, by table."""
    return {
        table: [row for reading in readings for row in reading.rows[table]]
        for table in readings[0].rows
    }


def first_file(readings: Sequence[ReportReading], verdicts: Sequence[Row]) -> str:
    """The file that the verdicts name: addresses without a file name are of this one."""
    named = next((row["source_file"] for row in verdicts), None)
    return str(named or readings[0].report["source_file"])


def _counts(readings: Sequence[ReportReading], verdicts: Sequence[Row]) -> dict[str, int]:
    words = Counter(str(row["verdict"]) for row in verdicts)
    outcomes = [reading.report_outcome for reading in readings]
    return {
        "figures": sum(one["figures"] + one["quantities"] for one in outcomes),
        "claims": sum(one["claims"] for one in outcomes),
        "unplaced": sum(one["unplaced"] for one in outcomes),
        "agreeing": sum(words[word] for word in AGREEING),
        "rounding": words["rounding"] + words["rounding_zero"],
        "waiting": words["not_evaluable"],
        "apart": words["violation"] + words["truncated"] + words["last_digit"],
    }


def _unread(rows: Mapping[str, Sequence[Row]], index: FigureIndex) -> list[Unread]:
    unplaced = [
        Unread(
            place_in_words(Place(row["page"], row["sheet"], row["table_row"], row["table_column"])),
            str(row["cell_text"]),
            str(row["reason"]),
        )
        for row in rows["unplaced_cell"]
    ]
    illegible = [
        Unread(
            place_in_words(figure.place),
            figure.text or "",
            "认不清是哪个数，按原样保留，不参与核对 / cannot be made out: kept as it is, "
            "not checked",
        )
        for figure in index.all()
        if figure.state == "illegible"
    ]
    return [*illegible, *unplaced]


def _waiting(verdicts: Sequence[Row]) -> list[tuple[Words, int]]:
    """The rules that could not be judged, with how often, the most frequent first."""
    titles = {one.identity_id: (one.title.zh, one.title.en) for one in load_identities()}
    found = Counter(
        titles.get(row["identity_id"], (row["identity_id"],) * 2)
        for row in verdicts
        if row["verdict"] == "not_evaluable"
    )
    return found.most_common()


def _form_titles() -> dict[str, Words]:
    forms = reference_rows()["form"]
    return {form["form_code"]: (form["title_zh"], form["title_en"]) for form in forms}


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["both"] = _both
    environment.globals["unit"] = lambda figure: UNITS.get(figure.unit, ("", ""))
    environment.globals["place"] = lambda figure: place_in_words(figure.place)
    environment.globals["quoted"] = _quoted
    environment.globals["markup"] = Markup
    environment.globals["css"] = Markup((_TEMPLATES / "check_page.css").read_text("utf-8"))
    return environment


def _both(words: Words | str, english: str | None = None) -> Markup:
    """Text in both languages, of which the page shows one; both are escaped."""
    chinese, other = (words, english or "") if isinstance(words, str) else words
    return Markup('<span class="zh">{}</span><span class="en" lang="en">{}</span>').format(
        chinese, other
    )


def _quoted(figure: PrintedFigure) -> Markup:
    """The sentence of a figure with the figure marked."""
    sentence = figure.sentence or ""
    start, end = figure.char_start, figure.char_end
    if start is None or end is None:
        return Markup("{}").format(sentence)
    return Markup("{}<mark>{}</mark>{}").format(
        sentence[:start], sentence[start:end], sentence[end:]
    )

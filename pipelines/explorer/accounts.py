"""What the page of one agency in one year shows, from the rows of the warehouse.

How its files are written belongs in site_files, the pictures of pages in page_pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.explorer.warehouse_rows import Row, Warehouse, by_account

# the order in which a figure's values stand in the data file; accounts.js reads it by these names
FIGURE_FIELDS = (
    "form_code", "table_no", "block", "row_code", "row_label", "measure", "measure_label",
    "basis", "text", "yuan", "unit", "state", "role", "page", "sheet", "table_row",
    "table_column", "box", "file", "alternatives",
)  # fmt: skip
# fields whose few different texts are written once, in `words`, and named by their position
WORD_FIELDS = (
    "form_code", "block", "row_label", "measure", "measure_label", "basis", "unit", "state",
    "role", "sheet",
)  # fmt: skip
_SENTENCE = re.compile(r"第 (\d+) 句$")


def accounts(warehouse: Warehouse) -> Iterator[Row]:
    """One object an agency and year, ready to be written as JSON, in the order of their ids.

    `figures` are lists in the order of FIGURE_FIELDS; what refers to a figure gives its position.
    """
    parts = {
        name: by_account(warehouse.rows(name))
        for name in (
            "summed_figure", "finding", "execution", "balance", "evaluation",
            "indicator", "outcome", "unplaced", "verdict_count",
        )
    }  # fmt: skip
    reports = by_account(warehouse.rows("account"))
    sentences = _sentences(warehouse.rows("sentence"))
    english = {row["code"]: row["name_en"] for row in warehouse.rows("english_name")}
    figures = warehouse.by_account_in_order("figure")
    with_figures, of_it = next(figures, (None, []))
    for account_id, own_reports in sorted(reports.items()):
        own = {name: groups.get(account_id, []) for name, groups in parts.items()}
        own["figure"] = of_it if account_id == with_figures else []
        yield _account(account_id, own_reports, own, sentences, english)
        if account_id == with_figures:
            with_figures, of_it = next(figures, (None, []))


def _account(
    account_id: str,
    reports: Sequence[Row],
    own: Mapping[str, list[Row]],
    sentences: Mapping[tuple[str, int], str],
    english: Mapping[str, str],
) -> Row:
    figures = own["figure"]
    readers = {row["source_file"]: row["reader"] for row in figures}
    sums = {row["source_file"]: row["sha256"] for row in own["outcome"]}
    sources = sorted(readers)
    position = {(row["report_id"], row["cell"]): place for place, row in enumerate(figures)}
    by_cell = {_cell_key(row): place for place, row in enumerate(figures)}
    doubtful = frozenset(place for place, row in enumerate(figures) if _is_doubtful(row))
    words: dict[str, int] = {}
    first = reports[0]
    codes = {row["row_code"] for row in figures} | {row["code"] for row in own["execution"]}
    return {
        "id": account_id,
        "agency": first["agency"],
        "region": first["region"],
        "year": first["fiscal_year"],
        "supervising_agency": first["supervising_agency"],
        "reports": [_report(report, own["outcome"]) for report in reports],
        "files": [
            {"name": name, "reader": readers[name], "sha256": sums.get(name)} for name in sources
        ],
        "fields": FIGURE_FIELDS,
        "word_fields": WORD_FIELDS,
        "figures": [_figure(row, sources, words) for row in figures],
        "words": list(words),
        "summed": own["summed_figure"],
        "english": {code: english[code] for code in sorted(codes & english.keys())},
        "execution": own["execution"],
        "balances": own["balance"],
        "evaluations": [_evaluation(one, own["indicator"], by_cell) for one in own["evaluation"]],
        "verdicts": _verdict_counts(own["verdict_count"]),
        "findings": [_finding(one, position, doubtful, sentences) for one in own["finding"]],
        "unplaced": own["unplaced"],
    }


def _is_doubtful(figure: Row) -> bool:
    return figure["state"] == "illegible" or bool(figure["alternatives"] or figure["chosen_by"])


def _report(report: Row, outcomes: Sequence[Row]) -> Row:
    kept = ("report_id", "kind", "source_file", "source_files", "url", "retrieved_at")
    of_report = [one for one in outcomes if one["report_id"] == report["report_id"]]
    return {key: report[key] for key in kept} | {
        "outcomes": [
            {key: one[key] for key in ("source_file", "outcome", "reason", "advice", "pages")}
            for one in of_report
        ]
    }


def _figure(row: Row, sources: Sequence[str], words: dict[str, int]) -> list[Any]:
    box = [row[edge] for edge in ("x0", "y0", "x1", "y1")]
    whole = row | {
        "box": None if None in box else box,
        "file": sources.index(row["source_file"]),
    }
    for field in WORD_FIELDS:
        if whole[field] is not None:
            whole[field] = words.setdefault(whole[field], len(words))
    return [whole[field] for field in FIGURE_FIELDS]


def _cell_key(row: Row) -> tuple[Any, ...]:
    keys = ("source_file", "table_no", "page", "sheet", "table_row", "table_column")
    return tuple(row[key] for key in keys)


def _evaluation(one: Row, indicators: Sequence[Row], by_cell: Mapping[tuple[Any, ...], int]) -> Row:
    own = [row for row in indicators if row["evaluation_id"] == one["evaluation_id"]]
    kept = ("scope", "project_name", "total", "total_weight", "grade", "source_file", "table_no")
    return {key: one[key] for key in kept} | {
        "indicators": [_indicator(row, by_cell) for row in own]
    }


def _indicator(row: Row, by_cell: Mapping[tuple[Any, ...], int]) -> Row:
    kept = (
        "level1", "level2", "level3", "target", "actual", "weight", "score", "score_text",
        "score_state", "reason",
    )  # fmt: skip
    places = {
        f"{name}_figure": by_cell.get(_cell_key(row | {"table_column": row[f"{name}_column"]}))
        for name in ("weight", "score")
    }
    return {key: row[key] for key in kept} | places


def _verdict_counts(rows: Sequence[Row]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["verdict"]] = counts.get(row["verdict"], 0) + row["verdicts"]
    return counts


def _sentences(rows: Sequence[Row]) -> dict[tuple[str, int], str]:
    return {(row["report_id"], row["sentence_no"]): row["sentence"] for row in rows}


def _finding(
    row: Row,
    position: Mapping[tuple[str, str], int],
    doubtful: frozenset[int],
    sentences: Mapping[tuple[str, int], str],
) -> Row:
    terms = [
        _term(row["report_id"], cell, position, doubtful, sentences)
        for cell in dict.fromkeys(row["cells"] or ())
        if cell
    ]
    kept = (
        "finding_no", "identity_id", "instance", "expected", "found", "difference", "tolerance",
        "unit", "verdict", "severity", "suspicious", "status", "message", "diagnosis", "cause",
    )  # fmt: skip
    return {key: row[key] for key in kept} | {"terms": terms, "doubt": _doubt(row, terms)}


def _doubt(row: Row, terms: Sequence[Row]) -> str:
    """Whose mistake is likelier: reading ours, publication theirs, undecided.

    A diagnosis decides; else a figure that was read with doubt makes it ours. A rule of severity
    info need not hold (行政运行 may have projects): its findings are for reference.
    """
    if row["cause"] is not None:
        return str(row["cause"])
    if any(term["is_doubtful"] for term in terms):
        return "reading"
    return "reference" if row["severity"] == "info" else "publication"


def _term(
    report_id: str,
    cell: str,
    position: Mapping[tuple[str, str], int],
    doubtful: frozenset[int],
    sentences: Mapping[tuple[str, int], str],
) -> Row:
    """One place that a verdict names: the figure printed there, or the sentence."""
    sentence = _SENTENCE.search(cell)
    figure = position.get((report_id, cell))
    return {
        "cell": cell,
        "figure": figure,
        "is_doubtful": figure in doubtful,
        "sentence": sentences.get((report_id, int(sentence[1]))) if sentence else None,
    }

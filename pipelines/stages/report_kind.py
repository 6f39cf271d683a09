"""Which kind of report a document is: final accounts, a budget, a self-evaluation and so on.

What it says of its agency and year is read elsewhere (report_facts).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipelines.catalogue.model import ReportKinds, matches
from pipelines.document import Document
from pipelines.tables.model import Recognition
from pipelines.text.normalising import comparable

OPENING_LINES = 40
LONGEST_TITLE = 80
MOST_LINES_OF_A_TITLE = 3
OTHER = "other"
_WHOLE_GOVERNMENT = "government_accounts"
# A department prints none of a government's own tables; one may be quoted in a text.
_TITLES_OF_A_GOVERNMENT = 2
# A finance bureau prints these for its whole region too, in the same form.
_FORMS_OF_GOVERNMENTS = {"three_public_expenses", "government_fund", "state_capital"}


def kind_of(
    document: Document, texts: Sequence[str], recognition: Recognition, kinds: ReportKinds
) -> str | None:
    """The kind of a report from its short texts and its tables, None where nothing tells it.

    Official forms with their titles make final accounts; after them the titles of other tables
    outweigh the words on the cover, except that evaluations belong to the final accounts whose
    cover they stand behind.
    """
    of_government = {
        comparable(title)
        for title in recognition.other_titles
        if _WHOLE_GOVERNMENT in _kinds_of_table(title, kinds)
    }
    if len(of_government) >= _TITLES_OF_A_GOVERNMENT:
        return _WHOLE_GOVERNMENT
    by_title = _kind_by_title(texts, kinds, leave_out={OTHER})
    official = [table for table in recognition.tables if table.is_official]
    forms = {table.form_code for table in official}
    if by_title == _WHOLE_GOVERNMENT and forms <= _FORMS_OF_GOVERNMENTS:
        return _WHOLE_GOVERNMENT
    titled = any(table.title is not None for table in official)
    if titled or (official and by_title not in ("budget", "self_evaluation")):
        return "final_accounts"
    by_table = {
        kind for title in recognition.other_titles for kind in _kinds_of_table(title, kinds)
    }
    if by_title == "final_accounts" and by_table == {"self_evaluation"}:
        return by_title
    found = by_table.pop() if len(by_table) == 1 else by_title or _mentioned(document, kinds)
    if found == "self_evaluation" and _is_made_by_others(texts, kinds):
        return OTHER
    return found or _kind_by_title(texts, kinds)


def joined_lines(texts: Sequence[str], kinds: ReportKinds) -> list[str]:
    """Neighbouring lines put together as the lines of one title.

    A line that ends a sentence, and one that begins a heading of its own, is no line of a title.
    """
    joined: list[str] = []
    for index in range(len(texts)):
        for length in range(2, MOST_LINES_OF_A_TITLE + 1):
            lines = texts[index : index + length]
            if len(lines) < length or matches(kinds.after_a_title, lines[-1]):
                break
            text = "".join(lines)
            if len(comparable(text)) <= LONGEST_TITLE and "。" not in text:
                joined.append(text)
    return joined


def _kinds_of_table(title: str, kinds: ReportKinds) -> set[str]:
    return {entry.kind for entry in kinds.kinds if matches(entry.table_titles, title)}


def _kind_by_title(
    texts: Sequence[str], kinds: ReportKinds, leave_out: Collection[str] = ()
) -> str | None:
    """The kind that the first title of the opening lines names, whole or broken over lines."""
    opening = texts[:OPENING_LINES]
    for text in [*opening, *joined_lines(opening, kinds)]:
        found = {entry.kind for entry in kinds.kinds if matches(entry.document_titles, text)}
        found -= set(leave_out)
        if len(found) == 1:
            return found.pop()
    return None


def _mentioned(document: Document, kinds: ReportKinds) -> str | None:
    """The one kind of which the text has words that are found in no other."""
    found = {
        entry.kind
        for entry in kinds.kinds
        for text in document.texts()
        for mention in entry.mentions
        if mention.search(comparable(text))
    }
    return found.pop() if len(found) == 1 else None


def _is_made_by_others(texts: Sequence[str], kinds: ReportKinds) -> bool:
    """Whether an evaluation names the firm that made it and nowhere calls itself one of its own."""
    opening = texts[:OPENING_LINES]
    by_firm = any(matches(kinds.third_parties, text) for text in opening)
    return by_firm and not any(matches(kinds.self_evaluation_titles, text) for text in opening)

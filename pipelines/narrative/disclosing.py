"""What the official template asks a report to disclose: its matters, and its contents page.

Where the words on a matter stand, and whether the body has what the contents page announces, is
told as statements. Whether something that is missing had to be there is for the identities.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.catalogue.narrative_model import ContentsPage, Disclosures, NarrativeGrammar
from pipelines.narrative.model import PrintedLine, Statement, StatementKind
from pipelines.text.normalising import comparable

_CONTENTS = "contents"
_GLOSSARY = "glossary"
_Entry = tuple[PrintedLine, ...]


def disclosures(
    prose: Sequence[PrintedLine], printed: Sequence[PrintedLine], grammar: NarrativeGrammar
) -> tuple[Statement, ...]:
    """The first words on each matter, and every entry of the contents page.

    prose: the lines that belong to no table. printed: every line and cell of the report. Both in
    reading order.
    """
    rules = grammar.disclosures
    entries, end = _contents_entries(printed, rules.contents)
    announced = {comparable(line.text) for line in printed[:end]} if entries else set()
    body = [line for line in prose if comparable(line.text) not in announced]
    found = _matters(body, _glossary_lines(body, grammar), rules)
    return (*found, *_entries_in_body(entries, printed[end:], rules.contents))


def _matters(
    body: Sequence[PrintedLine], glossary: range, rules: Disclosures
) -> Iterator[Statement]:
    """Each matter where it is first spoken of; a glossary explains words and says nothing else."""
    for matter in rules.matters:
        for index, line in enumerate(body):
            if _names_a_table(line.text) or (index in glossary and matter.matter != _GLOSSARY):
                continue
            found = matter.words.search(comparable(line.text))
            if found is not None:
                yield _statement("disclosure", line, found[0], index + 1, matter.matter)
                break


def _glossary_lines(body: Sequence[PrintedLine], grammar: NarrativeGrammar) -> range:
    """The lines from the last heading of a glossary to the next part of the report."""
    rules = grammar.disclosures.contents
    headings = [
        pattern
        for section in grammar.sections
        if section.section == _GLOSSARY
        for pattern in section.headings
    ]
    titles = [rules.numbering.sub("", comparable(line.text), count=1) for line in body]
    starts = [
        index
        for index, title in enumerate(titles)
        if any(pattern.fullmatch(title) for pattern in headings)
    ]
    if not starts:
        return range(0)
    parts = (
        index
        for index in range(starts[-1] + 1, len(body))
        if _part_of(comparable(body[index].text), rules) is not None
    )
    return range(starts[-1], next(parts, len(body)))


def _names_a_table(text: str) -> bool:
    return comparable(text).endswith("表")


def _contents_entries(
    printed: Sequence[PrintedLine], rules: ContentsPage
) -> tuple[list[_Entry], int]:
    """The entries of the contents page and where the body begins.

    The body begins where the first entry is printed again. Without that nothing tells entries
    from headings, and there are none.
    """
    starts = [
        index for index, line in enumerate(printed) if rules.page.fullmatch(comparable(line.text))
    ]
    if len(starts) != 1:
        return [], 0
    entries: list[_Entry] = []
    for index in range(starts[0] + 1, len(printed)):
        line = printed[index]
        text = comparable(line.text)
        if text.isascii():
            continue
        if entries and _title(text, rules) == _title(comparable(entries[0][0].text), rules):
            return entries, index
        if len(text) > rules.longest_title or "。" in text:
            return [], 0
        if entries and _goes_on(entries[-1][-1].text, text, rules):
            entries[-1] = (*entries[-1], line)
        else:
            entries.append((line,))
    return [], 0


def _goes_on(before: str, text: str, rules: ContentsPage) -> bool:
    """Whether a line without a number goes on with the entry before, which has no page number."""
    return rules.numbering.match(text) is None and not comparable(before)[-1:].isdigit()


def _title(text: str, rules: ContentsPage) -> str:
    """An entry without its leaders and page number."""
    return rules.leaders.sub("", text)


def _entries_in_body(
    entries: Sequence[_Entry], body: Sequence[PrintedLine], rules: ContentsPage
) -> Iterator[Statement]:
    openings = [comparable(line.text)[: rules.longest_title] for line in body]
    # a heading may be broken over two lines
    openings += [before + after for before, after in pairwise(openings)]
    titles = {_core(text, rules) for text in openings}
    parts = {(part, _core(text, rules)) for text in openings if (part := _part_of(text, rules))}

    def is_printed(text: str) -> bool:
        core, part = _core(text, rules), _part_of(text, rules)
        return any(core in title for title in titles) or any(
            part == other and title in core for other, title in parts
        )

    for number, entry in enumerate(entries, start=1):
        pieces = [comparable(line.text) for line in entry]
        found = is_printed("".join(pieces)) or all(is_printed(piece) for piece in pieces)
        kind: StatementKind = "contents_entry" if found else "contents_entry_without_body"
        words = _title("".join(line.text.strip() for line in entry), rules)
        yield _statement(kind, entry[0], words, number, None)


def _part_of(text: str, rules: ContentsPage) -> str | None:
    """第三部分 of 第三部分 部门决算情况说明; None where a text begins no part."""
    match = rules.part.match(text)
    return match[0] if match else None


def _core(text: str, rules: ContentsPage) -> str:
    without_number = rules.numbering.sub("", text, count=1)
    return rules.of_custom.sub("", _title(without_number, rules))


def _statement(
    kind: StatementKind, line: PrintedLine, words: str, number: int, subject: str | None
) -> Statement:
    return Statement(
        section=_CONTENTS if subject is None else "",
        section_label="",
        item_no=None,
        subject=subject,
        subject_label="",
        class_label=None,
        kuan_label=None,
        xiang_label=None,
        kind=kind,
        direction=None,
        compared="",
        text=words,
        sentence_no=number,
        sentence=line.text,
        page=line.page,
        char_start=0,
        char_end=len(line.text),
    )

"""Lists of indices: a row has a text and the index of every character that is marked; each unbroken run is a span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from workbench.formats.exchange import Document, Fragment, Reading, Span
from workbench.formats.format import Refusal, Tally
from workbench.formats.sheet import Row, Sheet
from workbench.formats.source import Source

LIST: Final = re.compile(r"\s*\[\s*(\d{1,15}\s*(,\s*\d{1,15}\s*)*)?\]\s*", re.ASCII)
TEXTS: Final = ("text", "comment_text", "comment", "sentence", "content", "post")
IDS: Final = ("id", "text_id", "comment_id", "doc_id", "post_id")
LABELS: Final = ("label", "type")
LABEL: Final = "span"
"""The label where no column names one."""
PROBED: Final = 20


def index_columns(table: Sheet) -> list[str]:
    """The columns of lists, where there is a column for the text as well."""
    probe = table.rows[:PROBED]
    found = [head for head in table.heads if probe and all(LIST.fullmatch(row.cells[head]) for row in probe)]
    return found if found and _text_column(table, found) else []


def read_indices(table: Sheet, source: Source, tally: Tally) -> Iterator[Document]:
    """The documents of a table that has such a column."""
    lists = index_columns(table)
    text = _text_column(table, lists)
    for line in table.ragged:
        tally.refused.append(Refusal(source.name, line, "has not as many cells as the head"))
    for number, row in enumerate(table.rows, 1):
        if not all(LIST.fullmatch(row.cells[head]) for head in lists):
            tally.refused.append(Refusal(source.name, row.line, "its spans are no list of numbers"))
            continue
        tally.documents += 1
        spans = tuple(_spans(row, lists))
        tally.spans += len(spans)
        known = {text, *lists, *LABELS} if spans else {text, *lists}
        meta = {head: cell for head, cell in row.cells.items() if head not in known}
        id = next((row.cells[head] for head in IDS if row.cells.get(head)), str(number))
        readings = (Reading(spans=spans),) if spans else ()
        yield Document(f"{source.path.stem}-{id}", row.cells[text], readings, meta=meta)


def runs(indices: Iterable[int]) -> Iterator[Fragment]:
    """The maximal runs [start, end) of indices, in order."""
    start = end = -1
    for index in sorted(set(indices)):
        if index != end:
            if end >= 0:
                yield start, end
            start = index
        end = index + 1
    if end >= 0:
        yield start, end


def _spans(row: Row, lists: list[str]) -> Iterator[Span]:
    """The spans of all lists; where there are several, the column is the label."""
    named = next((row.cells[head] for head in LABELS if row.cells.get(head)), LABEL)
    number = 0
    for head in lists:
        for place in runs(int(found) for found in re.findall(r"\d+", row.cells[head], re.ASCII)):
            number += 1
            yield Span(f"s{number}", named if len(lists) == 1 else head, (place,))


def _text_column(table: Sheet, lists: list[str]) -> str:
    """The column of the texts: one that is called so, else the one with the most in it; empty where none is left."""
    others = [head for head in table.heads if head not in lists]
    for name in TEXTS:
        for head in others:
            if head.lower() == name:
                return head
    return max(others, key=lambda head: sum(len(row.cells[head]) for row in table.rows[:PROBED]), default="")

"""Writing DyGIE++: a document a line; its relations stay inside a sentence and know their ends by place alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workbench.core.json import Json
from workbench.core.ledger import Ledger
from workbench.formats.clusters import book, clusters
from workbench.formats.exchange import Document, Relation, Span
from workbench.formats.grid import Grid, grid, sole
from workbench.formats.losses import RELATIONS, give_up

APART: Final = "its ends stand in two sentences"
ANOTHER: Final = "the format knows its ends by place, and another span stands on the same words"


def line(document: Document, ledger: Ledger) -> Json:
    """A document as a line's object."""
    reading = sole(document)
    words = grid(document, whole=reading.spans)
    spans = sorted(reading.spans, key=lambda span: (*words.reach(span), span.label))
    ner: list[list[Json]] = [[] for _ in words.sentences]
    for span in spans:
        first, last = _ends(span, words)
        ner[words.sentence_of(first)].append([first, last, span.label])
    groups = clusters(spans)
    book(groups, ledger, document.name)
    return {
        "doc_key": document.name,
        "sentences": [words.words(sentence) for sentence in words.sentences],
        "ner": ner,
        "relations": _relations(document, spans, words, ledger),
        "clusters": [[list(_ends(span, words)) for span in group] for group in groups if len(group) > 1],
    }


def _ends(span: Span, words: Grid) -> tuple[int, int]:
    first, end = words.reach(span)
    return first, end - 1


def _relations(document: Document, spans: list[Span], words: Grid, ledger: Ledger) -> list[list[Json]]:
    by_id = {span.id: span for span in spans}
    firsts: dict[tuple[int, int], str] = {}
    for span in spans:
        firsts.setdefault(_ends(span, words), span.id)
    out: list[list[Json]] = [[] for _ in words.sentences]
    for relation in sole(document).relations:
        sentence = _sentence(relation, by_id, words)
        where = f"{document.name} {relation.id}"
        if sentence is None:
            give_up(ledger, RELATIONS, "relation", relation.label, APART, where)
            continue
        ends = [_ends(by_id[id], words) for id in (relation.head, relation.tail)]
        if [firsts[end] for end in ends] != [relation.head, relation.tail]:
            ledger.change(RELATIONS, "relation", relation.label, ANOTHER, where)
        out[sentence].append([*ends[0], *ends[1], relation.label])
    return out


def _sentence(relation: Relation, spans: Mapping[str, Span], words: Grid) -> int | None:
    """The one sentence that both ends stand in."""
    head, tail = (words.sentence_of(words.reach(spans[id])[0]) for id in (relation.head, relation.tail))
    return head if head == tail else None

"""Writing DocRED: spans of equal links are one entity, and every relation stands between two entities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import Final

from workbench.core.json import Json
from workbench.core.ledger import Ledger
from workbench.formats.clusters import book, clusters
from workbench.formats.docred.reading import EVIDENCE
from workbench.formats.exchange import Document, Relation, Span
from workbench.formats.grid import Grid, grid, sole
from workbench.formats.losses import ATTRIBUTES, NOT_CARRIED, RELATIONS, give_up

MOVED: Final = "the format relates entities: which of their mentions is not kept"
TWICE: Final = "the same relation of the same entities is there already"
_NUMBERS: Final = re.compile(r"\d{1,9}(,\d{1,9})*", re.ASCII)


def item(document: Document, ledger: Ledger) -> Json:
    """A document as an item of the list."""
    reading = sole(document)
    words = grid(document, whole=reading.spans)
    spans = sorted(reading.spans, key=lambda span: (*words.reach(span), span.label))
    groups = clusters(spans)
    book(groups, ledger, document.name)
    alone = [[span] for span in spans if not span.links]
    order = {span.id: n for n, span in enumerate(spans)}
    entities = sorted(chain(groups, alone), key=lambda group: order[group[0].id])
    return {
        "title": document.name,
        "sents": [words.words(sentence) for sentence in words.sentences],
        "vertexSet": [[_mention(span, words) for span in group] for group in entities],
        "labels": _labels(document, entities, ledger),
    }


def _mention(span: Span, words: Grid) -> Json:
    first, end = words.reach(span)
    sentence = words.sentence_of(first)
    start = words.sentences[sentence].start
    name = " ".join(words.words(range(first, end)))
    return {"name": name, "pos": [first - start, end - start], "sent_id": sentence, "type": span.label}


def _labels(document: Document, entities: Sequence[Sequence[Span]], ledger: Ledger) -> list[Json]:
    entity = {span.id: n for n, group in enumerate(entities) for span in group}
    out: dict[tuple[int, int, str], Json] = {}
    for relation in sole(document).relations:
        where = f"{document.name} {relation.id}"
        key = entity[relation.head], entity[relation.tail], relation.label
        if key in out:
            give_up(ledger, RELATIONS, "relation", relation.label, TWICE, where)
            for name, _ in relation.attributes:
                give_up(ledger, ATTRIBUTES, "attribute", name, TWICE, where)
            continue
        if [entities[n][0].id for n in key[:2]] != [relation.head, relation.tail]:
            ledger.change(RELATIONS, "relation", relation.label, MOVED, where)
        shown = _evidence(relation, where, ledger)
        out[key] = {"r": relation.label, "h": key[0], "t": key[1], "evidence": shown}
    return list(out.values())


def _evidence(relation: Relation, where: str, ledger: Ledger) -> Sequence[int]:
    """The numbers of the sentences; every other attribute is given up."""
    shown: list[int] = []
    for name, value in relation.attributes:
        if name == EVIDENCE and not shown and _NUMBERS.fullmatch(value):
            shown = [int(number) for number in value.split(",")]
        else:
            give_up(ledger, ATTRIBUTES, "attribute", name, NOT_CARRIED, where)
    return shown

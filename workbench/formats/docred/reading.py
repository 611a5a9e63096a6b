"""Reading DocRED: entities as clusters of mentions; a relation of two entities gets their first mentions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

from workbench.formats.exchange import Document, Link, Relation, Span
from workbench.formats.format import Tally
from workbench.formats.jsonfile import whole
from workbench.formats.source import Source
from workbench.formats.words import NO_END, Worded, worded

NAME: Final = "title"
SENTENCES: Final = "sents"
ENTITIES: Final = "vertexSet"
RELATIONS: Final = "labels"
EVIDENCE: Final = "evidence"
"""The attribute that holds the numbers of the sentences that show a relation, with commas between them."""
READ: Final = (NAME, SENTENCES, ENTITIES, RELATIONS)


def read(source: Source, tally: Tally) -> Iterator[Document]:
    """One document an item.

    Raises:
        Fault: where the file is no JSON at all.
    """
    for record, out in worded(source, tally, NAME, SENTENCES):
        yield _document(record.value, [len(words) for words in record.value[SENTENCES]], out)


def _document(value: Mapping[str, Any], lengths: Sequence[int], out: Worded) -> Document:
    starts = list(accumulate(lengths, initial=0))
    firsts: list[Span | None] = []
    for n, mentions in enumerate(out.items(value.get(ENTITIES), "entities")):
        before = len(out.spans)
        for mention in mentions:
            _mention(mention, starts, out)
        found = range(before, len(out.spans))
        firsts.append(out.spans[before] if found else None)
        if len(found) > 1:
            for place in found:
                out.link(place, Link(f"{out.name}#{n}", out.spans[before].surface, local=True))
    for label in _rows(value.get(RELATIONS), out):
        _relation(label, firsts, out)
    return out.document({key: one for key, one in value.items() if key not in READ})


def _mention(mention: Any, starts: Sequence[int], out: Worded) -> None:
    given = mention if isinstance(mention, Mapping) else {}
    pos, sentence = given.get("pos"), whole(given.get("sent_id"))
    if not isinstance(pos, list) or len(pos) != 2 or sentence is None or not 0 <= sentence < len(starts) - 1:
        out.refuse("a mention has no sentence or no place in it")
        return
    first, end = whole(pos[0]), whole(pos[1])
    length = starts[sentence + 1] - starts[sentence]
    if first is None or end is None or not 0 <= first < end <= length:
        out.refuse("a mention lies outside its sentence")
        return
    name = given.get("name")
    at = starts[sentence]
    if out.span(at + first, at + end, given.get("type"), name if isinstance(name, str) else None):
        out.tally.spans += 1


def _relation(label: Any, firsts: Sequence[Span | None], out: Worded) -> None:
    given = label if isinstance(label, Mapping) else {}
    name, head, tail = given.get("r"), whole(given.get("h")), whole(given.get("t"))
    if not isinstance(name, str) or head is None or tail is None:
        out.refuse("a relation is not a label and two entities")
        return
    out.tally.relations += 1
    ends = [firsts[n] if 0 <= n < len(firsts) else None for n in (head, tail)]
    if ends[0] is None or ends[1] is None:
        out.lose("relation", name, NO_END)
        return
    shown = given.get(EVIDENCE)
    numbers = [str(n) for one in shown if (n := whole(one)) is not None] if isinstance(shown, list) else []
    attributes = ((EVIDENCE, ",".join(numbers)),) if numbers else ()
    out.relations.append(Relation(str(len(out.relations) + 1), name, ends[0].id, ends[1].id, attributes))


def _rows(labels: Any, out: Worded) -> Iterator[Any]:
    """The relations, which Hugging Face's copy has as columns."""
    if isinstance(labels, Mapping):
        columns = [labels.get(key) for key in ("head", "tail", "relation_id", EVIDENCE)]
        if not all(isinstance(column, list) for column in columns[:3]):
            out.refuse("its relations are no list")
            return
        lists = [column if isinstance(column, list) else [None] * len(columns[0] or ()) for column in columns]
        for head, tail, name, shown in zip(*lists, strict=False):
            yield {"h": head, "t": tail, "r": name, EVIDENCE: shown}
    elif isinstance(labels, list):
        yield from labels
    elif labels is not None:
        out.refuse("its relations are no list")

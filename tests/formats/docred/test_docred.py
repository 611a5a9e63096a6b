"""DocRED: entities and their relations by hand, the copy with columns, and the round trip."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.drawn import documents, only_faults, reading, relation_shape, shape, written
from tests.formats.twisting import survives
from workbench.formats.docred import FORMAT
from workbench.formats.exchange import Document, Link, Reading, Relation, Span
from workbench.formats.source import Source

ONE: dict[str, Any] = {
    "title": "Ana",
    "sents": [["Ana", "Li", "lives"], ["She", "likes", "Rom"]],
    "vertexSet": [
        [
            {"name": "Ana Li", "pos": [0, 2], "sent_id": 0, "type": "PER"},
            {"name": "She", "pos": [0, 1], "sent_id": 1, "type": "PER"},
        ],
        [{"name": "Rom", "pos": [2, 3], "sent_id": 1, "type": "LOC"}],
    ],
    "labels": [
        {"r": "P551", "h": 0, "t": 1, "evidence": [0, 1]},
        {"r": "P1", "h": 1, "t": 0},
        {"r": "P2", "h": 1, "t": 9},
    ],
}


def read(value: Any) -> tuple[list[Document], Any]:
    return reading(FORMAT, json.dumps(value).encode())


def test_entities_are_shared_links_and_relations_stand_at_first_mentions() -> None:
    (found,), tally = read([ONE])
    assert found.name == "Ana" and found.text == "Ana Li lives\nShe likes Rom"
    spans = found.readings[0].spans
    assert [(s.label, found.text[slice(*s.fragments[0])], [link.id for link in s.links]) for s in spans] == [
        ("PER", "Ana Li", ["Ana#0"]),
        ("PER", "She", ["Ana#0"]),
        ("LOC", "Rom", []),
    ]
    assert spans[0].links[0].name == "Ana Li"
    assert [(r.label, r.head, r.tail, r.attributes) for r in found.readings[0].relations] == [
        ("P551", "1", "3", (("evidence", "0,1"),)),
        ("P1", "3", "1", ()),
    ]
    assert (tally.documents, tally.spans, tally.relations) == (1, 3, 3) and tally.ledger.dropped() == 1


def test_the_copy_with_columns_says_the_same() -> None:
    columns = {"head": [0, 1, 1], "tail": [1, 0, 9], "relation_id": ["P551", "P1", "P2"], "evidence": [[0, 1], [], []]}
    assert read({**ONE, "labels": columns})[0] == read(ONE)[0]


def test_faulty_mentions_and_relations_are_refused_alone() -> None:
    mention = {"name": "x", "pos": [0, 1], "sent_id": 0, "type": "X"}
    bad = [{**mention, "pos": [2, 4]}, {**mention, "sent_id": 7}, {**mention, "type": 1}, {**mention, "pos": "x"}, 3]
    found, tally = read([{**ONE, "vertexSet": [[*bad, mention], 4], "labels": [{"r": 1}, 5]}, {"sents": 1}])
    assert len(found) == 1 and tally.spans == 1 and len(tally.refused) == len(bad) + 4


def test_which_mention_a_relation_stood_at_is_booked() -> None:
    links = (Link("q"),)
    spans = (Span("1", "X", ((0, 1),), links=links), Span("2", "X", ((2, 3),), links=links), Span("3", "Y", ((4, 5),)))
    relations = (
        Relation("r1", "a", "2", "3", (("evidence", "0"), ("sure", "no"))),
        Relation("r2", "a", "1", "3", (("evidence", "1"),)),
    )
    one = Document("d", "a b c", (Reading(spans=spans, relations=relations),), tokens=((0, 1), (2, 3), (4, 5)))
    files, ledger = written(FORMAT, [one])
    value = json.loads(files.one)[0]
    assert value["labels"] == [{"r": "a", "h": 0, "t": 1, "evidence": [0]}]
    assert [len(entity) for entity in value["vertexSet"]] == [2, 1]
    told: Any = ledger.to_json()
    assert sorted((row["view"], row["label"], row["n"]) for row in told["dropped"]) == [
        ("attributes", "evidence", 1), ("attributes", "sure", 1), ("relations", "a", 1),
    ]  # fmt: skip
    assert [row["view"] for row in told["changed"]] == ["links", "relations"]


@settings(max_examples=120, deadline=None)
@given(st.lists(documents(relations=True, links=True), min_size=1, max_size=2))
def test_words_spans_and_relations_come_back_or_stand_in_the_books(given_: list[Document]) -> None:
    files, ledger = written(FORMAT, given_)
    found, tally = reading(FORMAT, files.one)
    assert [(one.name, shape(one)[1]) for one in found] == [(one.name, shape(one)[1]) for one in given_]
    assert not tally.refused and [_clusters(one) for one in found] == [_clusters(one) for one in given_]
    there = sum(len(one.readings[0].relations) for one in given_)
    assert tally.relations == there - ledger.dropped("relations")
    changed: Any = ledger.to_json()["changed"]
    if not ledger.dropped("relations") and not any(row["view"] == "relations" for row in changed):
        assert list(map(relation_shape, found)) == list(map(relation_shape, given_))


def _clusters(document: Document) -> list[list[tuple[Any, ...]]]:
    groups: dict[Any, list[tuple[Any, ...]]] = {}
    words, spans = shape(document)
    for span, (label, at) in zip(
        document.readings[0].spans, [shape_of(document, s) for s in document.readings[0].spans], strict=True
    ):
        if span.links:
            groups.setdefault(frozenset(link.id for link in span.links), []).append((label, tuple(at)))
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def shape_of(document: Document, span: Span) -> tuple[str, list[tuple[int, int]]]:
    one = Document(document.name, document.text, (Reading(spans=(span,)),), tokens=document.tokens)
    return shape(one)[1][0]


def test_it_is_known_by_its_entities() -> None:
    assert FORMAT.sniff(Source("x", json.dumps([ONE]).encode)) == 1
    assert FORMAT.sniff(Source("x", lambda: b'[{"vertexSet": 1}]')) == 0


def test_broken_files_end_in_a_fault_or_in_refused_lines() -> None:
    samples = [json.dumps([ONE]).encode()]
    only_faults(lambda data: (FORMAT.sniff(Source("x", lambda: data)), reading(FORMAT, data)), samples, 2500)


def test_twisted_values_end_in_a_fault_or_in_refused_lines() -> None:
    columns = {"head": [0], "tail": [1], "relation_id": ["P551"], "evidence": [[0, 1]]}
    survives(lambda data: reading(FORMAT, data), [ONE, {**ONE, "labels": columns}], 500, lines=False)

"""DyGIE++: places through the whole document by hand, clusters, events, and the round trip."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.drawn import documents, only_faults, reading, relation_shape, shape, written
from tests.formats.twisting import survives
from workbench.formats.dygie import FORMAT
from workbench.formats.exchange import Document, Link, Reading, Relation, Span
from workbench.formats.source import Source

ONE: dict[str, Any] = {
    "doc_key": "k1",
    "dataset": "own",
    "sentences": [["Ana", "hired", "Bo"], ["She", "paid", "him"]],
    "ner": [[[0, 0, "PER"], [2, 2, "PER"]], [[3, 3, "PER"], [5, 5, "PER"], [3, 5, "CLAUSE"]]],
    "relations": [[[0, 0, 2, 2, "boss"]], [[3, 3, 4, 4, "lost"]]],
    "clusters": [[[0, 0], [3, 3]], [[2, 2], [4, 4]]],
    "events": [[[[1, "Hire"], [0, 0, "agent"], [2, 2, "patient"]]], []],
}


def read(*values: Any) -> tuple[list[Document], Any]:
    return reading(FORMAT, "".join(json.dumps(value) + "\n" for value in values).encode())


def test_places_run_through_the_document_and_include_the_last_word() -> None:
    (found,), tally = read(ONE)
    assert found.text == "Ana hired Bo\nShe paid him" and found.name == "k1" and found.meta == {"dataset": "own"}
    spans = {span.id: (span.label, found.text[slice(*span.fragments[0])]) for span in found.readings[0].spans}
    assert list(spans.values()) == [
        ("PER", "Ana"),
        ("PER", "Bo"),
        ("PER", "She"),
        ("PER", "him"),
        ("CLAUSE", "She paid him"),
        ("Hire", "hired"),
    ]
    assert [(r.label, spans[r.head][1], spans[r.tail][1]) for r in found.readings[0].relations] == [
        ("agent", "hired", "Ana"),
        ("patient", "hired", "Bo"),
        ("boss", "Ana", "Bo"),
    ]
    assert (tally.documents, tally.spans, tally.relations) == (1, 5, 2)


def test_clusters_are_shared_links_and_what_points_nowhere_is_in_the_books() -> None:
    (found,), tally = read(ONE)
    links = [[link.id for link in span.links] for span in found.readings[0].spans]
    assert links == [["k1#1"], ["k1#2"], ["k1#1"], [], [], []]
    rows: Any = tally.ledger.to_json()["dropped"]
    assert [(row["what"], row["label"]) for row in rows] == [("link", ""), ("relation", "lost")]


def test_faulty_parts_are_refused_alone() -> None:
    bad = {
        **ONE,
        "ner": [[[0, 99, "X"], [0], "x"], 5],
        "relations": [[[0, 0, 2]]],
        "events": [[[], [["x", "T"]]]],
        "clusters": [5],
    }
    found, tally = read(bad, {"sentences": 5}, {"sentences": [["a"]], "ner": [[[0, 0, "OK"]]]})
    assert len(found) == 2 and tally.spans == 1 and len(tally.refused) == 9


def test_a_relation_of_two_sentences_and_a_lonely_link_are_in_the_books() -> None:
    text, tokens = "a b\nc", ((0, 1), (2, 3), (4, 5))
    spans = (
        Span("1", "X", ((0, 1),), links=(Link("q1"),)),
        Span("2", "Y", ((0, 1),)),
        Span("3", "X", ((4, 5),), links=(Link("q2"), Link("q3"))),
        Span("4", "X", ((2, 3),), links=(Link("q3"), Link("q2"))),
    )
    relations = (Relation("r1", "far", "1", "3"), Relation("r2", "near", "2", "4"), Relation("r3", "near", "1", "4"))
    files, ledger = written(FORMAT, [Document("d", text, (Reading(spans=spans, relations=relations),), tokens=tokens)])
    value = json.loads(files.one)
    assert value["sentences"] == [["a", "b"], ["c"]]
    assert value["relations"] == [[[0, 0, 1, 1, "near"], [0, 0, 1, 1, "near"]], []]
    assert value["clusters"] == [[[1, 1], [2, 2]]]
    told: Any = ledger.to_json()
    assert sorted((row["view"], row["why"], row["n"]) for row in told["dropped"]) == [
        ("links", "no other span shares it, and the format knows nothing else of links", 1),
        ("links", "the format knows only which spans share a link, not what it is", 2),
        ("relations", "its ends stand in two sentences", 1),
    ]
    assert [row["label"] for row in told["changed"] if row["view"] == "relations"] == ["near"]


@settings(max_examples=120, deadline=None)
@given(st.lists(documents(relations=True, links=True), min_size=1, max_size=2))
def test_words_spans_and_relations_come_back_or_stand_in_the_books(given_: list[Document]) -> None:
    files, ledger = written(FORMAT, given_)
    found, tally = reading(FORMAT, files.one)
    assert [(one.name, shape(one)[1]) for one in found] == [(one.name, shape(one)[1]) for one in given_]
    assert not tally.refused
    there = sum(len(one.readings[0].relations) for one in given_)
    assert tally.relations == there - ledger.dropped("relations")
    changed: Any = ledger.to_json()["changed"]
    if not ledger.dropped("relations") and not any(row["view"] == "relations" for row in changed):
        assert list(map(relation_shape, found)) == list(map(relation_shape, given_))


def test_it_is_known_by_its_keys() -> None:
    assert FORMAT.sniff(Source("x", json.dumps(ONE).encode)) == 1
    assert FORMAT.sniff(Source("x", lambda: b'{"sentences": [["a"]], "ner": [[]]}')) == 0.9
    assert FORMAT.sniff(Source("x", lambda: b'{"sentences": "a", "doc_key": 1}')) == 0


def test_broken_files_end_in_a_fault_or_in_refused_lines() -> None:
    samples = [json.dumps(ONE).encode()]
    only_faults(lambda data: (FORMAT.sniff(Source("x", lambda: data)), reading(FORMAT, data)), samples, 2500)


def test_twisted_values_end_in_a_fault_or_in_refused_lines() -> None:
    survives(lambda data: reading(FORMAT, data), [ONE, ONE], 500, lines=True)

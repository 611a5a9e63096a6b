"""Losses: what a row forbids is gone and booked, what it allows is untouched, and the books add up."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.exchange import Document, DocumentLabel, Link, Reading, Relation, Span
from workbench.formats.losses import fit

EVERYTHING = Capability(**{field.name: "yes" for field in fields(Capability)})  # type: ignore[arg-type]
TEXT = "The harbour council met again today"
TOKENS = ((0, 3), (4, 11), (12, 19), (20, 23), (24, 29), (30, 35))


def document(*spans: Span, relations: tuple[Relation, ...] = (), **reading: Any) -> Document:
    return Document("d", TEXT, (Reading(spans=spans, relations=relations, **reading),), tokens=TOKENS)


def told(ledger: Ledger) -> set[tuple[str, str, str]]:
    found: Any = ledger.to_json()
    rows = [(kind, row) for kind in ("dropped", "changed") for row in found[kind]]
    return {(kind, where, row["why"]) for kind, row in rows for where in row["where"]}


def test_of_overlapping_spans_the_longest_stays() -> None:
    ledger = Ledger()
    spans = Span("in", "A", ((12, 19),)), Span("out", "B", ((4, 19),)), Span("beside", "A", ((20, 23),))
    done = fit(document(*spans), replace(EVERYTHING, overlap="no"), ledger)
    assert [span.id for span in done.readings[0].spans] == ["out", "beside"]
    assert told(ledger) == {("dropped", "d in", "overlaps a longer span")}


def test_a_span_grows_to_its_tokens_and_may_then_overlap() -> None:
    ledger = Ledger()
    spans = Span("left", "A", ((4, 14),)), Span("right", "A", ((15, 19),))
    done = fit(document(*spans), replace(EVERYTHING, subtoken="no", overlap="no"), ledger)
    assert [span.fragments for span in done.readings[0].spans] == [((4, 19),)]
    assert told(ledger) == {
        ("changed", "d left", "widened to whole tokens"),
        ("changed", "d right", "widened to whole tokens"),
        ("dropped", "d right", "overlaps a longer span"),
    }


def test_a_relation_goes_with_its_end() -> None:
    ledger = Ledger()
    spans = Span("a", "A", ((0, 3), (12, 19))), Span("b", "A", ((4, 11),))
    relations = (Relation("r", "R", "a", "b"), Relation("s", "R", "b", "b"))
    done = fit(document(*spans, relations=relations), replace(EVERYTHING, discontinuous="no"), ledger)
    assert [relation.id for relation in done.readings[0].relations] == ["s"]
    assert told(ledger) == {("dropped", "d a", "discontinuous"), ("dropped", "d r", "an end of it was left out")}


def test_blanks_at_the_edges_are_trimmed_and_a_span_of_blanks_goes() -> None:
    ledger = Ledger()
    spans = Span("wide", "A", ((3, 12),)), Span("blank", "A", ((3, 4),))
    done = fit(document(*spans), replace(EVERYTHING, blanks="no"), ledger)
    assert [span.fragments for span in done.readings[0].spans] == [((4, 11),)]
    assert told(ledger) == {("changed", "d wide", "white space trimmed"), ("dropped", "d blank", "no token under it")}


def test_a_second_annotator_is_booked_whole() -> None:
    ledger = Ledger()
    one = Reading("ana", spans=(Span("a", "A", ((0, 3),)),))
    two = Reading(
        "ben",
        spans=(Span("b", "A", ((0, 3),)),),
        relations=(Relation("r", "R", "b", "b"),),
        labels=(DocumentLabel("topic", "x"),),
    )
    done = fit(Document("d", TEXT, (one, two)), replace(EVERYTHING, annotators="no"), ledger)
    assert done.readings == (one,)
    assert ledger.dropped("spans") == ledger.dropped("relations") == ledger.dropped("document labels") == 1


FRAGMENTS = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=6, unique=True).map(
    lambda at: tuple((a, b) for a, b in zip(sorted(at)[::2], sorted(at)[1::2], strict=False))
)
SPANS = st.builds(
    Span,
    id=st.sampled_from("abcdef"),
    label=st.sampled_from("XY"),
    fragments=FRAGMENTS,
    attributes=st.sampled_from([(), (("mention", "name"),)]),
    links=st.sampled_from([(), (Link("Q1"),), (Link("Q1"), Link("Q2"))]),
    note=st.sampled_from([None, "n"]),
    score=st.sampled_from([None, 0.5]),
    rejected=st.booleans(),
)
RELATIONS = st.builds(
    Relation,
    id=st.uuids().map(str),
    label=st.just("R"),
    head=st.sampled_from("abcdef"),
    tail=st.sampled_from("abcdef"),
    attributes=st.sampled_from([(), (("k", "v"),)]),
    note=st.sampled_from([None, "n"]),
    symmetric=st.booleans(),
)
READINGS = st.builds(
    Reading,
    annotator=st.sampled_from(["ana", "ben"]),
    status=st.sampled_from(["", "done"]),
    spans=st.lists(SPANS, max_size=5, unique_by=lambda span: span.id).map(tuple),
    relations=st.lists(RELATIONS, max_size=3).map(tuple),
    labels=st.sampled_from([(), (DocumentLabel("topic", "x"),)]),
    note=st.sampled_from([None, "n"]),
)
DOCUMENTS = st.lists(READINGS, max_size=2).map(lambda found: Document("d", TEXT, tuple(found), tokens=TOKENS))
WORDS: dict[str, st.SearchStrategy[Any]] = {field.name: st.sampled_from(["yes", "no"]) for field in fields(Capability)}
ROWS = st.fixed_dictionaries(WORDS).map(lambda row: Capability(**row))


@given(DOCUMENTS, ROWS)
def test_the_books_add_up_and_a_second_fitting_changes_nothing(given_: Document, row: Capability) -> None:
    ledger, again = Ledger(), Ledger()
    done = fit(given_, row, ledger)
    ledger.check()
    assert fit(done, row, again) == done
    assert not again.dropped()
    assert not again.to_json()["changed"]


@given(DOCUMENTS)
def test_a_format_that_carries_everything_gets_everything(given_: Document) -> None:
    ledger = Ledger()
    done = fit(given_, EVERYTHING, ledger)
    whole = {span.id for reading in given_.readings[:1] for span in reading.spans}
    assert [reading.spans for reading in done.readings] == [reading.spans for reading in given_.readings]
    assert all({r.head, r.tail} <= whole for reading in done.readings[:1] for r in reading.relations)
    assert ledger.dropped() == ledger.dropped("relations")

"""What an annotator can do, and what the schema refuses."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.core.small import SCHEMA, layer
from workbench.core import annotating as do
from workbench.core.edit import Refused
from workbench.core.layer import Layer
from workbench.core.span import Span


@pytest.fixture
def work() -> Layer:
    """A person, two states, a meeting and a relation."""
    model = layer()
    for label, start, end in [("PERSON", 0, 5), ("STATE", 10, 15), ("STATE", 20, 25), ("MEETING", 30, 37)]:
        model.apply(do.add_span(model, SCHEMA, label, [(start, end)]))
    model.apply(do.relate(model, SCHEMA, "AGENT", model.spans[4], model.spans[1]))
    return model


def test_the_same_span_twice_is_refused_but_another_label_is_not(work: Layer) -> None:
    with pytest.raises(Refused, match="already PERSON"):
        do.add_span(work, SCHEMA, "PERSON", [(0, 5)])
    assert do.add_span(work, SCHEMA, "STATE", [(0, 5)])


@pytest.mark.parametrize(("label", "why"), [("OLD", "retired"), ("ANY", "abstract"), ("NOPE", "no label NOPE")])
def test_labels_that_cannot_be_given(work: Layer, label: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        do.add_span(work, SCHEMA, label, [(40, 45)])


def test_only_some_groups_may_be_discontinuous(work: Layer) -> None:
    with pytest.raises(Refused, match="Country cannot be discontinuous"):
        do.reshape(work, SCHEMA, work.spans[2], [(10, 15), (17, 19)])
    work.apply(do.reshape(work, SCHEMA, work.spans[4], [(40, 45), (30, 37)]))
    assert work.spans[4].fragments == ((30, 37), (40, 45))


def test_deleting_a_span_deletes_its_relations_in_the_same_operation(work: Layer) -> None:
    edits = do.delete_span(work, work.spans[1])
    work.apply(edits)
    assert 1 not in work.spans
    assert not work.relations
    work.apply([edit.inverse() for edit in reversed(edits)])
    assert len(work.relations) == 1


def test_relabelling_keeps_only_attributes_the_new_label_has(work: Layer) -> None:
    work.apply(do.set_attribute(SCHEMA, work.spans[2], "mention", "nominal"))
    work.apply(do.relabel(work, SCHEMA, work.spans[2], "PERSON"))
    assert work.spans[2].attributes == (("mention", "nominal"),)
    work.apply(do.relabel(work, SCHEMA, work.spans[2], "MEETING"))
    assert work.spans[2].attributes == ()


def test_relabelling_against_a_relation_is_refused(work: Layer) -> None:
    with pytest.raises(Refused, match="AGENT"):
        do.relabel(work, SCHEMA, work.spans[1], "TALKS")


def test_a_default_is_never_stored(work: Layer) -> None:
    work.apply(do.set_attribute(SCHEMA, work.spans[1], "mention", "nominal"))
    work.apply(do.set_attribute(SCHEMA, work.spans[1], "mention", "name"))
    assert work.spans[1].attributes == ()


def test_several_values_toggle(work: Layer) -> None:
    for value in ("b", "a", "b"):
        work.apply(do.set_attribute(SCHEMA, work.spans[4], "tags", value))
    assert work.spans[4].attributes == (("tags", "a"),)


def test_relations_follow_domain_and_range(work: Layer) -> None:
    spans = work.spans
    with pytest.raises(Refused, match="AGENT cannot go from PERSON to MEETING"):
        do.relate(work, SCHEMA, "AGENT", spans[1], spans[4])
    with pytest.raises(Refused, match="already there"):
        do.relate(work, SCHEMA, "AGENT", spans[4], spans[1])
    with pytest.raises(Refused, match="cannot go"):
        do.reverse(work, SCHEMA, next(iter(work.relations.values())))


def test_a_range_over_an_abstract_label_takes_its_kinds_only(work: Layer) -> None:
    work.apply(do.add_span(work, SCHEMA, "TALKS", [(50, 55)]))
    talks = work.spans[max(work.spans)]
    assert "PLACE" in SCHEMA.allowed(talks.label, "STATE")
    assert "PLACE" not in SCHEMA.allowed("MEETING", "STATE")


def test_relation_attributes(work: Layer) -> None:
    relation = next(iter(work.relations.values()))
    work.apply(do.set_relation_attribute(SCHEMA, relation, "sure", "no"))
    assert next(iter(work.relations.values())).attributes == (("sure", "no"),)
    with pytest.raises(Refused, match="no value perhaps"):
        do.set_relation_attribute(SCHEMA, relation, "sure", "perhaps")


def test_links_come_and_go_and_some_groups_take_none(work: Layer) -> None:
    one = UUID(int=9)
    work.apply(do.link(SCHEMA, work.spans[1], one))
    assert work.spans[1].links == (one,)
    work.apply(do.link(SCHEMA, work.spans[1], one))
    assert work.spans[1].links == ()
    with pytest.raises(Refused, match="takes no links"):
        do.link(SCHEMA, work.spans[4], one)


def test_document_labels_replace_or_gather(work: Layer) -> None:
    for value in ("trade", "cyber"):
        work.apply(do.set_document_label(work, SCHEMA, "topic", value))
    for value in ("calm", "sharp", "calm"):
        work.apply(do.set_document_label(work, SCHEMA, "tone", value))
    assert sorted((x.key, x.value) for x in work.labels.values()) == [("tone", "sharp"), ("topic", "cyber")]


def test_done_remembers_the_schema_version(work: Layer) -> None:
    work.apply(do.set_status(work, "done", 3))
    assert (work.head.status, work.head.schema) == ("done", 3)
    work.apply(do.set_status(work, "in_progress", 4))
    assert work.head.schema is None


def test_labelling_all_passes_over_what_is_there(work: Layer) -> None:
    edits = do.add_spans(work, SCHEMA, "PERSON", [(0, 5), (60, 65), (70, 75)])
    work.apply(edits)
    found = [s.fragments for s in work.spans.values() if s.label == "PERSON"]
    assert found == [((0, 5),), ((60, 65),), ((70, 75),)]


def test_a_span_knows_its_text() -> None:
    assert Span(1, "A", ((0, 2), (5, 7))).text("ab---cd") == "ab cd"

"""Relations by hints, and what else is said about spans and documents."""

from __future__ import annotations

from textual.widgets import Input

from tests.tui.annotate.conftest import Desk
from tests.tui.waiting import settled
from workbench.core.span import Span
from workbench.store import annotators, layers
from workbench.store.comments import all_of


async def people(desk: Desk) -> tuple[Span, Span, Span]:
    holm = await desk.label("Ada Holm", "1", "p")
    norland = await desk.label("Norland", "1", "s")
    meet = await desk.label("meet", "3", "m")
    return holm, norland, meet


async def relate(desk: Desk, head: Span, tail: Span, *then: str) -> None:
    desk.screen.go_to_span(head.n)
    await desk.press("r")
    hint = next(letters for letters, at in desk.screen.hints.items() if at == tail.start)
    await desk.press(*hint, *then)


async def test_hints_show_only_what_the_schema_allows_and_one_pick_relates(desk: Desk) -> None:
    holm, norland, meet = await people(desk)
    desk.screen.go_to_span(meet.n)
    await desk.press("r")
    assert set(desk.screen.hints.values()) == {holm.start, norland.start}
    await desk.press("escape")
    desk.screen.go_to_span(holm.n)
    await desk.press("r")
    assert meet.start not in desk.screen.hints.values()
    await desk.press("escape")
    await relate(desk, meet, holm, "a")
    (relation,) = desk.layer.relations.values()
    assert (relation.label, relation.head, relation.tail) == ("AGENT", meet.n, holm.n)
    assert len(desk.stored().relations) == 1


async def test_a_relation_is_followed_changed_reversed_and_deleted(desk: Desk) -> None:
    holm, _, meet = await people(desk)
    await relate(desk, meet, holm, "a")
    await desk.press("enter")
    assert desk.screen.page.cursor == holm.start
    await desk.press("tilde")
    assert "cannot go" in desk.said
    await desk.press("c", "t")
    assert [r.label for r in desk.layer.relations.values()] == ["TARGET"]
    await desk.press("x")
    assert not desk.layer.relations
    assert len(desk.layer.spans) == 3


async def test_deleting_a_span_says_how_many_relations_went_with_it(desk: Desk) -> None:
    holm, norland, meet = await people(desk)
    await relate(desk, meet, holm, "a")
    await relate(desk, meet, norland, "t")
    desk.screen.go_to_span(meet.n)
    await desk.press("x")
    assert "with 2 relations" in desk.said
    await desk.press("u")
    assert len(desk.layer.relations) == 2


async def test_an_attribute_is_set_by_key_and_its_default_unsets_it(desk: Desk) -> None:
    holm, *_ = await people(desk)
    desk.screen.go_to_span(holm.n)
    await desk.press("a", "2")
    assert desk.layer.spans[holm.n].attributes == (("mention", "nominal"),)
    await desk.press("a", "1")
    assert desk.layer.spans[holm.n].attributes == ()


async def test_a_link_is_made_then_found_again_by_typing(desk: Desk) -> None:
    holm, norland, _ = await people(desk)
    desk.screen.go_to_span(holm.n)
    await desk.press("i")
    await settled(desk.pilot)
    await desk.press("enter")
    await settled(desk.pilot)
    (link,) = desk.layer.spans[holm.n].links
    desk.screen.go_to_span(norland.n)
    await desk.press("i")
    await settled(desk.pilot)
    desk.app.screen.query_one(Input).value = "holm"
    await settled(desk.pilot)
    await desk.press("enter")
    await settled(desk.pilot)
    assert desk.layer.spans[norland.n].links == (link,)
    assert desk.stored().spans[norland.n].links == (link,)


async def test_note_flag_and_document_label(desk: Desk) -> None:
    holm, *_ = await people(desk)
    desk.screen.go_to_span(holm.n)
    await desk.press("m", *"why", "enter")
    await settled(desk.pilot)
    await desk.press("exclamation_mark", *"odd", "enter")
    await settled(desk.pilot)
    await desk.press("d", "1")
    stored = desk.stored()
    assert stored.spans[holm.n].note == "why"
    assert (stored.head.flag, stored.head.flag_note) == (True, "odd")
    assert [x.key for x in stored.labels.values()] == ["topic"]


async def test_done_warns_once_then_goes_to_the_next_document(desk: Desk) -> None:
    await people(desk)
    first = desk.screen.document
    await desk.press("D")
    assert "problems are open" in desk.said
    assert desk.layer.head.status == "in_progress"
    await desk.press("D")
    await settled(desk.pilot)
    assert desk.screen.document != first
    assert desk.screen.work.text.startswith("Ada Holm spoke")


async def test_comments_are_written_and_settled(desk: Desk) -> None:
    await desk.select("Oslo")
    await desk.press("M")
    await settled(desk.pilot)
    await desk.press(*"where", "enter")
    await settled(desk.pilot)
    with desk.app.db.reading() as connection:
        (comment,) = all_of(connection, desk.screen.document)
    text = desk.screen.work.text
    assert (comment.body, text[comment.start : comment.end], comment.handle) == ("where", "Oslo", "ada")


async def test_a_colleagues_layer_is_hidden_until_ones_own_is_done_but_not_from_a_lead(desk: Desk) -> None:
    await people(desk)
    lead_spans = len(desk.layer.spans)
    assert desk.app.writer.settle(10)
    bo = annotators.ensure(desk.app.db, "bo", actor=desk.screen.viewer.id)
    desk.app.viewer = bo
    desk.screen.load(desk.screen.document)
    await desk.press("O", "1")
    assert "hidden from you" in desk.said
    assert not desk.layer.spans
    await desk.press("D")
    desk.screen.load(desk.layer_document())
    await desk.press("O", "1")
    assert len(desk.layer.spans) == lead_spans
    await desk.press("tab", "x")
    assert "no one can write into another's" in desk.said
    await desk.press("O", "2")
    assert not desk.layer.spans


async def test_a_lead_looks_at_unfinished_work(desk: Desk) -> None:
    bo = annotators.ensure(desk.app.db, "bo", actor=desk.screen.viewer.id)
    layers.open_layer(desk.app.db, desk.screen.document, bo.id)
    await desk.press("O", "2")
    assert "the layer of bo" in desk.said.lower()

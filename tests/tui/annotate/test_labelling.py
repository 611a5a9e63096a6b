"""Labelling by key: what is pressed is in the layer, on the disk, and taken back."""

from __future__ import annotations

from tests.tui.annotate.conftest import Desk


def items(desk: Desk) -> list[tuple[str, int, object]]:
    return list(desk.layer.items())


async def test_two_keys_label_what_is_selected_and_it_is_on_the_disk(desk: Desk) -> None:
    span = await desk.label("Ada Holm", "1", "p")
    assert (span.label, span.text(desk.screen.work.text)) == ("PERSON", "Ada Holm")
    stored = desk.stored()
    assert list(stored.items()) == items(desk)
    assert stored.head.status == "in_progress"


async def test_the_token_at_the_cursor_is_labelled_without_a_selection(desk: Desk) -> None:
    desk.screen.page.move_to(desk.screen.work.text.index("Oslo"))
    await desk.press("4", "p")
    assert [s.text(desk.screen.work.text) for s in desk.layer.spans.values()] == ["Oslo"]


async def test_places_as_digits_serve_keyboards_without_latin_letters(desk: Desk) -> None:
    span = await desk.label("Norland", "1", "2")
    assert span.label == "STATE"


async def test_a_dot_repeats_and_escape_gives_no_label(desk: Desk) -> None:
    await desk.label("Ada Holm", "1", "p")
    await desk.label("Jon Berg", "full_stop")
    await desk.select("Oslo")
    await desk.press("4", "escape")
    assert [s.label for s in desk.layer.spans.values()] == ["PERSON", "PERSON"]


async def test_what_the_schema_refuses_is_said_and_changes_nothing(desk: Desk) -> None:
    await desk.label("Ada Holm", "1", "p")
    await desk.select("Ada Holm")
    await desk.press("1", "p")
    assert "already PERSON" in desk.said
    assert len(desk.layer.spans) == 1
    desk.screen.page.move_to(0)
    await desk.press("x")
    assert "no span at the cursor" in desk.said


async def test_relabel_grow_shrink_and_delete_in_place(desk: Desk) -> None:
    span = await desk.label("Prime Minister", "1", "p")
    await desk.press("c", "4", "r")
    assert desk.layer.spans[span.n].label == "ROLE"
    await desk.press("greater_than_sign")
    assert desk.layer.spans[span.n].text(desk.screen.work.text) == "Prime Minister Jon"
    await desk.press("less_than_sign", "e", "left", "left")
    assert desk.said == "Nothing of the span would be left. x deletes it"
    await desk.press("enter", "x")
    assert not desk.layer.spans


async def test_resizing_moves_both_edges(desk: Desk) -> None:
    span = await desk.label("Minister Jon", "1", "p")
    await desk.press("e", "right", "shift+left", "enter")
    assert desk.layer.spans[span.n].text(desk.screen.work.text) == "Prime Minister Jon Berg"


async def test_a_fragment_is_added_where_the_group_allows_it(desk: Desk) -> None:
    act = await desk.label("act was", "2", "a")
    await desk.press("plus")
    await desk.select("amended")
    await desk.press("plus")
    assert desk.layer.spans[act.n].text(desk.screen.work.text) == "act was amended"
    person = await desk.label("Ada Holm", "1", "p")
    await desk.press("plus")
    assert "cannot be discontinuous" in desk.said
    assert not desk.layer.spans[person.n].discontinuous


async def test_misaligned_spans_snap_out_and_in(desk: Desk) -> None:
    span = await desk.label("orland pay", "1", "s")
    await desk.press("p")
    assert "inside a token" in desk.said
    await desk.press("s")
    assert desk.layer.spans[span.n].text(desk.screen.work.text) == "Norland pays"


async def test_label_all_shows_first_and_is_one_undo(desk: Desk) -> None:
    await desk.label("Norland", "1", "s")
    await desk.press("A")
    await desk.pilot.pause()
    await desk.press("enter")
    assert len(desk.layer.spans) == 3
    await desk.press("u")
    assert len(desk.layer.spans) == 1


async def test_undo_to_empty_and_redo_to_full_survive_reopening(desk: Desk) -> None:
    await desk.label("Ada Holm", "1", "p")
    await desk.label("Oslo", "4", "p")
    await desk.label("Norland", "1", "s")
    await desk.press("x")
    full = items(desk)
    await desk.press("u", "u")
    assert len(desk.layer.spans) == 2
    await desk.press("q")
    await desk.pilot.pause()
    desk.app.open_document(desk.layer_document())
    await desk.pilot.pause()
    await desk.press("u", "u")
    assert items(desk) == []
    await desk.press("u")
    assert "nothing to undo" in desk.said
    await desk.press("U", "U", "U", "U")
    assert items(desk) == full
    assert list(desk.stored().items()) == full


async def test_the_cycle_key_reaches_every_span_at_the_cursor(desk: Desk) -> None:
    outer = await desk.label("President Ada Holm", "1", "p")
    inner = await desk.label("Ada Holm", "1", "s")
    desk.screen.page.move_to(desk.screen.work.text.index("Holm"))
    assert desk.screen.require_span().n == inner.n
    await desk.press("o")
    assert desk.screen.require_span().n == outer.n
    await desk.press("o")
    assert desk.screen.require_span().n == inner.n

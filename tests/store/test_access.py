"""Blindness and roles: who sees whose work, and when."""

from __future__ import annotations

import pytest

from tests.store.making import Project, one, span
from workbench.core.edit import HEAD, Edit
from workbench.core.fault import Fault
from workbench.core.ids import uuid7
from workbench.core.layer import Layer
from workbench.store import access, annotators, bulk, comments, layers
from workbench.store import project as projects
from workbench.store.commit import commit


@pytest.fixture
def team(project: Project) -> dict[str, Layer]:
    """Two annotators and a model, each with a layer of the first document."""
    bob = annotators.ensure(project.db, "bob").id
    model = annotators.ensure(project.db, "patterns", kind="model").id
    found = {"ann": project.layer(), "bob": project.layer(owner=bob)}
    found["patterns"] = layers.open_layer(project.db, project.documents[0], model, "model")
    for layer in found.values():
        commit(project.db, one(layer.id, span(1, 0, 4), layer.owner), {layer.id: 0})
        layer.apply([span(1, 0, 4)])
    return found


def finish(project: Project, layer: Layer, status: str = "done") -> None:
    after = {"status": status, "flag": False, "flag_note": None, "schema": 1}
    project.do(layer, Edit(HEAD, 0, layer.head.to_json(), after))


def seen(project: Project, viewer: object) -> set[str]:
    with project.db.reading() as connection:
        return {layer.handle for layer in access.visible_layers(connection, viewer, project.documents[0])}  # type: ignore[arg-type]


def test_a_blind_annotator_sees_their_own_and_models(project: Project, team: dict[str, Layer]) -> None:
    assert seen(project, project.ann) == {"ann", "patterns"}
    with project.db.reading() as connection:
        access.require_visible(connection, project.ann, team["patterns"].id)
        with pytest.raises(Fault, match="hidden from you until you have finished"):
            access.require_visible(connection, project.ann, team["bob"].id)


def test_finishing_opens_the_document_and_only_it(project: Project, team: dict[str, Layer]) -> None:
    finish(project, team["ann"], "skipped")
    assert seen(project, project.ann) == {"ann", "patterns"}
    finish(project, team["ann"])
    assert seen(project, project.ann) == {"ann", "bob", "patterns"}
    assert seen(project, team["bob"].owner) == {"bob", "patterns"}


@pytest.mark.parametrize("role", ["curator", "lead"])
def test_curators_and_leads_see_all(project: Project, team: dict[str, Layer], role: str) -> None:
    annotators.set_role(project.db, project.lead, "ann", role)
    assert seen(project, project.ann) == {"ann", "bob", "patterns"}
    with project.db.reading() as connection:
        assert access.visible_ids(connection, project.ann) is None


def test_a_project_can_be_open(project: Project, team: dict[str, Layer]) -> None:
    with project.db.writing() as connection:
        projects.change(connection, project.lead, blind=False)
    assert seen(project, project.ann) == {"ann", "bob", "patterns"}
    with project.db.writing() as connection, pytest.raises(Fault, match="only a lead"):
        projects.change(connection, project.ann, blind=True)


def test_a_stranger_sees_nothing(project: Project, team: dict[str, Layer]) -> None:
    with project.db.reading() as connection, pytest.raises(Fault, match="not an annotator"):
        access.visible_layers(connection, uuid7(), project.documents[0])


def test_bulk_reading_hides_and_counts_what_is_hidden(project: Project, team: dict[str, Layer]) -> None:
    with project.db.reading() as connection:
        first, second = bulk.works(connection, project.ann, lambda handle, kind, status: kind == "human")
        whole = next(bulk.works(connection, project.lead, lambda handle, kind, status: True))
    assert ([handle for handle, _ in first.layers], first.hidden, second.layers) == (["ann"], 1, ())
    assert [handle for handle, _ in whole.layers] == ["ann", "bob", "patterns"]
    assert list(whole.layers[0][1].items()) == list(team["ann"].items())


def test_visible_ids_agrees_with_visible_layers(project: Project, team: dict[str, Layer]) -> None:
    for status in ("in_progress", "done"):
        finish(project, team["ann"], status)
        with project.db.reading() as connection:
            listed = {layer.id for layer in access.visible_layers(connection, project.ann, project.documents[0])}
            assert access.visible_ids(connection, project.ann) == listed


def test_comments_on_a_hidden_layer_are_hidden(project: Project, team: dict[str, Layer]) -> None:
    document, bob = project.documents[0], team["bob"].owner
    for layer in (None, team["bob"].id):
        commit(project.db, comments.start(document, bob, "Is this a law?", (0, 4), layer), {})
    with project.db.reading() as connection:
        assert [c.layer for c in comments.comments_of(connection, project.ann, document)] == [None]
        (mine,) = comments.comments_of(connection, project.ann, document)
        assert mine.handle == "bob"
        answer = comments.reply(connection, mine, project.ann, "Yes.")
    commit(project.db, answer, {mine.thread: 1})
    commit(project.db, comments.resolve(mine, project.ann), {mine.thread: 2})
    with pytest.raises(Fault, match="author's own"):
        commit(project.db, comments.rewrite(mine, project.ann, "No."), {mine.thread: 3})
    with project.db.reading() as connection:
        found = comments.comments_of(connection, project.lead, document)
    assert {(c.body, c.n, c.resolved) for c in found} == {
        ("Is this a law?", 1, True), ("Is this a law?", 1, False), ("Yes.", 2, False)
    }  # fmt: skip

"""Disagreements gathered from a project: an edit is followed to what reading everything again gives."""

from __future__ import annotations

from pathlib import Path

from tests.tui.agreement.project import differing
from workbench.core.annotating import add_span
from workbench.core.edit import HEAD, Edit, Operation, on
from workbench.core.ids import annotator_id, layer_id
from workbench.curation.disagreements import disagreeing
from workbench.curation.roster import Roster
from workbench.store.commit import commit
from workbench.store.layers import load_layer


def test_an_edit_is_followed_to_the_last_digit(tmp_path: Path) -> None:
    db = differing(tmp_path / "demo.db")
    mika, sol = annotator_id("mika"), annotator_id("sol")
    with db.reading() as connection:
        before = disagreeing(connection, mika, Roster())
    document = before.gathered.study.documents[-1].id
    layer_of_sol = layer_id(document, sol, "human", 1)
    assert before.knows([layer_of_sol]) == document
    with db.reading() as connection:
        layer = load_layer(connection, layer_of_sol)
    commit(
        db,
        Operation(sol, "label", on(layer.id, add_span(layer, before.schema, "person", [(7, 11)]))),
        {layer.id: layer.rev},
    )
    with db.reading() as connection:
        followed = before.after_edit(connection, document)
        anew = disagreeing(connection, mika, Roster(), before)
    assert list(followed.found) == list(anew.found) != list(before.found)
    assert [followed.weights.of(one) for one in followed.found] == [anew.weights.of(one) for one in anew.found]
    db.close()


def test_an_answer_that_is_taken_back_is_missing(tmp_path: Path) -> None:
    db = differing(tmp_path / "demo.db")
    mika, sol = annotator_id("mika"), annotator_id("sol")
    with db.reading() as connection:
        before = disagreeing(connection, mika, Roster())
        document = before.gathered.study.documents[-1].id
        layer = load_layer(connection, layer_id(document, sol, "human", 1))
    head = layer.head.to_json()
    again = [Edit(HEAD, 0, head, {**head, "status": "in_progress", "schema": None})]
    commit(db, Operation(sol, "reopen", on(layer.id, again)), {layer.id: layer.rev})
    with db.reading() as connection:
        followed = before.after_edit(connection, document)
    assert not [one for one in followed.found if one.document == document]
    assert len(followed.found) == len(before.found) - 2
    db.close()

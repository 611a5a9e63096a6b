"""The write path: one transaction, optimistic locks, permissions, and the log it leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.store.making import SCHEMA, Project, one, relation, span, topic
from workbench.core.edit import DOCUMENT, ENTITY, HEAD, SPAN, ZONE, Change, Edit, Operation, Refused, on
from workbench.core.fault import Fault
from workbench.core.ids import uuid7
from workbench.core.json import canonical, sha256
from workbench.store import annotators, documents, entities, layers, log, schemas
from workbench.store.commit import Conflict, commit
from workbench.store.database import Database
from workbench.store.streams import SCHEMA_STREAM, document_stream, revs

SCHEMA_TWO = SCHEMA.model_copy(update={"name": "second"})


def test_rows_and_revs_after_one_operation(project: Project) -> None:
    layer = project.layer()
    done = project.do(
        layer,
        span(1, 0, 4, attributes=[["mood", "real"]], score=0.5, note="n", origin="pattern"),
        span(2, 5, 9),
        Edit(SPAN, 3, None, {"label": "body", "at": [[0, 2], [5, 9]]}),
        relation(4, 1, 2),
        topic(5),
    )
    assert done.revs == {layer.id: 5}
    found = project.reload(layer)
    assert list(found.items()) == list(layer.items())
    assert (found.rev, found.next_n) == (5, 6)
    with project.db.reading() as connection:
        assert connection.value("SELECT count(*) FROM fragment") == 2


def test_commit_numbers_only_grow_by_one(project: Project) -> None:
    layer = project.layer()
    numbers = [project.do(layer, span(k, 0, 4)).commit_no for k in range(1, 6)]
    assert numbers == list(range(numbers[0], numbers[0] + 5))


def test_a_stale_rev_is_a_conflict_and_changes_nothing(project: Project) -> None:
    layer, stale = project.layer(), project.layer()
    project.do(layer, span(1, 0, 4))
    with pytest.raises(Conflict) as caught:
        project.do(stale, span(1, 5, 9))
    assert (caught.value.stream, caught.value.seen, caught.value.now) == (layer.id, 0, 1)
    assert list(project.reload(layer).spans) == [1]
    with project.db.reading() as connection:
        assert connection.value("SELECT commit_no FROM project") == connection.value(
            "SELECT max(commit_no) FROM operation"
        )


def test_the_same_operation_is_saved_once(project: Project) -> None:
    layer = project.layer()
    operation = one(layer.id, span(1, 0, 4), layer.owner)
    first = commit(project.db, operation, {layer.id: 0})
    assert commit(project.db, operation, {layer.id: 0}) == first
    with project.db.reading() as connection:
        assert connection.value("SELECT commit_no FROM project") == first.commit_no


def test_nothing_of_a_refused_operation_stays(project: Project) -> None:
    layer = project.layer()
    operation = Operation(layer.owner, "edit", on(layer.id, [span(1, 0, 4), relation(2, 1, 77)]))
    with pytest.raises(Fault):
        commit(project.db, operation, {layer.id: 0})
    assert project.reload(layer).rev == 0
    assert not project.reload(layer).spans


def test_edits_of_an_operation_may_come_in_any_order(project: Project) -> None:
    layer = project.layer()
    project.do(layer, relation(3, 1, 2), span(1, 0, 4), span(2, 5, 9))
    gone = [Edit(SPAN, n, layer.value(SPAN, n), None) for n in (1, 2)]
    project.do(layer, *gone, Edit("relation", 3, layer.value("relation", 3), None))
    assert not project.reload(layer).spans


def test_an_entry_and_its_first_link_are_one_operation(project: Project) -> None:
    layer = project.layer()
    with project.db.reading() as connection:
        entry = entities.new(connection, "Mali")
    linked = span(1, 0, 4, links=[str(entry.id)])
    operation = Operation(layer.owner, "link", (*on(layer.id, [linked]), entities.add_change(entry)))
    project.save(layer, operation)
    with project.db.reading() as connection:
        assert entities.all_entities(connection) == [entry]
        undo = log.undo_target(connection, layer.owner, layer.id).undo(layer.owner)
        seen = revs(connection, undo.streams)
    commit(project.db, undo, seen)
    with project.db.reading() as connection:
        assert entities.all_entities(connection) == []


def test_an_unknown_link_is_refused(project: Project) -> None:
    with pytest.raises(Fault, match="does not exist"):
        project.do(project.layer(), span(1, 0, 4, links=[str(uuid7())]))


def test_nobody_writes_into_anothers_layer(project: Project) -> None:
    layer = project.layer()
    for actor in (project.lead, uuid7()):
        with pytest.raises(Refused):
            commit(project.db, one(layer.id, span(1, 0, 4), actor), {layer.id: 0})


def test_a_lead_imports_into_a_fresh_layer_only(project: Project) -> None:
    layer = project.layer()
    project.do(layer, span(1, 0, 4), actor=project.lead, kind="import")
    with pytest.raises(Refused, match="another's layer"):
        project.do(layer, span(2, 0, 4), actor=project.lead, kind="import")


def test_gold_is_a_matter_of_role(project: Project) -> None:
    with project.db.writing() as connection:
        owner = annotators.gold(connection).id
    gold = layers.open_layer(project.db, project.documents[0], owner, "gold")
    commit(project.db, one(gold.id, span(1, 0, 4), project.lead), {gold.id: 0})
    with pytest.raises(Refused, match="curator or lead"):
        commit(project.db, one(gold.id, span(2, 0, 4), project.ann), {gold.id: 1})
    annotators.set_role(project.db, project.lead, "ann", "curator")
    commit(project.db, one(gold.id, span(2, 0, 4), project.ann), {gold.id: 1})


def test_roles_decide_about_what_concerns_everybody(project: Project) -> None:
    document = project.documents[0]
    with project.db.writing() as connection, pytest.raises(Refused, match="curator or lead"):
        documents.archive(connection, document, project.ann)
    with pytest.raises(Refused, match="only a lead"):
        schemas.apply(project.db, SCHEMA_TWO, project.ann)
    with pytest.raises(Refused, match="only a lead"):
        annotators.set_role(project.db, project.ann, "ann", "lead")
    with pytest.raises(Refused, match="needs a lead"):
        annotators.set_role(project.db, project.lead, "lena", "annotator")


def test_nobody_enters_as_lead_by_themselves(project: Project) -> None:
    for role in ("lead", "curator"):
        with pytest.raises(Refused):
            annotators.ensure(project.db, "eve", role)
    assert annotators.ensure(project.db, "eve").role == "annotator"
    with pytest.raises(Refused):
        annotators.ensure(project.db, "gold")
    with pytest.raises(Refused):
        annotators.ensure(project.db, "a b")


def test_the_first_human_leads(tmp_path: Path) -> None:
    with Database.create(str(tmp_path / "x.db")) as db:
        assert annotators.ensure(db, "ada").role == "lead"
        assert annotators.ensure(db, "bob").role == "annotator"


def test_who_is_inactive_writes_no_more(project: Project) -> None:
    annotators.set_active(project.db, project.lead, "ann", False)
    with pytest.raises(Refused, match="not an active annotator"):
        project.do(project.layer(), span(1, 0, 4))


def test_a_document_is_archived_and_never_deleted(project: Project) -> None:
    document = project.documents[0]
    with project.db.writing() as connection:
        documents.archive(connection, document, project.lead)
    edit = Edit(DOCUMENT, 0, {"archived": True}, None)
    with pytest.raises(Refused, match="never deleted"):
        commit(project.db, one(document_stream(document), edit, project.lead), {document_stream(document): 3})


def test_zones_change_like_everything_else(project: Project) -> None:
    stream = document_stream(project.documents[0])
    wider = Edit(ZONE, 1, {"start": 0, "end": 4, "kind": "byline"}, {"start": 0, "end": 6, "kind": "byline"})
    operation = one(stream, wider, project.ann)
    commit(project.db, operation, {stream: 2})
    with project.db.reading() as connection:
        assert [(z.start, z.end) for z in documents.zones(connection, project.documents[0])] == [(0, 6)]
    with pytest.raises(Refused, match="changed since"):
        commit(project.db, one(stream, wider, project.ann), {stream: 3})
    commit(project.db, operation.undo(project.ann), {stream: 3})
    with pytest.raises(Fault, match="outside the text"):
        far = Edit(ZONE, 2, None, {"start": 0, "end": 10**6, "kind": "x"})
        commit(project.db, one(stream, far, project.ann), {stream: 4})


def test_an_edit_that_starts_from_nothing_known_is_refused(project: Project) -> None:
    layer = project.layer()
    lying = Edit(SPAN, 7, {"label": "body", "at": [[0, 4]]}, {"label": "person", "at": [[0, 4]]})
    with pytest.raises(Refused, match="changed since"):
        commit(project.db, one(layer.id, lying, layer.owner), {layer.id: 0})


@pytest.mark.parametrize(
    "value", [{}, {"label": "body"}, {"label": "body", "at": []}, {"label": "body", "at": [[4, 4]]}]
)
def test_malformed_values_are_refused(project: Project, value: dict[str, object]) -> None:
    layer = project.layer()
    with pytest.raises(Refused, match="well formed"):
        commit(project.db, one(layer.id, Edit(SPAN, 1, None, value), layer.owner), {layer.id: 0})


def test_an_empty_operation_is_refused(project: Project) -> None:
    with pytest.raises(Refused):
        commit(project.db, Operation(project.ann, "edit", ()), {})


def test_an_import_is_one_row_of_the_log_with_its_hash(project: Project) -> None:
    layer = project.layer()
    done = project.do(layer, *[span(n, n, n + 3) for n in range(1, 11)], kind="import")
    assert done.revs[layer.id] == 10
    with project.db.reading() as connection:
        ((seq, form, forward),) = connection.rows(
            "SELECT seq, format, forward FROM edit WHERE stream_id = :id", {"id": layer.id}
        )
    assert (seq, form) == (10, "bulk")
    assert json.loads(forward)["sha256"] == sha256(canonical(json.loads(forward)["puts"]))


def test_an_operation_is_undone_once(project: Project) -> None:
    layer = project.layer()
    operation = one(layer.id, span(1, 0, 4), layer.owner)
    project.save(layer, operation)
    project.save(layer, operation.undo(layer.owner))
    project.do(layer, span(1, 0, 4))
    with pytest.raises(Fault, match="taken back already"):
        project.save(layer, operation.undo(layer.owner))


def test_the_schema_changes_and_changes_back(project: Project) -> None:
    assert schemas.apply(project.db, SCHEMA_TWO, project.lead).revs == {SCHEMA_STREAM: 2}
    with pytest.raises(Refused, match="already"):
        schemas.apply(project.db, SCHEMA_TWO, project.lead)
    for wanted in (1, 2):
        with project.db.reading() as connection:
            stacks = log.stacks(connection, project.lead, SCHEMA_STREAM)
            target = log.operation(connection, (stacks.undo if wanted == 1 else stacks.redo)[-1])
            seen = revs(connection, [SCHEMA_STREAM])
        commit(project.db, target.undo(project.lead), seen)
        with project.db.reading() as connection:
            assert schemas.current(connection)[0] == wanted
            assert [v.version for v in schemas.versions(connection)] == [1, 2]


def test_the_leads_schema_is_not_the_annotators_to_undo(project: Project) -> None:
    layer = project.layer()
    with project.db.reading() as connection, pytest.raises(Refused, match="nothing of yours"):
        log.undo_target(connection, project.ann, layer.id)
    with project.db.reading() as connection, pytest.raises(Refused):
        log.undo_target(connection, project.ann, SCHEMA_STREAM)


def test_slugs_are_unique_and_made_from_names(project: Project) -> None:
    for wanted in ("cote-d-ivoire", "cote-d-ivoire-2"):
        with project.db.writing() as connection:
            entry = entities.new(connection, "Côte d'Ivoire")
            assert entry.slug == wanted
        commit(project.db, entities.add(entry, project.ann), {})
    with project.db.reading() as connection:
        first, second = entities.all_entities(connection)
        assert entities.search(connection, "ivoire") == [first, second]
    taken = entities.change(second, type(second)(second.id, first.slug, second.name), project.ann)
    with pytest.raises(Fault, match="short name"):
        commit(project.db, taken, {second.id: 1})
    commit(project.db, entities.merge(second, first, project.lead), {second.id: 1})
    with project.db.reading() as connection:
        assert entities.resolve(connection, second.id) == first


def test_history_says_who_did_what(project: Project) -> None:
    layer = project.layer()
    project.do(layer, span(1, 0, 4), span(2, 5, 9), kind="label")
    head = Edit(HEAD, 0, layer.head.to_json(), {"status": "done", "flag": False, "flag_note": None, "schema": 1})
    operation = one(layer.id, head, layer.owner, "done")
    project.save(layer, operation)
    project.save(layer, operation.undo(layer.owner))
    with project.db.reading() as connection:
        events = log.history(connection, project.documents[0])
        hidden = log.history(connection, project.documents[0], layers=[])
    assert [(e.handle, e.kind, dict(e.counts), e.undone, e.owner) for e in events] == [
        ("lena", "ingest", {"document": 1, "zone": 1}, False, None),
        ("ann", "label", {"span": 2}, False, "ann"),
        ("ann", "done", {"head": 1}, True, "ann"),
        ("ann", "undo", {"head": 1}, False, "ann"),
    ]
    assert [e.kind for e in hidden] == ["ingest"]


def test_an_entry_without_a_name_is_refused(project: Project) -> None:
    with project.db.reading() as connection, pytest.raises(Refused):
        entities.new(connection, " ")
    with pytest.raises(Refused):
        commit(project.db, Operation(project.ann, "x", (Change(uuid7(), Edit(ENTITY, 0, None, {})),)), {})

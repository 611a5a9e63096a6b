"""Splits in the store: one operation each, test under lock, taken back through the log; units and labels as counted.

It breaks if test can be changed in silence, if an undo leaves something behind, or if a near-duplicate is not joined.
"""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.making import Project, new_document, relation, span, topic
from workbench.core.edit import HEAD, Edit, Refused
from workbench.core.fault import Fault
from workbench.core.layer import Layer
from workbench.store import annotators, clusters, documents, layers, splits, units
from workbench.store import project as settings
from workbench.store.check import check
from workbench.store.clusters import Pair
from workbench.store.unions import Unions


@pytest.fixture
def shelf(project: Project) -> Project:
    """Six documents: two without origin, then three of one source (two of these of one page) and one of another."""
    origins = [("Fjord", "p"), ("Fjord", "p"), ("Fjord", "q"), ("Coast", "p2")]
    new = [
        new_document(f"n{k}", f"Text {k}.", source=source, file=f"{page}.txt", file_sha256=page)
        for k, (source, page) in enumerate(origins)
    ]
    with project.db.writing() as connection:
        documents.add_documents(connection, new, project.lead)
    project.documents += [one.id for one in new]
    return project


def parts(shelf: Project) -> dict[int, str]:
    """The kept parts, by the documents' places."""
    with shelf.db.reading() as connection:
        kept = splits.assigned(connection)
    return {k: kept[id] for k, id in enumerate(shelf.documents) if id in kept}


def put(shelf: Project, wanted: dict[int, str], actor: UUID | None = None, **more: object) -> bool:
    """Keep parts, by the documents' places; returns whether anything changed."""
    with shelf.db.writing() as connection:
        by_id: dict[UUID, str | None] = {shelf.documents[k]: part for k, part in wanted.items()}
        return splits.put(connection, by_id, actor or shelf.lead, **more) is not None  # type: ignore[arg-type]


def step(shelf: Project, *, again: bool = False, why: str | None = None, actor: UUID | None = None) -> None:
    with shelf.db.writing() as connection:
        splits.undo(connection, actor or shelf.lead, again=again, why=why)


def test_a_division_is_one_operation_and_only_curators_and_leads_make_it(shelf: Project) -> None:
    with shelf.db.reading() as connection:
        before = settings.commit_no(connection)
    assert put(shelf, {0: "train", 1: "dev", 2: "test"})
    assert not put(shelf, {0: "train", 1: "dev", 2: "test"})
    with shelf.db.reading() as connection:
        assert settings.commit_no(connection) == before + 1
    with pytest.raises(Refused, match="curator or lead"):
        put(shelf, {3: "dev"}, shelf.ann)
    assert parts(shelf) == {0: "train", 1: "dev", 2: "test"}
    assert check(shelf.db) == []


@pytest.mark.parametrize("wanted", [{2: "train"}, {0: "test"}, {0: "dev", 2: "dev"}])
def test_nothing_enters_or_leaves_test_without_a_reason(shelf: Project, wanted: dict[int, str]) -> None:
    put(shelf, {0: "train", 1: "dev", 2: "test"})
    for why in (None, "", "  "):
        with pytest.raises(Refused, match="1 document would"):
            put(shelf, wanted, why=why)
    assert parts(shelf) == {0: "train", 1: "dev", 2: "test"}
    assert put(shelf, wanted, why=" it was in the training set of v1 ")
    assert parts(shelf) == {0: "train", 1: "dev", 2: "test"} | wanted
    with shelf.db.reading() as connection:
        assert splits.unlocked(connection) == splits.Unlocked(1, "it was in the training set of v1")
    assert check(shelf.db) == []


def test_a_first_part_may_be_test_and_train_and_dev_are_open(shelf: Project) -> None:
    put(shelf, {0: "train", 1: "dev", 2: "test"})
    assert put(shelf, {0: "dev", 1: "train", 3: "test"})
    with shelf.db.reading() as connection:
        assert splits.unlocked(connection) == splits.Unlocked()


def test_a_document_can_be_taken_out_and_a_part_kept_is_not_given_again(shelf: Project) -> None:
    put(shelf, {0: "train", 1: "dev"})
    with shelf.db.writing() as connection:
        assert splits.put(connection, {shelf.documents[0]: None}, shelf.lead) is not None
        wanted = {shelf.documents[0]: "dev", shelf.documents[1]: "test"}
        assert splits.keep(connection, wanted, shelf.lead) is not None
        assert splits.keep(connection, wanted, shelf.lead) is None
    assert parts(shelf) == {0: "dev", 1: "dev"}


def test_only_a_lead_unlocks_test(shelf: Project) -> None:
    curator = annotators.ensure(shelf.db, "cora", "curator", actor=shelf.lead).id
    put(shelf, {0: "train", 2: "test"}, curator)
    with pytest.raises(Refused, match="only a lead"):
        put(shelf, {2: "train"}, curator, why="please")
    assert parts(shelf) == {0: "train", 2: "test"}


def test_terms_are_kept_and_taken_back_with_the_division(shelf: Project) -> None:
    put(shelf, {0: "train", 1: "dev"}, terms={"salt": "x"})
    assert put(shelf, {}, terms={"salt": "y"})
    step(shelf)
    with shelf.db.reading() as connection:
        assert settings.settings(connection)[splits.TERMS] == {"salt": "x"}
    step(shelf)
    with shelf.db.reading() as connection:
        assert splits.TERMS not in settings.settings(connection)
    assert parts(shelf) == {}
    step(shelf, again=True)
    assert parts(shelf) == {0: "train", 1: "dev"}
    assert check(shelf.db) == []


def test_undo_and_redo_walk_through_ones_own_divisions(shelf: Project) -> None:
    put(shelf, {0: "train"})
    put(shelf, {1: "dev"})
    put(shelf, {0: "dev"})
    for expected in ({0: "train", 1: "dev"}, {0: "train"}, {}):
        step(shelf)
        assert parts(shelf) == expected
    with pytest.raises(Refused, match="nothing of yours to undo"):
        step(shelf)
    for expected in ({0: "train"}, {0: "train", 1: "dev"}, {0: "dev", 1: "dev"}):
        step(shelf, again=True)
        assert parts(shelf) == expected
    with pytest.raises(Refused, match="nothing of yours to redo"):
        step(shelf, again=True)
    with pytest.raises(Refused, match="nothing of yours"):
        step(shelf, actor=shelf.ann)


def test_an_undo_does_not_open_test_in_silence(shelf: Project) -> None:
    put(shelf, {0: "train", 1: "test"})
    with pytest.raises(Refused, match="test is locked"):
        step(shelf)
    step(shelf, why="wrong shares")
    assert parts(shelf) == {}
    with shelf.db.reading() as connection:
        assert splits.unlocked(connection).why == "wrong shares"
    assert check(shelf.db) == []


def test_an_undo_of_what_has_changed_since_is_refused(shelf: Project) -> None:
    other = annotators.ensure(shelf.db, "cora", "curator", actor=shelf.lead).id
    put(shelf, {0: "train"})
    put(shelf, {0: "dev"}, other)
    with pytest.raises(Refused, match="has changed since"):
        step(shelf)
    assert parts(shelf) == {0: "dev"}


# -- units -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group_by", "expected"),
    [
        ("none", [{0}, {1, 5}, {2}, {3}, {4}]),
        ("page", [{0}, {1, 5}, {2, 3}, {4}]),
        ("source", [{0}, {1, 5}, {2, 3, 4}]),
    ],
)
def test_units_join_near_duplicates_and_groups(
    shelf: Project, group_by: units.GroupBy, expected: list[set[int]]
) -> None:
    with shelf.db.writing() as connection:
        clusters.add_pairs(connection, [Pair(shelf.documents[5], shelf.documents[1], "near", 0.4)])
        found = units.units(connection, group_by)
    members = [{k for k, id in enumerate(shelf.documents) if found[id] == unit} for unit in set(found.values())]
    assert sorted(members, key=min) == expected
    assert all(found[unit] == unit == min(d for d, u in found.items() if u == unit) for unit in found.values())


def test_a_near_duplicate_joins_two_sources(shelf: Project) -> None:
    with shelf.db.writing() as connection:
        clusters.add_pairs(connection, [Pair(shelf.documents[4], shelf.documents[5], "near", 0.4)])
        assert len(set(units.units(connection, "source").values())) == 3


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12))))
def test_unions_are_connected_components(pairs: list[tuple[int, int]]) -> None:
    unions: Unions[int] = Unions()
    for one, other in pairs:
        unions.join(one, other)
    sets = [{n} for n in range(13)]
    for one, other in pairs:
        joined = [s for s in sets if one in s or other in s]
        sets = [s for s in sets if s not in joined] + [set().union(*joined)]
    for members in sets:
        assert len({unions.root(n) for n in members}) == 1
    assert len({unions.root(n) for n in range(13)}) == len(sets)


def test_clusters_grow_together_however_pairs_arrive(shelf: Project) -> None:
    """Three clusters become one in one call that also brings two new documents, and every count stays right."""
    a, b, c, d, e, f = shelf.documents
    with shelf.db.writing() as connection:
        clusters.add_pairs(connection, [Pair(a, b, "near", 0.4), Pair(c, d, "near", 0.5)])
        old = sorted(clusters.members(connection))
        clusters.add_pairs(connection, [Pair(e, f, "near", 0.4), Pair(f, d, "exact", 1.0), Pair(b, e, "near", 0.3)])
        assert clusters.members(connection) == {old[0]: sorted(shelf.documents)}
        assert connection.rows("SELECT n_documents FROM cluster") == [(6,)]
        clusters.add_pairs(connection, [])
        assert len(clusters.pairs(connection)) == 5


# -- labels ----------------------------------------------------------------------


def finish(shelf: Project, layer: Layer, *edits: Edit) -> None:
    done = {"status": "done", "flag": False, "flag_note": None, "schema": 1}
    shelf.do(layer, *edits, Edit(HEAD, 0, layer.head.to_json(), done))


def labels(shelf: Project, viewer: UUID) -> dict[int, Counter[str]]:
    with shelf.db.reading() as connection:
        found = units.label_counts(connection, viewer)
    return {k: found[id] for k, id in enumerate(shelf.documents) if id in found}


def test_labels_of_finished_work_are_counted_once_a_document(shelf: Project) -> None:
    finish(shelf, shelf.layer(0), span(1, 0, 4), span(2, 0, 4), span(3, 5, 9, "passing"), relation(4, 3, 1), topic(5))
    shelf.do(shelf.layer(1), span(1, 0, 4))
    finish(shelf, shelf.layer(2))
    other = annotators.ensure(shelf.db, "zed").id
    finish(shelf, shelf.layer(0, other), span(1, 0, 4, "person"))
    expected = {
        0: Counter({"span:body": 2, "span:passing": 1, "relation:agent": 1, "document label:topic=law": 1}),
        2: Counter[str](),
    }
    assert labels(shelf, shelf.lead) == expected
    assert labels(shelf, other) == {0: expected[0]}


def test_gold_speaks_first(shelf: Project) -> None:
    finish(shelf, shelf.layer(0), span(1, 0, 4))
    with shelf.db.writing() as connection:
        owner = annotators.gold(connection).id
        gold = layers.make_layer(connection, shelf.documents[0], owner, "gold")
    with shelf.db.reading() as connection:
        layer = layers.load_layer(connection, gold)
    assert labels(shelf, shelf.lead)[0] == {"span:body": 1}
    done = {"status": "done", "flag": False, "flag_note": None, "schema": 1}
    shelf.do(layer, span(1, 0, 4, "person"), Edit(HEAD, 0, layer.head.to_json(), done), actor=shelf.lead)
    assert labels(shelf, shelf.lead)[0] == {"span:person": 1}


def test_a_stranger_counts_nothing(shelf: Project) -> None:
    with pytest.raises(Fault):
        labels(shelf, UUID(int=1))

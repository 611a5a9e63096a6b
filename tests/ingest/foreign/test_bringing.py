"""Bringing in: what a file says stands in the database afterwards, once, and everything else in the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.ingest.foreign.conftest import Bring, written
from workbench.core.fault import Fault
from workbench.core.layer import Layer
from workbench.ingest.foreign.bringing import bring
from workbench.ingest.foreign.outcome import Outcome
from workbench.ingest.foreign.wishes import Drift, Wishes
from workbench.store import annotators, documents, entities
from workbench.store.check import check
from workbench.store.database import Database
from workbench.store.dump import every_text
from workbench.store.layers import layers_of, load_layer

TEXT = "Mira Koskinen signed the accord with Estaria."
SIGNED = {
    "name": "Accord", "text": TEXT,
    "readings": [{
        "annotator": "ana", "status": "done",
        "spans": [["1", "person", [[0, 13]]], ["2", "Signing", [[14, 20]], {"attributes": [["mood", "to come"]]}]],
        "relations": [["r", "agent", "2", "1"]],
        "labels": [["topic", "trade"]],
    }],
}  # fmt: skip


def layer_of(database: Database, document: str, handle: str, round: int = 1) -> Layer:
    """An owner's layer of a document."""
    with database.reading() as connection:
        found = layers_of(connection, documents.document(connection, document).id)
        [wanted] = [layer for layer in found if (layer.handle, layer.round) == (handle, round)]
        return load_layer(connection, wanted.id)


def dropped(outcome: Outcome) -> list[tuple[str, str, str]]:
    """What was dropped, as (what, label, why)."""
    told: Any = outcome.ledger.to_json()
    return [(row["what"], row["label"], row["why"]) for row in told["dropped"] for _ in range(row["n"])]


def changed(outcome: Outcome) -> list[str]:
    """Why things were changed."""
    told: Any = outcome.ledger.to_json()
    return [row["why"] for row in told["changed"]]


def names(database: Database) -> list[str]:
    """The names of all documents."""
    with database.reading() as connection:
        return [name for _, name, _ in every_text(connection)]


# -- what is said is stored ---------------------------------------------------------


def test_a_document_comes_in_with_the_work_of_its_annotator(database: Database, brought: Bring) -> None:
    outcome = brought(SIGNED)
    assert outcome.stored.to_json() == outcome.source.to_json() == {"documents": 1, "spans": 2, "relations": 1}
    layer = layer_of(database, "accord", "ana")
    assert [(s.label, s.fragments, s.attributes, s.origin) for s in layer.ordered()] == [
        ("person", ((0, 13),), (), "human"),
        ("signing", ((14, 20),), (("mood", "planned"),), "human"),
    ]
    [relation] = layer.relations.values()
    assert (relation.label, relation.head, relation.tail) == ("agent", 2, 1)
    [label] = layer.labels.values()
    assert (label.key, label.value) == ("topic", "trade")
    with database.reading() as connection:
        assert documents.text(connection, layer.document) == TEXT
        assert annotators.require(connection, "ana").role == "annotator"
    assert check(database) == []


def test_work_lands_in_progress_unless_it_is_said_to_be_done(database: Database, brought: Bring) -> None:
    outcome = brought(SIGNED)
    assert layer_of(database, "accord", "ana").head.status == "in_progress"
    assert "lands as in progress; --status done finishes it" in changed(outcome)
    brought({**SIGNED, "text": "Another text."}, status="done", name="b.probe")
    head = layer_of(database, "accord-2", "ana").head
    assert (head.status, head.schema) == ("done", 1)


def test_the_same_file_again_changes_nothing(database: Database, brought: Bring) -> None:
    brought(SIGNED)
    before = layer_of(database, "accord", "ana")
    again = brought(SIGNED)
    assert again.known == ["a.probe"]
    assert again.stored.to_json() == {"documents": 0, "spans": 0, "relations": 0}
    assert layer_of(database, "accord", "ana") == before
    assert names(database) == ["accord"]


def test_two_people_may_have_made_the_same_file(database: Database, brought: Bring) -> None:
    unnamed = {"name": "x", "text": TEXT, "readings": [{"spans": [["1", "person", [[0, 13]]]]}]}
    brought(unnamed, annotator="ana", name="ana.probe")
    outcome = brought(unnamed, annotator="ben", name="ben.probe")
    assert outcome.known == []
    assert len(layer_of(database, "x", "ana").spans) == len(layer_of(database, "x", "ben").spans) == 1
    assert brought(unnamed, annotator="ben", name="ben.probe").known == ["ben.probe"]


def test_brought_in_again_on_purpose_the_same_work_is_not_doubled(database: Database, brought: Bring) -> None:
    brought(SIGNED, names={"person": "-"})
    again = brought(SIGNED, again=True)
    assert again.stored.to_json() == {"documents": 1, "spans": 2, "relations": 1}
    assert len(layer_of(database, "accord", "ana", 2).spans) == 2
    third = brought(SIGNED, again=True)
    assert third.stored.to_json() == {"documents": 0, "spans": 0, "relations": 0}


def test_a_text_that_is_here_gets_the_layers(database: Database, brought: Bring) -> None:
    brought({"name": "plain", "text": TEXT})
    outcome = brought(SIGNED, name="b.probe")
    assert names(database) == ["plain"]
    assert len(layer_of(database, "plain", "ana").spans) == 2
    assert "the same text is in the project already; its work was added there" in changed(outcome)


def test_several_annotators_are_several_layers_and_one_document(database: Database, brought: Bring) -> None:
    one = {"name": "x", "text": TEXT, "readings": [{"annotator": "ana", "spans": [["1", "person", [[0, 13]]]]}]}
    two = {"name": "y", "text": TEXT, "readings": [{"annotator": "ben", "spans": [["1", "state", [[37, 44]]]]}]}
    outcome = brought(one, two)
    assert (outcome.source.documents, outcome.stored.documents, outcome.stored.spans) == (2, 1, 2)
    assert [s.label for s in layer_of(database, "x", "ben").ordered()] == ["state"]


def test_records_of_one_text_by_one_annotator_are_put_together(database: Database, brought: Bring) -> None:
    first = {
        "name": "x",
        "text": TEXT,
        "readings": [{"spans": [["1", "person", [[0, 13]]], ["2", "state", [[37, 44]]]]}],
    }
    second = {
        "name": "y", "text": TEXT,
        "readings": [{
            "spans": [["1", "person", [[0, 13]]], ["9", "act", [[14, 20]]]], "relations": [["r", "agent", "9", "1"]],
        }],
    }  # fmt: skip
    outcome = brought(first, second)
    layer = layer_of(database, "x", "sol")
    assert [s.label for s in layer.ordered()] == ["person", "act", "state"]
    [relation] = layer.relations.values()
    assert layer.spans[relation.tail].label == "person"
    assert dropped(outcome) == [("span", "person", "stands in another record of the same text already")]


def test_what_one_record_says_twice_stays_twice(database: Database, brought: Bring) -> None:
    brought(
        {"name": "x", "text": TEXT, "readings": [{"spans": [["1", "person", [[0, 4]]], ["2", "person", [[0, 4]]]]}]}
    )
    assert len(layer_of(database, "x", "sol").spans) == 2


def test_models_and_gold_have_layers_of_their_kind(database: Database, brought: Bring) -> None:
    spans = [["1", "person", [[0, 13]], {"score": 0.25}]]
    brought({"name": "x", "text": TEXT, "readings": [
        {"kind": "model", "annotator": "net 2", "spans": spans}, {"kind": "gold", "spans": spans},
        {"kind": "model", "annotator": "mika", "spans": spans},
    ]})  # fmt: skip
    assert layer_of(database, "x", "net-2").kind == "model"
    assert layer_of(database, "x", "net-2").spans[1].score == 0.25
    assert layer_of(database, "x", "net-2").spans[1].origin == "model"
    assert layer_of(database, "x", "gold").kind == "gold"
    assert layer_of(database, "x", "mika-model").kind == "model", "mika is a person here"


def test_links_find_or_make_entries_of_the_registry(database: Database, brought: Bring) -> None:
    linked = [
        ["1", "person", [[0, 13]], {"links": [["Q7", "Mira Koskinen"]]}],
        ["2", "person", [[0, 4]], {"links": [["Q7", None]]}],
    ]
    brought({"name": "x", "text": TEXT, "readings": [{"spans": linked}]})
    brought(
        {
            "name": "y",
            "text": "Koskinen left.",
            "readings": [{"spans": [["1", "person", [[0, 8]], {"links": [["mira-koskinen", None]]}]]}],
        },
        name="b.probe",
    )
    with database.reading() as connection:
        [entry] = entities.all_entities(connection)
        assert (entry.slug, entry.name, entry.aliases) == ("mira-koskinen", "Mira Koskinen", ("Q7",))
        assert entities.uses(connection, entry.id) == 3


def test_a_cluster_of_one_document_is_not_that_of_another(database: Database, brought: Bring) -> None:
    members = [
        ["1", "person", [[0, 4]], {"links": [["c1", None, True]]}],
        ["2", "state", [[5, 7]], {"links": [["c1", None, True]]}],
    ]
    brought({"name": "x", "text": TEXT, "readings": [{"spans": members}]})
    brought({"name": "y", "text": "Mira or Berto.", "readings": [{"spans": members}]}, name="b.probe")
    with database.reading() as connection:
        assert [entities.uses(connection, entry.id) for entry in entities.all_entities(connection)] == [2, 2]


# -- what cannot be stored is booked ---------------------------------------------------


def test_every_loss_has_its_reason(brought: Bring) -> None:
    outcome = brought({
        "name": "x", "text": TEXT, "lost": ["curve", "span"],
        "readings": [{
            "spans": [
                ["1", "person", [[5, 5]]], ["2", "person", [[40, 99]]], ["3", "nobody", [[0, 4]]],
                ["4", "thing", [[0, 4]]], ["5", "person", [[0, 4]], {"rejected": True, "attributes": [["kind", "a"]]}],
                ["6", "signing", [[0, 4]], {"attributes": [["mood", "sad"], ["mood", "actual"], ["mood", "planned"]]}],
            ],
            "relations": [["1", "agent", "6", "3"], ["2", "owns", "6", "6"], ["3", "agent", "6", "none"]],
            "labels": [["topic", "trade"], ["topic", "defence"], ["mood", "x"]],
        }],
    })  # fmt: skip
    unknown = "the schema has no such {}; name one with --map, or draft a schema with `workbench schema from`"
    assert sorted(dropped(outcome)) == sorted([
        ("curve", "", "cannot be carried"),
        ("span", "", "cannot be carried"),
        ("span", "person", "has no length"),
        ("span", "person", "lies outside the text"),
        ("span", "nobody", unknown.format("label")),
        ("span", "thing", unknown.format("label")),
        ("span", "person", "rejected by the annotator: a layer holds what is right, not what is wrong"),
        ("attribute", "kind", "its span was left out"),
        ("attribute", "mood=sad", unknown.format("value")),
        ("attribute", "mood=planned", "it takes one value"),
        ("relation", "agent", "an end of it was left out"),
        ("relation", "agent", "an end of it is not there"),
        ("relation", "owns", unknown.format("relation")),
        ("document label", "topic=defence", "a document takes one value of it"),
        ("document label", "mood=x", unknown.format("document label")),
    ])  # fmt: skip
    assert outcome.source.spans == 6
    assert outcome.stored.spans == 1


@pytest.mark.parametrize(("text", "why"), [("a\0b", "NUL"), ("a\ud800b", "half a surrogate pair")])
def test_a_text_that_no_database_holds_is_booked_with_all_that_stands_in_it(
    brought: Bring, text: str, why: str
) -> None:
    readings = [{"spans": [["1", "person", [[0, 1]]]], "relations": [["r", "agent", "1", "1"]]}]
    outcome = brought({"name": "x", "text": text, "readings": readings}, SIGNED)
    assert [what for what, _, reason in dropped(outcome) if why in reason] == ["document", "relation", "span"]
    assert outcome.stored.documents == 1


def test_strict_keeps_nothing_where_anything_would_be_lost(database: Database, brought: Bring) -> None:
    outcome = brought(SIGNED, {"name": "x", "text": "b", "readings": [{"spans": [["1", "no", [[0, 1]]]]}]}, strict=True)
    assert "1 things would be lost. Leave out --strict" in [str(fault) for fault in outcome.faults]
    assert outcome.stored.to_json() == {"documents": 0, "spans": 0, "relations": 0}
    assert names(database) == []
    assert brought(SIGNED, strict=True).stored.spans == 2


def test_a_map_renames_and_leaves_out(database: Database, brought: Bring) -> None:
    spans = [["1", "PER", [[0, 4]], {"attributes": [["tense", "fut"]]}], ["2", "DROP", [[5, 9]]]]
    outcome = brought(
        {"name": "x", "text": TEXT, "readings": [{"spans": spans}]},
        names={"PER": "signing", "DROP": "-", "tense=fut": "mood=planned"},
    )
    [span] = layer_of(database, "x", "sol").spans.values()
    assert (span.label, span.attributes) == ("signing", (("mood", "planned"),))
    assert dropped(outcome) == [("span", "DROP", "left out by --map")]


# -- offsets ---------------------------------------------------------------------------


def test_offsets_in_another_unit_are_found_out_and_said(database: Database, brought: Bring) -> None:
    text = "🚢🚢 Mira, Berto, Carla, Dario met."
    at = [text.index(name) for name in ("Mira", "Berto", "Carla", "Dario")]
    spans = [[str(i), "person", [[i + 2, i + 2 + n]]] for i, n in zip(at, (4, 5, 5, 5), strict=True)]
    outcome = brought({"name": "x", "text": text, "readings": [{"spans": spans}]})
    assert outcome.units == ["utf16"]
    assert [s.text(text) for s in layer_of(database, "x", "sol").ordered()] == ["Mira", "Berto", "Carla", "Dario"]
    assert "found by their edges" in changed(outcome)


def test_undecided_offsets_are_never_guessed_and_the_source_is_counted_all_the_same(
    database: Database, brought: Bring
) -> None:
    undecided = {"name": "x", "text": "🚢🚢abcdefgh", "readings": [{"spans": [["1", "person", [[4, 6]]]]}]}
    outcome = brought(undecided)
    assert "Say what its offsets count with --offsets" in str(outcome.faults[0])
    assert outcome.source.spans == 1
    assert names(database) == []
    assert brought(undecided, offsets="codepoint").units == ["codepoint"]
    assert layer_of(database, "x", "sol").spans[1].fragments == ((4, 6),)


# -- files -----------------------------------------------------------------------------


def test_a_hopeless_file_is_told_and_the_others_come_in(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    written(folder, SIGNED, {"name": "bad", "text": "", "hopeless": True}, name="a.probe")
    written(folder, {"name": "good", "text": "fine"}, name="b.probe")
    (folder / "README").write_text("nothing to see")
    outcome = bring(database, "sol", [folder], Wishes())
    assert [str(fault) for fault in outcome.faults] == ["a.probe is hopeless. Give up"]
    assert [(row.file, row.line) for row in outcome.refused] == [("a.probe", 0)]
    assert outcome.source.documents == 2, "what stood before the fault is counted"
    assert names(database) == ["good"], "and not stored"
    assert outcome.ledger.to_json()["not_selected"] == [{"why": "of no format that is known", "n": 1}]


def test_a_file_without_text_is_counted_and_refused(database: Database, brought: Bring) -> None:
    outcome = brought({"name": "x", "text": None, "readings": [{"spans": [["1", "person", [[0, 1]]]]}]})
    assert outcome.source.to_json() == {"documents": 1, "spans": 1, "relations": 0}
    assert "holds annotations and no text" in str(outcome.faults[0])
    assert dropped(outcome) == [("document", "", "its file was refused"), ("span", "", "its file was refused")]


def test_a_dry_run_says_the_same_and_touches_nothing(database: Database, brought: Bring, tmp_path: Path) -> None:
    bytes_before = (tmp_path / "p.db").read_bytes()
    tried = brought(SIGNED, dry_run=True)
    assert (tmp_path / "p.db").read_bytes() == bytes_before
    done = brought(SIGNED)
    assert tried.to_json() == done.to_json()


def test_without_a_project_a_dry_run_counts_every_label_as_there(tmp_path: Path) -> None:
    path = written(tmp_path, {"name": "x", "text": TEXT, "readings": [{"spans": [["1", "anything", [[0, 4]]]]}]})
    outcome = bring(None, "sol", [path], Wishes(dry_run=True))
    assert outcome.stored.to_json() == {"documents": 1, "spans": 1, "relations": 0}


def test_only_a_lead_brings_in_the_work_of_others(database: Database, brought: Bring) -> None:
    with pytest.raises(Fault, match="Only a lead brings in the work of others, here of ana"):
        brought(SIGNED, handle="mika")
    assert names(database) == [], "the transaction of the file is lost whole"
    brought(SIGNED, handle="mika", annotator="mika")
    assert len(layer_of(database, "accord", "mika").spans) == 2


def test_a_stranger_brings_in_nothing(brought: Bring) -> None:
    with pytest.raises(Fault, match="nobody is not an annotator of this project"):
        brought(SIGNED, handle="nobody")


def test_a_text_that_several_files_hold_is_stored_and_counted_once(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    written(folder, SIGNED, name="a.probe")
    written(
        folder, {**SIGNED, "readings": [{"annotator": "ben", "spans": [["1", "state", [[37, 44]]]]}]}, name="b.probe"
    )
    for dry_run in (True, False):
        outcome = bring(database, "sol", [folder], Wishes(dry_run=dry_run))
        assert outcome.source.to_json() == {"documents": 2, "spans": 3, "relations": 1}
        assert outcome.stored.to_json() == {"documents": 1, "spans": 3, "relations": 1}
    assert names(database) == ["accord"]


# -- texts that have drifted --------------------------------------------------------------

OLD = "The cable was laid by Mira Koskinen in the harbour of Estaria before the winter storms came over the sea."
NEW = "Yesterday " + OLD[0].lower() + OLD[1:].replace("the harbour", "the old harbour")


def test_a_drifted_text_is_reported_and_put_onto_the_stored_one_only_where_that_is_confirmed(
    database: Database, brought: Bring
) -> None:
    brought({"name": "Cable", "text": OLD})
    at = NEW.index("Mira"), NEW.index("harbour of"), NEW.index("old")
    drifted = {"name": "Cable", "text": NEW, "readings": [{"spans": [
        ["1", "person", [[at[0], at[0] + 13]]], ["2", "state", [[at[1], at[1] + 7]]],
        ["3", "act", [[at[2], at[2] + 3]]],
    ]}]}  # fmt: skip
    asked: list[Drift] = []

    def no(drifts: Any) -> bool:
        asked.extend(drifts)
        return False

    outcome = brought(drifted, reanchor=no, name="b.probe")
    assert [(drift.name, drift.stored) for drift in asked] == [("Cable", "cable")]
    assert names(database) == ["cable", "cable-2"]
    assert any("like cable; --reanchor puts its work there" in why for why in changed(outcome))

    third = {**drifted, "text": NEW.replace("Yesterday", "Today")}
    third["readings"] = [{"spans": [["1", "person", [[at[0] - 4, at[0] + 9]]], ["3", "act", [[at[2] - 4, at[2] - 1]]]]}]
    outcome = brought(third, reanchor=lambda drifts: True, name="c.probe")
    assert names(database) == ["cable", "cable-2"]
    assert any("its work was put there" in why for why in changed(outcome))

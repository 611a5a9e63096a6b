"""What differs between two schemas, and what of the old one stays because it is in use."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.schemas import SCHEMAS, sound
from workbench.core.schema import Schema
from workbench.core.schema_change import changes
from workbench.core.schema_faults import flaws
from workbench.core.schema_retirement import with_retired

OLD: dict[str, Any] = {
    "name": "x",
    "groups": {"G": {}, "E": {"event": True}},
    "labels": {"A": {"group": "G"}, "B": {"group": "G"}, "C": {"group": "E"}},
    "attributes": {"m": {"labels": ["G"], "values": {"v": {}, "w": {}}, "default": "v"}},
    "relations": {"R": {"head": ["E"], "tail": ["G"]}},
    "document_labels": {"t": {"values": {"k": {}}}},
    "rules": {"G1": "one"},
}


def edited(*steps: tuple[str, Any]) -> Schema:
    """The old schema with values set (or, where None, taken out) at dotted paths."""
    value = Schema.model_validate(OLD).model_dump(exclude_defaults=True)
    for path, new in steps:
        *way, last = path.split(".")
        at = value
        for step in way:
            at = at.setdefault(step, {})
        if new is None:
            del at[last]
        else:
            at[last] = new
    return Schema.model_validate(value)


COUNTS = {"?": {0, 1}, "*": {0, 1, 2}, "+": {1, 2}, "1": {1}}
"""How many of a role each cardinality allows, as far as two."""

ONE = {
    "added label": ("labels.D", {"group": "G"}, ("added", "label", "D", "", False)),
    "removed label": ("labels.B", None, ("removed", "label", "B", "", True)),
    "renamed label": ("labels.B.name", "Body", ("renamed", "label", "B", "name", False)),
    "retired label": ("labels.B.retired", True, ("retired", "label", "B", "retired", False)),
    "redefined label": ("labels.B.definition", "d", ("redefined", "label", "B", "definition", False)),
    "rekeyed label": ("labels.B.key", "b", ("rekeyed", "label", "B", "key", False)),
    "restyled label": ("labels.B.slot", 3, ("restyled", "label", "B", "slot", False)),
    "moved label": ("labels.B.group", "E", ("moved", "label", "B", "group", True)),
    "narrowed relation": ("relations.R.tail", ["A"], ("narrowed", "relation", "R", "tail", True)),
    "widened relation": ("relations.R.tail", ["G", "C"], ("widened", "relation", "R", "tail", False)),
    "reworded relation": ("relations.R.tail", ["A", "B"], ("reworded", "relation", "R", "tail", False)),
    "narrowed attribute": ("attributes.m.labels", ["B"], ("narrowed", "attribute", "m", "labels", True)),
    "tightened cardinality": ("relations.R.cardinality", "?", ("changed", "relation", "R", "cardinality", True)),
    "required link": ("groups.G.link", "required", ("changed", "group", "G", "link", True)),
    "offered link": ("groups.G.link", "optional", ("changed", "group", "G", "link", False)),
    "less nesting": ("groups.G.nest", "none", ("changed", "group", "G", "nest", True)),
    "more nesting": ("groups.G.nest", "any", ("changed", "group", "G", "nest", False)),
    "new default": ("attributes.m.default", "w", ("changed", "attribute", "m", "default", True)),
    "added value": ("attributes.m.values.x", {}, ("added", "value", "x", "", False)),
    "removed value": ("attributes.m.values.w", None, ("removed", "value", "w", "", True)),
    "renamed document value": (
        "document_labels.t.values.k.name", "kay", ("renamed", "document value", "k", "name", False),
    ),
    "redefined rule": ("rules.G1", "uno", ("redefined", "rule", "G1", "", False)),
    "added rule": ("rules.G2", "two", ("added", "rule", "G2", "", False)),
    "other language": ("language", "ja", ("changed", "schema", "x", "language", True)),
}  # fmt: skip


@pytest.mark.parametrize(("path", "value", "expected"), ONE.values(), ids=ONE.keys())
def test_one_change(path: str, value: Any, expected: tuple[str, str, str, str, bool]) -> None:
    found = changes(Schema.model_validate(OLD), edited((path, value)))
    assert [(c.kind, c.part, c.id, c.field, c.breaking) for c in found] == [expected]


def test_what_was_and_what_is() -> None:
    [renamed] = changes(edited(("labels.B.name", "Body")), edited(("labels.B.name", "Crew")))
    assert (renamed.before, renamed.after) == ("Body", "Crew")
    lost, gained = changes(edited(), edited(("relations.R.tail", ["A", "C"])))
    assert (lost.kind, lost.labels, lost.before, lost.after) == ("narrowed", ("B",), ["G"], ["A", "C"])
    assert (gained.kind, gained.labels) == ("widened", ("C",))
    [value] = changes(edited(), edited(("attributes.m.values.w", None)))
    assert value.owner == "m"


@pytest.mark.parametrize(
    ("before", "after", "breaking"),
    [(b, a, not COUNTS[b] <= COUNTS[a]) for b in COUNTS for a in COUNTS if a != b],
)
def test_a_cardinality_breaks_where_it_forbids_a_count(before: str, after: str, breaking: bool) -> None:
    [change] = changes(edited(("relations.R.cardinality", before)), edited(("relations.R.cardinality", after)))
    assert change.breaking is breaking


def test_a_new_id_is_never_taken_for_a_rename() -> None:
    found = changes(edited(), edited(("labels.B", None), ("labels.D", {"group": "G"})))
    assert [(c.kind, c.id) for c in found] == [("added", "D"), ("removed", "B")]


def test_order_is_a_change() -> None:
    turned = Schema.model_validate(OLD | {"labels": dict(reversed(OLD["labels"].items()))})
    [change] = changes(edited(), turned)
    assert (change.kind, change.part, change.before, change.after) == ("reordered", "label", [*"ABC"], [*"CBA"])


@given(SCHEMAS, SCHEMAS)
@settings(max_examples=50)
def test_no_change_is_found_only_between_equals(old: Schema, new: Schema) -> None:
    assert changes(old, old) == []
    assert (changes(old, new) == []) == (old.to_json() == new.to_json())


def test_a_label_in_use_is_retired_with_its_group_and_parents() -> None:
    old = edited(
        ("labels.TOP", {"group": "G", "abstract": True}), ("labels.A.parent", "TOP"), ("labels.B.parent", "TOP")
    )
    new = Schema.model_validate({"name": "x", "groups": {"E": {"event": True}}, "labels": {"C": {"group": "E"}}})
    kept = with_retired(old, new, lambda part, id_, owner: (part, id_) == ("label", "A"))
    assert [(i, label.retired) for i, label in kept.labels.items()] == [("C", False), ("A", True), ("TOP", True)]
    assert [(i, group.retired) for i, group in kept.groups.items()] == [("E", False), ("G", True)]
    assert kept.attributes == kept.relations == {}
    assert flaws(kept) == []
    assert kept.offered == ("C",)


def test_values_in_use_are_retired() -> None:
    new = edited(("attributes.m.values.w", None), ("document_labels.t", None), ("relations.R", None))
    kept = with_retired(edited(), new, lambda part, id_, owner: (part, id_, owner) in {("value", "w", "m")})
    assert {i: v.retired for i, v in kept.attributes["m"].values.items()} == {"v": False, "w": True}
    assert kept.document_labels == kept.relations == {}
    kept = with_retired(edited(), new, lambda part, id_, owner: (part, id_, owner) == ("document value", "k", "t"))
    assert kept.document_labels["t"].retired


def test_the_hash_is_that_of_what_is_kept() -> None:
    old, new = edited(), edited(("labels.B", None))
    before = new.sha256
    kept = with_retired(old, new, lambda *_: True)
    assert kept.sha256 != before
    assert kept.sha256 == Schema.model_validate_json(kept.to_json()).sha256


@given(sound(), sound(), st.data())
def test_retirement_keeps_what_is_in_use_and_makes_no_flaw(old: Schema, new: Schema, data: st.DataObject) -> None:
    assert with_retired(old, new, lambda *_: False).to_json() == new.to_json()
    used: dict[tuple[str, str, str], bool] = {}
    kept = with_retired(old, new, lambda *part: used.setdefault(part, data.draw(st.booleans())))
    gone = {(c.part, c.id, c.owner) for c in changes(old, kept) if c.kind == "removed"}
    assert gone.isdisjoint(part for part, in_use in used.items() if in_use)
    clash = {*kept.groups} & {*kept.labels}
    assert clash or flaws(kept) == []
    assert with_retired(old, kept, lambda *part: used.get(part, False)).to_json() == kept.to_json()

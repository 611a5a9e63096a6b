"""Flaws of a schema by their path, and what they never do; line and column are tested with the YAML of schemas."""

from __future__ import annotations

from hypothesis import given

from tests.core.schemas import SCHEMAS, sound
from workbench.core.display import safe_line
from workbench.core.schema import Attribute, Group, Label, RelationLabel, Schema, Value
from workbench.core.schema_faults import flaws
from workbench.core.schema_ranges import expanded


def test_a_schema_without_labels_says_so_once() -> None:
    found = flaws(Schema(name="x", groups={}, labels={}))
    assert [(f.path, f.message.split(";")[0]) for f in found] == [
        (("labels",), "the schema has no label that can be given")
    ]


def test_paths_lead_to_the_item_of_a_list() -> None:
    schema = Schema(
        name="x", groups={"G": Group()}, labels={"A": Label(group="G")},
        relations={"R": RelationLabel(head=("G",), tail=("A", "B"))},
    )  # fmt: skip
    assert [f.path for f in flaws(schema)] == [("relations", "R", "tail", 1)]


def test_a_group_and_its_only_label_stand_for_the_same() -> None:
    schema = Schema(
        name="x", groups={"G": Group()}, labels={"A": Label(group="G")},
        relations={"R": RelationLabel(head=("G",), tail=("A",), symmetric=True)},
    )  # fmt: skip
    assert flaws(schema) == []


def test_retired_parts_are_left_in_peace() -> None:
    schema = Schema(
        name="x",
        groups={"G": Group(key="g"), "OLD": Group(key="g", retired=True)},
        labels={
            "A": Label(group="G", key="1", code="A"),
            "B": Label(group="OLD", key="1", code="A", name="A", parent="gone", retired=True),
        },
        relations={"R": RelationLabel(head=("gone",), tail=("gone",), symmetric=True, acyclic=True, retired=True)},
        attributes={"m": Attribute(labels=("gone",), values={"v": Value(retired=True)}, retired=True)},
    )
    assert flaws(schema) == []


def test_abstract_labels_stand_for_their_descendants() -> None:
    schema = Schema(
        name="x", groups={"G": Group()},
        labels={
            "TOP": Label(group="G", abstract=True), "MID": Label(group="G", abstract=True, parent="TOP"),
            "A": Label(group="G", parent="MID"), "B": Label(group="G"),
        },
    )  # fmt: skip
    assert flaws(schema) == []
    assert expanded(schema, ("TOP",)) == {"A"}
    assert expanded(schema, ("G",)) == {"A", "B"}


@given(SCHEMAS)
def test_any_schema_is_judged_in_one_safe_line_with_a_cure(schema: Schema) -> None:
    for flaw in flaws(schema):
        assert safe_line(flaw.message) == flaw.message
        assert ";" in flaw.message
        assert flaw.path


@given(sound())
def test_sound_schemas_have_no_flaw(schema: Schema) -> None:
    assert flaws(schema) == []

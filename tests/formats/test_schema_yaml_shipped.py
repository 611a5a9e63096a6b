"""The shipped schema, the example of the README, and what is generated from the model."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from workbench.core.schema_keys import label_keys
from workbench.formats.schema_yaml import faults, json_schema, read, write
from workbench.formats.schema_yaml.manual import with_fields

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"
TEXT = (SCHEMAS / "security-policy.yaml").read_text(encoding="utf-8")
SCHEMA = read(TEXT, "security-policy.yaml")


def test_it_has_no_fault_and_survives_being_written() -> None:
    assert faults(TEXT) == []
    assert read(write(SCHEMA)).to_json() == SCHEMA.to_json()
    assert TEXT.startswith("# yaml-language-server: $schema=./schema.schema.json\n")


def test_its_labels_by_group() -> None:
    groups = {g: [i for i, label in SCHEMA.labels.items() if label.group == g] for g in SCHEMA.groups}
    assert groups == {
        "ACTOR": ["PERSON", "STATE", "GOV", "MIL", "ORG"],
        "LAW": ["ACT", "POLICY", "MEASURE"],
        "EVENT": ["MEETING", "DEAL", "DEMAND", "RULEMAKING", "FUNDING", "SECURITY", "ORGCHANGE"],
        "SUPPORT": ["DATE", "PLACE", "MONEY", "TECH", "ROLE"],
    }
    assert {g: group.link for g, group in SCHEMA.groups.items()} == {
        "ACTOR": "required", "LAW": "required", "EVENT": "optional", "SUPPORT": "optional",
    }  # fmt: skip
    assert [g for g, group in SCHEMA.groups.items() if group.discontinuous] == ["LAW", "EVENT"]
    assert [g for g, group in SCHEMA.groups.items() if group.event] == ["EVENT"]


def test_every_label_is_whole() -> None:
    for id_, label in SCHEMA.labels.items():
        assert label.key and label.slot and label.definition and label.boundary, id_
        assert re.fullmatch("[A-Z]{1,2}", label.code), id_
        assert len(label.examples) >= 3 and all("[" in example and "]" in example for example in label.examples), id_
        assert len(label.negatives) >= 2 and all(len(negative) > 15 for negative in label.negatives), id_
    assert max(Counter(label.slot for label in SCHEMA.labels.values()).values()) <= 3


def test_its_keys_are_those_it_names() -> None:
    named = {i: f"{SCHEMA.groups[label.group].key}{label.key}" for i, label in SCHEMA.labels.items()}
    assert label_keys(SCHEMA) == named
    assert len({*named.values()}) == 20


def test_its_relations_attributes_and_rules() -> None:
    assert list(SCHEMA.relations) == [
        "AGENT", "TARGET", "OBJECT", "TIME", "AT", "AMOUNT",
        "HAS_ROLE", "PART_OF", "ISSUED_BY", "COVERS", "UNDER", "MAKES",
    ]  # fmt: skip
    assert (SCHEMA.relations["PART_OF"].acyclic, SCHEMA.relations["PART_OF"].transitive) == (True, True)
    assert SCHEMA.allowed("MEETING", "DATE") == ("TIME",)
    assert SCHEMA.allowed("PERSON", "ROLE") == ("HAS_ROLE",)
    assert {i: (list(a.values), a.default) for i, a in SCHEMA.attributes.items()} == {
        "mention": (["name", "nominal", "pronoun"], "name"),
        "modality": (["actual", "planned", "possible", "negated"], "actual"),
        "status": (["proposed", "passed", "in_force", "amended", "ended"], None),
    }
    assert list(SCHEMA.document_labels["topic"].values) == [
        "alliance", "economic_security", "cyber", "trade", "defence_budget", "other",
    ]  # fmt: skip
    assert list(SCHEMA.rules) == [f"G{i}" for i in range(1, 13)]


def test_the_example_of_the_readme() -> None:
    example = re.findall(r"```yaml\n(name:.*?)```", (SCHEMAS / "README.md").read_text(encoding="utf-8"), re.DOTALL)[0]
    assert faults(example) == []
    assert label_keys(read(example)) == {"PERSON": "1", "BODY": "2", "TRIP": "9"}


def test_what_is_generated_is_up_to_date() -> None:
    """Mended by ``python -m workbench.formats.schema_yaml``."""
    assert (SCHEMAS / "schema.schema.json").read_text(encoding="utf-8") == json_schema()
    manual = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    assert with_fields(manual) == manual
    assert "`cardinality`" in manual


def test_the_json_schema_knows_every_field_of_the_shipped_schema() -> None:
    body = json.loads(json_schema())
    assert set(body["properties"]) >= SCHEMA.model_fields_set
    assert body["additionalProperties"] is False
    assert body["$defs"]["RelationLabel"]["properties"]["cardinality"]["enum"] == ["?", "*", "+", "1"]

"""Schemas written as YAML read back equal, in one stable form that is easy on the eye."""

from __future__ import annotations

from hypothesis import given, settings
from ruamel.yaml import YAML

from tests.core.schemas import SCHEMAS, sound
from workbench.core.schema import Group, Label, Schema
from workbench.formats.schema_yaml import faults, read, write
from workbench.formats.schema_yaml.tree import grow


@given(sound())
def test_what_is_written_reads_back(schema: Schema) -> None:
    text = write(schema)
    assert faults(text) == []
    assert read(text) == schema
    assert read(text).sha256 == schema.sha256
    assert write(read(text)) == text


@given(SCHEMAS)
@settings(max_examples=100)
def test_any_schema_reads_back_whatever_its_texts(schema: Schema) -> None:
    tree = grow(write(schema))
    assert tree.faults == []
    assert Schema.model_validate(tree.value).to_json() == schema.to_json()


@given(SCHEMAS)
@settings(max_examples=50)
def test_another_reader_of_yaml_reads_the_same(schema: Schema) -> None:
    assert Schema.model_validate(YAML(typ="safe", pure=True).load(write(schema))) == schema


def test_the_form() -> None:
    schema = Schema(
        name="x",
        groups={"G": Group(key="1", event=True)},
        labels={"on": Label(group="G", slot=2, examples=("a [b]", "c"), definition="word " * 25 + "end")},
    )
    assert write(schema) == (
        "# yaml-language-server: $schema=./schema.schema.json\n"
        "name: x\n"
        "\n"
        "groups:\n"
        "  G:\n"
        '    key: "1"\n'
        "    event: true\n"
        "\n"
        "labels:\n"
        '  "on":\n'
        f'    definition: "{"word " * 15}word\n'
        f'      {"word " * 9}end"\n'
        "    group: G\n"
        "    slot: 2\n"
        "    examples:\n"
        '      - "a [b]"\n'
        "      - c\n"
    )

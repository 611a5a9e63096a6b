"""Names: whose word wins, and what has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.foreign.conftest import SCHEMA
from workbench.core.fault import Fault
from workbench.ingest.foreign.mapfile import read_map
from workbench.ingest.foreign.naming import LEFT_OUT, Names


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("person", "person"),
        ("PERSON", "person"),
        ("Person", "person"),
        ("SIGNING", "signing"),
        ("sign-ing", "signing"),
        ("p", "person"),
        ("act", "act"),
        ("thing", ""),
        ("", ""),
        ("PER", ""),
    ],
)
def test_a_label_is_known_by_id_name_any_case_or_code(theirs: str, ours: str) -> None:
    assert Names(SCHEMA, {}).label(theirs).id == ours


def test_the_map_wins_over_the_schema_and_a_dash_leaves_out() -> None:
    names = Names(SCHEMA, {"person": "state", "ORG": "Signing", "X": "-", "mood=now": "kind=a", "mood=never": "-"})
    assert names.label("person").id == "state"
    assert names.label("ORG").id == "signing"
    assert names.label("X") == ("", LEFT_OUT)
    assert [one.id for one in names.attribute("mood", "now")] == ["kind", "a"]
    assert names.attribute("mood", "never")[0].why == LEFT_OUT
    assert [one.id for one in names.attribute("Mood", "TO COME")] == ["mood", "planned"]


def test_a_map_that_names_nothing_of_the_schema_is_refused() -> None:
    with pytest.raises(Fault, match="The map names 'perzon', which the schema does not have"):
        Names(SCHEMA, {"PER": "perzon"})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.yaml", "# theirs: ours\nPER: person\nX: '-'\n\"on\": state\n"),
        ("m.json", '{"PER": "person", "X": "-", "on": "state"}'),
        ("m.tsv", "PER\tperson\r\nX\t-\n\non\tstate\n"),
    ],
)
def test_a_map_may_be_written_in_three_ways(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode())
    assert read_map(path) == {"PER": "person", "X": "-", "on": "state"}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("m.yaml", "- a\n- b\n", "m.yaml is not a list of names"),
        ("m.yaml", "a: [b\n", "m.yaml is not YAML"),
        ("m.yaml", "a: {b: c}\n", "m.yaml gives something other than a name"),
        ("m.json", "[" * 100_000, "m.json is not JSON"),
        ("m.tsv", "a\tb\nc\n", "m.tsv line 2 has not two cells"),
        ("m.tsv", b"\xff", "m.tsv is not UTF-8"),
    ],
)
def test_what_is_no_map_is_said_to_be_none(tmp_path: Path, name: str, text: str | bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(Fault, match=told):
        read_map(path)

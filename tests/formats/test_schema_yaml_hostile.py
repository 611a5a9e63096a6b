"""Hostile and broken YAML ends in clear faults, never in a traceback, and quickly."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.core.display import safe
from workbench.formats.schema_yaml import Unreadable, faults, read, write

LAUGHS = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 20))

HOSTILE = {
    "nothing": ("", 1, 1, "the file is empty"),
    "only a comment": ("# nothing\n", 1, 1, "the file is empty"),
    "a list": ("\n- a\n- b\n", 2, 1, "not a mapping"),
    "a word": ("schema", 1, 1, "not a mapping"),
    "a tab": ("name: x\n\tgroups: {}\n", 2, 1, "tabs"),
    "a NUL": ("name: x\nlanguage: e\0n\n", 2, 12, "U+0000"),
    "an escape sequence": ("name: \x1b[2J\n", 1, 7, "U+001B"),
    "half a surrogate pair": ("name: a\ud800\n", 1, 8, "U+D800"),
    "open bracket": ("name: x\ngroups: [a, b\nlabels: {}\n", 3, 7, "not YAML"),
    "open quotation mark": ("name: 'x\n", 2, 1, "not YAML"),
    "two colons": ("name: a: b\n", 1, 8, "not YAML"),
    "wrong indentation": ("groups:\n  A: {}\n B: {}\n", 3, 2, "not YAML"),
    "unknown escape": ('name: "\\q"\n', 1, 9, "not YAML"),
    "character out of range": ('name: "\\UFFFFFFFF"\n', 1, 5, "not YAML"),
    "character past the last": ('name: "\\U00110000"\n', 1, 5, "not YAML"),
    "bare question mark": ("cardinality: ?\n", 1, 14, 'write "?" or "*" in quotation marks'),
    "bare star": ("  cardinality: *\n", 1, 17, 'write "?" or "*" in quotation marks'),
    "two documents": ("name: x\n---\nname: y\n", 2, 1, "a second YAML document"),
    "a tag": ("name: !!python/object/apply:os.system [id]\n", 1, 7, "means nothing here"),
    "a tag of its own": ("name: !mine x\n", 1, 7, 'the tag "!mine" means nothing here'),
    "an unknown tag handle": ("name: !m!x y\n", 1, 7, "not YAML"),
    "a list for a key": ("? [a, b]\n: c\n", 1, 3, "a key must be a word"),
    "an alias for a key": ("a: &a b\n*a : c\n", 2, 1, "a key must be a word"),
    "an unknown alias": ("name: *nobody\n", 1, 7, 'no anchor "nobody"'),
    "an alias inside itself": ("groups: &g {A: *g}\n", 1, 16, "inside what it stands for"),
    "a billion laughs": (LAUGHS, 6, 5, "write fewer aliases"),
    "ten thousand lists": ("a: " + "[" * 10_000, 1, 19, "nest more than 16 deep"),
    "ten thousand mappings": ("a: " + "{a: " * 10_000, 1, 64, "nest more than 16 deep"),
    "too long": ("# " + "x" * 1_000_000, 1, 1, "over 1,000,000 characters"),
    "a wrong directive": ("%YAML x\n---\nname: x\n", 1, 7, "not YAML"),
}


@pytest.mark.parametrize(("text", "line", "column", "words"), HOSTILE.values(), ids=HOSTILE.keys())
def test_one_clear_fault(text: str, line: int, column: int, words: str) -> None:
    found = faults(text)
    assert [(f.line, f.column) for f in found] == [(line, column)]
    assert words in found[0].message
    assert ";" in found[0].message, "no cure"


def test_a_fault_repeats_nothing_unsafe_or_endless() -> None:
    text = '"\\e]0;x\\a": 1\n? "' + "k" * 5000 + '"\n: 1\nname: x\ngroups: {}\nlabels: {}\n'
    found = faults(text)
    assert found
    assert all(safe(str(f)) == str(f) and len(f.message) < 300 for f in found)


def test_duplicates_before_broken_yaml_are_told_too() -> None:
    assert [f.line for f in faults("name: x\nname: y\n[")] == [2, 3]


BITS = st.sampled_from(
    ["name", "groups", "labels", "A", "B", "{", "}", "[", "]", ": ", ":", "\n", "\n  ", "- ", "? ", "&a ", "*a", "!t ",
     "'", '"', "\\", "#", "|", ">", "%", "@", "---\n", "...", "~", "true", "1", "\t", "\0", "\ud800", "\x85", "é", "<<",
     "attributes", "relations", "head", "tail", "values", "group", ","]
)  # fmt: skip


@given(st.one_of(st.lists(BITS, max_size=40).map("".join), st.text(max_size=60)))
@example("%TAG ! !\n--- a")
@example("name: !<> a")
@example("!")
@settings(max_examples=150)
def test_any_text_is_read_or_faulted(text: str) -> None:
    found = faults(text)
    if found:
        lines = text.count("\n") + 2
        assert all(1 <= f.line <= lines and f.column >= 1 and safe(f.message) == f.message for f in found)
        with pytest.raises(Unreadable):
            read(text)
    else:
        assert read(write(read(text))) == read(text)


START = """\
name: x
groups: {G: {}}
labels: {A: {group: G}}
attributes: {m: {labels: [G], values: {v: {}}}}
relations: {R: {head: [A], tail: [G]}}
"""


@given(st.lists(st.tuples(st.integers(0, len(START)), st.integers(0, 3), BITS), min_size=1, max_size=4))
@settings(max_examples=150)
def test_any_damage_is_read_or_faulted(damage: list[tuple[int, int, str]]) -> None:
    text = START
    for at, cut, put in damage:
        text = text[:at] + put + text[at + cut :]
    if not faults(text):
        assert read(write(read(text))) == read(text)

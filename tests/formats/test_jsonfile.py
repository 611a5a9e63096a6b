"""JSON of other tools: lines or one value whatever the name says, the beginning of a long file, and strictness."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.fault import Fault
from workbench.formats.format import Tally
from workbench.formats.jsonfile import LONGEST_FIRST, encoded, first, is_list, name_of, objects, parsed, records, whole
from workbench.formats.source import HEAD, Source

VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def source(data: bytes) -> Source:
    return Source("x.json", lambda: data)


def found(data: bytes) -> tuple[list[Any], list[tuple[int, str]]]:
    tally = Tally()
    values = [record.value for record in records(source(data), tally)]
    return values, [(refusal.line, refusal.why) for refusal in tally.refused]


@given(st.lists(st.dictionaries(st.text(max_size=3), VALUES, max_size=3), min_size=1, max_size=4))
def test_lines_a_list_and_a_printed_list_are_the_same_file(values: list[Any]) -> None:
    """Fails where a separator that Unicode knows is taken for a line's end, or a list for a value."""
    lines = b"".join(encoded(value) + b"\n" for value in values)
    raw = "".join(json.dumps(value, ensure_ascii=False) + "\r\n" for value in values).encode()
    for data in (
        lines,
        raw,
        json.dumps(values).encode(),
        json.dumps(values, indent=2).encode(),
        b"\xef\xbb\xbf" + lines,
    ):
        assert found(data) == (values, [])
        assert first(source(data)) == values[0]
    assert is_list(source(json.dumps(values, indent=2).encode())) and not is_list(source(lines))


@given(st.lists(VALUES, min_size=1, max_size=3), st.integers(0, 200))
def test_the_head_of_a_cut_file_never_says_what_is_not_there(values: list[Any], cut: int) -> None:
    text = json.dumps({"a": values, "b": 1}, ensure_ascii=False)
    seen = first(source(text[:cut].encode()))
    assert seen is None or isinstance(seen, dict) and seen.keys() <= {"a", "b"}
    if seen and "b" in seen:
        assert seen == {"a": values, "b": 1}


def test_what_stands_behind_a_long_text_is_seen() -> None:
    line = json.dumps({"text": "x" * 3 * HEAD, "label": [[0, 1, "A"]]}) + "\n"
    assert first(source((line * 30).encode()))["label"] == [[0, 1, "A"]]


def test_a_long_first_value_is_known_by_its_beginning() -> None:
    data = json.dumps(
        [{"text": "x", "spans": [{"start": i} for i in range(LONGEST_FIRST // 10)]}, {"text": "y"}]
    ).encode()
    seen = first(source(data))
    assert seen["text"] == "x"
    assert seen["spans"][:2] == [{"start": 0}, {"start": 1}]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'{"a": 1', "is not JSON at character 8: Expecting ',' delimiter"),
        (b'{"a": NaN}', "holds NaN, which is not JSON"),
        (b'{"a": 1e999}', "holds a number that is too large"),
        (b'{"a": 18446744073709551616}', "holds a number beyond 64 bits"),
        (b'{"a": ' + b"9" * 5000 + b"}", "holds a number beyond 64 bits"),
        (b'{"a": 1, "a": 2}', "holds an object with a key twice"),
        (b'{"a": "\xff"}', "is not UTF-8 at byte 7"),
        (b"[" * 100_000, "is nested too deeply"),
        (b"{}\n" + b"[" * 100_000, "is not JSON at line 2 character 1: Extra data"),
    ],
)
def test_what_is_not_strict_json_is_one_sentence(data: bytes, why: str) -> None:
    with pytest.raises(Fault) as caught:
        parsed(data, "f")
    assert caught.value.message == f"f {why}"


def test_a_broken_line_is_refused_even_where_it_is_the_first() -> None:
    values, refused = found(b'{"a": \n{"b": 1}\n\n{"c": NaN}\n{"d": 1}\n')
    assert values == [{"b": 1}, {"d": 1}]
    assert [line for line, _ in refused] == [1, 4]
    tally = Tally()
    assert [record.line for record in objects(source(b'[1]\n{"a": 1}\n"x"\n'), tally)] == [2]
    assert [refusal.line for refusal in tally.refused] == [1, 3]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"not json", b'{"a":\n', b"\x00\x01"])
def test_a_file_that_is_no_json_at_all_is_one_fault(data: bytes) -> None:
    with pytest.raises(Fault, match=r"^x\.json is "):
        found(data)
    assert first(source(data)) is None


def test_numbers_and_names() -> None:
    assert [whole(value) for value in (3, 3.0, True, "3", 3.5, None)] == [3, 3, None, None, None, None]
    assert [name_of(value) for value in ("a b", "", "a\nb", "x" * 201, 5)] == ["a b", None, None, None, None]

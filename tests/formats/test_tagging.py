"""Tagging: what is written in any scheme is read back, and the odd habits of real files by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.fault import Fault
from workbench.formats.tagging import NAMELESS, SCHEMES, Chunk, chunks, is_tag, labels_first, places, scheme, tags


@st.composite
def apart(draw: st.DrawFn) -> tuple[list[Chunk], int]:
    """Chunks that do not overlap, some of them touching, and the length of their sentence."""
    out, at = [], 0
    for gap, length, label in draw(
        st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from("XY")), max_size=5)
    ):
        out.append(Chunk(at + gap, at + gap + length, label))
        at += gap + length
    return out, at + draw(st.integers(0, 2))


@pytest.mark.parametrize("name", SCHEMES)
@given(apart())
def test_what_a_scheme_writes_is_read_back(name: str, given_: tuple[list[Chunk], int]) -> None:
    found, length = given_
    written = tags(found, length, name)
    assert len(written) == length and chunks(written) == found
    assert {tag[0] for tag in written} <= {"O", *places(name)}


def test_the_schemes_by_hand() -> None:
    found = [Chunk(0, 1, "X"), Chunk(1, 4, "X"), Chunk(5, 7, "Y")]
    assert tags(found, 7, "IOB1") == ["I-X", "B-X", "I-X", "I-X", "O", "I-Y", "I-Y"]
    assert tags(found, 7, "IOB2") == ["B-X", "B-X", "I-X", "I-X", "O", "B-Y", "I-Y"]
    assert tags(found, 7, "BIOES") == ["S-X", "B-X", "I-X", "E-X", "O", "B-Y", "E-Y"]
    assert tags(found, 7, "BILOU") == ["U-X", "B-X", "I-X", "L-X", "O", "B-Y", "L-Y"]


@pytest.mark.parametrize("text", ["O", "B-X", "I_X", "X-B", "B", "S-a-b", "-", ""])
def test_tags(text: str) -> None:
    assert is_tag(text)


@pytest.mark.parametrize("text", ["X", "NNP", "o", "B-", "-B", "BX", "b-x"])
def test_no_tags(text: str) -> None:
    assert not is_tag(text)


def test_tags_without_labels_get_a_name_of_ours() -> None:
    assert chunks(["B", "I", "O", "S"]) == [Chunk(0, 2, NAMELESS), Chunk(3, 4, NAMELESS)]


def test_labels_come_first_only_where_more_tags_read_so() -> None:
    assert labels_first(["NP-B", "NP-I", "O"]) and not labels_first(["B-NP", "I-E", "O"]) and not labels_first([])
    assert chunks(["NP-B", "NP-I"], suffixed=True) == [Chunk(0, 2, "NP")]


def test_names_of_schemes() -> None:
    assert [scheme(name) for name in ("", "bio", "IOBES", "biluo")] == ["IOB2", "IOB2", "BIOES", "BILOU"]
    with pytest.raises(Fault, match="no tagging scheme"):
        scheme("x")

"""The ruler against a second, slower way to count: measuring every prefix of the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.exchange import Unit
from workbench.formats.offsets.ruler import Ruler

PIECES = [
    "a",
    "é",
    "e\u0301",
    "😊",
    "👩\u200d🚒",
    "🇪🇺",
    "\r\n",
    "\n",
    "\r",
    "\u00a0",
    "ש",
    "\u1100\u1161",
    "\u200b",
    " ",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)

PREFIX: dict[Unit, Callable[[str], int]] = {
    "codepoint": len,
    "utf16": lambda text: len(text.encode("utf-16-le")) // 2,
    "byte": lambda text: len(text.encode()),
    "crlf": lambda text: len(text.replace("\r\n", "\n")),
}


@pytest.mark.parametrize("unit", PREFIX)
@given(text=TEXTS)
def test_an_offset_is_the_size_of_what_stands_before_it(unit: Unit, text: str) -> None:
    ruler = Ruler(text, unit)
    for at in range(len(text) + 1):
        if unit == "crlf" and text[at - 1 : at + 1] == "\r\n" and at:
            assert ruler.from_points(at) is None
        else:
            offset = PREFIX[unit](text[:at])
            assert ruler.from_points(at) == offset
            assert ruler.to_points(offset) == at


@given(text=TEXTS)
def test_a_grapheme_cluster_counts_as_one(text: str) -> None:
    ruler = Ruler(text, "grapheme")
    edges = [0, *(found.end() for found in regex.finditer(r"\X", text))]
    assert [ruler.to_points(n) for n in range(len(edges))] == edges
    assert ruler.to_points(len(edges)) is None


@pytest.mark.parametrize("unit", ["nfc", "nfd"])
@given(text=TEXTS)
def test_a_normal_form_is_cut_where_the_text_is(unit: Unit, text: str) -> None:
    ruler, form = Ruler(text, unit), "NFC" if unit == "nfc" else "NFD"
    made = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    for at in range(len(text) + 1):
        offset = ruler.from_points(at)
        if offset is not None:
            assert unicodedata.normalize(form, text[:at]) == made[:offset]  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", ["utf16", "byte", "crlf", "grapheme", "nfd"])
def test_what_lies_inside_a_character_or_past_the_end_is_nowhere(unit: Unit) -> None:
    ruler = Ruler({"crlf": "a\r\nb", "nfd": "aéb", "grapheme": "ae\u0301b"}.get(unit, "a😊b"), unit)
    assert ruler.to_points(-1) is None
    assert ruler.to_points(100) is None
    if unit in ("utf16", "byte", "nfd"):
        assert ruler.to_points(2) is None
    else:
        assert ruler.from_points(2) is None

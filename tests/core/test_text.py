"""Tokens, motions, occurrences, canonical JSON and the display boundary."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import motion
from workbench.core.display import BIDI, safe, safe_line
from workbench.core.json import canonical
from workbench.core.occurrences import occurrences
from workbench.core.tokens import Tokens, encode

HOSTILE = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x200D, 0x2028, 0x2029, 0xFEFF])) + BIDI
texts = st.text(st.one_of(st.characters(), st.sampled_from(HOSTILE + "aé\u0301👩🏽日")), max_size=60)


@given(st.lists(st.tuples(st.integers(1, 40_000), st.booleans()), max_size=30))
def test_packed_tokens_give_back_their_offsets(lengths: list[tuple[int, bool]]) -> None:
    blob, wide = encode(lengths)
    tokens = Tokens.decode(blob, wide)
    at = 0
    for i, (length, space) in enumerate(lengths):
        assert (tokens.starts[i], tokens.ends[i]) == (at, at + length)
        at += length + space
    assert len(tokens) == len(lengths)
    assert len(blob) == len(lengths) * (4 if any(n > 0x7FFF for n, _ in lengths) else 2)


@given(st.lists(st.tuples(st.integers(1, 6), st.booleans()), min_size=1, max_size=20), st.data())
def test_snapping_gives_token_edges(lengths: list[tuple[int, bool]], data: st.DataObject) -> None:
    tokens = Tokens.decode(*encode(lengths))
    end_of_text = tokens.ends[-1]
    start = data.draw(st.integers(0, end_of_text - 1))
    end = data.draw(st.integers(start + 1, end_of_text))
    out, inside = tokens.snap(start, end), tokens.snap(start, end, outward=False)
    if out is not None:
        assert tokens.aligned(*out)
        assert tokens.aligned(start, end) == (out == (start, end))
    if inside is not None:
        assert start <= inside[0] < inside[1] <= end
        assert tokens.aligned(*inside)


@given(texts)
def test_nothing_dangerous_is_shown_and_offsets_stay(text: str) -> None:
    shown = safe(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c not in "\t\r\n" for c in shown)
    assert not set(shown) & set(BIDI)
    assert not set(safe_line(text)) & set("\t\r\n")


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=40))
def test_plain_text_is_shown_as_it_is(text: str) -> None:
    assert safe(text) == text or any(unicodedata.category(c) == "Lo" for c in text)


def test_joiners_inside_a_cluster_stay_and_stray_ones_show() -> None:
    family = "👩\u200d👩\u200d👧"
    assert safe(family) == family
    assert safe("a \u200b b") == "a · b"
    assert safe("\x1b[2J\x9b") == "␛[2J�"
    assert safe("\u202eevil\u202c") == "⸱evil⸱"


TEXT = 'Mr. Abe met U.S. officials. "Talks went on." He left!\nThe end.'


def test_sentences_do_not_break_at_abbreviations() -> None:
    starts = motion.sentence_starts(TEXT)
    assert [TEXT[a:].split()[0] for a in starts] == ["Mr.", '"Talks', "He", "The"]
    assert motion.after(starts, 0) == starts[1]
    assert motion.before(starts, starts[1]) == 0
    assert motion.after(starts, len(TEXT)) is None


def test_paragraphs_start_after_line_breaks_of_every_kind() -> None:
    text = "a\r\nb\n\n  c\u2028d"
    assert [text[i:].strip()[0] for i in motion.paragraph_starts(text)] == ["a", "b", "c", "d"]


@given(texts)
def test_graphemes_there_and_back(text: str) -> None:
    at, edges = 0, [0]
    while at < len(text):
        at = motion.next_grapheme(text, at)
        edges.append(at)
    assert edges == sorted(set(edges))
    for left, right in zip(edges, edges[1:], strict=False):
        if right <= 64:
            assert motion.previous_grapheme(text, right) == left


def test_names_are_capitalised_words_in_a_row() -> None:
    text = "Yesterday the Bank of Japan and Ana Silva met NATO staff. Officials from Oslo agreed."
    assert [text[a:b] for a, b in motion.names(text)] == ["Bank of Japan", "Ana Silva", "NATO", "Oslo"]


def test_occurrences_are_whole_words() -> None:
    assert occurrences("US, USA, US; focUS (US)", "US") == [(0, 2), (9, 11), (20, 22)]
    assert occurrences("a.b a.b", "a.b") == [(0, 3), (4, 7)]
    assert occurrences("abc", " ") == []


def test_canonical_json_is_one_text_for_one_value() -> None:
    assert canonical({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}'
    with pytest.raises(ValueError):
        canonical(float("nan"))

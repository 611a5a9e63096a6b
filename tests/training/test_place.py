"""Placing spans on tokens, against spaCy's own reading."""

from __future__ import annotations

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.util import filter_spans

from workbench.core.span import Span
from workbench.core.tokens import Tokens, encode
from workbench.training.place import Misaligned, Placed, longest_first, place

BLANK = spacy.blank("en")


def tokens_of(text: str) -> Tokens:
    return Tokens.decode(*encode((len(token), bool(token.whitespace_)) for token in BLANK.make_doc(text)))


@given(st.text("ab U.S-\n\u00a0🚢", min_size=1, max_size=25), st.data())
def test_placed_exactly_where_char_span_finds_tokens(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    [part] = place(Span(1, "x", ((start, end),)), text, tokens_of(text))
    inner = text[start:end].strip()
    if not inner:
        assert part is None
        return
    left = start + text[start:end].index(inner)
    doc = BLANK.make_doc(text)
    wanted = doc.char_span(left, left + len(inner))
    if wanted is None:
        assert isinstance(part, Misaligned)
        grown = doc.char_span(start, end, alignment_mode="expand")
        assert grown is not None and part.expand is not None
        # White space at the edges is no part of a token, so what must be covered is the text without it.
        assert part.expand[0] <= left and left + len(inner) <= part.expand[1]
    else:
        assert isinstance(part, Placed)
        assert (part.first, part.last) == (wanted.start, wanted.end)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=10))
def test_longest_first_is_what_spacy_filters(ranges: list[tuple[int, int]]) -> None:
    doc = BLANK.make_doc("a " * 13 + "a")
    placed = [Placed(Span(n, "x", ((a, a + 1),)), a, a + size) for n, (a, size) in enumerate(ranges, 1)]
    kept, dropped = longest_first(placed)
    wanted = filter_spans([doc[p.first : p.last] for p in placed])
    assert [(p.first, p.last) for p in kept] == [(s.start, s.end) for s in wanted]
    assert len(kept) + len(dropped) == len(placed)


def test_fragments_are_numbered() -> None:
    text = "both the sea and the land law"
    parts = place(Span(4, "x", ((9, 12), (26, 29))), text, tokens_of(text))
    assert [part.id for part in parts if isinstance(part, Placed)] == ["s4.1", "s4.2"]

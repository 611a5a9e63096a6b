"""From words to text and back: the rebuilt text, the grid of words and sentences, and lines split on LF alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.drawn import documents
from workbench.core.fault import Fault
from workbench.formats.exchange import Document, Span
from workbench.formats.grid import grid
from workbench.formats.lines import lines
from workbench.formats.rebuilt import gaps_between, joined
from workbench.formats.source import Source


@given(st.lists(st.lists(st.text(max_size=4), min_size=1, max_size=4), max_size=4))
def test_words_stand_where_the_rebuilt_text_says(sentences: list[list[str]]) -> None:
    found = joined(sentences)
    assert [found.text[a:b] for a, b in found.tokens] == [word for words in sentences for word in words]
    assert [found.text[a:b] for a, b in found.sentences] == [" ".join(words) for words in sentences]
    assert found.text == "\n".join(" ".join(words) for words in sentences)


def test_no_fragment_of_words_that_are_not_there() -> None:
    for first, end in ((0, 0), (-1, 1), (0, 3), (2, 1)):
        with pytest.raises(ValueError, match="not there"):
            joined([["a", "b"]]).fragment(first, end)


def test_gaps_lie_between_words_or_there_are_none() -> None:
    assert gaps_between(["a", "b"], " a\u00a0b\n") == [" ", "\u00a0", "\n"]
    assert gaps_between(["a", "b"], "a x b") is None
    assert gaps_between(["a"], "a b") is None


def test_sentences_are_the_documents_own_or_its_lines_and_break_no_span() -> None:
    tokens = ((0, 1), (1, 2), (2, 3), (4, 5), (6, 7))
    one = Document("d", "a\nb c\nd"[:7], tokens=tokens)
    assert [list(part) for part in grid(one).sentences] == [[0], [1, 2], [3]]
    own = Document("d", "a\nb c\nd", tokens=tokens, sentences=((0, 5), (6, 7)))
    assert [list(part) for part in grid(own).sentences] == [[0, 1, 2], [3]]
    across = Span("1", "X", ((4, 7),))
    assert [list(part) for part in grid(own, whole=[across]).sentences] == [[0, 1, 2, 3]]


@given(documents(fragments=True))
def test_every_word_is_in_one_sentence_and_every_span_on_its_words(one: Document) -> None:
    words = grid(one, whole=one.readings[0].spans)
    assert [i for part in words.sentences for i in part] == list(range(len(words.tokens)))
    for span in one.readings[0].spans:
        pieces = words.pieces(span)
        assert words.reach(span) == (pieces[0][0], pieces[-1][1])
        assert words.sentence_of(pieces[0][0]) == words.sentence_of(pieces[-1][1] - 1)


def test_lines_end_at_lf_alone_and_bad_bytes_are_named_by_line() -> None:
    assert list(lines(Source("x", lambda: b"\xef\xbb\xbfa\xe2\x80\xa8b\r\nc\x0bd\n\n\re"))) == [
        "a\u2028b",
        "c\x0bd",
        "",
        "\re",
    ]
    with pytest.raises(Fault, match="line 2"):
        list(lines(Source("x", lambda: b"a\n\xff\n")))

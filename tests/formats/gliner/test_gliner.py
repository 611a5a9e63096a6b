"""GLiNER: inclusive ends by hand, what is refused, and the round trip of words and spans."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.drawn import documents, only_faults, reading, shape, written
from tests.formats.twisting import survives
from workbench.formats.exchange import Document
from workbench.formats.gliner import FORMAT
from workbench.formats.source import Source

ONE = {"tokenized_text": ["The", "European", "Union", "acts"], "ner": [[1, 2, "org"], [2, 2, "x"]], "more": 1}


def test_the_last_word_is_in_the_span() -> None:
    for data in (json.dumps([ONE]), json.dumps(ONE) + "\n"):
        (found,), tally = reading(FORMAT, data.encode())
        assert found.text is not None
        assert [(s.label, found.text[slice(*s.fragments[0])]) for s in found.readings[0].spans] == [
            ("org", "European Union"),
            ("x", "Union"),
        ]
        assert (tally.documents, tally.spans, tally.relations) == (1, 2, 0) and found.meta == {"more": 1}
        assert FORMAT.sniff(Source("x", data.encode)) == 1


def test_what_is_no_span_is_refused_and_the_rest_is_read() -> None:
    bad = [
        [0, 9, "a"],
        [-1, 0, "a"],
        [0, 0],
        ["0", 0, "a"],
        [2, 1, "a"],
        7,
        [0, 0, None],
        [0, 1.5, "a"],
        [True, 1, "a"],
    ]
    found, tally = reading(FORMAT, json.dumps([{**ONE, "ner": [*bad, [0, 0, "b"]]}, {"tokenized_text": "no"}]).encode())
    assert [span.label for span in found[0].readings[0].spans] == ["b"]
    assert len(tally.refused) == len(bad) + 1 and tally.spans == 1


@settings(max_examples=100, deadline=None)
@given(st.lists(documents(), max_size=3))
def test_words_and_spans_come_back(given_: list[Document]) -> None:
    files, ledger = written(FORMAT, given_)
    found, tally = reading(FORMAT, files.one)
    assert [shape(one)[1] for one in found] == [shape(one)[1] for one in given_]
    assert [one["tokenized_text"] for one in json.loads(files.one)] == [shape(one)[0] for one in given_]
    assert not tally.refused and not ledger.dropped()


def test_broken_files_end_in_a_fault_or_in_refused_lines() -> None:
    samples = [json.dumps([ONE, ONE]).encode(), json.dumps(ONE).encode()]
    only_faults(lambda data: (FORMAT.sniff(Source("x", lambda: data)), reading(FORMAT, data)), samples, 1500)


def test_twisted_values_end_in_a_fault_or_in_refused_lines() -> None:
    survives(lambda data: reading(FORMAT, data), [ONE, ONE], 500, lines=False)

"""Hugging Face rows: tags as texts and numbers, entities by offsets, and the round trip of words and spans."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.drawn import documents, only_faults, reading, shape, written
from tests.formats.twisting import survives
from workbench.core.fault import Fault
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Tally, WriteOptions
from workbench.formats.huggingface import FORMAT
from workbench.formats.source import Source

WORDS = ["Ana", "Li", "in", "Rom"]


def lines(*rows: Any) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def said(document: Document) -> list[tuple[str, str]]:
    assert document.text is not None
    return [(span.label, document.text[slice(*span.fragments[0])]) for span in document.readings[0].spans]


@pytest.mark.parametrize("words", ["tokens", "words"])
@pytest.mark.parametrize("tags", ["ner_tags", "ner", "tags", "labels"])
def test_tags_as_texts_under_every_name(words: str, tags: str) -> None:
    data = lines({"id": "a", words: WORDS, tags: ["B-PER", "I-PER", "O", "B-LOC"], "lang": "it"}, {words: [], tags: []})
    assert FORMAT.sniff(Source("x", lambda: data)) == 0.9
    found, tally = reading(FORMAT, data)
    assert [(one.name, said(one)) for one in found] == [("a", [("PER", "Ana Li"), ("LOC", "Rom")]), ("d-2", [])]
    assert (tally.documents, tally.spans) == (2, 2) and found[0].meta == {"lang": "it"}


NUMBERED = lines({"tokens": WORDS, "ner_tags": [1, 2, 0, 3], "pos_tags": [5, 5, 6, 5]})
NAMES = ["O", "B-PER", "I-PER", "B-LOC"]


@pytest.mark.parametrize(
    ("file", "features"),
    [
        ("features.json", {"ner_tags": {"feature": {"names": NAMES, "_type": "ClassLabel"}, "_type": "Sequence"}}),
        ("d.features.json", {"ner_tags": {"feature": {"names": NAMES}}, "pos_tags": {"feature": {"names": ["X"]}}}),
        ("dataset_infos.json", {"default": {"features": {"ner_tags": {"feature": {"names": NAMES}}}}}),
    ],
)
def test_numbers_mean_what_a_file_beside_says(file: str, features: Any) -> None:
    beside = Source(f"in/{file}", json.dumps(features).encode)
    source = Source("in/d.jsonl", lambda: NUMBERED, {beside.name: beside})
    (found,) = FORMAT.read(source, Tally(), ReadOptions())
    assert said(found) == [("PER", "Ana Li"), ("LOC", "Rom")]
    assert file in FORMAT.companions(source)


def test_numbers_that_nothing_names_are_counted_and_not_guessed() -> None:
    tally = Tally()
    with pytest.raises(Fault, match="nothing says what they mean"):
        list(FORMAT.read(Source("d.jsonl", lambda: NUMBERED), tally, ReadOptions()))
    assert (tally.documents, tally.spans) == (1, 2)


def test_entities_by_offsets_keep_their_attributes_and_surface() -> None:
    entity = {
        "note_nlp_id": 7,
        "start_char": 0,
        "end_char": 3,
        "lexical_variant": "Ana",
        "note_nlp_source_value": "PER",
    }
    data = lines(
        {"note_id": "n/1", "note_text": "Ana lacht", "entities": [{**entity, "neg": True, "none": None}, entity, 5]}
    )
    assert FORMAT.sniff(Source("x", lambda: data)) == 0.9
    (found,), tally = reading(FORMAT, data)
    spans = found.readings[0].spans
    assert found.name == "n/1" and found.unit == "" and not found.rebuilt
    assert [(s.id, s.label, s.fragments, s.surface) for s in spans][0] == ("7", "PER", ((0, 3),), "Ana")
    assert spans[0].attributes == (("neg", "true"),) and len({s.id for s in spans}) == 2
    assert tally.spans == 2 and len(tally.refused) == 1


def test_rows_of_neither_kind_are_refused_by_line() -> None:
    found, tally = reading(
        FORMAT, lines({"tokens": WORDS, "ner_tags": ["O"]}, {"text": "secret"}, {"tokens": ["a"], "tags": ["O"]})
    )
    assert [one.line for one in tally.refused] == [1, 2] and len(found) == 1
    assert "secret" not in str(tally.refused)


@settings(max_examples=150, deadline=None)
@given(st.lists(documents(overlap=False), min_size=1, max_size=3), st.sampled_from(["IOB2", "IOB1", "BIOES", "BILOU"]))
def test_words_names_and_spans_come_back(given_: list[Document], scheme: str) -> None:
    files, ledger = written(FORMAT, given_, WriteOptions(scheme=scheme))
    found, tally = reading(FORMAT, files.one)
    assert [(one.name, shape(one)[1]) for one in found] == [(one.name, shape(one)[1]) for one in given_]
    assert [json.loads(line)["tokens"] for line in files.one.decode().split("\n")[:-1]] == [
        shape(one)[0] for one in given_
    ]
    assert not tally.refused and not ledger.dropped()


def test_broken_files_end_in_a_fault_or_in_refused_lines() -> None:
    entity = {"start": 0, "end": 3, "label": "PER", "text": "Ana", "x": [1]}
    samples = [
        lines({"tokens": WORDS, "ner_tags": ["B-PER", "I-PER", "O", "B-LOC"]}),
        NUMBERED,
        lines({"text": "Ana", "entities": [entity]}),
    ]
    only_faults(lambda data: (FORMAT.sniff(Source("x", lambda: data)), reading(FORMAT, data)), samples, 1500)


def test_twisted_values_end_in_a_fault_or_in_refused_lines() -> None:
    entity = {"note_nlp_id": 1, "start": 0, "end": 3, "label": "PER", "text": "Ana", "x": [1]}
    tagged = {"id": "a", "tokens": WORDS, "ner_tags": ["B-PER", "I-PER", "O", "B-LOC"]}
    survives(
        lambda data: reading(FORMAT, data), [tagged, {"id": "n", "text": "Ana", "entities": [entity]}], 500, lines=True
    )

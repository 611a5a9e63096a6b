"""Prodigy read: what every kind of answer means, and where the ends of relations are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.formats.drawn import only_faults, reading
from tests.formats.small import lines, source
from tests.formats.twisting import survives
from workbench.formats.exchange import Document, DocumentLabel, Span
from workbench.formats.prodigy import FORMAT

TEXT = "Ada and Bo met."
TOKENS = [
    {"text": "Ada", "start": 0, "end": 3, "id": 0, "ws": True},
    {"text": "and", "start": 4, "end": 7, "id": 1, "ws": True},
    {"text": "Bo", "start": 8, "end": 10, "id": 2, "ws": True},
    {"text": "met", "start": 11, "end": 14, "id": 3, "ws": False},
    {"text": ".", "start": 14, "end": 15, "id": 4, "ws": False},
]
ADA = {"start": 0, "end": 3, "token_start": 0, "token_end": 0, "label": "PER"}
BO = {"start": 8, "end": 10, "token_start": 2, "token_end": 2, "label": "PER"}
BOTH = {"start": 0, "end": 10, "token_start": 0, "token_end": 2, "label": "GROUP"}


def read(*tasks: Any) -> tuple[list[Document], Any]:
    documents, tally = reading(FORMAT, lines(*tasks), name="news.jsonl")
    return documents, tally


def one(task: dict[str, Any]) -> tuple[Document, Any]:
    documents, tally = read(task)
    return documents[0], tally


def booked(tally: Any) -> list[tuple[str, str, str, int]]:
    told = tally.ledger.to_json()
    return [(row["what"], row["label"], row["why"], row["n"]) for kind in ("dropped", "changed") for row in told[kind]]


def test_an_accepted_task_is_finished_work() -> None:
    document, tally = one(
        {"text": TEXT, "tokens": TOKENS, "spans": [ADA, BO], "answer": "accept", "_annotator_id": "x-ana"}
    )
    (reading,) = document.readings
    assert (reading.annotator, reading.kind, reading.status) == ("x-ana", "human", "done")
    assert reading.spans == (Span("s1", "PER", ((0, 3),)), Span("s2", "PER", ((8, 10),)))
    assert document.unit == "codepoint"
    assert document.tokens[2] == (8, 10)
    assert (tally.documents, tally.spans, tally.relations) == (1, 2, 0)


def test_a_rejected_question_is_negative_evidence() -> None:
    document, _ = one({"text": TEXT, "spans": [ADA], "answer": "reject", "_task_hash": 1})
    assert [span.rejected for span in document.readings[0].spans] == [True]


def test_a_span_has_an_answer_of_its_own() -> None:
    spans = [{**ADA, "answer": "accept"}, {**BO, "answer": "reject"}, {**BOTH, "answer": "ignore"}]
    document, tally = one({"text": TEXT, "spans": spans, "answer": "accept"})
    assert [(span.label, span.rejected) for span in document.readings[0].spans] == [("PER", False), ("PER", True)]
    assert tally.spans == 3
    assert booked(tally) == [("span", "GROUP", "the annotator passed the question over", 1)]


def test_a_question_passed_over_leaves_no_label_but_a_page_passed_over_keeps_its_own() -> None:
    asked, tally = one({"text": TEXT, "spans": [ADA], "answer": "ignore", "_view_id": "ner"})
    assert asked.readings[0].status == "skipped"
    assert asked.readings[0].spans == ()
    assert tally.spans == tally.ledger.dropped() == 1
    made, _ = one({"text": TEXT, "spans": [ADA], "answer": "ignore", "_view_id": "ner_manual"})
    assert (made.readings[0].status, len(made.readings[0].spans)) == ("skipped", 1)


def test_the_ends_of_a_relation_are_the_spans_that_it_writes_out() -> None:
    """Two spans end at token 2, which alone would not tell them apart."""
    relation = {"head": 2, "child": 0, "head_span": BOTH, "child_span": ADA, "label": "OF", "color": "#fff"}
    document, tally = one({"text": TEXT, "tokens": TOKENS, "spans": [ADA, BO, BOTH], "relations": [relation]})
    (found,) = document.readings[0].relations
    assert (found.label, found.head, found.tail) == ("OF", "s3", "s1")
    assert tally.relations == 1
    assert booked(tally) == []


def test_without_them_the_last_token_tells_and_a_choice_between_two_is_told() -> None:
    tasks = {"text": TEXT, "tokens": TOKENS, "spans": [ADA, BO, BOTH], "answer": "accept"}
    document, tally = one({**tasks, "relations": [{"head": 0, "child": 2, "label": "OF"}]})
    assert [(one.head, one.tail) for one in document.readings[0].relations] == [("s1", "s2")]
    assert booked(tally) == [("relation", "OF", "two spans end at its token; the first was taken", 1)]


def test_an_arc_between_bare_tokens_is_booked() -> None:
    bare = {"start": 4, "end": 7, "token_start": 1, "token_end": 1, "label": None}
    relation = {"head": 1, "child": 0, "head_span": bare, "child_span": ADA, "label": "cc"}
    document, tally = one({"text": TEXT, "tokens": TOKENS, "spans": [ADA], "relations": [relation]})
    assert document.readings[0].relations == ()
    assert tally.relations == 1
    assert booked(tally) == [("relation", "cc", "an end of it is a token without a span", 1)]


def test_spans_may_stand_by_their_tokens_alone() -> None:
    document, _ = one({"text": TEXT, "tokens": TOKENS, "spans": [{"token_start": 0, "token_end": 2, "label": "GROUP"}]})
    assert document.readings[0].spans[0].fragments == ((0, 10),)


def test_choices_and_the_label_of_a_binary_question_are_document_labels() -> None:
    options = [{"id": "sport", "text": "Sport"}, {"id": 7, "text": "Seven"}]
    document, _ = one({"text": TEXT, "options": options, "accept": ["sport", 7], "answer": "accept"})
    assert document.readings[0].labels == (DocumentLabel("choice", "sport"), DocumentLabel("choice", "7"))
    assert document.meta["options"] == options
    yes, _ = one({"text": TEXT, "label": "POLITICS", "answer": "accept"})
    assert yes.readings[0].labels == (DocumentLabel("label", "POLITICS"),)
    no, tally = one({"text": TEXT, "label": "POLITICS", "answer": "reject"})
    assert no.readings[0].labels == ()
    assert booked(tally) == [("document label", "POLITICS", "rejected by the annotator: a document label cannot be", 1)]


def test_unanswered_proposals_of_one_model_are_the_models() -> None:
    span = {**ADA, "source": "en_core_web_lg", "score": 0.5}
    document, _ = one({"text": TEXT, "spans": [span]})
    (reading,) = document.readings
    assert (reading.annotator, reading.kind, reading.spans[0].score) == ("en_core_web_lg", "model", 0.5)
    taken, tally = one({"text": TEXT, "spans": [span], "answer": "accept"})
    assert taken.readings[0].kind == "human"
    assert booked(tally) == [("key of spans or tokens", "source", "left out: it has no place here", 1)]


def test_a_session_called_after_the_time_names_nobody() -> None:
    documents, _ = read(
        {"text": TEXT, "answer": "accept", "_session_id": "2022-05-30_23-29-30"},
        {"text": TEXT, "answer": "accept", "_annotator_id": "news-2022-05-30_23-29-30", "_session_id": "news-bo"},
        {"text": TEXT, "answer": "accept", "_session_id": None},
    )
    assert [document.readings[0].annotator for document in documents] == ["", "news-bo", ""]


def test_hashes_and_foreign_keys_are_kept_and_names_told_apart() -> None:
    given = {"text": TEXT, "_input_hash": -5, "_task_hash": 6, "meta": {"source": "Post"}, "proposal_id": "86"}
    documents, _ = read(given, {"text": "x"})
    assert documents[0].meta == {key: value for key, value in given.items() if key != "text"}
    assert documents[0].readings == ()
    assert [document.name for document in documents] == ["news-1", "news-2"]


def test_what_a_recipe_of_ones_own_noted_at_a_span_is_an_attribute() -> None:
    document, _ = one({"text": TEXT, "spans": [{**ADA, "negated": True, "kind": "first"}]})
    assert document.readings[0].spans[0].attributes == (("negated", "true"), ("kind", "first"))


def test_broken_lines_are_refused_by_number_and_the_rest_is_read() -> None:
    data = b'{"text": "a", "answer": "accept"}\n{"text": "b"\n\n{"text": "c", "spans": 5}\n[1]\n{"text": "d"}\n'
    documents, tally = reading(FORMAT, data, name="n.jsonl")
    assert [document.text for document in documents] == ["a", "d"]
    assert [refusal.line for refusal in tally.refused] == [2, 4, 5]
    assert tally.documents == 2


def test_a_task_without_text_counts_and_has_none() -> None:
    document, tally = one({"image": "cat.jpg", "spans": [{"points": [[0, 1]], "label": "CAT"}], "_input_hash": 1})
    assert document.text is None
    assert (tally.documents, tally.spans) == (1, 1)
    assert booked(tally) == [("span", "CAT", "has no place in a text", 1)]


@pytest.mark.parametrize(
    ("task", "sure"),
    [
        ({"text": TEXT, "_input_hash": 1}, True),
        ({"text": TEXT, "spans": [], "answer": "accept"}, True),
        ({"text": TEXT, "tokens": TOKENS, "spans": []}, True),
        ({"text": TEXT, "label": "X", "answer": "accept"}, True),
        ({"text": TEXT, "_input_hash": 1, "label": [[0, 1, "X"]]}, False),
        ({"text": TEXT, "label": "X"}, False),
        ({"text": TEXT, "ents": [], "tokens": [{"id": 0, "start": 0, "end": 3}]}, False),
        ({"tokens": ["a"], "ner_tags": [0]}, False),
    ],
)
def test_a_task_is_known_by_what_only_prodigy_writes(task: dict[str, Any], sure: bool) -> None:
    assert (FORMAT.sniff(source({"a": lines(task)}, "a")) > 0.8) is sure


SAMPLES: list[Any] = [
    {
        "text": TEXT, "tokens": TOKENS, "spans": [ADA, {**BO, "answer": "reject", "score": 0.5, "source": "m"}],
        "relations": [{"head": 0, "child": 2, "head_span": ADA, "child_span": BO, "label": "OF"}], "answer": "accept",
    },
    {"text": TEXT, "options": [{"id": "a", "text": "A", "key": "k"}], "accept": ["a"], "_session_id": "ana"},
    {"text": TEXT, "label": "X", "answer": "reject", "_is_binary": True},
]  # fmt: skip


def test_whatever_is_done_to_the_bytes_or_the_parts_only_a_fault_comes_of_it() -> None:
    only_faults(lambda data: reading(FORMAT, data), [lines(*SAMPLES)], 500)
    survives(lambda data: reading(FORMAT, data), SAMPLES, 1000, lines=True)

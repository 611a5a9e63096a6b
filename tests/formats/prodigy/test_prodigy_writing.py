"""Prodigy written: what was read comes back, and a stranger finds tokens and spans where Prodigy's own are."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given

from tests.formats.drawn import reading, written
from tests.formats.readings import said, several
from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, Reading, Relation, Span
from workbench.formats.losses import fit
from workbench.formats.prodigy import FORMAT

TEXT = "Ada and Bo met."
TOKENS = ((0, 3), (4, 7), (8, 10), (11, 14), (14, 15))


def tasks(document: Document) -> tuple[list[dict[str, Any]], Ledger]:
    files, ledger = written(FORMAT, [document])
    assert files.one.endswith(b"\n")
    return [json.loads(line) for line in files.one.decode().split("\n")[:-1]], ledger


@given(several(models=False))
def test_what_is_written_is_read_again(document: Document) -> None:
    """Fails wherever a span, a relation, a label, an answer or a key of the meta does not come back as it was."""
    fitted = fit(document, FORMAT.capability, Ledger())
    files, _ = written(FORMAT, [document])
    found, tally = reading(FORMAT, files.one)
    assert tally.refused == []
    assert tally.ledger.dropped() == 0
    assert {one.text for one in found} == {document.text}
    assert all(one.name == document.name and one.meta == document.meta for one in found)
    assert [said(one.readings[0]) for one in found if one.readings] == [said(_answered(one)) for one in fitted.readings]


@given(several())
def test_models_are_told_by_their_spans(document: Document) -> None:
    fitted = fit(document, FORMAT.capability, Ledger())
    found, _ = reading(FORMAT, written(FORMAT, [document])[0].one)
    kinds = [one.kind if one.spans or one.kind != "model" else "human" for one in fitted.readings]
    assert [one.readings[0].kind for one in found if one.readings] == kinds


def _answered(given: Reading) -> Reading:
    """A reading as far as answers go: unfinished work has none."""
    return replace(given, status=given.status if given.status in ("done", "skipped") else "")


@given(several())
def test_tokens_and_spans_are_prodigys(document: Document) -> None:
    """The documented fields: ids count up, texts are slices, ``token_end`` is the last token, not the one after."""
    for task in tasks(document)[0]:
        tokens = task["tokens"]
        assert [token["id"] for token in tokens] == list(range(len(tokens)))
        assert all(token["text"] == task["text"][token["start"] : token["end"]] for token in tokens)
        for span in task["spans"]:
            first, last = tokens[span["token_start"]], tokens[span["token_end"]]
            assert first["start"] <= span["start"] < first["end"]
            assert last["start"] < span["end"] <= last["end"]
        for relation in task.get("relations", ()):
            for token, end in (("head", "head_span"), ("child", "child_span")):
                assert relation[token] == relation[end]["token_end"]
                assert relation[end] in task["spans"]


def test_a_relation_stands_between_last_tokens() -> None:
    spans = Span("a", "PER", ((0, 3),)), Span("b", "GROUP", ((0, 10),))
    document = Document(
        "d",
        TEXT,
        (Reading("ana", status="done", spans=spans, relations=(Relation("r", "OF", "b", "a"),)),),
        tokens=TOKENS,
    )
    (task,), _ = tasks(document)
    ada = {"start": 0, "end": 3, "token_start": 0, "token_end": 0, "label": "PER"}
    both = {"start": 0, "end": 10, "token_start": 0, "token_end": 2, "label": "GROUP"}
    assert task["relations"] == [{"head": 2, "child": 0, "head_span": both, "child_span": ada, "label": "OF"}]
    assert (task["answer"], task["_annotator_id"], task["_session_id"]) == ("accept", "ana", "ana")
    assert [token["ws"] for token in task["tokens"]] == [True, True, True, False, False]


def test_an_edge_inside_a_token_is_told() -> None:
    document = Document("d", TEXT, (Reading(spans=(Span("a", "X", ((0, 2),)),)),), tokens=TOKENS)
    (task,), ledger = tasks(document)
    assert (task["spans"][0]["start"], task["spans"][0]["end"], task["spans"][0]["token_end"]) == (0, 2, 0)
    told: Any = ledger.to_json()["changed"]
    assert [row["why"] for row in told] == ["starts or ends inside a token: Prodigy shows whole tokens"]


def test_unfinished_work_has_no_answer_and_says_so() -> None:
    document = Document("d", TEXT, (Reading("ana", status="in_progress"),), tokens=TOKENS)
    (task,), ledger = tasks(document)
    assert "answer" not in task
    told: Any = ledger.to_json()["changed"]
    assert [(row["what"], row["label"]) for row in told] == [("status", "in_progress")]


def test_keys_of_the_meta_give_way_to_a_tasks_own() -> None:
    document = Document("d", TEXT, meta={"spans": "mine", "title": "T", "_task_hash": 3}, tokens=TOKENS)
    (task,), ledger = tasks(document)
    assert (task["spans"], task["title"], task["_task_hash"]) == ([], "T", 3)
    told: Any = ledger.to_json()["changed"]
    assert [(row["what"], row["label"]) for row in told] == [("meta", "spans")]


def test_spacy_lays_its_tokens_over_ours() -> None:
    """spaCy as the judge: words and ``ws`` rebuild the text, and every span is one of whole tokens."""
    import spacy
    from spacy.tokens import Doc

    spans = Span("a", "PER", ((0, 3),)), Span("b", "GROUP", ((0, 10),))
    (task,), _ = tasks(Document("d", TEXT, (Reading("ana", spans=spans),), tokens=TOKENS))
    doc = Doc(spacy.blank("en").vocab, [t["text"] for t in task["tokens"]], [t["ws"] for t in task["tokens"]])
    assert doc.text == TEXT
    for span in task["spans"]:
        found = doc.char_span(span["start"], span["end"], span["label"])
        assert found is not None
        assert (found.start, found.end - 1) == (span["token_start"], span["token_end"])

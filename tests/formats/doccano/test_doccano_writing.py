"""doccano written: in every unit the spans come back, and JavaScript finds the words where the offsets say."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.formats.drawn import reading, written
from tests.formats.readings import said, several
from workbench.core.ledger import Ledger
from workbench.formats.doccano import FORMAT
from workbench.formats.exchange import Document, DocumentLabel, Reading, Relation, Span
from workbench.formats.format import WriteOptions
from workbench.formats.losses import fit
from workbench.formats.offsets.mending import mended

TEXT = "\U0001f600 Ada and Bo met."


def records(document: Document, unit: Any = "") -> dict[str, list[dict[str, Any]]]:
    files, _ = written(FORMAT, [document], WriteOptions(unit))
    return {name: [json.loads(line) for line in data.decode().split("\n")[:-1]] for name, data in files.items()}


def changes(ledger: Ledger) -> list[tuple[str, str]]:
    told: Any = ledger.to_json()["changed"]
    return [(row["label"], row["why"]) for row in told]


@given(several(keys=("category",)), st.sampled_from(("", "codepoint", "utf16", "byte")))
def test_what_is_written_is_read_again(document: Document, unit: Any) -> None:
    """Fails wherever a span, a relation, a label, a note or a key of the meta does not come back as it was."""
    fitted = fit(document, FORMAT.capability, Ledger())
    files, _ = written(FORMAT, [document], WriteOptions(unit))
    found = []
    for name, data in files.items():
        documents, tally = reading(FORMAT, data, name=name)
        assert (tally.refused, tally.ledger.dropped()) == ([], 0)
        found += [mended(one, unit or "utf16", "import", Ledger()) for one in documents]
    assert all((one.text, one.name, one.meta) == (document.text, document.name, document.meta) for one in found)
    assert len(found) == max(1, len(document.readings))
    again = sorted((said(one) for document in found for one in document.readings), key=repr)
    assert again == sorted((said(_plain(one)) for one in fitted.readings), key=repr)


def _plain(given: Reading) -> Reading:
    """A reading as far as doccano's files go: no notes on items, and a model is a user like any other."""
    spans = tuple(replace(span, note=None) for span in given.spans)
    return replace(given, kind="human" if given.kind == "model" else given.kind, spans=spans)


@given(several())
def test_javascript_finds_the_words(document: Document) -> None:
    """An independent slice: UTF-16 code units, two bytes each."""
    fitted = fit(document, FORMAT.capability, Ledger())
    wanted = sorted(document.text[slice(*span.fragments[0])] for one in fitted.readings for span in one.spans)  # type: ignore[index]
    units = (document.text or "").encode("utf-16-le")
    places = [place for found in records(document).values() for record in found for place in _places(record)]
    assert sorted(units[2 * start : 2 * end].decode("utf-16-le") for start, end in places) == wanted


def _places(record: dict[str, Any]) -> list[tuple[int, int]]:
    if "entities" in record:
        return [(one["start_offset"], one["end_offset"]) for one in record["entities"]]
    return [(start, end) for start, end, _ in record["label"]]


def test_a_project_with_a_relation_has_one_form_throughout() -> None:
    spans = Span("a", "PER", ((2, 5),)), Span("b", "PER", ((10, 12),))
    ana = Reading("ana", spans=spans, relations=(Relation("r", "knows", "b", "a"),))
    found = records(Document("d", TEXT, (ana, Reading("ben", spans=spans[:1]))))
    assert sorted(found) == ["ana.jsonl", "ben.jsonl"]
    (record,) = found["ana.jsonl"]
    ids = [entity["id"] for entity in record["entities"]]
    assert record["entities"][0] == {"id": ids[0], "label": "PER", "start_offset": 3, "end_offset": 6}
    (relation,) = record["relations"]
    assert (relation["from_id"], relation["to_id"], relation["type"]) == (ids[1], ids[0], "knows")
    assert found["ben.jsonl"][0]["relations"] == []


def test_without_relations_spans_are_tuples() -> None:
    found = records(Document("d", TEXT, (Reading("ana", spans=(Span("a", "PER", ((2, 5),)),)),), meta={"Section": 1}))
    (record,) = found["ana.jsonl"]
    assert record == {"id": 1, "text": TEXT, "document": "d", "Section": 1, "label": [[3, 6, "PER"]], "Comments": []}


def test_an_edge_inside_a_cluster_moves_outwards_where_clusters_are_counted() -> None:
    """The family is three code points and one cluster: half of it cannot be said."""
    text = "x\U0001f468\u200d\U0001f469y"
    document = Document("d", text, (Reading("ana", spans=(Span("a", "X", ((1, 2),)),)),))
    files, ledger = written(FORMAT, [document], WriteOptions("grapheme"))
    assert json.loads(files.one)["label"] == [[1, 2, "X"]]
    assert ("X", "widened to what counts as one character") in changes(ledger)


def test_what_doccano_takes_only_on_a_condition_is_told() -> None:
    spans = Span("a", "PER", ((2, 12),)), Span("b", "PER", ((10, 12),), note="who?")
    labels = (DocumentLabel("topic", "sport"),)
    document = Document("d", TEXT, (Reading("ana", spans=spans, labels=labels),), meta={"label": 1})
    _, ledger = written(FORMAT, [document])
    assert set(changes(ledger)) == {
        ("label", "a record has a key of this name of its own"),
        ("", "offsets count utf16: set up the doccano project alike"),
        ("topic", "written without its key: doccano's labels of a document have none"),
        ("PER", "overlaps another: doccano takes it only where the project allows overlapping spans"),
    }
    told: Any = ledger.to_json()["dropped"]
    assert [(row["what"], row["where"]) for row in told] == [("note", ["d b"])]

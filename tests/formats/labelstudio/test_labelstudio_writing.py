"""Label Studio written: everything that the row says comes back, and the config has a control for every result."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given

from tests.formats.drawn import reading, written
from tests.formats.readings import said, several
from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, DocumentLabel, Reading, Relation, Span
from workbench.formats.format import WriteOptions
from workbench.formats.labelstudio import FORMAT
from workbench.formats.losses import fit
from workbench.formats.offsets.mending import mended

TEXT = "\U0001f600 Ada and Bo met."


def tasks(document: Document, **options: Any) -> tuple[list[dict[str, Any]], ElementTree.Element, Ledger]:
    files, ledger = written(FORMAT, [document], WriteOptions(**options))
    return json.loads(files["tasks.json"]), ElementTree.fromstring(files["config.xml"]), ledger


@given(several())
def test_what_is_written_is_read_again(document: Document) -> None:
    """Fails wherever anything but a relation's note and unfinished work does not come back as it was."""
    fitted = fit(document, FORMAT.capability, Ledger())
    files, _ = written(FORMAT, [document])
    (found,), tally = reading(FORMAT, files["tasks.json"])
    assert (tally.refused, tally.ledger.dropped()) == ([], 0)
    found = mended(found, "codepoint", "import", Ledger())
    assert (found.text, found.name, found.meta) == (document.text, document.name, document.meta)
    people = [one for one in fitted.readings if one.kind != "model"]
    models = [one for one in fitted.readings if one.kind == "model"]
    assert [said(one) for one in found.readings] == [said(_handed_in(one)) for one in (*people, *models)]


def _handed_in(given: Reading) -> Reading:
    if given.kind == "model":
        return given
    return replace(given, status="skipped" if given.status == "skipped" else "done")


@given(several())
def test_a_strangers_checks_hold(document: Document) -> None:
    """Every region's text stands at its offsets, ids are unique, ends are there, each control is in the config."""
    (task,), config, _ = tasks(document)
    controls = {one.get("name") for one in config.iter() if one.get("name")}
    for work in (*task["annotations"], *task["predictions"]):
        regions = [one for one in work["result"] if one["type"] == "labels"]
        assert len({one["id"] for one in regions}) == len(regions)
        for result in work["result"]:
            if result["type"] == "relation":
                assert {result["from_id"], result["to_id"]} <= {one["id"] for one in regions}
                continue
            value = result["value"]
            assert result["from_name"] in controls
            assert result["to_name"] == "text"
            if "start" in value and result["type"] == "labels":
                assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    offered = {one.get("value") for one in config.iter("Label")}
    assert offered >= {span.label for one in document.readings for span in one.spans if not span.rejected}


def test_a_task_is_the_documented_one() -> None:
    spans = Span("1", "PER", ((2, 5),), (("sure", "no"),), note="who?"), Span("2", "ORG", ((10, 12),))
    ana = Reading("ana", "human", "done", spans, (Relation("3", "in", "1", "2", symmetric=True),))
    (task,), config, _ = tasks(
        Document("d", TEXT, (ana,), meta={"url": "u"}), labels=("PER", "LAW"), relation_labels=("in",)
    )
    assert (task["id"], task["data"], task["predictions"]) == (1, {"text": TEXT, "document": "d", "url": "u"}, [])
    (annotation,) = task["annotations"]
    assert (annotation["completed_by"], annotation["was_cancelled"]) == ({"email": "ana"}, False)
    first, sure, second, relation = annotation["result"]
    assert first == {
        "id": first["id"], "from_name": "label", "to_name": "text", "type": "labels",
        "value": {"start": 2, "end": 5, "text": "Ada", "labels": ["PER"]}, "meta": {"text": ["who?"]},
    }  # fmt: skip
    assert (sure["id"], sure["type"], sure["value"]["choices"]) == (first["id"], "choices", ["no"])
    ends = {"from_id": first["id"], "to_id": second["id"]}
    assert relation == {"type": "relation", **ends, "direction": "bi", "labels": ["in"]}
    assert [one.get("value") for one in config.iter("Label")] == ["PER", "LAW", "ORG"]
    assert [one.get("value") for one in config.iter("Relation")] == ["in"]
    assert [(one.get("name"), one.get("perRegion")) for one in config.iter("Choices")] == [("sure", "true")]
    assert [(one.get("name"), one.get("value")) for one in config.iter("Text")] == [("text", "$text")]


def test_ids_are_the_same_in_every_export() -> None:
    document = Document("d", TEXT, (Reading("ana", spans=(Span("1", "PER", ((2, 5),)),)),))
    assert written(FORMAT, [document])[0] == written(FORMAT, [document])[0]


def test_a_prediction_has_its_model_and_the_mean_of_its_scores() -> None:
    spans = Span("1", "PER", ((2, 5),), score=0.5), Span("2", "PER", ((10, 12),), score=1.0)
    (task,), _, _ = tasks(Document("d", TEXT, (Reading("v1", "model", spans=spans),)))
    (prediction,) = task["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("v1", 0.75)
    assert [one["score"] for one in prediction["result"]] == [0.5, 1.0]


def test_an_attribute_called_as_a_control_is_renamed_and_told() -> None:
    spans = (Span("1", "PER", ((2, 5),), (("label", "x"), ("topic", "y"))),)
    document = Document("d", TEXT, (Reading("ana", spans=spans, labels=(DocumentLabel("topic", "z"),)),))
    (task,), config, ledger = tasks(document)
    names = [one["from_name"] for one in task["annotations"][0]["result"]]
    assert names == ["label", "label_of_span", "topic", "topic_of_document"]
    assert [one.get("name") for one in config.iter("Choices")] == ["label_of_span", "topic", "topic_of_document"]
    told: Any = ledger.to_json()["changed"]
    assert [(row["what"], row["label"]) for row in told] == [("attribute", "label"), ("document label", "topic")]


def test_a_note_on_a_relation_is_given_up_and_booked() -> None:
    spans = (Span("1", "PER", ((2, 5),)),)
    ana = Reading("ana", spans=spans, relations=(Relation("r", "in", "1", "1", note="?"),))
    _, _, ledger = tasks(Document("d", TEXT, (ana,)))
    told: Any = ledger.to_json()["dropped"]
    assert [(row["what"], row["where"]) for row in told] == [("note", ["d r"])]


def test_old_versions_count_utf16_and_none_counts_bytes() -> None:
    document = Document("d", TEXT, (Reading("ana", spans=(Span("1", "PER", ((2, 5),)),)),))
    (task,), _, _ = tasks(document, unit="utf16")
    assert task["annotations"][0]["result"][0]["value"]["start"] == 3
    with pytest.raises(Fault, match="never counted"):
        tasks(document, unit="byte")


def test_no_documents_are_an_empty_list() -> None:
    assert json.loads(written(FORMAT, [])[0]["tasks.json"]) == []

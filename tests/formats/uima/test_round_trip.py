"""A CAS there and back, with dkpro-cassis as the judge of what we write."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import cassis
import pytest
from hypothesis import given, settings

from tests.formats.drawn import written
from tests.formats.marked import marked, said, there_and_back
from workbench.core.ledger import Ledger
from workbench.formats.casjson import FORMAT as JSON
from workbench.formats.exchange import Document, DocumentLabel, Reading, Relation, Span
from workbench.formats.losses import fit
from workbench.formats.xmi import FORMAT as XMI

NO_XML = "characters that XML cannot hold become blanks"


@given(marked(labels=True, scores=True))
def test_json_brings_everything_back(document: Document) -> None:
    (back,), ledger = there_and_back(JSON, document)
    wanted = fit(document, JSON.capability, Ledger())
    assert (back.text, back.name) == (document.text, document.name)
    assert said(back) == said(wanted) == said(document)
    assert ledger.dropped() == 0
    assert ledger.to_json()["changed"] == []


@given(marked(labels=True, scores=True))
def test_xmi_brings_everything_back_that_xml_can_hold(document: Document) -> None:
    (back,), ledger = there_and_back(XMI, document)
    changed: Any = ledger.to_json()["changed"]
    assert {row["why"] for row in changed} <= {NO_XML}
    assert (back.text == document.text) is not any(row["what"] == "text" for row in changed)
    assert back.text == (document.text or "").replace("\x0b", " ")
    assert said(back) == said(document)


@pytest.mark.filterwarnings("ignore:Trying to add feature")
@settings(max_examples=40)
@given(marked(discontinuous=True, scores=True))
def test_cassis_reads_what_we_write(document: Document) -> None:
    """The judge counts code points itself, and finds each fragment's text under its annotation."""
    texts = sorted(
        (span.label, (document.text or "")[start:end].replace("\x0b", " "))
        for span in document.readings[0].spans
        for start, end in span.fragments
    )
    xmi, _ = written(XMI, [document])
    types = cassis.load_typesystem(BytesIO(xmi["TypeSystem.xml"]))
    files, _ = written(JSON, [document])
    for cas in (
        cassis.load_cas_from_xmi(BytesIO(xmi["a_document.xmi"]), typesystem=types),
        cassis.load_cas_from_json(files.one.decode()),
    ):
        assert not cas.typecheck()
        found = cas.select("custom.Span")
        assert sorted((one.label, one.get_covered_text().replace("\x0b", " ")) for one in found) == texts
        for relation in cas.select("custom.Relation"):
            assert (relation.begin, relation.end) == (relation.Dependent.begin, relation.Dependent.end)
        covered = "".join(one.get_covered_text() for one in cas.select("Token"))
        assert "".join(covered.split()) == "".join((document.text or "").replace("\x0b", " ").split())


@given(marked(labels=True))
def test_the_same_bytes_again(document: Document) -> None:
    for format in (XMI, JSON):
        files, _ = written(format, [document])
        assert files == written(format, [document])[0]
        assert all(data.endswith(b"\n") and not data.endswith(b"\n\n") for data in files.values())


def test_one_type_system_describes_every_document() -> None:
    documents = [
        Document("a", "x", (Reading(spans=(Span("1", "A", ((0, 1),), (("kind", "1"),)),)),)),
        Document("b", "x", (Reading(spans=(Span("1", "A", ((0, 1),), (("role", "2"),)),)),)),
    ]
    files, _ = written(XMI, documents)
    types = cassis.load_typesystem(BytesIO(files["TypeSystem.xml"]))
    features = {feature.name for feature in types.get_type("custom.Span").features}
    assert {"label", "kind", "role"} <= features
    for name in ("a.xmi", "b.xmi"):
        assert len(cassis.load_cas_from_xmi(BytesIO(files[name]), typesystem=types).select("custom.Span")) == 1


def test_json_has_only_its_own_documents_types() -> None:
    first = Document("a", "x", (Reading(spans=(Span("1", "A", ((0, 1),), (("kind", "1"),)),)),))
    last = Document("b", "x", (Reading(),))
    files, _ = written(JSON, [first, last])
    assert files["b.json"] == written(JSON, [last])[0].one
    assert "kind" in json.loads(files["a.json"])["%TYPES"]["custom.Span"]


@pytest.mark.parametrize(
    ("key", "comes_back"), [("topic", "topic"), ("my topic", "my_topic"), ("Token", "LToken"), ("1", "L1")]
)
def test_document_labels(key: str, comes_back: str) -> None:
    document = Document("d", "x", (Reading(labels=(DocumentLabel(key, "v"),)),))
    (back,), ledger = there_and_back(JSON, document)
    assert back.readings[0].labels == (DocumentLabel(comes_back, "v"),)
    changed: Any = ledger.to_json()["changed"]
    assert [row["label"] for row in changed] == ([key] if key != comes_back else [])


def test_a_relation_to_a_span_of_several_fragments_holds_on_to_the_first() -> None:
    spans = Span("1", "A", ((0, 1), (2, 3))), Span("2", "B", ((4, 5),))
    document = Document("d", "a b c", (Reading(spans=spans, relations=(Relation("r", "R", "2", "1"),)),))
    (back,), ledger = there_and_back(XMI, document)
    places = {span.id: span.fragments for span in back.readings[0].spans}
    (relation,) = back.readings[0].relations
    assert (places[relation.head], places[relation.tail]) == (((4, 5),), ((0, 1),))
    changed: Any = ledger.to_json()["changed"]
    assert [(row["label"], row["why"]) for row in changed] == [("A", "in several fragments: one annotation for each")]

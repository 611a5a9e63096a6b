"""GATE's two spellings of one document say the same, each with its own offsets; what is no annotation is booked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.gatejson import FORMAT as JSON
from workbench.formats.gatexml import FORMAT as XML
from workbench.formats.offsets.mending import mended
from workbench.formats.source import Source

TEXT = "🙂 Ann\nBo"
"""In UTF-16: 🙂 0–2, Ann 3–6, Bo 7–9; in code points one less from Ann on."""


def read(format: Any, data: bytes) -> tuple[Document, Tally]:
    tally = Tally()
    (document,) = format.read(Source("d", lambda: data), tally, ReadOptions())
    return document, tally


def bdoc(offset_type: str | None = "j", **more: Any) -> bytes:
    by = 0 if offset_type == "p" else 1
    one = {
        "type": "PER",
        "start": 2 + by,
        "end": 5 + by,
        "id": 3,
        "features": {"n": 1, "ok": True, "l": ["x"], "no": None},
    }
    token = {"type": "Token", "start": 2 + by, "end": 5 + by, "id": 4, "features": {}}
    other = {"type": "PER", "start": 6 + by, "end": 8 + by, "id": 3, "features": {}}
    markup = {"type": "p", "start": 0, "end": 8 + by, "id": 5, "features": {}}
    sets = {"": [one, token], "Ben": [other], "Original markups": [markup]}
    value = {
        "annotation_sets": {name: {"name": name, "annotations": found} for name, found in sets.items()},
        "text": TEXT, "features": {"source": "s"}, "name": "n", **more,
    }  # fmt: skip
    return json.dumps(value | ({"offset_type": offset_type} if offset_type else {})).encode()


def gate_xml(between: str = "\n") -> bytes:
    def annotation(id: int, type: str, start: int, end: int, inner: str = "") -> str:
        return f'<Annotation Id="{id}" Type="{type}" StartNode="{start}" EndNode="{end}">{inner}</Annotation>'

    def feature(name: str, value: str) -> str:
        return f"<Feature><Name>{name}</Name><Value>{value}</Value></Feature>"

    features = "".join(feature(*one) for one in (("n", "1"), ("ok", "true"), ("l", '["x"]')))
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<GateDocument version='3'><GateDocumentFeatures>"
        f"{feature('gate.name', 'n')}{feature('source', 's')}</GateDocumentFeatures><TextWithNodes>"
        f'<Node id="0" />🙂 <Node id="3" />Ann<Node id="6" />{between}<Node id="7" />Bo<Node id="9" /></TextWithNodes>'
        f"<AnnotationSet>{annotation(3, 'PER', 3, 6, features)}{annotation(4, 'Token', 3, 6)}</AnnotationSet>"
        f"<AnnotationSet Name='Ben'>{annotation(3, 'PER', 7, 9)}</AnnotationSet>"
        f"<AnnotationSet Name='Original markups'>{annotation(5, 'p', 0, 9)}</AnnotationSet></GateDocument>"
    ).encode()


@pytest.mark.parametrize(
    ("format", "data"), [(JSON, bdoc("j")), (JSON, bdoc("p")), (XML, gate_xml()), (XML, gate_xml("\r\n"))]
)
def test_sets_are_annotators(format: Any, data: bytes) -> None:
    document, tally = read(format, data)
    assert (document.name, document.text, tally.documents, tally.spans) == ("n", TEXT, 1, 4)
    document = mended(document, "", "import", Ledger())
    first, second = document.readings
    assert (first.annotator, second.annotator) == ("", "Ben")
    assert [(one.id, one.label, one.fragments) for one in first.spans] == [("3", "PER", ((2, 5),))]
    assert first.spans[0].attributes == (("n", "1"), ("ok", "true"), ("l", '["x"]'))
    assert [(one.id, one.label, one.fragments) for one in second.spans] == [("3", "PER", ((6, 8),))]
    assert document.tokens == ((2, 5),)
    told: Any = tally.ledger.to_json()
    assert [(row["what"], row["label"]) for row in told["dropped"]] == [("span", "p"), ("token layer", "Token")]
    assert document.meta["source"] == "s"


def test_a_file_that_does_not_say_what_its_offsets_count_leaves_it_open() -> None:
    assert read(JSON, bdoc(None))[0].unit == ""


def test_each_knows_its_own() -> None:
    for format, other in ((JSON, XML), (XML, JSON)):
        data = bdoc() if format is JSON else gate_xml()
        assert format.sniff(Source("d", lambda data=data: data)) == 1
        assert other.sniff(Source("d", lambda data=data: data)) == 0


def test_annotations_without_a_place_are_refused_and_counted() -> None:
    _, tally = read(XML, gate_xml().replace(b'StartNode="7"', b'StartNode="8"'))
    assert (tally.spans, len(tally.refused)) == (4, 1)
    _, tally = read(JSON, bdoc().replace(b'"end": 9, "id": 3', b'"end": "9", "id": 3'))
    assert (tally.spans, len(tally.refused)) == (4, 1)


def test_ids_that_are_given_twice_are_told_apart() -> None:
    data = gate_xml().replace(b'Id="4" Type="Token"', b'Id="3" Type="ORG"')
    assert [span.id for span in read(XML, data)[0].readings[0].spans] == ["3", "3~2"]


def test_a_document_without_text() -> None:
    assert read(JSON, bdoc(text=None))[0].text is None
    data = b"<GateDocument><AnnotationSet><Annotation Id='1' StartNode='0' EndNode='1'/></AnnotationSet></GateDocument>"
    document, tally = read(XML, data)
    assert (document.text, tally.spans) == (None, 1)


@pytest.mark.parametrize(("format", "data"), [(JSON, b"[]"), (JSON, b"{}"), (JSON, b"{"), (XML, b"<a/>"), (XML, b"<")])
def test_anything_else_is_a_fault(format: Any, data: bytes) -> None:
    with pytest.raises(Fault):
        read(format, data)

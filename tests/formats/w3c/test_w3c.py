"""Web Annotations: the shapes that tools write, offsets as they stand, words where there are no offsets."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.formats.drawn import only_faults
from tests.formats.small import source
from workbench.core.fault import Fault
from workbench.formats.exchange import Document, Link, Relation, Span
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.offsets.doctor import diagnose
from workbench.formats.w3c import FORMAT

TEXT = "\U0001f600 Mira met Ben. Mira left."
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def quote(exact: str, **around: str) -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": exact, **around}


def position(start: Any, end: Any) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def tag(value: str, purpose: str = "tagging") -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def annotation(id: str, body: Any, *selectors: Any, **more: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": f"#{id}",
        "type": "Annotation",
        "body": body,
        "target": {"selector": list(selectors)},
    } | more


def link(id: str, label: str, head: str, tail: str) -> dict[str, Any]:
    ends = [{"id": f"#{head}"}, {"id": f"#{tail}"}]
    return {
        "@context": CONTEXT,
        "id": f"#{id}",
        "type": "Annotation",
        "body": [tag(label)],
        "motivation": "linking",
        "target": ends,
    }


def read(value: Any, **files: str) -> tuple[list[Document], Tally]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    among = {"a.json": data} | {name.replace("_", "."): text.encode() for name, text in files.items()}
    tally = Tally()
    return list(FORMAT.read(source(among, "a.json"), tally, ReadOptions())), tally


MIRA = annotation("m", [tag("PER"), tag("who?", "commenting")], quote("Mira"), position(3, 7))
BEN = annotation("b", [tag("PER")], quote("Ben"), position(12, 15))


@pytest.mark.parametrize(
    "wrap",
    [
        lambda ones: ones,
        lambda ones: {"@context": CONTEXT, "type": "AnnotationPage", "items": ones},
        lambda ones: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": ones}},
        lambda ones: "".join(json.dumps(one) + "\n" for one in ones).encode(),
    ],
    ids=["list", "page", "collection", "lines"],
)
def test_all_ways_of_holding_annotations_are_read_alike(wrap: Any) -> None:
    value = wrap([MIRA, BEN, link("r", "met", "m", "b")])
    (found,), tally = read(value, a_txt=TEXT)
    (reading,) = found.readings
    assert reading.spans == (
        Span("m", "PER", ((3, 7),), note="who?", surface="Mira"),
        Span("b", "PER", ((12, 15),), surface="Ben"),
    )
    assert reading.relations == (Relation("r", "met", "m", "b"),)
    assert (tally.documents, tally.spans, tally.relations, tally.refused) == (1, 2, 1, [])
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    file = source({"a.json": data, "a.txt": TEXT.encode()}, "a.json")
    assert FORMAT.sniff(file) > 0.5
    assert list(FORMAT.companions(file)) == ["a.txt"]
    assert diagnose([found]).unit == "utf16"


def test_words_alone_find_their_one_place() -> None:
    given = [
        annotation("a", [tag("PER")], quote("Ben")),
        annotation("b", [tag("PER")], quote("Mira", prefix="Ben. ", suffix=" left")),
        annotation("c", [tag("PER")], quote("Mira")),
    ]
    (found,), tally = read(given, a_txt=TEXT)
    assert [(span.id, span.fragments) for span in found.readings[0].spans] == [("a", ((11, 14),)), ("b", ((16, 20),))]
    assert tally.spans == 0
    assert tally.ledger.dropped() == 1


def test_tags_links_people_and_places() -> None:
    body = [tag("A"), tag("B"), {"source": "http://kb/7", "purpose": "identifying"}]
    given = [
        annotation("a", body, position(0, 2), creator={"name": "Ana"}),
        annotation("b", tag("C"), position(0, 1), position(3, 7), creator="bo"),
        annotation("c", "a remark", position(3, 7)),
    ]
    (found,), _ = read(given, a_txt=TEXT)
    ana, bo, nobody = found.readings
    assert (ana.annotator, [(s.id, s.label, s.links) for s in ana.spans]) == (
        "Ana",
        [("a", "A", (Link("http://kb/7"),)), ("a.2", "B", (Link("http://kb/7"),))],
    )
    assert (bo.annotator, bo.spans[0].fragments) == ("bo", ((0, 1), (3, 7)))
    assert (nobody.spans[0].label, nobody.spans[0].note) == ("highlighting", "a remark")


def test_links_that_cannot_be_kept_are_told() -> None:
    given = [
        MIRA,
        BEN | {"creator": "bo"},
        link("r", "met", "m", "b"),
        link("q", "met", "m", "nobody"),
        link("s", "x", "m", "m"),
    ]
    given.append({"type": "Annotation", "id": "t", "motivation": ["linking"], "target": ["#m", "#m", "#m"]})
    (found,), tally = read(given, a_txt=TEXT)
    assert [one.id for reading in found.readings for one in reading.relations] == ["s"]
    assert (tally.relations, tally.ledger.dropped(), len(tally.refused)) == (4, 2, 1)


def test_targets_name_their_texts() -> None:
    def of(name: str) -> dict[str, Any]:
        target = {"source": f"http://host/x/{name}.txt", "selector": position(0, 1)}
        return {"@context": CONTEXT, "id": name, "type": "Annotation", "body": tag("X"), "target": target}

    found, tally = read([of("d"), of("e")], d_txt="D", e_txt="E")
    assert [(one.name, one.text, len(one.readings[0].spans)) for one in found] == [("d.txt", "D", 1), ("e.txt", "E", 1)]
    assert tally.documents == 1


def test_without_a_text_the_annotations_are_counted() -> None:
    (found,), tally = read([MIRA, BEN])
    assert (found.text, tally.documents, tally.spans) == (None, 1, 2)


@pytest.mark.parametrize("start", [None, "3", 1.5, True, [], {}])
def test_offsets_that_are_no_numbers_are_refused(start: Any) -> None:
    _, tally = read([MIRA, annotation("x", [tag("PER")], position(start, 7))], a_txt=TEXT)
    assert [row.why for row in tally.refused] == ["its start or end is no whole number"]


@pytest.mark.parametrize(
    "data", [b"{}", b"[]", b"[[]]", b'{"target": 1}', b'{"@context": "x"}', b'{"type": "Annotation"}', b"1"]
)
def test_other_json_is_not_taken_for_it(data: bytes) -> None:
    assert FORMAT.sniff(source({"a.json": data}, "a.json")) == 0


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 99_999, b"\xff", b'{"a": NaN}'])
def test_what_is_no_json_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Fault):
        read(data)


@pytest.mark.parametrize("value", [1, None, [], "x", {"a": []}, [[[]]], {"id": {}}])
def test_any_value_in_any_place_is_only_passed_by(value: Any) -> None:
    for key in ("id", "body", "target", "creator", "motivation", "type", "tags", "text", "@context"):
        read(
            [annotation("a", [tag("A")], position(0, 1)) | {key: value}, link("b", "x", "a", "a") | {key: value}],
            a_txt=TEXT,
        )
    for key in ("type", "value", "purpose", "source", "creator"):
        read(
            [annotation("a", [tag("A") | {key: value}], position(0, 1) | {key: value}, quote("Ben") | {key: value})],
            a_txt=TEXT,
        )


def test_damaged_files_end_in_a_sentence() -> None:
    sample = json.dumps([MIRA, BEN, link("r", "met", "m", "b")]).encode()
    assert only_faults(lambda data: read(data, a_txt=TEXT), [sample], 800) < 800

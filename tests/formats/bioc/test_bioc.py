"""BioC: passages become one text in which every annotation still lies where its passage says, in any unit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.formats.bioc import FORMAT
from workbench.formats.exchange import Document, Link, Relation, Unit
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.offsets.mending import mended
from workbench.formats.offsets.ruler import Ruler
from workbench.formats.source import Source


def read(data: bytes | str) -> tuple[list[Document], Tally]:
    tally = Tally()
    raw = data.encode() if isinstance(data, str) else data
    return list(FORMAT.read(Source("d", lambda: raw), tally, ReadOptions())), tally


def collection(*documents: str) -> str:
    return f"<collection><source>s</source><date/><key/>{''.join(documents)}</collection>"


def document(inner: str, id: str = "1") -> str:
    return f"<document><id>{id}</id>{inner}</document>"


def passage(offset: int, text: str, inner: str = "") -> str:
    return f"<passage><offset>{offset}</offset><text>{text}</text>{inner}</passage>"


def annotation(id: str, *places: tuple[int, int], infons: str = '<infon key="type">T</infon>', text: str = "") -> str:
    where = "".join(f'<location offset="{offset}" length="{length}"/>' for offset, length in places)
    return f'<annotation id="{id}">{infons}{where}<text>{text}</text></annotation>'


def relation(id: str, *nodes: tuple[str, str], infons: str = '<infon key="type">R</infon>') -> str:
    return f'<relation id="{id}">{infons}{"".join(f"<node refid={n!r} role={r!r}/>" for n, r in nodes)}</relation>'


def one(inner: str) -> tuple[Document, Tally]:
    (found,), tally = read(collection(document(inner)))
    return found, tally


def test_passages_annotations_and_relations() -> None:
    found, tally = one(
        passage(0, "A title", annotation("1", (2, 5), text="title"))
        + passage(
            8, "Its body", annotation("2", (8, 3), (12, 4), text="Its body") + relation("R", ("1", ""), ("2", ""))
        )
    )
    assert found.text == "A title\nIts body"
    assert [(s.id, s.label, s.fragments, s.surface) for s in found.readings[0].spans] == [
        ("1", "T", ((2, 7),), "title"),
        ("2", "T", ((8, 11), (12, 16)), "Its body"),
    ]
    assert found.readings[0].relations == (Relation("R", "R", "1", "2"),)
    assert (tally.documents, tally.spans, tally.relations) == (1, 2, 1)


def test_sentences_have_texts_of_their_own() -> None:
    found, _ = one(
        "<passage><offset>0</offset><sentence><offset>0</offset><text>One.</text></sentence>"
        f"<sentence><offset>5</offset><text>Two.</text>{annotation('1', (5, 3))}</sentence></passage>"
    )
    assert found.text == "One. Two."
    assert found.readings[0].spans[0].fragments == ((5, 8),)


def test_passages_that_were_left_out_and_offsets_from_the_parts_own_start() -> None:
    found, _ = one(passage(500, "One", annotation("1", (500, 3))) + passage(900, "Two", annotation("2", (0, 3))))
    assert found.text == "One\n\nTwo"
    assert [span.fragments for span in found.readings[0].spans] == [((0, 3),), ((5, 8),)]


@given(
    st.lists(st.text("a🙂é\u0301 日", min_size=1, max_size=6), min_size=1, max_size=4),
    st.sampled_from(["codepoint", "utf16", "byte"]),
)
def test_whatever_the_offsets_count_annotations_stay_in_their_passage(texts: list[str], unit: Unit) -> None:
    """Each passage's last character is annotated; in the unit the file was written in it is found again."""
    inner, at = "", 0
    for n, text in enumerate(texts):
        ruler = Ruler(text, unit)
        size, last = ruler.from_points(len(text)) or 0, ruler.from_points(len(text) - 1) or 0
        inner += passage(at, text, annotation(str(n), (at + last, size - last)))
        at += size + 1
    found, _ = one(inner)
    done = mended(found, unit, "import", Ledger())
    assert done.text == "\n".join(texts)
    cut = [(done.text or "")[start:end] for span in done.readings[0].spans for start, end in span.fragments]
    assert cut == [text[-1] for text in texts]


def test_infons_are_label_links_and_attributes() -> None:
    infons = '<infon key="type">Gene</infon><infon key="Identifier">7157</infon><infon key="kind">x</infon>'
    layered = '<infon key="type">custom.Span</infon><infon key="label">PER</infon><infon key="identifier">-</infon>'
    found, _ = one(passage(0, "abc", annotation("1", (0, 1), infons=infons) + annotation("2", (1, 1), infons=layered)))
    first, second = found.readings[0].spans
    assert (first.label, first.links, first.attributes) == ("Gene", (Link("7157"),), (("kind", "x"),))
    assert (second.label, second.links, second.attributes) == ("PER", (), ())


def test_relations_by_role_of_three_and_of_nobody() -> None:
    inner = "".join(annotation(str(n), (n, 1)) for n in range(3))
    inner += relation("a", ("0", "target"), ("1", "source")) + relation("b", ("0", "x"), ("1", "y"), ("2", "z"))
    inner += relation("c", ("0", ""), ("9", "")) + relation("d", ("0", "agent"), ("1", "theme"))
    found, tally = one(passage(0, "abc", inner))
    assert [(r.id, r.head, r.tail, r.attributes) for r in found.readings[0].relations] == [
        ("a", "1", "0", ()),
        ("d", "0", "1", (("head role", "agent"), ("tail role", "theme"))),
    ]
    assert tally.relations == 4
    told: Any = tally.ledger.to_json()
    assert [(row["what"], row["n"]) for row in told["dropped"]] == [("relation", 1), ("relation", 1)]


def test_ids_that_start_again_in_every_passage_stay_apart() -> None:
    both = annotation("1", (0, 1)) + annotation("2", (1, 1)) + relation("r", ("1", ""), ("2", ""))
    found, _ = one(passage(0, "ab", both) + passage(3, "cd", both.replace('offset="', 'offset="3')))
    assert [span.id for span in found.readings[0].spans] == ["1", "2", "1~2", "2~2"]
    assert [(r.head, r.tail) for r in found.readings[0].relations] == [("1", "2"), ("1~2", "2~2")]


def test_an_annotation_without_a_location_is_refused_and_counted() -> None:
    _, tally = one(passage(0, "abc", annotation("1") + annotation("2", (0, -1))))
    assert (tally.spans, [refusal.why for refusal in tally.refused]) == (
        2,
        ["annotation 1 has no location", "annotation 2 has no location"],
    )


def test_a_document_without_text_is_counted() -> None:
    found, tally = one(f"<passage><offset>0</offset>{annotation('1', (0, 1))}</passage>")
    assert (found.text, tally.documents, tally.spans) == (None, 1, 1)


def test_json_says_the_same_in_each_of_its_shapes() -> None:
    value = {
        "id": "1",
        "infons": {"year": 2001},
        "passages": [
            {"offset": 0, "infons": {}, "text": "A title", "sentences": [], "relations": [], "annotations": [
                {"id": "1", "infons": {"type": "T", "more": {"deep": 1}}, "text": "title",
                 "locations": [{"offset": 2, "length": 5}]},
            ]},
        ],
        "relations": [{"id": "R", "infons": {"type": "R"}, "nodes": [{"refid": "1"}, {"refid": "1"}]}],
    }  # fmt: skip
    shapes = [{"source": "s", "documents": [value]}, {"PubTator3": [value]}, value, [value]]
    for shape in shapes:
        (found,), tally = read(json.dumps(shape))
        assert FORMAT.sniff(Source("d", lambda shape=shape: json.dumps(shape).encode())) == 1
        assert (found.name, found.text, found.meta) == ("1", "A title", {"year": "2001"})
        assert found.readings[0].spans[0].fragments == ((2, 7),)
        assert found.readings[0].relations == (Relation("R", "R", "1", "1"),)
        assert (tally.documents, tally.spans, tally.relations) == (1, 1, 1)
    lines = "\n".join([json.dumps(value), json.dumps(value), "{"])
    found_twice, tally = read(lines)
    assert (len(found_twice), [refusal.line for refusal in tally.refused]) == (2, [3])


def test_the_usual_document_type_is_passed_over_and_any_other_refused() -> None:
    inner = collection(document(passage(0, "x")))
    assert read(f'<?xml version="1.0"?><!DOCTYPE collection SYSTEM "BioC.dtd">{inner}')[0][0].text == "x"
    with pytest.raises(Fault, match="declares a document type"):
        read(f'<!DOCTYPE collection [<!ENTITY a "b">]>{inner}')
    with pytest.raises(Fault, match="no collection"):
        read("<html><collection/></html>")

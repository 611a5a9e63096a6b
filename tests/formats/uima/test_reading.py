"""Reading a CAS, worked by hand: layers, slots, chains, views, and every way in which a file and its types disagree."""

from __future__ import annotations

import builtins
import json
from collections.abc import Mapping
from typing import Any

import pytest

from workbench.core.fault import Fault
from workbench.formats.casjson import FORMAT as JSON
from workbench.formats.exchange import Document, DocumentLabel, Link
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.source import Source
from workbench.formats.uima.loading import typesystem_beside
from workbench.formats.xmi import FORMAT as XMI

TEXT = "Ann 🙂 met Bo"
"""Ann 0–3; 🙂 4–6 in UTF-16; met 7–10; Bo 11–13."""

_STRING, _ANNOTATION, _TOP = "uima.cas.String", "uima.tcas.Annotation", "uima.cas.TOP"
_SPAN = {"label": _STRING, "kind": _STRING, "sure": "uima.cas.Boolean", "tags": "uima.cas.StringArray"}
TYPES: dict[str, tuple[str, dict[str, str]]] = {
    "custom.Span": (_ANNOTATION, _SPAN),
    "custom.Relation": (_ANNOTATION, {"label": _STRING, "Governor": "custom.Span", "Dependent": "custom.Span"}),
    "a.Link": (_TOP, {"role": _STRING, "target": _ANNOTATION}),
    "a.Host": (_ANNOTATION, {"slots": "uima.cas.FSArray", "next_to": _ANNOTATION}),
    "a.CorefLink": (_ANNOTATION, {"next": "a.CorefLink", "referenceType": _STRING}),
    "a.CorefChain": ("uima.cas.AnnotationBase", {"first": "a.CorefLink"}),
    "a.Topic": ("uima.cas.AnnotationBase", {"value": _STRING, "source": _STRING}),
    "x.type.Token": (_ANNOTATION, {}),
    "x.type.POS": (_ANNOTATION, {"PosValue": _STRING}),
}  # fmt: skip


def typesystem(types: Mapping[str, tuple[str, Mapping[str, str]]] = TYPES) -> bytes:
    """A type system in XML."""
    return (
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>'
        + "".join(
            f"<typeDescription><name>{name}</name><supertypeName>{base}</supertypeName><features>"
            + "".join(
                f"<featureDescription><name>{feature}</name><rangeTypeName>{range}</rangeTypeName></featureDescription>"
                for feature, range in features.items()
            )
            + "</features></typeDescription>"
            for name, (base, features) in types.items()
        )
        + "</types></typeSystemDescription>"
    ).encode()


def xmi(structures: str, members: str, text: str = TEXT, more: str = "") -> bytes:
    """A CAS of one view in XML."""
    return (
        '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:a="http:///a.ecore"'
        ' xmlns:custom="http:///custom.ecore" xmlns:type="http:///x/type.ecore" xmi:version="2.0">'
        f'{structures}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="{text}"/>'
        f'<cas:View sofa="1" members="{members}"/>{more}</xmi:XMI>'
    ).encode()


def span(id: int, begin: int, end: int, more: str = "", type: str = "custom:Span") -> str:
    return f'<{type} xmi:id="{id}" sofa="1" begin="{begin}" end="{end}" {more}/>'


def read(data: bytes, types: bytes = typesystem(), **options: Any) -> tuple[Document, Tally]:
    among: dict[str, Source] = {}
    among["f/TypeSystem.xml"] = Source("f/TypeSystem.xml", lambda: types, among)
    tally = Tally()
    (document,) = XMI.read(Source("f/d.xmi", lambda: data, among), tally, ReadOptions(**options))
    return document, tally


def dropped(tally: Tally) -> list[tuple[str, str, str]]:
    told: Any = tally.ledger.to_json()
    return [(row["what"], row["label"], row["why"]) for row in told["dropped"]]


# -- what annotations say ------------------------------------------------------------


def test_a_label_attributes_and_offsets_in_utf16() -> None:
    data = xmi(
        span(2, 11, 13, 'label="PER" kind="x" sure="true"').replace(
            "/>", "><tags>p q</tags><tags>r</tags></custom:Span>"
        )
        + span(3, 4, 6),
        "2 3",
    )
    document, tally = read(data)
    assert (document.text, document.unit) == (TEXT, "utf16")
    first, second = document.readings[0].spans
    assert (first.label, first.fragments) == ("PER", ((11, 13),))
    assert sorted(first.attributes) == [("kind", "x"), ("sure", "true"), ("tags", "p q"), ("tags", "r")]
    assert (second.label, second.fragments, second.attributes) == ("Span", ((4, 6),), ())
    assert (tally.documents, tally.spans, tally.relations) == (1, 2, 0)


def test_relations_and_those_that_join_tokens() -> None:
    token = span(5, 0, 3, type="type:Token")
    relation = '<custom:Relation xmi:id="{}" sofa="1" begin="0" end="3" label="{}" Governor="{}" Dependent="{}"/>'
    data = xmi(
        span(2, 0, 3) + span(3, 11, 13) + token + relation.format(6, "of", 2, 3) + relation.format(7, "to", 5, 2),
        "2 3 5 6 7",
    )
    document, tally = read(data, typesystem({**TYPES, "custom.Relation": (_ANNOTATION, {
        "label": _STRING, "Governor": _ANNOTATION, "Dependent": _ANNOTATION})}))  # fmt: skip
    (found,) = document.readings[0].relations
    assert (found.label, found.head, found.tail) == ("of", "2", "3")
    assert (tally.spans, tally.relations) == (2, 2)
    assert dropped(tally) == [("relation", "to", "an end of it is of the layer Token, which is not brought in")]
    assert document.tokens == ((0, 3),)


def test_slots_and_features_that_name_a_span_are_relations() -> None:
    links = '<a:Link xmi:id="4" role="who" target="2"/><a:Link xmi:id="5" target="3"/>'
    data = xmi(
        span(2, 0, 3) + span(3, 11, 13) + links + span(6, 7, 10, 'slots="4 5" next_to="2"', "a:Host"), "2 3 4 5 6"
    )
    document, tally = read(data)
    assert [(r.label, r.head, r.tail) for r in document.readings[0].relations] == [
        ("who", "6", "2"), ("slots", "6", "3"), ("next_to", "6", "2"),
    ]  # fmt: skip
    assert (tally.spans, tally.relations) == (3, 0)
    assert dropped(tally) == []


def test_a_chain_is_a_link_that_its_members_share() -> None:
    chain = span(3, 0, 3, 'next="4" referenceType="nam"', "a:CorefLink") + span(4, 11, 13, "", "a:CorefLink")
    data = xmi(f'<a:CorefChain xmi:id="2" sofa="1" first="3"/>{chain}', "2 3 4")
    document, _ = read(data)
    link = (Link("f/d.xmi#CorefLink-1"),)
    assert [(one.label, one.links) for one in document.readings[0].spans] == [("nam", link), ("CorefLink", link)]
    assert document.readings[0].relations == ()


def test_a_chain_that_bites_its_tail_ends() -> None:
    chain = span(3, 0, 3, 'next="4"', "a:CorefLink") + span(4, 11, 13, 'next="3"', "a:CorefLink")
    document, _ = read(xmi(f'<a:CorefChain xmi:id="2" sofa="1" first="3"/>{chain}', "2 3 4"))
    assert [len(one.links) for one in document.readings[0].spans] == [1, 1]


def test_what_marks_no_text_is_a_label_of_the_document() -> None:
    document, _ = read(xmi('<a:Topic xmi:id="2" sofa="1" value="war" source="desk"/>', "2"))
    assert document.readings[0].labels == (DocumentLabel("Topic", "war"), DocumentLabel("Topic.source", "desk"))


def test_token_layers_are_booked() -> None:
    data = xmi(span(2, 0, 3, 'PosValue="N"', "type:POS") + span(3, 0, 3, type="type:Token"), "2 3")
    document, tally = read(data)
    assert (document.readings[0].spans, tally.spans) == ((), 0)
    assert [row[:2] for row in dropped(tally)] == [("token layer", "POS")]
    document, _ = read(data, layers=("POS",))
    assert [one.attributes for one in document.readings[0].spans] == [(("PosValue", "N"),)]


def test_what_no_index_holds_is_counted_and_booked() -> None:
    document, tally = read(xmi(span(2, 0, 3) + span(3, 11, 13), "3"))
    assert ([one.id for one in document.readings[0].spans], tally.spans) == (["3"], 2)
    assert dropped(tally) == [("span", "Span", "it is in no view's index")]


def test_offsets_outside_the_text_are_handed_on_for_the_offset_doctor_to_refuse() -> None:
    document, _ = read(xmi(span(2, 5, 6) + span(3, 7, 99), "2 3"))
    assert [one.fragments for one in document.readings[0].spans] == [((5, 6),), ((7, 99),)]


def test_of_several_views_the_one_that_holds_most_is_the_document() -> None:
    other = (
        '<cas:Sofa xmi:id="8" sofaNum="2" sofaID="other" mimeType="text" sofaString="Bo"/>'
        '<cas:View sofa="8" members="9 10"/>'
        '<custom:Span xmi:id="9" sofa="8" begin="0" end="1"/><custom:Span xmi:id="10" sofa="8" begin="0" end="2"/>'
    )
    data = xmi(span(2, 0, 3), "2", more=other)
    document, tally = read(data)
    assert (document.text, tally.spans) == ("Bo", 3)
    assert dropped(tally) == [("span", "Span", "it is in another view of the file")]
    told: Any = tally.ledger.to_json()
    assert [(row["what"], row["label"]) for row in told["changed"]] == [("view", "other")]
    document, _ = read(data, view="_InitialView")
    assert document.text == TEXT
    with pytest.raises(Fault, match="has no view third"):
        read(data, view="third")


# -- types ---------------------------------------------------------------------------


def test_without_a_type_system_it_is_counted_and_then_a_fault() -> None:
    data = xmi(span(2, 0, 3) + span(3, 0, 3), "2 3")
    tally = Tally()
    with pytest.raises(Fault, match="has no type system beside it. Give it with --typesystem FILE"):
        list(XMI.read(Source("d.xmi", lambda: data), tally, ReadOptions()))
    assert (tally.documents, tally.spans) == (1, 2)


def test_a_type_system_is_found_beside_above_or_by_what_it_is() -> None:
    def beside(*names: str) -> str | None:
        among: dict[str, Source] = {name: Source(name, typesystem) for name in names}
        found = typesystem_beside(Source("a/b/d.xmi", lambda: b"", among))
        return found and found.name

    assert beside("TypeSystem.xml", "a/b/x.xml") == "TypeSystem.xml"
    assert beside("a/b/types.xml") == "a/b/types.xml"
    assert beside("a/b/types.xml", "a/b/more.xml") is None
    assert beside("a/c/types.xml") is None


@pytest.mark.parametrize(
    ("structure", "why"),
    [
        ('<a:Unknown xmi:id="2" sofa="1" begin="0" end="1"/>', "has the type a.Unknown, which f/TypeSystem"),
        ('<custom:Span xmi:id="2" sofa="1" begin="0" end="1" wrong="1"/>', "does not go by its type system"),
        ('<custom:Span xmi:id="2" sofa="1" begin="x" end="1"/>', "does not go by its type system"),
        ('<a:Host xmi:id="2" sofa="1" begin="0" end="1" next_to="77"/>', "does not go by its type system"),
    ],
)  # fmt: skip
def test_what_does_not_go_by_its_types_is_a_fault(structure: str, why: str) -> None:
    with pytest.raises(Fault, match=why):
        read(xmi(structure, "2"))


def test_an_id_given_twice_is_a_fault() -> None:
    with pytest.raises(Fault, match="gives the id 2 to two feature structures"):
        read(xmi(span(2, 0, 1) + span(2, 0, 3), "2"))


def test_a_flood_of_annotations_outside_the_text_is_a_fault() -> None:
    text, flood = "x" * 100_000, "".join(span(n, 0, 9_999_999) for n in range(2, 2_003))
    with pytest.raises(Fault, match="2,001 annotations outside its text"):
        read(xmi(flood, "2", text))


def test_hostile_markup_is_refused() -> None:
    for before in ('<!DOCTYPE x [<!ENTITY a "b">]>', '<!DOCTYPE x SYSTEM "file:///x">', '<!DOCTYPE x SYSTEM "x.dtd">'):
        with pytest.raises(Fault, match="declares a document type"):
            read(before.encode() + xmi("", ""))
        with pytest.raises(Fault, match="declares a document type"):
            read(xmi("", ""), before.encode() + typesystem())
    with pytest.raises(Fault, match="inside one another"):
        read(b"<a>" * 100_000)
    with pytest.raises(Fault, match="line 2: the XML is broken"):
        read(b"<a>\n<b></a>")
    with pytest.raises(Fault, match="is no type system"):
        read(xmi(span(2, 0, 1), "2"), b"<types/>")


def test_without_the_library_there_is_a_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = builtins.__import__

    def without(name: str, *given: Any, **more: Any) -> Any:
        if name.split(".")[0] == "cassis":
            raise ImportError(name)
        return whole(name, *given, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Fault, match=r"pip install 'annotation-workbench\[uima\]'"):
        read(xmi(span(2, 0, 1), "2"))


# -- JSON ----------------------------------------------------------------------------


def cas_json(**more: Any) -> dict[str, Any]:
    return {
        "%TYPES": {"a.L": {"%NAME": "a.L", "%SUPER_TYPE": _ANNOTATION, "value": {"%NAME": "value", "%RANGE": _STRING}}},
        "%FEATURE_STRUCTURES": [
            {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": TEXT},
            {"%ID": 2, "%TYPE": "a.L", "@sofa": 1, "begin": 4, "end": 6, "value": "V"},
        ],
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2]}},
        **more,
    }


def read_json(value: Any, **options: Any) -> tuple[Document, Tally]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    tally = Tally()
    (document,) = JSON.read(Source("d.json", lambda: data), tally, ReadOptions(**options))
    return document, tally


def test_json_and_its_other_spelling() -> None:
    by_id = {str(one["%ID"]): {k: v for k, v in one.items() if k != "%ID"} for one in cas_json()["%FEATURE_STRUCTURES"]}
    for value in (cas_json(), cas_json(**{"%FEATURE_STRUCTURES": by_id})):
        document, tally = read_json(value)
        assert (document.text, document.unit, tally.spans) == (TEXT, "utf16", 1)
        assert [(one.label, one.fragments) for one in document.readings[0].spans] == [("V", ((4, 6),))]


def test_json_without_types_needs_a_type_system() -> None:
    value = {key: one for key, one in cas_json().items() if key != "%TYPES"}
    with pytest.raises(Fault, match="has no types"):
        read_json(value)
    given = Source("t.xml", lambda: typesystem({"a.L": (_ANNOTATION, {"value": _STRING})}))
    document, _ = read_json(value, typesystem=given)
    assert [one.label for one in document.readings[0].spans] == ["V"]


def test_json_without_a_text_is_counted() -> None:
    value = cas_json()
    del value["%FEATURE_STRUCTURES"][0]["sofaString"]
    document, tally = read_json(value)
    assert (document.text, tally.spans) == (None, 1)


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"%FEATURE_STRUCTURES": 1},
        cas_json(**{"%FEATURE_STRUCTURES": [3]}),
        cas_json(**{"%VIEWS": 1}),
        cas_json(**{"%FEATURE_STRUCTURES": [{"%TYPE": []}]}),
        b'{"%TYPES": NaN}',
    ],
)
def test_broken_json_is_a_fault(value: Any) -> None:
    with pytest.raises(Fault):
        read_json(value)


def test_the_older_json_is_known_for_a_hint_and_models_of_software_are_no_cas() -> None:
    old = b'{"_context": {}, "_views": {}}'
    assert JSON.sniff(Source("d", lambda: old)) > 0
    with pytest.raises(Fault, match=r"CAS JSON 0\.4"):
        read_json(old)
    assert JSON.sniff(Source("d", lambda: b'{"a": "_context"}')) == 0
    assert XMI.sniff(Source("d", lambda: b'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:uml="x"/>')) == 0
    assert XMI.sniff(Source("d", lambda: xmi("", ""))) == 1

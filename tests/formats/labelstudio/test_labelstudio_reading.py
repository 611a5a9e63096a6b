"""Label Studio read: tasks of every age, regions and what belongs to them, texts, pages and dialogues."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.formats.drawn import only_faults, reading
from tests.formats.small import source
from tests.formats.twisting import survives
from workbench.core.fault import Fault
from workbench.formats.exchange import Document, DocumentLabel, Link, Relation, Span
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.labelstudio import FORMAT

TEXT = "Ada and Bo met."


def region(id: str, start: Any, end: Any, *labels: str, type: str = "labels", **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, type: list(labels), **more.pop("value", {})}
    return {"id": id, "from_name": "label", "to_name": "text", "type": type, "value": value, **more}


ADA, BO = region("a", 0, 3, "PER", value={"text": "Ada"}), region("b", 8, 10, "PER")


def relation(head: str, tail: str, direction: str = "right", **more: Any) -> dict[str, Any]:
    return {"type": "relation", "from_id": head, "to_id": tail, "direction": direction, **more}


def task(*results: dict[str, Any], data: Any = None, **annotation: Any) -> dict[str, Any]:
    return {"id": 7, "data": data or {"text": TEXT}, "annotations": [{"result": list(results), **annotation}]}


def read(*tasks: Any, **files: bytes) -> tuple[list[Document], Tally]:
    tally = Tally()
    named = {name.replace("_xml", ".xml"): data for name, data in files.items()}
    main = source({**named, "e.json": json.dumps(list(tasks)).encode()}, "e.json")
    return list(FORMAT.read(main, tally, ReadOptions())), tally


def one(given: Any, **files: bytes) -> tuple[Document, Tally]:
    documents, tally = read(given, **files)
    return documents[0], tally


def booked(tally: Any) -> list[tuple[str, str, str, int]]:
    told = tally.ledger.to_json()
    return [(row["what"], row["label"], row["why"], row["n"]) for kind in ("dropped", "changed") for row in told[kind]]


def test_a_region_is_a_span_with_its_surface() -> None:
    document, tally = one(task(ADA, BO, completed_by=3))
    (reading,) = document.readings
    assert (reading.annotator, reading.kind, reading.status) == ("3", "human", "done")
    assert reading.spans == (Span("a", "PER", ((0, 3),), surface="Ada"), Span("b", "PER", ((8, 10),)))
    assert (document.name, document.unit, tally.spans, tally.documents) == ("e-7", "", 2, 1)


def test_a_line_break_in_a_surface_may_be_two_characters() -> None:
    def surface(text: str) -> str | None:
        found = one(task(region("a", 0, 5, "X", value={"text": "Ada\\nB"}), data={"text": text}))[0]
        return found.readings[0].spans[0].surface

    assert surface("Ada\nBo") == "Ada\nB"
    assert surface("Ada\\nBo") == "Ada\\nB"


@pytest.mark.parametrize(
    ("head", "annotator", "status"),
    [
        ({"completed_by": {"id": 4, "email": "a@b.c"}}, "a@b.c", "done"),
        ({"completed_by": {"id": 4}, "was_cancelled": True}, "4", "skipped"),
        ({"skipped": True}, "", "skipped"),
    ],
)
def test_who_and_whether_it_was_handed_in(head: dict[str, Any], annotator: str, status: str) -> None:
    document, _ = one(task(ADA, **head))
    assert (document.readings[0].annotator, document.readings[0].status) == (annotator, status)


def test_several_annotations_and_the_old_completions_count_and_predictions_are_a_models() -> None:
    given = {
        "data": {"text": TEXT},
        "annotations": [{"result": [ADA, BO]}, {"result": []}],
        "completions": [{"result": [ADA, relation("a", "a", labels=["x"])]}],
        "predictions": [
            {"model_version": "v1", "score": 0.25, "result": [ADA]},
            {"model_version": "v2", "result": [{**BO, "score": 0.5}]},
        ],
        "drafts": [{"result": [ADA]}],
    }
    document, tally = one(given)
    assert (tally.spans, tally.relations) == (3, 1)
    assert [(one.kind, one.annotator, len(one.spans)) for one in document.readings] == [
        ("human", "", 2), ("human", "", 0), ("human", "", 1), ("model", "v1", 1), ("model", "v2", 1),
    ]  # fmt: skip
    assert [one.spans[0].score for one in document.readings if one.kind == "model"] == [0.25, 0.5]
    assert booked(tally) == [("draft", "", "a draft was never handed in", 1)]


def test_what_is_said_of_a_region_and_of_the_document() -> None:
    place = {"start": 0, "end": 3}
    results = [
        {"id": "a", "from_name": "certainty", "type": "choices", "value": {**place, "choices": ["low", "odd"]}},
        ADA | {"meta": {"text": ["first", "second"]}},
        {"id": "a", "from_name": "stars", "type": "rating", "value": {**place, "rating": 4}},
        {"id": "a", "from_name": "tree", "type": "taxonomy", "value": {**place, "taxonomy": [["A", "B"]]}},
        {"id": "a", "from_name": "link", "type": "textarea", "value": {**place, "text": ["Q7259", "Lovelace"]}},
        {"id": "a", "from_name": "remark", "type": "textarea", "value": {**place, "text": ["hm"]}},
        {"id": "z", "from_name": "topic", "type": "choices", "value": {"choices": ["sport"]}},
        {"id": "y", "from_name": "why", "type": "textarea", "value": {"text": "because"}},
    ]
    document, _ = one(task(*results))
    (found,) = document.readings
    assert found.spans[0].attributes == (("certainty", "low"), ("certainty", "odd"), ("stars", "4"), ("tree", "A / B"))
    assert found.spans[0].links == (Link("Q7259", "Lovelace"),)
    assert found.spans[0].note == "first\nsecond\nremark: hm"
    assert found.labels == (DocumentLabel("topic", "sport"),)
    assert found.note == "why: because"


def test_relations_point_where_their_direction_says() -> None:
    results = [
        ADA,
        BO,
        relation("a", "b", labels=["r"]),
        relation("a", "b", "left", labels=["l"]),
        relation("a", "b", "bi", labels=["s", "t"]),
        relation("a", "b"),
        relation("a", "nobody", labels=["x"]),
    ]
    document, tally = one(task(*results))
    found = [(one.label, one.head, one.tail, one.symmetric) for one in document.readings[0].relations]
    assert found == [
        ("r", "a", "b", False),
        ("l", "b", "a", False),
        ("s", "a", "b", True),
        ("t", "a", "b", True),
        ("", "a", "b", False),
    ]
    assert tally.relations == 5
    assert booked(tally) == [("relation", "x", "an end of it is no span", 1)]


def test_a_region_of_two_labels_is_two_spans_and_one_in_the_count() -> None:
    said = {"id": "a", "from_name": "c", "type": "choices", "value": {"start": 0, "end": 3, "choices": ["x"]}}
    document, tally = one(task(region("a", 0, 3, "PER", "BOSS"), said, relation("a", "a", labels=["r"])))
    (found,) = document.readings
    assert [(one.id, one.label, one.attributes) for one in found.spans] == [
        ("a", "PER", (("c", "x"),)),
        ("a#2", "BOSS", (("c", "x"),)),
    ]
    assert found.relations == (Relation("r1", "r", "a", "a"),)
    assert tally.spans == 1


PAGE = "<div><p>One <b>Ada</b>\U0001f600 &amp; Bo</p><br><table><tr><td>x</td><td>Bo</td></tr></table></div>"
"""As text: ``One Ada😀 & BoxBo``."""


def test_paths_of_a_page_become_places_in_its_text() -> None:
    def path(start: str, at: int, end: str, to: int, text: str | None = None) -> dict[str, Any]:
        value = {"startOffset": at, "endOffset": to} | ({"text": text} if text else {})
        return region("a", start, end, "PER", type="hypertextlabels", value=value)

    bold = "/div[1]/p[1]/b[1]/text()[1]"
    rest = "/div[1]/p[1]/text()[2]"
    cell = "/div[1]/table[1]/tbody[1]/tr[1]/td[2]/text()[1]"
    results = [
        path(bold, 0, bold, 3, "Ada"),
        path(rest, 5, rest, 7, "Bo"),
        path(cell, 0, cell, 2),
        path("/div/p", 1, bold, 3),
    ]
    document, tally = one(task(*results, data={"text": PAGE}))
    text = document.text or ""
    assert (text, document.unit) == ("One Ada\U0001f600 & BoxBo", "codepoint")
    spans = document.readings[0].spans
    assert [text[slice(*one.fragments[0])] for one in spans] == ["Ada", "Bo", "Bo", "Ada"]
    assert spans[2].fragments == ((14, 16),)
    assert tally.spans == 4


def test_offsets_of_the_whole_page_help_where_a_path_does_not_and_words_speak_last() -> None:
    def at(start: int, end: int, text: str) -> dict[str, Any]:
        value = {"startOffset": 0, "endOffset": 1, "globalOffsets": {"start": start, "end": end}, "text": text}
        return region(f"{start}", "/p[9]", "/p[9]", "PER", type="hypertextlabels", value=value)

    document, tally = one(
        task(at(4, 7, "Ada"), at(0, 1, "One"), at(0, 3, "Zoe"), at(90, 95, "Zoe"), data={"text": PAGE})
    )
    places = [one.fragments[0] for one in document.readings[0].spans]
    assert places == [(4, 7), (0, 3), (0, 3)]
    assert [row[2] for row in booked(tally)] == [
        "its place in the page or dialogue was not found",
        "the file's own words for it are others than stand at its place",
        "the file's place for it has other words; put where its own words stand",
    ]


def test_a_dialogue_is_its_turns_a_line_each() -> None:
    turns = [{"author": "A", "text": "\U0001f600 hi Bo"}, {"author": "B", "text": "well"}]
    value = {"startOffset": 5, "endOffset": 4}
    late = region("a", "0", "1", "X", type="paragraphlabels", value=value)
    utf16 = region("b", "0", "0", "X", type="paragraphlabels", value={"startOffset": 6, "endOffset": 8, "text": "Bo"})
    document, _ = one(task(late, utf16, data={"talk": turns}))
    assert document.text == "\U0001f600 hi Bo\nwell"
    assert document.sentences == ((0, 7), (8, 12))
    assert [one.fragments for one in document.readings[0].spans] == [((5, 12),), ((5, 7),)]
    assert document.meta == {"talk": [{"author": "A"}, {"author": "B"}]}


def test_the_text_is_found_by_config_or_result_or_sense() -> None:
    data = {"picture": "https://x.y/a-very-long-address-of-a-picture.png", "title": "T", "body": TEXT}
    config = b'<View><Labels name="label" toName="text"/><Text name="text" value="$title"/></View>'
    assert one(task(BO, data=data))[0].text == TEXT
    assert one(task({**BO, "source": "$title"}, data=data))[0].text == "T"
    assert one(task(BO, data=data), config_xml=config)[0].text == "T"
    assert one(task(data={"picture": data["picture"]}))[0].text is None
    with pytest.raises(Fault, match="document type"):
        one(task(BO), config_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><View/>')


def test_a_second_text_of_a_task_is_booked() -> None:
    document, tally = one(task(ADA, BO, {**region("c", 0, 1, "PER"), "to_name": "title"}))
    assert len(document.readings[0].spans) == 2
    assert booked(tally) == [("span", "PER", "lies in another text of the same task", 1)]


def test_one_annotation_with_its_task_and_json_min() -> None:
    alone = {
        "id": 3,
        "result": [ADA],
        "completed_by": {"email": "a@b.c"},
        "task": {"id": 9, "data": {"text": TEXT, "k": 1}},
    }
    document, _ = one(alone)
    assert (document.name, document.readings[0].annotator, document.meta) == ("e-9", "a@b.c", {"k": 1})
    row = {"id": 1, "text": TEXT, "label": [{"start": 0, "end": 3, "text": "Ada", "labels": ["PER"]}],
           "topic": {"choices": ["x", "y"]}, "annotator": 2, "annotation_id": 5}  # fmt: skip
    minimal, tally = one(row)
    assert minimal.readings[0].spans == (Span("s1", "PER", ((0, 3),), surface="Ada"),)
    assert [label.value for label in minimal.readings[0].labels] == ["x", "y"]
    assert minimal.readings[0].annotator == "2"
    assert [row[2] for row in booked(tally)] == [
        "JSON_MIN has no relations, ids, predictions or cancelled work: export JSON instead"
    ]
    for record in (alone, row, task(ADA), {"data": {"text": TEXT}}):
        assert FORMAT.sniff(source({"x": json.dumps([record]).encode()}, "x")) >= 0.7


def test_an_audio_region_has_no_place_in_a_text() -> None:
    document, tally = one(task(region("a", 0.5, 2.25, "SPEECH"), data={"audio": "/data/a.wav"}))
    assert document.text is None
    assert (tally.spans, tally.ledger.dropped()) == (1, 1)


def test_what_is_no_task_is_refused_and_a_page_too_deep() -> None:
    deep = task(
        region("a", "/b", "/b", "X", type="hypertextlabels", value={"startOffset": 0, "endOffset": 1}),
        data={"text": "<b>" * 500},
    )
    documents, tally = read({"a": 1}, 5, deep)
    assert [one.text for one in documents] == [None]
    assert [refusal.why.split(": ")[-1] for refusal in tally.refused] == [
        "item 1 is no task",
        "is no JSON object",
        "the HTML of a task has more than 200 elements inside one another",
    ]


def test_whatever_is_done_to_the_bytes_or_the_parts_only_a_fault_comes_of_it() -> None:
    said = {"id": "a", "from_name": "c", "type": "choices", "value": {"start": 0, "end": 3, "choices": ["x"]}}
    value = {"startOffset": 0, "endOffset": 1, "globalOffsets": {"start": 0, "end": 2}, "text": "a"}
    path = region("q", "/p[1]/text()[1]", "/p[1]/b[1]", "X", type="hypertextlabels", value=value)
    turn = region("t", "0", "1", "X", type="paragraphlabels", value={"startOffset": 0, "endOffset": 1})
    tasks = [
        task(ADA, BO, said, relation("a", "b", "left", labels=["r"]), completed_by={"email": "x"}),
        task(path, data={"text": "<p>a<b>c</b><!-- x --></p>"}),
        task(turn, data={"talk": [{"text": "a"}, {"text": "b"}]}),
    ]
    only_faults(lambda data: reading(FORMAT, data), [json.dumps(tasks, ensure_ascii=False).encode()], 500)
    survives(lambda data: reading(FORMAT, data), tasks, 1000, lines=False)

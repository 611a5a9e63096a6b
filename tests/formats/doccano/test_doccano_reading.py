"""doccano read: every shape that a record has had since 2019."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.formats.drawn import only_faults, reading
from tests.formats.small import lines, source
from tests.formats.twisting import survives
from workbench.core.fault import Fault
from workbench.formats.doccano import FORMAT
from workbench.formats.exchange import Document, DocumentLabel, Relation, Span
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.offsets.doctor import diagnose

TEXT = "Ada and Bo met."
PER = Span("s1", "PER", ((0, 3),))


def read(*records: Any, name: str = "news.jsonl") -> tuple[list[Document], Tally]:
    return reading(FORMAT, lines(*records), name=name)


def booked(tally: Any) -> list[tuple[str, str, str, int]]:
    told = tally.ledger.to_json()
    return [(row["what"], row["label"], row["why"], row["n"]) for kind in ("dropped", "changed") for row in told[kind]]


@pytest.mark.parametrize(
    "record",
    [
        {"text": TEXT, "label": [[0, 3, "PER"]]},
        {"text": TEXT, "labels": [[0, 3, "PER"]]},
        {"data": TEXT, "label": [[0, 3, "PER"]]},
        {"text": TEXT, "entities": [[0, 3, "PER"]], "cats": []},
        {"column_data": TEXT, "column_label": [[0, 3, "PER"]]},
        {"text": TEXT, "entities": [{"label": "PER", "start_offset": 0, "end_offset": 3}], "relations": []},
        {"text": TEXT, "annotations": [{"label": "PER", "start_offset": 0, "end_offset": 3}]},
    ],
)
def test_every_shape_of_a_span(record: dict[str, Any]) -> None:
    (document,), tally = read(record)
    assert (document.text, document.unit) == (TEXT, "")
    assert document.readings[0].spans == (PER,)
    assert document.meta == {}
    assert (tally.documents, tally.spans, tally.relations) == (1, 1, 0)
    assert FORMAT.sniff(source({"a.jsonl": lines(record)}, "a.jsonl")) >= 0.85


def test_relations_go_by_the_ids_of_the_record() -> None:
    entities = [
        {"id": 41, "label": "A", "start_offset": 0, "end_offset": 3},
        {"id": 40, "label": "B", "start_offset": 8, "end_offset": 10},
    ]
    relations = [
        {"id": 7, "from_id": 40, "to_id": 41, "type": "knows"},
        {"id": 8, "from_id": 40, "to_id": 99, "type": "of"},
    ]
    (document,), tally = read({"text": TEXT, "entities": entities, "relations": relations})
    assert document.readings[0].relations == (Relation("7", "knows", "40", "41"),)
    assert tally.relations == 2
    assert booked(tally) == [("relation", "of", "an end of it is not there", 1)]


def test_names_without_offsets_are_of_the_document() -> None:
    documents, tally = read(
        {"text": TEXT, "label": ["sport", "news"]},
        {"text": TEXT, "label": "sport"},
        {"text": TEXT, "cats": {"a": 1, "b": 0}},
    )
    labels = [[label.value for label in document.readings[0].labels] for document in documents]
    assert labels == [["sport", "news"], ["sport"], ["a"]]
    assert documents[0].readings[0].labels[0] == DocumentLabel("category", "sport")
    assert tally.spans == 0


def test_numbers_get_their_names_from_the_label_list_and_users_their_own_reading() -> None:
    marks = [
        {"label": 12, "start_offset": 0, "end_offset": 3, "user": 1},
        {"label": 13, "start_offset": 0, "end_offset": 3, "user": 2, "prob": 0.5},
    ]
    config = json.dumps([{"id": 12, "text": "PER"}]).encode()
    files = {"x/a.jsonl": lines({"id": 5, "text": TEXT, "annotations": marks}), "x/label_config.json": config}
    main = source(files, "x/a.jsonl")
    assert "label_config.json" in FORMAT.companions(main)
    tally = Tally()
    (document,) = FORMAT.read(main, tally, ReadOptions())
    assert [(one.annotator, one.spans[0].label) for one in document.readings] == [("1", "PER"), ("2", "13")]
    assert [row[:2] for row in booked(tally)] == [("key of spans or relations", "prob"), ("label", "13")]


def test_a_record_without_text_is_refused_by_its_line() -> None:
    documents, tally = read({"text": TEXT}, {"label": [[0, 1, "PER"]]}, {"text": None, "label": []})
    assert (len(documents), tally.documents, tally.spans) == (1, 1, 0)
    assert [(refusal.line, refusal.why) for refusal in tally.refused] == [(2, "has no text"), (3, "has no text")]


def test_one_pretty_printed_record_may_be_called_jsonl() -> None:
    record = {
        "text": TEXT,
        "entities": [{"id": 0, "label": "PER", "start_offset": 0, "end_offset": 3}],
        "relations": [],
    }
    documents, tally = reading(FORMAT, json.dumps(record, indent=4).encode())
    assert [document.readings[0].spans for document in documents] == [(Span("0", "PER", ((0, 3),)),)]
    assert tally.spans == 1
    assert FORMAT.sniff(source({"a": json.dumps(record, indent=4).encode()}, "a")) >= 0.85


def test_the_file_of_a_real_export_is_called_after_its_annotator() -> None:
    record = {"id": 5, "text": TEXT, "label": [], "Comments": ["look", "again"], "Section": "B"}
    (document,), _ = read(record, name="deep/admin.jsonl")
    assert (document.readings[0].annotator, document.readings[0].note) == ("admin", "look\nagain")
    assert (document.name, document.meta) == ("admin-5", {"Section": "B"})
    (everybody,), _ = read({**record, "Comments": []}, name="all.jsonl")
    assert everybody.readings == ()


def test_a_mark_without_a_place_is_booked() -> None:
    (document,), tally = read({"text": TEXT, "label": [["0", 3, "PER"], [0, 3, "PER"], [1]]})
    assert [span.label for span in document.readings[0].spans] == ["PER"]
    assert (tally.spans, tally.ledger.dropped()) == (3, 2)


def test_the_doctor_tells_javascripts_offsets_from_code_points() -> None:
    """Ada stands behind an emoji, at 2 in code points and 3 in UTF-16; the edges alone decide."""
    text = "\U0001f600 Ada " * 4
    utf16 = [[3 + 7 * i, 6 + 7 * i, "PER"] for i in range(4)]
    points = [[2 + 6 * i, 5 + 6 * i, "PER"] for i in range(4)]
    assert diagnose(read({"text": text, "label": utf16})[0]).unit == "utf16"
    assert diagnose(read({"text": text, "label": points})[0]).unit == "codepoint"


def test_a_file_that_is_no_json_is_one_fault() -> None:
    with pytest.raises(Fault, match="d.x is not JSON at"):
        reading(FORMAT, b'{"text": "a", "label": [[')


SAMPLES: list[Any] = [
    {
        "id": 1, "text": TEXT, "entities": [{"id": 1, "label": 4, "start_offset": 0, "end_offset": 3, "user": 1}],
        "relations": [{"id": 1, "from_id": 1, "to_id": 1, "type": "x"}], "cats": {"a": 1}, "Comments": ["n"],
    },
    {"text": TEXT, "label": [[0, 3, "PER"], "x"], "meta": {}},
]  # fmt: skip


def test_whatever_is_done_to_the_bytes_or_the_parts_only_a_fault_comes_of_it() -> None:
    only_faults(lambda data: reading(FORMAT, data), [lines(*SAMPLES)], 500)
    survives(lambda data: reading(FORMAT, data), SAMPLES, 1000, lines=True)

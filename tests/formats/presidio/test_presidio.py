"""Presidio read: texts with the entities that were put into them."""

from __future__ import annotations

import json
from typing import Any

from tests.formats.drawn import only_faults, reading
from tests.formats.small import source
from tests.formats.twisting import survives
from workbench.formats.exchange import Span
from workbench.formats.offsets.doctor import diagnose
from workbench.formats.presidio import FORMAT

ITEM = {
    "full_text": "Ada lives in Oslo.",
    "spans": [
        {"entity_type": "PERSON", "entity_value": "Ada", "start_position": 0, "end_position": 3},
        {"entity_type": "CITY", "entity_value": "Oslo", "start_position": 13, "end_position": 17, "score": 1},
    ],
    "masked": "{{PERSON}} lives in {{CITY}}.",
    "template_id": 4,
}


def read(*items: Any) -> Any:
    return reading(FORMAT, json.dumps(items).encode(), name="made.json")


def test_spans_have_their_surfaces_and_the_rest_is_kept() -> None:
    (document,), tally = read(ITEM)
    first, second = document.readings[0].spans
    assert first == Span("s1", "PERSON", ((0, 3),), surface="Ada")
    assert (second.label, second.fragments) == ("CITY", ((13, 17),))
    assert (document.name, document.meta) == ("made-1", {"masked": ITEM["masked"], "template_id": 4})
    assert (tally.documents, tally.spans) == (1, 2)
    told = tally.ledger.to_json()["changed"]
    assert [(row["label"], row["n"]) for row in told] == [("score", 1)]
    assert FORMAT.sniff(source({"a": json.dumps([ITEM]).encode()}, "a")) > 0.9


def test_surfaces_tell_what_offsets_count() -> None:
    span = {"entity_type": "P", "entity_value": "Bo", "start_position": 3, "end_position": 5}
    assert diagnose(read({"full_text": "\U0001f600 Bo x", "spans": [span]})[0]).unit == "utf16"


def test_what_is_no_item_is_refused_and_a_span_without_place_booked() -> None:
    documents, tally = read({"full_text": 5, "spans": []}, {"full_text": "a", "spans": [{"entity_type": "P"}, 3]})
    assert (len(documents), tally.spans, tally.ledger.dropped(), len(tally.refused)) == (1, 2, 2, 1)


def test_whatever_is_done_to_the_bytes_or_the_parts_only_a_fault_comes_of_it() -> None:
    only_faults(lambda data: reading(FORMAT, data), [json.dumps([ITEM]).encode()], 300)
    survives(lambda data: reading(FORMAT, data), [ITEM], 700, lines=False)

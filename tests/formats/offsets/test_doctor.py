"""The doctor: one text written by every producer's habit is recognised, and a planted tie is not guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, Reading, Relation, Span, Unit
from workbench.formats.offsets.doctor import diagnose
from workbench.formats.offsets.mending import mended
from workbench.formats.offsets.ruler import UNITS, Ruler

TEXT = (
    "The 👩\u200d🚒 council met.\r\nAmélie Noe\u0301 spoke 😊 first.\r\nThe Harbour Act 🇪🇺 passed;\r\n"
    "senators from Nu\u0308rn left.\r\nLater the ministry\u00a0wrote 😊 to Ánna Bell.\r\nPolice searched Dock Street."
)
WORDS = [
    "council",
    "Amélie",
    "Noe\u0301",
    "Harbour Act",
    "senators",
    "Nu\u0308rn",
    "ministry",
    "Ánna Bell",
    "Police",
    "Dock Street",
]
PLACES = [(TEXT.index(word), TEXT.index(word) + len(word)) for word in WORDS]


def written(unit: Unit, *, surface: bool = False, text: str = TEXT, places: list[tuple[int, int]] = PLACES) -> Document:
    """The document as a program that counts in this unit would write it."""
    ruler = Ruler(text, unit)
    spans = []
    for i, (a, b) in enumerate(places):
        start, end = ruler.from_points(a), ruler.from_points(b)
        assert start is not None
        assert end is not None
        spans.append(Span(f"s{i}", "X", ((start, end),), surface=text[a:b] if surface else None))
    return Document("d", text, (Reading(spans=tuple(spans)),))


@pytest.mark.parametrize("surface", [False, True])
@pytest.mark.parametrize("unit", UNITS)
def test_every_habit_is_recognised(unit: Unit, surface: bool) -> None:
    verdict = diagnose([written(unit, surface=surface)])
    assert verdict.unit == unit
    assert verdict.how == ("surface" if surface else "edges")
    assert verdict.against[unit] == 0


@pytest.mark.parametrize("unit", UNITS)
def test_what_is_mended_lies_where_it_was_meant(unit: Unit) -> None:
    document = mended(written(unit), unit, "import", Ledger())
    assert [span.fragments for span in document.readings[0].spans] == [(place,) for place in PLACES]


def test_one_telling_span_without_surface_is_no_clear_margin() -> None:
    verdict = diagnose([written("utf16", text="😊 one two", places=[(2, 5)])])
    assert (verdict.unit, verdict.how) == ("", "undecided")


def test_a_tie_is_undecided() -> None:
    # In code points each span reads "aa ", in UTF-16 " aa": an untidy edge each, however many there are.
    documents = [Document(str(i), "😊 aa ", (Reading(spans=(Span("s", "X", ((2, 5),)),)),)) for i in range(9)]
    verdict = diagnose(documents)
    assert (verdict.unit, verdict.against["codepoint"], verdict.against["utf16"]) == ("", 9, 9)


def test_a_blank_more_or_less_tells_two_readings_apart() -> None:
    # In normal form C the accent is none of its own, and the span would reach over the blank.
    text = "Rat\na\u0301 b"
    span = Span("s", "X", ((0, 6),), surface="Rat a\u0301")
    assert diagnose([Document("d", text, (Reading(spans=(span,)),))]).unit == "codepoint"


def test_readings_that_place_every_span_alike_are_no_choice() -> None:
    verdict = diagnose([Document("d", "plain 😊", (Reading(spans=(Span("1", "X", ((0, 5),)),)),))])
    assert (verdict.unit, verdict.how, verdict.telling) == ("codepoint", "same either way", 0)


def test_a_normal_form_that_fits_worse_leaves_nothing_undecided() -> None:
    text = "Saša met Ann, Bea, Cem and Dov here; “Eve” and “Fay” left"
    at = [text.index(word) for word in ("Ann", "Bea", "Cem", "Dov", "Eve", "Fay")]
    tidy = written("codepoint", text=text, places=[(i, i + 3) for i in at])
    sloppy = replace(tidy, readings=(Reading(spans=tidy.readings[0].spans[:1]),))
    verdict = diagnose(
        [replace(sloppy, text="Saša met Ann, and\u00a0so on"), replace(tidy, text=text.replace("š", "s"))]
    )
    assert (verdict.unit, verdict.how) == ("codepoint", "edges")
    assert "nfd" not in verdict.against


def test_the_evidence_of_all_documents_of_a_file_counts() -> None:
    short = written("utf16", text="😊 one two", places=[(2, 5)])
    assert diagnose([short]).unit == ""
    assert diagnose([short, short, short]).unit == "utf16"


def test_a_unit_that_the_file_names_is_not_questioned() -> None:
    verdict = diagnose([replace(written("utf16"), unit="byte")])
    assert (verdict.unit, verdict.how) == ("byte", "told")


def test_sloppy_edges_do_not_hide_the_unit() -> None:
    sloppy = [(a - 1, b) if i % 4 == 0 else (a, b) for i, (a, b) in enumerate(PLACES)]
    assert diagnose([written("codepoint", places=sloppy)]).unit == "codepoint"


def test_a_span_whose_text_is_another_is_kept_and_told() -> None:
    ledger = Ledger()
    spans = Span("right", "X", ((0, 3),), surface="One"), Span("wrong", "X", ((4, 7),), surface="three")
    done = mended(Document("d", "One two", (Reading(spans=spans),)), "codepoint", "import", ledger)
    assert len(done.readings[0].spans) == 2
    told = ledger.to_json()["changed"]
    assert [(row["where"], row["n"]) for row in told] == [(["d wrong"], 1)]  # type: ignore[union-attr,index,call-overload]


def test_what_lies_nowhere_is_booked_with_its_relations() -> None:
    ledger = Ledger()
    spans = (
        Span("in", "X", ((0, 1),)),
        Span("half", "X", ((3, 4),)),
        Span("past", "X", ((7, 90),)),
        Span("none", "X", ((1, 1),)),
    )
    relations = (Relation("r", "R", "in", "half"), Relation("q", "R", "in", "in"))
    ledger.select("import", 6)
    done = mended(Document("d", "a 😊 b", (Reading(spans=spans, relations=relations),)), "utf16", "import", ledger)
    assert [span.id for span in done.readings[0].spans] == ["in"]
    assert [relation.id for relation in done.readings[0].relations] == ["q"]
    told = {row["where"][0]: row["why"] for row in ledger.to_json()["dropped"]}  # type: ignore[union-attr,index,call-overload]
    assert told == {
        "d half": "starts or ends inside a character",
        "d past": "lies outside the text",
        "d none": "has no length",
        "d r": "an end of it was left out",
    }


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=6))
def test_no_text_and_no_offset_breaks_the_doctor(text: str, places: list[tuple[int, int]]) -> None:
    spans = tuple(Span(str(i), "X", (place,)) for i, place in enumerate(places))
    document = Document("d", text, (Reading(spans=spans),))
    unit = diagnose([document]).unit or "utf16"
    ledger = Ledger()
    done = mended(document, unit, "import", ledger)
    assert all(0 <= a < b <= len(text) for span in done.readings[0].spans for a, b in span.fragments)
    assert len(done.readings[0].spans) + ledger.dropped() == len(spans)

"""Brat files as people have them: events, attributes on anything, dirty lines, folders of several people."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from tests.formats.drawn import only_faults
from tests.formats.small import source
from workbench.core.fault import Fault
from workbench.formats.brat import FORMAT
from workbench.formats.brat.conf import configuration
from workbench.formats.brat.lines import parsed
from workbench.formats.exchange import Document, Link, Relation, Span
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.offsets.doctor import diagnose
from workbench.formats.sniffing import sort

TEXT = "Mira met Ben in Oslo."
"""Mira 0–4, met 5–8, Ben 9–12, in 13–15, Oslo 16–20."""
T = "T1\tPER 0 4\tMira\nT2\tPER 9 12\tBen\nT3\tMeet 5 8\tmet\n"


def read(lines: str | bytes, text: str | None = TEXT, **files: bytes) -> tuple[Document, Tally]:
    among = {"d.ann": lines.encode() if isinstance(lines, str) else lines} | files
    among |= {} if text is None else {"d.txt": text.encode()}
    tally = Tally()
    (found,) = FORMAT.read(source(among, "d.ann"), tally, ReadOptions())
    return found, tally


def said(lines: str) -> tuple[dict[str, Span], dict[str, Relation], Tally]:
    found, tally = read(lines)
    (reading,) = found.readings
    return {one.id: one for one in reading.spans}, {one.id: one for one in reading.relations}, tally


def test_an_event_and_its_trigger_are_one_span() -> None:
    spans, relations, tally = said(
        T + "E1\tMeet:T3 Who:T1 Who2:T2\nA1\tPast E1\nA2\tSure T3 no\n#1\tAnnotatorNotes E1\tn\n"
    )
    assert list(spans) == ["T1", "T2", "E1"]
    assert spans["E1"] == Span("E1", "Meet", ((5, 8),), (("Past", "true"), ("Sure", "no")), note="n", surface="met")
    assert list(relations.values()) == [Relation("E1.1", "Who", "E1", "T1"), Relation("E1.2", "Who", "E1", "T2")]
    assert (tally.spans, tally.relations, tally.refused) == (3, 0, [])


def test_two_events_on_one_trigger_are_two_spans() -> None:
    spans, relations, tally = said(T + "E1\tMeet:T3 Who:T1\nE2\tMeet:T3 Who:E1\n")
    assert [(id, span.label, span.fragments) for id, span in spans.items()][2:] == [
        ("E1", "Meet", ((5, 8),)), ("E2", "Meet", ((5, 8),)),
    ]  # fmt: skip
    assert (relations["E2.1"].head, relations["E2.1"].tail) == ("E2", "E1")
    assert tally.spans == 3


def test_an_event_of_another_type_than_its_trigger_leaves_the_trigger_a_span() -> None:
    spans, relations, _ = said(T + "E1\tVisit:T3 Who:T1\nR1\tNear Arg1:T3 Arg2:E1\n")
    assert (spans["T3"].label, spans["E1"].label) == ("Meet", "Visit")
    assert (relations["R1"].head, relations["R1"].tail) == ("T3", "E1")


def test_a_number_that_is_part_of_a_role_stays() -> None:
    _, relations, _ = said(T + "E1\tMeet:T3 Arg1:T1 Arg2:T2\n")
    assert [one.label for one in relations.values()] == ["Arg1", "Arg2"]


def test_relations_carry_attributes_and_notes_whatever_their_arguments_are_called() -> None:
    spans, relations, tally = said(
        T
        + "R1\tKnows Arg2:T2 Arg1:T1\t\nR2\tOwns Buyer:T2 Thing:T1\nA1\tLong R1 yes no\nM2\tOld R1\n"
        + "#1\tX R1\tsure\n#1\tX R1\tno\n"
    )
    assert relations["R1"] == Relation("R1", "Knows", "T1", "T2", (("Long", "yes no"), ("Old", "true")), "sure\nno")
    assert (relations["R2"].head, relations["R2"].tail) == ("T2", "T1")
    told: Any = tally.ledger.to_json()
    assert {(row["what"], row["label"]): row["n"] for row in told["changed"]} == {
        ("note", "X"): 2,
        ("relation", "Owns"): 1,
    }


@pytest.mark.parametrize("tabs", ["\t", "\t\t", ""])
def test_a_link_may_have_its_name_behind_any_number_of_tabs(tabs: str) -> None:
    name = "Mira B." if tabs else ""
    spans, _, tally = said(T + f"N1\tReference T1 Wiki:7{tabs}{name}\n")
    assert spans["T1"].links == (Link("Wiki:7", name or None),)
    assert tally.refused == []


def test_equivalences_that_share_a_member_are_one_cluster() -> None:
    spans, _, _ = said(T + "T4\tPER 16 20\tOslo\n*\tEquiv T1 T2\n*\tEquiv T3 T4\n*\tEquiv T2 T4\n")
    assert {span.links for span in spans.values()} == {(Link("equiv-d-1"),)}
    spans, _, _ = said(T + "T4\tPER 16 20\tOslo\n*\tEquiv T1 T2\n*\tEquiv T3 T4\n")
    assert spans["T1"].links == spans["T2"].links != spans["T3"].links == spans["T4"].links


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("T9\tPER 0\tMira", "is no text-bound annotation as brat writes it"),
        ("T9\ttest label 0 4\tMira", "is no text-bound annotation as brat writes it"),
        ("T9\tPER 0 99999999999999999999999\tMira", "is no text-bound annotation as brat writes it"),
        ("T1\tPER 0 4\tMira", "has the id of a line before it"),
        ("R9\tX Arg1:T1", "is no relation of two ends as brat writes it"),
        ("R9\tX T1 T2", "has an argument that is no NAME:ID"),
        ("R9\tX Arg1:T1 Arg2:T77", "names T77, which is not there"),
        ("E9\tMeet Who:T1", "is no event with a trigger as brat writes it"),
        ("E9\tMeet:T77 Who:T1", "has a trigger T77 that is not there"),
        ("A9\tflag 0 T1", "is no attribute of a target as brat writes it"),
        ("A9\tPast T77", "names T77, which is not there"),
        ("N9\tReference T1", "is no normalisation as brat writes it"),
        ("*\tEquiv T1", "is no equivalence as brat writes it"),
        ("unlockable", "is no kind of line that brat has"),
        ("Q1\tx", "is no kind of line that brat has"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line_and_without_its_text(line: str, why: str) -> None:
    found, tally = read(T + line + "\nT8\tLOC 16 20\tOslo\n")
    assert [(row.file, row.line, row.why) for row in tally.refused] == [("d.ann", 4, why)]
    assert [span.id for span in found.readings[0].spans] == ["T1", "T2", "T3", "T8"]


@pytest.mark.parametrize(
    "line",
    [
        "T9 LOC 16 20 Oslo", "T9\tLOC 16 20 Oslo", "T9  LOC 16 20    Oslo", "T9 LOC 13 15;16 20 in Oslo",
        "R9 Knows Arg1:T1 Arg2:T2", "E9 Meet:T3 Who:T1", "A9 Past T1", "#9 AnnotatorNotes T1 who is it",
    ],
)  # fmt: skip
def test_blanks_for_tabs_are_understood_and_told_and_not_counted(line: str) -> None:
    _, before = read(T)
    found, tally = read(T + line + "\n")
    assert tally.refused == []
    assert (tally.spans, tally.relations) == (before.spans, before.relations)
    told: Any = tally.ledger.to_json()
    assert [(row["what"], row["where"]) for row in told["changed"]] == [("line", ["d.ann:4"])]
    if line.startswith("T"):
        span = found.readings[0].spans[-1]
        assert (span.label, span.surface) == ("LOC", TEXT[span.fragments[0][0] : span.fragments[-1][1]])


@pytest.mark.parametrize("line", ["##### part two", "# - simple", "#", "# R1 and R2 show it"])
def test_remarks_are_no_annotations_and_are_told(line: str) -> None:
    _, tally = read(T + line + "\n")
    assert tally.refused == []
    assert tally.ledger.dropped() == 1


@pytest.mark.parametrize("places", ["0 4;9 12", "0 4; 9 12", "0 4 ; 9 12", "9 12;0 4"])
def test_fragments_may_have_blanks_about_them_and_stand_in_any_order(places: str) -> None:
    spans, _, tally = said(f"T1\tPER {places}\tMira Ben\n")
    assert spans["T1"].fragments == ((0, 4), (9, 12))
    assert tally.spans == 1


@pytest.mark.parametrize(
    ("text", "places", "fragments"),
    [
        ("a\nb", "0 1;2 3", ((0, 3),)),
        ("a  \r\n  b", "0 1;7 8", ((0, 8),)),
        ("a b", "0 1;2 3", ((0, 1), (2, 3))),
        ("a\nx\nb", "0 1;4 5", ((0, 1), (4, 5))),
    ],
)
def test_fragments_that_only_a_line_end_parts_are_one(text: str, places: str, fragments: Any) -> None:
    found, _ = read(f"T1\tX {places}\ta b\n", text)
    assert found.readings[0].spans[0].fragments == fragments


def test_offsets_of_old_brat_count_a_line_end_of_two_characters_once() -> None:
    found, _ = read("T1\tX 4 7;8 11\ttwo six\nT2\tX 0 3\tone\n", "one\r\ntwo\r\nsix")
    assert found.readings[0].spans[0].fragments == ((4, 11),)
    assert diagnose([found]).unit == "crlf"


def test_line_ends_and_byte_order_marks_of_the_annotations_do_no_harm() -> None:
    found, tally = read(b"\xef\xbb\xbf" + T.replace("\n", "\r\n").encode())
    assert [span.surface for span in found.readings[0].spans] == ["Mira", "Ben", "met"]
    assert tally.refused == []


def test_relations_to_relations_are_told() -> None:
    _, relations, tally = said(T + "R1\tX Arg1:T1 Arg2:T2\nR2\tY Arg1:R1 Arg2:T3\nA1\tK A1\n")
    assert (list(relations), tally.relations) == (["R1"], 2)
    assert tally.ledger.dropped() == 2


def test_without_a_text_the_lines_are_counted() -> None:
    found, tally = read(T + "R1\tX Arg1:T1 Arg2:T2\n", None)
    assert (found.text, tally.documents, tally.spans, tally.relations) == (None, 1, 3, 1)


def test_the_configuration_above_tells_which_relations_have_no_direction() -> None:
    conf = b"[relations]\nNear\tArg1:PER, Arg2:PER, <REL-TYPE>:symmetric-transitive\nKnows\tArg1:PER, Arg2:PER\n"
    files = {
        "x/d.ann": (T + "R1\tNear Arg1:T1 Arg2:T2\nR2\tKnows Arg1:T1 Arg2:T2\n").encode(),
        "x/d.txt": TEXT.encode(),
    }
    (found,) = FORMAT.read(source(files | {"annotation.conf": conf}, "x/d.ann"), Tally(), ReadOptions())
    assert [(one.label, one.symmetric) for one in found.readings[0].relations] == [("Near", True), ("Knows", False)]


def test_the_configuration_is_read_in_all_its_parts() -> None:
    text = (
        "# c\n[entities]\n!Thing\n\tPER\n\t\tBoss\n-----\nLOC\n<M>=A|B\n"
        "[relations]\nOwns\tArg1:PER|Boss, Arg2:<ENTITY>\n<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:contain\n"
        "[events]\n!E\n\tMeet\tWho+:PER, Where?:LOC, By{2}:PER\n"
        "[attributes]\nPast\tArg:<EVENT>\nSure\tArg:<ANY>, Value:L1|L2\n"
    )
    found = configuration(text.split("\n"))
    assert list(found.spans) == ["Thing", "PER", "Boss", "LOC"]
    assert found.relations == {"Owns": ({"PER", "Boss"}, {"<ENTITY>"})}
    assert found.events["Meet"] == {"Who", "Where", "By"}
    assert found.attributes == {"Past": set(), "Sure": {"L1", "L2"}}


def test_folders_with_the_same_texts_are_peoples() -> None:
    files = {
        "set/ana/1.ann": T.encode(), "set/ana/1.txt": b"one", "set/ana/2.ann": b"", "set/ana/2.txt": b"two",
        "set/bo/1.ann": T.encode(), "set/bo/1.txt": b"one",
        "dev/1.ann": T.encode(), "dev/1.txt": b"another text of the same name",
    }  # fmt: skip
    found = {}
    for name in files:
        if name.endswith(".ann"):
            (document,) = FORMAT.read(source(files, name), Tally(), ReadOptions())
            found[name] = (document.name, document.readings[0].annotator)
    assert found == {
        "set/ana/1.ann": ("set/1", "ana"), "set/ana/2.ann": ("set/2", "ana"), "set/bo/1.ann": ("set/1", "bo"),
        "dev/1.ann": ("dev/1", ""),
    }  # fmt: skip


def test_parts_of_a_shared_task_are_one_document() -> None:
    files = {
        "d.txt": TEXT.encode(), "d.a1": b"T1\tPER 0 4\tMira\n", "d.a2": b"T3\tMeet 5 8\tmet\nE1\tMeet:T3 Who:T1\n",
        "annotation.conf": b"[entities]\n", "other.txt": b"x",
    }  # fmt: skip
    every = source(files, "d.a1").among
    known = sort(every.values(), [FORMAT]).known
    assert [one.source.name for one in known] == ["d.a1"]
    assert {one.name for one in known[0].companions} == {"d.txt", "d.a2", "annotation.conf"}
    tally = Tally()
    (found,) = FORMAT.read(every["d.a1"], tally, ReadOptions())
    assert [span.id for span in found.readings[0].spans] == ["T1", "E1"]
    assert (tally.documents, tally.spans, tally.refused) == (1, 2, [])


@pytest.mark.parametrize(
    ("name", "data", "known"),
    [
        ("a.ann", b"", True), ("a.ann", T.encode(), True), ("notes.x", T.encode(), True),
        ("a.ann", b"T1 X 0 2 un\n", True), ("a.conll", b"T1\tO\nR1\tB-X\n", False), ("a.ann", b"<xml/>", False),
        ("a.txt", b"", False), ("b.ann", b"{}", False),
    ],
)  # fmt: skip
def test_files_are_known_by_their_lines(name: str, data: bytes, known: bool) -> None:
    files = {name: data} | ({"a.txt": b"x"} if data == b"" and name == "a.ann" else {})
    assert (FORMAT.sniff(source(files, name)) > 0) == known


@pytest.mark.parametrize("victim", ["d.ann", "d.txt"])
def test_damaged_files_end_in_a_sentence(victim: str) -> None:
    lines = (
        f"{T}E1\tMeet:T3 Who:T1 Who2:E1\nR1\tX Arg1:T1 Arg2:E1\nA1\tP R1 v\n"
        "N1\tReference T1 W:1\tx\n#1\tAnnotatorNotes T1\tn\n*\tEquiv T1 T2\n"
    )
    files = {"d.ann": lines.encode(), "d.txt": TEXT.encode(), "annotation.conf": b"[relations]\nX\tArg1:A\n"}

    def attempt(data: bytes) -> Any:
        return list(FORMAT.read(source(files | {victim: data}, "d.ann"), Tally(), ReadOptions()))

    assert only_faults(attempt, [files[victim]], 1000) < 1000


@pytest.mark.parametrize("data", ["d.ann", "d.txt"])
def test_a_file_that_is_not_utf_8_is_refused(data: str) -> None:
    files = {"d.ann": T.encode(), "d.txt": TEXT.encode()} | {data: b"ab\xff"}
    with pytest.raises(Fault, match="UTF-8"):
        list(FORMAT.read(source(files, "d.ann"), Tally(), ReadOptions()))


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "line",
    [
        "T1\tX 0 5" + " " * 200_000 + "y", "A1\tK T1" + " " * 200_000, "R1\tX " + ":" * 200_000,
        "E1\tX:T1" + " a:b:c" * 50_000 + " d", "R1\tX Arg1:T1 Arg2:T2" + " " * 200_000 + "x",
        "*\tEquiv" + " T1" * 100_000 + " x", "N1\tReference T1 " + "a" * 200_000 + " x",
        "T1\tX" + " 0 5;" * 50_000, "#1" + " " * 200_000, "T" * 200_000,
    ],
    ids=lambda line: line[:6],
)  # fmt: skip
def test_no_line_takes_long(line: str) -> None:
    """A pattern that tries a stretch in two ways would take hours for these."""
    with suppress(ValueError):
        parsed(line)

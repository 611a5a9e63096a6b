"""What brat carries comes back as it went, and brat's own rules accept it; the ledger tells the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.brat.grammar import judge
from tests.formats.drawn import Files, documents, written
from tests.formats.small import source
from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.formats.brat import FORMAT
from workbench.formats.exchange import Document, Link, Reading, Relation, Span
from workbench.formats.format import ReadOptions, Tally, WriteOptions
from workbench.formats.losses import fit
from workbench.formats.offsets.doctor import diagnose
from workbench.formats.offsets.mending import mended

WORDS = st.sampled_from(
    (
        "Rat",
        "a\u0301",
        "\U0001f600",
        "\U0001f468\u200d\U0001f469",
        "\u05d0\u05d1",
        "T1",
        "#1",
        "x;y",
        "100\u00a0000",
        "\ufeff",
    )
)
GAPS = st.sampled_from((" ", "", "\n", "\r\n", "\r", "\t", "\u2028", "\x85", "  ", "\n \n"))
NAMES = st.sampled_from(("PER", "ORG", "loi:x", "É", "a_b", "Arg1", "T1"))
VALUES = st.sampled_from(("true", "false", "High", "1", "é"))
NOTES = st.none() | st.sampled_from(("who?", "T1", "ends \u00e9", "# no", "\u05d0"))
LINKS = st.sampled_from(
    (Link("Wikipedia:534366", "Barack"), Link("Q1"), Link("workbench:x"), Link("a:b:c", "x y"), Link("é"))
)


@st.composite
def marked(draw: st.DrawFn) -> Document:
    """A text with any spans and relations that brat could hold, on any edges."""
    text = "".join(a + b for a, b in draw(st.lists(st.tuples(WORDS, GAPS), max_size=8)))
    edge = st.integers(0, len(text))
    spans = []
    for number, edges in enumerate(draw(st.lists(st.lists(edge, min_size=2, max_size=6), max_size=5))):
        cut = sorted(set(edges))
        fragments = tuple(zip(cut[::2], cut[1::2], strict=False))
        if not fragments:
            continue
        spans.append(
            Span(
                f"s{number}",
                draw(NAMES),
                fragments,
                tuple(draw(st.lists(st.tuples(NAMES, VALUES), max_size=2))),
                tuple(draw(st.lists(LINKS, max_size=2))),
                draw(NOTES),
            )
        )
    relations = []
    if spans:
        end = st.sampled_from([span.id for span in spans])
        for number, (label, head, tail) in enumerate(draw(st.lists(st.tuples(NAMES, end, end), max_size=5))):
            pairs = tuple(draw(st.lists(st.tuples(NAMES, VALUES), max_size=1)))
            relations.append(Relation(f"r{number}", label, head, tail, pairs, draw(NOTES), label == "ORG"))
    return Document(
        f"d{draw(st.integers(0, 9))}", text, (Reading(spans=tuple(spans), relations=tuple(relations)),), "codepoint"
    )


def back(files: Files) -> list[Document]:
    """What our reader finds in a folder; nothing in it may be refused or lost."""
    out: list[Document] = []
    for name in sorted(files):
        if name.endswith(".ann"):
            tally = Tally()
            out += FORMAT.read(source(files, name), tally, ReadOptions())
            assert tally.refused == []
            assert not tally.ledger.dropped()
    return out


def shape(document: Document) -> Any:
    """All that is said of a text, whatever the ids."""
    (reading,) = document.readings
    spans = {
        span.id: (span.label, span.fragments, tuple(sorted(span.attributes)), frozenset(span.links), span.note)
        for span in reading.spans
    }
    relations = [
        (r.label, spans[r.head], spans[r.tail], tuple(sorted(r.attributes)), r.note, r.symmetric)
        for r in reading.relations
    ]
    return document.text, Counter(spans.values()), Counter(relations)


def changed(ledger: Ledger) -> list[Any]:
    told: Any = ledger.to_json()
    return [*told["dropped"], *told["changed"]]


EVENTS = st.sampled_from(((), ("PER",), ("PER", "ORG", "É")))


@settings(max_examples=400, deadline=None)
@given(marked(), EVENTS)
def test_what_the_ledger_does_not_name_comes_back(document: Document, events: tuple[str, ...]) -> None:
    files, ledger = written(FORMAT, [document], WriteOptions(events=events))
    (again,) = back(files)
    if not changed(ledger):
        assert shape(again) == shape(document)
        assert again.name == document.name
    verdict = judge(files[f"{document.name}.ann"], files[f"{document.name}.txt"])
    assert verdict.wrong == []


@settings(max_examples=200, deadline=None)
@given(marked(), EVENTS)
def test_our_files_are_written_the_same_once_read(document: Document, events: tuple[str, ...]) -> None:
    files, _ = written(FORMAT, [document], WriteOptions(events=events))
    again, _ = written(FORMAT, [replace(one, unit="codepoint") for one in back(files)], WriteOptions(events=events))
    assert again[f"{document.name}.ann"] == files[f"{document.name}.ann"]


@settings(max_examples=200, deadline=None)
@given(documents(fragments=True, relations=True, links=True))
def test_documents_of_words_come_back(document: Document) -> None:
    files, ledger = written(FORMAT, [document])
    (again,) = back(files)
    if not changed(ledger):
        assert shape(again) == shape(document)


@settings(max_examples=150, deadline=None)
@given(marked(), st.sampled_from(("codepoint", "utf16", "byte", "crlf")))
def test_the_offsets_are_found_again_in_any_unit_they_were_written_in(document: Document, unit: Any) -> None:
    files, ledger = written(FORMAT, [document], WriteOptions(unit=unit))
    (again,) = back(files)
    told = mended(again, unit, "import", Ledger())
    if not changed(ledger):
        assert shape(told) == shape(document)
    found = diagnose([again])
    assert found.unit in ("", unit) or shape(mended(again, found.unit, "import", Ledger())) == shape(told)


def one(text: str, *spans: Span, relations: tuple[Relation, ...] = ()) -> Document:
    return Document("d", text, (Reading(spans=spans, relations=relations),), "codepoint")


def ann(document: Document, **options: Any) -> tuple[str, Any]:
    files, ledger = written(FORMAT, [document], WriteOptions(**options))
    return files["d.ann"].decode(), ledger.to_json()


def test_the_lines_are_brats_own() -> None:
    document = one(
        "Mira met Ben",
        Span("a", "PER", ((0, 4),), (("Sure", "true"), ("Role", "host")), (Link("Wiki:7", "Mira"),), "who?"),
        Span("b", "PER", ((9, 12),), (), (Link("ben"),)),
        Span("c", "Meeting", ((5, 8),)),
        relations=(
            Relation("r", "Knows", "a", "b", (("Long", "yes"),), "said so"),
            Relation("q", "Who", "c", "a"),
            Relation("p", "Who", "c", "b"),
        ),
    )
    told, _ = ann(document, events=("Meeting",))
    assert told == (
        "T1\tPER 0 4\tMira\nT2\tPER 9 12\tBen\nT3\tMeeting 5 8\tmet\n"
        "E1\tMeeting:T3 Who:T1 Who2:T2\n"
        "R1\tKnows Arg1:T1 Arg2:T2\n"
        "A1\tSure T1\nA2\tRole T1 host\nA3\tLong R1 yes\n"
        "N1\tReference T1 Wiki:7\tMira\nN2\tReference T2 workbench:ben\t\n"
        "#1\tAnnotatorNotes T1\twho?\n#2\tAnnotatorNotes R1\tsaid so\n"
    )


def test_a_span_over_lines_is_split_where_the_lines_end_and_is_one_again() -> None:
    document = one("one\r\n  two three", Span("a", "X", ((0, 10),)))
    told, ledger = ann(document)
    assert told == "T1\tX 0 3;7 10\tone two\n"
    assert ledger["changed"] == []
    files, _ = written(FORMAT, [document])
    assert back(files)[0].readings[0].spans[0].fragments == ((0, 10),)


@pytest.mark.parametrize(
    ("text", "fragments", "line", "why"),
    [
        ("ab\n", ((0, 3),), "0 2\tab", "line breaks at its edges were left out"),
        ("a\nb", ((0, 1), (2, 3)), "0 1;2 3\ta b", "fragments that meet, or that only a line end parts, became one"),
        (" a ", ((0, 3),), "0 3\t a ", ""),
        ("a b", ((0, 1), (2, 3)), "0 1;2 3\ta b", ""),
    ],
)
def test_what_lines_do_to_edges_is_told(text: str, fragments: Any, line: str, why: str) -> None:
    told, ledger = ann(one(text, Span("a", "X", fragments)))
    assert told == f"T1\tX {line}\n"
    assert [row["why"] for row in ledger["changed"]] == ([why] if why else [])


def test_a_span_of_line_breaks_alone_is_given_up_with_all_that_stands_on_it() -> None:
    document = one(
        "a\n\nb",
        Span("a", "X", ((1, 3),), (("k", "v"),), (Link("l"),), "n"),
        Span("b", "X", ((0, 1),)),
        relations=(Relation("r", "R", "a", "b", (("k", "v"),), "n"),),
    )
    told, ledger = ann(document)
    assert told == "T1\tX 0 1\ta\n"
    assert {row["view"]: row["n"] for row in ledger["dropped"]} == {
        "spans": 1, "relations": 1, "attributes": 1, "links": 1, "notes": 1,
    } or sum(row["n"] for row in ledger["dropped"]) == 7  # fmt: skip


def test_names_with_blanks_are_renamed_apart_from_names_that_were_there() -> None:
    told, ledger = ann(one("ab", Span("a", "x y", ((0, 1),)), Span("b", "x_y", ((1, 2),))))
    assert told == "T1\tx_y_2 0 1\ta\nT2\tx_y 1 2\tb\n"
    assert [(row["label"], row["n"]) for row in ledger["changed"]] == [("x y", 1)]


def test_several_people_get_a_folder_each_and_are_known_again() -> None:
    def by(name: str, label: str) -> Reading:
        return Reading(name, spans=(Span("a", label, ((0, 1),)),))

    given = [
        Document("x/d", "ab", (by("ana", "P"), by("bo", "Q")), "codepoint"),
        Document("e", "cd", (by("ana", "P"),), "codepoint"),
    ]
    files, ledger = written(FORMAT, given)
    assert sorted(files) == [
        "ana/e.ann", "ana/e.txt", "ana/x/d.ann", "ana/x/d.txt", "annotation.conf", "bo/x/d.ann", "bo/x/d.txt",
    ]  # fmt: skip
    found = [(one.name, one.readings[0].annotator, one.readings[0].spans[0].label) for one in back(files)]
    assert found == [("e", "ana", "P"), ("x/d", "ana", "P"), ("x/d", "bo", "Q")]
    assert [row["label"] for row in changed(ledger)] == []


def test_one_persons_name_has_no_place_and_that_is_told() -> None:
    files, ledger = written(FORMAT, [Document("d", "ab", (Reading("ana"),), "codepoint")])
    assert sorted(files) == ["annotation.conf", "d.ann", "d.txt"]
    assert files["d.ann"] == b""
    assert [row["label"] for row in changed(ledger)] == ["ana"]


def test_names_of_documents_stay_inside_the_folder_and_apart() -> None:
    given = [Document(name, "a", (Reading(),), "codepoint") for name in ("../a", "a", "A", "/etc/x", "", "b.txt")]
    files, _ = written(FORMAT, given)
    assert sorted(name for name in files if name.endswith(".ann")) == [
        "A-3.ann", "a-2.ann", "a.ann", "b.ann", "document.ann", "etc/x.ann",
    ]  # fmt: skip


def test_the_configuration_names_all_there_is() -> None:
    document = one(
        "Mira met Ben",
        Span("a", "PER", ((0, 4),), (("Sure", "true"), ("Role", "host"))),
        Span("c", "Meeting", ((5, 8),)),
        relations=(Relation("q", "Who", "c", "a"), Relation("r", "Near", "a", "c", symmetric=True)),
    )
    options = WriteOptions(labels=("PER", "LAW", "Meeting"), relation_labels=("Owns",), events=("Meeting",))
    files, _ = written(FORMAT, [document], options)
    assert files["annotation.conf"].decode() == (
        "[entities]\nLAW\nPER\n\n[relations]\n<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n"
        "Near\tArg1:PER, Arg2:Meeting, <REL-TYPE>:symmetric\nOwns\tArg1:<ANY>, Arg2:<ANY>\n\n"
        "[events]\nMeeting\tWho*:<ANY>\n\n[attributes]\nRole\tArg:<ANY>, Value:host\nSure\tArg:<ANY>\n"
    )


def test_equivalences_go_out_as_such_and_links_that_are_shared_otherwise_do_not() -> None:
    lines = (
        b"T1\tP 0 1\ta\nT2\tP 1 2\tb\nT3\tP 2 3\tc\n*\tEquiv T1 T3\nN1\tReference T1 k:1\t\nN2\tReference T2 k:1\t\n"
    )
    (document,) = back(Files({"d.ann": lines, "d.txt": b"abc"}))
    assert ann(replace(document, unit="codepoint"))[0].encode() == lines


def test_offsets_in_a_normal_form_are_not_written() -> None:
    with pytest.raises(Fault, match="nfc"):
        written(FORMAT, [], WriteOptions(unit="nfc"))


def test_the_same_documents_make_the_same_bytes() -> None:
    document = one("ab", Span("a", "x y", ((0, 1),), (("k", "v"),)), Span("b", "x_y", ((1, 2),)))
    assert written(FORMAT, [document])[0] == written(FORMAT, [document])[0]


def test_what_brat_has_no_place_for_is_booked_before_it_is_written() -> None:
    ledger = Ledger()
    rejected = one("ab", Span("a", "X", ((0, 1),), rejected=True))
    assert fit(rejected, FORMAT.capability, ledger).readings[0].spans == ()
    assert ledger.dropped() == 1

"""CSV tables: what we write comes back whole and pandas' habits do no harm; what others write is understood."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.drawn import only_faults, written
from tests.formats.small import source
from workbench.core.fault import Fault
from workbench.formats.csvrows import FORMAT
from workbench.formats.csvrows.writing import line
from workbench.formats.exchange import Document, DocumentLabel, Link, Reading, Relation, Span
from workbench.formats.format import ReadOptions, Tally, WriteOptions
from workbench.formats.offsets.ruler import Ruler

TEXTS = st.text(
    st.sampled_from(list("ab,\"'=+\n\r\t\x00\x0b\x85\u2028\ufeff\u00a0é\u0301\u05d0") + ["\U0001f600", "\u200d"]),
    max_size=12,
)
WORDS = st.sampled_from(("PER", "NA", "001", "None", "", " x ", "a,b", 'q"q', "=1+1", "l\nm", "\r", "é"))
FULL = WORDS.filter(bool)
NOTE = st.none() | FULL


@st.composite
def readings(draw: st.DrawFn, text: str, annotator: str) -> Reading:
    edge = st.integers(0, len(text))
    spans = []
    for number, edges in enumerate(draw(st.lists(st.lists(edge, min_size=2, max_size=4), max_size=3))):
        cut = sorted(set(edges))
        fragments = tuple(zip(cut[::2], cut[1::2], strict=False))
        if fragments:
            attributes = tuple(draw(st.lists(st.tuples(WORDS, WORDS), max_size=2)))
            links = tuple(Link(*one) for one in draw(st.lists(st.tuples(WORDS, NOTE), max_size=2)))
            score = draw(st.none() | st.floats(0, 1))
            rejected = draw(st.booleans())
            spans.append(
                Span(f"s{number}", draw(FULL), fragments, attributes, links, draw(NOTE), score, rejected=rejected)
            )
    relations = []
    if spans:
        end = st.sampled_from([span.id for span in spans])
        for number, (label, head, tail) in enumerate(draw(st.lists(st.tuples(WORDS, end, end), max_size=3))):
            attributes = tuple(draw(st.lists(st.tuples(WORDS, WORDS), max_size=1)))
            relations.append(Relation(f"r{number}", label, head, tail, attributes, draw(NOTE), draw(st.booleans())))
    labels = tuple(DocumentLabel(*one) for one in draw(st.lists(st.tuples(WORDS, WORDS), max_size=2)))
    status: Any = draw(st.sampled_from(("", "todo", "in_progress", "done", "skipped")))
    kind: Any = draw(st.sampled_from(("human", "model", "gold")))
    return Reading(annotator, kind, status, tuple(spans), tuple(relations), labels, draw(NOTE))


@st.composite
def collections(draw: st.DrawFn) -> list[Document]:
    out = []
    for name in draw(st.lists(FULL, max_size=3, unique=True)):
        text = draw(TEXTS)
        people = draw(st.lists(st.sampled_from(("", "ana", "b,o")), max_size=2, unique=True))
        meta = draw(st.dictionaries(WORDS, WORDS | st.integers() | st.none(), max_size=2))
        found = tuple(draw(readings(text, who)) for who in people)
        out.append(Document(name, text, found, "codepoint", lang=draw(WORDS), meta=meta))
    return out


def back(files: dict[str, bytes], main: str = "spans.csv") -> tuple[list[Document], Tally]:
    tally = Tally()
    return list(FORMAT.read(source(files, main), tally, ReadOptions())), tally


def plain(document: Document) -> Any:
    """A document without what the file adds: surfaces; and a unit only where there is something to measure."""
    spans = [
        tuple((s.id, s.label, s.fragments, s.attributes, s.links, s.note, s.score, s.rejected) for s in one.spans)
        for one in document.readings
    ]
    rest = [(r.annotator, r.kind, r.status, r.relations, r.labels, r.note) for r in document.readings]
    return document.name, document.text, document.lang, dict(document.meta), spans, rest


@settings(max_examples=300, deadline=None)
@given(collections())
def test_everything_comes_back(given: list[Document]) -> None:
    files, ledger = written(FORMAT, given)
    told: Any = ledger.to_json()
    assert told["dropped"] == told["changed"] == []
    found, tally = back(files)
    assert tally.refused == []
    assert [plain(one) for one in found] == [plain(one) for one in given]
    assert tally.documents == len(given)
    assert tally.spans == sum(len(r.spans) for one in given for r in one.readings)
    assert tally.relations == sum(len(r.relations) for one in given for r in one.readings)


@given(st.lists(st.text(), min_size=2))
def test_pythons_reader_reads_our_rows(cells: list[str]) -> None:
    text = line(cells).decode()
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == [cells]


@pytest.mark.parametrize("unit", ["utf16", "byte"])
def test_other_units_are_written_and_named(unit: Any) -> None:
    document = Document("d", "a\U0001f600bé", (Reading(spans=(Span("s", "X", ((2, 4),)),)),), "codepoint")
    files, _ = written(FORMAT, [document], WriteOptions(unit=unit))
    (found,), _ = back(files)
    ruler = Ruler("a\U0001f600bé", unit)
    assert found.unit == unit
    assert found.readings[0].spans[0].fragments == ((ruler.from_points(2), ruler.from_points(4)),)


def test_a_unit_in_which_spans_may_have_no_offsets_is_refused() -> None:
    with pytest.raises(Fault, match="grapheme"):
        written(FORMAT, [Document("d", "a", (), "codepoint")], WriteOptions(unit="grapheme"))


# -- what others write -------------------------------------------------------------------


def spans(document: Document) -> list[tuple[str, str, Any]]:
    return [(one.annotator, s.label, s.fragments) for one in document.readings for s in one.spans]


def test_a_table_that_repeats_the_text_in_every_row() -> None:
    table = b"text,start,end,label\nMira met Ben,0,4,PER\nMira met Ben,9,12,PER\nOslo,0,4,LOC\n"
    (one, two), tally = back({"spans.csv": table})
    assert (one.text, spans(one)) == ("Mira met Ben", [("", "PER", ((0, 4),)), ("", "PER", ((9, 12),))])
    assert (two.text, spans(two)) == ("Oslo", [("", "LOC", ((0, 4),))])
    assert (tally.documents, tally.spans) == (2, 3)


def test_a_table_with_surfaces_and_texts_in_files_of_their_own() -> None:
    files = {
        "gold.tsv": b"File\tBegin\tEnd\tType\tText\tSure\na.txt\t0\t4\tPER\tMira\tyes\nb\t0\t1\tX\tO\t\n",
        "a.txt": b"Mira",
        "b.txt": "Ö".encode(),
    }
    assert FORMAT.sniff(source(files, "gold.tsv")) > 0
    assert set(FORMAT.companions(source(files, "gold.tsv"))) == {"a.txt", "b.txt"}
    (one, two), _ = back(files, "gold.tsv")
    assert (one.name, one.text, two.text) == ("a.txt", "Mira", "Ö")
    assert one.readings[0].spans == (Span("row2", "PER", ((0, 4),), (("Sure", "yes"),), surface="Mira"),)


def test_a_score_that_is_no_number_is_told() -> None:
    found, tally = back({"s.csv": b"doc,start,end,label,score\nd,0,1,X,high\nd,0,1,Y,0.5\n"}, "s.csv")
    assert [span.score for span in found[0].readings[0].spans] == [None, 0.5]
    assert tally.ledger.dropped() == 1


def test_relations_find_their_spans_without_being_told_whose() -> None:
    files = {
        "spans.csv": b"doc_id,annotator,span_id,start,end,label\nd,ana,1,0,1,A\nd,ana,2,1,2,B\nd,bo,3,0,1,A\n",
        "relations.csv": b"source,target,type\n1,2,R\n3,1,R\n9,1,R\n",
        "documents.csv": b"doc_id,text\nd,ab\n",
    }
    (one,), tally = back(files)
    ana = next(reading for reading in one.readings if reading.annotator == "ana")
    assert [(r.label, r.head, r.tail) for r in ana.relations] == [("R", "1", "2")]
    assert tally.relations == 3
    assert [(row.file, row.line) for row in tally.refused] == [("relations.csv", 3), ("relations.csv", 4)]


def test_pandas_writes_whole_numbers_as_fractions_and_no_harm_comes_of_it() -> None:
    (one,), tally = back({"s.csv": b"doc,start,end,label\n001,0.0,4.0,NA\n"}, "s.csv")
    assert (one.name, spans(one)) == ("001", [("", "NA", ((0, 4),))])
    assert tally.refused == []


@pytest.mark.parametrize("cell", ["-1", "1.5", "x", "", "9" * 30, "1e3", "\u0663"])
def test_an_offset_that_is_none_is_refused_with_its_line(cell: str) -> None:
    _, tally = back({"s.csv": f"doc,start,end,label\nd,0,1,X\nd,0,{cell},X\n".encode()}, "s.csv")
    assert [(row.line, row.why) for row in tally.refused] == [(3, "its start or end is no whole number")]
    assert tally.spans == 2


@pytest.mark.parametrize(
    ("head", "score"),
    [
        ("start,end,label,doc", True),
        ("a,b", False),
        ("start,end", False),
        ("head,tail,relation", True),
        ("id,text", True),
    ],
)
def test_tables_are_known_by_their_heads(head: str, score: bool) -> None:
    assert (FORMAT.sniff(source({"t.csv": f"{head}\n".encode()}, "t.csv")) > 0) == score


def test_damaged_tables_end_in_a_sentence() -> None:
    span = Span("a", "P", ((0, 4),), (("k", "v"),), (Link("l"),))
    document = Document("d", "Mira, \U0001f600", (Reading("ana", spans=(span,)),), meta={"a": 1})
    files, _ = written(FORMAT, [document])
    for name in files:
        assert only_faults(lambda data, name=name: back({**files, name: data}), [files[name]], 300) < 300  # type: ignore[misc]

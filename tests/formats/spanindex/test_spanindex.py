"""Span-index tables read: lists of indices as runs, and a crowd's three tables as one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.drawn import only_faults, reading
from tests.formats.small import source
from workbench.core.fault import Fault
from workbench.formats.exchange import DocumentLabel
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.source import HEAD
from workbench.formats.spanindex import FORMAT
from workbench.formats.spanindex.indices import runs

TABLE = 'spans,text\n"[0, 1, 2, 8, 9]",Ada and Bo met.\n[],"Two\r\nlines, ""quoted"""\n'
CROWD = {
    "d/comments.csv": b"comment_id,comment_text\n1,Ada and Bo met.\n2,Nobody.\n",
    "d/annotations.csv": b"annotation,comment_id,worker,country,all toxic\n10,1,77,NOR,False\n11,1,78,ITA,True\n",
    "d/spans.csv": b"annotation,type,start,end\n10,Insult,0,3\n10,Threat,8,10\n99,Insult,0,1\n",
}


def read(text: str, name: str = "train.csv") -> Any:
    return reading(FORMAT, text.encode(), name=name)


@given(st.sets(st.integers(0, 40)))
def test_runs_are_maximal_and_hold_every_index_once(indices: set[int]) -> None:
    found = list(runs(indices))
    assert [i for start, end in found for i in range(start, end)] == sorted(indices)
    assert all(b[0] > a[1] for a, b in zip(found, found[1:], strict=False))


def test_a_gap_makes_two_spans_and_the_text_is_verbatim() -> None:
    (first, second), tally = read(TABLE)
    assert [span.fragments for span in first.readings[0].spans] == [((0, 3),), ((8, 10),)]
    assert {span.label for span in first.readings[0].spans} == {"span"}
    assert (second.text, second.readings) == ('Two\r\nlines, "quoted"', ())
    assert (tally.documents, tally.spans) == (2, 2)


def test_columns_are_known_by_what_is_in_them() -> None:
    (document,), _ = read("id\tpost\tposition\ttype\n7\tAda and Bo met.\t[0,1,2]\tTOXIC\n", name="x.tsv")
    assert (document.name, document.text) == ("x-7", "Ada and Bo met.")
    assert document.readings[0].spans[0].label == "TOXIC"
    assert document.meta == {"id": "7"}
    (two,), tally = read('text,toxic,funny\nAda met.,"[0, 1]",[4]\n')
    assert [(span.label, span.fragments) for span in two.readings[0].spans] == [
        ("toxic", ((0, 2),)),
        ("funny", ((4, 5),)),
    ]
    assert tally.spans == 2


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "", "text\nx\n", "spans\n[1]\n"])
def test_another_table_is_not_taken_for_one(text: str) -> None:
    assert FORMAT.sniff(source({"a.csv": text.encode()}, "a.csv")) == 0
    with pytest.raises(Fault, match="no column of lists"):
        read(text)


def test_a_long_table_is_known_by_its_head_wherever_that_is_cut() -> None:
    """Cut inside a quoted cell, which is no whole CSV."""
    for length in range(200, 206):
        row = f'"[0, 1]","{"x" * length}\n, ""y"""\n'
        table = ("spans,text\n" + row * 400).encode()
        assert len(table) > HEAD
        assert FORMAT.sniff(source({"a.csv": table}, "a.csv")) == 0.9


def test_a_row_with_a_broken_list_or_too_few_cells_is_refused_by_its_line() -> None:
    rows = "".join(f'"[{i}]",text {i}\n' for i in range(30))
    documents, tally = read(f"spans,text\n{rows}[1 2],x\n[1]\n")
    assert len(documents) == 30
    assert sorted(refusal.line for refusal in tally.refused) == [32, 33]


def test_a_crowds_tables_are_put_together_with_those_who_marked_nothing() -> None:
    main = source(CROWD, "d/spans.csv")
    assert FORMAT.sniff(main) > 0.9
    assert set(FORMAT.companions(main)) == {"annotations.csv", "comments.csv"}
    tally = Tally()
    first, second = FORMAT.read(main, tally, ReadOptions())
    ada, bo = first.readings
    assert (first.text, second.text, second.readings) == ("Ada and Bo met.", "Nobody.", ())
    assert [(span.label, span.fragments) for span in ada.spans] == [("Insult", ((0, 3),)), ("Threat", ((8, 10),))]
    assert (ada.annotator, bo.annotator, bo.status, bo.spans) == ("77", "78", "done", ())
    assert bo.labels == (DocumentLabel("all toxic", "True"),)
    assert (tally.documents, tally.spans) == (2, 3)
    told: Any = tally.ledger.to_json()
    assert [(row["why"], row["where"]) for row in told["dropped"]] == [
        ("there is no such annotation in annotations.csv", ["annotation-99 s1"])
    ]
    assert [(row["label"], row["n"]) for row in told["changed"]] == [("country", 2)]


def test_a_crowds_tables_alone() -> None:
    texts, tally = reading(FORMAT, CROWD["d/comments.csv"], name="d/comments.csv")
    assert ([one.text for one in texts], tally.documents) == (["Ada and Bo met.", "Nobody."], 2)
    spans, tally = reading(FORMAT, CROWD["d/spans.csv"], name="d/spans.csv")
    assert ({one.text for one in spans}, tally.spans, tally.documents) == ({None}, 3, 0)
    with pytest.raises(Fault, match="neither texts nor spans"):
        reading(FORMAT, CROWD["d/annotations.csv"], name="d/annotations.csv")


def test_whatever_is_done_to_the_bytes_only_a_fault_comes_of_it() -> None:
    only_faults(lambda data: reading(FORMAT, data, name="a.csv"), [TABLE.encode()], 700)
    for victim in CROWD:

        def crowd(data: bytes, victim: str = victim) -> None:
            list(FORMAT.read(source({**CROWD, victim: data}, "d/spans.csv"), Tally(), ReadOptions()))

        only_faults(crowd, [CROWD[victim]], 300)

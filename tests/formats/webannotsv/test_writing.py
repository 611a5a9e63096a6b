"""Writing WebAnno TSV, worked by hand: the page's exact bytes, its ids, and what is booked."""

from __future__ import annotations

from typing import Any

from tests.formats.drawn import written
from tests.formats.marked import said, there_and_back
from workbench.formats.exchange import Document, Link, Reading, Relation, Span
from workbench.formats.webannotsv import FORMAT

PAGE = """\
#FORMAT=WebAnno TSV 3.3
#T_SP=custom.Span|label|kind
#T_RL=custom.Relation|label|BT_custom.Span


#Text=Hi 🙂 there.
#Text=
1-1\t0-2\tHi\tA[1]\t*[1]\tof\t1-3.1[0_1]\t
1-2\t3-5\t🙂\tA[1]\t*[1]\t_\t_\t
1-3\t6-12\tthere.\t_\t_\t_\t_\t
1-3.1\t6-11\tthere\tB\tx\\|y\t_\t_\t

#Text=Bye
2-1\t13-16\tBye\tC[2]|D[3]\t*[2]|*[3]\tto\t1-1[1_3]\t
"""


def test_the_page() -> None:
    spans = (
        Span("1", "A", ((0, 4),)),
        Span("2", "B", ((5, 10),), (("kind", "x|y"),)),
        Span("3", "C", ((12, 15),)),
        Span("4", "D", ((12, 15),)),
    )
    relations = Relation("1", "of", "2", "1"), Relation("2", "to", "1", "4")
    document = Document("a b.txt", "Hi 🙂 there.\nBye", (Reading(spans=spans, relations=relations),), "codepoint")
    files, ledger = written(FORMAT, [document])
    assert list(files) == ["a_b.txt.tsv"]
    assert files.one.decode() == PAGE
    assert ledger.to_json()["changed"] == []


def test_several_annotators_have_a_file_each() -> None:
    readings = (
        Reading("ana", spans=(Span("1", "A", ((0, 1),)),)),
        Reading("a/b"),
        Reading("a b"),
        Reading("gold", "gold"),
    )
    documents = [Document("d", "x", readings), Document("D", "x", readings[:1]), Document("d", "x")]
    files, ledger = written(FORMAT, documents)
    told: Any = ledger.to_json()
    assert [(row["label"], row["where"]) for row in told["changed"]] == [("ana", ["D"])]
    assert list(files) == [
        "annotation/d/ana.tsv",
        "annotation/d/a_b.tsv",
        "annotation/d/a_b_2.tsv",
        "curation/d/CURATION_USER.tsv",
        "D_2.tsv",
        "d_3.tsv",
    ]


def test_more_parts_of_a_token_than_can_be_named_are_widened_and_booked() -> None:
    spans = tuple(Span(str(n), f"L{n}", ((n, n + 1),)) for n in range(12))
    (back,), ledger = there_and_back(FORMAT, Document("d", "abcdefghijkl", (Reading(spans=spans),)))
    told: Any = ledger.to_json()
    widened = [row for row in told["changed"] if row["why"].startswith("widened")]
    assert sorted(where for row in widened for where in row["where"]) == ["d 10", "d 11", "d 9"]
    assert sum(span.fragments == ((0, 12),) for span in back.readings[0].spans) == 3
    assert sum(span.fragments == ((n, n + 1),) for n, span in enumerate(spans)) == 12


def test_attributes_that_cannot_keep_their_name_are_booked() -> None:
    attributes = (
        ("my key", "1"),
        ("my_key", "2"),
        ("kind", "3"),
        ("kind", "4"),
        ("label", "5"),
        ("ROLE_x", "6"),
        ("é", "7"),
    )
    links = (Link("Q1", "One"), Link("Q2"))
    span = Span("1", "A", ((0, 1),), attributes, links, note="a\rb")
    (back,), ledger = there_and_back(FORMAT, Document("d", "x", (Reading(spans=(span,)),)))
    (found,) = back.readings[0].spans
    assert dict(found.attributes) == {
        "my_key": "2", "my_key_2": "1", "kind": "3", "kind_2": "4", "label_2": "5", "fROLE_x": "6", "f_": "7",
    }  # fmt: skip
    assert (found.links, found.note) == ((Link("Q1"),), "a b")
    told: Any = ledger.to_json()
    changed = sorted((row["what"], row["label"]) for row in told["changed"])
    assert changed == [
        ("attribute", "ROLE_x"), ("attribute", "kind"), ("attribute", "label"), ("attribute", "my key"),
        ("attribute", "é"), ("link", "A"), ("value", "note"),
    ]  # fmt: skip
    assert ledger.dropped("links") == 1


def test_white_space_is_kept_but_before_the_first_token() -> None:
    text = "\n\t a\r\nb \u00a0\n\n  c\n"
    (back,), ledger = there_and_back(FORMAT, Document("d", text, sentences=((3, 4), (6, 7), (13, 14))))
    assert back.text == "   " + text[3:]
    told: Any = ledger.to_json()
    assert [row["what"] for row in told["changed"]] == ["text"]


def test_tokens_that_no_row_can_hold_are_cut() -> None:
    tokens = ((0, 3), (3, 6), (6, 8))
    files, _ = written(FORMAT, [Document("d", "a\tb  \ncd", tokens=tokens)])
    rows = [line.split("\t")[1:3] for line in files.one.decode().split("\n") if line[:1].isdigit()]
    assert rows == [["0-1", "a"], ["2-3", "b"], ["6-8", "cd"]]


def test_nothing_to_say_comes_back_as_nothing() -> None:
    for text in ("", "word", "\n", "a\nb"):
        document = Document("d", text, (Reading(),))
        (back,), _ = there_and_back(FORMAT, document)
        assert back.text == text
        assert said(back) == said(document)

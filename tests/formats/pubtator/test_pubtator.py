"""PubTator: titles, abstracts, mentions and relations between concepts, line by line."""

from __future__ import annotations

from typing import Any

from workbench.formats.exchange import Document, Link
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.pubtator import FORMAT
from workbench.formats.source import Source

FILE = """\
12|t|Zinc and rats
12|a|Zinc|t|harms them.
12\t0\t4\tZinc\tChemical\tD1
12\t9\t13\trats\tSpecies\t10116|9606\tx\ty
12\t14\t18\tZinc\tChemical\tD1
12\t27\t31\tthem\tSpecies\t-1
12\tCID\tD1\t9606
12\tCID\tD1\tD9\tNovel

13|t|Nothing

14\t0\t1\ta\tb
"""


def read(text: str) -> tuple[list[Document], Tally]:
    tally = Tally()
    return list(FORMAT.read(Source("d", text.encode), tally, ReadOptions())), tally


def test_a_file() -> None:
    (first, second, third), tally = read(FILE)
    assert (first.name, first.text) == ("12", "Zinc and rats\nZinc|t|harms them.")
    spans = first.readings[0].spans
    assert [(s.label, *s.fragments[0], s.surface) for s in spans] == [
        ("Chemical", 0, 4, "Zinc"),
        ("Species", 9, 13, "rats"),
        ("Chemical", 14, 18, "Zinc"),
        ("Species", 27, 31, "them"),
    ]
    assert [s.links for s in spans] == [(Link("D1"),), (Link("10116|9606"),), (Link("D1"),), ()]
    assert spans[1].attributes == (("column 7", "x"), ("column 8", "y"))
    assert (second.name, second.text, second.readings[0].spans) == ("13", "Nothing", ())
    assert (third.name, third.text) == ("14", None)
    assert (tally.documents, tally.spans, tally.relations) == (3, 5, 2)


def test_relations_join_the_first_mentions_of_concepts_and_that_is_booked() -> None:
    (first, *_), tally = read(FILE)
    (relation,) = first.readings[0].relations
    assert (relation.label, relation.head, relation.tail) == ("CID", "1", "2")
    told: Any = tally.ledger.to_json()
    assert [(row["what"], row["label"], row["n"]) for row in told["changed"]] == [("relation", "CID", 1)]
    assert [(row["what"], row["why"]) for row in told["dropped"]] == [
        ("relation", "a concept of it is mentioned nowhere")
    ]


def test_offsets_lie_where_the_surfaces_are() -> None:
    for document in read(FILE)[0][:2]:
        for span in document.readings[0].spans:
            ((start, end),) = span.fragments
            assert (document.text or "")[start:end] == span.surface


def test_lines_of_windows_and_lines_that_are_nothing() -> None:
    documents, tally = read(FILE.replace("\n", "\r\n") + "15\tx\r\njust words\r\n")
    assert documents[0].text == "Zinc and rats\nZinc|t|harms them."
    assert [refusal.line for refusal in tally.refused] == [13, 14]


def test_sniffing() -> None:
    assert FORMAT.sniff(Source("d", FILE.encode)) == 1
    assert FORMAT.sniff(Source("d", lambda: b"one|t|x")) == 0

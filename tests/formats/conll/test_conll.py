"""CoNLL: schemes by hand, columns and comments of real producers' habits, and the round trip of what it carries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.drawn import documents, only_faults, reading, shape, written
from workbench.core.fault import Fault
from workbench.formats.conll import FORMAT
from workbench.formats.exchange import Document, Reading, Span
from workbench.formats.format import ReadOptions, WriteOptions
from workbench.formats.source import Source
from workbench.formats.tagging import SCHEMES


def spans(text: str, column: int | None = None) -> list[tuple[str, str]]:
    found, _ = reading(FORMAT, text.encode(), ReadOptions(column))
    return [
        (span.label, document.text[slice(*span.fragments[0])])  # type: ignore[index]
        for document in found
        for span in document.readings[0].spans
    ]


def table(*rows: str, separator: str = "\t") -> str:
    return "".join("\n" if not row else separator.join(row.split(" ")) + "\n" for row in rows)


ROWS = {
    "IOB1": ("a I-X", "b B-X", "c I-X", "d O", "e I-Y"),
    "IOB2": ("a B-X", "b B-X", "c I-X", "d O", "e B-Y"),
    "BIOES": ("a S-X", "b B-X", "c E-X", "d O", "e S-Y"),
    "BILOU": ("a U-X", "b B-X", "c L-X", "d O", "e U-Y"),
    "BMES": ("a S-X", "b B-X", "c E-X", "d O", "e S-Y"),
    "underscore": ("a B_X", "b B_X", "c I_X", "d O", "e B_Y"),
    "suffix": ("a X-B", "b X-B", "c X-I", "d O", "e Y-B"),
}


@pytest.mark.parametrize("name", ROWS)
def test_one_sentence_in_every_scheme_is_one_sentence(name: str) -> None:
    assert spans(table(*ROWS[name])) == [("X", "a"), ("X", "b c"), ("Y", "e")]


def test_an_inside_after_another_label_or_an_end_begins_anew() -> None:
    assert spans(table("a I-X", "b I-Y", "c E-Y", "d I-Y")) == [("X", "a"), ("Y", "b c"), ("Y", "d")]


def test_no_chunk_runs_over_the_end_of_a_sentence() -> None:
    assert spans(table("a B-X", "", "b I-X")) == [("X", "a"), ("X", "b")]


def test_the_last_column_of_tags_is_taken_and_the_others_are_in_the_books() -> None:
    found, tally = reading(FORMAT, table("U.N. NNP I-NP I-ORG", "sits VBZ I-VP O", separator=" ").encode())
    assert [span.label for span in found[0].readings[0].spans] == ["ORG"]
    assert [row["label"] for row in tally.ledger.to_json()["dropped"]] == ["2", "3"]  # type: ignore[index,union-attr,call-overload]


def test_a_column_can_be_asked_for() -> None:
    assert spans(table("U.N. I-NP I-ORG", "sits I-VP O"), 2) == [("NP", "U.N."), ("VP", "sits")]
    with pytest.raises(Fault, match="no column 4"):
        spans(table("U.N. I-NP I-ORG", "sits I-VP O"), 4)


def test_numbered_words_and_a_nested_column_as_in_germeval() -> None:
    text = "#\thttp://a.example\t[2009]\n" + table("1 Troja B-OTH B-LOC", "2 und I-OTH O", "", "1 Bonn B-LOC O")
    assert spans(text) == [("OTH", "Troja und"), ("LOC", "Bonn")]


def test_columns_of_dashes_behind_the_tags() -> None:
    assert spans(table("1 Ana B-PER - -", "2 lacht O - -")) == [("PER", "Ana")]


def test_a_hash_is_a_word_unless_its_line_has_no_columns() -> None:
    found, _ = reading(FORMAT, b"#tag\tB-X\nb\tO\n\n# sent_id = 1\n# text = #c.\n#c\tO\n.\tO\n")
    assert found[0].text == "#tag b\n#c."


def test_sections_are_documents_and_what_stands_before_the_first_is_one_too() -> None:
    found, tally = reading(FORMAT, b"a O\n\n-DOCSTART- -X- O\n\nb B-X\n\n-DOCSTART-\n\n", name="in/f.conll")
    assert [(document.name, document.text) for document in found] == [("f-1", "a"), ("f-2", "b"), ("f-3", "")]
    assert (tally.documents, tally.spans) == (2, 1)


def test_a_sentence_a_line_with_bars() -> None:
    assert spans("Ana|NNP|B-PER Li|NNP|I-PER a|b|X|O\nc|X|O\n") == [("PER", "Ana Li")]


def test_a_line_without_its_columns_is_refused_by_number() -> None:
    found, tally = reading(FORMAT, b"a\tO\nsecret\nb\tB-X\n")
    assert [(one.line, "secret" in one.why) for one in tally.refused] == [(2, False)]
    assert found[0].text == "a b"


def test_separators_of_lines_that_are_no_line_end_stay_in_the_word() -> None:
    assert spans("a\u2028b\tB-X\r\nc\x85\tI-X\r\n") == [("X", "a\u2028b c\x85")]


def test_a_word_that_holds_blanks_keeps_them_where_blanks_separate() -> None:
    assert spans("10 000 B-N\nx O\ny O\n") == [("N", "10 000")]


@pytest.mark.parametrize("name", SCHEMES)
@settings(max_examples=60, deadline=None)
@given(given_=st.lists(documents(overlap=False), max_size=3))
def test_words_and_spans_come_back(name: str, given_: list[Document]) -> None:
    files, ledger = written(FORMAT, given_, WriteOptions(scheme=name))
    found, tally = reading(FORMAT, files.one)
    renamed = {"-DOCSTART-": "- DOCSTART -"}
    want = [([renamed.get(word, word) for word in words], spans) for words, spans in map(shape, given_)]
    got = [(_words(one), shape(one)[1]) for one in found] if given_ else []
    assert got == want
    assert not tally.refused and not ledger.dropped()
    assert tally.spans == sum(len(one.readings[0].spans) for one in given_)


def _words(document: Document) -> list[str]:
    return [(document.text or "")[a:b] for a, b in document.tokens]


def test_what_overlaps_or_cuts_a_word_is_in_the_books() -> None:
    one = Document(
        "d", "Rat der EU", (Reading(spans=(Span("1", "A", ((0, 7),)), Span("2", "B", ((4, 9),)))),), "codepoint",
        tokens=((0, 3), (4, 7), (8, 10)),
    )  # fmt: skip
    files, ledger = written(FORMAT, [one])
    assert files.one.decode() == "-DOCSTART-\tO\n\nRat\tB-A\nder\tI-A\nEU\tO\n\n"
    rows = ledger.to_json()
    assert [row["label"] for row in rows["dropped"]] == ["B"]  # type: ignore[index,union-attr,call-overload]
    assert [row["why"] for row in rows["changed"]] == ["widened to whole tokens"]  # type: ignore[index,union-attr,call-overload]


def test_a_label_with_a_blank_is_written_with_another_and_booked() -> None:
    one = Document("d", "EU", (Reading(spans=(Span("1", "a law", ((0, 2),)),)),), "codepoint", tokens=((0, 2),))
    files, ledger = written(FORMAT, [one])
    assert b"B-a_law" in files.one
    assert "a_law" in str(ledger.to_json()["changed"])


def test_a_scheme_that_is_not_known_is_refused() -> None:
    with pytest.raises(Fault, match="no tagging scheme"):
        written(FORMAT, [], WriteOptions(scheme="BIRD"))


@pytest.mark.parametrize(
    "text", ["", "Some prose.\nAnd more of it.\n", "a\tb\nc\td\n", "T1\tOrg 0 5\tHello\n", '{"text": "O"}\n', "\0"]
)
def test_other_files_are_not_taken_for_it(text: str) -> None:
    assert FORMAT.sniff(Source("x.txt", text.encode)) == 0


@pytest.mark.parametrize("name", ROWS)
def test_it_knows_its_own(name: str) -> None:
    assert FORMAT.sniff(Source("x", table(*ROWS[name]).encode)) > 0.5


def test_broken_files_end_in_a_fault_or_in_refused_lines() -> None:
    samples = [table(*rows).encode() for rows in ROWS.values()] + [
        b"# text = a b\n1\ta\tB-X\tO\n2\tb\tO\tO\n\n-DOCSTART- O\n"
    ]
    only_faults(lambda data: (FORMAT.sniff(Source("x", lambda: data)), reading(FORMAT, data)), samples, 1500)

"""Reading WebAnno TSV, worked by hand: escapes, stacks, parts of tokens, slots, chains, relations, laid texts."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.core.fault import Fault
from workbench.formats.exchange import Document, Link
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.source import Source
from workbench.formats.webannotsv import FORMAT
from workbench.formats.webannotsv.cells import split
from workbench.formats.webannotsv.escapes import escaped_text, escaped_value, plain_text, plain_value

BOAT = "1-1\t0-3\tThe\t{}\n1-2\t4-8\tboat\t{}\n1-3\t9-14\tsails\t{}\n"


def page(header: str, body: str, version: str = "3.3") -> bytes:
    return f"#FORMAT=WebAnno TSV {version}\n{header}\n\n\n{body}".encode()


def boat(header: str, *cells: str) -> bytes:
    """A sentence of three tokens with these cells behind them."""
    return page(header, "#Text=The boat sails\n" + BOAT.format(*cells))


def read(data: bytes, name: str = "d.tsv", **options: Any) -> tuple[Document, Tally]:
    tally = Tally()
    (document,) = FORMAT.read(Source(name, lambda: data), tally, ReadOptions(**options))
    return document, tally


def spans(document: Document) -> list[tuple[str, int, int]]:
    return [(span.label, *span.fragments[0]) for span in document.readings[0].spans]


def relations(document: Document) -> list[tuple[str, str, str]]:
    labels = {span.id: span.label for span in document.readings[0].spans}
    return [(one.label, labels[one.head], labels[one.tail]) for one in document.readings[0].relations]


def dropped(tally: Tally) -> list[tuple[str, str, str, int]]:
    told: Any = tally.ledger.to_json()
    return [(row["what"], row["label"], row["why"], row["n"]) for row in told["dropped"]]


# -- cells ---------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["", "a|b", "_", "*", "x[1]", "a->b;c", "tab\tlf\n", "\\", "\\t", "\\\\n", "a\\|"])
def test_values_survive_their_escapes(value: str) -> None:
    cell = escaped_value(value)
    assert plain_value(cell) == value
    assert split(f"{cell}|{cell}", "|") == [cell, cell]


def test_the_table_of_escapes() -> None:
    assert escaped_value("\\ [ ] | _ -> ; \t \n *") == r"\\ \[ \] \| \_ \-> \; \t \n \*"
    assert escaped_text("\t\r\f\b\\\x01[|_") == "\\t\\r\\f\\b\\\\\\\x01[|_"
    assert plain_text("a\\tb\\r\\\\t\\\x01", 3) == "a\tb\r\\t\x01"
    assert plain_text(r"\u00e9\ud83d\ude42\n\"", 1) == 'é🙂\n"'


# -- spans ---------------------------------------------------------------------------


def test_a_label_and_attributes_and_an_annotation_without_a_value() -> None:
    header = "#T_SP=custom.Span|label|kind|identifier"
    document, tally = read(boat(header, "PER\tx\\|y\tQ1", "*\t*\t*", "_\t_\t_"))
    first, second = document.readings[0].spans
    assert (first.label, first.attributes, first.links) == ("PER", (("kind", "x|y"),), (Link("Q1"),))
    assert (second.label, second.attributes, second.links) == ("Span", (), ())
    assert (tally.documents, tally.spans, tally.relations) == (1, 2, 0)


def test_stacked_and_running_over_tokens() -> None:
    document, _ = read(boat("#T_SP=a.L|value", "A[1]|B[2]", "A[1]", "A[1]|C"))
    assert spans(document) == [("A", 0, 14), ("B", 0, 3), ("C", 9, 14)]


def test_stacked_without_ids_goes_by_place() -> None:
    document, tally = read(boat("#T_SP=a.L|value|kind", "A|B\tx|y", "_\t_", "_\t_"))
    assert [(s.label, s.attributes) for s in document.readings[0].spans] == [
        ("A", (("kind", "x"),)),
        ("B", (("kind", "y"),)),
    ]
    assert tally.spans == 2


def test_a_missing_piece_in_a_stack_is_found_by_its_id() -> None:
    document, _ = read(boat("#T_SP=a.L|value|kind", "A[1]|B[2]\ty[2]", "_\t_", "_\t_"))
    assert [(s.label, s.attributes) for s in document.readings[0].spans] == [("A", ()), ("B", (("kind", "y"),))]


def test_an_escaped_bracket_is_no_id() -> None:
    document, _ = read(boat("#T_SP=a.L|value", r"A\[1\]", r"A\[1\]", "_"))
    assert spans(document) == [("A[1]", 0, 3), ("A[1]", 4, 8)]


def test_parts_of_tokens() -> None:
    body = (
        "#Text=The boat\n1-1\t0-3\tThe\t_\t\n1-1.1\t1-3\the\tX[1]\t\n"
        "1-2\t4-8\tboat\t_\t\n1-2.1\t4-6\tbo\tX[1]\t\n1-2.2\t6-6\t\tZ\t\n"
    )
    document, tally = read(page("#T_SP=a.L|value", body))
    assert spans(document) == [("X", 1, 6), ("Z", 6, 6)]
    assert document.tokens == ((0, 3), (4, 8))
    assert tally.spans == 2


def test_token_layers_are_booked_and_no_spans_unless_asked_for() -> None:
    pos = "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS"
    data = boat(f"#T_SP={pos}|PosValue\n#T_RL=d.Dep|DependencyType|BT_{pos}", "D\tdet\t1-2", "N\t_\t_", "V\t_\t_")
    document, tally = read(data)
    assert spans(document) == []
    assert (tally.spans, tally.relations) == (0, 1)
    assert [row[:2] for row in dropped(tally)] == [("relation", "det"), ("token layer", "POS")]
    document, _ = read(data, layers=("POS",))
    assert [span.attributes for span in document.readings[0].spans] == [(("PosValue", v),) for v in "DNV"]
    assert relations(document) == [("det", "POS", "POS")]


# -- relations, slots, chains --------------------------------------------------------


def test_a_relation_stands_on_its_target() -> None:
    header = "#T_SP=a.L|value\n#T_RL=a.R|label|n|BT_a.L"
    document, tally = read(boat(header, "A\t_\t_\t_", "B\t_\t_\t_", "C\tof|to\t1|*\t1-1|1-2"))
    assert relations(document) == [("of", "A", "C"), ("to", "B", "C")]
    assert [one.attributes for one in document.readings[0].relations] == [(("n", "1"),), ()]
    assert tally.relations == 2


def test_ids_tell_the_ends_of_relations_apart() -> None:
    header = "#T_SP=a.L|value\n#T_RL=a.R|BT_a.L"
    document, _ = read(boat(header, "A[1]|B[2]\t_", "_\t_", "C[3]|D[4]|E\t1-1[2_4]|1-1[1_0]"))
    assert relations(document) == [("R", "B", "D"), ("R", "A", "E")]


def test_a_relation_to_nothing_is_booked_and_counted() -> None:
    document, tally = read(boat("#T_SP=a.L|value\n#T_RL=a.R|label|BT_a.L", "A\tof\t1-3", "_\t_\t_", "_\tto\trubbish"))
    assert relations(document) == []
    assert tally.relations == 2
    assert [row[:3] for row in dropped(tally)] == [
        ("relation", "of", "an end of it is not there"),
        ("relation", "to", "an end of it is not there"),
    ]


def test_slots_are_relations_by_their_roles() -> None:
    header = "#T_SP=a.Host|ROLE_a.Host:links_a.Link|a.L|value\n#T_SP=a.L|value"
    document, tally = read(boat(header, "who;*\t1-2;1-3[7]\tH\t_", "_\t_\t_\tA", "_\t_\t_\tB[7]|C[8]"))
    assert relations(document) == [("who", "H", "A"), ("links", "H", "B")]
    assert (tally.spans, tally.relations) == (4, 0)


def test_stacked_hosts_keep_their_own_slots() -> None:
    header = "#T_SP=a.Host|ROLE_a.Host:links_a.Link|a.L|value\n#T_SP=a.L|value"
    document, _ = read(boat(header, "_[1]|x[2]\t*|1-2\tH[1]|I[2]\t_", "_\t_\t_\tA", "_\t_\t_\t_"))
    assert relations(document) == [("x", "I", "A")]


def test_the_members_of_a_chain_share_a_link_and_are_not_counted() -> None:
    header = "#T_CH=a.Coref|referenceRelation|referenceType"
    document, tally = read(boat(header, "of->1-1\tnam[1]", "*->2-1\t*[2]", "*->1-2|*->2-2\t*[1]|pro[2]"))
    found = {span.label: span.links[0].id for span in document.readings[0].spans[:2]}
    assert spans(document) == [("nam", 0, 3), ("Coref", 4, 8), ("Coref", 9, 14), ("pro", 9, 14)]
    links = [span.links[0].id for span in document.readings[0].spans]
    assert links == [found["nam"], found["Coref"], found["nam"], found["Coref"]]
    assert document.readings[0].spans[0].attributes == (("referenceRelation", "of"),)
    assert tally.spans == 0


# -- texts ---------------------------------------------------------------------------


def test_offsets_are_utf16_and_gaps_are_filled() -> None:
    body = "#Text=🙂 hi\n1-1\t0-2\t🙂\t_\n1-2\t3-5\thi\tA\n\n#Text=you\n2-1\t8-11\tyou\tB\n"
    document, _ = read(page("#T_SP=a.L|value", body))
    assert (document.text, document.unit, document.rebuilt) == ("🙂 hi\n  you", "utf16", True)
    assert spans(document) == [("A", 3, 5), ("B", 8, 11)]
    assert document.sentences == ((0, 5), (8, 11))


def test_a_file_in_code_points_is_found_out_by_its_tokens() -> None:
    body = "#Text=🙂 hi\n1-1\t0-1\t🙂\t_\n1-2\t2-4\thi\tA\n\n#Text=you\n2-1\t5-8\tyou\tB\n"
    document, _ = read(page("#T_SP=a.L|value", body))
    assert (document.text, document.unit) == ("🙂 hi\nyou", "codepoint")


def test_a_sentence_of_several_lines_and_one_that_touches_the_next() -> None:
    body = "#Sentence.id=s\n#Text=a\n#Text=b\n1-1\t0-1\ta\n1-2\t2-3\tb\n\n#Text=c\n2-1\t3-4\tc\n"
    document, _ = read(page("", body))
    assert (document.text, document.rebuilt) == ("a\nbc", False)


def test_line_ends_of_windows_and_a_header_without_its_second_blank_line() -> None:
    data = boat("#T_SP=a.L|value", "A", "_", "_").replace(b"\n\n\n", b"\n\n").replace(b"\n", b"\r\n")
    document, tally = read(data)
    assert (document.text, spans(document)) == ("The boat sails", [("A", 0, 3)])
    assert tally.refused == []


def test_a_sentence_that_runs_backwards_leaves_no_text_and_all_counts() -> None:
    body = "#Text=boat\n1-1\t0-4\tboat\tA\n\n#Text=sails\n2-1\t0-5\tsails\tB\n"
    document, tally = read(page("#T_SP=a.L|value", body))
    assert document.text is None
    assert tally.spans == 2
    assert [(one.line, one.why) for one in tally.refused] == [(8, "the sentence begins before the one above it ends")]


def test_broken_rows_are_refused_by_line() -> None:
    body = "1-1\t0-1\ta\n#Text=b\nnonsense\n1-1\t3-1\tb\n1-2\t0-1\tb\n"
    _, tally = read(page("", body))
    assert [one.line for one in tally.refused] == [5, 7, 8]


def test_a_sentence_far_away_does_not_fill_the_memory() -> None:
    document, tally = read(page("", "#Text=b\n1-1\t999999999-1000000000\tb\n"))
    assert document.text is None
    assert tally.refused[0].why == "the sentence lies far behind the one above it"


def test_other_lines_of_the_header_are_kept() -> None:
    document, _ = read(page("#Summary1=short", "#Text=b\n1-1\t0-1\tb\n"))
    assert document.meta == {"Summary1": "short"}


# -- files ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("d.tsv", ("d.tsv", "", "human")),
        ("x.zip/annotation/d.txt/ana.tsv", ("d.txt", "ana", "human")),
        ("x.zip/annotation/d.txt/INITIAL_CAS.tsv", ("d.txt", "", "human")),
        ("x.zip/curation/d.txt/CURATION_USER.tsv", ("d.txt", "", "gold")),
    ],
)
def test_a_project_archive_names_documents_and_annotators(name: str, owner: tuple[str, str, str]) -> None:
    document, _ = read(boat("#T_SP=a.L|value", "A", "_", "_"), name)
    (reading,) = document.readings
    assert (document.name, reading.annotator, reading.kind) == owner


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (b"", False),
        (b"x", False),
        (b"# a comment\n", False),
        (b"#FORMAT=WebAnno TSV 2.0\n", True),
        (b"# webanno.custom.X | value\n", True),
        (b" # de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity\n", True),
        (b"#FORMAT=WebAnno TSV 3.3\n\xff", True),
    ],
)
def test_anything_else_is_a_fault_and_older_versions_are_known_for_a_hint(data: bytes, known: bool) -> None:
    with pytest.raises(Fault, match="as TSV 3|is not UTF-8"):
        read(data)
    assert bool(FORMAT.sniff(Source("d", lambda: data))) is known

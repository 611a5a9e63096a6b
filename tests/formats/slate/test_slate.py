"""SLATE: places by hand against the text, every shape of item, and nothing in a file is ever run."""

from __future__ import annotations

from typing import Any

import pytest

from tests.formats.drawn import only_faults
from tests.formats.small import source
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.slate import FORMAT

TEXT = "Mira met  Ben\r\n\n \U0001f600 in Oslo.\n"
"""Line 0: Mira 0–4, met 5–8, Ben 10–13; line 1 is empty; line 2: an emoji 17–18, in 19–21, Oslo. 22–27."""


def read(lines: str, text: str | None = TEXT, name: str = "d.txt.annotations") -> tuple[Document, Tally]:
    files = {name: lines.encode()} | ({} if text is None else {"d.txt": text.encode()})
    tally = Tally()
    (found,) = FORMAT.read(source(files, name), tally, ReadOptions())
    return found, tally


@pytest.mark.parametrize(
    ("places", "fragments"),
    [
        ("(0, 0)", ((0, 4),)),
        ("(2, 2)", ((22, 27),)),
        ("((0, 1), (0, 2))", ((5, 13),)),
        ("((0, 2), (2, 0))", ((10, 18),)),
        ("(0, 0, 1)", ((1, 2),)),
        ("((0, 0, 1), (0, 1, 0))", ((1, 6),)),
        ("[(0, 0), (0, 2)]", ((0, 4), (10, 13))),
        ("[((0, 0), (0, 1)), (2, 0)]", ((0, 8), (17, 18))),
        ("(2,)", ((17, 27),)),
        ("((0,), (2,))", ((0, 27),)),
        ("()", ((0, 27),)),
        ("2", ((17, 27),)),
    ],
)
def test_places_are_counted_as_slate_counts_them(places: str, fragments: Any) -> None:
    found, tally = read(f"{places} - X\n")
    assert [(span.label, span.fragments) for span in found.readings[0].spans] == [("X", fragments)]
    assert (tally.documents, tally.spans, tally.relations, tally.refused) == (1, 1, 0, [])


@pytest.mark.parametrize(
    "line",
    [
        "(0, 9) - X", "(1,) - X", "(7, 0) - X", "(0, 0, 4) - X", "((0, 2), (0, 0)) - X", "(0, -1) - X", "(0, 0)",
        "x - X", "__import__('os').abort() - X", "(" * 99_999 + " - X", "(9999999999, 0) - X", "(0, 0 - X",
        "((0, 1), (0, 2), 3) - X", "(0, 0) -", "() - ", "(0, 1, 2, 3) - X", "[[[0]]] - X",
    ],
)  # fmt: skip
def test_what_is_no_item_is_refused_with_its_line(line: str) -> None:
    _, tally = read(f"(0, 0) - A\n{line}\n")
    assert [(row.line, bool(row.why)) for row in tally.refused] == [(2, True)]


def test_an_item_may_have_several_labels_and_labels_may_hold_dashes() -> None:
    found, tally = read("(0, 0) - A B-c\n")
    assert [span.label for span in found.readings[0].spans] == ["A", "B-c"]
    assert tally.spans == 1


def test_links_join_places_that_become_spans() -> None:
    found, tally = read("0 2 -\n2 2 -\n:0 2 -\n")
    (reading,) = found.readings
    assert [(span.id, span.fragments) for span in reading.spans] == [("p1", ((0, 13),)), ("p2", ((17, 27),))]
    assert [(one.head, one.tail) for one in reading.relations] == [("p1", "p2"), ("p2", "p2"), ("p1", "p2")]
    assert (tally.spans, tally.relations) == (0, 3)
    told: Any = tally.ledger.to_json()
    assert [row["n"] for row in told["changed"]] == [2]


def test_without_its_text_a_file_is_counted_all_the_same() -> None:
    found, tally = read("(0, 0) - X\n(99, 5) - Y\n0 1 -\n", text=None)
    assert found.text is None
    assert (tally.spans, tally.relations) == (2, 1)


@pytest.mark.parametrize(
    ("name", "annotator"),
    [
        ("d.txt.annotations", ""),
        ("d.txt.annotations.ana", "ana"),
        ("d.txt.links.annotations2", "2"),
        ("d.annotation.ana.txt", "ana"),
        ("d.txt.marks", ""),
    ],
)
def test_the_name_tells_the_text_and_the_person(name: str, annotator: str) -> None:
    found, _ = read("(0, 0) - X\n", name=name)
    assert (found.name, found.text, found.readings[0].annotator) == ("d", TEXT, annotator)
    file = source({name: b"(0, 0) - X\n", "d.txt": b"x"}, name)
    assert list(FORMAT.companions(file)) == ["d.txt"]
    assert FORMAT.sniff(file) > 0


@pytest.mark.parametrize(
    "data", [b"Mira - met\n", b"(see below) - well\n", b"1\t2\tx\n", b"", b"- a\n- b\n", b"\xff\xfe"]
)
def test_other_texts_are_not_taken_for_it(data: bytes) -> None:
    assert FORMAT.sniff(source({"a.txt": data}, "a.txt")) == 0


def test_damaged_files_end_in_a_sentence() -> None:
    def attempt(data: bytes) -> Any:
        return list(
            FORMAT.read(
                source({"d.txt.annotations": data, "d.txt": TEXT.encode()}, "d.txt.annotations"), Tally(), ReadOptions()
            )
        )

    sample = b"(0, 0) - X\n((0, 1), (2, 0)) - Y z\n[(0, 0), (0, 2)] - Z\n0 2 -\n"
    assert only_faults(attempt, [sample], 1000) < 1000

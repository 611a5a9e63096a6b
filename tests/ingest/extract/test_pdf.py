"""PDF: the text layer, divided words, and files that have none or do not open."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.extract.made import locked, pdf
from workbench.core.fault import Fault
from workbench.ingest.extract import pdf as reading
from workbench.ingest.extract.extraction import extract
from workbench.ingest.extract.hyphens import joined

TEXT = pdf(["The trea-", "ty was signed."], ["It takes effect", "in June."])


@pytest.mark.parametrize(
    "data",
    [TEXT, pdf(["The trea-", "ty was signed."], ["It takes effect", "in June."], compress=True)],
    ids=["plain", "compressed"],
)
def test_pages_stand_one_below_the_other(data: bytes) -> None:
    found = extract("pdf", data)
    assert found.text == "The treaty was signed.\nIt takes effect\nin June."
    said = found.to_json()
    assert said["extractor"] == "pypdf" and said["pages"] == 2
    assert said["changed"] == {"words joined that a hyphen divided at a line's end": 1}


def test_hyphens_are_kept_where_one_asks_for_it() -> None:
    found = extract("pdf", TEXT, keep_hyphens=True)
    assert found.text.startswith("The trea-\nty was") and not found.changed


@pytest.mark.parametrize(
    ("text", "whole", "n"),
    [
        ("a trea-\nty", "a treaty", 1),
        ("a trea\u00ad\nty", "a treaty", 1),
        ("a trea\u2010\r\nty", "a treaty", 1),
        ("Karlsson-\nBerg", "Karlsson-\nBerg", 0),
        ("welt -\nweit", "welt -\nweit", 0),
        ("1990-\n2000", "1990-\n2000", 0),
        ("ж-\nж и э\u0301-\nт", "жж и э\u0301-\nт", 1),
        ("a-\nb-\nc", "abc", 2),
        ("- \nx-\n", "- \nx-\n", 0),
    ],
)
def test_only_words_that_a_line_divided_are_joined(text: str, whole: str, n: int) -> None:
    assert joined(text) == (whole, n)


@given(st.text("aZé1 -\n\u00ad\u2010", max_size=40))
def test_joining_takes_away_hyphens_and_line_ends_alone_and_a_second_time_nothing(text: str) -> None:
    whole, n = joined(text)
    assert len(text) - len(whole) == 2 * n
    gone = str.maketrans("", "", "-\n\u00ad\u2010")
    assert whole.translate(gone) == text.translate(gone)
    assert joined(whole) == (whole, 0)


def test_pages_without_text_are_counted() -> None:
    found = extract("pdf", pdf(["One line."], [], []))
    assert found.left_out == {"pages without a text layer": 2}
    with pytest.raises(Fault, match="has no text layer"):
        extract("pdf", pdf([], []))


def test_a_password_is_asked_for_only_where_reading_needs_one() -> None:
    assert extract("pdf", locked(TEXT, "")).text == extract("pdf", TEXT).text
    with pytest.raises(Fault, match="is encrypted"):
        extract("pdf", locked(TEXT, "secret"))


def test_more_than_a_document_may_hold_is_refused_while_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST", 30)
    with pytest.raises(Fault, match="holds more than 30 characters"):
        extract("pdf", TEXT)


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"x", TEXT[:200], b"%PDF-1.7\n1 0 obj\n<< /Pages 1 0 R >>\nendobj\n"])
def test_what_is_no_pdf_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Fault, match="is damaged or no PDF file|has no text layer"):
        extract("pdf", data)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(TEXT) - 1), st.binary(min_size=1, max_size=6))
def test_a_damaged_file_gives_text_or_a_fault_and_nothing_is_logged(at: int, other: bytes) -> None:
    heard: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = heard.append  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    try:
        extract("pdf", TEXT[:at] + other + TEXT[at + len(other) :])
    except Fault:
        pass
    finally:
        logging.getLogger().removeHandler(handler)
    assert heard == []

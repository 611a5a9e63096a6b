"""Re-anchoring: a span follows its words, and stays out where it is not clear which ones they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.core.ledger import Ledger
from workbench.formats.exchange import Reading, Relation, Span
from workbench.ingest.foreign.reanchoring import Reanchoring


def placed(source: str, target: str, quote: str, nth: int = 0) -> str | None:
    """The words before the place that a quote of the source gets in the target; None where it gets none."""
    at = -1
    for _ in range(nth + 1):
        at = source.index(quote, at + 1)
    found = Reanchoring(source, target).place((at, at + len(quote)))
    if found is None:
        return None
    assert target[slice(*found)] == quote
    return target[: found[0]]


def test_words_that_moved_are_found_again() -> None:
    assert placed("Mira met Berto.", "In May, Mira met Berto.", "Berto") == "In May, Mira met "


def test_what_stands_around_decides_between_equal_words() -> None:
    source, target = "Ana saw Ben, and Ben saw Ana.", "So Ana saw Ben, and then Ben saw Ana."
    assert placed(source, target, "Ben", 0) == "So Ana saw "
    assert placed(source, target, "Ben", 1) == "So Ana saw Ben, and then "


def test_a_place_that_is_not_clear_is_none() -> None:
    assert placed("x Ana y", "p Ana q Ana r", "Ana") is None
    assert placed("Ana left.", "Nobody left.", "Ana") is None


def test_a_relation_goes_with_its_ends_and_every_loss_is_booked() -> None:
    spans = (Span("1", "person", ((0, 3),)), Span("2", "person", ((8, 11),)))
    reading = Reading("ana", spans=spans, relations=(Relation("r", "knows", "1", "2"),))
    ledger = Ledger()
    moved = Reanchoring("Ana and Ben left", "Ana left").reading("doc", reading, ledger)
    assert moved.spans == (spans[0],)
    assert moved.relations == ()
    assert (ledger.dropped("spans"), ledger.dropped("relations")) == (1, 1)
    ledger.check()


@given(st.text("ab é🚢\n", max_size=30), st.text("ab ", max_size=6), st.data())
def test_what_gets_a_place_has_the_same_words_there(source: str, more: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(source)))
    target = source[:cut] + more + source[cut:]
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    found = Reanchoring(source, target).place((start, end))
    assert found is None or target[slice(*found)] == source[start:end]

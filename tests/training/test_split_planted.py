"""Must-show: near-duplicates never stand on two sides, labels come out even, and what comes later moves nothing.

It breaks if units are cut, if a label is dealt out by chance, or if an assigned document is dealt out again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import pytest

from tests.training.planted import Planted, evenness, parted, planted, united
from workbench.ingest.neardup import Finder
from workbench.training.split import PARTS, SHARES, divide

TARGET = dict(zip(PARTS, SHARES, strict=True))


class Seen(NamedTuple):
    """A corpus and the pairs that the near-duplicate finder of an ingest finds in it."""

    corpus: Planted
    ids: list[UUID]
    pairs: list[tuple[int, int]]


def seen(count: int, words: int) -> Seen:
    corpus = planted(count, words=words)
    finder: Finder[int] = Finder(corpus.texts.__getitem__)
    pairs = [(match.key, n) for n, text in enumerate(corpus.texts) for match in finder.add(n, text)]
    return Seen(corpus, corpus.ids(), pairs)


@pytest.fixture(
    scope="module",
    params=[pytest.param((1500, 60), id="small"), pytest.param((20_000, 120), id="whole", marks=pytest.mark.slow)],
)
def found(request: pytest.FixtureRequest) -> Seen:
    return seen(*request.param)


def test_the_finder_finds_every_planted_copy(found: Seen) -> None:
    assert len(found.corpus.copies) == round(0.05 * (n := len(found.ids) / 1.07)) + round(0.02 * n)
    assert set(found.corpus.copies) <= set(found.pairs)


def test_no_pair_stands_on_two_sides_and_labels_are_even(found: Seen) -> None:
    units, labels = united(found.ids, found.pairs), dict(zip(found.ids, found.corpus.labels, strict=True))
    made = divide(units, {}, labels=labels)
    assert parted(made.parts, found.ids, found.pairs + found.corpus.copies) == 0
    even = evenness(made.parts, units, labels, TARGET)
    assert max(even.points_documents, even.points_items) <= 2
    assert max(even.units_documents, even.units_items) <= 1
    largest = max(Counter(units.values()).values())
    for part, share in TARGET.items():
        assert abs(Counter(made.parts.values())[part] - share * len(units)) <= largest


def test_a_hash_alone_would_part_pairs(found: Seen) -> None:
    """What the units are for: without them, copies are dealt out as if they were strangers."""
    alone = divide({id: id for id in found.ids}, {})
    assert parted(alone.parts, found.ids, found.corpus.copies) > len(found.corpus.copies) / 10


def test_what_comes_later_moves_nothing(found: Seen) -> None:
    """A fifth of the documents, copies of the others among them, comes after the rest was divided."""
    early = [n for n in range(len(found.ids)) if n % 5]
    known = set(early)
    first = united(found.ids, [(a, b) for a, b in found.pairs if a in known and b in known])
    labels = dict(zip(found.ids, found.corpus.labels, strict=True))
    before = divide({found.ids[n]: first[found.ids[n]] for n in early}, {}, labels=labels).parts
    units = united(found.ids, found.pairs)
    after = divide(units, before, labels=labels)
    assert {id: after.parts[id] for id in before} == before
    assert_only_straddling_pairs_are_parted(found, units, after.parts, after.straddling)


def assert_only_straddling_pairs_are_parted(
    found: Seen, units: dict[UUID, UUID], parts: dict[UUID, str], straddling: Sequence[Sequence[UUID]]
) -> None:
    """A pair may be parted only where a document that came later joined two units that had been assigned apart."""
    named = {units[unit[0]] for unit in straddling}
    assert {units[found.ids[a]] for a, b in found.pairs if parts[found.ids[a]] != parts[found.ids[b]]} <= named

"""Candidates against what the shingles themselves say, while documents are few and when they are many."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from workbench.ingest.candidates import COMMON, KEEP, Candidates

Hashes = NDArray[np.uint64]


def spread(numbers: set[int]) -> Hashes:
    """Small numbers as distinct, sorted hashes whose every bit is random (multiplication by an odd number)."""
    return np.sort(np.array(sorted(numbers), np.uint64) * np.uint64(0x9E3779B97F4A7C15))


def alike(a: set[int], b: set[int], threshold: float = 0.3) -> bool:
    return bool(a & b) and len(a & b) / len(a | b) >= threshold


sets = st.lists(st.sets(st.integers(1, 12), max_size=8), max_size=12)


@given(sets, st.sampled_from([0.1, 0.3, 0.5, 1.0]))
def test_few_documents_give_exactly_those_that_are_alike(found: list[set[int]], threshold: float) -> None:
    candidates = Candidates(threshold, 10**9)
    for i, one in enumerate(found):
        assert candidates.like(spread(one)) == [j for j in range(i) if alike(found[j], one, threshold)]
        candidates.add(spread(one))


@pytest.mark.parametrize("many", [1, 40, 10**9])
def test_long_documents_at_the_threshold_are_not_missed(many: int) -> None:
    # 1,000 shingles and 1,000 others of which 462 are shared: 462 / 1,538 = .3004; sizes 1,000 and 301: .301.
    chance = np.random.default_rng(3)
    candidates = Candidates(0.3, many)
    kept = [set(chance.integers(1, 2**62, 1000).tolist()) for _ in range(60)]
    for one in kept:
        candidates.add(spread(one))
    for i, one in enumerate(kept):
        ordered = sorted(one)
        half = {*ordered[:462], *chance.integers(1, 2**62, 538).tolist()}
        assert candidates.like(spread(half)) == [i]
        assert candidates.like(spread(set(ordered[:301]))) == [i]


def test_many_documents_without_likeness_give_none() -> None:
    chance = np.random.default_rng(4)
    candidates = Candidates(0.3, 50)
    for _ in range(300):
        hashes = spread(set(chance.integers(1, 2**62, 400).tolist()))
        assert candidates.like(hashes) == []
        candidates.add(hashes)


@pytest.mark.parametrize("many", [20, 10**9])
def test_what_stands_in_all_documents_makes_no_candidates_and_hides_none(many: int) -> None:
    chance = np.random.default_rng(5)
    everywhere = set(range(1, 31))
    candidates = Candidates(0.3, many)
    kept = []
    for _ in range(COMMON + 50):
        kept.append(everywhere | set(chance.integers(2**40, 2**62, 400).tolist()))
        assert candidates.like(spread(kept[-1])) == []
        candidates.add(spread(kept[-1]))
    copy = set(sorted(kept[7])[:300])
    assert candidates.like(spread(copy)) == [7]


def test_documents_of_which_all_is_common_are_found() -> None:
    candidates = Candidates(0.3, 10**9)
    hashes = spread(set(range(1, 100)))
    for i in range(COMMON + 3):
        assert candidates.like(hashes) == list(range(i))
        candidates.add(hashes)


def test_many_documents_keep_a_bounded_number_of_hashes() -> None:
    candidates = Candidates(0.3, 10)
    chance = np.random.default_rng(6)
    for _ in range(30):
        candidates.add(spread(set(chance.integers(1, 2**62, 1000).tolist())))
    assert sum(map(len, candidates._entries.runs())) == 30 * KEEP

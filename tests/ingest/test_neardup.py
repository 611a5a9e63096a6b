"""Near-duplicates against the truth by brute force."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ingest.neardup import THRESHOLD, Finder
from workbench.ingest.shingles import ShingleHashes, jaccard, shingles


def brute(texts: list[str], threshold: float = THRESHOLD) -> set[tuple[int, int]]:
    """Every pair that reaches the threshold, by comparing all with all in plain sets of word tuples."""
    cut = []
    for text in texts:
        words = "".join(c if c.isalnum() or c == "_" else " " for c in text.casefold()).split()
        runs = {tuple(words[i : i + 5]) for i in range(len(words) - 4)} or ({tuple(words)} if words else set())
        cut.append(runs)
    return {
        (i, j)
        for j in range(len(texts))
        for i in range(j)
        if cut[i] | cut[j] and len(cut[i] & cut[j]) / len(cut[i] | cut[j]) >= threshold
    }


def found(texts: list[str], many: int, threshold: float = THRESHOLD) -> set[tuple[int, int]]:
    finder: Finder[int] = Finder(texts.__getitem__, threshold, many)
    return {(match.key, i) for i, text in enumerate(texts) for match in finder.add(i, text)}


def corpus(seed: int, count: int) -> list[str]:
    """Texts of which every third is a changed copy of an earlier one; all open with the same boilerplate."""
    chance = random.Random(seed)
    words = [f"w{i}" for i in range(400)]
    kept: list[list[str]] = []
    for i in range(count):
        if i % 3 == 2:
            new = list(chance.choice(kept))
            for _ in range(chance.randrange(0, 30)):
                new[chance.randrange(len(new))] = chance.choice(words)
        else:
            new = chance.choices(words, k=chance.randint(6, 150))
        kept.append(new)
    return ["Latest news from the harbour today: " + " ".join(text) for text in kept]


@pytest.mark.parametrize("seed", range(3))
def test_index_finds_exactly_what_brute_force_finds(seed: int) -> None:
    texts = corpus(seed, 90)
    truth = brute(texts)
    assert truth
    assert found(texts, many=10**9) == truth


def test_minhash_finds_what_brute_force_finds_and_nothing_else() -> None:
    texts = corpus(5, 150)
    assert found(texts, many=1) == brute(texts)
    assert found(texts, many=40) == brute(texts)  # the index handed over to MinHash on the way


@given(st.lists(st.text("ab c", max_size=30), max_size=8), st.sampled_from([0.1, 0.3, 0.5, 1.0]))
def test_small_texts_against_brute_force(texts: list[str], threshold: float) -> None:
    exact = {(i, j) for j in range(len(texts)) for i in range(j) if texts[i] == texts[j]}
    assert found(texts, 10**9, threshold) == brute(texts, threshold) | exact


def test_same_text_is_exact_even_without_words() -> None:
    finder: Finder[int] = Finder(lambda i: "…")
    assert finder.add(0, "…") == []
    [match] = finder.add(1, "…")
    assert (match.key, match.similarity, match.exact) == (0, 1.0, True)


def test_other_spacing_is_near_with_similarity_one() -> None:
    texts = ["One two three four five six.", "one two  three, four five six"]
    finder: Finder[int] = Finder(texts.__getitem__)
    finder.add(0, texts[0])
    [match] = finder.add(1, texts[1])
    assert (match.similarity, match.exact) == (1.0, False)


def test_jaccard_by_hand() -> None:
    # Runs of five of "a b c d e f" and "b c d e f g": {abcde, bcdef} and {bcdef, cdefg}; one of three is shared.
    assert jaccard(shingles("a b c d e f"), shingles("b c d e f g")) == pytest.approx(1 / 3)


@given(st.text("ab \n.", max_size=60))
def test_hashes_count_as_shingles_do(text: str) -> None:
    assert len(set(ShingleHashes()(text).tolist())) == len(shingles(text))

"""Samplers: what a random continuum keeps of the observed one, and what it makes anew."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.agreement.gamma.samplers import SAMPLERS, shuffle, statistical
from workbench.agreement.gamma.units import Units, units

LENGTH = 1_000
SEEN = units(
    [[[(10, 30, "A"), (20, 25, "B"), (900, 960, "A")], [(100, 140, "B"), (500, 510, "A")], [(400, 410, "A")] * 4]]
)


def rows(found: Units, continuum: int, annotator: int) -> list[tuple[float, float, int]]:
    own = (found.continuum == continuum) & (found.annotator == annotator)
    return sorted(zip(found.start[own].tolist(), found.end[own].tolist(), found.label[own].tolist(), strict=True))


def test_shuffle_turns_whole_annotators() -> None:
    found = shuffle(SEEN, LENGTH, 40, np.random.default_rng(1))
    real = [rows(SEEN, 0, who) for who in range(3)]
    shapes = [sorted((round(end - start, 6), label) for start, end, label in own) for own in real]
    for continuum in range(40):
        for who in range(3):
            own = rows(found, continuum, who)
            shape = sorted((round(end - start, 6), label) for start, end, label in own)
            source = real[shapes.index(shape)]
            turns = {round((start - first) % LENGTH, 6) for start, _, _ in own for first, _, _ in source}
            assert any(
                sorted(round((first + turn) % LENGTH, 6) % LENGTH for first, _, _ in source)
                == sorted(round(start, 6) % LENGTH for start, _, _ in own)
                for turn in turns
            )
            assert all(0 <= start < LENGTH for start, _, _ in own)


def test_shuffle_keeps_turns_a_mean_unit_apart() -> None:
    alike = units([[[(0, 100, "A")]] * 3])
    found = shuffle(alike, LENGTH, 200, np.random.default_rng(2))
    starts = found.start[np.lexsort((found.annotator, found.continuum))].reshape(200, 3)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        far = np.abs(starts[:, one] - starts[:, other])
        assert np.minimum(far, LENGTH - far).min() >= 100


def test_shuffle_without_room_still_ends() -> None:
    full = units([[[(0, 10, "A")]] * 3])
    assert shuffle(full, 10, 5, np.random.default_rng(3)).continua == 5


def test_statistical_draws_like_what_was_seen() -> None:
    found = statistical(SEEN, LENGTH, 2_000, np.random.default_rng(4))
    per = np.bincount(found.continuum * 3 + found.annotator, minlength=6_000)
    assert per.min() >= 1
    assert per.mean() == pytest.approx(3, abs=0.1)
    assert (found.label == 0).mean() == pytest.approx(7 / 9, abs=0.02)
    assert (found.end > found.start).all()


@pytest.mark.parametrize("name", SAMPLERS)
def test_a_seed_repeats_itself(name: str) -> None:
    one, other = (SAMPLERS[name](SEEN, LENGTH, 5, np.random.default_rng(9)) for _ in range(2))
    assert one.start.tolist() == other.start.tolist()
    assert one.labels == SEEN.labels
    assert one.annotators == 3

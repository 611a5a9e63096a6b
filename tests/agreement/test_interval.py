"""Wilson's interval, resampling, and α's bootstrap."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.agreement.coding.alpha import krippendorff_alpha
from workbench.agreement.coding.bootstrap import alpha_interval, items, together
from workbench.agreement.coding.counts import Counts
from workbench.agreement.coding.metric import Metric, interval, nominal, ordinal
from workbench.agreement.coding.ratings import Ratings
from workbench.agreement.interval import percentile, resampled, wilson, with_interval
from workbench.agreement.value import Value, undefined

RATINGS = Ratings.of([[1, 1, 2], [2, 2, 2], [3, 3, 1], [1, 1, 1], [2, 3, 3]] * 6, [1, 2, 3])


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_ends_solve_the_score_equation(given_: tuple[int, int]) -> None:
    """At either end the share is 1.96 standard errors away, taken at that end."""
    k, n = given_
    found = wilson(k, n)
    assert found.interval
    assert 0 <= found.interval[0] <= k / n <= found.interval[1] <= 1
    for p in found.interval:
        if 0 < p < 1:
            assert (k / n - p) ** 2 == pytest.approx(1.959963984540054**2 * p * (1 - p) / n, rel=1e-6, abs=1e-12)


def test_a_share_of_nothing() -> None:
    assert wilson(0, 0) == undefined("a share of nothing")


def test_resampled_sums_have_the_mean_and_spread_of_the_rows() -> None:
    rows = [(float(n % 5), 1.0) for n in range(100)]
    drawn = resampled(rows, 4000)
    assert drawn.shape == (4000, 2)
    assert np.all(drawn[:, 1] == 100)
    assert drawn[:, 0].mean() == pytest.approx(200, abs=2)
    assert drawn[:, 0].std() == pytest.approx(math.sqrt(100 * 2), abs=1)


def test_rows_in_any_order_and_any_block_give_the_same_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(float(n * n % 7), 1.0) for n in range(20)]
    once = resampled(rows, 50)
    assert np.array_equal(once, resampled(rows[::-1], 50))
    monkeypatch.setattr("workbench.agreement.interval.BLOCK", 60)
    assert np.array_equal(once, resampled(rows, 50))


def test_half_undefined_is_no_interval() -> None:
    assert percentile(np.array([1.0, np.nan])) is None
    assert percentile(np.array([1.0, 1.0, np.nan])) == (1, 1)
    assert "undefined in most" in with_interval(Value(0.5), np.full(10, np.nan), 10).why


def test_an_undefined_value_has_no_interval() -> None:
    assert with_interval(undefined("so"), np.ones(10), 10) == undefined("so")


@pytest.mark.parametrize("metric", [nominal, interval, ordinal])
def test_the_bootstrap_of_alpha_resamples_alpha(metric: Metric) -> None:
    """Second source: each resample put together item by item and given to α itself."""
    parts = items(RATINGS.counts)
    found = alpha_interval(parts, metric, resamples=60)
    draws = np.random.default_rng(20_150_903).integers(len(parts), size=(60, len(parts)))
    ordered = sorted(parts, key=lambda part: _content(part, metric))
    alphas = [krippendorff_alpha(together([ordered[at] for at in draw]), metric).value for draw in draws]
    low, high = np.quantile([alpha for alpha in alphas if alpha is not None], [0.025, 0.975])
    assert found.interval
    assert list(found.interval) == pytest.approx([low, high])
    assert found.value == krippendorff_alpha(RATINGS.counts, metric).value


def _content(part: Counts, metric: Metric) -> list[float]:
    """The order in which the bootstrap draws: what an item adds up to."""
    from workbench.agreement.coding.bootstrap import _share

    whole = RATINGS.counts
    return _share(part, metric(whole.labels, whole.totals()), metric is ordinal)


def test_items_in_any_order_have_one_interval() -> None:
    rows = [["a", "a"], ["a", "b"], ["b", "b"], ["b", "b"]] * 4
    one, other = (items(Ratings.of(given_).counts) for given_ in (rows, rows[::-1]))
    assert alpha_interval(one, resamples=50) == alpha_interval(other[::-1], resamples=50)


def test_few_items_have_no_interval() -> None:
    once = items(Ratings.of([["a", None]] * 50, ["a", "b"]).counts)
    assert "9 of at least 10" in alpha_interval([*once, *items(Ratings.of([["a", "b"]] * 9).counts)]).why
    assert "too few" in alpha_interval(items(Ratings.of([["a", "b"], ["b", "b"]]).counts)).why


def test_parts_of_different_schemes_are_refused() -> None:
    with pytest.raises(ValueError, match="labels differ"):
        together([Counts.of([[2, 0]], ["a", "b"]), Counts.of([[2, 0]], ["b", "a"])])


@pytest.mark.parametrize("bad", [{"value": None}, {"value": math.nan}, {"value": math.inf, "why": "x"}])
def test_a_value_is_a_number_or_a_reason(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        Value(**bad)  # type: ignore[arg-type]

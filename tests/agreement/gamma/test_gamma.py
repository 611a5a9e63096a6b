"""γ of documents: what it is made of, what leaves it alone, and when there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from tests.agreement.gamma.made import Rows, annotators, continuum
from workbench.agreement.continuum import Continuum
from workbench.agreement.gamma import candidates
from workbench.agreement.gamma.alignment import aligned
from workbench.agreement.gamma.categories import categorical
from workbench.agreement.gamma.chance import wanted
from workbench.agreement.gamma.corpus import measured, pooled
from workbench.agreement.gamma.dissimilarity import Dissimilarity
from workbench.agreement.gamma.gamma import ALONE, EMPTY, LARGE, UNPAIRED, gamma
from workbench.agreement.gamma.method import Method
from workbench.agreement.gamma.units import units
from workbench.core.fault import Fault
from workbench.core.span import Span

A: Rows = [(0, 10, "A"), (20, 30, "B"), (60, 70, "A"), (75, 80, "B")]
B: Rows = [(0, 11, "A"), (22, 32, "A"), (62, 70, "A")]
DOCUMENT = continuum(200, {"ann": A, "ben": B})


def test_gamma_is_one_less_the_share_of_chance() -> None:
    found = gamma(DOCUMENT)
    assert found.part is not None
    assert found.gamma.value == pytest.approx(1 - found.part.observed / found.part.expected)
    assert 0 < (found.gamma.value or 0) < 1
    assert found.gamma.n == 7
    assert found.samples >= 30
    assert found.gamma.se is not None
    assert 0 < found.gamma.se < 0.1


def test_the_alignment_names_who_stands_with_whom() -> None:
    starts = [{name: span.start for name, span in group.items()} for group in gamma(DOCUMENT).groups]
    assert starts == [{"ann": 0, "ben": 0}, {"ann": 20, "ben": 22}, {"ann": 60, "ben": 62}, {"ann": 75}]


def test_aligned_labels_that_agree_make_gamma_cat_one_whatever_was_missed() -> None:
    """Three of ten spans are missed by one annotator: a peer lets them into γcat and says .673."""
    every = [(30 * n, 30 * n + 10, "AB"[n % 2]) for n in range(10)]
    found = gamma(continuum(400, {"x": every, "y": every[3:]}))
    assert found.cat.value == 1
    assert all(value.value == 1 for value in found.labels.values())
    assert (found.gamma.value or 0) < 1


def test_the_observed_part_of_gamma_cat_by_hand() -> None:
    """Mathet 2017: an equal pair weighs 1, a pair at d_pos .04 weighs .96 and differs; the lone span weighs nothing."""
    found = categorical(aligned(units([[A[:3], [(0, 10, "A"), (22, 32, "C")]]]), Dissimilarity()), Dissimilarity())
    assert found.disorder[0].tolist() == pytest.approx([0.96 / 1.96, 0, 1, 1])


def test_a_tuple_of_three_weighs_its_pairs_by_half() -> None:
    found = categorical(
        aligned(units([[[(0, 9, "A")], [(0, 9, "A")], [(0, 9, "B")]]]), Dissimilarity()), Dissimilarity()
    )
    assert found.weight[0].tolist() == [1.5, 1.5, 1]
    assert found.distance[0].tolist() == [1, 1, 1]


@given(annotators(most=3))
@settings(max_examples=40, deadline=None)
def test_neither_names_nor_order_change_a_digit(placed: list[list[tuple[int, int, str]]]) -> None:
    document = continuum(120, {f"a{n}": own for n, own in enumerate(placed)})
    turned = Continuum(120, {f"b{n}": tuple(reversed(document.spans[f"a{n}"])) for n in reversed(range(len(placed)))})
    one, other = gamma(document), gamma(turned)
    assert (one.gamma, one.cat, one.labels, one.samples) == (other.gamma, other.cat, other.labels, other.samples)


@given(annotators(most=3))
@settings(max_examples=40, deadline=None)
def test_one_means_identical(placed: list[list[tuple[int, int, str]]]) -> None:
    found = gamma(continuum(120, {f"a{n}": own for n, own in enumerate(placed)})).gamma
    assert (found.value == 1) == (len({tuple(sorted(own)) for own in placed}) == 1)


def test_three_scattered_lone_units_are_worse_than_chance() -> None:
    """Mathet et al. 2015, fig. 11: the worst case lies below 0."""
    worst = continuum(50, {"a": [(0, 10, "A")], "b": [(20, 30, "B")], "c": [(40, 50, "C")]})
    found = gamma(worst)
    assert found.gamma.value is not None
    assert found.gamma.value < 0
    assert found.cat.why == UNPAIRED


def test_another_seed_is_another_sample_and_is_told() -> None:
    one, other = gamma(DOCUMENT, Method(seed=1)), gamma(DOCUMENT, Method(seed=2))
    assert one.gamma != other.gamma
    assert (one.method.seed, one.method.sampler) == (1, "shuffle")
    assert gamma(DOCUMENT, Method(seed=1)) == one
    assert gamma(DOCUMENT, Method(sampler="statistical")).method.sampler == "statistical"


def test_precision_asks_for_samples() -> None:
    """Mathet et al. 2015, 5.3: ((1.96 · cv) / precision)²; a coefficient of variation of .1 at .02 takes 97."""
    spread = np.array([1.0, 1.0, 1.2, 1.2]) - 0.1
    cv = spread.std(ddof=1) / spread.mean()
    assert wanted(spread, 0.02) == -(-((1.96 * cv / 0.02) ** 2) // 1)
    rough, fine = gamma(DOCUMENT, Method(precision=0)), gamma(DOCUMENT, Method(precision=0.02))
    assert rough.samples == 30 < fine.samples
    assert fine.part is not None
    assert 1.96 * fine.part.spread**0.5 / fine.part.expected < 0.03


def test_progress_is_told() -> None:
    heard: list[tuple[int, int]] = []
    found = gamma(DOCUMENT, Method(precision=0.02), each=lambda done, of: heard.append((done, of)))
    assert heard[-1] == (found.samples, found.samples)
    assert [done for done, _ in heard] == sorted({done for done, _ in heard})


@pytest.mark.parametrize(
    ("document", "why", "groups"),
    [
        (continuum(9, {"x": [(0, 3, "A")]}), ALONE, 1),
        (continuum(9, {"x": [], "y": []}), EMPTY, 0),
        (continuum(9, {"x": [(2, 4, "A")], "y": []}, [(1, 5)]), EMPTY, 0),
        (continuum(0, {}), ALONE, 0),
    ],
)
def test_undefined_has_its_reason(document: Continuum, why: str, groups: int) -> None:
    found = gamma(document)
    assert found.gamma.value is found.cat.value is None
    assert found.gamma.why == found.cat.why == why
    assert len(found.groups) == groups


def test_one_label_leaves_nothing_for_gamma_cat_to_correct() -> None:
    found = gamma(continuum(90, {"x": [(0, 9, "A"), (30, 39, "A")], "y": [(1, 9, "A"), (30, 40, "A")]}))
    assert found.gamma.defined
    assert not found.cat.defined


def test_too_large_is_undefined_not_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST", 3)
    assert gamma(DOCUMENT).gamma.why == LARGE


def test_an_annotator_who_found_nothing_has_an_answer() -> None:
    """Chance then draws him too: continua in which nobody has a unit tell nothing and are drawn anew."""
    found = gamma(continuum(200, {"x": A, "y": []}), Method(precision=0))
    assert found.samples == 30
    assert found.gamma.value is not None
    assert found.gamma.value < 0


def test_fragments_count_as_what_covers_them() -> None:
    parts = Span(1, "A", ((10, 14), (20, 26)))
    cover = Span(1, "A", ((10, 26),))
    other = Span(1, "A", ((40, 50),))
    found = gamma(Continuum(90, {"x": [parts, other], "y": [cover, other]}))
    assert found.gamma.value == 1
    assert found.groups[0] == {"x": parts, "y": cover}


def test_a_skip_zone_is_not_there() -> None:
    rows: Rows = [(0, 5, "A"), (50, 58, "B")]
    wide = continuum(120, {"x": rows, "y": [(1, 5, "A"), (52, 58, "B")]}, [(10, 40)])
    narrow = continuum(90, {"x": [(0, 5, "A"), (20, 28, "B")], "y": [(1, 5, "A"), (22, 28, "B")]})
    assert gamma(wide).gamma == gamma(narrow).gamma


def test_a_sampler_that_is_none_is_refused() -> None:
    with pytest.raises(Fault, match="Choose one of shuffle, statistical"):
        gamma(DOCUMENT, Method(sampler="dice"))


def test_documents_together_weigh_by_their_spans() -> None:
    documents = [DOCUMENT, continuum(90, {"x": [(0, 9, "A")], "y": [(0, 8, "A")]}), continuum(30, {"x": [], "y": []})]
    found = [gamma(document) for document in documents]
    together = pooled(found)
    parts = [one.part for one in found if one.part is not None]
    assert [part.weight for part in parts] == [3.5, 1]
    above = sum(part.weight * part.observed for part in parts)
    below = sum(part.weight * part.expected for part in parts)
    assert together.gamma.value == pytest.approx(1 - above / below)
    assert together.gamma.n == 2
    assert "too few documents" in together.gamma.why
    assert pooled([found[0]]).gamma.value == pytest.approx(found[0].gamma.value)
    assert pooled([found[0]]).gamma.se == pytest.approx(found[0].gamma.se)


def test_ten_documents_have_an_interval_and_no_order() -> None:
    documents = [
        replace(DOCUMENT, spans={"x": DOCUMENT.spans["ann"][: 1 + n % 4], "y": DOCUMENT.spans["ben"][: 1 + n % 3]})
        for n in range(12)
    ]
    heard: list[tuple[int, int]] = []
    found = measured(documents, each=lambda done, of: heard.append((done, of)))
    assert heard == [(n, 12) for n in range(1, 13)]
    together = pooled(found, resamples=100)
    assert together == pooled(found[::-1], resamples=100)
    value = together.gamma
    assert value.value is not None
    assert value.interval is not None
    assert value.interval[0] <= value.value <= value.interval[1]


def test_no_documents_have_no_gamma() -> None:
    assert pooled([]).gamma.why
    assert pooled([gamma(continuum(9, {"x": [], "y": []}))]).cat.why

"""Pooling over documents and pairs: who counts where, what is excluded, edits, references and intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreement.some import LABELS, answers, spans
from workbench.agreement.gold import against
from workbench.agreement.interval import FEWEST
from workbench.agreement.pairwise import Pairwise, each_pair, spread
from workbench.agreement.resampling import intervals
from workbench.agreement.spans.compared import compared
from workbench.agreement.spans.marks import Marks
from workbench.agreement.spans.rule import EXACT, OVERLAP, SOFT, Rule
from workbench.agreement.tally import f1, total
from workbench.agreement.value import Value, undefined
from workbench.core.span import Span

Corpus = Mapping[str, Mapping[str, Sequence[Span]]]
NAMES = ("ann", "ben", "cho")


def measure(corpus: Corpus, rule: Rule = EXACT) -> Pairwise:
    """Every pair on every document."""
    return Pairwise.of({name: sheet(found, rule) for name, found in corpus.items()})


def sheet(found: Mapping[str, Sequence[Span]], rule: Rule = EXACT) -> Any:
    """One document."""
    marks = {name: Marks.of(given) for name, given in found.items()}
    return each_pair(marks, lambda a, b: compared(a, b, rule))


def corpora(most: int = 5) -> st.SearchStrategy[dict[str, dict[str, list[Span]]]]:
    """Documents that some of three annotators finished."""
    one = st.dictionaries(st.sampled_from(NAMES), answers(most=3, pieces=1))
    return st.dictionaries(st.sampled_from([f"d{n}" for n in range(most)]), one)


def everything(found: Pairwise) -> object:
    """All point values, in an order of their own."""
    labels = [None, *found.labels]
    return (
        [found.by_pair(label) for label in labels],
        [found.mean(label) for label in labels],
        [found.pooled(label) for label in labels],
        *(found.by_document(), found.shared(), found.both_empty(), found.labels),
    )


A, B = spans((0, 5, "X"), (10, 15, "Y")), spans((0, 5, "X"), (10, 16, "Y"))


def test_counts_are_pooled_over_documents_and_pairs_weigh_the_same() -> None:
    """ann and ben share 2 of 4 on two documents, ann and cho all of one, ben and cho half of it."""
    found = measure({"1": {"ann": A, "ben": B, "cho": A}, "2": {"ann": A, "ben": B}})
    assert {pair: value.value for pair, value in found.by_pair().items()} == {
        ("ann", "ben"): 0.5,
        ("ann", "cho"): 1,
        ("ben", "cho"): 0.5,
    }
    assert found.mean().mean == Value((0.5 + 1 + 0.5) / 3, n=3)
    assert found.mean().sd == pytest.approx((1 / 18) ** 0.5)
    assert found.pooled().value == 2 * 5 / 16
    assert found.by_pair("Y")["ann", "ben"].value == 0
    assert found.labels == ("X", "Y")


def test_an_absent_file_costs_only_its_own_pairs() -> None:
    """A peer drops the document for everyone."""
    both = {"ann": A, "ben": B}
    found = measure({"1": {**both, "cho": A}, "2": both, "3": {"ann": A}})
    assert found.shared() == {("ann", "ben"): 2, ("ann", "cho"): 1, ("ben", "cho"): 1}
    without = measure({"1": both, "2": both})
    assert found.by_pair()["ann", "ben"] == without.by_pair()["ann", "ben"]


def test_finished_and_empty_is_an_answer_and_unopened_is_not() -> None:
    """A peer takes the document as it was imported for an answer."""
    empty, unopened = measure({"1": {"ann": A, "ben": []}}), measure({"1": {"ann": A}})
    assert empty.pooled().value == 0
    assert (unopened.pooled().value, unopened.pooled().why) == (None, "no two annotators finished a document in common")
    assert unopened.mean().mean.why == unopened.pooled().why


def test_documents_that_both_left_empty_are_shown_and_excluded() -> None:
    found = measure({"1": {"ann": A, "ben": B}, "2": {"ann": [], "ben": []}})
    assert (found.shared(), found.both_empty()) == ({("ann", "ben"): 2}, {("ann", "ben"): 1})
    assert found.pooled() == measure({"1": {"ann": A, "ben": B}}).pooled()
    assert found.by_document()["2"].mean.why == "neither marked anything"


def test_a_pair_without_a_value_is_left_out_and_said() -> None:
    found = measure({"1": {"ann": A, "ben": A}, "2": {"ben": [], "cho": []}})
    assert found.mean().mean == Value(1, "left out 1 of 2 pairs: undefined", 1)
    assert spread([undefined("because")]).mean.why == "because"


@given(corpora(), st.randoms(use_true_random=False), st.sampled_from([EXACT, OVERLAP, SOFT]))
@settings(max_examples=50)
def test_no_order_of_documents_or_annotators_changes_a_digit(corpus: Corpus, draw: Any, rule: Rule) -> None:
    documents = list(corpus)
    draw.shuffle(documents)
    mixed = {d: {name: corpus[d][name] for name in draw.sample(sorted(corpus[d]), len(corpus[d]))} for d in documents}
    assert everything(measure(corpus, rule)) == everything(measure(mixed, rule))


@given(corpora(), st.sampled_from([f"d{n}" for n in range(5)]), st.sampled_from([EXACT, SOFT]), st.data())
def test_a_live_value_is_the_cold_one(corpus: dict[str, Any], document: str, rule: Rule, data: st.DataObject) -> None:
    """One document replaced (or added), to the last digit."""
    edited = data.draw(st.dictionaries(st.sampled_from(NAMES), answers(most=3, pieces=1)))
    live = measure(corpus, rule).replaced(document, sheet(edited, rule))
    assert everything(live) == everything(measure({**corpus, document: edited}, rule))


@given(corpora(), st.dictionaries(st.sampled_from(["u1", "u2"]), st.just({"ann": []})))
def test_a_document_that_one_alone_finished_changes_nothing(corpus: Corpus, alone: Corpus) -> None:
    assert everything(measure({**corpus, **alone})) == everything(measure(corpus))


@given(corpora())
def test_labels_and_documents_add_up_to_the_whole(corpus: Corpus) -> None:
    found = measure(corpus)
    for pair in found.pairs:
        assert found.tally(pair) == total(found.tally(pair, label) for label in found.labels)
        assert found.by_pair()[pair] == f1(found.tally(pair))


def test_against_a_reference_names_find_their_side() -> None:
    """Two of three found, one invented of four; the reference's name sorts first or last."""
    gold = spans((0, 5, "X"), (10, 15, "X"), (20, 25, "Y"))
    mine = spans((0, 5, "X"), (10, 15, "X"), (21, 25, "Y"), (30, 35, "Y"))
    for reference in ("aaa", "zzz"):
        found = against(measure({"1": {reference: gold, "mmm": mine}}), reference)["mmm"]
        assert (found.precision.value, found.recall.value, found.f1.value) == (2 / 4, 2 / 3, 4 / 7)
        of_y = against(measure({"1": {reference: gold, "mmm": mine}}), reference, "Y")["mmm"]
        assert (of_y.precision.value, of_y.recall.value) == (0, 0)


# -- intervals ------------------------------------------------------------------------------------------------------


def many(documents: int, wrong: int = 3) -> dict[str, dict[str, list[Span]]]:
    """Documents of which every third (or so) is half wrong."""
    return {f"{n:03}": {"ann": A, "ben": B if n % wrong == 0 else A, "cho": A} for n in range(documents)}


def test_below_ten_documents_there_is_no_interval_and_the_reason() -> None:
    few, enough = (intervals(measure(many(n)), resamples=200)[None] for n in (FEWEST - 1, FEWEST))
    assert (few.interval is None, few.why) == (True, "too few documents for an interval: 9 of at least 10")
    assert (enough.interval is None, enough.why) == (False, "")


def test_empty_documents_do_not_count_as_documents() -> None:
    found = many(FEWEST - 1) | {f"e{n}": {"ann": [], "ben": []} for n in range(50)}
    assert intervals(measure(found))[None].interval is None


def test_an_interval_holds_its_value_and_narrows_with_documents() -> None:
    widths = []
    for documents in (25, 400):
        found = intervals(measure(many(documents)))[None]
        assert found.interval
        assert found.value
        assert found.interval[0] <= found.value <= found.interval[1]
        widths.append(found.interval[1] - found.interval[0])
    assert widths[1] < widths[0] / 2.5


def test_the_interval_is_that_of_a_mean_of_equal_documents() -> None:
    """Each document marks as much, so F1 is a mean and its interval is near the normal one: 1.96 sd / √n."""
    found = {f"{n:03}": {"ann": A, "ben": B if n % 4 == 0 else A} for n in range(200)}
    value = intervals(measure(found), resamples=4000)[None]
    assert value.value == 0.875
    half = 1.96 * (0.25 * 0.75) ** 0.5 * 0.5 / 200**0.5
    assert value.interval
    assert value.interval[0] == pytest.approx(0.875 - half, abs=0.006)
    assert value.interval[1] == pytest.approx(0.875 + half, abs=0.006)


@given(st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_neither_order_nor_names_change_an_interval(draw: Any) -> None:
    corpus = many(14) | {"x": {"ann": spans((0, 2, "X")), "cho": A}}
    names = dict(zip(NAMES, draw.sample(["k", "l", "m"], 3), strict=True))
    documents = draw.sample(sorted(corpus), len(corpus))
    renamed = {d: {names[name]: found for name, found in corpus[d].items()} for d in documents}
    assert intervals(measure(corpus), resamples=100) == intervals(measure(renamed), resamples=100)
    assert intervals(measure(corpus), resamples=100, seed=1) != intervals(measure(corpus), resamples=100, seed=2)


def test_every_label_has_its_interval() -> None:
    found = intervals(measure(many(30)))
    assert set(found) == {None, *LABELS}
    assert found["X"].interval == (1.0, 1.0)
    assert found["Y"].value == measure(many(30)).mean("Y").mean.value

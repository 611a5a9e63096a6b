"""Relations: matchings against all tried, rules against one another, shared arguments and candidates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreement import brute
from tests.agreement.some import RELATIONS, graphs, spans
from workbench.agreement.coding.cohen import cohen_kappa
from workbench.agreement.relations.arcs import Arc, Arcs
from workbench.agreement.relations.candidates import NO_RELATION, candidate_ratings, candidates
from workbench.agreement.relations.compared import compared_arcs
from workbench.agreement.relations.rule import ON_BOUNDARIES, ON_OVERLAP, STRICT, UNLABELLED, ArcRule, undirected
from workbench.agreement.relations.shared import given_shared_arguments
from workbench.agreement.spans.rule import OVERLAP
from workbench.agreement.tally import Tally, f1, total
from workbench.core.relation import Relation
from workbench.core.span import Span

Graph = tuple[dict[int, Span], list[Relation]]
EITHER_WAY = undirected(["r"])
LOOSE = ArcRule("loose", OVERLAP, labelled=False, symmetric=frozenset(["r", "s"]))
ANY_EITHER_WAY = ArcRule("any relation, undirected", labelled=False, symmetric=frozenset("r"))
RULES = (STRICT, ON_BOUNDARIES, ON_OVERLAP, UNLABELLED, EITHER_WAY, LOOSE, ANY_EITHER_WAY)


def tally(first: Graph, second: Graph, rule: ArcRule) -> Tally:
    """All labels together."""
    return total(compared_arcs(Arcs(*first), Arcs(*second), rule).values())


def value(first: Graph, second: Graph, rule: ArcRule) -> float | None:
    """F1."""
    return f1(tally(first, second, rule)).value


def graph(found: list[Span], *arcs: tuple[int, int, str]) -> Graph:
    """Spans (numbered from 1) and relations between them."""
    return {span.n: span for span in found}, [Relation(n, r, a, b) for n, (a, b, r) in enumerate(arcs, 100)]


def worth(rule: ArcRule) -> Callable[[Arc, Arc], int]:
    """Whether two relations match, from single code points."""

    def end(a: Span, b: Span) -> bool:
        if rule.arguments.same_label and a.label != b.label:
            return False
        if rule.arguments.near == "equal":
            return a.fragments == b.fragments
        return bool(brute.points(a.fragments) & brute.points(b.fragments))

    def of(a: Arc, b: Arc) -> int:
        if rule.labelled and a.label != b.label:
            return 0
        swap = {a.label, b.label} <= rule.symmetric
        crossed = swap and end(a.head, b.tail) and end(a.tail, b.head)
        return int((end(a.head, b.head) and end(a.tail, b.tail)) or crossed)

    return of


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@given(first=graphs(), second=graphs())
@settings(max_examples=40)
def test_the_matching_is_the_largest_there_is(rule: ArcRule, first: Graph, second: Graph) -> None:
    mine, theirs = Arcs(*first).arcs, Arcs(*second).arcs
    found = tally(first, second, rule)
    assert found == (brute.best_matching(mine, theirs, worth(rule)), len(mine), len(theirs))
    assert value(first, second, rule) == value(second, first, rule)
    assert value(first, first, rule) == (1 if mine else None)


@given(graphs(), graphs())
def test_rules_stand_in_order(first: Graph, second: Graph) -> None:
    found = {rule.name: tally(first, second, rule).both for rule in RULES}
    assert all(found[STRICT.name] <= both for both in found.values())
    assert all(found[rule.name] <= found[LOOSE.name] for rule in (STRICT, ON_OVERLAP, UNLABELLED, EITHER_WAY))


THREE = spans((0, 5, "X"), (10, 15, "Y"), (20, 25, "X"))


def test_the_direction_counts_but_for_symmetric_relations() -> None:
    forth, back = graph(THREE, (1, 2, "r")), graph(THREE, (2, 1, "r"))
    assert value(forth, back, STRICT) == 0
    assert value(forth, back, undirected(["r"])) == 1
    assert value(forth, back, undirected(["s"])) == 0


def test_boundaries_forgive_the_label_of_an_argument_and_overlap_its_extent() -> None:
    one = graph(THREE, (1, 2, "r"))
    labelled = graph(spans((0, 5, "Y"), (10, 15, "Y")), (1, 2, "r"))
    moved = graph(spans((1, 6, "X"), (10, 15, "Y")), (1, 2, "r"))
    assert [value(one, labelled, rule) for rule in (STRICT, ON_BOUNDARIES, ON_OVERLAP)] == [0, 1, 0]
    assert [value(one, moved, rule) for rule in (STRICT, ON_BOUNDARIES, ON_OVERLAP)] == [0, 0, 1]


def test_a_missed_span_is_paid_for_once() -> None:
    """The only shared relation is the same: what is lost is lost with the span."""
    full = graph(THREE, (1, 2, "r"), (3, 2, "s"))
    part = graph(THREE[:2], (1, 2, "r"))
    shared = given_shared_arguments(Arcs(*full), Arcs(*part))
    assert value(full, part, STRICT) == 2 / 3
    assert f1(total(compared_arcs(shared.first, shared.second).values())).value == 1
    assert shared.removed == (1, 0)


def test_shared_under_overlap_is_wider_than_under_equality() -> None:
    one, moved = graph(THREE, (1, 2, "r")), graph(spans((1, 6, "X"), (10, 15, "Y")), (1, 2, "r"))
    exact, loose = (given_shared_arguments(Arcs(*one), Arcs(*moved), rule) for rule in (STRICT.arguments, OVERLAP))
    assert (exact.removed, loose.removed) == ((1, 1), (0, 0))


def test_nothing_shared_is_undefined() -> None:
    shared = given_shared_arguments(Arcs(*graph(THREE, (1, 2, "r"))), Arcs(*graph(spans((30, 31, "X")))))
    assert f1(total(compared_arcs(shared.first, shared.second).values())).why == "neither marked anything"


@given(graphs(), graphs())
def test_candidates_are_all_ordered_pairs_of_shared_places(first: Graph, second: Graph) -> None:
    one, other = Arcs(*first), Arcs(*second)
    places = one.places & other.places
    found = candidates(one, other)
    assert found.total() == len(places) * (len(places) - 1)
    said = {(a, b): (labels(one, a, b), labels(other, a, b)) for a in places for b in places if a != b}
    for row in set(said.values()):
        assert found[row] == list(said.values()).count(row)


def labels(arcs: Arcs, head: Any, tail: Any) -> frozenset[str]:
    """What was said of one ordered pair of places."""
    ends = (head, tail)
    return frozenset(label for label, a, b in arcs.arcs if ((a.fragments, a.label), (b.fragments, b.label)) == ends)


@given(graphs())
def test_candidates_that_a_schema_forbids_are_none(first: Graph) -> None:
    arcs = Arcs(*first)
    assert not candidates(arcs, arcs, lambda head, tail: False)
    some = candidates(arcs, arcs, lambda head, tail: (head, tail) == ("X", "Y"))
    xs, ys = (sum(label == wanted for _, label in arcs.places) for wanted in "XY")
    assert some.total() == xs * ys


def test_kappa_over_candidates_by_hand() -> None:
    """Two of six pairs labelled by both, one differently: po 5/6, pe (4·4 + 1·0 + 1·2)/36."""
    one, other = graph(THREE, (1, 2, "r"), (3, 2, "s")), graph(THREE, (1, 2, "s"), (3, 2, "s"))
    ratings = candidate_ratings([candidates(Arcs(*one), Arcs(*other))])
    assert ratings.items[NO_RELATION, NO_RELATION] == 4
    assert cohen_kappa(ratings).value == pytest.approx((5 / 6 - 18 / 36) / (1 - 18 / 36))


@given(st.sampled_from(RELATIONS))
def test_a_relation_to_a_span_that_is_not_there_is_an_error(label: str) -> None:
    with pytest.raises(KeyError):
        compared_arcs(Arcs({}, [Relation(1, label, 2, 3)]), Arcs({}, []))

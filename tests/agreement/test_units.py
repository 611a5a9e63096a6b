"""Units, and what is said of them: labels, attributes, links, document labels, tokens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.some import answers, spans
from tests.core.small import SCHEMA
from workbench.agreement.attributes import UNSET, attribute_ratings, having, level_of, link_ratings, metric_of
from workbench.agreement.coding.alpha import krippendorff_alpha
from workbench.agreement.coding.fleiss import scott_pi
from workbench.agreement.coding.percent import percent_agreement
from workbench.agreement.coding.ratings import Ratings
from workbench.agreement.document_labels import document_ratings
from workbench.agreement.tokens import OUTSIDE, WARNING, token_alpha, token_kappa, token_ratings
from workbench.agreement.units import label_ratings, units
from workbench.core.relation import DocumentLabel
from workbench.core.schema import Attribute
from workbench.core.span import Span
from workbench.core.tokens import Tokens, encode

NAMES = ["ann", "ben", "cho"]


@given(st.dictionaries(st.sampled_from(NAMES), answers(length=5, most=5, pieces=1)), st.booleans())
def test_every_span_stands_in_one_unit(found: dict[str, list[Span]], same_label: bool) -> None:
    made = units(found, same_label)
    for name in found:
        mine = sorted(id(unit[name]) for unit in made if name in unit)
        assert mine == sorted(map(id, found[name]))
    assert all(len({span.fragments for span in unit.values()}) == 1 for unit in made)
    assert all(len({span.label for span in unit.values()}) == 1 for unit in made) or not same_label
    assert units(dict(reversed(found.items())), same_label) == made


def test_of_several_on_one_place_equal_labels_go_together() -> None:
    found = units(
        {"ann": spans((0, 3, "X")), "ben": spans((0, 3, "Y"), (0, 3, "X")), "cho": spans((0, 3, "Y"))}, same_label=False
    )
    assert [{name: span.label for name, span in unit.items()} for unit in found] == [
        {"ann": "X", "ben": "X"},
        {"ben": "Y", "cho": "Y"},
    ]


def test_labels_on_equal_extents() -> None:
    """Who marked alone is missing, not in disagreement."""
    found = units({"ann": spans((0, 3, "X"), (5, 8, "Y")), "ben": spans((0, 3, "Y"), (9, 10, "X"))}, same_label=False)
    assert label_ratings(found, ["ann", "ben"]).items == {("X", "Y"): 1, ("Y", None): 1, (None, "X"): 1}


def said(n: int, start: int, *attributes: tuple[str, str], label: str = "PERSON") -> Span:
    """A span with attributes."""
    return Span(n, label, ((start, start + 2),), attributes)


def test_an_unset_attribute_reads_as_its_default() -> None:
    found = units({"ann": [said(1, 0), said(2, 5, ("mention", "nominal"))], "ben": [said(1, 0, ("mention", "name"))]})
    ratings = attribute_ratings(found, ["ann", "ben"], "mention", SCHEMA.attributes["mention"])
    assert ratings.items == {("name", "name"): 1, ("nominal", None): 1}
    assert ratings.labels == ("name", "nominal")


def test_without_a_default_unset_is_an_answer_of_its_own() -> None:
    kind = SCHEMA.attributes["sure"]
    found = units({"ann": [said(1, 0)], "ben": [said(1, 0, ("sure", "maybe"))]})
    ratings = attribute_ratings(found, ["ann", "ben"], "sure", kind)
    assert ratings.items == {(UNSET, "maybe"): 1}
    assert ratings.labels == (UNSET, "yes", "no", "maybe")


def test_an_attribute_with_several_values_is_a_set() -> None:
    kind = SCHEMA.attributes["tags"]
    both, one = (("tags", "a"), ("tags", "b")), (("tags", "a"),)
    found = units({"ann": [said(1, 0, *both, label="TALKS")], "ben": [said(1, 0, *one, label="TALKS")]})
    assert [*having(found, SCHEMA, "tags")] == found
    assert [*having(found, SCHEMA, "mention")] == []
    ratings = attribute_ratings(found, ["ann", "ben"], "tags", kind)
    assert ratings.items == {(frozenset("ab"), frozenset("a")): 1}
    assert level_of(kind) == "set"
    assert krippendorff_alpha(ratings.counts, metric_of("set")).value == 0


def test_ordinal_levels_take_the_schemas_order_and_not_the_alphabet() -> None:
    kind = Attribute.model_validate({"values": {"low": {}, "mid": {}, "high": {}}})
    near = [("low", "mid"), ("mid", "mid"), ("high", "high"), ("low", "low")] * 3
    found = [{"ann": said(1, 0, ("sure", a)), "ben": said(1, 0, ("sure", b))} for a, b in near]
    counts = attribute_ratings(found, ["ann", "ben"], "sure", kind).counts
    assert counts.labels == ("low", "mid", "high")
    nominal, ordinal = (krippendorff_alpha(counts, metric_of(level)).value or 0 for level in ("nominal", "ordinal"))
    assert nominal < ordinal


def test_links_compare_as_sets() -> None:
    """Two spans corefer if their sets of ids are equal, in whatever order."""
    one, two = UUID(int=1), UUID(int=2)
    links: list[dict[str, tuple[UUID, ...]]] = [{"ann": (one, two), "ben": (two, one)}, {"ann": (), "ben": (one,)}]
    found = [{name: Span(1, "PERSON", ((0, 1),), links=given_) for name, given_ in each.items()} for each in links]
    ratings = link_ratings(found, ["ann", "ben"])
    assert percent_agreement(ratings.counts).value == 0.5
    assert ratings.items[frozenset(), frozenset([str(one)])] == 1


def test_document_labels_of_who_finished() -> None:
    """Finished without a choice is an answer; not finished is missing."""
    trade, cyber = DocumentLabel(1, "topic", "trade"), DocumentLabel(1, "topic", "cyber")
    calm = DocumentLabel(2, "tone", "calm")
    documents = {"1": {"ann": [trade, calm], "ben": [trade]}, "2": {"ann": [cyber], "ben": []}, "3": {"ann": [trade]}}
    topic = document_ratings(documents, ["ann", "ben"], "topic", SCHEMA.document_labels["topic"])
    assert topic.items == {("trade", "trade"): 1, ("cyber", UNSET): 1, ("trade", None): 1}
    tone = document_ratings(documents, ["ann", "ben"], "tone", SCHEMA.document_labels["tone"])
    assert tone.items[frozenset(["calm"]), frozenset()] == 1
    assert tone.items[frozenset(), None] == 1


TOKENS = Tokens.decode(*encode([(4, True)] * 10))
"""Ten tokens of four code points and a blank."""


def test_token_ratings_by_hand() -> None:
    """X covers tokens 0 to 3, Y inside it token 2; a touched token counts."""
    one, other = spans((0, 19, "X"), (10, 14, "Y")), spans((0, 3, "X"), (21, 22, "X"))
    ratings = token_ratings([(TOKENS, {"ann": one, "ben": other})], ["ann", "ben"])
    assert ratings.items == {
        ("X", "X"): 1,
        ("X", OUTSIDE): 2,
        ("Y", OUTSIDE): 1,
        (OUTSIDE, "X"): 1,
        (OUTSIDE, OUTSIDE): 5,
    }
    marked = token_ratings([(TOKENS, {"ann": one, "ben": other})], ["ann", "ben"], marked_only=True)
    assert sum(marked.items.values()) == 5


def test_token_values_carry_their_warning() -> None:
    ratings = token_ratings([(TOKENS, {"ann": spans((0, 4, "X")), "ben": spans((0, 9, "X"))})], ["ann", "ben"])
    for found in (token_kappa(ratings), token_alpha(ratings)):
        assert found.defined
        assert found.why == WARNING
    nothing = token_kappa(token_ratings([(TOKENS, {"ann": []})], ["ann", "ben"]))
    assert nothing.why == f"no item was rated by two annotators; {WARNING}"


@given(st.lists(st.dictionaries(st.sampled_from(NAMES), answers(length=49, most=4)), max_size=3))
def test_tokens_one_by_one_say_the_same(documents: list[dict[str, list[Span]]]) -> None:
    """Second source: each token asked for the innermost span that touches it."""

    def label(at: int, found: list[Span]) -> str:
        start, end = TOKENS.starts[at], TOKENS.ends[at]
        touched = [s for s in found if any(a < end and b > start for a, b in s.fragments)]
        return max(touched, key=lambda s: (s.start, -s.end, s.label)).label if touched else OUTSIDE

    rows: list[tuple[Any, ...]] = [
        tuple(label(at, found[name]) if name in found else None for name in NAMES)
        for found in documents
        if found
        for at in range(len(TOKENS))
    ]
    ratings = token_ratings([(TOKENS, found) for found in documents], NAMES)
    assert ratings.items == {row: rows.count(row) for row in set(rows)}


@pytest.mark.parametrize("line", ["A", "B"])
def test_token_kappa_cannot_see_units(line: str) -> None:
    """Krippendorff 1995: two shifted units (A) and one long unit against seven pieces (B) have the same π, .314."""
    cells = {
        "A": "00 00 10 10 11 11 11 11 10 10 00 00 00 00 10 11 11 10 10 10 00 00 00 00",
        "B": "11 11 11 11 11 11 11 11 11 11 10 10 10 10 10 10 10 10 00 00 00 00 00 00",
    }[line]
    assert scott_pi(Ratings.of(cells.split()).counts).value == pytest.approx(0.314, abs=0.0005)

"""A model against the reference: counts by hand, and each kind of miss."""

from __future__ import annotations

from uuid import UUID

import pytest

from workbench.agreement.errors import Read, errors, kind
from workbench.core.schema import Schema
from workbench.core.span import Span

SCHEMA = Schema.model_validate(
    {
        "name": "small",
        "groups": {"actor": {"link": "optional"}},
        "labels": {"person": {"group": "actor"}, "state": {"group": "actor"}},
        "attributes": {"mood": {"labels": ["actor"], "values": {"a": {}, "b": {}}}},
    }
)


def span(n: int, label: str, start: int, end: int) -> Span:
    return Span(n, label, ((start, end),))


def read(number: int, gold: list[Span], model: list[Span]) -> Read:
    return Read(UUID(int=number), f"page-{number}", 100, (UUID(int=100 + number), UUID(int=200 + number)), gold, model)


def test_scores_by_hand() -> None:
    """Of 4 in the reference and 5 said, 2 are right: P 2/5, R 2/4, F 4/9; a document without any counts as one."""
    first = read(
        1,
        [span(1, "person", 0, 5), span(2, "person", 10, 15), span(3, "state", 20, 25)],
        [span(1, "person", 0, 5), span(2, "person", 10, 16), span(3, "person", 20, 25), span(4, "state", 40, 45)],
    )
    second = read(2, [span(7, "state", 3, 9)], [span(1, "state", 3, 9)])
    found = errors([first, second, read(3, [], [])], SCHEMA)
    assert found.documents == 3
    whole = found.all
    assert (whole.right, whole.said, whole.there) == (2, 5, 4)
    assert (whole.scores.precision.value, whole.scores.recall.value) == (0.4, 0.5)
    assert whole.scores.f1.value == pytest.approx(4 / 9)
    person, state = found.labels["person"], found.labels["state"]
    assert (person.right, person.said, person.there) == (1, 3, 2)
    assert (state.right, state.said, state.there) == (1, 2, 2)
    assert [(kind(miss), miss.start, miss.end) for miss in found.misses] == [
        ("boundary", 10, 16), ("label", 20, 25), ("spurious", 40, 45),
    ]  # fmt: skip


def test_what_is_missed_and_what_is_made_up_are_told_apart() -> None:
    missed = errors([read(1, [span(1, "person", 0, 5)], [])], SCHEMA)
    made_up = errors([read(1, [], [span(1, "person", 0, 5)])], SCHEMA)
    assert [kind(miss) for miss in (*missed.misses, *made_up.misses)] == ["missed", "spurious"]
    assert missed.all.scores.precision.value is None and missed.all.scores.precision.why == "nothing was marked"
    assert made_up.all.scores.recall.value is None


def test_members_are_numbered_as_in_their_layers() -> None:
    found = errors([read(1, [span(12, "person", 0, 5)], [span(3, "state", 0, 5)])], SCHEMA)
    (miss,) = found.misses
    assert [(member.layer.int, member.n) for member in miss.members] == [(101, 12), (201, 3)]


def test_nothing_at_all_is_undefined_and_no_error() -> None:
    found = errors([], SCHEMA)
    assert (found.documents, found.all.there, found.labels, list(found.misses)) == (0, 0, {}, [])
    assert found.all.scores.f1.value is None


def test_attributes_and_links_are_not_compared() -> None:
    """A model says neither, which is no miss."""
    said = Span(1, "person", ((0, 5),), (("mood", "a"),), (UUID(int=9),))
    assert not errors([read(1, [said], [span(1, "person", 0, 5)])], SCHEMA).misses

"""Units: the spans that several annotators placed alike, so that what they say of them can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from workbench.agreement.coding.ratings import Ratings
from workbench.core.span import Fragment, Span

Unit: TypeAlias = Mapping[str, Span]
"""One place in one document: the span of each annotator who marked it."""

Pile: TypeAlias = dict[str, list[Span]]


def units(answers: Mapping[str, Iterable[Span]], same_label: bool = True) -> list[Unit]:
    """Spans of equal extent (and label) put together one to one, in text order, for any number of annotators.

    Where someone has several of the same extent, those of one label go together first, then the rest by label.
    A place that one annotator alone marked is a unit of one: missing ratings, not a disagreement.
    """
    piles: dict[tuple[tuple[Fragment, ...], str], Pile] = {}
    for name in sorted(answers):
        for span in answers[name]:
            key = span.fragments, span.label if same_label else ""
            piles.setdefault(key, {}).setdefault(name, []).append(span)
    return [unit for key in sorted(piles) for unit in _lined_up(piles[key])]


def label_ratings(found: Iterable[Unit], annotators: Sequence[str], labels: Iterable[str] | None = None) -> Ratings:
    """The labels given to units of equal extent: what annotators agree on once they agree where."""
    rows = (tuple(unit[name].label if name in unit else None for name in annotators) for unit in found)
    return Ratings.of(rows, labels)


def _lined_up(pile: Pile) -> Iterable[Unit]:
    if all(len(spans) == 1 for spans in pile.values()):
        return [{name: spans[0] for name, spans in pile.items()}]
    left = {name: sorted(spans, key=_content) for name, spans in pile.items()}
    found: list[Unit] = []
    while left:
        holders = _holders(left)
        found.append({name: left[name].pop(at) for name, at in holders.items()})
        left = {name: spans for name, spans in left.items() if spans}
    return found


def _holders(left: Pile) -> dict[str, int]:
    """Who goes together next, with the position of their span: the label that most hold, or each one's first."""
    held: dict[str, dict[str, int]] = {}
    for name, spans in left.items():
        for at, span in enumerate(spans):
            held.setdefault(span.label, {}).setdefault(name, at)
    label = min(held, key=lambda label: (-len(held[label]), label))
    return held[label] if len(held[label]) > 1 else dict.fromkeys(left, 0)


def _content(span: Span) -> tuple[object, ...]:
    return span.label, span.attributes, sorted(map(str, span.links)), span.n

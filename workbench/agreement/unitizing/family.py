"""The family of unitizing coefficients: uα, |uα, cuα and (k)uα of a set of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from workbench.agreement.unitizing import alpha
from workbench.agreement.unitizing.lengths import GAP, Lengths
from workbench.agreement.unitizing.sums import Sums, pooled
from workbench.agreement.value import Value, undefined

OVERLAPS: Final = "spans of one annotator overlap, and this coefficient gives each stretch of text one label"
LONELY: Final = "no document has text and two annotators"
UNMARKED: Final = "nobody marked anything"
SCARCE: Final = "too little text was marked by two annotators to say what chance would make of it"


@dataclass(frozen=True, slots=True)
class LabelAlpha:
    """One label: ``k`` is (k)uα, ``bar_u`` its |uα as if there were no other label.

    ``extent`` is what all annotators gave to it, in code points; ``coverage`` the share of it that another annotator
    marked too, with whatever label, which is all that ``k`` looks at (None where overlapping spans forbid it).
    """

    k: Value
    bar_u: Value
    coverage: float | None
    extent: int


@dataclass(frozen=True, slots=True)
class Family:
    """The coefficients; every value's ``n`` counts the documents that have text and two annotators.

    Attributes:
        u: uα; where spans are and which label they have.
        bar_u: |uα; where spans are, whatever the label.
        cu: cuα; which label text has that two annotators marked.
        coverage: the share of all annotators' text that ``cu`` looks at; None where overlapping spans forbid it.
        labels: by label.
        by_label: the mean of the labels' ``bar_u``, weighted by extent; stands in for ``u`` where spans overlap.
        notes: what was merged or left out, in sentences.
    """

    u: Value
    bar_u: Value
    cu: Value
    coverage: float | None
    labels: Mapping[str, LabelAlpha]
    by_label: Value
    notes: tuple[str, ...]


def family(lengths: Lengths) -> Family:
    """The coefficients of all documents together, each a continuum of its own."""
    sums, overlap = pooled(lengths), bool(lengths.overlaps.any())
    labels = {name: _label(sums, column, overlap) for column, name in enumerate(lengths.labels, 1)}
    forbidden = undefined(OVERLAPS, sums.documents)
    return Family(
        u=forbidden if overlap else _u(sums),
        bar_u=_bar_u(sums),
        cu=forbidden if overlap else _cu(sums),
        coverage=None if overlap or not sums.text else float(sum(sums.shared) / sums.text),
        labels=labels,
        by_label=_by_label(labels, sums.documents),
        notes=notes(lengths),
    )


def notes(lengths: Lengths) -> tuple[str, ...]:
    """What was merged or left out, in sentences."""
    overlaps, repeats = int(lengths.overlaps.sum()), int(lengths.repeats.sum())
    lonely = int((lengths.annotators < 2).sum())
    told = (
        (
            overlaps,
            f"spans that start within another of the same annotator, so each label counts by itself: {overlaps}",
        ),
        (repeats, f"of these within one of the same label, and so merged with it: {repeats}"),
        (lengths.skipped, f"fragments wholly in a skip zone, and so left out: {lengths.skipped}"),
        (lonely, f"documents with fewer than two annotators, and so left out: {lonely}"),
    )
    return tuple(sentence for count, sentence in told if count)


def _u(sums: Sums) -> Value:
    n, squared = sums.text, sum(extent**2 for extent in sums.extent)
    if n * n == squared:
        return undefined(_uniform(sums), sums.documents)
    return _value(alpha.u(n, sum(sums.agreed), squared, sums.squares + sums.extent[GAP]), sums)


def _bar_u(sums: Sums) -> Value:
    n, gap = sums.text, sums.extent[GAP]
    if gap in (0, n):
        return undefined("everybody marked everything" if n and not gap else _uniform(sums), sums.documents)
    return _value(alpha.bar_u(n, gap - sums.agreed[GAP], gap, sums.squares + gap), sums)


def _cu(sums: Sums) -> Value:
    n, squared = sum(sums.shared), sum(shared**2 for shared in sums.shared)
    if n * n == squared:
        return undefined(_unshared(sums), sums.documents)
    if _scarce(sums):
        return undefined(SCARCE, sums.documents)
    return _value(alpha.cu(n, sum(sums.agreed[1:]), squared, sum(sums.crossed)), sums)


def _label(sums: Sums, column: int, overlap: bool) -> LabelAlpha:
    extent, shared = sums.extent[column], sums.shared[column]
    return LabelAlpha(
        k=undefined(OVERLAPS, sums.documents) if overlap else _k(sums, column),
        bar_u=_label_bar_u(sums, column),
        coverage=None if overlap or not extent else float(shared / extent),
        extent=extent,
    )


def _k(sums: Sums, column: int) -> Value:
    n, shared = sum(sums.shared), sums.shared[column]
    if not shared:
        return undefined("whoever used it, no other annotator marked that text", sums.documents)
    if shared == n:
        return undefined(_unshared(sums), sums.documents)
    if _scarce(sums):
        return undefined(SCARCE, sums.documents)
    return _value(alpha.k(n, sums.agreed[column], shared, sums.crossed[column]), sums)


def _label_bar_u(sums: Sums, column: int) -> Value:
    extent, n = sums.extent[column], sums.text
    if extent in (0, n):
        return undefined("everybody gave it to everything" if n and extent else "nobody used it", sums.documents)
    drawn = sums.square[column] + n - extent
    return _value(alpha.bar_u(n, extent - sums.agreed[column], extent, drawn), sums)


def _by_label(labels: Mapping[str, LabelAlpha], documents: int) -> Value:
    known = [(Fraction(label.bar_u.value), label.extent) for label in labels.values() if label.bar_u.value is not None]
    if not known:
        return undefined("no label has a coefficient" if labels else UNMARKED if documents else LONELY, documents)
    mean = sum(value * extent for value, extent in known) / sum(extent for _, extent in known)
    return Value(float(mean), n=documents)


def _scarce(sums: Sums) -> bool:
    """Whether nothing is left to draw once a unit is drawn, which makes expected coincidences infinite or negative."""
    return sum(sums.shared) ** 2 <= sum(sums.crossed)


def _uniform(sums: Sums) -> str:
    """Why nothing varies."""
    if not sums.documents:
        return LONELY
    return "everybody gave everything the same label" if not sums.extent[GAP] else UNMARKED


def _unshared(sums: Sums) -> str:
    """Why labels do not vary where two annotators marked."""
    if not sums.documents:
        return LONELY
    shared = any(sums.shared)
    return "where two annotators marked, both used one label" if shared else "no text was marked by two annotators"


def _value(number: Fraction, sums: Sums) -> Value:
    return Value(float(number), n=sums.documents)

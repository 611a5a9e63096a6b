"""The reading: what the numbers say together, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.agreement.report.content import Confusion, Number
from workbench.agreement.report.frame import LABEL, SHARED

EDGES: Final = 0.10
"""Overlap F1 above exact F1 by so much: edges cost more than anything."""
LABELS: Final = 0.667
"""Label α below this: labels are not told apart well enough for conclusions (Krippendorff 2019)."""
CONFUSED: Final = 0.05
"""Overlap F1 with any label above that with the same label by so much: labels are confused."""
SPANS: Final = 0.20
"""Relation F1 given spans above the whole by so much: relations suffer from spans."""

VERDICTS: Final = {
    (True, True): "neither boundaries nor labels are fine",
    (True, False): "labels are fine, boundaries are not",
    (False, True): "boundaries are fine, labels are not",
    (False, False): "neither boundaries nor labels stand out",
}
"""By whether edges cost much, and whether labels are unclear."""

KINDS: Final = {
    "missed": "missed spans",
    "boundary": "boundaries",
    "label": "labels",
    "boundary+label": "boundary and label at once",
}


def reading(numbers: tuple[Number, ...], confusion: Confusion) -> tuple[str, ...]:
    """What the numbers say, the most general first; nothing where there is nothing to compare."""
    found = {number.name: number.value.value for number in numbers}
    return tuple(_sentences(found, confusion))


def edges_cost(found: dict[str, float | None]) -> bool:
    """Whether most of what is lost is lost at the edges."""
    return _more(found, "span-overlap", "span-exact", EDGES)


def labels_unclear(found: dict[str, float | None]) -> bool:
    """Whether annotators do not tell labels apart on places they agree on."""
    alpha = found.get(LABEL)
    return alpha is not None and alpha < LABELS


def labels_confused(found: dict[str, float | None]) -> bool:
    """Whether they mark the same places with other labels."""
    return _more(found, "span-overlap-any", "span-overlap", CONFUSED)


def spans_first(found: dict[str, float | None]) -> bool:
    """Whether relations are lost because their spans are."""
    return _more(found, SHARED, "relation-strict", SPANS)


def _more(found: dict[str, float | None], name: str, other: str, by: float) -> bool:
    high, low = found.get(name), found.get(other)
    return high is not None and low is not None and high - low >= by


def _sentences(found: dict[str, float | None], confusion: Confusion) -> Iterator[str]:
    if found.get("span-exact") is None:
        return
    if not confusion.disagreements:
        yield "they agree on every span"
    else:
        yield VERDICTS[edges_cost(found), labels_unclear(found)]
        yield from _losses(found)
        yield "of the disagreements on spans, " + ", ".join(_shares(confusion))
    if labels_confused(found):
        yield "the same places often get other labels: the matrix says which"
    if spans_first(found):
        yield "the loss of relations comes from spans, not from relations"


def _losses(found: dict[str, float | None]) -> Iterator[str]:
    """What exact F1 lacks, cut at the looser ones."""
    exact, overlap, anywhere = (found.get(name) for name in ("span-exact", "span-overlap", "span-overlap-any"))
    if exact is not None and overlap is not None and anywhere is not None:
        yield (
            f"of the {1 - exact:.2f} that exact F1 lacks, {overlap - exact:.2f} are edges, {anywhere - overlap:.2f} "
            f"labels, {1 - anywhere:.2f} spans that only one marked"
        )


def _shares(confusion: Confusion) -> Iterator[str]:
    ranked = sorted(confusion.kinds.items(), key=lambda item: -item[1])
    for kind, n in ranked:
        if n:
            yield f"{share(n, confusion.disagreements)} are {KINDS[kind]}"


def share(part: int, whole: int) -> str:
    """A share in words: ``47 %``; what is above none and below one in a hundred says so."""
    percent = 100 * part / whole
    return "under 1 %" if 0 < percent < 1 else f"{percent:.0f} %"

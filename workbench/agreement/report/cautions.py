"""Cautions: where a number should not be trusted as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.agreement.interval import FEWEST
from workbench.agreement.report.content import Confusion, LabelRow, Number, Scope

RARE: Final = 50
"""A label marked fewer times than this, over all pairs, is rare."""
MOST: Final = 5
"""So many rare labels are worth a sentence of their own."""
UNSURE: Final = 0.2
"""An interval wider than this is worth a word for a label that is not rare."""
SAME: Final = 0.9
LOW: Final = 0.5
"""Percent agreement above the one with α below the other: hardly any disagreement was to be expected."""
PREVAILS: Final = 0.95
"""A label with more of all spans than this makes agreement on labels look good by itself."""


def cautions(
    scope: Scope, numbers: tuple[Number, ...], labels: tuple[LabelRow, ...], found: Confusion
) -> tuple[str, ...]:
    """Each in a sentence."""
    return (*_documents(scope), *_labels(labels), *_prevailing(found), *_coefficients(numbers), *scope.notes)


def _documents(scope: Scope) -> Iterator[str]:
    if 0 < scope.shared < FEWEST:
        documents = "document" if scope.shared == 1 else "documents"
        yield f"only {scope.shared} shared {documents}: numbers of so few say little of the next ones"


def _labels(labels: tuple[LabelRow, ...]) -> Iterator[str]:
    """Rare labels one by one, the rarest first; the others with wide intervals together."""
    known = [row for row in labels if row.exact.value is not None]
    rare = sorted((row for row in known if row.marked < RARE), key=lambda row: row.marked)
    for row in rare[:MOST]:
        things = "spans" if row.kind == "span" else "relations"
        told = f"{row.title} has only {row.marked} {things} over all pairs: its {row.exact.value:.2f} has "
        yield told + (f"the interval {_interval(row)}" if row.exact.interval else "no interval")
    if rare[MOST:]:
        yield "rare too: " + ", ".join(row.title for row in rare[MOST:])
    wide = [row.title for row in known if row not in rare and _width(row) > UNSURE]
    if wide:
        yield f"intervals wider than {UNSURE:g} (see --plan {UNSURE:g}): " + ", ".join(wide)


def _width(row: LabelRow) -> float:
    return 0 if row.exact.interval is None else row.exact.interval[1] - row.exact.interval[0]


def _prevailing(found: Confusion) -> Iterator[str]:
    total = sum(found.marked)
    for title, marked in zip(found.titles, found.marked, strict=True):
        if len(found.labels) > 1 and marked > PREVAILS * total:
            yield f"{100 * marked / total:.0f} % of all spans are {title}: agreement on labels is nearly given"


def _coefficients(numbers: tuple[Number, ...]) -> Iterator[str]:
    """Where nearly everybody says the same, little disagreement is to be expected and α swings on a few answers."""
    for number in numbers:
        percent, alpha = number.beside.get("percent", number.value).value, number.value.value
        if percent is not None and alpha is not None and percent > SAME and alpha < LOW:
            yield (
                f"{number.title}: {100 * percent:.0f} % say the same though α is {alpha:.2f}, because nearly all say "
                "one thing; a few answers decide it"
            )


def _interval(row: LabelRow) -> str:
    return "[{:.2f}, {:.2f}]".format(*row.exact.interval or ())

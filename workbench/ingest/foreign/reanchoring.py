"""Re-anchoring: spans of a text that has drifted, put where their words stand in the stored text, by quote and context.

What stands in a run of words that both texts hold goes along with it. Anything else is looked for by its own words, and
among several places by what stands around it; where no place is clearly the best, it is left out and booked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from os.path import commonprefix
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.exchange import Fragment, Reading, Span
from workbench.ingest.carry import Run, runs
from workbench.ingest.foreign.books import RELATIONS, SPANS, lose

CONTEXT: Final = 32
"""Code points on each side that are compared."""
LOST: Final = "its words stand nowhere in the stored text, or in several places alike"


@dataclass(slots=True)
class Reanchoring:
    """Two texts: the one that spans are of, and the stored one that gets them."""

    source: str
    target: str
    _runs: Sequence[Run] = ()

    def __post_init__(self) -> None:
        self._runs = runs(self.source, self.target)

    def reading(self, name: str, reading: Reading, ledger: Ledger) -> Reading:
        """The reading with offsets in the stored text; what has no place there is booked."""
        kept: list[Span] = []
        for span in reading.spans:
            found = [self.place(fragment) for fragment in span.fragments]
            places = tuple(sorted(place for place in found if place is not None))
            if len(places) < len(found):
                lose(ledger, SPANS, "span", span.label, LOST, f"{name} {span.id}")
            else:
                kept.append(replace(span, fragments=places))
        ids = {span.id for span in kept}
        whole = []
        for relation in reading.relations:
            if {relation.head, relation.tail} <= ids:
                whole.append(relation)
            else:
                lose(
                    ledger, RELATIONS, "relation", relation.label, "an end of it was left out", f"{name} {relation.id}"
                )
        return replace(reading, spans=tuple(kept), relations=tuple(whole))

    def place(self, fragment: Fragment) -> Fragment | None:
        """Where a stretch of the source stands in the target; None where that is not clear."""
        start, end = fragment
        for run in self._runs:
            if run.source <= start and end <= run.source + run.length:
                return start + run.target - run.source, end + run.target - run.source
        quote = self.source[start:end]
        found = sorted(((self._likeness(fragment, at), at) for at in _places(quote, self.target)), reverse=True)
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return None
        return found[0][1], found[0][1] + len(quote)

    def _likeness(self, fragment: Fragment, at: int) -> int:
        """How many code points around a place are the same as around the fragment."""
        start, end = fragment
        after = at + end - start
        left = self.source[max(0, start - CONTEXT) : start][::-1], self.target[max(0, at - CONTEXT) : at][::-1]
        right = self.source[end : end + CONTEXT], self.target[after : after + CONTEXT]
        return len(commonprefix(left)) + len(commonprefix(right))


def _places(quote: str, text: str) -> list[int]:
    out, at = [], text.find(quote) if quote else -1
    while at >= 0:
        out.append(at)
        at = text.find(quote, at + 1)
    return out

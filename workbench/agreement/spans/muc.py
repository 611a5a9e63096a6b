"""The five classes of MUC-5 and SemEval-2013 task 9.1: what kind of match each span found, in four modes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, Literal, NamedTuple, TypeAlias

from workbench.agreement.spans.alignment import aligned
from workbench.agreement.spans.marks import Marked
from workbench.agreement.value import Value, undefined

Mode: TypeAlias = Literal["strict", "exact", "partial", "type"]
MODES: Final[tuple[Mode, ...]] = ("strict", "exact", "partial", "type")


class Classes(NamedTuple):
    """How many spans of the reference and the answer fell in each class."""

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missed: int = 0
    spurious: int = 0

    @property
    def possible(self) -> int:
        """Spans of the reference."""
        return self.correct + self.incorrect + self.partial + self.missed

    @property
    def actual(self) -> int:
        """Spans of the answer."""
        return self.correct + self.incorrect + self.partial + self.spurious

    @property
    def precision(self) -> Value:
        """What is correct, and half of what is partial, of the answer."""
        return self._share(self.actual, "nothing was marked")

    @property
    def recall(self) -> Value:
        """What is correct, and half of what is partial, of the reference."""
        return self._share(self.possible, "the reference has nothing to find")

    @property
    def f1(self) -> Value:
        """The same of both together, which equals the harmonic mean of precision and recall."""
        marked = self.possible + self.actual
        return self._share(marked, "neither marked anything", 2)

    def _share(self, whole: int, why: str, times: int = 1) -> Value:
        if not whole:
            return undefined(why)
        return Value(float(times * (self.correct + Fraction(self.partial, 2)) / whole), n=whole)


def classes(reference: Sequence[Marked], answer: Sequence[Marked]) -> dict[Mode, Classes]:
    """The classes of one document in each mode.

    *strict* asks for extent and label, *exact* for the extent, *partial* for an overlap (half where it is not exact),
    *type* for an overlap with the same label. One alignment serves all four.
    """
    pairs = aligned(reference, answer)
    missed, spurious = len(reference) - len(pairs), len(answer) - len(pairs)
    extents = [reference[i].fragments == answer[j].fragments for i, j in pairs]
    labels = [reference[i].label == answer[j].label for i, j in pairs]
    both = sum(e and k for e, k in zip(extents, labels, strict=True))
    n, e, k = len(pairs), sum(extents), sum(labels)
    return {
        "strict": Classes(both, n - both, 0, missed, spurious),
        "exact": Classes(e, n - e, 0, missed, spurious),
        "partial": Classes(e, 0, n - e, missed, spurious),
        "type": Classes(k, n - k, 0, missed, spurious),
    }


def added(documents: Iterable[Mapping[Mode, Classes]]) -> dict[Mode, Classes]:
    """The classes of many documents together."""
    found = list(documents)
    return {mode: Classes(*map(sum, zip(Classes(), *(each[mode] for each in found), strict=True))) for mode in MODES}

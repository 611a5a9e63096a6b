"""Books: the ledger of an export, told whole arrays of spans at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from workbench.core.ledger import PLACES, Ledger
from workbench.training.views.batch import Batch, Mask, Numbers
from workbench.training.views.lens import Lens
from workbench.training.views.spans import Spans

SPAN = "span"


@dataclass(frozen=True, slots=True)
class Books:
    """The ledger, for the spans of one batch."""

    ledger: Ledger
    batch: Batch
    spans: Spans
    lens: Lens

    def select(self, view: str, chosen: Mask) -> None:
        """Count the spans that a view was asked to carry."""
        self._count(view, chosen, self.ledger.select)

    def write(self, view: str, chosen: Mask) -> None:
        """Count the spans that a view carries."""
        self._count(view, chosen, self.ledger.write)

    def drop(self, view: str, why: str, chosen: Mask) -> None:
        """Count the spans that a view does not carry, and say where they are."""
        for name, at in self._by_name(chosen):
            self.ledger.drop_many(view, SPAN, name, why, len(at), self.places(at))

    def change(self, view: str, why: str, chosen: Mask) -> None:
        """Count the spans that a view carries with a change, and say where they are."""
        for name, at in self._by_name(chosen):
            self.ledger.change_many(view, SPAN, name, why, len(at), self.places(at))

    def places(self, at: Numbers) -> list[str]:
        """The first places of these spans, as a document and a span's id."""
        some = at[:PLACES]
        documents, numbers = self.spans.document[some].tolist(), self.spans.n[some].tolist()
        return [f"{self.batch.picks[d].name} s{n}" for d, n in zip(documents, numbers, strict=True)]

    def _count(self, view: str, chosen: Mask, tell: Callable[[str, int, str], None]) -> None:
        counts = np.bincount(self.spans.name[chosen], minlength=len(self.lens.names))
        for name, n in zip(self.lens.names, counts.tolist(), strict=True):
            if n:
                tell(view, n, name)

    def _by_name(self, chosen: Mask) -> list[tuple[str, Numbers]]:
        """Positions of the spans, by what their labels are called."""
        at = np.flatnonzero(chosen)
        names = self.spans.name[at]
        return [(self.lens.names[i], at[names == i]) for i in np.unique(names).tolist()]

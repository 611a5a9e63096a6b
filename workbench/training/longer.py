"""Longer: the spans that the config of spancat will never propose, because they have more (or fewer) tokens."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from workbench.core.ledger import PLACES, Ledger
from workbench.training.configs.suggester import SpanRange
from workbench.training.gold import Gold
from workbench.training.views.batch import Numbers
from workbench.training.views.overlapping import VIEW
from workbench.training.views.scene import Scene


class Lengthy:
    """Remembers the first places of spans of every label and length, because the range is known only at the end."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, int], list[str]] = {}

    def note(self, scene: Scene, group: Numbers) -> None:
        """Remember the spans of one batch's span group."""
        if not len(group):
            return
        runs, spans = scene.runs, scene.spans
        key = spans.name[runs.span[group]] << 32 | (runs.last - runs.first)[group]
        order = np.argsort(key, kind="stable")
        used, starts = np.unique(key[order], return_index=True)
        for one, some in zip(used.tolist(), np.split(order, starts[1:]), strict=True):
            places = self._places.setdefault((scene.lens.names[one >> 32], one & 0xFFFFFFFF), [])
            if len(places) < PLACES:
                places += scene.books.places(runs.span[group[some[: PLACES - len(places)]]])

    def tell(self, ledger: Ledger, parts: Iterable[Gold], key: str, proposed: SpanRange) -> None:
        """Write down all spans of a length that is not proposed."""
        why = f"has not the {proposed.shortest} to {proposed.longest} tokens that spancat proposes"
        for part in parts:
            for (label, length), n in sorted(part.groups.get(key, {}).items()):
                if not proposed.shortest <= length <= proposed.longest:
                    ledger.change_many(VIEW, "span", label, why, n, self._places.pop((label, length), []))

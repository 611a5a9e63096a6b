"""``doc._.rel``: relations between spans of ``doc.ents``, as explosion's rel_component reads them.

``{(i, j): {label: 1.0 or 0.0}}`` with i and j the first tokens of head and tail in the document; a pair that is not
there is in no relation. The component's published reader needs every label of a pair, the refused ones too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from workbench.training.views.ents import Ents
from workbench.training.views.scene import Scene

VIEW: Final = "rel"
WHAT: Final = "relation"
KEY: Final = ("._.", "rel", None, None)
"""Where spaCy keeps the value of ``doc._.rel`` in ``doc.user_data``."""
ENDLESS: Final = "an end does not stand in doc.ents"
TAKEN: Final = "another relation of this label has the same two ends"

Rel: TypeAlias = Mapping[tuple[int, int], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What ``doc._.rel`` is of each document, and the longest way between two ends, in tokens."""

    rel: Sequence[Rel]
    reach: int


def pairs_of(scene: Scene, ents: Ents) -> Pairs:
    """The relations of each document whose two ends ``doc.ents`` holds."""
    rows, lens, ledger = scene.columns.relations, scene.lens, scene.books.ledger
    start = np.full(len(scene.spans), -1)
    start[ents.span] = ents.first - scene.batch.first[scene.spans.document[ents.span]]
    head, tail = (start[scene.spans.find(rows.layer, end)].tolist() for end in (rows.head, rows.tail))
    empty = {lens.relation(label): 0.0 for label in lens.schema.relations}
    rel: list[dict[tuple[int, int], dict[str, float]]] = [{} for _ in scene.batch.picks]
    reach = 0
    ledger.select(VIEW, 0)
    for document, n, label, i, j in zip(rows.layer, rows.n, rows.label, head, tail, strict=True):
        name = lens.relation(label)
        ledger.select(VIEW, 1, name)
        said = {} if i < 0 or j < 0 else rel[document].setdefault((i, j), dict(empty))
        if i < 0 or j < 0 or said.get(name):
            why = ENDLESS if i < 0 or j < 0 else TAKEN
            ledger.drop(VIEW, WHAT, name, why, f"{scene.batch.picks[document].name} r{n}")
            continue
        said[name] = 1.0
        reach = max(reach, abs(i - j))
        ledger.write(VIEW, 1, name)
    return Pairs(rel, reach)

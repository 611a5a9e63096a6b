"""The group of known mistakes: suggestions that were rejected, for the ``incorrect_spans_key`` of ner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.core.ledger import PLACES
from workbench.training.views.batch import Mask, Numbers
from workbench.training.views.ents import Ents
from workbench.training.views.lens import INCORRECT as VIEW
from workbench.training.views.scene import Scene

WHAT: Final = "rejected suggestion"
OFF: Final = "does not stand on whole tokens"
RIGHT: Final = "stands in doc.ents all the same"


@dataclass(frozen=True, slots=True)
class Incorrect:
    """Rejected suggestions: documents, tokens of the batch, and names of labels; int64 [marks], by document."""

    document: Numbers
    first: Numbers
    last: Numbers
    name: Numbers


def incorrect_of(scene: Scene, ents: Ents) -> Incorrect:
    """The fragments of rejected suggestions that stand on whole tokens and that ``doc.ents`` does not hold."""
    rows, batch = scene.columns.rejected, scene.batch
    document = np.array(rows.layer, np.int64)
    start, end = (batch.base[document] + np.array(edge, np.int64) for edge in (rows.start, rows.end))
    first, last = batch.covering(start, end)
    name = scene.lens.name_of(scene.lens.codes(rows.label))
    placed = (batch.starts[np.minimum(first, batch.tokens - 1)] == start) & (batch.ends[last - 1] == end)
    placed &= first < last
    known = set(zip(ents.first.tolist(), ents.last.tolist(), scene.spans.name[ents.span].tolist(), strict=True))
    said = zip(first.tolist(), last.tolist(), name.tolist(), strict=True)
    right = placed & np.fromiter((one in known for one in said), np.bool_, len(name))
    kept = placed & ~right
    _tell(scene, document, name, ((OFF, ~placed), (RIGHT, right)), kept)
    return Incorrect(document[kept], first[kept], last[kept], name[kept])


def _tell(scene: Scene, document: Numbers, name: Numbers, lost: tuple[tuple[str, Mask], ...], kept: Mask) -> None:
    ledger, names = scene.books.ledger, scene.lens.names
    for i in np.unique(name).tolist():
        of_name = name == i
        ledger.select(VIEW, int(of_name.sum()), names[i])
        ledger.write(VIEW, int((of_name & kept).sum()), names[i])
        for why, out in lost:
            at = document[of_name & out]
            if len(at):
                places = [scene.batch.picks[d].name for d in at[:PLACES].tolist()]
                ledger.drop_many(VIEW, WHAT, names[i], why, len(at), places)

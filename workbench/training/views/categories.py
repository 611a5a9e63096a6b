"""``doc.cats``: 1.0 and 0.0 for every value of a document label that was decided; what was not decided is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import islice
from typing import Final

from workbench.core.ledger import PLACES
from workbench.core.schema import Schema
from workbench.training.views.scene import Scene

VIEW: Final = "cats"
WHAT: Final = "document label"

Cats = Mapping[str, float]


def cats_of(scene: Scene) -> list[Cats]:
    """The categories of each document; documents that were told the same share one mapping."""
    rows, ledger, schema = scene.columns.labels, scene.books.ledger, scene.lens.schema
    ledger.select(VIEW, 0)
    for (key, value), n in sorted(Counter(zip(rows.key, rows.value, strict=True)).items()):
        ledger.select(VIEW, n, key)
        if key in schema.document_labels and value in schema.document_labels[key].values:
            ledger.write(VIEW, n, key)
        else:
            ledger.drop_many(VIEW, WHAT, key, "not in the schema", n, _places(scene, key, value))
    told: list[list[tuple[str, str]]] = [[] for _ in scene.batch.picks]
    for document, key, value in zip(rows.layer, rows.key, rows.value, strict=True):
        told[document].append((key, value))
    made: dict[tuple[tuple[str, str], ...], Cats] = {}
    return [made.setdefault(tuple(said), _cats(schema, said)) for said in told]


def _places(scene: Scene, key: str, value: str) -> list[str]:
    """The first places of a document label."""
    rows = zip(*scene.columns.labels, strict=True)
    places = (f"{scene.batch.picks[document].name} d{n}" for document, n, k, v in rows if (k, v) == (key, value))
    return list(islice(places, PLACES))


def _cats(schema: Schema, said: list[tuple[str, str]]) -> Cats:
    chosen = set(said)
    decided = {key for key, _ in said}
    return {
        f"{key}={value}": float((key, value) in chosen)
        for key, kind in schema.document_labels.items()
        if key in decided
        for value in kind.values
    }

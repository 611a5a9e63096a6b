"""The confusion matrix, with what was missed and what only has other edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from workbench.agreement.report.content import Confusion
from workbench.agreement.report.counted import Crossing
from workbench.core.schema import Schema

MISSED: Final = "missed"
BOUNDARY: Final = "boundary"
OTHER: Final = "label"
BOTH: Final = "boundary+label"


def confusion(crossed: Mapping[Crossing, int], schema: Schema) -> Confusion:
    """The matrix of what became of spans; labels in the schema's order, unknown ones behind."""
    known = list(schema.labels)
    used = {crossing.label for crossing in crossed}
    labels = tuple([label for label in known if label in used] + sorted(used.difference(known)))
    cells: Counter[tuple[str, str]] = Counter()
    boundary: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    edges: dict[str, Counter[str]] = {}
    for (label, theirs, differing), n in crossed.items():
        if not theirs:
            missed[label] += n
        elif label != theirs or not differing:
            cells[label, theirs] += n
        else:
            boundary[label] += n
            edges.setdefault(label, Counter())[differing] += n // 2
    return Confusion(
        labels,
        tuple(schema.label_name(label) for label in labels),
        tuple(tuple(cells[row, column] for column in labels) for row in labels),
        tuple(boundary[label] for label in labels),
        tuple(missed[label] for label in labels),
        _kinds(crossed),
        {label: dict(sorted(edges[label].items())) for label in labels if label in edges},
    )


def _kinds(crossed: Mapping[Crossing, int]) -> dict[str, int]:
    """Disagreements by kind; those of two spans stand in the crossings twice."""
    found = dict.fromkeys((MISSED, BOUNDARY, OTHER, BOTH), 0)
    for (label, theirs, differing), n in crossed.items():
        if not theirs:
            found[MISSED] += 2 * n
        elif label != theirs:
            found[BOTH if differing else OTHER] += n
        elif differing:
            found[BOUNDARY] += n
    return {kind: n // 2 for kind, n in found.items()}

"""Behind: which disagreements a number of the report comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workbench.agreement.disagreement.record import (
    ARGUMENT,
    BOTH,
    BOUNDARY,
    CASCADED,
    DIRECTION,
    LABEL,
    MISSED,
    RELATION_MISSED,
    SPLIT,
    TYPE,
)
from workbench.agreement.disagreement.wanted import Wanted

SPAN_KINDS: Final = (SPLIT, BOTH, LABEL, BOUNDARY, MISSED)
"""Kinds of disagreements on spans."""
RELATION_KINDS: Final = (TYPE, DIRECTION, ARGUMENT, RELATION_MISSED, CASCADED)
"""Kinds of disagreements on relations."""
EDGES: Final = (SPLIT, BOTH, BOUNDARY, MISSED)

_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "span-exact": SPAN_KINDS,
    "span-overlap": (SPLIT, BOTH, LABEL, MISSED),
    "span-boundaries": EDGES,
    "span-overlap-any": (SPLIT, MISSED),
    "unitizing": SPAN_KINDS,
    "unitizing-where": EDGES,
    "unitizing-what": (BOTH, LABEL),
    "label": (LABEL,),
    "relation-strict": RELATION_KINDS,
    "relation-given-spans": (TYPE, DIRECTION, ARGUMENT, RELATION_MISSED),
    "relation-undirected": RELATION_KINDS,
}


def behind(number: str) -> Wanted:
    """The disagreements that a number, by its name, would be 1 without."""
    kinds = _KINDS.get(number)
    return Wanted(score=number) if kinds is None else Wanted(kinds)

"""Features: what a feature structure of dkpro-cassis says, as texts and as references to others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

_OWN: Final = frozenset(("begin", "end", "sofa"))
_LONGEST: Final = 100_000
"""Members of a linked list at most: a broken file may tie one into a ring."""


class Reference(NamedTuple):
    """A feature that points at another feature structure; ``role`` where the file names the part it plays."""

    feature: str
    role: str
    target: Any


def texts(structure: Any) -> Iterator[tuple[str, str]]:
    """Features with their values as text; one for each value where a feature has several."""
    for name, value in _values(structure):
        if not _is_structure(value):
            yield name, _text(value)


def references(structure: Any) -> Iterator[Reference]:
    """Features that point elsewhere; through INCEpTION's link structures (role and target) to their targets."""
    for name, value in _values(structure):
        if _is_structure(value):
            link = _has(value, "role") and _has(value, "target")
            yield Reference(name, str(value.get("role") or "") if link else "", value.get("target") if link else value)


def _values(structure: Any) -> Iterator[tuple[str, Any]]:
    for feature in structure.type.all_features:
        value = getattr(structure, feature.name, None)
        if feature.name in _OWN or value is None:
            continue
        name = feature.name.removesuffix("_") if feature._has_reserved_name else feature.name
        for one in _members(value):
            if one is not None:
                yield name, one


def _members(value: Any) -> Iterator[Any]:
    """The members of an array or linked list, or the value itself."""
    if isinstance(value, list | tuple | bytes):
        yield from value
    elif _is_structure(value) and _has(value, "elements"):
        yield from value.elements or ()
    elif _is_structure(value) and value.type.name.startswith(("uima.cas.NonEmpty", "uima.cas.Empty")):
        for _ in range(_LONGEST):
            if value is None or not _has(value, "head"):
                return
            yield value.head
            value = value.tail
    else:
        yield value


def _is_structure(value: Any) -> bool:
    return hasattr(value, "xmiID")


def _has(structure: Any, feature: str) -> bool:
    return structure.type.get_feature(feature) is not None


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

"""Attributes and links: what annotators say of the spans that they placed alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, TypeAlias

from workbench.agreement.coding.label import Label
from workbench.agreement.coding.metric import Metric, nominal, ordinal, sets
from workbench.agreement.coding.ratings import Ratings
from workbench.agreement.sets import masi
from workbench.agreement.units import Unit
from workbench.core.schema import Attribute, DocumentLabelKind, Schema
from workbench.core.span import Span

UNSET: Final = ""
"""What an attribute without a default says where it is not set: that is an answer, too."""

Level: TypeAlias = Literal["nominal", "ordinal", "set"]


def level_of(kind: Attribute | DocumentLabelKind) -> Level:
    """How values compare: as sets where several may stand together, as steps of a scale, else as names."""
    return "set" if kind.several else "ordinal" if kind.ordered else "nominal"


def metric_of(level: Level) -> Metric:
    """The metric of α for values of this level: MASI for sets; *ordinal* takes the scheme's order."""
    metrics: dict[Level, Metric] = {"nominal": nominal, "ordinal": ordinal, "set": sets(masi)}
    return metrics[level]


def having(found: Iterable[Unit], schema: Schema, attribute: str) -> Iterator[Unit]:
    """The units whose spans can have the attribute."""
    wanted = schema.attributes[attribute].labels
    for unit in found:
        if all(schema.matches(span.label, wanted) for span in unit.values()):
            yield unit


def attribute_ratings(found: Iterable[Unit], annotators: Sequence[str], key: str, attribute: Attribute) -> Ratings:
    """What each annotator set the attribute to, on units they marked; unset reads as the default.

    On a scale, unset without a default is missing, because it has no place there. The labels are the schema's values
    in its order, unset first (sets: those that were given).
    """

    rows = [tuple(said(unit[name], key, attribute) if name in unit else None for name in annotators) for unit in found]
    return chosen(rows, attribute.values, attribute.several)


def said(span: Span, key: str, attribute: Attribute) -> Label | None:
    """What an attribute of a span says; None where that has no place on its scale."""
    found = choice([value for k, value in span.attributes if k == key], attribute.several, attribute.default)
    return None if found == UNSET and level_of(attribute) == "ordinal" else found


def link_ratings(found: Iterable[Unit], annotators: Sequence[str]) -> Ratings:
    """The registry ids that each annotator linked a unit to, as sets: no link is the empty one."""
    return Ratings.of(
        tuple(frozenset(map(str, unit[name].links)) if name in unit else None for name in annotators) for unit in found
    )


def choice(values: Sequence[str], several: bool, default: str | None = None) -> Label:
    """What was chosen as one label: a set where several may be, else the first value, the default, or :data:`UNSET`."""
    if several:
        return frozenset(values or ([default] if default else []))
    return values[0] if values else default or UNSET


def chosen(rows: Sequence[tuple[Label | None, ...]], values: Iterable[str], several: bool) -> Ratings:
    """Ratings with the schema's values as the scheme, in its order; what is not in the schema comes last."""
    if several:
        return Ratings.of(rows)
    found = {label for row in rows for label in row if isinstance(label, str)}
    known = list(values)
    first = [UNSET] if UNSET in found else []
    return Ratings.of(rows, [*first, *known, *sorted(found.difference(first, known))])

"""Disagreements on what is said of a thing: attributes, links, and labels of whole documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from workbench.agreement.attributes import choice
from workbench.agreement.coding.label import Label
from workbench.agreement.disagreement.record import (
    ATTRIBUTE,
    DOCUMENT_LABEL,
    LINK,
    Disagreement,
    Effect,
    Member,
    Said,
    sides_of,
)
from workbench.agreement.report import frame as asked
from workbench.agreement.report.frame import Frame
from workbench.agreement.spans.extent import Extent
from workbench.agreement.study import StudiedDocument
from workbench.core.relation import Relation
from workbench.core.span import Span, merged

Things: TypeAlias = Mapping[str, Span] | Mapping[str, Relation]
"""One span or relation that annotators have alike."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What something is said of: where it stands, its label (none for a whole document), and each one's items."""

    document: StudiedDocument
    at: Extent
    label: str | None
    members: Mapping[str, Sequence[Member]]


def on_spans_alike(
    document: StudiedDocument, frame: Frame, found: Iterable[Mapping[str, Span]]
) -> Iterator[Disagreement]:
    """Attributes and links of spans of equal extent and label, those of two annotators or more."""
    for unit in found:
        some = next(iter(unit.values()))
        subject = Subject(document, some.fragments, some.label, _members(document, unit))
        for key in sorted(frame.described.get(some.label, ())):
            if any(span.attributes for span in unit.values()):
                yield from _judged(subject, frame, asked.ATTRIBUTE + key, ATTRIBUTE, _values(unit, frame, key))
        if some.label in frame.linked:
            links: dict[str, Label] = {name: frozenset(map(str, span.links)) for name, span in unit.items()}
            yield from _judged(subject, frame, asked.LINK, LINK, links)


def on_relations_alike(
    document: StudiedDocument, frame: Frame, found: Iterable[Mapping[str, Relation]]
) -> Iterator[Disagreement]:
    """Attributes of equal relations, which no number of the report looks at."""
    for unit in found:
        if len(unit) < 2 or not any(relation.attributes for relation in unit.values()):
            continue
        label = next(iter(unit.values())).label
        spans = {name: document.answers[name].spans for name in unit}
        at = merged([p for name, r in unit.items() for n in (r.head, r.tail) for p in spans[name][n].fragments])
        subject = Subject(document, at, label, _members(document, unit))
        for key, attribute in frame.schema.attributes.items():
            if label in attribute.relations:
                yield from _judged(subject, frame, asked.ATTRIBUTE + key, ATTRIBUTE, _values(unit, frame, key), False)


def on_document(document: StudiedDocument, frame: Frame, names: Sequence[str]) -> Iterator[Disagreement]:
    """Labels of the whole document."""
    for key, kind in frame.schema.document_labels.items():
        own = {name: [label for label in document.answers[name].labels.values() if label.key == key] for name in names}
        said = {name: choice(sorted(label.value for label in own[name]), kind.several) for name in names}
        members = {name: [Member(document.answers[name].layer, label.n) for label in own[name]] for name in names}
        subject = Subject(document, (), None, members)
        yield from _judged(subject, frame, asked.DOCUMENT + key, DOCUMENT_LABEL, said)


def _judged(
    subject: Subject, frame: Frame, aspect: str, kind: str, values: Mapping[str, Label], scored: bool = True
) -> Iterator[Disagreement]:
    """A record where not all say the same."""
    if len(set(values.values())) < 2:
        return
    sides = sides_of({name: _said(value) for name, value in values.items()}, subject.members)
    settled = values[sides[0].annotators[0]]
    row = tuple(values.get(name) for name in frame.people)
    after = tuple(None if label is None else settled for label in row)
    document = subject.document
    yield Disagreement(
        document=document.id,
        name=document.name,
        aspect=aspect,
        kind=kind,
        at=subject.at,
        labels=() if subject.label is None else (subject.label,),
        sides=sides,
        pairs={(a, b): kind for a, b in combinations(sorted(values), 2) if values[a] != values[b]},
        cause=None,
        effect=Effect(aspect, rows=(row, after)) if scored else Effect(""),
    )


def _said(value: Label) -> tuple[Said, ...]:
    """What is said, thing by thing; nothing where the value is unset."""
    if isinstance(value, frozenset):
        return tuple(Said(str(part)) for part in sorted(value, key=str))
    return (Said(str(value)),) if value else ()


def _values(unit: Things, frame: Frame, key: str) -> dict[str, Label]:
    attribute = frame.schema.attributes[key]
    return {
        name: choice([v for k, v in thing.attributes if k == key], attribute.several, attribute.default)
        for name, thing in unit.items()
    }


def _members(document: StudiedDocument, unit: Things) -> dict[str, list[Member]]:
    return {name: [Member(document.answers[name].layer, thing.n)] for name, thing in unit.items()}

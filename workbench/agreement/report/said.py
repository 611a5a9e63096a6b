"""What is said: labels, attributes and links of spans placed alike, and labels of whole documents, as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from workbench.agreement.attributes import said
from workbench.agreement.coding.ratings import Row
from workbench.agreement.document_labels import document_ratings
from workbench.agreement.report.frame import ATTRIBUTE, DOCUMENT, LABEL, LINK, Frame
from workbench.agreement.study import Answer
from workbench.agreement.units import Unit, units
from workbench.core.schema import Attribute
from workbench.core.span import Span

Said: TypeAlias = dict[str, Counter[Row]]
"""By question, how many places have a row; a row has a column for each of the frame's people."""


def said_of_places(answers: Mapping[str, Answer], frame: Frame) -> Said:
    """Labels of spans of equal extent; attributes and links of spans of equal extent and label."""
    spans = {name: answer.spans.values() for name, answer in answers.items()}
    found: Said = {LABEL: _label_rows(spans, frame)}
    wanted = frame.described.keys() | frame.linked
    if wanted:
        told = {name: [span for span in own if span.label in wanted] for name, own in spans.items()}
        _add_described(found, _alike(told, same_label=True), frame)
    return found


def _label_rows(spans: Mapping[str, Collection[Span]], frame: Frame) -> Counter[Row]:
    """The labels of spans of equal extent; read off at once where nobody repeats an extent."""
    labels = {name: {span.fragments: span.label for span in own} for name, own in spans.items()}
    if any(len(labels[name]) < len(own) for name, own in spans.items()):
        return Counter(_labels(unit, frame) for unit in _alike(spans, same_label=False))
    extents = set().union(*labels.values())
    rows: Counter[Row] = Counter(zip(*(map(labels.get(name, {}).get, extents) for name in frame.people), strict=True))
    return Counter({row: n for row, n in rows.items() if len(row) - row.count(None) > 1})


def _alike(spans: Mapping[str, Iterable[Span]], *, same_label: bool) -> Iterator[Unit]:
    """The units of two spans or more, in no order; only where someone repeats an extent need they be lined up."""
    piles: dict[object, list[tuple[str, Span]]] = {}
    for name, own in spans.items():
        for span in own:
            piles.setdefault((span.fragments, span.label) if same_label else span.fragments, []).append((name, span))
    for pile in piles.values():
        if len(pile) > 1:
            unit = dict(pile)
            if len(unit) == len(pile):
                yield unit
            else:
                repeated = {name: [span for who, span in pile if who == name] for name in unit}
                yield from (found for found in units(repeated, same_label) if len(found) > 1)


def said_of_document(answers: Mapping[str, Answer], frame: Frame) -> Said:
    """The row of one document for each kind of document label."""
    labels = {"": {name: answer.labels.values() for name, answer in answers.items()}}
    return {
        DOCUMENT + key: Counter(document_ratings(labels, frame.people, key, kind).items)
        for key, kind in frame.schema.document_labels.items()
    }


def _labels(unit: Unit, frame: Frame) -> Row:
    return tuple(unit[name].label if name in unit else None for name in frame.people)


def _add_described(found: Said, matched: Iterable[Unit], frame: Frame) -> None:
    for unit in matched:
        label = next(iter(unit.values())).label
        for key in frame.described.get(label, ()):
            row = _row(unit, frame, key, frame.attributes[key])
            found.setdefault(ATTRIBUTE + key, Counter())[row] += 1
        if label in frame.linked:
            links = tuple(frozenset(map(str, unit[n].links)) if n in unit else None for n in frame.people)
            found.setdefault(LINK, Counter())[links] += 1


def _row(unit: Unit, frame: Frame, key: str, attribute: Attribute) -> Row:
    return tuple(said(unit[name], key, attribute) if name in unit else None for name in frame.people)

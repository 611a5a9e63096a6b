"""Combining: what a file says of one text in one person's name, from however many of its records, as one reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, Kind, Reading, Relation, Span
from workbench.ingest.foreign.books import RELATIONS, SPANS, lose

TWICE: Final = "stands in another record of the same text already"
Status: TypeAlias = Literal["todo", "in_progress", "done", "skipped", ""]
Owner: TypeAlias = tuple[str, Kind]
"""A handle, and whose kind it is."""


@dataclass(slots=True)
class Combined:
    """A text, the documents of the file that have it (the first gives its name), and one reading an owner."""

    documents: list[Document]
    readings: dict[Owner, Reading]

    @property
    def first(self) -> Document:
        """The document that it is stored as."""
        return self.documents[0]

    @property
    def text(self) -> str:
        """The text."""
        return self.first.text or ""


def combine(documents: Iterable[Document], owner_of: Callable[[Reading], Owner], ledger: Ledger) -> list[Combined]:
    """One entry a text, in order of first appearance.

    Args:
        documents: of one file, with texts.
        owner_of: whose a reading is.
        ledger: what stands there twice is booked.
    """
    texts: dict[str, list[Document]] = {}
    for document in documents:
        texts.setdefault(document.text or "", []).append(document)
    return [Combined(same, _readings(same, owner_of, ledger)) for same in texts.values()]


def _readings(documents: list[Document], owner_of: Callable[[Reading], Owner], ledger: Ledger) -> dict[Owner, Reading]:
    found: dict[Owner, list[tuple[Document, Reading]]] = {}
    for document in documents:
        for reading in document.readings:
            found.setdefault(owner_of(reading), []).append((document, reading))
    return {owner: _joined(parts, ledger) for owner, parts in found.items()}


def _joined(parts: list[tuple[Document, Reading]], ledger: Ledger) -> Reading:
    if len(parts) == 1:
        return parts[0][1]
    joining = _Joining(ledger)
    for number, (document, reading) in enumerate(parts):
        joining.take(number, document.name, reading)
    readings = [reading for _, reading in parts]
    return replace(
        readings[0],
        status=_status([reading.status for reading in readings]),
        spans=tuple(joining.spans),
        relations=tuple(joining.relations),
        labels=tuple(dict.fromkeys(label for reading in readings for label in reading.labels)),
        note="\n".join(dict.fromkeys(reading.note for reading in readings if reading.note)) or None,
    )


class _Joining:
    """Several records' readings as one; ids are told apart, and what two records say alike is kept once.

    What one record says twice stays twice.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.spans: list[Span] = []
        self.relations: list[Relation] = []
        self._ledger = ledger
        self._said: dict[object, str] = {}

    def take(self, number: int, document: str, reading: Reading) -> None:
        """Take in one record's reading."""
        ids: dict[str, str] = {}
        fresh: dict[object, str] = {}
        for span in reading.spans:
            new = replace(span, id=f"{number}.{span.id}")
            what = (new.label, new.fragments, new.attributes, new.links, new.note, new.rejected)
            ids[span.id] = self._said.get(what, new.id)
            if what in self._said:
                lose(self._ledger, SPANS, "span", span.label, TWICE, f"{document} {span.id}")
            else:
                fresh.setdefault(what, new.id)
                self.spans.append(new)
        for relation in reading.relations:
            head, tail = ids.get(relation.head, relation.head), ids.get(relation.tail, relation.tail)
            moved = replace(relation, id=f"{number}.{relation.id}", head=head, tail=tail)
            said = (moved.label, head, tail, moved.attributes)
            if said in self._said:
                lose(self._ledger, RELATIONS, "relation", relation.label, TWICE, f"{document} {relation.id}")
            else:
                fresh.setdefault(said, moved.id)
                self.relations.append(moved)
        self._said |= fresh


def _status(found: list[Status]) -> Status:
    """The status that all share, else in progress."""
    return found[0] if len(set(found)) == 1 else "in_progress"

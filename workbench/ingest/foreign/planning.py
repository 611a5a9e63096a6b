"""Planning: where each text of a file goes and what becomes of its readings, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from workbench.core.ids import document_id
from workbench.core.json import Json, JsonObject, canonical, sha256
from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, Kind, Reading
from workbench.ingest.foreign.books import DOCUMENTS, NOTES, RELATIONS, SPANS, keep, lose
from workbench.ingest.foreign.combining import Combined, Owner, combine
from workbench.ingest.foreign.naming import Names
from workbench.ingest.foreign.owners import Owners
from workbench.ingest.foreign.reanchoring import Reanchoring
from workbench.ingest.foreign.standing import Standing
from workbench.ingest.foreign.translating import Items, translate
from workbench.ingest.foreign.wishes import Drift, Status, Wishes
from workbench.ingest.limits import LONGEST
from workbench.ingest.neardup import Match


@dataclass(frozen=True, slots=True)
class LayerPlan:
    """A layer on its way in."""

    handle: str
    kind: Kind
    status: Status
    note: str | None
    items: Items


@dataclass(frozen=True, slots=True)
class Plan:
    """A document that gets layers; ``new`` says that it is added first, under ``name`` and like ``matches``."""

    id: UUID
    name: str
    document: Document
    meta: JsonObject
    new: bool
    matches: tuple[Match[UUID], ...]
    layers: tuple[LayerPlan, ...]


@dataclass(slots=True)
class Planner:
    """Plans the files of one import, one after the other."""

    standing: Standing
    names: Names
    wishes: Wishes
    me: str
    ledger: Ledger
    _owners: Owners = field(init=False)

    def __post_init__(self) -> None:
        self._owners = Owners(self.me, self.wishes.annotator, self.standing.kinds)

    def plans(self, file_sha256: str, documents: list[Document]) -> list[Plan]:
        """The plans for a file's documents, which are whole and in code points."""
        sound = [document for document in documents if self._storable(document)]
        combined = combine(sound, self._owner, self.ledger)
        ids = [self._id(file_sha256, one) for one in combined]
        known = [self.standing.known(one.text) for one in combined]
        matches = {
            id: self.standing.alike(id, one.text)
            for id, one, there in zip(ids, combined, known, strict=True)
            if there is None
        }
        moved = self._moved({id: one for id, one in zip(ids, combined, strict=True) if id in matches}, matches)
        return [
            self._plan(there or id, one, matches.get(id), moved.get(id), new=there is None)
            for id, one, there in zip(ids, combined, known, strict=True)
        ]

    def _plan(
        self, id: UUID, one: Combined, matches: list[Match[UUID]] | None, moved: UUID | None, *, new: bool
    ) -> Plan:
        readings = one.readings
        if moved is not None:
            readings = self._reanchored(one, moved)
            id, new = moved, False
        name = self.standing.name(id, one.first.name, one.text) if new else self.standing.names[id]
        self._book(one, new)
        layers = tuple(self._layers(one.first.name, readings))
        return Plan(id, name, one.first, self._meta(one.first), new, tuple(matches or ()), layers)

    def _owner(self, reading: Reading) -> Owner:
        """Whose a reading is; a name that had to be written otherwise is booked."""
        owner = self._owners.of(reading)
        if self.wishes.annotator is None and reading.annotator not in ("", owner[0]):
            self.ledger.change("layers", "annotator", reading.annotator, f"is called {owner[0]} here")
        return owner

    def _id(self, file_sha256: str, one: Combined) -> UUID:
        return document_id(file_sha256, one.first.name, sha256(one.text))

    def _book(self, one: Combined, new: bool) -> None:
        keep(self.ledger, DOCUMENTS, len(one.documents))
        if not new:
            why = "the same text is in the project already; its work was added there"
            self.ledger.change(DOCUMENTS, "document", "", why, one.first.name)
        for other in one.documents[1:]:
            why = "another record of the file has the same text; their work was put together"
            self.ledger.change(DOCUMENTS, "document", "", why, other.name)
        if one.first.rebuilt:
            why = "its text was put together from tokens: the white space is ours"
            self.ledger.change(DOCUMENTS, "document", "", why, one.first.name)

    # -- layers --------------------------------------------------------------------

    def _layers(self, name: str, readings: dict[Owner, Reading]) -> Iterator[LayerPlan]:
        for (handle, kind), reading in readings.items():
            items = translate(name, reading, self.names, self.ledger)
            if reading.note:
                keep(self.ledger, NOTES)
            said = reading.annotator or reading.status or reading.note or self.wishes.status
            if items or said:
                yield LayerPlan(handle, kind, self._status(name, reading.status), reading.note, items)

    def _status(self, name: str, given: Status) -> Status:
        if self.wishes.status:
            return self.wishes.status
        if given == "done":
            self.ledger.change("layers", "status", given, "lands as in progress; --status done finishes it", name)
        return given if given in ("todo", "skipped") else "in_progress"

    # -- texts that have drifted -----------------------------------------------------

    def _moved(self, fresh: dict[UUID, Combined], matches: dict[UUID, list[Match[UUID]]]) -> dict[UUID, UUID]:
        """Which new texts are put on stored ones instead, as the person who imports confirms."""
        found = {id: self.standing.drifted(one.first.name, matches[id]) for id, one in fresh.items()}
        drifted = {id: match for id, match in found.items() if match is not None}
        names = self.standing.names
        told = [Drift(fresh[id].first.name, names[m.key], m.similarity) for id, m in drifted.items()]
        confirmed = bool(told) and self.wishes.reanchor is not None and self.wishes.reanchor(told)
        for drift in told:
            why = (
                f"its text has drifted from {drift.stored}, {drift.similarity:.0%} alike: its work was put there"
                if confirmed
                else f"its text is {drift.similarity:.0%} like {drift.stored}; --reanchor puts its work there"
            )
            self.ledger.change(DOCUMENTS, "document", "", why, drift.name)
        return {id: match.key for id, match in drifted.items()} if confirmed else {}

    def _reanchored(self, one: Combined, into: UUID) -> dict[Owner, Reading]:
        texts = Reanchoring(one.text, self.standing.text(into))
        name = one.first.name
        return {owner: texts.reading(name, reading, self.ledger) for owner, reading in one.readings.items()}

    # -- what the database can hold ----------------------------------------------------

    def _storable(self, document: Document) -> bool:
        """Whether a text can be stored; one that cannot is booked with all that stands in it."""
        why = unstorable(document.text or "")
        if why:
            lose(self.ledger, DOCUMENTS, "document", "", why, document.name)
            for reading in document.readings:
                for span in reading.spans:
                    lose(self.ledger, SPANS, "span", span.label, why, f"{document.name} {span.id}")
                for relation in reading.relations:
                    lose(self.ledger, RELATIONS, "relation", relation.label, why, f"{document.name} {relation.id}")
        return not why

    def _meta(self, document: Document) -> JsonObject:
        """What else the file says of a document, as far as the database can hold it."""
        out: dict[str, Json] = {}
        for key, value in document.meta.items():
            try:
                canonical({key: value}).encode()
            except (ValueError, TypeError, RecursionError):
                why = "is no JSON that can be kept"
                self.ledger.change(DOCUMENTS, "meta", key.encode("ascii", "replace").decode(), why, document.name)
            else:
                out[key] = value
        return out


def unstorable(text: str) -> str:
    """Why the database cannot hold a text; empty where it can."""
    if len(text) > LONGEST:
        return f"its text has more than {LONGEST:,} characters"
    if "\0" in text:
        return "its text holds a NUL character"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "its text holds half a surrogate pair"
    return ""

"""Gathering: who finished what, out of the store, as a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from workbench.agreement.study import Answer, StudiedDocument, Study
from workbench.core.layer import Layer
from workbench.core.selection import GOLD
from workbench.core.tokens import Tokens
from workbench.curation.roster import Roster
from workbench.store import annotators, schemas
from workbench.store.bulk import layers_by_id
from workbench.store.connection import Connection, chunks
from workbench.store.past import layers_at
from workbench.store.standing import Head, Standing, standings
from workbench.store.texts import texts
from workbench.store.zones import zones_among

AT_ONCE = 400
"""Layers read at a time."""
DONE = "done"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A study out of a project.

    Attributes:
        study: what is compared.
        owners: the handle behind every name in the study; two rounds of one annotator are two names.
        hidden: finished layers that the viewer may not see, and that are in no number.
        unfinished: layers begun but not finished, which are missing and no answer.
    """

    study: Study
    owners: Mapping[str, str]
    hidden: int
    unfinished: int


def gathered(connection: Connection, viewer: UUID, roster: Roster, at: int | None = None) -> Gathered:
    """What those on the roster finished, as far as the viewer may see it.

    Args:
        connection: a reading transaction.
        viewer: who asks; leads and curators see all, others what blindness leaves them.
        roster: who is compared.
        at: a moment (milliseconds since 1970, UTC) to take layers as they stood then, from the log; None for now.

    Raises:
        Fault: where somebody on the roster is not in the project, or it has no schema.
    """
    roster.check(annotators.everybody(connection))
    begun = 0

    def wanted(handle: str, kind: str, status: str) -> bool:
        nonlocal begun
        if not roster.wants(handle, kind):
            return False
        begun += at is None and status != DONE and status != "todo"
        return at is not None or status == DONE

    held = [one for one in standings(connection, viewer, wanted) if not one.archived]
    layers = _layers(connection, [head.id for one in held for head in one.layers], at)
    finished = {id: layer for id, layer in layers.items() if layer.head.status == DONE}
    zones = zones_among(connection, [one.id for one in held if one.layers])
    owners: dict[str, str] = {}
    documents = []
    for one in held:
        answers = _answers(one, finished, roster, owners)
        if answers:
            length = finished[next(iter(answers.values())).layer].length
            places = tuple((zone.start, zone.end) for zone in zones.get(one.id, ()))
            documents.append(StudiedDocument(one.id, one.name, length, places, answers))
    names = tuple(sorted(owners))
    study = Study(tuple(documents), schemas.current(connection)[1], names, GOLD if GOLD in owners else None)
    return Gathered(study, owners, sum(one.hidden for one in held), begun)


def one_document(connection: Connection, gathered: Gathered, document: UUID) -> StudiedDocument:
    """A document of the study as it stands now, to follow an edit; layers the study has not seen are left out."""
    old = next(one for one in gathered.study.documents if one.id == document)
    layers = layers_by_id(connection, [answer.layer for answer in old.answers.values()])
    answers = {
        name: Answer.of(layers[answer.layer])
        for name, answer in old.answers.items()
        if answer.layer in layers and layers[answer.layer].head.status == DONE
    }
    return StudiedDocument(old.id, old.name, old.length, old.zones, answers)


def tokens(connection: Connection, study: Study) -> dict[UUID, Tokens]:
    """The tokens of a study's documents, as each one's own tokenizer cut them; those without any are left out."""
    ids = [one.id for one in study.documents]
    found = {}
    for part in chunks(ids, AT_ONCE):
        for id, text in zip(part, texts(connection, part), strict=True):
            if text.tokens:
                found[id] = Tokens.decode(text.tokens, text.wide)
    return found


def _layers(connection: Connection, ids: Sequence[UUID], at: int | None) -> dict[UUID, Layer]:
    if at is not None:
        return layers_at(connection, ids, at)
    found: dict[UUID, Layer] = {}
    for part in chunks(ids, AT_ONCE):
        found |= layers_by_id(connection, part)
    return found


def _answers(
    one: Standing, finished: Mapping[UUID, Layer], roster: Roster, owners: dict[str, str]
) -> dict[str, Answer]:
    """The answers by name; of several rounds that go by one name, the latest."""
    latest: dict[str, Head] = {}
    for head in one.layers:
        if head.id in finished and roster.counts(head.kind, head.round):
            name = roster.called(head.handle, head.kind, head.round)
            if name not in latest or latest[name].round < head.round:
                latest[name] = head
    owners.update((name, head.handle) for name, head in latest.items())
    return {name: Answer.of(finished[head.id]) for name, head in sorted(latest.items())}

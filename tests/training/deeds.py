"""Deeds: random operations of every kind that an export could notice, and the few changes that no log tells."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from tests.training.project import SCHEMA, edits_of, new_document, pages
from workbench.core.edit import HEAD, LABEL, RELATION, SPAN, ZONE, Change, Edit, Operation, on
from workbench.core.json import JsonObject
from workbench.core.layer import Layer, LayerHead
from workbench.core.span import Span
from workbench.ingest.tokenizer import Tokenizer
from workbench.store import annotators, documents, entities, project, schemas, splits
from workbench.store.clusters import Pair, add_pairs
from workbench.store.commit import write
from workbench.store.connection import Connection, as_uuid
from workbench.store.database import Database
from workbench.store.layers import load_layer, make_layer
from workbench.store.streams import document_stream, revs


@dataclass
class Deeds:
    """Whoever does them is ana, the lead; everything follows from the seed."""

    database: Database
    chance: random.Random
    done: list[str] = field(default_factory=list)

    def some(self, n: int) -> None:
        """So many, of every kind at least one where there are enough."""
        kinds = list(_KINDS) + [self.chance.choice(_KINDS) for _ in range(max(0, n - len(_KINDS)))]
        self.chance.shuffle(kinds)
        for kind in kinds[:n]:
            with self.database.writing() as connection:
                kind(connection, self.chance)
            self.done.append(kind.__name__)


def _lead(connection: Connection) -> UUID:
    found = annotators.by_handle(connection, "ana")
    assert found is not None
    return found.id


def _document(connection: Connection, chance: random.Random) -> UUID:
    return as_uuid(chance.choice(connection.rows("SELECT id FROM document ORDER BY ordinal"))[0])


def _layer(connection: Connection, chance: random.Random) -> Layer:
    query = "SELECT id FROM layer WHERE kind <> 'model' ORDER BY id"
    return load_layer(connection, as_uuid(chance.choice(connection.rows(query))[0]))


def _save(connection: Connection, layer: Layer, *edits: Edit) -> None:
    write(connection, Operation(layer.owner, "edit", on(layer.id, edits)), {layer.id: layer.rev})


def marks(connection: Connection, chance: random.Random) -> None:
    """A span more, with whatever a span can have."""
    layer = _layer(connection, chance)
    start = chance.randrange(layer.length - 12)
    at = [(start, start + chance.randint(1, 6)), (start + 8, start + 8 + chance.randint(1, 4))]
    label = chance.choice(sorted(SCHEMA.labels))
    known = [one.id for one in entities.all_entities(connection)]
    span = Span(
        layer.next_n,
        label,
        tuple(at[: chance.randint(1, 2)]),
        (("modality", "planned"),) if label == "meeting" else (),
        tuple(chance.sample(known, min(len(known), chance.randint(0, 2)))),
        chance.choice(["human", "pattern"]),
        chance.choice([None, 1.0, 0.25]),
        chance.choice([None, "why"]),
    )
    told = span.to_json()
    if span.score == 1.0:
        told["score"] = 1  # as JSON from elsewhere may say it, which the rows hold as 1.0
    _save(connection, layer, Edit(SPAN, span.n, None, told))


def unmarks(connection: Connection, chance: random.Random) -> None:
    """A span less, with its relations."""
    layer = _layer(connection, chance)
    if layer.spans:
        n = chance.choice(sorted(layer.spans))
        gone = [Edit(RELATION, one.n, one.to_json(), None) for one in layer.relations_of(n)]
        _save(connection, layer, *gone, Edit(SPAN, n, layer.value(SPAN, n), None))


def relates(connection: Connection, chance: random.Random) -> None:
    """A relation more, and a document label."""
    layer = _layer(connection, chance)
    if len(layer.spans) > 1:
        head, tail = chance.sample(sorted(layer.spans), 2)
        value = {"label": "agent", "head": head, "tail": tail}
        label = {"key": "topic", "value": chance.choice(["defence", "trade"])}
        _save(connection, layer, Edit(RELATION, layer.next_n, None, value), Edit(LABEL, layer.next_n + 1, None, label))


def finishes(connection: Connection, chance: random.Random) -> None:
    """A layer is finished that was not, or reopened."""
    layer = _layer(connection, chance)
    version = schemas.current(connection)[0]
    after = LayerHead("in_progress") if layer.head.status == "done" else LayerHead("done", schema=version)
    _save(connection, layer, Edit(HEAD, 0, layer.head.to_json(), after.to_json()))


def renames(connection: Connection, chance: random.Random) -> None:
    """A label gets another name."""
    schema = schemas.current(connection)[1]
    state = schema.labels["state"].model_copy(update={"name": f"STATE{chance.randrange(10**9)}"})
    renamed = schema.model_copy(update={"labels": {**schema.labels, "state": state}})
    schemas.put(connection, renamed, _lead(connection))


def skips(connection: Connection, chance: random.Random) -> None:
    """A skip zone more, or one less."""
    document = _document(connection, chance)
    rows = connection.rows('SELECT n, start, "end", kind FROM zone WHERE document_id = :id', {"id": document})
    n = 1 + max((row[0] for row in rows), default=-1)
    edit = Edit(ZONE, n, None, {"start": 2 * n, "end": 2 * n + 9, "kind": "credit"})
    if rows and chance.random() < 0.5:
        n, start, end, kind = rows[0]
        edit = Edit(ZONE, n, {"start": start, "end": end, "kind": kind}, None)
    stream = document_stream(document)
    write(connection, Operation(_lead(connection), "zone", on(stream, [edit])), revs(connection, [stream]))


def registers(connection: Connection, chance: random.Random) -> None:
    """An entry of the registry comes, is renamed, or is merged into another."""
    lead, known = _lead(connection), [one for one in entities.all_entities(connection) if one.redirect is None]
    deed = chance.choice(["add", "rename", "merge"]) if len(known) > 1 else "add"
    one, other = chance.sample(known, 2) if len(known) > 1 else (None, None)
    operation = entities.add(entities.new(connection, f"Entry {chance.random()}"), lead)
    if deed != "add" and one is not None and other is not None:
        operation = (
            entities.merge(one, other, lead) if deed == "merge" else entities.rename(one, f"{one.name} II", lead)
        )
    write(connection, operation, revs(connection, operation.streams))


def divides(connection: Connection, chance: random.Random) -> None:
    """A document gets another part, or what documents are divided by changes."""
    moved = {_document(connection, chance): chance.choice(["train", "dev", "test"])}
    group = chance.choice(["none", "source", "page"])
    terms: JsonObject = {"shares": [0.7, 0.2, 0.1], "group_by": group, "salt": f"{chance.random()}"}
    splits.put(connection, moved, _lead(connection), terms=terms, why="because")


def puts_aside(connection: Connection, chance: random.Random) -> None:
    """A document is archived, or comes back."""
    document = _document(connection, chance)
    was = connection.value("SELECT archived FROM document WHERE id = :id", {"id": document})
    documents.archive(connection, document, _lead(connection), not was)


def brings_in(connection: Connection, chance: random.Random) -> None:
    """A new document that somebody has finished."""
    page = next(pages(1, seed=chance.randrange(10**9)))
    page.name = f"late-{chance.randrange(10**9)}"
    new, lead = new_document(page, Tokenizer("en")), _lead(connection)
    documents.add_documents(connection, [new], lead)
    for owner in (lead, annotators.by_handle(connection, "ben")):
        if owner is not None:
            id = owner if isinstance(owner, UUID) else owner.id
            layer = make_layer(connection, new.id, id)
            write(connection, Operation(id, "label", on(layer, edits_of(page, True))), {layer: 0})


def resembles(connection: Connection, chance: random.Random) -> None:
    """Two documents turn out to be alike, of which the log says nothing."""
    add_pairs(connection, [Pair(_document(connection, chance), _document(connection, chance), "near", 0.5)])


def rejects(connection: Connection, chance: random.Random) -> None:
    """A suggestion is rejected, of which the log says nothing."""
    layer = _layer(connection, chance)
    model = annotators.by_handle(connection, "model") or annotators.join(connection, "model", kind="model")
    run = 1 + chance.randrange(10**6)
    proposed = make_layer(connection, layer.document, model.id, "model", run)
    edit = Edit(SPAN, 1, None, Span(1, "person", ((0, 5),)).to_json())
    write(connection, Operation(_lead(connection), "suggest", on(proposed, [edit])), revs(connection, [proposed]))
    connection.run(
        "INSERT INTO decision (layer_id, model_layer_id, n, verdict, made_n, at) "
        "VALUES (:own, :model, 1, 'rejected', NULL, 0)",
        {"own": layer.id, "model": proposed},
    )


def settles(connection: Connection, chance: random.Random) -> None:
    """A setting of the project changes."""
    project.change(connection, _lead(connection), name=f"project {chance.random()}", blind=chance.random() < 0.5)


def sorts(connection: Connection, chance: random.Random) -> None:
    """An entry of the registry gets another kind."""
    known = entities.all_entities(connection)
    if known:
        one = chance.choice(known)
        aside = Change(one.id, Edit("entity", 0, one.to_json(), {**one.to_json(), "kind": f"k{chance.random()}"}))
        write(connection, Operation(_lead(connection), "change", (aside,)), revs(connection, [one.id]))


_KINDS: tuple[Callable[[Connection, random.Random], None], ...] = (
    marks, unmarks, relates, finishes, renames, skips, registers, divides, puts_aside, brings_in, resembles, rejects,
    settles, sorts,
)  # fmt: skip

"""A project in which everything that people can name or write is hostile."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import regex

from tests import hostile
from tests.end_to_end.project import new_document
from workbench.core.edit import HEAD, LABEL, RELATION, SPAN, Change, Edit, Operation, on
from workbench.core.fault import Fault
from workbench.core.schema import Schema
from workbench.store import annotators, comments, documents, entities, layers, schemas
from workbench.store.commit import commit
from workbench.store.connection import Connection
from workbench.store.database import Database
from workbench.store.streams import revs

ME = "31337[@click=app.quit]\u202eme"
"""Who is at the keyboard: blanks and controls are refused in a name, markup and overrides are not."""
WORST = "\x1b]0;31337\x07\u202e[/]\x9b31337m"
"""The worst in one short name."""


def schema() -> Schema:
    """A schema whose names, definitions and examples are hostile; its keys are plain, so that hands can use them."""
    names = cycle(text for text in hostile.SHORT if "\n" not in text)
    long = "\n".join(hostile.PIECES.values())[:4000]

    def part(**more: object) -> dict[str, object]:
        return {"name": next(names)[:64], "definition": WORST + long, **more}

    def values() -> dict[str, object]:
        return {"v1": part(), "v2": part()}

    labels = {
        f"L{k}": part(group="G1" if k < 6 else "G2", key="abcdefghijkl"[k], code=f"{WORST[:2]}{k}"[:3],
                      examples=[WORST, long], negatives=[long], boundary=long)
        for k in range(12)
    }  # fmt: skip
    labels["L0"]["name"] = WORST
    return Schema.model_validate({
        "name": WORST, "definition": long, "labels": labels,
        "groups": {"G1": part(key="1", link="required"), "G2": part(key="2", discontinuous=True, event=True)},
        "attributes": {"A1": part(labels=["G1", "G2"], relations=["R1"], values=values())},
        "relations": {"R1": part(head=["G2"], tail=["G1"], cardinality="1"), "R2": part(head=["G2"], tail=["G1"])},
        "document_labels": {"D1": part(values=values(), several=True)},
        "rules": {"one": long},
    })  # fmt: skip


def make(path: Path) -> Path:
    """The project; returns its file."""
    with Database.create(str(path), name=WORST) as database:
        me = annotators.ensure(database, ME)
        schemas.apply(database, schema(), me.id)
        big = new_document("\x1b[31337mbig[/]", hostile.document(), WORST, WORST)
        many = [new_document(f"{k}{t}", t, t, t) for k, t in enumerate(hostile.SHORT)]
        with database.writing() as connection:
            documents.add_documents(connection, [big, *many], me.id)
            links = list(_registry(connection))
        for operation in links:
            commit(database, operation, {})
        _annotate(database, big.text, big.id, me.id, [operation.changes[0].stream for operation in links])
        _colleagues(database, big.id, me.id)
    return path


def _registry(connection: Connection) -> Iterator[Operation]:
    me = annotators.require(connection, ME).id
    for k, text in enumerate(hostile.SHORT):
        entry = entities.new(connection, text, "L0", (WORST, text[::-1]))
        yield entities.add(type(entry)(entry.id, f"e{k}", entry.name, entry.kind, entry.aliases), me)


def _annotate(database: Database, text: str, document: object, me: object, links: list[object]) -> None:
    """Spans on every piece, each with a hostile note and link; relations, a label, a flag, and comments."""
    layer = layers.open_layer(database, document, me)  # type: ignore[arg-type]
    edits: list[Edit] = []
    for n, match in enumerate(regex.finditer(r"Piece \d+ (\X{1,6})", text), 1):
        value = {"label": f"L{n % 12}", "at": [list(match.span())], "note": hostile.SHORT[n % len(hostile.SHORT)],
                 "links": [str(links[n % len(links)])], "attributes": [["A1", "v2"]]}  # fmt: skip
        edits.append(Edit(SPAN, n, None, value))
    count = len(edits)
    by_group = {n: n % 12 < 6 for n in range(1, count + 1)}
    heads, tails = ([n for n, first in by_group.items() if first is wanted] for wanted in (False, True))
    for k, (head, tail) in enumerate(zip(heads, tails, strict=False), count + 1):
        edits.append(Edit(RELATION, k, None, {"label": "R1", "head": head, "tail": tail, "attributes": [["A1", "v1"]]}))
    edits.append(Edit(LABEL, count * 2 + 1, None, {"key": "D1", "value": "v1"}))
    head = layer.head.to_json()
    edits.append(Edit(HEAD, 0, head, {**head, "status": "in_progress", "flag": True, "flag_note": WORST}))
    commit(database, Operation(me, "label", on(layer.id, edits)), {layer.id: layer.rev})  # type: ignore[arg-type]
    for k, said in enumerate(hostile.SHORT[:20]):
        made = comments.start(document, me, said + WORST, (k, k + 5))  # type: ignore[arg-type]
        commit(database, made, {})


def _colleagues(database: Database, document: object, lead: object) -> None:
    """Everybody whose name the project takes, each with a layer of the first document."""
    for handle in list(hostile.handles())[:12]:
        try:
            one = annotators.ensure(database, handle, actor=lead)  # type: ignore[arg-type]
        except Fault:
            continue
        layer = layers.open_layer(database, document, one.id)  # type: ignore[arg-type]
        head = layer.head.to_json()
        change = Change(layer.id, Edit(HEAD, 0, head, {**head, "status": "done", "schema": 1}))
        with database.reading() as connection:
            seen = revs(connection, [layer.id])
        commit(database, Operation(one.id, "done", (change,)), seen)

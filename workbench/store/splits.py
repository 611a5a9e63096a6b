"""Splits: which part of a training corpus each document belongs to, for good.

Every change is one operation of the log. The test side is locked: a document that has once been given a part enters or
leaves test only where somebody says why, because a test that changes measures nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from workbench.core.edit import SPLIT, Change, Edit, Operation, Refused
from workbench.core.json import JsonObject
from workbench.store import project
from workbench.store.commit import Committed, write
from workbench.store.connection import Connection, as_uuid, as_uuid_or_none
from workbench.store.log import Stacks, operation
from workbench.store.streams import PROJECT, PROJECT_STREAM, document_stream, revs

TEST: Final = "test"
TERMS: Final = "split"
UNLOCKED: Final = "test_unlocked"
"""The project's settings about splits: what documents are divided by, and how often and why test was unlocked."""


def assigned(connection: Connection) -> dict[UUID, str]:
    """The part of every document that has one."""
    return {as_uuid(id): part for id, part in connection.rows("SELECT document_id, part FROM split WHERE n = 0")}


@dataclass(frozen=True, slots=True)
class Unlocked:
    """How often documents were let into or out of test, and why they last were."""

    times: int = 0
    why: str | None = None


def unlocked(connection: Connection) -> Unlocked:
    """How often test was unlocked."""
    return Unlocked(**project.settings(connection).get(UNLOCKED, {}))


def archived(connection: Connection) -> frozenset[UUID]:
    """The documents that have been put aside."""
    return frozenset(as_uuid(row[0]) for row in connection.rows("SELECT id FROM document WHERE archived"))


def put(
    connection: Connection,
    parts: Mapping[UUID, str | None],
    actor: UUID,
    *,
    terms: JsonObject | None = None,
    why: str | None = None,
) -> Committed | None:
    """Say to which part each of these documents belongs, as one operation; None where nothing changes.

    Args:
        connection: a writing transaction.
        parts: the part by document; None takes a document out of the division.
        actor: who says so: a curator or lead; only a lead changes terms and unlocks test.
        terms: what documents are divided by from now on, kept among the project's settings; None leaves it.
        why: the reason to unlock test, kept among the project's settings and hence in the log.

    Raises:
        Refused: where a document would enter or leave test and nobody says why, or the actor may not.
    """
    now = assigned(connection)
    changes = [
        Change(document_stream(id), Edit(SPLIT, 0, _value(now.get(id)), _value(part)))
        for id, part in sorted(parts.items(), key=lambda one: one[0].int)
        if now.get(id) != part
    ]
    settings = {} if terms is None else {TERMS: terms}
    return _write(connection, Operation(actor, "split", tuple(changes)), settings, why)


def keep(connection: Connection, parts: Mapping[UUID, str], actor: UUID) -> Committed | None:
    """Give parts to documents that have none, as :func:`put` does; what was given one meanwhile keeps that."""
    now = assigned(connection)
    return put(connection, {id: part for id, part in parts.items() if id not in now}, actor)


def undo(connection: Connection, actor: UUID, *, why: str | None = None, again: bool = False) -> Committed:
    """Take back the actor's latest change of the division; with ``again``, what they last took back.

    Raises:
        Refused: where there is none, it no longer applies, or test is locked (see :func:`put`).
    """
    stacks = _stacks(connection, actor)
    found = stacks.redo if again else stacks.undo
    if not found:
        raise Refused(f"there is nothing of yours to {'redo' if again else 'undo'} in the division")
    saved = _write(connection, operation(connection, found[-1]).undo(actor), {}, why)
    assert saved is not None, "what was saved once has changes"
    return saved


def _write(
    connection: Connection, wanted: Operation, settings: Mapping[str, JsonObject], why: str | None
) -> Committed | None:
    """Save an operation together with the settings it brings, test's lock among them."""
    moved = sum(_moves_test(change.edit) for change in wanted.changes)
    if moved and not (why or "").strip():
        raise Refused(
            f"test is locked, and {moved} document{'s' if moved > 1 else ''} would enter or leave it",
            "If you must, say why with --unlock-test REASON",
        )
    present = _project(connection, wanted.changes)
    if moved:
        before = present["settings"].get(UNLOCKED, {"times": 0})
        settings = {**settings, UNLOCKED: {"times": before["times"] + 1, "why": (why or "").strip()}}
    changes = [*wanted.changes, *_settings(present, settings)]
    if not changes:
        return None
    whole = Operation(wanted.actor, wanted.kind, tuple(changes), wanted.undoes)
    return write(connection, whole, revs(connection, whole.streams))


def _moves_test(edit: Edit) -> bool:
    """Whether an edit takes a document out of test, or puts one there that was elsewhere."""
    if edit.item != SPLIT or edit.before is None:
        return False
    return TEST in (edit.before["part"], (edit.after or {}).get("part"))


def _value(part: str | None) -> dict[str, Any] | None:
    return None if part is None else {"part": part}


def _project(connection: Connection, changes: Iterable[Change]) -> dict[str, Any]:
    """The project's own state after these changes."""
    row = connection.row("SELECT name, settings FROM project WHERE one = 1")
    assert row is not None, "every database has its project's row from the start"
    state: dict[str, Any] = {"name": row[0], "settings": json.loads(row[1])}
    for change in changes:
        if change.edit.item == PROJECT and change.edit.after is not None:
            state = dict(change.edit.after)
    return state


def _settings(present: Mapping[str, Any], settings: Mapping[str, JsonObject]) -> list[Change]:
    """The change that some settings need; none where they hold already."""
    after = {**present, "settings": {**present["settings"], **settings}}
    return [] if after == present else [Change(PROJECT_STREAM, Edit(PROJECT, 0, present, after))]


def _stacks(connection: Connection, actor: UUID) -> Stacks:
    """What the actor can undo and redo of the division, whichever documents it was about."""
    out = Stacks()
    for id, undoes in connection.rows(
        "WITH RECURSIVE chain (id) AS (SELECT id FROM operation WHERE kind = 'split' AND actor_id = :actor "
        "UNION SELECT o.id FROM operation o JOIN chain c ON o.undoes = c.id) "
        "SELECT o.id, o.undoes FROM operation o JOIN chain c ON c.id = o.id ORDER BY o.commit_no",
        {"actor": actor},
    ):
        out.push(as_uuid(id), as_uuid_or_none(undoes))
    return out

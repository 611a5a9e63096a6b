"""Whatever is done, undone, redone and reopened: the rows are what the log comes to, and memory equals both."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.store.making import TEXT, Project, make
from workbench.core.edit import HEAD, LABEL, RELATION, SPAN, Edit, Operation, on
from workbench.core.entity import Entity
from workbench.core.layer import Layer
from workbench.store import entities, layers, log
from workbench.store.check import check
from workbench.store.commit import commit
from workbench.store.database import Database
from workbench.store.streams import revs

_BLANK: list[Path] = []


def _blank() -> Path:
    if not _BLANK:
        path = Path(tempfile.mkdtemp()) / "blank.db"
        make(path).db.close()
        _BLANK.append(path)
    return _BLANK[0]


places = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 40)).map(lambda p: (p[0], min(len(TEXT), p[0] + p[1])))
values = st.fixed_dictionaries(
    {"label": st.sampled_from(["body", "person", "passing"])},
    optional={
        "attributes": st.just([["mood", "real"]]),
        "score": st.floats(0, 1),
        "note": st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=5),
        "origin": st.just("pattern"),
    },
)


class Log(RuleBasedStateMachine):
    """One annotator at one layer, with an entry of the registry now and then."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "p.db"
        shutil.copy(_blank(), path)
        self.open(path)
        self.entities: list[UUID] = []
        self.steps: list[dict[Any, Any]] = []

    def open(self, path: Path) -> None:
        db = Database.open(str(path))
        from workbench.core.ids import annotator_id

        with db.reading() as connection:
            ids = [UUID(bytes=row[0]) for row in connection.rows("SELECT id FROM document ORDER BY ordinal")]
        self.project = Project(db, path, annotator_id("lena"), annotator_id("ann"), ids)
        self.layer: Layer = self.project.layer()
        with db.reading() as connection:
            self.stacks = log.stacks(connection, self.layer.owner, self.layer.id)

    def state(self) -> dict[Any, Any]:
        return {"head": self.layer.head, **{(item, n): value for item, n, value in self.layer.items()}}

    def do(self, *edits: Edit) -> None:
        self.save(Operation(self.layer.owner, "edit", on(self.layer.id, edits)))

    def save(self, operation: Operation) -> None:
        before = self.state()
        self.project.save(self.layer, operation)
        if operation.undoes is None:
            self.steps = [*self.steps[: len(self.stacks.undo)], before]
        self.stacks.push(operation.id, operation.undoes)

    @rule(place=places, value=values)
    def add_span(self, place: tuple[int, int], value: dict[str, Any]) -> None:
        self.do(Edit(SPAN, self.layer.next_n, None, {**value, "at": [list(place)]}))

    @rule(start=st.integers(0, 100), gap=st.integers(1, 9), value=values)
    def add_discontinuous(self, start: int, gap: int, value: dict[str, Any]) -> None:
        at = [[start, start + 3], [start + 3 + gap, start + 8 + gap]]
        self.do(Edit(SPAN, self.layer.next_n, None, {**value, "at": at}))

    @precondition(lambda self: self.layer.spans)
    @rule(data=st.data(), place=places, value=values)
    def change_span(self, data: st.DataObject, place: tuple[int, int], value: dict[str, Any]) -> None:
        n = data.draw(st.sampled_from(sorted(self.layer.spans)))
        self.do(Edit(SPAN, n, self.layer.value(SPAN, n), {**value, "at": [list(place)]}))

    @precondition(lambda self: self.layer.spans)
    @rule(data=st.data())
    def delete_span(self, data: st.DataObject) -> None:
        n = data.draw(st.sampled_from(sorted(self.layer.spans)))
        gone = [Edit(RELATION, r.n, r.to_json(), None) for r in self.layer.relations_of(n)]
        self.do(*gone, Edit(SPAN, n, self.layer.value(SPAN, n), None))

    @precondition(lambda self: self.layer.spans)
    @rule(data=st.data(), note=st.none() | st.just("why"))
    def relate(self, data: st.DataObject, note: str | None) -> None:
        ends = st.sampled_from(sorted(self.layer.spans))
        value = {"label": "agent", "head": data.draw(ends), "tail": data.draw(ends)}
        self.do(Edit(RELATION, self.layer.next_n, None, value | ({"note": note} if note else {})))

    @rule(value=st.sampled_from(["law", "war"]))
    def label(self, value: str) -> None:
        self.do(Edit(LABEL, self.layer.next_n, None, {"key": "topic", "value": value}))

    @rule(status=st.sampled_from(["todo", "in_progress", "done", "skipped"]), flag=st.booleans())
    def state_of_layer(self, status: str, flag: bool) -> None:
        after = {"status": status, "flag": flag, "flag_note": None, "schema": 1 if status == "done" else None}
        self.do(Edit(HEAD, 0, self.layer.head.to_json(), after))

    @precondition(lambda self: self.layer.spans)
    @rule(data=st.data())
    def link_to_a_new_entity(self, data: st.DataObject) -> None:
        n = data.draw(st.sampled_from(sorted(self.layer.spans)))
        with self.project.db.reading() as connection:
            entry: Entity = entities.new(connection, "Mali")
        old = self.layer.value(SPAN, n)
        assert old is not None
        edit = Edit(SPAN, n, old, {**old, "links": [*old.get("links", []), str(entry.id)]})
        operation = Operation(self.layer.owner, "link", (*on(self.layer.id, [edit]), entities.add_change(entry)))
        self.save(operation)

    @precondition(lambda self: self.stacks.undo)
    @rule()
    def undo(self) -> None:
        self.take_back(self.stacks.undo[-1])
        assert self.state() == self.steps[len(self.stacks.undo)]

    @precondition(lambda self: self.stacks.redo)
    @rule()
    def redo(self) -> None:
        self.take_back(self.stacks.redo[-1])

    def take_back(self, id: UUID) -> None:
        with self.project.db.reading() as connection:
            operation = log.operation(connection, id).undo(self.layer.owner)
            seen = revs(connection, operation.streams)
        self.layer.apply(c.edit for c in operation.changes if c.stream == self.layer.id)
        commit(self.project.db, operation, seen)
        self.stacks.push(operation.id, operation.undoes)

    @rule()
    def reopen(self) -> None:
        undo, redo, before = self.stacks.undo, self.stacks.redo, self.state()
        self.project.db.close()
        self.open(self.project.path)
        assert (self.stacks.undo, self.stacks.redo, self.state()) == (undo, redo, before)

    @invariant()
    def memory_equals_rows(self) -> None:
        with self.project.db.reading() as connection:
            rows = layers.load_layer(connection, self.layer.id)
        assert list(rows.items()) == list(self.layer.items())
        assert (rows.rev, rows.next_n, rows.head) == (self.layer.rev, self.layer.next_n, self.layer.head)

    def teardown(self) -> None:
        if hasattr(self, "project"):
            assert check(self.project.db) == []
            self.project.db.close()
            shutil.rmtree(self.folder)


TestLog = Log.TestCase
TestLog.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)

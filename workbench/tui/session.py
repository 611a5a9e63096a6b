"""The session: one open layer, edited in memory at once and written behind by one thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from workbench.core.edit import HEAD, RELATION, SPAN, Edit, Operation, Refused, on
from workbench.core.findings import Findings
from workbench.core.layer import Layer
from workbench.core.schema import Schema
from workbench.core.span import Span
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone


@dataclass(frozen=True, slots=True)
class Touched:
    """What an operation changed: the spans as they were and as they are, whether relations changed, and the ids."""

    spans: tuple[Span, ...]
    relations: bool
    ns: frozenset[int]


@dataclass(slots=True)
class Session:
    """One annotator at one layer.

    ``submit`` hands an operation and the revision it was built on to the writer; ``recall`` reads an older operation
    back from the log, for undo beyond what this session did. ``undo`` and ``redo`` are stacks of operation ids.
    """

    text: str
    tokens: Tokens
    zones: tuple[Zone, ...]
    layer: Layer
    schema: Schema
    schema_version: int
    actor: UUID
    submit: Callable[[Operation, dict[UUID, int]], None]
    recall: Callable[[UUID], Operation]
    undo_stack: list[UUID] = field(default_factory=list)
    redo_stack: list[UUID] = field(default_factory=list)
    readonly: str = ""
    """Why nothing may be changed, or nothing."""
    findings: Findings = field(init=False)
    _known: dict[UUID, Operation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.findings = Findings(self.layer, self.schema, self.tokens, self.zones)

    def words(self, span: Span, room: int = 40) -> str:
        """A span's text on one line, shortened to so many code points."""
        text = " ".join(span.text(self.text).split())
        return text if len(text) <= room else text[: room - 1] + "…"

    def do(self, kind: str, edits: Sequence[Edit]) -> Touched:
        """Carry out edits of the open layer as one operation; it starts a layer that was to do and reopens a done one.

        Raises:
            Refused: where the layer may not be changed or an edit does not apply; nothing has then changed.
        """
        self._require_writable()
        if not edits:
            raise Refused("there is nothing to do")
        opened = self._started(edits)
        operation = Operation(self.actor, kind, on(self.layer.id, (*opened, *edits)))
        touched = self._carry_out(operation)
        self.undo_stack.append(operation.id)
        self.redo_stack.clear()
        return touched

    def undo(self) -> tuple[Operation, Touched]:
        """Take back the latest operation.

        Raises:
            Refused: where there is none, or it no longer applies.
        """
        return self._step(self.undo_stack, self.redo_stack, "there is nothing to undo here")

    def redo(self) -> tuple[Operation, Touched]:
        """Do again what was taken back last.

        Raises:
            Refused: where there is none, or it no longer applies.
        """
        return self._step(self.redo_stack, self.undo_stack, "there is nothing to redo here")

    def _step(self, source: list[UUID], target: list[UUID], empty: str) -> tuple[Operation, Touched]:
        self._require_writable()
        if not source:
            raise Refused(empty)
        taken = self._known.get(source[-1]) or self.recall(source[-1])
        step = taken.undo(self.actor)
        touched = self._carry_out(step)
        source.pop()
        target.append(step.id)
        return taken, touched

    def _carry_out(self, operation: Operation) -> Touched:
        mine = [change.edit for change in operation.changes if change.stream == self.layer.id]
        if len(mine) != len(operation.changes):
            raise Refused("it also changed something outside this document", "Undo it from the library")
        before = self._involved(mine)
        seen = {self.layer.id: self.layer.rev}
        self.layer.apply(mine)
        self._known[operation.id] = operation
        touched = _touched(mine, before + self._involved(mine))
        self.findings.touch(touched.spans, touched.relations)
        self.submit(operation, seen)
        return touched

    def _involved(self, edits: Iterable[Edit]) -> list[Span]:
        """The spans that edits are about, and the ends of the relations they are about, as they are now."""
        ns: list[int] = []
        for edit in edits:
            if edit.item == SPAN:
                ns.append(edit.n)
                ns += (r.head if r.tail == edit.n else r.tail for r in self.layer.relations_of(edit.n))
            elif edit.item == RELATION:
                for value in (edit.before, edit.after):
                    ns += (value["head"], value["tail"]) if value is not None else ()
        return [self.layer.spans[n] for n in dict.fromkeys(ns) if n in self.layer.spans]

    def _started(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        if self.layer.head.status == "in_progress" or any(edit.item == HEAD for edit in edits):
            return ()
        head = self.layer.head.to_json()
        return (Edit(HEAD, 0, head, {**head, "status": "in_progress", "schema": None}),)

    def _require_writable(self) -> None:
        if self.readonly:
            raise Refused(self.readonly)


def _touched(edits: Iterable[Edit], spans: Iterable[Span]) -> Touched:
    edits = list(edits)
    return Touched(
        tuple(dict.fromkeys(spans)),
        any(edit.item == RELATION for edit in edits),
        frozenset(edit.n for edit in edits if edit.item == SPAN),
    )

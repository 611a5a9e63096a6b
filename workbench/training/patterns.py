"""Patterns: what people marked, as patterns that spaCy's EntityRuler and SpanRuler (and Prodigy) read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple, TypeAlias
from uuid import UUID

import numpy as np

from workbench.core.ledger import Ledger
from workbench.core.schema import Schema
from workbench.store.connection import Connection
from workbench.training.corpus import batches
from workbench.training.found import found
from workbench.training.policy import Policy
from workbench.training.views import runs
from workbench.training.views.batch import Mask, Numbers, batch
from workbench.training.views.lens import Lens
from workbench.training.views.registry import Registry
from workbench.training.views.scene import Scene, scene
from workbench.training.views.spans import passing

Form: TypeAlias = Literal["tokens", "text"]

VIEW: Final = "patterns"
NAMES: Final = ("mention", "name")
"""The attribute and value by which a schema may tell names from other mentions."""

APART: Final = "discontinuous: a pattern is one run of tokens"
WITHIN: Final = "starts or ends inside a token"
BLANK: Final = "white space only"
SELDOM: Final = "marked less often than --min asks"
FILTERED: Final = "spans that the filter takes out"
OTHERS: Final = "spans of labels that were not asked for"
SEVERAL: Final = "links lead to several entries, so the pattern has no id"


@dataclass(frozen=True, slots=True)
class Wish:
    """What becomes a pattern.

    Attributes:
        layers: whose, as ``--layers`` says it; None for the usual.
        labels: labels or groups by id or name; empty for all.
        where: attribute and value that a span has; None for names alone, where the schema tells them.
        least: how often it was marked.
        form: a pattern a token, or the words as one text.
    """

    layers: str | None = None
    labels: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] | None = None
    least: int = 1
    form: Form = "tokens"


class Name(NamedTuple):
    """What is looked for: what the label is called, and the words; or their text, as the only one."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A name, the id of its entry in the registry (None where it has none, or several), and how often it stood."""

    name: Name
    id: str | None
    support: int

    def to_json(self, form: Form) -> dict[str, Any]:
        """The pattern as the rulers read it, and ``support``, which they leave alone."""
        words = self.name.words
        told: dict[str, Any] = {
            "label": self.name.label,
            "pattern": words[0] if form == "text" else [{"ORTH": word} for word in words],
        }
        return {**told, **({} if self.id is None else {"id": self.id}), "support": self.support}


@dataclass(slots=True)
class _Seen:
    """How often one name stood, where first, and where its links lead."""

    n: int = 0
    where: str = ""
    ids: set[str] = field(default_factory=set)


def patterns(
    connection: Connection,
    actor: UUID,
    wish: Wish,
    ledger: Ledger,
    advance: Callable[[int, int], object] = lambda done, all: None,
) -> list[Pattern]:
    """What people marked in finished documents, by label and words.

    Args:
        connection: a reading transaction.
        actor: who asks; what is hidden from them is left out.
        wish: what becomes a pattern.
        ledger: told what does not: spans that no run of tokens fits, or that are too seldom or were not asked for.
        advance: told how many documents are read, and of how many.

    Raises:
        Fault: where the schema lacks a label, attribute or value that was named, or a name is nobody's.
    """
    what = found(connection, actor, wish.layers, Policy(priority=wish.labels), ledger).job
    where = _names(what.schema) if wish.where is None else wish.where
    lens = Lens(what.schema, Policy(priority=wish.labels, where=where))
    registry = Registry({entity.id: entity for entity in what.entities})
    seen: dict[Name, _Seen] = {}
    picks = [pick for pick in what.picks if pick.tokens]
    advance(0, len(picks))
    done = 0
    for some in batches(picks):
        read = batch(some, what.source.texts([pick.document for pick in some]))
        _look(scene(read, what.source.rows(some), lens, registry, ledger), wish.form, seen)
        done += len(some)
        advance(done, len(picks))
    out = _kept(seen, wish.least, ledger)
    ledger.check()
    return out


def lines(found: Iterable[Pattern], form: Form) -> Iterator[bytes]:
    """The patterns as JSON lines."""
    for pattern in found:
        yield json.dumps(pattern.to_json(form), ensure_ascii=False).encode() + b"\n"


def _names(schema: Schema) -> tuple[tuple[str, str], ...]:
    """The filter that leaves names alone, where the schema can tell them."""
    key, value = NAMES
    attribute = schema.attributes.get(key)
    return (NAMES,) if attribute is not None and value in attribute.values else ()


def _look(scene: Scene, form: Form, seen: dict[Name, _Seen]) -> None:
    """Count the names of a batch, and tell the books which spans are none."""
    chosen = _chosen(scene)
    scene.books.select(VIEW, chosen)
    run = np.searchsorted(scene.runs.span, np.arange(len(scene.spans)))
    state = scene.runs.state[run]
    for why, out in ((APART, scene.runs.several), (BLANK, state == runs.BLANK), (WITHIN, state == runs.INSIDE)):
        scene.books.drop(VIEW, why, chosen & out)
        chosen = chosen & ~out
    links: dict[int, list[str]] = {}
    for span, entity in zip(scene.bonds.span.tolist(), scene.bonds.entity.tolist(), strict=True):
        links.setdefault(span, []).append(scene.registry.ids[entity])
    said = _said(scene, run, form)
    for span in np.flatnonzero(chosen).tolist():
        one = seen.setdefault(Name(scene.lens.names[scene.spans.name[span]], said(span)), _Seen())
        one.n += 1
        one.ids.update(links.get(span, ()))
        one.where = one.where or scene.books.places(np.array([span]))[0]


def _said(scene: Scene, run: Numbers, form: Form) -> Callable[[int], tuple[str, ...]]:
    """What says the words of a span, by its position; ``run`` has the run of each span."""
    words, batch, runs = scene.batch.words(), scene.batch, scene.runs

    def said(span: int) -> tuple[str, ...]:
        first, last = int(runs.first[run[span]]), int(runs.last[run[span]])
        if form == "tokens":
            return tuple(words.forms[id] for id in words.ids[first:last].tolist())
        return (batch.slice(int(scene.spans.document[span]), int(batch.starts[first]), int(batch.ends[last - 1])),)

    return said


def _chosen(scene: Scene) -> Mask:
    """Which spans were asked for."""
    lens, spans, ledger = scene.lens, scene.spans, scene.books.ledger
    asked = np.ones(len(spans), np.bool_)
    if lens.policy.priority:
        # Labels that are named come before those that are not, which all come last.
        asked = lens.rank(spans.label) < len(lens.policy.priority)
    fit = passing(spans, scene.columns, lens)
    for why, out in ((OTHERS, ~asked), (FILTERED, asked & ~fit)):
        if out.any():
            ledger.leave_out(why, int(out.sum()))
    return asked & fit


def _kept(seen: Mapping[Name, _Seen], least: int, ledger: Ledger) -> list[Pattern]:
    """The names that stood often enough, by label and words."""
    out: list[Pattern] = []
    for name, one in sorted(seen.items()):
        if one.n < least:
            ledger.drop_many(VIEW, "span", name.label, SELDOM, one.n, (one.where,))
            continue
        ledger.write(VIEW, one.n, name.label)
        if len(one.ids) > 1:
            ledger.change(VIEW, "pattern", name.label, SEVERAL, one.where)
        out.append(Pattern(name, next(iter(one.ids)) if len(one.ids) == 1 else None, one.n))
    return out

"""Compare, one side: what a model is held against, as the views of an export say it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, NamedTuple

from workbench.core.json import sha256
from workbench.core.ledger import Ledger
from workbench.training.choosing import Pick
from workbench.training.corpus import batches
from workbench.training.export import Job
from workbench.training.shard import Marks, Shard
from workbench.training.views.batch import Batch, batch
from workbench.training.views.lens import Lens
from workbench.training.views.registry import Registry
from workbench.training.views.scene import scene
from workbench.training.views.view import view

ENTS: Final = "ents"
SPANS: Final = "spans"
"""The views that models learn from: ``doc.ents``, and the span group that holds every span."""


class Mark(NamedTuple):
    """A span of a view: its number in the layer, its label, and its code points."""

    n: int
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """One document as an export would give it.

    Attributes:
        pick: the document, and whose work it is.
        sha256: of its text.
        length: its code points.
        marks: by view.
        silent: code points of the tokens about which ``doc.ents`` says nothing.
    """

    pick: Pick
    sha256: str
    length: int
    marks: dict[str, list[Mark]]
    silent: list[tuple[int, int]]


def references(
    job: Job, ids: Mapping[str, str], advance: Callable[[int], object], spool: BinaryIO | None = None
) -> Iterator[Reference]:
    """The documents of a job as its views say them; use it up in the transaction.

    Args:
        job: what is compared, with the policy of the views.
        ids: the id of each label by what the views call it.
        advance: told how many more documents stand.
        spool: where each document's words go, a JSON line each, for a model to read.
    """
    lens = Lens(job.schema, job.policy)
    registry = Registry({entity.id: entity for entity in job.entities})
    for picks in batches([pick for pick in job.picks if pick.tokens]):
        found = batch(picks, job.source.texts([pick.document for pick in picks]))
        seen = scene(found, job.source.rows(picks), lens, registry, Ledger())
        made = view(seen, rejections=False).shard
        yield from _references(found, made, job.policy.spans_key, ids)
        if spool is not None:
            spool.writelines(_words(made))
        advance(len(picks))


def _references(found: Batch, made: Shard, key: str, ids: Mapping[str, str]) -> Iterator[Reference]:
    group = next(group.marks for group in made.groups if group.key == key)
    names = [ids.get(name, name) for name in made.strings]
    views = {ENTS: _by_document(found, made, made.ents, names), SPANS: _by_document(found, made, group, names)}
    for position, (pick, text) in enumerate(zip(found.picks, found.texts, strict=True)):
        marks = {name: view[position] for name, view in views.items()}
        yield Reference(pick, sha256(text.body), len(text.body), marks, _silent(found, made, position))


def _by_document(found: Batch, made: Shard, marks: Marks, names: Sequence[str]) -> list[list[Mark]]:
    """The marks of each document, in text order."""
    out: list[list[Mark]] = [[] for _ in found.picks]
    first = marks.first + found.first[marks.document]
    last = marks.last + found.first[marks.document]
    base = found.base[marks.document]
    rows = (marks.document, marks.id, marks.label, found.starts[first] - base, found.ends[last - 1] - base)
    for document, id, label, start, end in zip(*(row.tolist() for row in rows), strict=True):
        out[document].append(Mark(_number(made.strings[id]), names[label], start, end))
    return [sorted(some, key=lambda mark: (mark.start, -mark.end, mark.label, mark.n)) for some in out]


def _number(id: str) -> int:
    """The number that a span's id (``s12``, or ``s12.1`` of a fragment) was made from."""
    return int(id.removeprefix("s").partition(".")[0])


def _silent(found: Batch, made: Shard, position: int) -> list[tuple[int, int]]:
    first, last = (int(n) for n in found.first[position : position + 2])
    at = first + made.missing[first:last].nonzero()[0]
    base = int(found.base[position])
    return [
        (start - base, end - base)
        for start, end in zip(found.starts[at].tolist(), found.ends[at].tolist(), strict=True)
    ]


def _words(made: Shard) -> Iterator[bytes]:
    """The words of each document and the blanks after them, a line each."""
    words, at = made.words, 0
    for length in words.lengths.tolist():
        forms = [words.forms[form] for form in words.ids[at : at + length].tolist()]
        said: dict[str, Any] = {"words": forms, "spaces": words.spaces[at : at + length].tolist()}
        yield json.dumps(said).encode() + b"\n"
        at += length

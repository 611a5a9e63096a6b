"""Coreference: the spans of a document that link to the same entities, as ``coref_clusters_1``, ``_2``, …."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.training.views.batch import Mask, Numbers
from workbench.training.views.ents import WITHIN
from workbench.training.views.runs import PLACED
from workbench.training.views.scene import Scene

VIEW: Final = "coref"
LONE: Final = "no other mention of its entity stands on tokens of its own"


@dataclass(frozen=True, slots=True)
class Clusters:
    """Mentions: the run of each, and the number of its cluster in its document, from 1; int64 [mentions], in order."""

    run: Numbers
    number: Numbers


def clusters_of(scene: Scene) -> Clusters:
    """Mentions of entities that a document names more than once.

    Spans corefer where their sets of links are equal. A mention is one run of tokens: what has several fragments, or
    starts inside a token, or repeats a mention on the same tokens, is none.
    """
    spans, runs, books = scene.spans, scene.runs, scene.books
    entity = _sets(scene)
    selected = entity >= 0
    selected[selected] = _several(spans.document[selected], entity[selected])
    books.select(VIEW, selected)
    run = np.searchsorted(runs.span, np.arange(len(spans)))
    placed = selected & (runs.part[run] == 0) & (runs.state[run] == PLACED)
    books.drop(VIEW, WITHIN, selected & ~placed & (runs.part[run] == 0))
    books.drop(VIEW, "discontinuous: a mention is one run of tokens", selected & ~placed & (runs.part[run] > 0))
    at = np.flatnonzero(placed)
    at = at[np.lexsort((spans.n[at], -runs.last[run[at]], runs.first[run[at]], spans.document[at]))]
    at = at[_new(np.stack((runs.first[run[at]], runs.last[run[at]], entity[at]), 1))]
    books.drop(VIEW, "another mention stands on the same tokens", placed & ~_mask(at, len(spans)))
    more = _several(spans.document[at], entity[at])
    books.drop(VIEW, LONE, _mask(at[~more], len(spans)))
    at = at[more]
    books.write(VIEW, _mask(at, len(spans)))
    return Clusters(run[at], _numbers(spans.document[at], entity[at]))


def _sets(scene: Scene) -> Numbers:
    """For each span, a number for its set of entities, equal for equal sets; -1 where it links to none."""
    out = np.full(len(scene.spans), -1)
    out[scene.bonds.span] = scene.bonds.entity
    numbers: dict[tuple[int, ...], int] = {}
    several = np.flatnonzero(scene.many_links[scene.bonds.span])
    members: dict[int, list[int]] = {}
    for span, entity in zip(scene.bonds.span[several].tolist(), scene.bonds.entity[several].tolist(), strict=True):
        members.setdefault(span, []).append(entity)
    for span, entities in members.items():
        out[span] = len(scene.registry.ids) + numbers.setdefault(tuple(entities), len(numbers))
    return out


def _several(documents: Numbers, entities: Numbers) -> Mask:
    """Which mentions are not the only ones of their entity in their document."""
    if not len(documents):
        return np.zeros(0, np.bool_)
    _, index, counts = np.unique(np.stack((documents, entities), 1), axis=0, return_inverse=True, return_counts=True)
    out: Mask = counts[index.reshape(-1)] > 1
    return out


def _new(rows: Numbers) -> Mask:
    """Which rows stand there for the first time."""
    out = np.zeros(len(rows), np.bool_)
    if len(rows):
        out[np.unique(rows, axis=0, return_index=True)[1]] = True
    return out


def _numbers(documents: Numbers, entities: Numbers) -> Numbers:
    """For each mention, the number of its cluster in its document, by first mention, from 1."""
    seen: dict[int, dict[int, int]] = {}
    out = []
    for document, entity in zip(documents.tolist(), entities.tolist(), strict=True):
        own = seen.setdefault(document, {})
        out.append(own.setdefault(entity, len(own) + 1))
    return np.array(out, np.int64)


def _mask(at: Numbers, size: int) -> Mask:
    out = np.zeros(size, np.bool_)
    out[at] = True
    return out

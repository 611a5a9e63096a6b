"""``doc.ents``: spans that stand beside each other by the policy, and the tokens about which nothing is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.training.views.batch import Mask, Numbers, covered
from workbench.training.views.flat import beside
from workbench.training.views.runs import BLANK, INSIDE
from workbench.training.views.scene import Scene, refused_tokens
from workbench.training.views.spans import passing

VIEW: Final = "ents"
APART: Final = "discontinuous: doc.ents holds whole runs of tokens"
SPACE: Final = "white space only"
WITHIN: Final = "starts or ends inside a token"
ZONE: Final = "in a skip zone"
OVERLAPS: Final = "overlaps a longer span"
OUTRANKED: Final = "overlaps a span that goes first"
TWICE: Final = "another span with this label stands on the same tokens"
TRIMMED: Final = "white space trimmed"
LINKS: Final = "kb_id holds the first link only"
OTHER_GROUP: Final = "spans of another group, which doc.ents does not hold"
FILTERED: Final = "spans that the filter takes out of doc.ents"


@dataclass(frozen=True, slots=True)
class Ents:
    """What ``doc.ents`` holds.

    Attributes:
        span: int64 [ents], positions of spans in text order.
        first, last: int64 [ents], their tokens of the batch, half-open.
        missing: bool [tokens], tokens about which nothing is said.
    """

    span: Numbers
    first: Numbers
    last: Numbers
    missing: Mask


def ents_of(scene: Scene) -> Ents:
    """Choose among the spans that are asked for, and tell the books of those that cannot stand there.

    Missing are the tokens of skip zones, of disputed spans, and of spans that were asked for but could not stand.
    """
    spans, runs, batch, books = scene.spans, scene.runs, scene.batch, scene.books
    selected = _selected(scene)
    books.select(VIEW, selected)
    run, alone = _single(scene)
    left = _possible(scene, selected, run, alone)
    at = np.flatnonzero(left)
    first, last = runs.first[run[at]], runs.last[run[at]]
    order = np.lexsort((spans.n[at], first, first - last, scene.lens.rank(spans.label[at])))
    kept = beside(first, last, order, batch.tokens)
    _tell_overlaps(scene, at, first, last, kept)
    at, first, last = at[kept], first[kept], last[kept]
    order = np.argsort(first)
    at, first, last = at[order], first[order], last[order]
    written = np.zeros(len(spans), np.bool_)
    written[at] = True
    books.write(VIEW, written)
    trimmed = np.zeros(len(spans), np.bool_)
    trimmed[at] = runs.trimmed[run[at]]
    books.change(VIEW, TRIMMED, trimmed)
    books.change(VIEW, LINKS, written & scene.many_links)
    out = (selected & ~written)[runs.span]
    missing = scene.zones | refused_tokens(batch, scene.columns.disputed)
    missing |= batch.touched(runs.start[out], runs.end[out])
    return Ents(at, first, last, missing & ~covered(first, last, batch.tokens))


def _selected(scene: Scene) -> Mask:
    """Which spans ``doc.ents`` is asked to hold; the tokens of the others are outside, because they were not asked."""
    group = scene.lens.in_ents(scene.spans.label)
    fit = passing(scene.spans, scene.columns, scene.lens)
    for why, out in ((OTHER_GROUP, ~group), (FILTERED, group & ~fit)):
        if out.any():
            scene.books.ledger.leave_out(why, int(out.sum()))
    return group & fit


def _single(scene: Scene) -> tuple[Numbers, Mask]:
    """Each span's first run, and whether that is the whole of it."""
    run = np.searchsorted(scene.runs.span, np.arange(len(scene.spans)))
    return run, scene.runs.part[run] == 0


def _possible(scene: Scene, selected: Mask, run: Numbers, alone: Mask) -> Mask:
    """Which of the selected spans stand on whole tokens outside skip zones."""
    runs, zone = scene.runs, np.concatenate(([0], np.cumsum(scene.zones)))
    state = runs.state[run]
    left = selected.copy()
    for why, out in (
        (APART, ~alone),
        (SPACE, state == BLANK),
        (WITHIN, state == INSIDE),
        (ZONE, zone[runs.last[run]] > zone[runs.first[run]]),
    ):
        scene.books.drop(VIEW, why, left & out)
        left &= ~out
    return left


def _tell_overlaps(scene: Scene, at: Numbers, first: Numbers, last: Numbers, kept: Mask) -> None:
    """Say of the spans that are not kept what stands in their way."""
    starting = np.full(scene.batch.tokens, -1)
    starting[first[kept]] = np.flatnonzero(kept)
    rival = starting[first]
    name = scene.spans.name[at]
    twice = (rival >= 0) & (last[rival] == last) & (name[rival] == name)
    overlaps = OUTRANKED if scene.lens.policy.priority else OVERLAPS
    for why, out in ((TWICE, twice & ~kept), (overlaps, ~twice & ~kept)):
        dropped = np.zeros(len(scene.spans), np.bool_)
        dropped[at[out]] = True
        scene.books.drop(VIEW, why, dropped)

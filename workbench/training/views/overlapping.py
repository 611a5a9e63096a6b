"""The span group: every span on whole tokens, overlap kept."""

from __future__ import annotations

from typing import Final

import numpy as np

from workbench.training.views.batch import Mask, Numbers
from workbench.training.views.ents import LINKS, SPACE, TRIMMED, WITHIN
from workbench.training.views.runs import BLANK, PLACED
from workbench.training.views.scene import Scene

VIEW: Final = "sc"
"""The view's name in the ledger, whatever the policy calls the group."""
ASKED: Final = "discontinuous: left out, as was asked"
APART: Final = "discontinuous: each fragment is a span"
COVERED: Final = "discontinuous: one span from its first fragment to its last"
PARTLY: Final = "a fragment starts or ends inside a token and was left out"
AGAIN: Final = "another span with this label stands on the same tokens; spancat learns one"


def group_of(scene: Scene) -> Numbers:
    """The runs that stand in the span group, in reading order: int64 [marks].

    A span counts once, as written where any of its fragments is.
    """
    spans, runs, books = scene.spans, scene.runs, scene.books
    everything = np.ones(len(spans), np.bool_)
    books.select(VIEW, everything)
    asked = runs.several if scene.lens.policy.discontinuous == "drop" else ~everything
    good = (runs.state == PLACED) & ~asked[runs.span]
    written = _any(scene, good)
    blank = ~_any(scene, runs.state != BLANK)
    for why, out in ((ASKED, asked), (SPACE, blank & ~asked), (WITHIN, ~written & ~blank & ~asked)):
        books.drop(VIEW, why, out)
    books.write(VIEW, written)
    fragments = scene.lens.policy.discontinuous == "fragments"
    books.change(VIEW, APART if fragments else COVERED, written & runs.several)
    books.change(VIEW, PARTLY, written & _any(scene, ~good))
    books.change(VIEW, TRIMMED, _any(scene, good & runs.trimmed))
    books.change(VIEW, LINKS, written & scene.many_links)
    at = np.flatnonzero(good)
    at = at[np.lexsort((spans.n[runs.span[at]], -runs.last[at], runs.first[at], spans.document[runs.span[at]]))]
    _tell_twice(scene, at)
    return at


def _any(scene: Scene, of_runs: Mask) -> Mask:
    """Which spans have such a run: bool [spans]."""
    out = np.zeros(len(scene.spans), np.bool_)
    out[scene.runs.span[of_runs]] = True
    return out


def _tell_twice(scene: Scene, at: Numbers) -> None:
    """Say which spans repeat what another says: two events on one trigger, or two labels that a group makes one."""
    runs = scene.runs
    said = np.stack((runs.first[at], runs.last[at], scene.spans.name[runs.span[at]]), 1)
    order = np.lexsort((np.arange(len(at)), said[:, 2], said[:, 1], said[:, 0]))
    repeats = np.zeros(len(at), np.bool_)
    repeats[order[1:]] = (said[order[1:]] == said[order[:-1]]).all(1)
    again = np.zeros(len(scene.spans), np.bool_)
    again[runs.span[at[repeats]]] = True
    scene.books.change(VIEW, AGAIN, again)

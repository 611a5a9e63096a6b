"""Marks: spans of a batch as a file says them, by document and with strings as numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.training.shard import Group, Marks
from workbench.training.views.batch import Numbers
from workbench.training.views.clusters import Clusters
from workbench.training.views.ents import Ents
from workbench.training.views.incorrect import Incorrect
from workbench.training.views.lens import CLUSTERS
from workbench.training.views.scene import Scene
from workbench.training.views.strings import Strings


def ent_marks(scene: Scene, strings: Strings, ents: Ents) -> Marks:
    """``doc.ents``."""
    return _marks(scene, strings, ents.span, ents.first, ents.last, np.zeros(len(ents.span), np.int64))


def run_marks(scene: Scene, strings: Strings, at: Numbers) -> Marks:
    """The runs at these positions."""
    runs = scene.runs
    return _marks(scene, strings, runs.span[at], runs.first[at], runs.last[at], runs.part[at])


def wrong_marks(scene: Scene, strings: Strings, wrong: Incorrect) -> Marks:
    """Rejected suggestions, which have neither links nor ids."""
    none = np.zeros(len(wrong.name), np.int32)
    label = strings.numbers(scene.lens.names, wrong.name)
    return Marks(*_places(scene, wrong.document, wrong.first, wrong.last), label, none, none)


def cluster_groups(scene: Scene, strings: Strings, found: Clusters) -> list[Group]:
    """A group for each number of a cluster, which only those documents have that have as many clusters."""
    return [
        Group(f"{CLUSTERS}{k}", run_marks(scene, strings, found.run[found.number == k]), everywhere=False)
        for k in range(1, int(found.number.max(initial=0)) + 1)
    ]


def _marks(scene: Scene, strings: Strings, at: Numbers, first: Numbers, last: Numbers, part: Numbers) -> Marks:
    spans = scene.spans
    return Marks(
        *_places(scene, spans.document[at], first, last),
        strings.numbers(scene.lens.names, spans.name[at]),
        strings.numbers(scene.registry.ids, spans.kb_id[at]),
        strings.span_ids(spans.n[at], part),
    )


def _places(
    scene: Scene, document: Numbers, first: Numbers, last: Numbers
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Documents, and tokens of the batch as tokens of the document."""
    before = scene.batch.first[document]
    return document.astype(np.int32), (first - before).astype(np.int32), (last - before).astype(np.int32)

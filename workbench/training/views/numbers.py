"""Numbers: what a file holds, counted from the arrays that it is written from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from workbench.training.gold import Gold, Lengths
from workbench.training.views.batch import Numbers
from workbench.training.views.categories import Cats
from workbench.training.views.clusters import Clusters
from workbench.training.views.ents import Ents
from workbench.training.views.incorrect import Incorrect
from workbench.training.views.lens import INCORRECT
from workbench.training.views.pairs import Pairs
from workbench.training.views.scene import Scene


def count_marks(gold: Gold, scene: Scene, ents: Ents, group: Numbers, found: Clusters, wrong: Incorrect | None) -> None:
    """Count documents, tokens and everything that is marked on them."""
    spans, runs = scene.spans, scene.runs
    gold.documents = len(scene.batch.picks)
    gold.tokens = scene.batch.tokens
    gold.missing = int(ents.missing.sum())
    gold.ents = _lengths(scene, spans.name[ents.span], ents.last - ents.first)
    of_group = _lengths(scene, spans.name[runs.span[group]], (runs.last - runs.first)[group])
    gold.groups[scene.lens.policy.spans_key] = of_group
    if wrong is not None:
        gold.groups[INCORRECT] = _lengths(scene, wrong.name, wrong.last - wrong.first)
    gold.clusters = len(np.unique(spans.document[runs.span[found.run]] << 32 | found.number))
    gold.links = int((spans.kb_id[ents.span] > 0).sum())


def count_cats(gold: Gold, cats: Sequence[Cats]) -> None:
    """Count what documents were told as a whole."""
    for said in cats:
        for name, value in said.items():
            gold.cats[name] += int(value)
    gold.exclusive = all(sum(said.values()) == 1 for said in cats if said)


def count_relations(gold: Gold, scene: Scene, rel: Pairs | None) -> None:
    """Count relations, and those that ``doc._.rel`` holds."""
    for label, n in Counter(scene.columns.relations.label).items():
        gold.relations[scene.lens.relation(label)] += n
    if rel is not None:
        gold.reach = rel.reach
        gold.rel.update(name for one in rel.rel for said in one.values() for name, value in said.items() if value)


def _lengths(scene: Scene, names: Numbers, lengths: Numbers) -> Lengths:
    used, counts = np.unique(names << 32 | lengths, return_counts=True)
    found = zip(used.tolist(), counts.tolist(), strict=True)
    return Counter({(scene.lens.names[one >> 32], one & 0xFFFFFFFF): n for one, n in found})

"""The view: everything that one file says of a batch of documents, with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbench.training.gold import Gold
from workbench.training.lossless import Lossless, lossless
from workbench.training.notation import msgpack
from workbench.training.shard import Group, Packed, Shard
from workbench.training.views import incorrect, pairs
from workbench.training.views.batch import Numbers
from workbench.training.views.categories import cats_of
from workbench.training.views.clusters import clusters_of
from workbench.training.views.ents import ents_of
from workbench.training.views.lens import INCORRECT
from workbench.training.views.marks import cluster_groups, ent_marks, run_marks, wrong_marks
from workbench.training.views.numbers import count_cats, count_marks, count_relations
from workbench.training.views.overlapping import group_of
from workbench.training.views.scene import Scene
from workbench.training.views.strings import Strings

ANN, RELATIONS = "ann", "relations"


@dataclass(frozen=True, slots=True)
class View:
    """What one file says.

    Attributes:
        shard: to be written.
        gold: its numbers.
        lossless: everything that stands in the documents, of which ``relations/*.jsonl`` is made too.
        group: int64 [marks], the runs that stand in the span group.
    """

    shard: Shard
    gold: Gold
    lossless: Lossless
    group: Numbers


def view(scene: Scene, *, rejections: bool) -> View:
    """Make all views of a batch; ``rejections`` says whether documents carry a group of rejected suggestions."""
    ents, group, cats, found = ents_of(scene), group_of(scene), cats_of(scene), clusters_of(scene)
    wrong = incorrect.incorrect_of(scene, ents) if rejections else None
    rel = pairs.pairs_of(scene, ents) if scene.lens.policy.rel else None
    strings, gold = Strings(), Gold()
    flat = ent_marks(scene, strings, ents)
    groups = [Group(scene.lens.policy.spans_key, run_marks(scene, strings, group))]
    if wrong is not None:
        groups.append(Group(INCORRECT, wrong_marks(scene, strings, wrong)))
    groups += cluster_groups(scene, strings, found)
    everything = lossless(scene.batch.picks, scene.batch.texts, scene.columns, scene.lens.called, scene.lens.relation)
    count_marks(gold, scene, ents, group, found, wrong)
    count_cats(gold, cats)
    count_relations(gold, scene, rel)
    _tell_lossless(scene, gold)
    shard = Shard(scene.batch.words(), strings.table(), flat, ents.missing, groups, cats, _user_data(everything, rel))
    return View(shard, gold, everything, group)


def _user_data(everything: Lossless, rel: pairs.Pairs | None) -> list[dict[Any, Any]]:
    ann = map(Packed, everything.written(msgpack()))
    if rel is None:
        return [{"ann": one} for one in ann]
    return [{"ann": one, pairs.KEY: said} for one, said in zip(ann, rel.rel, strict=True)]


def _tell_lossless(scene: Scene, gold: Gold) -> None:
    """Count what the lossless part carries: everything, spans and document labels there, relations in files too."""
    columns, ledger = scene.columns, scene.books.ledger
    for count in (ledger.select, ledger.write):
        count(ANN, len(columns.spans.n) + len(columns.labels.n))
        count(RELATIONS, 0)
        for name, n in sorted(gold.relations.items()):
            count(RELATIONS, n, name)

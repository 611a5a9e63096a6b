"""Stability: how far an annotator agrees with their own earlier round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from workbench.agreement.report.numbers import means
from workbench.agreement.report.summed import Summed
from workbench.agreement.study import StudiedDocument, Study
from workbench.agreement.value import Value, undefined

NONE = undefined("no document was finished in both rounds")


@dataclass(frozen=True, slots=True)
class Stability:
    """Two rounds of one annotator: the documents finished in both, and F1 of one round with the other."""

    annotator: str
    rounds: tuple[str, str]
    documents: int
    exact: Value
    overlap: Value


def stability(study: Study, owners: Mapping[str, str]) -> tuple[Stability, ...]:
    """Each annotator's successive rounds; ``owners`` has the annotator behind every name of the study."""
    names: dict[str, list[str]] = {}
    for name in study.people:
        names.setdefault(owners[name], []).append(name)
    return tuple(
        _stability(owner, rounds, between(study, rounds))
        for owner, own in sorted(names.items())
        for rounds in pairwise(sorted(own, key=lambda name: (len(name), name)))
    )


def between(study: Study, names: tuple[str, ...]) -> Study:
    """The study with these annotators alone."""
    documents = [
        replace(document, answers={name: document.answers[name] for name in names if name in document.answers})
        for document in study.documents
    ]
    return Study(_answered(documents), study.schema, tuple(sorted(names)))


def _answered(documents: list[StudiedDocument]) -> tuple[StudiedDocument, ...]:
    return tuple(document for document in documents if document.answers)


def _stability(owner: str, rounds: tuple[str, str], study: Study) -> Stability:
    found = means(Summed.of(study), sure=True)
    shared = sum(len(document.answers) > 1 for document in study.documents)
    exact, overlap = (found[name][None] if shared else NONE for name in ("span-exact", "span-overlap"))
    return Stability(owner, rounds, shared, exact, overlap)

"""Gold: what a part of an export holds, in numbers; what configs, label files, manifest and README are made from.

No arrays and no spaCy: whoever reads it can be tested with a handful of counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

Lengths: TypeAlias = Counter[tuple[str, int]]
"""How many spans there are of each (label as written, length in tokens)."""


@dataclass(slots=True)
class Gold:
    """The numbers of one part (train, dev or test), or of several together.

    Attributes:
        documents: documents written.
        tokens: their tokens.
        missing: tokens about which ``doc.ents`` says nothing.
        ents: spans of ``doc.ents``.
        groups: spans of each span group by its key (``sc``, ``incorrect``; clusters are only counted); a key is there
            wherever the documents carry the group, even if it is empty everywhere.
        cats: documents by category that was chosen (1.0); one that was only ever refused stands with 0.
        exclusive: whether exactly one category is 1.0 in every document that has any.
        relations: relations by label as written in ``relations/*.jsonl``.
        rel: relations by label that ``doc._.rel`` holds; empty where it was not asked for.
        reach: the longest distance, in tokens, between the starts of the two ends of a relation of ``rel``.
        clusters: coreference clusters (``coref_clusters_N``) over all documents.
        links: spans of ``doc.ents`` that carry a ``kb_id``.
    """

    documents: int = 0
    tokens: int = 0
    missing: int = 0
    ents: Lengths = field(default_factory=Counter)
    groups: dict[str, Lengths] = field(default_factory=dict)
    cats: Counter[str] = field(default_factory=Counter)
    exclusive: bool = True
    relations: Counter[str] = field(default_factory=Counter)
    rel: Counter[str] = field(default_factory=Counter)
    reach: int = 0
    clusters: int = 0
    links: int = 0

    def add(self, other: Gold) -> None:
        """Count what another holds too."""
        self.documents += other.documents
        self.tokens += other.tokens
        self.missing += other.missing
        self.clusters += other.clusters
        self.links += other.links
        self.ents.update(other.ents)
        self.cats.update(other.cats)
        self.relations.update(other.relations)
        self.rel.update(other.rel)
        for key, lengths in other.groups.items():
            self.groups.setdefault(key, Counter()).update(lengths)
        self.exclusive &= other.exclusive
        self.reach = max(self.reach, other.reach)


def together(parts: Iterable[Gold]) -> Gold:
    """The numbers of several parts as one."""
    out = Gold()
    for part in parts:
        out.add(part)
    return out


def spans(lengths: Lengths) -> int:
    """How many spans there are of all labels and lengths."""
    return lengths.total()


def labels(lengths: Lengths) -> Counter[str]:
    """Spans by label."""
    out: Counter[str] = Counter()
    for (label, _), n in lengths.items():
        out[label] += n
    return out


def sizes(lengths: Lengths) -> Counter[int]:
    """Spans by length in tokens."""
    out: Counter[int] = Counter()
    for (_, length), n in lengths.items():
        out[length] += n
    return out

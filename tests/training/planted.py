"""A corpus with planted near-duplicates and skewed labels, and what must hold of its division.

Reused by benchmarks. Everything follows from the seed; the words mean nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from uuid import UUID

from workbench.store.unions import Unions

SYLLABLES = ("ta", "ri", "mon", "ve", "lu", "sor", "ka", "ne", "bil", "dra", "fe", "shi", "gan", "pu", "mer", "olt")
COMMON = {"actor": 0.95, "event": 0.9, "law": 0.5, "place": 0.3, "treaty": 0.1, "vote": 0.06}
"""The part of the documents in which a label stands."""
RARE = {"strike": 150, "embargo": 100, "recall": 60, "pardon": 19, "mutiny": 12, "truce": 5}
"""The number of documents in which a label stands, copies apart."""
EDITED, EXACT, TOKENS = 0.05, 0.02, 0.02
"""Parts of the documents that are copied with changes or without, and of a copy's tokens that are changed."""


@dataclass(slots=True)
class Planted:
    """Texts and the labels of each, and which is a copy of which: (earlier, later) positions."""

    texts: list[str] = field(default_factory=list)
    labels: list[Counter[str]] = field(default_factory=list)
    copies: list[tuple[int, int]] = field(default_factory=list)

    def ids(self) -> list[UUID]:
        """Identities that say nothing about a document's place."""
        return [UUID(int=random.Random(f"document {n}").getrandbits(128)) for n in range(len(self.texts))]


def planted(count: int, seed: int = 5, words: int = 300) -> Planted:
    """So many documents and 7 % of them once more; a copied document may be copied again, and so may its copy."""
    chance = random.Random(seed)
    out = Planted()
    lexicon = sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(20_000)})
    heavy = list(accumulate(1 / (rank + 20) for rank in range(len(lexicon))))
    for _ in range(count):
        length = chance.randint(words // 2, words * 3 // 2)
        out.texts.append(" ".join(chance.choices(lexicon, cum_weights=heavy, k=length)))
        out.labels.append(_labels(chance, (name for name, part in COMMON.items() if chance.random() < part)))
    for name, n in RARE.items():
        for position in chance.sample(range(count), min(n, count // 4)):
            out.labels[position] += _labels(chance, [name])
    for share, changed in ((EDITED, TOKENS), (EXACT, 0.0)):
        for _ in range(round(count * share)):
            _copy(out, chance, chance.randrange(len(out.texts)), changed, lexicon)
    return out


def _labels(chance: random.Random, names: Iterable[str]) -> Counter[str]:
    """Labels with a long tail of how often they stand in one document."""
    return Counter({name: 1 + int(chance.expovariate(0.4)) for name in names})


def _copy(out: Planted, chance: random.Random, source: int, changed: float, lexicon: Sequence[str]) -> None:
    tokens = out.texts[source].split(" ")
    for position in chance.sample(range(len(tokens)), round(changed * len(tokens))):
        tokens[position] = chance.choice(lexicon)
    out.copies.append((source, len(out.texts)))
    out.texts.append(" ".join(tokens))
    out.labels.append(Counter(out.labels[source]))


def united(ids: Sequence[UUID], pairs: Sequence[tuple[int, int]]) -> dict[UUID, UUID]:
    """The unit of each document, from pairs of positions that must not be parted."""
    unions: Unions[int] = Unions()
    for one, other in pairs:
        unions.join(one, other)
    return {id: ids[unions.root(n)] for n, id in enumerate(ids)}


def parted(parts: Mapping[UUID, str], ids: Sequence[UUID], pairs: Sequence[tuple[int, int]]) -> int:
    """How many of the pairs stand on two sides."""
    return sum(parts[ids[one]] != parts[ids[other]] for one, other in pairs)


@dataclass(frozen=True, slots=True)
class Evenness:
    """The worst distance of a part's share of a label from its target, by documents and by items.

    Of labels in 100 documents or more it is in points of share, of rarer ones in units (the one that holds most of it).
    """

    points_documents: float
    points_items: float
    units_documents: float
    units_items: float


def evenness(
    parts: Mapping[UUID, str],
    units: Mapping[UUID, UUID],
    labels: Mapping[UUID, Counter[str]],
    shares: Mapping[str, float],
) -> Evenness:
    """Measure every label on every side, in the plainest way."""
    worst = {(rare, by): 0.0 for rare in (False, True) for by in (False, True)}
    bearing = {id: Counter(dict.fromkeys(found, 1)) for id, found in labels.items()}
    stand_in: Counter[str] = Counter()
    for found in bearing.values():
        stand_in.update(found)
    for label, documents in stand_in.items():
        for by, counts in ((False, bearing), (True, labels)):
            by_unit: Counter[UUID] = Counter()
            by_part: Counter[str] = Counter()
            for id, found in counts.items():
                by_unit[units[id]] += found[label]
                by_part[parts[id]] += found[label]
            total = by_part.total()
            for part, share in shares.items():
                off = abs(by_part[part] - share * total)
                rare = documents < 100
                measure = off / max(by_unit.values()) if rare else 100 * off / total
                worst[rare, by] = max(worst[rare, by], measure)
    return Evenness(worst[False, False], worst[False, True], worst[True, False], worst[True, True])

"""How many near-duplicates a division tears apart, of 1,400 planted in 20,000 documents; the peer deals out at random.

The pairs are those that the finder of an ingest finds. Beside it: how many planted ones that misses, how far the labels
are from their shares, how many documents move when others come later, and the CPU seconds of finding and dividing.

Run ``python benchmarks/split.py [--quick]``; the last line is one JSON object {figure, value, peer, ratio, …}.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from uuid import UUID

from measure import QUICK, last_line, use_checkout

use_checkout()

from tests.training.planted import evenness, parted, planted, united  # noqa: E402
from workbench.ingest.neardup import Finder  # noqa: E402
from workbench.training.split import PARTS, SHARES, divide  # noqa: E402

SEED = 5
COUNT = 2_000 if QUICK else 20_000
LATE = 5
"""Every how many-th document comes after the others were divided."""


def main() -> None:
    """Measure and print."""
    corpus = planted(COUNT, SEED)
    ids, labels = corpus.ids(), dict(zip(corpus.ids(), corpus.labels, strict=True))
    start = time.process_time()
    finder: Finder[int] = Finder(corpus.texts.__getitem__)
    pairs = [(match.key, n) for n, text in enumerate(corpus.texts) for match in finder.add(n, text)]
    finding = time.process_time() - start
    missed = set(corpus.copies) - set(pairs)
    print(f"{len(ids):,} documents, {len(corpus.copies):,} of them copies, seed {SEED}")
    print(f"found {len(pairs):,} pairs in {finding:.1f} s CPU; of the planted ones {len(missed)} missed")

    units = united(ids, pairs)
    start = time.process_time()
    made = divide(units, {}, labels=labels)
    dividing = time.process_time() - start
    even = evenness(made.parts, units, labels, dict(zip(PARTS, SHARES, strict=True)))
    print(f"divided into {dict(Counter(made.parts.values()))} in {dividing:.2f} s CPU")
    print(
        f"labels in 100 documents or more: off by {even.points_documents:.2f} points, {even.points_items:.2f} by items"
    )
    print(f"rarer labels: off by {even.units_documents:.2f} units, {even.units_items:.2f} by items")

    torn = parted(made.parts, ids, pairs + corpus.copies)
    last_line(
        "near-duplicate pairs on two sides", torn, parted(at_random(ids), ids, pairs), pairs=len(pairs),
        planted=len(corpus.copies), missed=len(missed), points=round(max(even.points_documents, even.points_items), 2),
        units=round(max(even.units_documents, even.units_items), 2), moved_later=moved_later(ids, pairs, labels),
        finding_s=round(finding, 2), dividing_s=round(dividing, 2),
    )  # fmt: skip


def at_random(ids: list[UUID]) -> dict[UUID, str]:
    """What everybody does: each document for itself, in the same shares."""
    chance = random.Random(SEED)
    return {id: chance.choices(PARTS, SHARES)[0] for id in ids}


def moved_later(ids: list[UUID], pairs: list[tuple[int, int]], labels: dict[UUID, Counter[str]]) -> int:
    """How many documents change sides when a fifth of all comes later, with copies of the earlier ones among it."""
    early = {n for n in range(len(ids)) if n % LATE}
    first = united(ids, [(a, b) for a, b in pairs if a in early and b in early])
    before = divide({ids[n]: first[ids[n]] for n in sorted(early)}, {}, labels=labels).parts
    after = divide(united(ids, pairs), before, labels=labels).parts
    return sum(after[id] != part for id, part in before.items())


if __name__ == "__main__":
    main()

"""CPU seconds of γ for one document, against pygamma-agreement where it is installed, else against a plain program.

    benchmarks/gamma.py [--quick]

Documents of three annotators with 46 to 370 spans each; thirty random continua and the observed one. The peer's
disorders of some of the same continua must equal ours, and its time is for as many. ``WORKBENCH_PEERS`` names a Python
that has pygamma-agreement (its licences keep it out of the project); without it the peer is the paper's own program:
every tuple that is no dearer than its units apart, and one integer program over all of them.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from itertools import product

from measure import QUICK, last_line, use_checkout

use_checkout()

import numpy as np  # noqa: E402

from workbench.agreement.gamma.alignment import aligned  # noqa: E402
from workbench.agreement.gamma.dissimilarity import Dissimilarity  # noqa: E402
from workbench.agreement.gamma.samplers import shuffle  # noqa: E402
from workbench.agreement.gamma.units import Units, units  # noqa: E402

SAMPLES = 30
PLAIN = Dissimilarity()
LABELS = ("ACTOR", "LAW", "EVENT", "DATE", "PLACE")

PEER = """
import json, sys, time
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum, ShuffleContinuumSampler
dissimilarity = CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1)
def made(annotators):
    continuum = Continuum()
    for n, placed in enumerate(annotators):
        for start, end, label in placed:
            continuum.add(str(n), Segment(start, end), label)
    return continuum
many = [made(annotators) for annotators in json.load(sys.stdin)]
found = [float(continuum.get_best_alignment(dissimilarity).disorder) for continuum in many]
begin = time.perf_counter()
many[0].compute_gamma(dissimilarity, n_samples=30, sampler=ShuffleContinuumSampler())
print(json.dumps([found, time.perf_counter() - begin]))
"""


def document(people: int, spans: int, chance: random.Random) -> tuple[Units, int]:
    """What annotators who mostly agree placed, and the length of the text."""
    at, true = 0, []
    for _ in range(spans):
        at += chance.randint(5, 60)
        true.append((at, at + chance.randint(3, 30), chance.choice(LABELS)))
        at = true[-1][1]
    return units([[[_seen(unit, chance) for unit in true if chance.random() > 0.05] for _ in range(people)]]), at + 60


def _seen(unit: tuple[int, int, str], chance: random.Random) -> tuple[int, int, str]:
    start, end, label = unit
    if chance.random() < 0.2:
        start, end = start - chance.randint(0, 4), end + chance.randint(0, 4)
    return start, end, chance.choice(LABELS) if chance.random() < 0.1 else label


def placed(found: Units, continuum: int) -> list[list[tuple[float, float, str]]]:
    """One continuum as plain lists."""
    out: list[list[tuple[float, float, str]]] = [[] for _ in range(found.annotators)]
    for n in np.flatnonzero(found.continuum == continuum).tolist():
        row = float(found.start[n]), float(found.end[n]), found.labels[found.label[n]]
        out[int(found.annotator[n])].append(row)
    return out


def peer(many: list[list[list[tuple[float, float, str]]]]) -> tuple[str, list[float], float]:
    """Name, disorders, and seconds of the peer for as many continua as ours: of wall time where it uses threads."""
    python = os.environ.get("WORKBENCH_PEERS")
    if python:
        done = subprocess.run([python, "-c", PEER], input=json.dumps(many), capture_output=True, text=True, check=True)
        found, seconds = json.loads(done.stdout.splitlines()[-1])
        return "pygamma-agreement", found, seconds
    begin = time.process_time()
    found = [program(annotators) for annotators in many]
    return "the paper's program", found, (time.process_time() - begin) / len(many) * (SAMPLES + 1)


def program(annotators: list[list[tuple[float, float, str]]]) -> float:
    """The least disorder of three annotators by one integer program over all tuples that could be of use."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    rows = [[None, *own] for own in annotators]
    offset = np.cumsum([0, *(len(own) for own in annotators)])
    apart = {(i, j): table(rows[i], rows[j]) for i, j in ((0, 1), (0, 2), (1, 2))}
    cost = (apart[0, 1][:, :, None] + apart[0, 2][:, None, :] + apart[1, 2][None, :, :]) / 3
    real = sum(np.ix_(*(np.minimum(np.arange(len(own)), 1) for own in rows)))
    useful = np.argwhere((cost <= real + 1e-9) & (real > 0))
    uses = [
        (offset[who] + at - 1, n) for n, tuple_ in enumerate(useful.tolist()) for who, at in enumerate(tuple_) if at
    ]
    ones = csr_array((np.ones(len(uses)), tuple(zip(*uses, strict=True))), shape=(offset[-1], len(useful)))
    prices = cost[tuple(useful.T)]
    done = milp(
        prices * 2**20,
        constraints=LinearConstraint(ones, 1, 1),
        integrality=np.ones(len(useful)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    return float(prices[done.x > 0.5].sum() * 3 / offset[-1])


def table(one: list[tuple[float, float, str] | None], other: list[tuple[float, float, str] | None]) -> np.ndarray:
    """Dissimilarities of all pairs, the empty unit first."""
    out = np.ones((len(one), len(other)))
    for (i, a), (j, b) in product(enumerate(one), enumerate(other)):
        if a is not None and b is not None:
            place = (abs(a[0] - b[0]) + abs(a[1] - b[1])) / (a[1] - a[0] + b[1] - b[0])
            out[i, j] = place**2 + (a[2] != b[2])
    return out


def measured(people: int, spans: int, documents: int, compared: int) -> tuple[float, float, str]:
    """CPU seconds a document, and those of the peer (0: not asked), who aligns ``compared`` continua of the first."""
    chance = random.Random(11)
    made = [document(people, spans, chance) for _ in range(documents)]
    begin = time.process_time()
    found = []
    for seen, length in made:
        drawn = shuffle(seen, length, SAMPLES, np.random.default_rng(1))
        found.append((drawn, aligned(seen, PLAIN), aligned(drawn, PLAIN)))
    own = (time.process_time() - begin) / documents
    name, theirs, seconds = "", [], 0.0
    if compared:
        drawn, observed, random_ones = found[0]
        wanted = [float(observed.disorder[0]), *random_ones.disorder[: compared - 1].tolist()]
        name, theirs, seconds = peer([placed(made[0][0], 0), *(placed(drawn, n) for n in range(compared - 1))])
        if not np.allclose(wanted, theirs, rtol=1e-5):
            raise SystemExit(f"disorders differ: {wanted} {theirs}")
    told = f"   {name} {seconds:8.3f} s   {seconds / own:6.0f} times" if compared else ""
    print(f"{people} annotators × {spans:3} spans   {own:.4f} s{told}")
    return own, seconds, name


def main() -> int:
    """Print a row for each size, and the last line for three annotators of 46 spans."""
    measured(3, 46, 1, 0)
    few = 2 if QUICK else 5
    value, other, name = measured(3, 46, 4 if QUICK else 20, few)
    more = {}
    for people, spans in ((2, 46), (3, 92), (3, 185), (3, 370), (5, 46)):
        compared = 2 if people == 3 and spans <= (46 if QUICK else 92) else 0
        more[f"{people}x{spans}"] = round(measured(people, spans, 1 if QUICK else 3, compared)[0], 4)
    last_line("CPU seconds of γ, 3 annotators × 46 spans, 31 alignments", value, other, who=name, sizes=more)
    return 0


if __name__ == "__main__":
    sys.exit(main())

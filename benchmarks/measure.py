"""What the benchmarks share: clocks, quantiles, readable rows, the last line, and a way to import the checkout."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUICK = "--quick" in sys.argv
"""Whether a rough figure will do."""

WORDS = (
    *("harbour", "cable", "export", "border", "energy", "minister", "treaty"),
    *("island", "report", "council", "tariff", "vessel", "Norland", "Berg"),
)
"""What generated texts are made of."""


def use_checkout() -> None:
    """Import ``workbench`` from this checkout, installed or not."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))


def quantile(values: Iterable[float], q: float) -> float:
    """The value below which a share ``q`` of the values lies (nearest rank).

    Raises:
        ValueError: where there are none.
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("nothing was measured")
    return ordered[min(len(ordered) - 1, max(0, round(q * len(ordered)) - 1))] if q > 0 else ordered[0]


def times(work: Callable[[], object], runs: int) -> list[float]:
    """Milliseconds of each run."""
    out = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        out.append((time.perf_counter() - begin) * 1000)
    return out


def row(name: str, values: Sequence[float], aim: str = "") -> str:
    """A readable line: p50, p95 and the most of milliseconds."""
    p50, p95, most = quantile(values, 0.5), quantile(values, 0.95), max(values)
    told = f"{name:<46} p50 {p50:8.2f}  p95 {p95:8.2f}  max {most:8.2f} ms  n {len(values)}"
    return f"{told}   aim {aim}" if aim else told


def last_line(figure: str, value: float, peer: float, **more: object) -> None:
    """Print the one JSON object that ends every benchmark; ``ratio`` is value to peer."""
    ratio = round(value / peer, 3) if peer else None
    print(json.dumps({"figure": figure, "value": round(value, 4), "peer": round(peer, 4), "ratio": ratio, **more}))

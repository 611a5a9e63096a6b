"""Other packages' agreement on the corpus of benchmarks/agreement.py, run by a Python that has them (some or all).

Reads JSON ``{"length", "tokens", "labels", "documents": [{annotator: [[start, end, label], …]}]}`` from stdin and
writes one JSON object: by package, the least seconds of CPU of three runs and what it found, or null where it cannot be
imported. They are for comparison only: their licences or their weight keep them out of the project.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

Corpus = dict[str, Any]


def nervaluate(corpus: Corpus) -> tuple[float, float]:
    """Strict and partial F1 of each pair, in one call; gives the mean strict F1."""
    from nervaluate import Evaluator

    rows = [
        {who: [{"label": k, "start": a, "end": b} for a, b, k in spans] for who, spans in one.items()}
        for one in corpus["documents"]
    ]
    begin, found = time.process_time(), []
    for first, second in combinations(sorted(rows[0]), 2):
        pair = Evaluator([one[first] for one in rows], [one[second] for one in rows], corpus["labels"], loader="dict")
        found.append(pair.evaluate()["overall"]["strict"].f1)
    return time.process_time() - begin, sum(found) / len(found)


def seqeval(corpus: Corpus) -> tuple[float, float]:
    """F1 of each pair over token tags, which were made beforehand."""
    from seqeval.metrics import f1_score

    rows = [{who: tags(spans, corpus) for who, spans in one.items()} for one in corpus["documents"]]
    begin, found = time.process_time(), []
    for first, second in combinations(sorted(rows[0]), 2):
        found.append(f1_score([one[first] for one in rows], [one[second] for one in rows]))
    return time.process_time() - begin, sum(found) / len(found)


def bratiaa(corpus: Corpus) -> tuple[float, float]:
    """Exact F1 of all pairs, from files written beforehand."""
    from bratiaa.agree import F1Agreement, input_generator

    with tempfile.TemporaryDirectory() as folder:
        for at, one in enumerate(corpus["documents"]):
            for who, spans in one.items():
                place = Path(folder, who, f"{at:05}")
                place.parent.mkdir(exist_ok=True)
                place.with_suffix(".txt").write_text("x" * corpus["length"], "utf-8")
                lines = [f"T{n}\t{label} {start} {end}\tx\n" for n, (start, end, label) in enumerate(spans, 1)]
                place.with_suffix(".ann").write_text("".join(lines), "utf-8")
        begin = time.process_time()
        mean, _ = F1Agreement(lambda: input_generator(folder), corpus["labels"]).mean_sd_total()
        return time.process_time() - begin, float(mean)


def krippendorff(corpus: Corpus) -> tuple[float, float]:
    """Nominal α over tokens, from spans to the value; the last code point of a token's width is a blank."""
    import krippendorff as package
    import numpy as np

    width, size = corpus["tokens"], corpus["length"] // corpus["tokens"]
    codes = {label: n for n, label in enumerate(corpus["labels"], 1)}
    begin, lanes = time.process_time(), []
    for who in sorted(corpus["documents"][0]):
        lane = np.zeros((len(corpus["documents"]), size), dtype=np.int64)
        for at, one in enumerate(corpus["documents"]):
            for start, end, label in sorted(one[who], key=lambda span: (span[0], -span[1], span[2])):
                lane[at, (start + 1) // width : -(-end // width)] = codes[label]
        lanes.append(lane.ravel())
    value = package.alpha(reliability_data=np.array(lanes), level_of_measurement="nominal")
    return time.process_time() - begin, float(value)


def tags(spans: list[list[Any]], corpus: Corpus) -> list[str]:
    """Spans as tags of tokens."""
    width = corpus["tokens"]
    out = ["O"] * (corpus["length"] // width)
    for start, end, label in spans:
        for at in range(start // width, -(-end // width)):
            out[at] = f"{'B' if at == start // width else 'I'}-{label}"
    return out


PACKAGES: tuple[Callable[[Corpus], tuple[float, float]], ...] = (nervaluate, seqeval, bratiaa, krippendorff)


def main() -> None:
    """Run what can be imported."""
    corpus, found = json.load(sys.stdin), {}
    for package in PACKAGES:
        try:
            found[package.__name__] = min(package(corpus) for _ in range(3))
        except ImportError:
            found[package.__name__] = None
    print(json.dumps(found))


if __name__ == "__main__":
    main()

"""Agreement on 1,000 documents of three annotators with about 46 spans each: CPU milliseconds of each measure.

The peer of the last line is what one writes first: exact F1 by looking each span up in the other's list, and overlap F1
by trying every two spans and taking the first that fit (which is not even a largest matching). ``WORKBENCH_PEERS``
names a Python that has nervaluate, seqeval, bratiaa, krippendorff and pygamma-agreement; what it lacks is said. Run
with ``--quick`` for 200 documents.
"""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from measure import QUICK, last_line, use_checkout

use_checkout()

from workbench.agreement.pairwise import Pairwise, Sheet, each_pair  # noqa: E402
from workbench.agreement.relations.arcs import Arcs  # noqa: E402
from workbench.agreement.relations.compared import compared_arcs  # noqa: E402
from workbench.agreement.relations.rule import STRICT  # noqa: E402
from workbench.agreement.relations.shared import given_shared_arguments  # noqa: E402
from workbench.agreement.report.reporting import reported  # noqa: E402
from workbench.agreement.report.summed import Summed  # noqa: E402
from workbench.agreement.resampling import intervals  # noqa: E402
from workbench.agreement.spans.alignment import aligned  # noqa: E402
from workbench.agreement.spans.compared import compared  # noqa: E402
from workbench.agreement.spans.marks import Marks  # noqa: E402
from workbench.agreement.spans.rule import BOUNDARIES, EXACT, OVERLAP, OVERLAP_ANY, SOFT, Rule, alike  # noqa: E402
from workbench.agreement.study import Answer, StudiedDocument, Study  # noqa: E402
from workbench.agreement.tokens import token_alpha, token_ratings  # noqa: E402
from workbench.agreement.units import label_ratings, units  # noqa: E402
from workbench.core.relation import Relation  # noqa: E402
from workbench.core.schema import Schema  # noqa: E402
from workbench.core.span import Span  # noqa: E402
from workbench.core.tokens import Tokens, encode  # noqa: E402

DOCUMENTS = 200 if QUICK else 1000
LENGTH = 3000
TOKEN = 6
"""Code points of a token with the blank behind it."""
LABELS = ("PERSON", "STATE", "BODY", "LAW", "MEETING", "SANCTION")
NAMES = ("ann", "ben", "cho")

Answers = dict[str, list[Span]]


def corpus(documents: int, seed: int = 7) -> dict[str, Answers]:
    """Spans of three annotators who mostly agree: they miss, move an edge and take another label at times."""
    draw = random.Random(seed)
    found = {}
    for at in range(documents):
        truth, end = [], 0
        while (start := end + draw.randint(5, 60)) < LENGTH - 50 and len(truth) < 50:
            end = start + draw.randint(3, 40)
            truth.append((start, end, draw.choice(LABELS)))
        found[f"{at:05}"] = {name: marked(truth, draw) for name in NAMES}
    return found


def marked(truth: list[tuple[int, int, str]], draw: random.Random) -> list[Span]:
    """What one annotator makes of it."""
    spans = []
    for n, (start, end, label) in enumerate(truth):
        if draw.random() > 0.08:
            moved = end + (draw.random() < 0.15)
            spans.append(Span(n, draw.choice(LABELS) if draw.random() < 0.06 else label, ((start, moved),)))
    return spans


def related(spans: list[Span], draw: random.Random) -> list[Relation]:
    """Relations between neighbours, most of which all annotators would draw."""
    near = zip(spans[::3], spans[1::3], strict=False)
    return [Relation(n, "AGENT", a.n, b.n) for n, (a, b) in enumerate(near) if draw.random() < 0.9]


def seconds(work: Callable[[], Any], runs: int = 3) -> tuple[float, Any]:
    """The least CPU seconds of a few runs, and what the last gave."""
    best, out = float("inf"), None
    for _ in range(runs):
        begin = time.process_time()
        out = work()
        best = min(best, time.process_time() - begin)
    return best, out


def measured(documents: dict[str, Answers], rule: Rule) -> Pairwise:
    """Cold: from spans to all pairs and labels."""
    sheets: dict[str, Sheet] = {}
    for name, answers in documents.items():
        marks = {who: Marks.of(spans) for who, spans in answers.items()}
        sheets[name] = each_pair(marks, lambda a, b: compared(a, b, rule))
    found = Pairwise.of(sheets)
    for label in (None, *found.labels):
        found.mean(label)
    return found


def naive_exact(documents: dict[str, Answers]) -> list[float]:
    """Each pair's F1, every span looked for in the other's list."""
    return naive(documents, lambda a, b: a.label == b.label and a.fragments == b.fragments)


def naive_overlap(documents: dict[str, Answers]) -> list[float]:
    """Each pair's F1, the first free span that overlaps taken."""
    return naive(documents, lambda a, b: a.label == b.label and a.start < b.end and b.start < a.end)


def naive(documents: dict[str, Answers], same: Callable[[Span, Span], bool]) -> list[float]:
    """Pairwise F1 by trying every two spans."""
    out = []
    for first, second in combinations(NAMES, 2):
        both = all_ = 0
        for answers in documents.values():
            free = list(answers[second])
            all_ += len(answers[first]) + len(free)
            for span in answers[first]:
                hit = next((other for other in free if same(span, other)), None)
                if hit is not None:
                    free.remove(hit)
                    both += 1
        out.append(2 * both / all_)
    return out


def told(name: str, took: float, aim: str = "") -> None:
    """A readable row."""
    print(f"{name:<52} {took * 1000:9.1f} ms" + (f"   aim {aim}" if aim and not QUICK else ""))


def alignments(documents: dict[str, Answers]) -> int:
    """How many spans correspond, over all pairs of answers."""
    return sum(len(aligned(*pair)) for answers in documents.values() for pair in combinations(answers.values(), 2))


def arcs_of(documents: dict[str, Answers]) -> dict[str, dict[str, tuple[dict[int, Span], list[Relation]]]]:
    """The spans by number and the relations of every answer."""
    draw = random.Random(8)
    return {
        name: {who: ({span.n: span for span in spans}, related(spans, draw)) for who, spans in answers.items()}
        for name, answers in documents.items()
    }


def relation_measure(graphs: dict[str, Any], conditional: bool) -> Pairwise:
    """Relation F1 of all pairs, from layers to numbers."""

    def compare(a: Arcs, b: Arcs) -> Any:
        if conditional:
            a, b, _ = given_shared_arguments(a, b)
        return compared_arcs(a, b, STRICT)

    return Pairwise.of(
        {
            name: each_pair({who: Arcs(*graph) for who, graph in answers.items()}, compare)
            for name, answers in graphs.items()
        }
    )


def token_documents(documents: dict[str, Answers]) -> list[tuple[Tokens, Answers]]:
    """Tokens of six code points each under the same spans."""
    tokens = Tokens.decode(*encode([(TOKEN - 1, True)] * (LENGTH // TOKEN)))
    return [(tokens, answers) for answers in documents.values()]


def study(documents: dict[str, Answers]) -> Study:
    """The corpus as the report takes it."""
    schema = {
        "name": "bench", "groups": {"g": {}}, "labels": {label: {"group": "g"} for label in LABELS},
        "relations": {"AGENT": {"head": ["g"], "tail": ["g"]}},
    }  # fmt: skip
    found = []
    for name, answers in arcs_of(documents).items():
        given = {
            who: Answer(uuid5(NAMESPACE_OID, name + who), 1, spans, {1000 + r.n: r for r in relations}, {})
            for who, (spans, relations) in answers.items()
        }
        found.append(StudiedDocument(uuid5(NAMESPACE_OID, name), name, LENGTH, (), given))
    return Study(found, Schema.model_validate(schema), NAMES)


def point_values(given: Study) -> Any:
    """The default report without intervals, cold."""
    return reported(Summed.of(given), sure=False)


def the_report(documents: dict[str, Answers]) -> dict[str, float]:
    """The default report: its point values, what its intervals add, and its following one edit."""
    for size in (DOCUMENTS // 2, DOCUMENTS, DOCUMENTS * 2):
        grown = study(corpus(size))
        points, _ = seconds(lambda: point_values(grown))  # noqa: B023
        told(f"the report's point values, {size} documents", points, "1,000 ms" if size == DOCUMENTS else "")
        if size == DOCUMENTS:
            cold = points
    summed = Summed.of(study(documents))
    quick, _ = seconds(lambda: reported(summed, sure=False))
    sure, _ = seconds(lambda: reported(summed))
    told("2,000 resamples for all its intervals", sure - quick, "1,000 ms")
    one = summed.study.documents[0]
    after, _ = seconds(lambda: reported(summed.replaced(one), sure=False))
    told("its point values after one edit", after, "20 ms")
    return {"report": round(cold, 4), "intervals": round(sure - quick, 4), "edit": round(after, 4)}


def the_peers(documents: dict[str, Answers], own: dict[str, tuple[float, float]]) -> dict[str, float]:
    """How many times as long other packages take; ``own`` has our seconds and value for each."""
    python = os.environ.get("WORKBENCH_PEERS")
    if not python:
        print("peers: WORKBENCH_PEERS names no Python, so nothing is compared with other packages")
        return {}
    rows = [
        {who: [[s.start, s.end, s.label] for s in spans] for who, spans in answers.items()}
        for answers in documents.values()
    ]
    sent = json.dumps({"length": LENGTH, "tokens": TOKEN, "labels": LABELS, "documents": rows})
    script = Path(__file__).parent / "peers" / "agreement.py"
    done = subprocess.run([python, str(script)], input=sent, capture_output=True, text=True, check=True)
    out = {}
    for name, found in json.loads(done.stdout.splitlines()[-1]).items():
        if found is None:
            print(f"peer {name}: not installed")
        else:
            took, value = found
            out[name] = round(took / own[name][0], 1)
            both = f"{value:.12f}, ours {own[name][1]:.12f}"
            print(f"peer {name:<14} {took * 1000:9.1f} ms   {out[name]:6.1f} times   {both}")
    return out


def main() -> None:
    """Measure and print; without the garbage collector, whose turns would fall on one measure or another."""
    gc.disable()
    documents = corpus(DOCUMENTS)
    spans = sum(len(spans) for answers in documents.values() for spans in answers.values())
    print(f"{DOCUMENTS} documents, {len(NAMES)} annotators, {spans} spans; CPU time, best of three")
    figures = the_report(documents)
    exact, found = seconds(lambda: measured(documents, EXACT))
    told("exact F1, all pairs and labels", exact, "100 ms")
    overlap, loose = seconds(lambda: measured(documents, OVERLAP))
    told("overlap F1, same label", overlap, "300 ms")
    for rule in (BOUNDARIES, OVERLAP_ANY, alike(0.5), SOFT):
        told(rule.name, seconds(lambda rule=rule: measured(documents, rule))[0])
    told("alignment of every two answers", seconds(lambda: alignments(documents))[0])
    graphs = arcs_of(documents)
    told("relations, strict", seconds(lambda: relation_measure(graphs, False))[0], "50 ms")
    told("relations, given shared arguments", seconds(lambda: relation_measure(graphs, True))[0])
    told("2,000 resamples, the whole and every label", seconds(lambda: intervals(found))[0], "150 ms")
    told("α of labels on equal extents", seconds(lambda: label_alpha(documents))[0])
    lanes = token_documents(documents)
    tokens, alpha = seconds(lambda: token_alpha(token_ratings(lanes, NAMES)))
    told("α over tokens", tokens)
    slow_exact, wanted = seconds(lambda: naive_exact(documents), 1)
    assert wanted == [value.value for value in found.by_pair().values()]
    slow_overlap, least = seconds(lambda: naive_overlap(documents), 1)
    assert all(a <= (b.value or 0) for a, b in zip(least, loose.by_pair().values(), strict=True))
    told("naive: exact, pair by pair", slow_exact)
    told("naive: overlap, first that fits", slow_overlap)
    strict = found.mean().mean.value or 0.0
    both = exact + overlap
    own = {"nervaluate": (both, strict), "seqeval": (exact, strict), "bratiaa": (exact, strict)}
    peers = the_peers(documents, own | {"krippendorff": (tokens, alpha.value)})
    gammas()
    last_line(
        "agreement_exact_f1_seconds", exact, slow_exact, overlap=round(overlap, 4), spans=spans, **figures, **peers
    )


def gammas() -> None:
    """γ of one document, small and large, beside the peer where it is installed."""
    import gamma

    gamma.measured(3, 46, 2 if QUICK else 5, 3)
    gamma.measured(3, 370, 1, 0)


def label_alpha(documents: dict[str, Answers]) -> Any:
    """Label α on spans of equal extent."""
    from workbench.agreement.coding.alpha import krippendorff_alpha

    found = [unit for answers in documents.values() for unit in units(answers, same_label=False)]
    return krippendorff_alpha(label_ratings(found, NAMES).counts)


if __name__ == "__main__":
    main()

"""What `workbench import` takes for 10,000 lines of Prodigy's JSONL, and for 3 MB of UIMA's XMI.

    benchmarks/formats.py [--quick]

Each file goes into a fresh project whose schema was drafted from it. The peers read the same files and keep nothing:
``json.loads``, ``make_doc`` and ``char_span`` for every line, and ``cassis.load_cas_from_xmi``. Each runs in a process
of its own, and its processor's seconds count. A tenth of both with ``--quick``.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from export import Cost, cost
from measure import QUICK, ROOT, last_line, use_checkout

SEED = 23
LINES = 1_000 if QUICK else 10_000
TOKENS = 45
"""Tokens of a line, more or less."""
SPANS = 5
XMI_TOKENS = 2_800 if QUICK else 28_000
"""Tokens of the XMI: with a span in seven and a relation in twenty it comes to 3 MB."""
AIM = 5.0
"""Seconds for each file at most."""
LABELS = ("PERSON", "ORG", "PLACE", "LAW")
SYLLABLES = ("ta", "ri", "mon", "ve", "lu", "sor", "ka", "ne", "bil", "o", "dra", "fe", "shi", "gan", "pu", "mer")


@dataclass(slots=True)
class Page:
    """A text with its tokens (start, end, whether a blank follows), spans (tokens' numbers, label) and relations."""

    text: str
    tokens: list[tuple[int, int, bool]]
    spans: list[tuple[int, int, str]]
    relations: list[tuple[int, int]]

    def place(self, span: int) -> tuple[int, int]:
        """A span's offsets."""
        first, last, _ = self.spans[span]
        return self.tokens[first][0], self.tokens[last][1]


class Author:
    """Writes pages of pseudo-words, the k-th used in proportion to 1/k."""

    def __init__(self) -> None:
        self._chance = chance = random.Random(SEED)
        self._words = sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(30_000)})
        chance.shuffle(self._words)
        self._weights = list(accumulate(1 / k for k in range(3, 3 + len(self._words))))

    def page(self, tokens: int, spans: int, relations: int) -> Page:
        """A page of so many tokens; a span has one to four of them, and may overlap another."""
        chance = self._chance
        words = chance.choices(self._words, cum_weights=self._weights, k=tokens)
        text, found = "", []
        for k, word in enumerate(words):
            stop = k % 15 == 14 or k == tokens - 1
            found.append((len(text), len(text) + len(word), not stop))
            text += word if stop else f"{word} "
            if stop:
                found.append((len(text), len(text) + 1, k < tokens - 1))
                text += ". " if k < tokens - 1 else "."
        marked = []
        for first in sorted(chance.sample(range(tokens - 4), spans)):
            marked.append((first, first + chance.randint(0, 3), chance.choice(LABELS)))
        joined = [(k, k + 1) for k in chance.sample(range(spans - 1), relations)]
        return Page(text, found, marked, joined)


def prodigy(path: Path) -> dict[str, int]:
    """Write the lines as a recipe for relations does; returns what stands in them."""
    author, chance = Author(), random.Random(SEED)
    counts = {"documents": LINES, "spans": LINES * SPANS, "relations": 0}
    with path.open("w", encoding="utf-8") as file:
        for number in range(LINES):
            page = author.page(TOKENS + chance.randint(-15, 12), SPANS, chance.randint(0, 2))
            counts["relations"] += len(page.relations)
            file.write(json.dumps(_task(number, page)) + "\n")
    return counts


def _task(number: int, page: Page) -> dict[str, Any]:
    spans = []
    for k, (first, last, label) in enumerate(page.spans):
        start, end = page.place(k)
        spans.append({"start": start, "end": end, "token_start": first, "token_end": last, "label": label})
    return {
        "text": page.text,
        "meta": {"source": "bench", "page": number},
        "_input_hash": number * 7_919 - 2**31,
        "_task_hash": number * 104_729 - 2**31,
        "_is_binary": False,
        "_view_id": "relations",
        "tokens": [
            {"text": page.text[start:end], "start": start, "end": end, "id": id, "ws": blank, "disabled": False}
            for id, (start, end, blank) in enumerate(page.tokens)
        ],
        "spans": spans,
        "relations": [
            {
                "head": page.spans[head][1], "child": page.spans[child][1],
                "head_span": spans[head], "child_span": spans[child], "label": "PARTY",
            }
            for head, child in page.relations
        ],
        "answer": "accept",
        "_timestamp": 1_700_000_000 + number,
    }  # fmt: skip


def xmi(path: Path) -> dict[str, int]:
    """Write the file as our own writer does, its type system beside it; returns what stands in it."""
    use_checkout()
    from workbench.core.ledger import Ledger
    from workbench.formats import exchange
    from workbench.formats.format import WriteOptions
    from workbench.formats.xmi import FORMAT

    page = Author().page(XMI_TOKENS, XMI_TOKENS // 7, XMI_TOKENS // 20)
    spans = tuple(exchange.Span(f"s{k}", span[2], (page.place(k),)) for k, span in enumerate(page.spans))
    relations = tuple(
        exchange.Relation(f"r{k}", "PARTY", f"s{head}", f"s{tail}") for k, (head, tail) in enumerate(page.relations)
    )
    reading = exchange.Reading(spans=spans, relations=relations)
    tokens = tuple((start, end) for start, end, _ in page.tokens)
    document = exchange.Document("bench", page.text, (reading,), "codepoint", tokens=tokens)
    with folder_sink(folder) as sink:
        FORMAT.write([document], sink, WriteOptions(), Ledger())
    return {"documents": 1, "spans": len(spans), "relations": len(relations)}

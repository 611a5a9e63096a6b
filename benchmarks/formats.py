"""What `workbench import` takes for 10,000 lines of Prodigy's JSONL, and for 3 MB of UIMA's XMI.

    benchmarks/formats.py [--quick]

Each file goes into a fresh project whose schema was drafted from it. The peers read the same files and keep nothing:
``json.loads``, ``make_doc`` and ``char_span`` for every line, and ``cassis.load_cas_from_xmi``. Each runs in a process
of its own, and its processor's seconds count. A tenth of both with ``--quick``.
"""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from export import Cost, cost
from measure import QUICK, ROOT, last_line, use_checkout

SEED = 23
LINES = 1_000 if QUICK else 10_000
TOKENS = 45
"""Tokens of a line, more or less."""
SPANS = 5
XMI_TOKENS = 2_800 if QUICK else 28_000
"""Tokens of the XMI: with a span in seven and a relation in twenty it comes to 3 MB."""
AIM = 0.5 if QUICK else 5.0
"""Seconds for each file at most; start-up, a fixed cost, hides it when quick."""
FILES = {"prodigy": "bench.jsonl", "xmi": "bench.xmi"}
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
    from workbench.cli.sinks import sink
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
    document = exchange.Document(path.stem, page.text, (reading,), "codepoint", tokens=tokens)
    with sink(path.parent, folder=True, force=True) as files:
        FORMAT.write([document], files, WriteOptions(), Ledger())
    return {"documents": 1, "spans": len(spans), "relations": len(relations)}


def by_script(path: Path) -> None:
    """What a script of one page does with Prodigy's lines."""
    import spacy

    nlp = spacy.blank("en")
    with path.open(encoding="utf-8") as file:
        for line in file:
            task = json.loads(line)
            doc = nlp.make_doc(task["text"])
            found = [doc.char_span(span["start"], span["end"], span["label"]) for span in task["spans"]]
            doc.spans["sc"] = [span for span in found if span is not None]


def by_cassis(path: Path) -> None:
    """What cassis does with the XMI."""
    import cassis

    with path.with_name("TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    with path.open("rb") as file:
        cassis.load_cas_from_xmi(file, typesystem=types)


MAKERS: Final[Mapping[str, Callable[[Path], dict[str, int]]]] = {"prodigy": prodigy, "xmi": xmi}
PEERS: Final[Mapping[str, Callable[[Path], None]]] = {"prodigy": by_script, "xmi": by_cassis}


def main() -> int:
    """Measure and print; returns 1 where the aim is missed."""
    with tempfile.TemporaryDirectory() as name:
        took = {format: _compared(format, Path(name)) for format in FILES}
    parts = {
        format: {
            "value": round(ours.cpu, 3), "peer": round(peer.cpu, 3), "ratio": round(ours.cpu / peer.cpu, 3),
            "wall": round(ours.wall, 2), "memory_mb": round(ours.memory), "peer_memory_mb": round(peer.memory),
        }
        for format, (ours, peer) in took.items()
    }  # fmt: skip
    ours, peer = took["prodigy"]
    last_line(f"CPU seconds to import {LINES:,} Prodigy lines", ours.cpu, peer.cpu, aim=AIM, **parts)
    return int(not QUICK and any(ours.cpu > AIM for ours, _ in took.values()))


def _compared(format: str, folder: Path) -> tuple[Cost, Cost]:
    """What the import of a format's file takes, and what its peer does."""
    path, database = folder / format / FILES[format], folder / f"{format}.db"
    path.parent.mkdir()
    standing = json.loads(_told(sys.executable, __file__, "make", format, str(path), *["--quick"][: int(QUICK)]))
    schema = database.with_suffix(".yaml")
    schema.write_text(_told(*_workbench("schema", "from", str(path))), encoding="utf-8")
    whose = ("--db", str(database), "--as", "bench")
    _told(*_workbench("init", "--schema", str(schema), *whose))
    ours = cost(*_workbench("import", str(path), *whose))
    peer = cost(sys.executable, __file__, "peer", format, str(path))
    if (stored := _stored(database)) != standing:
        raise SystemExit(f"{standing} stand in the file, {stored} in the project")
    held = ", ".join(f"{n:,} {what}" for what, n in standing.items())
    print(f"{format}: {path.stat().st_size / 1e6:.1f} MB, {held}, seed {SEED}")
    _tell("import", ours)
    _tell("peer", peer)
    return ours, peer


def _workbench(*words: str) -> tuple[str, ...]:
    return sys.executable, "-m", "workbench", *words


def _told(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def _stored(database: Path) -> dict[str, int]:
    """What the project holds: a figure would mean nothing if less had been stored."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    tables = {"documents": "document", "spans": "span", "relations": "relation"}
    found = {what: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for what, table in tables.items()}
    connection.close()
    return found


def _tell(name: str, took: Cost) -> None:
    print(f"  {name:<8}{took.cpu:6.2f} s CPU, {took.wall:6.2f} s wall, {took.memory:6,.0f} MB of memory")


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        print(json.dumps(MAKERS[sys.argv[2]](Path(sys.argv[3]))))
    elif sys.argv[1:2] == ["peer"]:
        PEERS[sys.argv[2]](Path(sys.argv[3]))
    else:
        sys.exit(main())

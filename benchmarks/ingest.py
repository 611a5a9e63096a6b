"""How fast ingest is against spaCy's bare tokenizer on the same texts, in tokens a second.

Run ``python benchmarks/ingest.py [--quick]``; the last line is one JSON object {figure, value, peer, ratio}.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

import spacy

from workbench.core.schema import Schema
from workbench.ingest.intake import Wishes, ingest
from workbench.store import schemas
from workbench.store.annotators import join
from workbench.store.database import Database

SEED = 11
SCHEMA = {"name": "bench", "groups": {"g": {}}, "labels": {"l": {"group": "g"}}}
SYLLABLES = ["ta", "ri", "mon", "ve", "lu", "sor", "ka", "ne", "bil", "o", "dra", "fe", "shi", "gan", "pu", "mer"]


def texts(count: int) -> list[str]:
    """Texts of about 700 tokens (as articles have), with names, numbers, quotes and abbreviations."""
    chance = random.Random(SEED)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(20_000)]
    extras = ["U.S.", "$1.5", "2025", "“quoted”", "it's", "(aside)", "e.g.", "A-B", "10%,"]
    out = []
    for _ in range(count):
        sentences = []
        for _ in range(chance.randint(15, 50)):
            found = chance.choices(words, k=chance.randint(10, 25)) + chance.choices(extras, k=2)
            chance.shuffle(found)
            sentences.append(" ".join(found).capitalize() + ".")
        out.append(" ".join(sentences))
    return out


def main() -> None:
    """Measure and print."""
    found = texts(200 if "--quick" in sys.argv else 2_000)
    nlp = spacy.blank("en")
    start = time.perf_counter()
    tokens = sum(len(nlp.tokenizer(text)) for text in found)
    bare = tokens / (time.perf_counter() - start)
    with tempfile.TemporaryDirectory() as folder:
        ours = tokens / _ingest(Path(folder), found)
    print(f"{len(found)} documents, {tokens} tokens, seed {SEED}")
    ratio = round(ours / bare, 3)
    print(json.dumps({"figure": "ingest tokens/s", "value": round(ours), "peer": round(bare), "ratio": ratio}))


def _ingest(folder: Path, found: list[str]) -> float:
    """Seconds to ingest the texts, one file each, into a fresh project; starting spaCy is not counted."""
    pages = folder / "pages"
    pages.mkdir()
    for number, text in enumerate(found):
        (pages / f"{number:05}.txt").write_text(text, encoding="utf-8")
    with Database.create(str(folder / "bench.db")) as database:
        with database.writing() as connection:
            me = join(connection, "bench")
            schemas.put(connection, Schema.model_validate(SCHEMA), me.id)
        start = time.perf_counter()
        report = ingest(database, me.id, [pages], Wishes())
        took = time.perf_counter() - start
    assert len(report.documents) == len(found), "every text is stored"
    return took


if __name__ == "__main__":
    main()

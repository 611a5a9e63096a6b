"""How fast ingest is against spaCy's bare tokenizer on the same texts, in tokens a second.

The texts stand on scraped pages of four articles each; ingest splits them, finds near-duplicates and commits each page.

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

from workbench.core.json import sha256
from workbench.core.schema import Schema
from workbench.ingest.intake import Wishes, ingest
from workbench.store import schemas
from workbench.store.annotators import join
from workbench.store.database import Database

SEED = 11
ARTICLES = 4
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


def page(bodies: list[str]) -> str:
    """A page of the tag layout that lists articles with these bodies."""
    lines = ["logo", "#", "", "Latest news with #Bench", ""]
    for body in bodies:
        title = body[:60].rpartition(" ")[0]
        lines += [title, title, "", "Harbor Times", "", "time01-06-2025", "", "  • Business", "  • Harbor Times", ""]
        lines += [title, "", body, ""]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    found = texts(200 if "--quick" in sys.argv else 2_000)
    tokens, before = _bare(found)
    with tempfile.TemporaryDirectory() as folder:
        ours = tokens / _ingest(Path(folder), found)
    _, after = _bare(found)
    bare = tokens / ((before + after) / 2)
    print(f"{len(found)} documents, {tokens} tokens, seed {SEED}")
    ratio = round(ours / bare, 3)
    print(json.dumps({"figure": "ingest tokens/s", "value": round(ours), "peer": round(bare), "ratio": ratio}))


def _bare(found: list[str]) -> tuple[int, float]:
    """Tokens, and the seconds that a fresh tokenizer alone takes; measured before and after, because machines vary."""
    nlp = spacy.blank("en")
    start = time.perf_counter()
    tokens = sum(len(nlp.tokenizer(text)) for text in found)
    return tokens, time.perf_counter() - start


def _ingest(folder: Path, found: list[str]) -> float:
    """Seconds to ingest the texts' pages into a fresh project; importing spaCy is not counted."""
    pages = folder / "pages"
    pages.mkdir()
    for number in range(0, len(found), ARTICLES):
        (pages / f"{number:05}.txt").write_text(page(found[number : number + ARTICLES]), encoding="utf-8")
    with Database.create(str(folder / "bench.db")) as database:
        with database.writing() as connection:
            me = join(connection, "bench")
            schemas.put(connection, Schema.model_validate(SCHEMA), me.id)
        start = time.perf_counter()
        report = ingest(database, me.id, [pages], Wishes())
        took = time.perf_counter() - start
    digests = [taken.card.sha256 for taken in report.documents]
    assert digests == [sha256(text) for text in found], "every text is stored as it is"
    return took


if __name__ == "__main__":
    main()

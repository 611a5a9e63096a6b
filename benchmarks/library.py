"""What one library page and one document cost to read in a project of 100,000 documents.

    benchmarks/library.py [--quick]

The peer is the same page asked for by OFFSET, as a list without keys would. Only queries are timed: nothing is drawn.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from measure import QUICK, WORDS, last_line, quantile, row, times, use_checkout

if TYPE_CHECKING:
    from workbench.store.database import Database

DOCUMENTS = 10_000 if QUICK else 100_000
RUNS = 30 if QUICK else 200
PAGE = 60
"""Rows on a screen."""
FETCHED = 100
"""Rows that the screen asks for at once, to scroll without asking."""


def generate(path: Path) -> tuple[Database, UUID, list[UUID]]:
    """A project with documents, and layers of four annotators on a part of them; returns it, the viewer, and ids.

    Rows go straight into the tables, because what is measured is reading.
    """
    use_checkout()
    from workbench.core.schema import Schema
    from workbench.store import annotators, schemas
    from workbench.store.database import Database
    from workbench.store.driver import connect

    database = Database.create(str(path))
    people = [annotators.ensure(database, handle).id for handle in ("ada", "bob", "eve", "kim")]
    made = Schema.model_validate({"name": "b", "groups": {"g": {}}, "labels": {"A": {"group": "g"}}})
    schemas.apply(database, made, people[0])
    raw = connect(path)
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute("BEGIN")
    ids = _documents(raw, random.Random(1))
    _layers(raw, ids, people, random.Random(2))
    raw.execute("COMMIT")
    raw.close()
    return database, people[1], ids


def _documents(raw: Any, chance: random.Random) -> list[UUID]:
    from workbench.core.ids import document_id, now_ms
    from workbench.core.json import sha256
    from workbench.core.tokens import encode
    from workbench.store.documents import searchable
    from workbench.store.streams import document_stream

    now, ids = now_ms(), []
    for k in range(1, DOCUMENTS + 1):
        text = " ".join(chance.choices(WORDS, k=60)) + f" {k}"
        packed, wide = encode((len(word), True) for word in text.split())
        id = document_id("bench", str(k), sha256(text))
        ids.append(id)
        name, title, source = f"page-{chance.random():.9f}", " ".join(chance.choices(WORDS, k=6)), f"Wire {k % 40}"
        day = f"20{chance.randrange(10, 30)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"
        raw.execute(
            "INSERT INTO document (id, ordinal, name, title, source, published, search, lang, sha256, n_chars, "
            "n_tokens, fingerprint, meta, archived, added_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, 'en', ?, ?, 61, 'b', '{}', 0, ?)",
            (id, k, name, title, source, day, searchable(name, title, source, day), sha256(text), len(text), now),
        )
        raw.execute("INSERT INTO document_text (document_id, n_chars, body) VALUES (?, ?, ?)", (id, len(text), text))
        raw.execute(
            "INSERT INTO tokenization (document_id, fingerprint, n_tokens, wide, tokens) VALUES (?, 'b', 61, ?, ?)",
            (id, wide, packed),
        )
        raw.execute(
            "INSERT INTO stream (id, kind, rev, document_id) VALUES (?, 'document', 0, ?)", (document_stream(id), id)
        )
    return ids


def _layers(raw: Any, ids: list[UUID], people: list[UUID], chance: random.Random) -> None:
    """Every fifth document is begun by each annotator, with ten spans; half of those are done."""
    from workbench.core.ids import layer_id

    lengths = dict(raw.execute("SELECT id, n_chars FROM document"))
    for k, id in enumerate(ids, 1):
        for owner in people:
            if chance.random() > 0.2:
                continue
            layer, length = layer_id(id, owner, "human", 1), lengths[id.bytes]
            done = chance.random() < 0.5
            raw.execute("INSERT INTO stream (id, kind, rev, document_id) VALUES (?, 'layer', 10, ?)", (layer, id))
            raw.execute(
                "INSERT INTO layer (id, document_id, doc_len, owner_id, kind, round, ordinal, status, flag, next_n, "
                "schema_version) VALUES (?, ?, ?, ?, 'human', 1, ?, ?, 0, 11, ?)",
                (layer, id, length, owner, k, "done" if done else "in_progress", 1 if done else None),
            )
            raw.executemany(
                'INSERT INTO span (layer_id, n, doc_len, start, "end", label, origin) VALUES (?, ?, ?, ?, ?, ?, ?)',
                [(layer, n, length, n * 7, n * 7 + 5, "A", "human") for n in range(1, 11)],
            )


def measure(database: Database, viewer: UUID, ids: list[UUID]) -> dict[str, list[float]]:
    """Milliseconds of each query."""
    from workbench.core.ids import layer_id
    from workbench.store import documents, layers, library

    chance = random.Random(3)
    found: dict[str, list[float]] = {}

    def page(name: str, **asked: Any) -> None:
        with database.reading() as connection:
            start = library.library_page(connection, viewer, **{"limit": PAGE, **asked})
        keys = [None, *(one.key for one in start)]

        def once() -> None:
            with database.reading() as connection:
                library.library_page(connection, viewer, **{"limit": PAGE, "after": chance.choice(keys), **asked})

        found[name] = times(once, RUNS)

    for order in library.ORDERS:
        page(f"page by {order}, at the start", order=order)
        page(f"page by {order}, at the end", order=order, descending=True)
    page("page by status", order="status")
    page(f"{FETCHED} rows at once, as the screen asks", limit=FETCHED)

    def deep() -> None:
        with database.reading() as connection:
            at = chance.randrange(DOCUMENTS)
            library.library_page(connection, viewer, limit=PAGE, after=(at, UUID(int=0)))

    found["page anywhere"] = times(deep, RUNS)

    def open_one() -> None:
        id = chance.choice(ids)
        with database.reading() as connection:
            documents.document(connection, id)
            documents.text(connection, id)
            documents.tokens(connection, id)
            documents.zones(connection, id)
            if library.next_todo(connection, viewer, 0) is None:
                raise SystemExit("nothing to do in a generated project")
            if layers.info(connection, layer_id(id, viewer, "human", 1)) is not None:
                layers.load_layer(connection, layer_id(id, viewer, "human", 1))

    found["one document"] = times(open_one, RUNS)
    return found


def by_offset(database: Database) -> list[float]:
    """The peer: a page anywhere, by OFFSET, and without anybody's status."""
    chance = random.Random(4)

    def once() -> None:
        with database.reading() as connection:
            connection.rows(
                "SELECT d.id, d.ordinal, d.name, d.title, d.source, d.published FROM document d "
                "ORDER BY d.ordinal, d.id LIMIT :limit OFFSET :offset",
                {"limit": PAGE, "offset": chance.randrange(DOCUMENTS)},
            )

    return times(once, RUNS)


def main() -> int:
    """Generate, measure, report."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        database, viewer, ids = generate(Path(folder) / "library.db")
        with database:
            print(f"{DOCUMENTS:,} documents generated in {time.perf_counter() - begin:.1f} s")
            found = measure(database, viewer, ids)
            for name, values in found.items():
                print(row(name, values, "5 ms"))
            peer = by_offset(database)
            print(row("peer: a page anywhere, by OFFSET", peer))
            _scans(database, viewer)
    worst = max(found, key=lambda name: quantile(found[name], 0.95))
    value = quantile(found["page anywhere"], 0.95)
    last_line(
        f"one library page of {DOCUMENTS:,} documents, p95 ms", value, quantile(peer, 0.95), aim=5, worst=worst,
        worst_p95_ms=round(quantile(found[worst], 0.95), 4),
        document_p95_ms=round(quantile(found["one document"], 0.95), 4),
    )  # fmt: skip
    return 0


def _scans(database: Database, viewer: UUID) -> None:
    """Say what has to look at every document, which the screen therefore does in the background."""
    from workbench.store import library

    def scan(**asked: Any) -> list[float]:
        def once() -> None:
            with database.reading() as connection:
                library.count(connection, viewer, **asked)

        return times(once, 3)

    print(row("in the background: count all", scan()))
    print(row("in the background: count under a filter", scan(filter="tariff vessel")))


if __name__ == "__main__":
    sys.exit(main())

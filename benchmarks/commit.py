"""What saving one operation costs: fsyncs and milliseconds, in the write-ahead log and in the fallback journal.

    benchmarks/commit.py [--quick]

The peer is a bare insert of one row into a bare table, with the same driver, journal and durability in the same run.
Syncs are counted in a process of its own by a preloaded library (needs a C compiler), else by strace, else not at all.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measure import QUICK, last_line, quantile, row, times, use_checkout

OPERATIONS = 200 if QUICK else 2000
COUNTED = 100
MODES = {"WAL": "FULL", "DELETE": "EXTRA"}
"""Journal modes with the durability that goes with them."""
COUNTER = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
static long counted;
long counted_syncs(void) { return counted; }
#define COUNT(name) int name(int fd) { static int (*real)(int); \
    if (!real) real = (int (*)(int)) dlsym(RTLD_NEXT, #name); \
    __sync_fetch_and_add(&counted, 1); return real(fd); }
COUNT(fsync)
COUNT(fdatasync)
"""


def project(folder: Path, journal: str) -> Callable[[], object]:
    """A new project in a journal mode; returns what saves one more operation in it."""
    use_checkout()
    from workbench.core.edit import Edit, Operation, on
    from workbench.core.ids import document_id
    from workbench.core.json import sha256
    from workbench.core.schema import Schema
    from workbench.core.tokens import encode
    from workbench.store import annotators, documents, layers, schemas
    from workbench.store.commit import commit
    from workbench.store.database import Database
    from workbench.store.driver import connect

    path = folder / f"{journal}.db"
    Database.create(str(path)).close()
    raw = connect(path)
    raw.execute(f"PRAGMA journal_mode={journal}")
    raw.close()
    database = Database.open(str(path))
    if database.journal != journal.lower():
        raise SystemExit(f"this SQLite does not allow {journal} safely")
    me = annotators.ensure(database, "bench")
    schemas.apply(
        database, Schema.model_validate({"name": "b", "groups": {"g": {}}, "labels": {"A": {"group": "g"}}}), me.id
    )
    text = "word " * 4000
    blob, wide = encode([(4, True)] * 4000)
    new = documents.NewDocument(document_id("f", "1", sha256(text)), "d", text, "en", blob, wide, 4000, "b")
    with database.writing() as connection:
        documents.add_documents(connection, [new], me.id)
    layer = layers.open_layer(database, new.id, me.id)

    def save() -> None:
        start = layer.next_n * 5 % 19_000
        edit = Edit("span", layer.next_n, None, {"label": "A", "at": [[start, start + 4]]})
        operation = Operation(me.id, "label", on(layer.id, (edit,)))
        seen = {layer.id: layer.rev}
        layer.apply((edit,))
        commit(database, operation, seen)

    return save


def bare(folder: Path, journal: str) -> Callable[[], object]:
    """A bare table with the same driver and durability; returns what inserts one more row."""
    use_checkout()
    from workbench.store.driver import driver

    raw = driver().connect(str(folder / f"bare-{journal}.db"), isolation_level=None)
    raw.execute(f"PRAGMA journal_mode={journal}")
    raw.execute(f"PRAGMA synchronous={MODES[journal]}")
    raw.execute("CREATE TABLE span (n INTEGER PRIMARY KEY, start INT, stop INT, label TEXT)")
    return lambda: raw.execute("INSERT INTO span (start, stop, label) VALUES (1, 5, 'A')")


def sync_cost(folder: Path, runs: int) -> list[float]:
    """Milliseconds of an fdatasync after a small write, in the folder where the databases are."""
    with open(folder / "sync", "wb", buffering=0) as file:
        sync = getattr(os, "fdatasync", os.fsync)

        def once() -> None:
            file.write(b"x" * 4096)
            sync(file.fileno())

        return times(once, runs)


# -- counting ------------------------------------------------------------------


def counted(journal: str, folder: Path) -> float | None:
    """Syncs per operation, from a process of its own; None where nothing here can count them."""
    library = _library(folder)
    if library is not None:
        done = subprocess.run(
            [sys.executable, __file__, "--count", journal], env={**os.environ, "LD_PRELOAD": str(library)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return float(done.stdout) if done.returncode == 0 else None
    if shutil.which("strace") is None:
        return None
    log = folder / f"strace-{journal}"
    command = [
        "strace",
        "-f",
        "-e",
        "trace=fsync,fdatasync",
        "-o",
        str(log),
        sys.executable,
        __file__,
        "--count",
        journal,
    ]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return None
    calls = [line for line in log.read_text().splitlines() if "sync(" in line and "resumed" not in line]
    return (len(calls) - _calls_without(log, command)) / COUNTED


def _calls_without(log: Path, command: list[str]) -> int:
    """Calls of a run that saves nothing, which the others must be compared with."""
    subprocess.run([*command, "0"], capture_output=True, check=False)
    return sum("sync(" in line and "resumed" not in line for line in log.read_text().splitlines())


def _library(folder: Path) -> Path | None:
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    source, library = folder / "count.c", folder / "count.so"
    source.write_text(COUNTER)
    made = subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], capture_output=True, check=False
    )
    return library if made.returncode == 0 else None


def count(journal: str, operations: int) -> None:
    """In the counting process: save operations, and print the syncs that each took."""
    with tempfile.TemporaryDirectory() as folder:
        save = project(Path(folder), journal)
        save()
        syncs = getattr(ctypes.CDLL(None), "counted_syncs", None)
        before = syncs() if syncs else 0
        for _ in range(operations):
            save()
        if syncs:
            print((syncs() - before) / operations)


# -- all of it -----------------------------------------------------------------


def main() -> int:
    """Measure both journals and their peers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sync = sync_cost(folder, 100)
        print(row("fdatasync of 4 KiB here", sync))
        found: dict[str, list[float]] = {}
        peers: dict[str, list[float]] = {}
        more: dict[str, object] = {"fdatasync_p50_ms": round(quantile(sync, 0.5), 4)}
        for journal in MODES:
            save, insert = project(folder, journal), bare(folder, journal)
            times(save, 20)
            found[journal], peers[journal] = [], []
            for _ in range(10):
                found[journal] += times(save, OPERATIONS // 10)
                peers[journal] += times(insert, OPERATIONS // 10)
            print(row(f"{journal}: one operation", found[journal], "2 ms" if journal == "WAL" else ""))
            print(row(f"{journal}: bare insert", peers[journal]))
            syncs = counted(journal, folder)
            told = "not counted: no C compiler and no strace" if syncs is None else f"{syncs:.2f}"
            print(f"{journal}: fsyncs per operation: {told}   aim {1 if journal == 'WAL' else 5}")
            more[f"fsyncs_{journal.lower()}"] = syncs
            more[f"{journal.lower()}_p50_ms"] = round(quantile(found[journal], 0.5), 4)
            more[f"{journal.lower()}_p95_ms"] = round(quantile(found[journal], 0.95), 4)
    p95 = quantile(found["WAL"], 0.95)
    last_line("one saved operation, WAL, p95 ms", p95, quantile(peers["WAL"], 0.95), aim=2, **more)
    return 0


if __name__ == "__main__":
    if "--count" in sys.argv:
        at = sys.argv.index("--count")
        count(sys.argv[at + 1], int(sys.argv[at + 2]) if len(sys.argv) > at + 2 else COUNTED)
        sys.exit(0)
    started = time.perf_counter()
    code = main()
    print(f"took {time.perf_counter() - started:.1f} s", file=sys.stderr)
    sys.exit(code)

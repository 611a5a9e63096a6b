"""Tokens a second, and the most memory, of a whole ``workbench export spacy``, relations and all.

    benchmarks/export.py [--quick]

The project has 20,000 documents, 6 million tokens and 320,000 overlapping spans (2,000 documents with ``--quick``). The
peer is the path that everybody uses, over the same rows and without the relations: ``make_doc``, ``char_span``,
``filter_spans``, ``DocBin.add``, ``to_disk``. A project's first export also divides it for good; the figure is that of
the second. Each runs in a process of its own, and its processor's seconds count.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from measure import QUICK, ROOT, last_line, use_checkout

DOCUMENTS = 2_000 if QUICK else 20_000
AIM, MEMORY_AIM = 10, 8
"""Times as fast, and parts of the memory."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of the processor, seconds on the wall, and the most memory in MB."""

    cpu: float
    wall: float
    memory: float


def cost(*command: str) -> Cost:
    """Run a command to its end; this process must stay small, because its own size is the least that is reported."""
    begin = time.perf_counter()
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            raise SystemExit(f"{' '.join(command)} failed: {told.read()}")
    kilobytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - begin, kilobytes / 1024)


def project() -> Path:
    """The generated project; kept among temporary files for the next run."""
    made_by = Path(__file__).with_name("corpus.py").read_bytes()
    made_by += b"".join(path.read_bytes() for path in sorted((ROOT / "workbench/store/migrations").rglob("*.py")))
    folder = Path(tempfile.gettempdir(), f"workbench-bench-{sha256(made_by).hexdigest()[:12]}")
    path = folder / f"{DOCUMENTS}.db"
    if not path.exists():
        folder.mkdir(exist_ok=True)
        fresh = folder / f"{os.getpid()}.db"
        took = cost(sys.executable, __file__, "build", str(fresh), str(DOCUMENTS))
        fresh.rename(path)
        print(f"{DOCUMENTS:,} documents generated in {took.wall:.0f} s")
    return path


def build(path: Path, documents: int) -> None:
    """Generate the project, in a process of its own."""
    use_checkout()
    import corpus

    corpus.build(path, documents)


def everybodys_path(database: Path, out: Path) -> None:
    """What a script of one page does: rows from SQLite, one DocBin a part, spans that do not fit left out."""
    import sqlite3
    from collections import Counter, defaultdict

    import spacy
    from spacy.tokens import DocBin
    from spacy.util import filter_spans

    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    spans = defaultdict(list)
    rows = (
        'SELECT l.document_id, s.start, s."end", s.label, s.n FROM span s JOIN layer l ON l.id = s.layer_id '
        "ORDER BY s.layer_id, s.n"
    )
    for document, start, end, label, n in connection.execute(rows):
        spans[document].append((start, end, label.upper(), f"s{n}"))
    nlp = spacy.blank("en")
    bins, counts = {part: DocBin() for part in ("train", "dev", "test")}, Counter[str]()
    for k, (document, text) in enumerate(connection.execute("SELECT document_id, body FROM document_text")):
        doc = nlp.make_doc(text)
        found = [doc.char_span(start, end, label, span_id=id) for start, end, label, id in spans[document]]
        kept = [span for span in found if span is not None]
        doc.ents = filter_spans(kept)
        doc.spans["sc"] = kept
        counts.update(documents=1, tokens=len(doc), ents=len(doc.ents), spans=len(kept))
        bins["dev" if k % 10 == 8 else "test" if k % 10 == 9 else "train"].add(doc)
    for part, made in bins.items():
        made.to_disk(out / f"{part}.spacy")
    (out / "counts.json").write_text(json.dumps(counts), encoding="utf-8")


def main() -> int:
    """Generate, measure, report; returns 1 where an aim is missed (start-up, a fixed cost, hides both when quick)."""
    # An installed workbench is compiled, as the peer's libraries are.
    cost(sys.executable, "-m", "compileall", "-q", str(ROOT / "workbench"))
    with tempfile.TemporaryDirectory() as folder:
        database, out = Path(folder, "project.db"), Path(folder, "ours")
        shutil.copyfile(project(), database)
        first, ours = (cost(*_export(database, place)) for place in (Path(folder, "first"), out))
        peer = cost(sys.executable, __file__, "peer", str(database), folder)
        files, tokens = len(list(out.rglob("*.spacy"))), _agreed(out, Path(folder))["tokens"]
        _tell("first export, divides too", first, tokens, _size(out.rglob("*.spacy")))
        _tell("export, divided before", ours, tokens, _size(out.rglob("*.spacy")))
        _tell("everybody's path", peer, tokens, _size(Path(folder).glob("*.spacy")))
    figure, memory = f"tokens/s of an export of {DOCUMENTS:,} documents", peer.memory / ours.memory
    more = {"memory_mb": round(ours.memory), "peer_memory_mb": round(peer.memory), "memory_ratio": round(memory, 2)}
    more |= {"first": round(tokens / first.cpu), "tokens": tokens, "files": files}
    last_line(figure, tokens / ours.cpu, tokens / peer.cpu, aim=AIM, memory_aim=MEMORY_AIM, **more)
    return int(not QUICK and (peer.cpu / ours.cpu < AIM or memory < MEMORY_AIM))


def _export(database: Path, out: Path) -> tuple[str, ...]:
    return sys.executable, "-m", "workbench", "export", "spacy", str(out), "--db", str(database), "--as", "bench"


def _tell(name: str, took: Cost, tokens: int, size: float) -> None:
    seconds = f"{took.cpu:6.2f} s CPU, {took.wall:6.2f} s wall, {tokens / took.cpu:10,.0f} tokens/s"
    print(f"{name:<27}{seconds}, {took.memory:6,.0f} MB of memory, {size:6.1f} MB written")


def _size(paths: Iterable[Path]) -> float:
    return sum(path.stat().st_size for path in paths) / 1e6


def _agreed(ours: Path, peers: Path) -> dict[str, int]:
    """What both wrote, in numbers: a figure would mean nothing if one of them had written less."""
    parts = json.loads((ours / "manifest.json").read_text(encoding="utf-8"))["counts"].values()
    theirs: dict[str, int] = json.loads((peers / "counts.json").read_text(encoding="utf-8"))
    if (written := {what: sum(part[what] for part in parts) for what in theirs}) != theirs:
        raise SystemExit(f"they did not write the same: {written}, {theirs}")
    return theirs


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        build(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1:2] == ["peer"]:
        everybodys_path(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())

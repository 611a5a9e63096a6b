"""How long the annotate screen takes from a key to its finished frame, and the program from its start to a page.

    benchmarks/screen.py [--quick]

Everything is measured on a real pty of 120 by 40 with the whole screen mounted: a key is written, and the clock stops
at the end of the first frame, and again at the last byte before silence. The same keys are timed on a small document,
and the cursor key on Textual's TextArea with the same large text, turn by turn in the same run.
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from measure import QUICK, ROOT, WORDS, last_line, quantile, row, use_checkout

LARGE, SMALL = 200_000, 600
EVERY = 10
"""A span stands on every so manieth token."""
PRESSES = 40 if QUICK else 200
STARTS = 3 if QUICK else 9
SILENCE = 0.04
"""Seconds without a byte after which nothing more is expected of a key."""
RIGHT, LEFT, DOWN, PAGE_DOWN = b"\x1b[C", b"\x1b[D", b"\x1b[B", b"\x1b[6~"
FRAME = b"\x1b[?2026l"
TEXT_AREA = """
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import TextArea

class Peer(App):
    def compose(self):
        area = TextArea(Path(sys.argv[1]).read_text(encoding="utf-8"), read_only=True)
        area.cursor_blink = False
        yield area

Peer().run()
"""


@dataclass
class Presses:
    """Milliseconds to the end of the first frame, and to the last byte before silence."""

    frame: list[float] = field(default_factory=list)
    quiet: list[float] = field(default_factory=list)


class Screen:
    """A program on a pty whose output is timed and thrown away."""

    def __init__(self, *words: str, env: dict[str, str]) -> None:
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
                os.execvpe(words[0], words, env)
            finally:
                os._exit(127)

    def read(self, seconds: float) -> bytes:
        """What comes within so long; nothing where nothing does."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return b""
        data = os.read(self.fd, 1 << 16)
        if b"\x1b[?2026$p" in data:
            os.write(self.fd, b"\x1b[?2026;2$y")
        return data

    def until(self, wanted: bytes, seconds: float = 60) -> float:
        """Seconds from the start until these bytes have come and the frame they came in is finished.

        Raises:
            SystemExit: where they don't come.
        """
        seen, end = b"", time.perf_counter() + seconds
        while wanted not in seen or FRAME not in seen[seen.index(wanted) :]:
            if time.perf_counter() > end:
                raise SystemExit(f"{wanted!r} was not painted in {seconds} s")
            seen = seen[-100_000:] + self.read(0.5)
        return time.perf_counter() - self.begun

    def settle(self, seconds: float = 0.5) -> None:
        """Wait for silence, but not for ever."""
        end = time.perf_counter() + 30
        while self.read(seconds) and time.perf_counter() < end:
            pass

    def press(self, key: bytes, into: Presses | None = None) -> None:
        """Send a key, and time what it paints."""
        begin = last = time.perf_counter()
        os.write(self.fd, key)
        first = 0.0
        data = self.read(1.0)
        while data and last < begin + 5:
            last = time.perf_counter()
            if not first and FRAME in data:
                first = last
            data = self.read(SILENCE)
        if into is not None and first:
            into.frame.append((first - begin) * 1000)
            into.quiet.append((last - begin) * 1000)

    def imported(self, package: str) -> bool:
        """Whether the process has a compiled part of a package loaded; False where this system can't tell."""
        maps = Path(f"/proc/{self.pid}/maps")
        return maps.exists() and f"/{package}/" in maps.read_text()

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.close(self.fd)
        os.waitpid(self.pid, 0)


@contextmanager
def running(*words: str, env: dict[str, str]) -> Iterator[Screen]:
    """A program that is ended however the measuring ends."""
    screen = Screen(*words, env=env)
    try:
        yield screen
    finally:
        screen.close()


# -- what is measured ----------------------------------------------------------


def written(tokens: int) -> str:
    """A text of so many words in paragraphs; its first word is known."""
    chance = random.Random(tokens)
    words = ["Beginning", *chance.choices(WORDS, k=tokens - 1)]
    return "\n\n".join(" ".join(words[i : i + 120]) + "." for i in range(0, tokens, 120))


def project(path: Path, tokens: int) -> dict[str, str]:
    """A project of one document with a span on every tenth token; returns the environment that opens it."""
    use_checkout()
    import regex

    from workbench.core.edit import SPAN, Edit, Operation, on
    from workbench.core.ids import document_id
    from workbench.core.json import sha256
    from workbench.core.tokens import encode
    from workbench.formats import schema_yaml
    from workbench.store import annotators, documents, layers, schemas
    from workbench.store.commit import commit
    from workbench.store.database import Database

    text = written(tokens)
    found = list(regex.finditer(r"(\w+|.)( ?)", text, regex.DOTALL))
    packed, wide = encode((len(m[1]), bool(m[2])) for m in found)
    new = documents.NewDocument(
        document_id("bench", str(tokens), sha256(text)), "benchmark", text, "en", packed, wide, len(found), "bench",
        title="Benchmark page",
    )  # fmt: skip
    with Database.create(str(path)) as database:
        me = annotators.ensure(database, "bench")
        schema = schema_yaml.read((ROOT / "schemas" / "security-policy.yaml").read_text("utf-8"))
        schemas.apply(database, schema, me.id)
        with database.writing() as connection:
            documents.add_documents(connection, [new], me.id)
        layer = layers.open_layer(database, new.id, me.id)
        words = [m.span(1) for m in regex.finditer(r"(\w+)", text)][::EVERY]
        labels = list(schema.offered)
        edits = [
            Edit(SPAN, n, None, {"label": labels[n % len(labels)], "at": [list(at)]}) for n, at in enumerate(words, 1)
        ]
        commit(database, Operation(me.id, "bulk", on(layer.id, edits)), {layer.id: 0})
    path.with_suffix(".txt").write_text(text, encoding="utf-8")
    return environment(path)


def environment(path: Path) -> dict[str, str]:
    """What the programs run with: a capable terminal, and no settings of whoever measures."""
    home = {f"XDG_{name}_HOME": str(path.parent / "home") for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TEXTUAL", "COLUMNS", "LINES")}
    own = {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "WORKBENCH_DB": str(path),
        "WORKBENCH_ANNOTATOR": "bench",
    }
    return {**kept, **home, **own, "PYTHONPATH": str(ROOT)}


WORKBENCH = (sys.executable, "-m", "workbench")


def starts(env: dict[str, str]) -> tuple[dict[str, list[float]], bool]:
    """Milliseconds from the start to the first frame, row and page, and whether spaCy came along."""
    found: dict[str, list[float]] = {"first frame": [], "first library rows": [], "first painted document": []}
    spacy = False
    for k in range(STARTS + 1):
        with running(*WORKBENCH, env=env) as screen:
            frame = screen.until(FRAME)
            rows = screen.until(b"Benchmark page")
            os.write(screen.fd, b"\r")
            page = screen.until(b"Beginning")
            screen.settle()
            spacy = spacy or screen.imported("spacy")
        if k:  # The first start fills the caches of the disk.
            for name, value in zip(found, (frame, rows, page), strict=True):
                found[name].append(value * 1000)
    return found, spacy


@contextmanager
def page(env: dict[str, str]) -> Iterator[Screen]:
    """The annotate screen of the one document, at rest."""
    with running(*WORKBENCH, env=env) as screen:
        screen.until(b"Benchmark page")
        os.write(screen.fd, b"\r")
        screen.until(b"Beginning")
        screen.settle(1.0)
        yield screen


def cursor(screen: Screen, presses: int, into: Presses) -> None:
    """Move about inside the screen, where nothing scrolls."""
    for k in range(presses):
        screen.press(RIGHT if k % 20 < 10 else LEFT, into)


def scroll(screen: Screen, presses: int, into: Presses) -> None:
    """Go down line by line from the bottom of the screen, so that every key scrolls."""
    for _ in range(20):
        screen.press(DOWN)
    for _ in range(presses):
        screen.press(DOWN, into)


def add_spans(screen: Screen, presses: int, into: Presses) -> None:
    """Label one word after another; the second key of the label is timed."""
    for _ in range(presses):
        screen.press(RIGHT)
        screen.press(RIGHT)
        screen.press(b"1")
        screen.press(b"g", into)


def measure(large: dict[str, str], small: dict[str, str]) -> dict[str, Presses]:
    """All the keys, turn by turn on both documents and the peer, so that a busy moment hits all alike."""
    found = {f"{key}, {n:,} tokens": Presses() for n in (LARGE, SMALL) for key in ("cursor", "scroll", "add a span")}
    found["cursor, TextArea"] = Presses()
    peer = (sys.executable, "-c", TEXT_AREA, str(Path(large["WORKBENCH_DB"]).with_suffix(".txt")))
    with page(large) as big, page(small) as little, running(*peer, env=large) as area:
        area.until(b"eginning")  # Its cursor stands on the first letter.
        area.settle(1.0)
        for _ in range(4):
            for screen, n in ((big, LARGE), (little, SMALL)):
                cursor(screen, PRESSES // 4, found[f"cursor, {n:,} tokens"])
            cursor(area, PRESSES // 4, found["cursor, TextArea"])
        for screen, n in ((big, LARGE), (little, SMALL)):
            add_spans(screen, min(PRESSES // 2, 60), found[f"add a span, {n:,} tokens"])
        for screen, n in ((big, LARGE), (little, SMALL)):
            scroll(screen, PRESSES // 2 if n == LARGE else 6, found[f"scroll, {n:,} tokens"])
    return found


AIMS = {"cursor": "10 ms", "scroll": "25 ms", "add a span": "25 ms"}
START_AIMS = {"first frame": 350, "first library rows": 700, "first painted document": 900}


def main() -> int:
    """Generate, measure, report."""
    with tempfile.TemporaryDirectory() as folder:
        large = project(Path(folder) / "large.db", LARGE)
        small = project(Path(folder) / "small.db", SMALL)
        begun, spacy = starts(small)
        for name, values in begun.items():
            print(row(f"start → {name}", values, f"{START_AIMS[name]} ms"))
        print(f"spaCy imported: {'yes' if spacy else 'no'}")
        found = measure(large, small)
    for name, presses in found.items():
        if presses.frame:
            print(row(f"{name}: to the first frame", presses.frame, AIMS.get(name.partition(",")[0], "")))
            print(row(f"{name}: until silence", presses.quiet))
    report(found, begun, spacy)
    return 0


def report(found: dict[str, Presses], begun: dict[str, list[float]], spacy: bool) -> None:
    """The last line: the cursor key against TextArea's, with everything else beside it."""

    def of(name: str, q: float) -> float:
        values: Sequence[float] = found[name].frame
        return round(quantile(values, q), 2) if values else 0.0

    big, little, area = f"cursor, {LARGE:,} tokens", f"cursor, {SMALL:,} tokens", "cursor, TextArea"
    more = {
        f"{key.replace(' ', '_')}_p95_ms": of(f"{key}, {LARGE:,} tokens", 0.95)
        for key in ("cursor", "scroll", "add a span")
    }
    last_line(
        f"cursor key to finished frame, {LARGE:,} tokens, p95 ms", of(big, 0.95), of(area, 0.95), aim=10, **more,
        times_faster_than_text_area_p50=round(of(area, 0.5) / max(0.01, of(big, 0.5)), 2),
        times_small_document_p50=round(of(big, 0.5) / max(0.01, of(little, 0.5)), 2),
        **{f"start_{name.replace(' ', '_')}_ms": round(quantile(values, 0.5)) for name, values in begun.items()},
        spacy_imported=spacy,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())

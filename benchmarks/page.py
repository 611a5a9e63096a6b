"""Milliseconds from a key to the finished frame on a pseudo-terminal, against a TextArea of the same text.

    benchmarks/page.py [--quick]

A large document (200,077 tokens, 20,000 spans, 2,000 relations) and one of 600 tokens are shown at 120×40. The script
plays the terminal: it says that it knows synchronized updates, so every frame ends in a mark, and takes the time from
writing a key to reading the last mark before the terminal falls silent.
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import pty
import random
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from array import array
from pathlib import Path
from uuid import UUID

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import TextArea

from workbench.core.edit import SPAN, Edit
from workbench.core.layer import Layer
from workbench.core.relation import Relation
from workbench.core.schema import Group, Label, RelationLabel, Schema
from workbench.core.span import Span
from workbench.core.tokens import Tokens
from workbench.tui.widgets.page import Page

LARGE, SMALL = 200_077, 600
COLUMNS, LINES = 120, 40
AIMS = {"cursor": 10.0, "scroll": 25.0, "page": 25.0, "add span": 25.0}
KEYS = {"cursor": b"l", "scroll": b"s", "page": b"\x1b[6~", "add span": b"a"}
ASKED, ANSWER, FRAME_END = b"\x1b[?2026$p", b"\x1b[?2026;1$y", b"\x1b[?2026l"
SILENCE = 0.06
"""Seconds without output after which a frame counts as the last."""
WORDS = (
    "the of and to in a that for it as was with be by on not at from or had an they one were all there would been has "
    "when who will more if out so council directive minister regulation border treaty committee sanction parliament "
    "naïve café “quoted” member’s 東京都"
)


# -- the child: an app that shows the document ---------------------------------


def synthetic(tokens: int) -> tuple[str, array[int], array[int]]:
    """A text of exactly this many tokens in paragraphs, with the offsets of its tokens."""
    chance = random.Random(7)
    words = WORDS.split()
    parts: list[str] = []
    starts, ends = array("I"), array("I")
    at = left = 0
    while len(starts) < tokens:
        glue = " "
        if left == 0:
            left = chance.randint(40, 160)
            glue = "\n\n" if parts else ""
        left -= 1
        word, glue = (".", "") if left == 0 else (chance.choice(words), glue)
        parts += (glue, word)
        starts.append(at + len(glue))
        at = starts[-1] + len(word)
        ends.append(at)
    return "".join(parts), starts, ends


def annotated(text: str, starts: array[int], ends: array[int]) -> tuple[Layer, Schema]:
    """A span for every ten tokens, and a relation for every ten spans."""
    chance = random.Random(3)
    schema = Schema(
        name="benchmark",
        groups={"G": Group()},
        labels={f"LABEL{n}": Label(group="G", code=f"L{n}") for n in range(12)},
        relations={"related_to": RelationLabel(head=("G",), tail=("G",))},
    )
    spans, relations = {}, {}
    for n in range(1, len(starts) // 10 + 1):
        length = min(12, 1 + int(chance.expovariate(0.5)))
        first = chance.randrange(len(starts) - length)
        spans[n] = Span(n, chance.choice(schema.offered), ((starts[first], ends[first + length - 1]),))
    for n in range(len(spans) + 1, len(spans) + len(spans) // 10):
        relations[n] = Relation(n, "related_to", n - len(spans), n - len(spans) + 1)
    ids = UUID(int=1), UUID(int=2), UUID(int=3)
    layer = Layer(ids[0], ids[1], len(text), ids[2], next_n=10**6, spans=spans, relations=relations)
    return layer, schema


class Tuned(App[None]):
    """An app that keeps the collector off its document, as the workbench does."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, tokens: int) -> None:
        super().__init__()
        self.text, self.starts, self.ends = synthetic(tokens)

    def on_ready(self) -> None:
        """Leave what is there to itself."""
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 50, 100)


class Peer(Tuned):
    """Textual's own editor, read only."""

    BINDINGS = [Binding("l", "go", priority=True), Binding("s", "down", priority=True)]

    def compose(self) -> ComposeResult:
        """The editor alone."""
        area = TextArea(self.text, read_only=True, soft_wrap=True)
        area.cursor_blink = False
        yield area

    def action_go(self) -> None:
        """One character on."""
        self.query_one(TextArea).action_cursor_right()

    def action_down(self) -> None:
        """One line on."""
        self.query_one(TextArea).action_cursor_down()


class Shown(Tuned):
    """The page alone."""

    BINDINGS = [("l", "go"), ("s", "scroll"), ("pagedown", "page"), ("a", "add")]

    def __init__(self, tokens: int) -> None:
        super().__init__(tokens)
        self.layer, self.schema = annotated(self.text, self.starts, self.ends)

    def compose(self) -> ComposeResult:
        """The page."""
        yield Page()

    def on_mount(self) -> None:
        """Open the document."""
        self.page = self.query_one(Page)
        self.page.load(self.text, Tokens(self.starts, self.ends), self.layer, self.schema)

    def action_go(self) -> None:
        """One token on."""
        self.page.move_right()

    def action_scroll(self) -> None:
        """One line on."""
        self.page.scroll_lines(1)

    def action_page(self) -> None:
        """One screen on."""
        self.page.move_pages(1)

    def action_add(self) -> None:
        """A span on the token at the cursor."""
        labels = self.schema.offered
        span = Span(self.layer.next_n, labels[self.layer.next_n % len(labels)], (self.page.current_range(),))
        self.layer.apply([Edit(SPAN, span.n, None, span.to_json())])
        self.page.refresh_spans(span)


# -- the parent: a terminal with a watch ------------------------------------------


class Terminal:
    """A pseudo-terminal with an app in it."""

    def __init__(self, kind: str, count: int) -> None:
        self.fd, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
        command = [sys.executable, str(Path(__file__).resolve()), "--app", kind, str(count)]
        self.process = subprocess.Popen(
            command, stdin=inner, stdout=inner, stderr=inner, env=env, start_new_session=True
        )
        os.close(inner)
        self.settle(None, patience=30.0)
        self.settle(None)

    def settle(self, since: float | None, patience: float = 2.0) -> float | None:
        """Read until silence; the milliseconds from ``since`` to the end of the last frame."""
        last, tail, wait = None, b"", patience
        while select.select([self.fd], [], [], wait)[0]:
            data = os.read(self.fd, 1 << 16)
            now = time.perf_counter()
            seen = tail + data
            if ASKED in seen and ASKED not in tail:
                os.write(self.fd, ANSWER)
            if FRAME_END in seen[max(0, len(tail) - len(FRAME_END) + 1) :]:
                last = now
                wait = SILENCE
            tail = seen[-32:]
        return None if since is None or last is None else (last - since) * 1000

    def press(self, key: bytes) -> float | None:
        """Milliseconds from a key to its finished frame; None where nothing was painted."""
        time.sleep(random.random() * 0.02)
        since = time.perf_counter()
        os.write(self.fd, key)
        return self.settle(since)

    def close(self) -> None:
        """End the app."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.fd)


def measure(kind: str, count: int, names: list[str], runs: int) -> dict[str, tuple[float, float]]:
    """The median and 95th percentile of each key."""
    terminal = Terminal(kind, count)
    found: dict[str, tuple[float, float]] = {}
    try:
        for name in names:
            times = []
            for _ in range(runs):
                if name == "add span":
                    terminal.press(KEYS["cursor"])
                taken = terminal.press(KEYS[name])
                if taken is not None:
                    times.append(taken)
            times.sort()
            found[name] = times[len(times) // 2], times[int(len(times) * 0.95)]
    finally:
        terminal.close()
    return found


def main() -> int:
    """Measure, print a table and the report; returns 1 where an aim is missed."""
    if sys.argv[1:2] == ["--app"]:
        {"page": Shown, "peer": Peer}[sys.argv[2]](int(sys.argv[3])).run()
        return 0
    runs = 25 if "--quick" in sys.argv else 100
    names = list(KEYS)
    large = measure("page", LARGE, names, runs)
    small = measure("page", SMALL, ["cursor", "add span"], runs)
    peer = measure("peer", LARGE, ["cursor", "scroll"], runs)
    for title, figures in ((f"page, {LARGE:,} tokens", large), (f"page, {SMALL} tokens", small), ("TextArea", peer)):
        for name, (middle, tail) in figures.items():
            aim = f"  aim p95 {AIMS[name]:g}" if figures is large else ""
            print(f"{title:24} {name:9} p50 {middle:6.1f} ms  p95 {tail:6.1f} ms{aim}")
    value, other = large["cursor"][1], peer["cursor"][1]
    report = {
        "figure": f"cursor key to finished frame, p95 ms, {LARGE:,} tokens",
        "value": round(value, 2),
        "peer": round(other, 2),
        "ratio": round(value / other, 3),
        "p95": {name: round(tail, 2) for name, (_, tail) in large.items()},
        "p50": {name: round(middle, 2) for name, (middle, _) in large.items()},
        "small": {name: [round(t, 2) for t in pair] for name, pair in small.items()},
        "aims": AIMS,
    }
    print(json.dumps(report))
    return int(any(large[name][1] > AIMS[name] for name in names))


if __name__ == "__main__":
    sys.exit(main())

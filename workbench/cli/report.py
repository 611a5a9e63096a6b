"""How commands speak: results to stdout, words and progress to stderr, never a raw character of a document."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Protocol

from workbench.core.display import BIDI, safe_line
from workbench.core.fault import Fault
from workbench.core.json import Json

_RAW = re.compile(f"[\x7f-\x9f\u2028\u2029\ud800-\udfff{BIDI}]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
GAP = "  "


def say(words: str) -> None:
    """One line to the person at the terminal, beside the result."""
    sys.stderr.write(safe_line(words) + "\n")


def out(text: str) -> None:
    """Lines of the result that are safe to show already."""
    sys.stdout.write(text + "\n")


def line(text: str) -> None:
    """One line of the result, made safe to show."""
    out(safe_line(text))


def count(n: int, noun: str, plural: str = "") -> str:
    """A number and its noun: ``no spans``, ``1 span``, ``1,200 spans``."""
    return f"1 {noun}" if n == 1 else f"{f'{n:,}' if n else 'no'} {plural or noun + 's'}"


def as_json(value: Json) -> None:
    """A result as JSON, readable and stable; what a terminal might obey is written as an escape."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    out(_RAW.sub(lambda match: f"\\u{ord(match.group()):04x}", text))


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A result as CSV with a head line, in which no cell can act as a spreadsheet formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    sys.stdout.write(buffer.getvalue())


def as_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A result in plain columns; numbers stand to the right, and a terminal's width is kept."""
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    body = [[_plain(value) for value in row] for row in rows]
    numeric = [bool(body) and all(isinstance(row[i], int | float | None) for row in body) for i in range(len(columns))]
    lines = [list(columns), *(["" if value is None else safe_line(str(value)) for value in row] for row in body)]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(columns))]
    for line in lines:
        cells = [_pad(cell, width, right) for cell, width, right in zip(line, widths, numeric, strict=True)]
        out(_cut(GAP.join(cells).rstrip(), room))


def in_form(records: Sequence[Mapping[str, Any]], columns: Sequence[str], *, json: bool, csv: bool) -> None:
    """Records in the form that was asked for: whole as JSON, the named columns as CSV or a table.

    Raises:
        Fault: where both forms are asked for.
    """
    if json and csv:
        raise Fault("--json and --csv exclude each other")
    if json:
        as_json([dict(record) for record in records])
        return
    rows = [[record[column] for column in columns] for record in records]
    (as_csv if csv else as_table)(columns, rows)


def agreed(question: str, yes: bool) -> None:
    """Go on only where a person at a terminal agrees or ``--yes`` was given.

    Raises:
        Fault: where nobody agreed.
    """
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Fault("This would change much, and nobody is here to ask", "Add --yes to do it")
    sys.stderr.write(f"{safe_line(question)} [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise Fault("Nothing was changed")


class Advance(Protocol):
    """Says that some of the work is done."""

    def __call__(self, n: int = 1) -> None:
        """Count ``n`` more steps."""


@contextmanager
def progress(words: str, total: int | None = None, after: float = 1.0) -> Iterator[Advance]:
    """A bar on stderr for work that takes more than ``after`` seconds, where stderr is a terminal."""
    bar = _Bar(words, total, after)
    try:
        yield bar
    finally:
        bar.close()


@contextmanager
def steps(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how much is done, and of how much; it starts when it is first told."""
    with ExitStack() as stack:
        bars: list[Advance] = []
        stood = 0

        def advance(done: int, all_: int) -> None:
            nonlocal stood
            if not bars:
                bars.append(stack.enter_context(progress(words, all_)))
            bars[0](done - stood)
            stood = done

        yield advance


class _Bar:
    """The bar behind :func:`progress`; rich is imported only once there is something to draw."""

    def __init__(self, words: str, total: int | None, after: float) -> None:
        self._words, self._total, self._done = words, total, 0
        self._due = time.monotonic() + after if sys.stderr.isatty() else None
        self._shown: Any = None
        self._task: Any = None

    def __call__(self, n: int = 1) -> None:
        self._done += n
        if self._shown is not None:
            self._shown.update(self._task, completed=self._done)
        elif self._due is not None and time.monotonic() >= self._due:
            self._open()

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._shown = Progress(console=Console(stderr=True, markup=False), transient=True)
        self._task = self._shown.add_task(self._words, total=self._total, completed=self._done)
        self._shown.start()

    def close(self) -> None:
        if self._shown is not None:
            self._shown.stop()


def _plain(value: object) -> object:
    """A value as a table says it: truth in words, numbers as they are."""
    return ("no", "yes")[value] if isinstance(value, bool) else value


def _cell(value: object) -> object:
    """A CSV cell: text made safe to show, and quoted by an apostrophe where a spreadsheet would run it."""
    if value is None or isinstance(value, int | float):
        return value
    text = safe_line(str(value))
    return "'" + text if text.startswith(_FORMULA) else text


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _cut(text: str, room: int | None) -> str:
    """A line cut to the room there is, in cells; whole where that is None."""
    if room is None or _width(text) <= room:
        return text
    from rich.cells import set_cell_size

    return set_cell_size(text, room - 1) + "…"


def _pad(text: str, width: int, right: bool) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if right else text + blanks

"""A terminal for tests: the real program in a real pty, its screen as a person sees it, its bytes as they came.

Nothing here sleeps and hopes: every wait is for something on the screen, for the end of the program, or for silence.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType

import pyte

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds that a wait may take on a busy machine."""

KEYS = {
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "backspace": "\x7f", "delete": "\x1b[3~", "space": " ",
    "escape": "\x1b[27u", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H",
    "end": "\x1b[F", "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "shift+up": "\x1b[1;2A", "shift+down": "\x1b[1;2B",
    "shift+right": "\x1b[1;2C", "shift+left": "\x1b[1;2D", "f1": "\x1bOP", "f2": "\x1bOQ", "f9": "\x1b[20~",
    "f10": "\x1b[21~",
} | {f"ctrl+{c}": chr(ord(c) & 0x1F) for c in "abcdefghijklmnopqrstuvwxyz"}  # fmt: skip
"""What a terminal sends. Escape goes as terminals with the Kitty protocol send it, because a bare one needs a pause."""

SYNC_QUERY, SYNC_ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
SYNC_START, SYNC_END = b"\x1b[?2026h", b"\x1b[?2026l"
"""Synchronized output: what the program asks, what a capable terminal says, and the two ends of a frame."""
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*[A-Za-z]")
_UNFINISHED = re.compile(rb"\x1b(\[[<>=?0-9;]*)?$")


class Gone(AssertionError):
    """The program ended while something was still awaited."""


class Terminal:
    """One program in one pty.

    ``raw`` is every byte it wrote; ``screen`` what they came to; ``code`` its exit code (negative: the signal that
    ended it), None while it runs.
    """

    def __init__(
        self, *arguments: str, size: tuple[int, int] = (120, 40), env: Mapping[str, str] | None = None,
        command: Iterable[str] = (sys.executable, "-m", "workbench"), cwd: Path | None = None,
    ) -> None:  # fmt: skip
        columns, rows = size
        self.raw = bytearray()
        self.code: int | None = None
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        words = [*command, *arguments]
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            _become(words, size, dict(env or {}), cwd)
        self._size(columns, rows)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            sys.stderr.write(f"--- the terminal at the time ---\n{self.text}\n--------------------------------\n")
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            self.ended()
        self._close()

    # -- what is on it ---------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """The screen's lines; pyte's own ``display`` fails where half of a wide character was overwritten."""
        columns = range(self.screen.columns)
        return ["".join(self.screen.buffer[y][x].data for x in columns) for y in range(self.screen.lines)]

    @property
    def text(self) -> str:
        """The whole screen, lines joined, blanks at their ends left out."""
        return "\n".join(line.rstrip() for line in self.lines)

    def find(self, words: str) -> tuple[int, int]:
        """Where words first stand on the screen: column and row, from 0.

        Raises:
            AssertionError: where they don't.
        """
        for y, line in enumerate(self._cells()):
            x = line.find(words)
            if x >= 0:
                return x, y
        raise AssertionError(f"{words!r} is not on the screen")

    def at(self, x: int, y: int, length: int = 1) -> str:
        """What stands in so many cells."""
        return self._cells()[y][x : x + length]

    def _cells(self) -> list[str]:
        """The lines cell for cell: the second half of a wide character is a blank."""
        columns = self.screen.columns
        return [
            "".join((self.screen.buffer[y][x].data or " ")[0] for x in range(columns)) for y in range(self.screen.lines)
        ]

    # -- what is done to it ----------------------------------------------------

    def press(self, *keys: str) -> None:
        """Send keys by name, or characters as they are."""
        self.type("".join(KEYS.get(key, key) for key in keys))

    def type(self, text: str) -> None:
        """Send text as fast as the line takes it."""
        self.send(text.encode())

    def paste(self, text: str) -> None:
        """Send text as a bracketed paste."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def send(self, data: bytes) -> None:
        """Send bytes, reading what comes meanwhile so that neither side waits for the other."""
        while data:
            readable, writable, _ = select.select([self._fd], [self._fd], [], PATIENCE)
            assert readable or writable, "the program takes no input"
            if readable and not self._read():
                raise Gone(self._ending())
            if writable:
                data = data[os.write(self._fd, data[:1024]) :]

    def resize(self, columns: int, rows: int) -> None:
        """Change the size; the kernel tells the program."""
        self.screen.resize(rows, columns)
        self._size(columns, rows)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End the program without warning, and wait until it is gone."""
        self.signal(signal.SIGKILL)
        self.ended()

    def hang_up(self) -> None:
        """Drop the line, as a lost connection does: the kernel sends SIGHUP and every write fails from then on."""
        self._close()

    # -- waiting ---------------------------------------------------------------

    def wait(self, wanted: str | Callable[[], object], patience: float = PATIENCE) -> None:
        """Wait until words are on the screen or a condition holds.

        Raises:
            Gone: where the program ends first.
            AssertionError: where it takes too long.
        """
        holds = (lambda: wanted in self.text) if isinstance(wanted, str) else wanted
        end = time.monotonic() + patience
        while not (self._whole() and holds()):
            left = end - time.monotonic()
            what = repr(wanted) if isinstance(wanted, str) else "what was awaited"
            assert left > 0, f"{what} did not come in {patience} s:\n{self.text}"
            if not self._pump(min(left, 0.25)):
                if holds():
                    return
                raise Gone(self._ending())

    def absent(self, words: str, patience: float = PATIENCE) -> None:
        """Wait until words have gone from the screen."""
        self.wait(lambda: words not in self.text, patience)

    def quiet(self, seconds: float = 0.3, patience: float = PATIENCE) -> None:
        """Wait until nothing was written for a while; for keys after which nothing is known to come."""
        end = time.monotonic() + patience
        before = -1
        while before != len(self.raw) and time.monotonic() < end:
            before = len(self.raw)
            if not self._pump(seconds):
                return

    def ended(self, patience: float = PATIENCE) -> int:
        """Wait for the end of the program; returns its exit code."""
        end = time.monotonic() + patience
        while self.code is None:
            assert time.monotonic() < end, f"the program did not end in {patience} s:\n{self.text}"
            if self._fd >= 0 and self._pump(0.05):
                continue
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
            else:
                time.sleep(0.005)
        return self.code

    # -- inside ----------------------------------------------------------------

    def _whole(self) -> bool:
        """Whether the screen shows a finished frame, as a terminal with synchronized output would."""
        return self.raw.rfind(SYNC_END) >= self.raw.rfind(SYNC_START)

    def _pump(self, seconds: float) -> bool:
        """Read what comes within so long; returns False once the program has closed its side."""
        if self._fd < 0:
            return False
        readable, _, _ = select.select([self._fd], [], [], seconds)
        return self._read() if readable else True

    def _read(self) -> bool:
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False
        if not data:
            return False
        if SYNC_QUERY in data:
            os.write(self._fd, SYNC_ANSWER)
        self.raw += data
        data = _UNKNOWN_TO_PYTE.sub(b"", self._held + data)
        cut = _UNFINISHED.search(data)
        self._held = b"" if cut is None else data[cut.start() :]
        self._stream.feed(data[: len(data) - len(self._held)])
        return True

    def _ending(self) -> str:
        return f"the program ended with {self.ended()}:\n{self.text}"

    def _size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def _become(words: list[str], size: tuple[int, int], env: dict[str, str], cwd: Path | None) -> None:
    """In the child: set the size before anything asks for it, and become the program."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        if cwd is not None:
            os.chdir(cwd)
        os.execvpe(words[0], words, environment(env))
    finally:
        os._exit(127)


def environment(own: Mapping[str, str]) -> dict[str, str]:
    """What the program is started with: a capable terminal, no settings of the machine's, and one's own on top."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LINES", "WORKBENCH_CONFIG")}
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return (
        kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "PYTHONPATH": path} | dict(own)
    )

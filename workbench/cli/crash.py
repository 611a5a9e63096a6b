"""Crash files: where a fault of the program went wrong, without a word of any document."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from workbench import __version__


def told(error: BaseException) -> str:
    """Write the crash file of an exception; returns the sentence that names it."""
    kind = type(error).__name__
    try:
        path = write(error)
    except OSError:
        return f"This is a fault of the program ({kind}), and no crash file could be written. Saved work is safe"
    return f"This is a fault of the program ({kind}). Saved work is safe; please report it with {path}"


def write(error: BaseException) -> Path:
    """Write where an exception came from to a file that only its owner can read; returns the path.

    Raises:
        OSError: where no folder takes the file.
    """
    folder = _folder()
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    descriptor, name = tempfile.mkstemp(prefix=f"crash-{stamp}-", suffix=".txt", dir=folder)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:  # mkstemp made it 0600
        file.write(f"workbench {__version__}, Python {platform.python_version()}, {platform.system()}\n\n")
        file.write("\n".join(lines(error)) + "\n")
    return Path(name)


def lines(error: BaseException) -> list[str]:
    """The chain of exceptions as types and places in the code.

    Messages and local values are left out, because they may hold the text of a document.
    """
    out: list[str] = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        out.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        out += [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return out


def _short(filename: str) -> str:
    """A code file's path from its package on, which says enough and names no user."""
    parts = Path(filename).parts
    for root in ("site-packages", "workbench"):
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at + (root == "site-packages") :])
    return parts[-1] if parts else filename


def _folder() -> Path:
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    folder = Path(state) / "workbench"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir())
    return folder

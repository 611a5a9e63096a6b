"""Outside: a module of ours run in a process of its own, because spaCy is heavy; it says a line of JSON at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from workbench.core.fault import Fault


def told(
    module: str, arguments: Sequence[str], *, failed: str, cure: str, stdin: BinaryIO | None = None
) -> Iterator[dict[str, Any]]:
    """What the module prints, as it prints it.

    Args:
        module: run as ``python -m``.
        arguments: its command line.
        failed: said where it ends with an error; the error's kind is added, and nothing of its message.
        cure: what to do then.
        stdin: what it reads; nothing where there is none.

    Raises:
        Fault: where it ends with an error.
    """
    command = [sys.executable, "-m", module, *arguments]
    with TemporaryFile() as errors:
        with subprocess.Popen(
            command, stdin=stdin or subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
        ) as process:
            assert process.stdout is not None
            try:
                for line in process.stdout:
                    yield json.loads(line)
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            errors.seek(0)
            raise Fault(f"{failed} ({_kind(errors.read())})", cure)


def _kind(errors: bytes) -> str:
    """The kind of error on the last line of a traceback, without its message, which might quote a document."""
    lines = errors.decode(errors="replace").strip().splitlines()
    return lines[-1].partition(":")[0] if lines else "no reason given"

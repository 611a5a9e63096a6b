"""The choice of writer: the direct one, unless the installed spaCy was asked and reads otherwise."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import BinaryIO, TypeAlias

from workbench.training.shard import Shard
from workbench.training.spacyfile import direct, doc_path
from workbench.training.spacyfile.symbols import table

Write: TypeAlias = Callable[[BinaryIO, Shard], None]


@dataclass(frozen=True, slots=True)
class Writer:
    """A way to write a shard to an open file.

    Attributes:
        name: ``direct`` or ``doc``.
        write: writes.
        reason: why it is not the direct one, or why that could not be confirmed; empty where all is as usual.
    """

    name: str
    write: Write
    reason: str = ""


@cache
def writer_for_installed() -> Writer:
    """The writer whose files the installed spaCy reads as meant.

    spaCy is not imported here: the version that ``symbols.json`` was made from needs no question, and another one is
    asked once, in a process of its own. Where there is no spaCy, or it does not start, the direct writer is taken.
    """
    try:
        found = version("spacy")
    except PackageNotFoundError:
        return Writer("direct", direct.write, "spaCy is not installed")
    if found == table().spacy:
        return Writer("direct", direct.write)
    answer = _ask()
    if answer is None:
        return Writer("direct", direct.write, f"spaCy {found} does not start, so it was not asked how it reads")
    if answer:
        return Writer("doc", doc_path.write, f"spaCy {found} is not as the direct writer knows it: {'; '.join(answer)}")
    return Writer("direct", direct.write)


def _ask() -> list[str] | None:
    """What the installed spaCy does otherwise; None where it cannot say."""
    done = subprocess.run([sys.executable, "-m", _PROBE], capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    return [str(line) for line in json.loads(lines[-1])] if done.returncode == 0 and lines else None


_PROBE = "workbench.training.spacyfile.probe"

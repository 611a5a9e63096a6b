"""The wishes of an import: everything that its command line can say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from workbench.formats.exchange import Unit
from workbench.formats.format import ReadOptions

Status: TypeAlias = Literal["todo", "in_progress", "done", "skipped", ""]


@dataclass(frozen=True, slots=True)
class Drift:
    """A text of a file that is like a stored one and not the same, and how like it is."""

    name: str
    stored: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to import.

    Attributes:
        format: the format's name; empty to find out.
        options: what readers are told.
        offsets: what offsets count where a file does not say; empty to find out.
        annotator: whose all human work is; None for whoever the files say.
        status: the status of what comes in; empty for in progress (skipped and untouched work stays so).
        names: theirs to ours.
        dry_run: read and map everything, and store nothing.
        strict: store nothing where anything would be lost.
        again: bring in files anew that were brought in before.
        reanchor: says which drifted texts are the stored ones; None for none of them.
        memory: bytes that reading a file may take; None for the usual limit.
    """

    format: str = ""
    options: ReadOptions = ReadOptions()
    offsets: Unit = ""
    annotator: str | None = None
    status: Status = ""
    names: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    strict: bool = False
    again: bool = False
    reanchor: Callable[[Sequence[Drift]], bool] | None = None
    memory: int | None = None

"""The ceiling: how much memory reading a file may take, so that a hostile one ends in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from workbench.core.fault import Fault

TIMES: Final = 10
"""How many times the file's size reading may take…"""
BESIDE: Final = 128_000_000
"""…beside this many bytes."""

_STATM: Final = Path("/proc/self/statm")
_DATA: Final = 5
"""Which of its numbers counts the pages of data: all that a process has for itself, and no program text."""


def usual_limit(size: int) -> int:
    """The bytes that reading files of this many bytes may take where nobody says otherwise."""
    return TIMES * size + BESIDE


@contextmanager
def ceiling(name: str, limit: int) -> Iterator[None]:
    """Let the process grow by so many bytes at most; where the system cannot hold it to that, only Python's own
    refusal counts.

    Raises:
        Fault: where more is needed.
    """
    lift = _lower(limit)
    try:
        yield
    except MemoryError:
        raise Fault(
            f"{name} needs more than {limit // 1_000_000:,} MB of memory to be read",
            "Give more with --memory, or cut the file into parts",
        ) from None
    finally:
        lift()


def _lower(limit: int) -> Callable[[], None]:
    """Let the process have so many bytes more than now; returns what lifts that again."""
    try:
        import resource

        pages = int(_STATM.read_text().split()[_DATA])
    except (ImportError, OSError, ValueError):
        return lambda: None
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = pages * resource.getpagesize() + limit
    if soft != resource.RLIM_INFINITY and soft < wanted:
        return lambda: None
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    return lambda: resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))

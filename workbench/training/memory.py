"""Memory: what a process that writes an export tells Python and the C library about it."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
_LARGE: Final = 1 << 28
"""Bytes; above every array of a batch."""


def keep_freed() -> None:
    """Let freed memory stay with this process, for the next array.

    glibc gives large blocks back at once and gets every page anew, which took a fifth of an export's time. For a
    process that ends with the export: its peak stays the same. Does nothing where the C library is another.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for option in (_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD):
            mallopt(option, _LARGE if option != _TOP_PAD else _LARGE >> 4)


@contextmanager
def no_collector() -> Iterator[None]:
    """Python's cycle collector rests: an export makes no cycles, and looking for them took a fifth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()

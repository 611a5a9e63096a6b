"""Preparing: files read, split and tokenized, by other processes where there is much to do.

Tokenizing takes most of an ingest's time and needs nothing of the project, so that it can run beside the storing.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from typing import Final
from uuid import UUID

from workbench.core.fault import Fault
from workbench.ingest.pieces import Piece, pieces
from workbench.ingest.rawfile import read_raw
from workbench.ingest.shingles import ShingleHashes
from workbench.ingest.tokenizer import Tokenized, Tokenizer
from workbench.ingest.walking import Found

MUCH: Final = 3_000_000
"""Bytes from which other processes are worth their start of about a second."""
WORKERS: Final = 4
AHEAD: Final = 16
"""Files per worker that may be prepared before they are stored: what is in memory at one time."""


@dataclass(frozen=True, slots=True)
class Made:
    """What storing a document takes: its tokens, and its shingles' hashes as the bytes of 64-bit numbers."""

    tokens: Tokenized
    shingles: bytes


class Maker:
    """Makes it; the tokenizer's start takes about a second."""

    def __init__(self, lang: str) -> None:
        self._tokenizer, self._hashes = Tokenizer(lang), ShingleHashes()
        self.lang, self.fingerprint = lang, self._tokenizer.fingerprint

    def __call__(self, text: str) -> Made:
        """Tokenize a text and hash its shingles.

        Raises:
            Fault: where the tokenizer changed the text.
        """
        return Made(self._tokenizer(text), self._hashes(text).tobytes())


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file's documents, with what was made of them already; or why there are none."""

    found: Found
    pieces: tuple[Piece, ...] = ()
    made: dict[UUID, Made] = field(default_factory=dict)
    skip: str | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """How files are prepared: tokens are made in ``lang`` (None: not at all), but not of documents known already."""

    as_of: date | None = None
    whole: bool = False
    lang: str | None = None
    known: frozenset[UUID] = frozenset()


def prepare(found: Found, recipe: Recipe, maker: Maker | None = None) -> Prepared:
    """Read and split one file, and tokenize what is new where there is a maker."""
    if found.skip is not None:
        return Prepared(found, skip=found.skip)
    try:
        held = pieces(read_raw(found.path, found.name), as_of=recipe.as_of, whole=recipe.whole)
    except Fault as fault:
        return Prepared(found, skip=str(fault))
    made = {piece.id: maker(piece.text) for piece in held if piece.id not in recipe.known} if maker else {}
    return Prepared(found, tuple(held), made)


def prepared(files: Sequence[Found], recipe: Recipe, *, much: int = MUCH) -> Iterator[Prepared]:
    """Every file prepared, in order; without tokens where there is little to do, as few of them may be wanted.

    Raises:
        Fault: where a process was ended from outside.
    """
    if recipe.lang is None or sum(map(_size, files)) < much:
        yield from (prepare(found, recipe) for found in files)
        return
    workers = min(WORKERS, os.cpu_count() or 1)
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (recipe,))
    try:
        yield from _through(pool, files, workers * AHEAD)
    except BrokenProcessPool:
        raise Fault("A process that tokenizes was ended from outside", "Start again; what was stored is kept") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _through(pool: ProcessPoolExecutor, files: Sequence[Found], ahead: int) -> Iterator[Prepared]:
    """Send files to the pool, never more than so many ahead of what is taken."""
    waiting: deque[Future[Prepared]] = deque()
    for found in files:
        waiting.append(pool.submit(_work, found))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _size(found: Found) -> int:
    try:
        return 0 if found.skip is not None else found.path.stat().st_size
    except OSError:
        return 0


# -- in a worker -------------------------------------------------------------------

_OWN: list[tuple[Recipe, Maker | None]] = []
"""The recipe and maker of this worker process; set once, when it starts."""


def _begin(recipe: Recipe) -> None:
    _OWN.append((recipe, None if recipe.lang is None else Maker(recipe.lang)))


def _work(found: Found) -> Prepared:
    recipe, maker = _OWN[-1]
    return prepare(found, recipe, maker)

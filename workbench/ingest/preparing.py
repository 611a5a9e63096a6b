"""Preparing: a file read, split into documents and tokenized, which needs nothing of the project."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from workbench.core.fault import Fault
from workbench.ingest.pieces import Piece, pieces
from workbench.ingest.rawfile import read_raw
from workbench.ingest.shingles import ShingleHashes
from workbench.ingest.tokenizer import Tokenized, Tokenizer
from workbench.ingest.walking import Found


@dataclass(frozen=True, slots=True)
class Made:
    """What storing a document takes: its tokens, and its shingles' hashes as the bytes of 64-bit numbers."""

    tokens: Tokenized
    shingles: bytes


class Maker:
    """Makes it; the tokenizer's start takes most of a second, so it waits until somebody asks for something."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._hashes = ShingleHashes()

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer, started.

        Raises:
            Fault: where spaCy cannot tokenize the language.
        """
        return Tokenizer(self.lang)

    def __call__(self, text: str) -> Made:
        """Tokenize a text and hash its shingles.

        Raises:
            Fault: where the tokenizer changed the text, or there is none.
        """
        return Made(self.tokenizer(text), self._hashes(text).tobytes())


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file's documents, with what was made of them already; or why there are none."""

    found: Found
    pieces: tuple[Piece, ...] = ()
    made: dict[UUID, Made] = field(default_factory=dict)
    skip: str | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """How files are prepared; of documents that are known already nothing is made."""

    as_of: date | None = None
    whole: bool = False
    known: frozenset[UUID] = frozenset()
    keep_hyphens: bool = False


def prepare(found: Found, recipe: Recipe, maker: Maker | None = None) -> Prepared:
    """Read and split one file, and tokenize what is new where there is a maker."""
    if found.skip is not None:
        return Prepared(found, skip=found.skip)
    try:
        raw = read_raw(found.path, found.name, keep_hyphens=recipe.keep_hyphens)
        held = pieces(raw, as_of=recipe.as_of, whole=recipe.whole)
    except Fault as fault:
        return Prepared(found, skip=str(fault))
    new = [piece for piece in held if piece.card.id not in recipe.known] if maker else []
    return Prepared(found, tuple(held), {piece.card.id: maker(piece.text) for piece in new} if maker else {})

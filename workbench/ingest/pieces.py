"""Pieces: a raw file as the documents it holds, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from uuid import UUID

from workbench.core.fault import Fault
from workbench.core.ids import document_id
from workbench.core.json import sha256
from workbench.core.zone import Zone
from workbench.ingest.pages.article import Article
from workbench.ingest.pages.split import split_page
from workbench.ingest.rawfile import RawFile

LONGEST = 10_000_000
"""Code points of a document at most."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a document besides its text, which is the raw file's slice [start, end)."""

    id: UUID
    sha256: str
    file: str
    file_sha256: str
    start: int
    end: int
    stem: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    published_as_printed: str | None = None
    category: str | None = None
    tag: str | None = None
    layout: str | None = None
    zones: tuple[Zone, ...] = ()

    @property
    def characters(self) -> int:
        """Code points of the text."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Piece:
    """A document found in a raw file."""

    card: Card
    text: str


def pieces(raw: RawFile, *, as_of: date | None = None, whole: bool = False) -> list[Piece]:
    """The articles of a scraped page, or else the whole file as one document.

    Raises:
        Fault: where a document would be longer than the store takes.
    """
    stem = PurePosixPath(raw.name).stem
    articles = [] if whole else split_page(raw.text, as_of)
    if not articles:
        return [_piece(raw, raw.start, len(raw.text), stem)]
    return [
        _piece(raw, article.start, article.end, f"{stem} {number}", article)
        for number, article in enumerate(articles, 1)
    ]


def _piece(raw: RawFile, start: int, end: int, stem: str, article: Article | None = None) -> Piece:
    if end - start > LONGEST:
        raise Fault(f"holds a document of more than {LONGEST:,} characters", "Cut it into several files")
    text = raw.text[start:end]
    digest = sha256(text)
    place = document_id(raw.sha256, f"{start}-{end}", digest), digest, raw.name, raw.sha256, start, end, stem
    if article is None:
        return Piece(Card(*place), text)
    card = Card(
        *place, article.title, article.source, article.published, article.published_as_printed, article.category,
        article.tag, article.layout, article.zones,
    )  # fmt: skip
    return Piece(card, text)

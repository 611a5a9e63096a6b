"""Pieces: a raw file as the documents it holds, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from uuid import UUID

from workbench.core.fault import Fault
from workbench.core.ids import document_id
from workbench.core.json import Json, sha256
from workbench.core.zone import Zone
from workbench.ingest.extract.extracted import Extracted
from workbench.ingest.limits import LONGEST
from workbench.ingest.pages.article import Article
from workbench.ingest.pages.split import split_page
from workbench.ingest.rawfile import RawFile

EXTRACTED = "extracted"
"""The locator of a text that is no slice of its file; part of such documents' ids."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a document besides its text, which is the raw file's slice [start, end).

    Text that was ``extracted`` has no place in the raw file, and then there is no ``start`` nor ``end``.
    """

    id: UUID
    sha256: str
    file: str
    file_sha256: str
    start: int | None
    end: int | None
    characters: int
    stem: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    published_as_printed: str | None = None
    category: str | None = None
    tag: str | None = None
    layout: str | None = None
    zones: tuple[Zone, ...] = ()
    extracted: Extracted | None = None

    @property
    def extraction(self) -> dict[str, Json]:
        """What is stored and shown of how the text was extracted; nothing where it was not."""
        return {} if self.extracted is None else {"extraction": self.extracted.to_json()}

    def cut(self, text: str) -> str:
        """The document's text from the text of its file."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Piece:
    """A document found in a raw file."""

    card: Card
    text: str


def pieces(raw: RawFile, *, as_of: date | None = None, whole: bool = False) -> list[Piece]:
    """The articles of a scraped page, or else the whole file as one document, as extracted text always is.

    Raises:
        Fault: where a document would be longer than the store takes.
    """
    stem = PurePosixPath(raw.name).stem
    if raw.extracted is not None:
        return [_extracted(raw, raw.extracted, stem)]
    articles = [] if whole else split_page(raw.text, as_of)
    if not articles:
        return [_piece(raw, raw.start, len(raw.text), stem)]
    return [
        _piece(raw, article.start, article.end, f"{stem} {number}", article)
        for number, article in enumerate(articles, 1)
    ]


def _piece(raw: RawFile, start: int, end: int, stem: str, article: Article | None = None) -> Piece:
    _refuse_long(end - start)
    text = raw.text[start:end]
    digest = sha256(text)
    id = document_id(raw.sha256, f"{start}-{end}", digest)
    place = id, digest, raw.name, raw.sha256, start, end, end - start, stem
    if article is None:
        return Piece(Card(*place), text)
    card = Card(
        *place, article.title, article.source, article.published, article.published_as_printed, article.category,
        article.tag, article.layout, article.zones,
    )  # fmt: skip
    return Piece(card, text)


def _extracted(raw: RawFile, how: Extracted, stem: str) -> Piece:
    _refuse_long(len(raw.text))
    digest = sha256(raw.text)
    card = Card(
        document_id(raw.sha256, EXTRACTED, digest), digest, raw.name, raw.sha256, None, None, len(raw.text), stem,
        how.title, how.source, how.published, how.published_as_printed, extracted=how,
    )  # fmt: skip
    return Piece(card, raw.text)


def _refuse_long(length: int) -> None:
    if length > LONGEST:
        raise Fault(f"holds a document of more than {LONGEST:,} characters", "Cut it into several files")

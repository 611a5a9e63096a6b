"""The intake: files in, documents stored, one transaction a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from workbench.core.fault import Fault
from workbench.ingest.chosen import Choice
from workbench.ingest.naming import slug, unique
from workbench.ingest.neardup import Finder, Match
from workbench.ingest.pieces import Piece
from workbench.ingest.preparing import Made, Maker, Prepared, Recipe, prepared
from workbench.ingest.report import Report, Skipped, Taken
from workbench.ingest.tokenizer import Tokenized
from workbench.ingest.walking import walk
from workbench.store import clusters, documents, schemas
from workbench.store.dump import every_text

if TYPE_CHECKING:
    from workbench.store.database import Database

BLANK = "holds nothing but white space"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to ingest: the day relative dates count from, whole files, which documents, and whether to store at all."""

    as_of: date | None = None
    whole: bool = False
    only: tuple[str, ...] = ()
    dry_run: bool = False


def ingest(
    database: Database | None,
    actor: UUID | None,
    paths: Iterable[Path],
    wishes: Wishes,
    advance: Callable[[int], None] = lambda n: None,
) -> Report:
    """Ingest files and folders.

    Args:
        database: the project; None only in a dry run, for one that is empty.
        actor: who ingests; None only in a dry run.
        paths: files and folders.
        wishes: how.
        advance: told of every file that is done.

    Raises:
        Fault: where the database refuses, or ``only`` names what is not there. Files done before stay stored.
    """
    intake = _Intake(database, actor, wishes)
    for one in prepared(list(walk(paths)), intake.recipe()):
        intake.take(one)
        advance(1)
    if intake.choice.unseen:
        raise Fault(f"There is no document {intake.choice.unseen[0]} in these files", "See the list with --dry-run")
    return intake.report


@dataclass(slots=True)
class _Intake:
    """An ingest under way: what is known of the project, and the report so far."""

    database: Database | None
    actor: UUID | None
    wishes: Wishes
    report: Report = field(default_factory=Report)
    choice: Choice = field(init=False)
    _number: int = 0
    _names: dict[UUID, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _texts: dict[UUID, str] = field(default_factory=dict)
    _finder: Finder[UUID] = field(init=False)
    _maker: Maker | None = None

    def __post_init__(self) -> None:
        self.choice = Choice(self.wishes.only)
        self._finder = Finder(self._text)
        if self.database is None:
            return
        with self.database.reading() as connection:
            for id, name, text in every_text(connection):
                self._names[id] = name
                self._finder.add(id, text)
            self._taken = set(self._names.values())
            if not self.wishes.dry_run:
                self._maker = Maker(schemas.current(connection)[1].language)

    def recipe(self) -> Recipe:
        """How files are prepared for this ingest."""
        lang = None if self._maker is None else self._maker.lang
        return Recipe(self.wishes.as_of, self.wishes.whole, lang, frozenset(self._names))

    def take(self, file: Prepared) -> None:
        """Ingest one file; what is wrong with it goes to the report."""
        if file.skip is not None:
            self.report.skipped.append(Skipped(file.found.name, file.skip))
            return
        fresh = [taken for piece in file.pieces if (taken := self._named(piece)) is not None]
        if self.wishes.dry_run or self.database is None or not fresh:
            self._keep(fresh, [self._find(taken) for taken in fresh])
            return
        made = [file.made.get(taken.piece.id) or self._make(taken) for taken in fresh]
        new = [self._new(taken, one.tokens) for taken, one in zip(fresh, made, strict=True)]
        matches = [self._find(taken, one.shingles) for taken, one in zip(fresh, made, strict=True)]
        with self.database.writing() as connection:
            documents.add_documents(connection, new, self._author())
            clusters.add_pairs(connection, _pairs(fresh, matches))
        self._keep(fresh, matches)

    def _named(self, piece: Piece) -> Taken | None:
        """The piece under its name; None where it is not to be stored, and then the report says why."""
        self._number += 1
        known = self._names.get(piece.id)
        name = known or unique(slug(piece.title or "") or slug(piece.stem), self._taken)
        self._taken.add(name)
        wanted = self.choice(self._number, name)
        reason = ""
        if not wanted:
            reason = f"{name} was not chosen"
        elif known is not None:
            reason = f"{name} is already there"
        elif not piece.text.strip():
            reason = f"{name} {'has no text' if piece.start == piece.end else BLANK}"
        if reason:
            self.report.skipped.append(Skipped(piece.raw.name, reason))
            return None
        self._names[piece.id] = name
        return Taken(name, piece, self._number)

    def _find(self, taken: Taken, shingles: bytes | None = None) -> list[Match[UUID]]:
        self._texts[taken.piece.id] = taken.piece.text
        hashes = None if shingles is None else np.frombuffer(shingles, np.uint64)
        return self._finder.add(taken.piece.id, taken.piece.text, hashes)

    def _make(self, taken: Taken) -> Made:
        if self._maker is None:
            raise Fault("Nothing is tokenized in a dry run")
        return self._maker(taken.piece.text)

    def _keep(self, taken: list[Taken], matches: list[list[Match[UUID]]]) -> None:
        for one, found in zip(taken, matches, strict=True):
            self.report.documents.append(one)
            for match in found:
                kind = "exact" if match.exact else "near"
                self.report.pair(one.name, self._names[match.key], kind, match.similarity)

    def _new(self, taken: Taken, tokens: Tokenized) -> documents.NewDocument:
        piece = taken.piece
        lang, fingerprint = ("", "") if self._maker is None else (self._maker.lang, self._maker.fingerprint)
        return documents.NewDocument(
            id=piece.id,
            name=taken.name,
            text=piece.text,
            lang=lang,
            tokens=tokens.blob,
            wide=tokens.wide,
            n_tokens=tokens.count,
            fingerprint=fingerprint,
            title=piece.title,
            source=piece.source,
            published=piece.published,
            published_as_printed=piece.published_as_printed,
            category=piece.category,
            tag=piece.tag,
            file=piece.raw.name,
            file_sha256=piece.raw.sha256,
            start=piece.start,
            end=piece.end,
            layout=piece.layout,
            lexemes=tokens.lexemes,
            zones=piece.zones,
        )

    def _author(self) -> UUID:
        if self.actor is None:
            raise Fault("Nobody said who ingests", "Say who you are with --as NAME")
        return self.actor

    def _text(self, id: UUID) -> str:
        """A document's text, of this run or stored before."""
        found = self._texts.get(id)
        if found is None and self.database is not None:
            with self.database.reading() as connection:
                found = documents.text(connection, id)
        return found or ""


def _pairs(taken: Iterable[Taken], matches: Iterable[list[Match[UUID]]]) -> list[clusters.Pair]:
    return [
        clusters.Pair(one.piece.id, match.key, "exact" if match.exact else "near", match.similarity)
        for one, found in zip(taken, matches, strict=True)
        for match in found
    ]

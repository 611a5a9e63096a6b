"""The intake: files in, documents stored, one transaction a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np

from workbench.core.fault import Fault
from workbench.ingest.chosen import Choice
from workbench.ingest.naming import slug, unique
from workbench.ingest.neardup import Finder, Match
from workbench.ingest.pieces import Card, Piece
from workbench.ingest.preparing import Made, Maker, Prepared, Recipe
from workbench.ingest.rawfile import read_raw
from workbench.ingest.report import Report, Skipped, Taken
from workbench.ingest.sharing import prepared
from workbench.ingest.tokenizer import Tokenized
from workbench.ingest.walking import walk
from workbench.store import clusters, documents, schemas
from workbench.store.dump import every_text

if TYPE_CHECKING:
    from workbench.store.database import Database

BLANK = "holds nothing but white space"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to ingest: the day relative dates count from, whole files, which documents, whether to store at all, and
    whether words of a PDF stay divided."""

    as_of: date | None = None
    whole: bool = False
    only: tuple[str, ...] = ()
    dry_run: bool = False
    keep_hyphens: bool = False


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
    with closing(prepared(list(walk(paths)), intake.recipe(), intake.maker)) as files:
        for one in files:
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
    maker: Maker | None = None
    _number: int = 0
    _names: dict[UUID, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _texts: dict[UUID, str] = field(default_factory=dict)
    """Of the file at hand."""
    _places: dict[UUID, tuple[Path, Card]] = field(default_factory=dict)
    """Of a dry run: where the texts of earlier files are."""
    _finder: Finder[UUID] = field(init=False)

    def __post_init__(self) -> None:
        self.choice = Choice(self.wishes.only)
        self._finder = Finder(self._text)
        if self.database is None:
            return
        with self.database.reading() as connection:
            for id, name, text in every_text(connection):
                self._names[id] = name
                self._finder.know(id, text)
            self._taken = set(self._names.values())
            if not self.wishes.dry_run:
                self.maker = Maker(schemas.current(connection)[1].language)

    def recipe(self) -> Recipe:
        """How files are prepared for this ingest."""
        return Recipe(self.wishes.as_of, self.wishes.whole, frozenset(self._names), self.wishes.keep_hyphens)

    def take(self, file: Prepared) -> None:
        """Ingest one file; what is wrong with it goes to the report."""
        if file.skip is not None:
            self.report.skipped.append(Skipped(file.found.name, file.skip))
            return
        named = ((self._named(piece), piece.text) for piece in file.pieces)
        fresh = [(taken, text) for taken, text in named if taken is not None]
        if self.database is None or self.maker is None:
            for taken, text in fresh:
                self._keep(taken, self._find(taken, text))
                self._places[taken.card.id] = file.found.path, taken.card
            self._texts.clear()
        elif fresh:
            made = [file.made.get(taken.card.id) or self.maker(text) for taken, text in fresh]
            self._store(self.database, self.maker, fresh, made)

    def _store(self, database: Database, maker: Maker, fresh: list[tuple[Taken, str]], made: list[Made]) -> None:
        """Store a file's documents in one transaction."""
        if self.actor is None:
            raise Fault("Nobody said who ingests", "Say who you are with --as NAME")
        each = list(zip(fresh, made, strict=True))
        new = [_new(taken, text, one.tokens, maker) for (taken, text), one in each]
        matches = [self._find(taken, text, np.frombuffer(one.shingles, np.uint64)) for (taken, text), one in each]
        pairs = [pair for (taken, _), found in zip(fresh, matches, strict=True) for pair in _pairs(taken, found)]
        with database.writing() as connection:
            documents.add_documents(connection, new, self.actor)
            clusters.add_pairs(connection, pairs)
        self._texts.clear()
        for (taken, _), found in zip(fresh, matches, strict=True):
            self._keep(taken, found)

    def _named(self, piece: Piece) -> Taken | None:
        """The document under its name; None where it is not to be stored, and then the report says why."""
        self._number += 1
        card = piece.card
        known = self._names.get(card.id)
        name = known or unique(slug(card.title or "") or slug(card.stem), self._taken)
        self._taken.add(name)
        wanted = self.choice(self._number, name)
        reason = ""
        if not wanted:
            reason = f"{name} was not chosen"
        elif known is not None:
            reason = f"{name} is already there"
        elif not piece.text.strip():
            reason = f"{name} {BLANK if card.characters else 'has no text'}"
        if reason:
            self.report.skipped.append(Skipped(card.file, reason))
            return None
        self._names[card.id] = name
        return Taken(name, card, self._number)

    def _find(self, taken: Taken, text: str, hashes: Any = None) -> list[Match[UUID]]:
        self._texts[taken.card.id] = text
        return self._finder.add(taken.card.id, text, hashes)

    def _keep(self, taken: Taken, matches: list[Match[UUID]]) -> None:
        self.report.documents.append(taken)
        for match in matches:
            kind = "exact" if match.exact else "near"
            self.report.pair(taken.name, self._names[match.key], kind, match.similarity)

    def _text(self, id: UUID) -> str:
        """A document's text: of the file at hand, of an earlier one, or stored."""
        if id in self._texts:
            return self._texts[id]
        if id in self._places:
            path, card = self._places[id]
            return card.cut(read_raw(path, card.file, keep_hyphens=self.wishes.keep_hyphens).text)
        if self.database is None:
            raise KeyError(id)
        with self.database.reading() as connection:
            return documents.text(connection, id)


def _new(taken: Taken, text: str, tokens: Tokenized, maker: Maker) -> documents.NewDocument:
    card = taken.card
    return documents.NewDocument(
        id=card.id,
        name=taken.name,
        text=text,
        lang=maker.lang,
        tokens=tokens.blob,
        wide=tokens.wide,
        n_tokens=tokens.count,
        fingerprint=maker.tokenizer.fingerprint,
        title=card.title,
        source=card.source,
        published=card.published,
        published_as_printed=card.published_as_printed,
        category=card.category,
        tag=card.tag,
        file=card.file,
        file_sha256=card.file_sha256,
        start=card.start,
        end=card.end,
        layout=card.layout,
        lexemes=tokens.lexemes,
        zones=card.zones,
        meta=card.extraction,
    )


def _pairs(taken: Taken, matches: Iterable[Match[UUID]]) -> list[clusters.Pair]:
    return [
        clusters.Pair(taken.card.id, match.key, "exact" if match.exact else "near", match.similarity)
        for match in matches
    ]

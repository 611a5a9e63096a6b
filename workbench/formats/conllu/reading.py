"""Reading CoNLL-U: sentences between ``# newdoc`` as documents, with the spacing that MISC or ``# text`` tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Final

from workbench.formats.conllu import spacing
from workbench.formats.conllu.brackets import USUAL
from workbench.formats.conllu.entities import TAGS, Entities
from workbench.formats.conllu.table import Row, Sentence, Table
from workbench.formats.exchange import Document, Fragment, Reading
from workbench.formats.format import Tally
from workbench.formats.lines import lines
from workbench.formats.rebuilt import Rebuilt, gaps_between
from workbench.formats.source import Source

NEWDOC: Final = ("newdoc", "newdoc id")
NEWPAR: Final = ("newpar", "newpar id")
READ: Final = frozenset((*NEWDOC, *NEWPAR, "sent_id", "text", "global.Entity", "global.columns"))
LINKED: Final = ("Bridge", "SplitAnte")


def read(source: Source, tally: Tally) -> Iterator[Document]:
    """The documents of a file.

    Raises:
        Fault: where it is not UTF-8.
    """
    table = Table(source.name, tally.refused)
    stem, several = source.path.stem, _several(source)
    fields: tuple[str, ...] = USUAL
    before, n = tally.documents, 0
    for part in _documents(table.sentences(lines(source))):
        n += 1
        first = next(part)
        fields = tuple((first.said("global.Entity") or "-".join(fields)).split("-"))
        name = first.said("newdoc id") or (f"{stem}-{n}" if several else stem)
        tally.documents += _opens(first)
        yield _Building(tally, name, Entities(source.name, name, fields, tally)).document(chain((first,), part))
    if not n:
        yield _Building(tally, stem, Entities(source.name, stem, fields, tally)).document(())
    # By the rule of counting, sentences before the first newdoc are no document; they are handed on all the same.
    tally.documents = max(tally.documents, before + 1)
    for column in sorted(table.filled):
        tally.ledger.drop("import", "column", column, "only words, spacing and entities are read", source.name)


def _opens(sentence: Sentence) -> bool:
    return any(key in NEWDOC for key, _ in sentence.comments)


def _several(source: Source) -> bool:
    """Whether a file has more than one document."""
    before, found, after = source.read().partition(b"# newdoc")
    return bool(found) and (b"\n1\t" in b"\n" + before or b"\n# newdoc" in after)


def _documents(found: Iterable[Sentence]) -> Iterator[Iterator[Sentence]]:
    """The sentences of each document, to be taken before the next one is asked for."""
    number = 0

    def document(sentence: Sentence) -> int:
        nonlocal number
        number += _opens(sentence)
        return number

    for _, group in groupby(found, document):
        yield group


@dataclass(slots=True)
class _Building:
    """Builds one document."""

    tally: Tally
    name: str
    entities: Entities
    text: Rebuilt = field(default_factory=Rebuilt)
    meta: dict[str, str] = field(default_factory=dict)
    _gap: str = ""
    _last: str = ""
    _told: bool = False

    def document(self, part: Iterable[Sentence]) -> Document:
        """The document of these sentences."""
        for sentence in part:
            self._comments(sentence)
            tokens = _tokens(sentence.rows)
            if tokens:
                self._sentence(sentence, tokens)
        self.text.gap(self._last)
        spans = self.entities.finished()
        return Document(
            self.name,
            self.text.text,
            (Reading(spans=spans),),
            "codepoint",
            rebuilt=not self._told,
            tokens=tuple(self.text.tokens),
            sentences=tuple(self.text.sentences),
            meta=self.meta,
        )

    def _comments(self, sentence: Sentence) -> None:
        opens = _opens(sentence)
        for key, value in sentence.comments:
            if key in READ:
                continue
            if opens and value is not None:
                self.meta[key.removeprefix("meta::")] = value
            else:
                self.tally.ledger.drop("import", "comment", key, "a sentence has no place for it", self.name)

    def _sentence(self, sentence: Sentence, tokens: Sequence[Row]) -> None:
        gaps = self._gaps(sentence, tokens)
        if self.text.tokens:
            newpar = any(key in NEWPAR for key, _ in sentence.comments)
            self.text.gap("\n" if newpar and self._gap == " " else self._gap)
        first = len(self.text.tokens)
        places: dict[int, Fragment] = {}
        for gap, token in zip(gaps, tokens, strict=True):
            self.text.gap(gap)
            self.text.word(token.form)
            places.update((n, self.text.tokens[-1]) for n in range(token.first, token.last + 1))
        self.text.end_sentence(first)
        self._gap, self._last = (spacing.after(tokens[-1].misc, default) for default in (" ", ""))
        self._mark(sentence.rows, places)

    def _gaps(self, sentence: Sentence, tokens: Sequence[Row]) -> list[str]:
        """What stands before each token."""
        told = [spacing.before(tokens[0].misc), *(spacing.after(token.misc, " ") for token in tokens[:-1])]
        forms, text = [token.form for token in tokens], sentence.said("text")
        joined = "".join(gap + form for gap, form in zip(told, forms, strict=True))
        self._told |= text is not None or any(key in token.misc for token in tokens for key in spacing.KEYS)
        if text is None or joined.split() == text.split():
            return told
        laid = gaps_between(forms, text)
        if laid is not None:
            return laid[:-1]
        why = "the words do not make the text that their comment gives; the words were taken"
        self.tally.ledger.change("import", "document", "", why, f"{self.name} {sentence.said('sent_id') or ''}".strip())
        return told

    def _mark(self, rows: Sequence[Row], places: Mapping[int, Fragment]) -> None:
        for row in rows:
            self.entities.word(row.line, row.misc.get("Entity", ""), None if row.node else places.get(row.first))
            for linked in LINKED:
                if linked in row.misc:
                    self.tally.ledger.drop("import", "link", linked, "it relates entities and no spans", self.name)
        key = next((key for key in TAGS if any(key in row.misc for row in rows)), None)
        if key:
            tagged = _tagged(rows, key)
            where = [None if row.node else places.get(row.first) for row in tagged]
            self.entities.tagged([row.misc.get(key, "O") for row in tagged], where)


def _tagged(rows: Sequence[Row], key: str) -> list[Row]:
    """The rows whose tags count: words, and instead of them a token of several words that alone has a tag."""
    said = {row.first for row in rows if row.last == row.first and key in row.misc}
    out: list[Row] = []
    under = 0
    for row in rows:
        if row.last > row.first:
            if key in row.misc and said.isdisjoint(range(row.first, row.last + 1)):
                under = row.last
                out.append(row)
        elif key in row.misc or (not row.node and row.first > under):
            out.append(row)
    return out


def _tokens(rows: Sequence[Row]) -> list[Row]:
    """The rows that stand in the text: tokens of several words, and words that stand under none."""
    out: list[Row] = []
    under = 0
    for row in rows:
        if row.last > row.first:
            under = row.last
            out.append(row)
        elif not row.node and row.first > under:
            out.append(row)
    return out

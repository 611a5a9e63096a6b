"""Paragraphs: spaCy 2's training JSON, a list of ``{"id", "paragraphs"}``.

A paragraph is ``{"raw", "sentences": [{"tokens": [{"orth", "ner"}]}], "cats"}``; its ``raw`` text is often left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, pairwise
from typing import Any, Final, NamedTuple

from workbench.formats.exchange import Document, Fragment
from workbench.formats.rebuilt import Rebuilt, joined
from workbench.formats.spacy_json.linking import link
from workbench.formats.spacy_json.marking import Marking
from workbench.formats.tagging import chunks, is_tag

TREEBANK: Final = {
    "``": ('"', "“"), "''": ('"', "”"), "`": ("'", "‘"), "-LRB-": ("(",), "-RRB-": (")",), "-LSB-": ("[",),
    "-RSB-": ("]",), "-LCB-": ("{",), "-RCB-": ("}",),
}  # fmt: skip
"""How the Penn Treebank writes what a text has otherwise."""


def read(book: Mapping[str, Any], named: Callable[[str], Marking]) -> Iterator[Document]:
    """The documents of an item of the list: its paragraphs.

    Args:
        book: the item.
        named: makes a marking for a document of this name.
    """
    paragraphs = book.get("paragraphs")
    id = str(book.get("id", ""))
    if not isinstance(paragraphs, list):
        named(id).refuse("its paragraphs are no list")
        return
    for n, paragraph in enumerate(paragraphs, 1):
        out = named(id if len(paragraphs) == 1 or not id else f"{id}-{n}")
        if isinstance(paragraph, Mapping):
            yield _paragraph(paragraph, out)
        else:
            out.refuse("a paragraph is no object")


def _paragraph(paragraph: Mapping[str, Any], out: Marking) -> Document:
    sentences = list(_sentences(paragraph.get("sentences"), out))
    words = [[token.orth for token in sentence] for sentence in sentences]
    tags = [token.tag for sentence in sentences for token in sentence]
    text = joined(words)
    raw = paragraph.get("raw")
    if raw is None and all(token.space is not None for sentence in sentences for token in sentence):
        raw = "".join(f"{token.orth}{token.space}" for sentence in sentences for token in sentence)
    laid = along([word for sentence in words for word in sentence], raw) if isinstance(raw, str) else None
    if isinstance(raw, str) and laid is None:
        why = "its words do not lie along its text, which was put together from them"
        out.tally.ledger.change("import", "document", "", why, out.name)
    tokens = text.tokens if laid is None else laid
    for chunk in chunks(tags):
        out.span(tokens[chunk.first][0], tokens[chunk.end - 1][1], chunk.label)
    if laid is not None and not any(map(is_tag, set(tags) - {"-"})):
        out.triples(paragraph.get("entities"))
    for links in out.listed(paragraph.get("links")):
        link(links, out)
    out.categories(paragraph.get("cats"))
    if laid is None:
        return out.document(text.text, tokens=tokens, sentences=text.sentences, rebuilt=True)
    edges = accumulate((len(sentence) for sentence in words), initial=0)
    found = [(tokens[a][0], tokens[b - 1][1]) for a, b in pairwise(edges) if a < b]
    return out.document(str(raw), tokens=tokens, sentences=found)


def along(words: list[str], text: str) -> list[Fragment] | None:
    """Where each word stands in a text; None where they and white space are not all of it."""
    out = Rebuilt()
    at = 0
    for word in words:
        found = [(place, one) for one in (word, *TREEBANK.get(word, ())) if (place := text.find(one, at)) >= 0]
        place, one = min(found, default=(-1, ""))
        if place < 0 or text[at:place].strip():
            return None
        out.gap(text[at:place])
        out.word(one)
        at = place + len(one)
    return None if text[at:].strip() else out.tokens


def _sentences(value: Any, out: Marking) -> Iterator[list[_Token]]:
    for sentence in out.listed(value):
        tokens = sentence.get("tokens") if isinstance(sentence, Mapping) else None
        yield [_token(token, out) for token in out.listed(tokens)]


def _token(token: Any, out: Marking) -> _Token:
    given = token if isinstance(token, Mapping) else {}
    orth, tag, space = given.get("orth"), given.get("ner", "-"), given.get("space")
    if not isinstance(orth, str):
        out.refuse("a token has no orth")
        return _Token("", "O", None)
    return _Token(orth, tag if isinstance(tag, str) else "-", space if isinstance(space, str) else None)


class _Token(NamedTuple):
    """A word, its tag, and the blank behind it where the file tells."""

    orth: str
    tag: str
    space: str | None

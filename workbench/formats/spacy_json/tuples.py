"""Tuples: a text and its annotations, as spaCy 2 and 3 train on.

``[text, {"entities": [[start, end, label], …], "spans": {group: …}, "links": …, "cats": {label: value}}]``
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from workbench.formats.exchange import Document, Fragment
from workbench.formats.rebuilt import gaps_between
from workbench.formats.spacy_json.linking import link
from workbench.formats.spacy_json.marking import Marking
from workbench.formats.tagging import chunks

READ: Final = ("entities", "spans", "links", "cats", "words", "spaces")


def is_pair(value: Any) -> bool:
    """Whether a value is a text with its annotations."""
    return (
        isinstance(value, (list, tuple))
        and len(value) == 2
        and isinstance(value[0], str)
        and isinstance(value[1], Mapping)
    )


def read(text: str, given: Mapping[str, Any], out: Marking) -> Document:
    """The document of one pair."""
    tokens = _tokens(text, given)
    entities = given.get("entities")
    if isinstance(entities, (list, tuple)) and entities and all(isinstance(tag, str) for tag in entities):
        _tags(entities, tokens, out)
    else:
        out.triples(entities)
    groups = given.get("spans")
    if isinstance(groups, Mapping):
        for name, items in groups.items():
            out.group(str(name))
            out.triples(items)
    else:
        out.triples(groups)
    link(given.get("links"), out)
    out.categories(given.get("cats"))
    for key in given:
        if key not in READ:
            out.lose("annotation", str(key), "only entities, spans, links and categories are read")
    return out.document(text, tokens=tokens)


def _tokens(text: str, given: Mapping[str, Any]) -> list[Fragment]:
    """The file's own words, where it has them and they lie along the text."""
    words = given.get("words")
    if not isinstance(words, (list, tuple)) or not all(isinstance(word, str) for word in words):
        return []
    gaps = gaps_between(words, text)
    if gaps is None:
        return []
    found: list[Fragment] = []
    at = 0
    for gap, word in zip(gaps, words, strict=False):
        found.append((at + len(gap), at + len(gap) + len(word)))
        at = found[-1][1]
    return found


def _tags(tags: Any, tokens: list[Fragment], out: Marking) -> None:
    found = chunks(tags)
    if len(tokens) != len(tags):
        for chunk in found:
            out.tally.spans += 1
            out.lose("span", chunk.label, "it is a tag of a word, and the words are not there")
        return
    for chunk in found:
        out.span(tokens[chunk.first][0], tokens[chunk.end - 1][1], chunk.label)

"""Writing rows of Hugging Face data sets: a document a row, its words and a tag each."""

from __future__ import annotations

from typing import NamedTuple

from workbench.core.json import Json
from workbench.formats.exchange import Document
from workbench.formats.grid import grid, sole
from workbench.formats.tagging import Chunk, tags


class Tagged(NamedTuple):
    """A document as its row says it."""

    id: str
    tokens: list[str]
    ner_tags: list[str]

    def to_json(self) -> Json:
        """The row."""
        return {"id": self.id, "tokens": self.tokens, "ner_tags": self.ner_tags}


def tagged(document: Document, scheme: str) -> Tagged:
    """The row of a document whose spans do not overlap."""
    words = grid(document)
    chunks = (Chunk(*words.reach(span), span.label) for span in sole(document).spans)
    found = tags(chunks, len(words.tokens), scheme)
    return Tagged(document.name, words.words(range(len(words.tokens))), found)

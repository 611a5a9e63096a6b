"""The corpus: views cut into ``.spacy`` files of bearable size, with what each holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.core.json import Json
from workbench.training.docbin import docbin
from workbench.training.view import View

if TYPE_CHECKING:
    from spacy.vocab import Vocab

DOCUMENTS: Final = 2_000
TOKENS: Final = 1_000_000
"""A file holds at most so many documents or tokens, because spaCy reads each file whole."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One ``.spacy`` file: its path in the export, its bytes, and what it holds."""

    path: str
    data: bytes
    documents: int
    tokens: int
    ents: int
    sc: int

    def counts(self) -> dict[str, Json]:
        """What the file holds, for the manifest."""
        return {"documents": self.documents, "tokens": self.tokens, "ents": self.ents, "sc": self.sc}


def shards(part: str, views: Sequence[View], vocab: Vocab) -> Iterator[Shard]:
    """The files of one part of the corpus; none where it has no documents."""
    for number, batch in enumerate(_batches(views)):
        yield Shard(
            f"corpus/{part}/{number:04}.spacy",
            docbin(batch, vocab),
            len(batch),
            sum(len(view.source.tokens) for view in batch),
            sum(len(view.ents) for view in batch),
            sum(len(view.sc) for view in batch),
        )


def _batches(views: Iterable[View]) -> Iterator[list[View]]:
    batch: list[View] = []
    tokens = 0
    for view in views:
        size = len(view.source.tokens)
        if batch and (len(batch) == DOCUMENTS or tokens + size > TOKENS):
            yield batch
            batch, tokens = [], 0
        batch.append(view)
        tokens += size
    if batch:
        yield batch

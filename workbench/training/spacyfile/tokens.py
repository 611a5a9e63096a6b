"""The tokens of a DocBin: a row of uint64 for each, in the columns that training reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from workbench.training.shard import Ints, Shard

COLUMNS: Final = ("ORTH", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
"""What ner, spancat, textcat and linking read; spaCy's own thirteen cost twice the space and time and say no more."""

SENTENCES: Final = ("ORTH", "ENT_IOB", "ENT_TYPE", "SENT_START", "ENT_KB_ID", "ENT_ID")
"""The columns where sentences are known, in spaCy's order: by number."""

MISSING, INSIDE, OUTSIDE, BEGIN = 0, 1, 2, 3
"""spaCy's values of ENT_IOB."""

STARTS, STARTS_NOT = 1, 2**64 - 1
"""spaCy's values of SENT_START: 1 and -1, as uint64."""

AT_ONCE: Final = 1 << 14
"""Rows made at a time, so that they stay in the processor's cache."""

Ids: TypeAlias = NDArray[np.uint64]
Column: TypeAlias = tuple[Ids, NDArray[Any]]
"""A column as its distinct values, and each token's index into them."""


def columns_of(shard: Shard) -> tuple[str, ...]:
    """The names of the columns that the shard fills."""
    return COLUMNS if shard.sentence_starts is None else SENTENCES


def rows(shard: Shard, forms: Ids, strings: Ids) -> Iterator[NDArray[np.uint64]]:
    """The tokens' rows, some at a time and in one array that is used again.

    Args:
        shard: whose tokens.
        forms: the ids of ``shard.words.forms``.
        strings: the ids of ``shard.strings``.
    """
    columns = _columns(shard, forms, strings)
    table = np.empty((AT_ONCE, len(columns)), "<u8")
    for at in range(0, len(shard.words.ids), AT_ONCE):
        made = table[: len(shard.words.ids) - at]
        for column, (values, index) in zip(made.T, columns, strict=True):
            column[:] = values[index[at : at + AT_ONCE]]
        yield made


def firsts(lengths: Ints) -> NDArray[np.int64]:
    """Where each document's tokens begin among those of all, as int64 [documents]."""
    return np.cumsum(lengths, dtype=np.int64) - lengths


def _columns(shard: Shard, forms: Ids, strings: Ids) -> list[Column]:
    iob, mark = _entities(shard)
    ents, none = shard.ents, np.zeros(1, np.uint64)
    columns: dict[str, Column] = {
        "ORTH": (forms, shard.words.ids),
        "ENT_IOB": (np.arange(4, dtype=np.uint64), iob),
        "ENT_TYPE": (np.concatenate((none, strings[ents.label])), mark),
        "ENT_KB_ID": (np.concatenate((none, strings[ents.kb_id])), mark),
        "ENT_ID": (np.concatenate((none, strings[ents.id])), mark),
    }
    if shard.sentence_starts is not None:
        values = np.array((STARTS_NOT, STARTS), np.uint64)
        columns["SENT_START"] = values, shard.sentence_starts.astype(np.uint8)
    return [columns[name] for name in columns_of(shard)]


def _entities(shard: Shard) -> tuple[NDArray[np.uint8], Ints]:
    """What ``doc.ents`` says of each token: its ENT_IOB, and the number of its mark counted from 1 (0: of none)."""
    ents, lengths = shard.ents, shard.ents.last - shard.ents.first
    starts = firsts(shard.words.lengths)[ents.document] + ents.first
    covered = np.repeat(starts - firsts(lengths), lengths) + np.arange(lengths.sum())
    iob = np.where(shard.missing, np.uint8(MISSING), np.uint8(OUTSIDE))
    iob[covered] = INSIDE
    iob[starts] = BEGIN
    mark = np.zeros(len(iob), np.int32)
    mark[covered] = np.repeat(np.arange(1, len(ents) + 1, dtype=np.int32), lengths)
    return iob, mark

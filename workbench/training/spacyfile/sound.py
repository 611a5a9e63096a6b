"""Soundness: what must hold in a shard before it is written, because no reader of the file could tell later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.training.shard import Marks, Shard
from workbench.training.spacyfile.tokens import firsts

if TYPE_CHECKING:
    from workbench.training.shard import Ints


def check(shard: Shard) -> None:
    """Prove that the arrays fit each other.

    Raises:
        ValueError: naming the first thing that does not hold; the fault is the program's, never the user's.
    """
    for faults in (_sizes(shard), _words(shard), _marks(shard), _ents(shard)):
        for fault in faults:
            raise ValueError(f"a shard that cannot be written: {fault}")


def _sizes(shard: Shard) -> Iterator[str]:
    words, tokens, documents = shard.words, int(shard.words.lengths.sum()), len(shard.words.lengths)
    per_token = {"ids": words.ids, "spaces": words.spaces, "missing": shard.missing, "starts": shard.sentence_starts}
    for name, array in per_token.items():
        if array is not None and len(array) != tokens:
            yield f"{name} has not one value a token"
    for name, values in {"cats": shard.cats, "user_data": shard.user_data or shard.cats}.items():
        if len(values) != documents:
            yield f"{name} has not one value a document"


def _words(shard: Shard) -> Iterator[str]:
    if not _within(shard.words.ids, len(shard.words.forms)):
        yield "an id is of no word"
    if "" in shard.words.forms:
        yield "a word is empty"
    if not shard.strings or shard.strings[0]:
        yield "the first string is not the empty one"
    if len({group.key for group in shard.groups}) < len(shard.groups):
        yield "two groups have one key"


def _marks(shard: Shard) -> Iterator[str]:
    for key, marks in (("ents", shard.ents), *((group.key, group.marks) for group in shard.groups)):
        if np.any(np.diff(marks.document) < 0):
            yield f"the marks of {key} are not sorted by document"
        if not all(_within(numbers, len(shard.strings)) for numbers in (marks.label, marks.kb_id, marks.id)):
            yield f"a mark of {key} is of no string"
        if not _within(marks.document, len(shard.words.lengths)):
            yield f"a mark of {key} is in no document"
        elif np.any(marks.first < 0) or np.any(marks.last > shard.words.lengths[marks.document]):
            yield f"a mark of {key} reaches out of its document"
        if np.any(marks.first >= marks.last):
            yield f"a mark of {key} covers no token"


def _ents(shard: Shard) -> Iterator[str]:
    if not np.all(shard.ents.label):
        yield "an ent has no label"
    starts, ends = _global(shard.ents, shard)
    order = np.argsort(starts, kind="stable")
    if np.any(ends[order][:-1] > starts[order][1:]):
        yield "two ents overlap"
    missing = np.concatenate(([0], np.cumsum(shard.missing)))
    if np.any(missing[ends] > missing[starts]):
        yield "a token of an ent is missing"


def _within(numbers: Ints, count: int) -> bool:
    return not len(numbers) or bool(numbers.min() >= 0 and numbers.max() < count)


def _global(marks: Marks, shard: Shard) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    zero = firsts(shard.words.lengths)[marks.document]
    return zero + marks.first, zero + marks.last

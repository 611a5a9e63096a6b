"""A shard whose arrays do not fit each other is refused by both writers, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

import numpy as np
import pytest

from workbench.training.shard import Group, Marks, Shard, Words
from workbench.training.spacyfile import direct, doc_path
from workbench.training.spacyfile.probe import sample

GOOD = sample()


def ints(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(values, np.int32)


def marks(*rows: tuple[int, int, int, int]) -> Marks:
    """Marks from (document, first, last, label)."""
    document, first, last, label = (ints(*column) for column in zip(*rows, strict=True))
    return Marks(document, first, last, label, label * 0, label * 0)


def words(**changed: object) -> Shard:
    return replace(GOOD, words=replace(GOOD.words, **changed))  # type: ignore[arg-type]


BROKEN: dict[str, Shard] = {
    "ids has not one value a token": words(ids=GOOD.words.ids[1:]),
    "spaces has not one value a token": words(spaces=GOOD.words.spaces[1:]),
    "missing has not one value a token": replace(GOOD, missing=GOOD.missing[1:]),
    "starts has not one value a token": replace(GOOD, sentence_starts=GOOD.missing[1:]),
    "cats has not one value a document": replace(GOOD, cats=GOOD.cats[1:], user_data=()),
    "user_data has not one value a document": replace(GOOD, user_data=GOOD.user_data[1:]),
    "an id is of no word": words(ids=GOOD.words.ids + 1),
    "a word is empty": words(forms=("", *GOOD.words.forms[1:])),
    "the first string is not the empty one": replace(GOOD, strings=("x", *GOOD.strings[1:])),
    "two groups have one key": replace(GOOD, groups=(GOOD.groups[0], GOOD.groups[0])),
    "the marks of ents are not sorted by document": replace(GOOD, ents=marks((2, 0, 1, 1), (0, 0, 1, 1))),
    "a mark of ents is in no document": replace(GOOD, ents=marks((3, 0, 1, 1))),
    "a mark of sc is of no string": replace(GOOD, groups=(Group("sc", marks((0, 0, 1, 99))),)),
    "a mark of sc reaches out of its document": replace(GOOD, groups=(Group("sc", marks((0, 3, 5, 1))),)),
    "a mark of sc covers no token": replace(GOOD, groups=(Group("sc", marks((0, 2, 2, 1))),)),
    "an ent has no label": replace(GOOD, ents=marks((0, 0, 1, 0))),
    "two ents overlap": replace(GOOD, ents=marks((0, 0, 2, 1), (0, 1, 2, 1))),
    "a token of an ent is missing": replace(GOOD, ents=marks((0, 1, 3, 1))),
}


@pytest.mark.parametrize("write", [direct.write, doc_path.write])
@pytest.mark.parametrize("fault", BROKEN)
def test_what_does_not_fit_is_refused(fault: str, write: Callable[[BinaryIO, Shard], None]) -> None:
    file = BytesIO()
    with pytest.raises(ValueError, match=fault):
        write(file, BROKEN[fault])
    assert not file.getvalue()


def test_the_sample_is_sound() -> None:
    """Or the tests above would break what is broken already."""
    assert isinstance(GOOD.words, Words)
    direct.write(BytesIO(), GOOD)
    doc_path.write(BytesIO(), GOOD)

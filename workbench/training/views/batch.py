"""The batch: documents that go into one file, their tokens laid end to end.

Offsets and token indices run through the whole batch: a document's code points start at ``base``, its tokens at
``first``. Nothing of one document touches anything of the next, so most questions are asked once for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.core.fault import Fault
from workbench.store.texts import Text
from workbench.training.choosing import Pick
from workbench.training.shard import Words
from workbench.training.views.words import forms_of

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents with their tokens.

    Attributes:
        codes: the code points of all texts (uint8 where all are ASCII, else uint32).
        base: int64 [documents + 1], the code points before each document.
        first: int64 [documents + 1], the tokens before each document.
        starts, ends: int64 [tokens], code points of the batch.
        spaces: bool [tokens], whether a blank follows.
    """

    picks: Sequence[Pick]
    texts: Sequence[Text]
    codes: NDArray[np.unsignedinteger]
    base: Numbers
    first: Numbers
    starts: Numbers
    ends: Numbers
    spaces: Mask

    @property
    def tokens(self) -> int:
        """How many tokens there are."""
        return len(self.starts)

    def covering(self, starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
        """The tokens that touch each range of code points, as (first, one past last)."""
        return np.searchsorted(self.ends, starts, "right"), np.searchsorted(self.starts, ends, "left")

    def touched(self, starts: Numbers, ends: Numbers) -> Mask:
        """Which tokens any of the ranges of code points touches: bool [tokens]."""
        return covered(*self.covering(starts, ends), self.tokens)

    def words(self) -> Words:
        """The tokens as a file says them.

        Raises:
            Fault: where the blank that stands after a token is none.
        """
        blanks = self.ends[self.spaces]
        wrong = blanks[self.codes[blanks] != ord(" ")]
        if len(wrong):
            raise _unfit(self.picks[int(np.searchsorted(self.base, wrong[0], "right")) - 1])
        forms, ids = forms_of("".join(text.body for text in self.texts), self.starts, self.ends)
        return Words(forms, ids, self.spaces, np.diff(self.first).astype(np.int32))

    def slice(self, document: int, start: int, end: int) -> str:
        """The text between two code points of the batch, which lie in this document."""
        before = int(self.base[document])
        return self.texts[document].body[start - before : end - before]


def batch(picks: Sequence[Pick], texts: Sequence[Text]) -> Batch:
    """Lay the documents end to end.

    Raises:
        Fault: where stored tokens are shorter or longer than their text.
    """
    packed = [np.frombuffer(text.tokens, "<u4" if text.wide else "<u2") for text in texts]
    all_ = np.concatenate(packed or [np.empty(0, "<u2")]).astype(np.int64)
    first = _sums([len(one) for one in packed])
    base = _sums([len(text.body) for text in texts])
    sizes, blanks = all_ >> 1, all_ & 1
    nexts = np.concatenate(([0], np.cumsum(sizes + blanks)))
    unfit = np.flatnonzero(nexts[first] != base)
    if len(unfit):
        raise _unfit(picks[int(unfit[0]) - 1])
    return Batch(picks, texts, _codes(texts), base, first, nexts[:-1], nexts[:-1] + sizes, blanks.astype(bool))


def covered(firsts: Numbers, lasts: Numbers, size: int) -> Mask:
    """Which of so many places stand in any of the half-open ranges."""
    edges = np.bincount(firsts, minlength=size + 1) - np.bincount(lasts, minlength=size + 1)
    return np.cumsum(edges[:size]) > 0


def _codes(texts: Sequence[Text]) -> NDArray[np.unsignedinteger]:
    if all(text.body.isascii() for text in texts):
        return np.frombuffer(b"".join(text.body.encode() for text in texts), np.uint8)
    return np.frombuffer(b"".join(text.body.encode("utf-32-le") for text in texts), "<u4")


def _sums(sizes: Sequence[int]) -> Numbers:
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))).astype(np.int64)


def _unfit(pick: Pick) -> Fault:
    return Fault(f"{pick.name}: the stored tokens do not fit the text", "Run `workbench db check`")

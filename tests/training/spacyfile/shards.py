"""Shards for tests: nasty texts as spaCy's own tokenizer cuts them, with marks of every kind over them.

Everything follows from the seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from tests.hostile import PIECES
from workbench.training.shard import Group, Marks, Shard, Words
from workbench.training.spacyfile.facts import Facts, facts

RESERVED: Final = ("ORG", "LAW", "EVENT", "GPE", "X", "agent", "nsubj", "IS_ALPHA", "ORTH", "PERSON", "DET")
LABELS: Final = (*RESERVED, "ACTOR", "naïve label", "l" * 41, "事件", "a b", "👩\u200d👧")
KB_IDS: Final = ("", "", "", "Q42", "LAW", "k" * 41, "018f9c1e-0000-7000-8000-00000000ffff")
TEXTS: Final = (
    *PIECES.values(),
    "",
    " ",
    "  \n\n ",
    "\x00nul\x00 \ufeffmark",
    "The U.S.-led LAW of the ORG hit agent X.",
    "ORG LAW EVENT GPE X agent",
    "w" * 41 + " " + "é" * 32 + " " + "界" * 16,
    "word\u00a0with\u00a0ties and\ttabs\r\nand lines",
    "e\u0301 \u0301 a\u0300b\u0300 क्षि",
    "שלום עולם (123) مرحبا",
    "don't can't e.g. $1.5bn 10%—or “quoted”, http://example.invalid/a?b=c :-)",
)


@cache
def english() -> Language:
    """spaCy's English tokenizer."""
    import spacy

    return spacy.blank("en")


def texts(count: int, seed: int) -> list[str]:
    """Nasty texts: pieces of every kind, glued; some are empty, and about one in 700 has a token of over 32,767."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        pieces = [piece for piece in chance.choices(TEXTS, k=chance.randint(0, 4)) if len(piece) < 400]
        pieces += ["".join(map(chr, (chance.randrange(0xD800) for _ in range(chance.randint(0, 12)))))]
        if not chance.randrange(700):
            pieces.append("long" * 8_200)
        chance.shuffle(pieces)
        found.append(chance.choice(("", " ", "\n", " \u200b")).join(pieces))
    return found


def shard(bodies: Sequence[str], seed: int) -> Shard:
    """A shard of the texts, with random marks, cats and user data; sentences are known where the seed is odd."""
    chance = random.Random(seed)
    docs = [english().make_doc(body) for body in bodies]
    forms = _Numbers()
    ids = [forms.of(token.text) for doc in docs for token in doc]
    lengths = [len(doc) for doc in docs]
    strings = _Numbers()
    strings.of("")
    ents, missing = _Table(), []
    for n, length in enumerate(lengths):
        missing += _entities(n, length, ents, strings, chance)
    groups = [Group("sc", _anywhere(lengths, 4, strings, chance).marks())]
    groups += [
        Group(key, _anywhere(lengths, 1, strings, chance).marks(), everywhere=False)
        for key in chance.sample(("coref_clusters_1", "coref_clusters_2", "LAW", "g" * 300), chance.randint(0, 4))
    ]
    starts = np.array([chance.random() < 0.2 for _ in ids], np.bool_) if seed % 2 else None
    return Shard(
        Words(
            forms.strings,
            _ints(ids),
            np.array([bool(t.whitespace_) for d in docs for t in d], np.bool_),
            _ints(lengths),
        ),
        strings.strings,
        ents.marks(),
        np.array(missing, np.bool_),
        groups,
        [_cats(chance) for _ in docs],
        [_user_data(chance) for _ in docs] if chance.random() < 0.8 else (),
        starts,
    )


def read(write: Callable[[BinaryIO, Shard], object], shard: Shard) -> list[Facts]:
    """What a spaCy that never saw the words before reads in the file that a writer makes."""
    file = BytesIO()
    write(file, shard)
    return [facts(doc) for doc in DocBin().from_bytes(file.getvalue()).get_docs(Vocab())]


class _Numbers:
    """Strings, numbered as they come."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._numbers: dict[str, int] = {}

    def of(self, string: str) -> int:
        if string not in self._numbers:
            self._numbers[string] = len(self.strings)
            self.strings.append(string)
        return self._numbers[string]


class _Table:
    """Marks, row by row."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, int, int, int, int]] = []

    def add(self, n: int, first: int, last: int, strings: _Numbers, chance: random.Random) -> None:
        label, kb_id = strings.of(chance.choice(LABELS)), strings.of(chance.choice(KB_IDS))
        self.rows.append((n, first, last, label, kb_id, strings.of(chance.choice(("", f"s{len(self.rows) % 90}")))))

    def marks(self) -> Marks:
        return Marks(*_ints(self.rows).reshape(-1, 6).T)


def _entities(n: int, length: int, ents: _Table, strings: _Numbers, chance: random.Random) -> list[bool]:
    """Add entities that do not overlap, often side by side; returns which of the document's tokens are missing."""
    missing, at, share = [False] * length, 0, chance.choice((0.0, 0.1, 1.0))
    while at < length:
        last = min(length, at + chance.choice((1, 1, 2, 5)))
        if chance.random() < 0.3:
            ents.add(n, at, last, strings, chance)
        else:
            missing[at:last] = [chance.random() < share for _ in range(at, last)]
        at = last
    return missing


def _anywhere(lengths: Sequence[int], most: int, strings: _Numbers, chance: random.Random) -> _Table:
    """Marks that may nest, cross and repeat, in no order within a document."""
    table = _Table()
    for n, length in enumerate(lengths):
        for _ in range(chance.randint(0, most) if length else 0):
            first = chance.randrange(length)
            last = min(length, first + chance.choice((1, 2, 9, 40)))
            table.add(n, first, last, strings, chance)
            if chance.random() < 0.3:
                table.add(n, first, last, strings, chance)
    return table


def _cats(chance: random.Random) -> dict[str, float]:
    return {key: float(chance.randint(0, 1)) for key in ("topic=trade", "LAW", "é")[: chance.randint(0, 3)]}


def _user_data(chance: random.Random) -> dict[Any, Any]:
    plain = {
        "v": 1,
        "s1": {"start": 3, "attrs": {"é": None, "n": -1.5}},
        "list": [1, [True], "👩\u200d👧"],
        "big": 2**40,
    }
    pairs = {(chance.randint(0, 300), 70_000): {"AGENT": 1.0, "LAW": 0.0} for _ in range(chance.randint(0, 20))}
    return dict(
        chance.sample([("ann", plain), (("._.", "rel", None, None), pairs), ("é" * 40, "x")], chance.randint(0, 3))
    )


def _ints(values: Sequence[Any]) -> NDArray[np.int32]:
    return np.array(values, np.int32)

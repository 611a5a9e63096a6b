"""The probe: whether the installed spaCy reads what the direct writer writes; run in a process of its own.

``python -m workbench.training.spacyfile.probe`` prints a JSON list of what differs, in words; empty where nothing does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from workbench.training.shard import Group, Marks, Shard, Words
from workbench.training.spacyfile import direct, doc_path
from workbench.training.spacyfile.facts import Facts, facts
from workbench.training.spacyfile.symbols import installed, table


def differences() -> Iterator[str]:
    """What the installed spaCy, which this imports, does otherwise than the direct writer takes for granted."""
    found, known = installed(), table()
    if found.docbin != known.docbin:
        yield f"its DocBin has version {found.docbin}, not {known.docbin}"
    elif found.symbols != known.symbols:
        yield "it reserves other symbols"
    elif _read(direct.write) != _read(doc_path.write):
        yield "it reads a sample otherwise than meant"


def sample() -> Shard:
    """A shard with something in every column: a reserved symbol as word, label and id, a blank document, gaps."""
    forms = ("LAW", "of", "naïve", "👩\u200d👧", "\r\n", "a-very-long-word-" * 20)
    words = Words(forms, _ints(0, 1, 2, 3, 4, 5, 0), np.array([1, 1, 0, 1, 0, 0, 1], np.bool_), _ints(4, 0, 3))
    strings = ("", "ORG", "EVENT", "s1", "s2", "an entity of the registry")
    ents = Marks(_ints(0, 2), _ints(0, 1), _ints(2, 3), _ints(1, 2), _ints(5, 0), _ints(3, 4))
    nested = Marks(_ints(0, 0, 2), _ints(0, 0, 0), _ints(4, 4, 2), _ints(1, 2, 2), _ints(0, 5, 1), _ints(3, 4, 3))
    return Shard(
        words,
        strings,
        ents,
        missing=np.array([0, 0, 1, 0, 1, 0, 0], np.bool_),
        groups=(Group("sc", nested), Group("coref_clusters_1", ents, everywhere=False)),
        cats=({"topic=trade": 1.0, "topic=law": 0.0}, {}, {}),
        user_data=({"ann": {"spans": {"s1": None}}}, {}, {("._.", "rel", None, None): {(0, 1): {"AGENT": 1.0}}}),
        sentence_starts=np.array([1, 0, 0, 1, 1, 0, 0], np.bool_),
    )


def _ints(*values: int) -> NDArray[np.int32]:
    return np.array(values, np.int32)


def _read(write: Callable[[BinaryIO, Shard], None]) -> list[Facts]:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    file = BytesIO()
    write(file, sample())
    return [facts(doc) for doc in DocBin().from_bytes(file.getvalue()).get_docs(Vocab())]


if __name__ == "__main__":
    print(json.dumps(list(differences())))

"""Make the knowledge base of spaCy's entity linker from ``kb/entities.jsonl`` and the mentions of the training part.

    python code/make_kb.py kb/entities.jsonl corpus/train kb/knowledge_base --lang en

Aliases are the names and aliases of the registry, and every form under which the training part mentions an entity. An
alias's probabilities follow from how often it means which entity there; each entity that the registry gives it counts
once more. An entity's vector is a fixed random direction made from its id: the linker learns to point its context
there, so entities that the training part never mentions are found by their aliases alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.kb import InMemoryLookupKB
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

WIDTH = 64


def main() -> None:
    """Read the command line and write the knowledge base."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("entities", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lang", default="en")
    arguments = parser.parse_args()
    vocab = spacy.blank(arguments.lang).vocab
    lines = arguments.entities.read_bytes().splitlines()
    base = knowledge_base(vocab, [json.loads(line) for line in lines], documents(arguments.corpus, vocab))
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    base.to_disk(arguments.out)
    print(f"{base.get_size_entities()} entities, {base.get_size_aliases()} aliases")


def documents(corpus: Path, vocab: Vocab) -> Iterator[Doc]:
    """The documents of a folder of ``.spacy`` files."""
    for path in sorted(corpus.rglob("*.spacy")):
        yield from DocBin().from_disk(path).get_docs(vocab)


def knowledge_base(vocab: Vocab, entities: list[dict[str, Any]], docs: Iterator[Doc]) -> InMemoryLookupKB:
    """The knowledge base of these entities, with aliases weighed by the mentions in the documents."""
    known = {entity["id"] for entity in entities}
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    mentions: Counter[str] = Counter()
    for entity in entities:
        for alias in {entity["name"], *entity["aliases"]}:
            uses[alias][entity["id"]] += 1
    for ent in (ent for doc in docs for ent in doc.ents if ent.kb_id_ in known):
        uses[ent.text][ent.kb_id_] += 1
        mentions[ent.kb_id_] += 1
    base = InMemoryLookupKB(vocab, entity_vector_length=WIDTH)
    for id_ in sorted(known):
        base.add_entity(entity=id_, freq=mentions[id_], entity_vector=direction(id_))
    for alias in sorted(filter(str.strip, uses)):
        ids = sorted(uses[alias])
        total = sum(uses[alias].values())
        base.add_alias(alias=alias, entities=ids, probabilities=[uses[alias][i] / total for i in ids])
    return base


def direction(id_: str) -> list[float]:
    """A unit vector that is the same for an id on every machine."""
    seed = int.from_bytes(hashlib.blake2b(id_.encode(), digest_size=8).digest())
    vector = np.random.default_rng(seed).standard_normal(WIDTH)
    unit: list[float] = (vector / np.linalg.norm(vector)).tolist()
    return unit


if __name__ == "__main__":
    main()

"""A small export made by hand, through spaCy's own documents: what stands beside a corpus is tested on it alone.

Who does what follows from the verb, so that relations can be learned: of one who *met*, both are agents; of one who
*praised*, the first is agent and the second object; of one who *ignored*, nobody is anything. The topic
follows from whether anybody is praised.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.util import import_file

import workbench.training
from workbench.core.entity import Entity
from workbench.core.json import canonical
from workbench.core.ledger import Ledger
from workbench.core.schema import Schema
from workbench.training.folder import Folder
from workbench.training.gold import Gold, together
from workbench.training.policy import Policy
from workbench.training.ready.manifest import Origin, manifest
from workbench.training.ready.writing import Told, pretty, write_ready

NAMES = ["Alma", "Bruno", "Carla", "Dario", "Edda", "Fabio", "Greta", "Hugo"]
IDS = {name: UUID(int=1000 + i) for i, name in enumerate(NAMES)}
ENTITIES = [Entity(IDS[name], name.lower(), name, "PERSON") for name in NAMES]
ROLES = {"met": ("AGENT", "AGENT"), "praised": ("AGENT", "OBJECT"), "ignored": (None, None)}
SCHEMA = Schema.model_validate(
    {
        "name": "handmade",
        "groups": {"actor": {"name": "ACTOR"}, "event": {"name": "EVENT", "event": True}},
        "labels": {"PERSON": {"group": "actor"}, "DEED": {"group": "event"}},
        "relations": {
            "AGENT": {"head": ["event"], "tail": ["actor"]},
            "OBJECT": {"head": ["event"], "tail": ["actor"]},
        },
    }
)
PARTS = ("train", "dev", "test")


@dataclass(slots=True)
class Made:
    """An export's documents by part, and their numbers."""

    docs: dict[str, list[Doc]] = field(default_factory=dict)
    parts: dict[str, Gold] = field(default_factory=dict)


def made(sizes: Sequence[int], seed: int = 3) -> Made:
    """Documents for train, dev and test, so many each."""
    chance = random.Random(seed)
    nlp = spacy.blank("en")
    out = Made()
    for part, size in zip(PARTS, sizes, strict=True):
        out.docs[part] = [_doc(nlp.make_doc, f"{part}-{n}", chance) for n in range(size)]
        out.parts[part] = together(_gold(doc) for doc in out.docs[part])
    return out


def write(out: Path, found: Made, policy: Policy | None = None) -> None:
    """The whole folder, as an export writes it."""
    policy = policy or Policy(rel=True)
    out.mkdir(parents=True)
    folder, ledger, corpus = Folder(out), Ledger(), dict[str, Gold]()
    for part, docs in found.docs.items():
        if docs:
            path = f"corpus/{part}/0000.spacy"
            folder.write(path, DocBin(docs=docs, store_user_data=True).to_bytes())
            corpus[path] = found.parts[part]
            folder.write(f"relations/{part}.jsonl", "".join(canonical(doc.user_data["ann"]) + "\n" for doc in docs))
            for view, n in (("ents", sum(len(doc.ents) for doc in docs)), ("documents", len(docs))):
                ledger.select(view, n)
                ledger.write(view, n)
    ledger.leave_out("not finished", 2)
    write_ready(folder, Told("en", found.parts, policy, ENTITIES, ledger))
    folder.write("ledger.json", pretty(ledger.to_json()))
    shares = {"train": 0.8, "dev": 0.1, "test": 0.1}
    origin = Origin("gold", ("workbench", "export"), 1, {"1": 3}, {"f": 3}, "f", "near-duplicate cluster", "s", shares)
    told = manifest(origin, SCHEMA, policy, found.parts, corpus, folder.hashes, ledger)
    folder.write("manifest.json", pretty(told))


def _doc(make: Any, name: str, chance: random.Random) -> Doc:
    """Three to six sentences of a person, a deed and a person."""
    text, spans, relations = "", [], []
    for _ in range(chance.randint(3, 6)):
        verb = chance.choice(sorted(ROLES))
        marked = []
        for label, lead, word in (
            ("PERSON", "Minister ", chance.choice(NAMES)),
            ("DEED", " today ", verb),
            ("PERSON", " the envoy ", chance.choice(NAMES)),
        ):
            text += lead
            marked.append((label, len(text), len(text) + len(word), word))
            text += word
        text += " .\n" if chance.random() < 0.3 else " . "
        first = len(spans)
        spans += marked
        for role, at in zip(ROLES[verb], (first, first + 2), strict=True):
            relations += [(role, first + 1, at)] if role else []
    return _annotated(make(text), name, spans, relations)


def _annotated(
    doc: Doc, name: str, spans: list[tuple[str, int, int, str]], relations: list[tuple[str, int, int]]
) -> Doc:
    """The document with everything that an export writes into one."""
    found: list[Span] = []
    for n, (label, start, end, word) in enumerate(spans, 1):
        span = doc.char_span(start, end, label, kb_id=str(IDS[word]) if word in IDS else "")
        assert span is not None
        span.id_ = f"s{n}"
        found.append(span)
    doc.set_ents(found)
    doc.spans["sc"] = found
    topic = "praise" if "praised" in doc.text else "duty"
    doc.cats = {f"topic={value}": float(value == topic) for value in ("duty", "praise")}
    doc.user_data["ann"] = {
        "v": 1,
        "doc": str(UUID(int=len(name))),
        "spans": {
            span.id_: {
                "label": span.label_,
                "at": [[span.start_char, span.end_char]],
                "attributes": {},
                "links": [span.kb_id_] if span.kb_id_ else [],
            }
            for span in found
        },
        "relations": [
            {"id": f"r{n}", "label": label, "head": found[a].id_, "child": found[b].id_, "attributes": {}}
            for n, (label, a, b) in enumerate(relations, len(found) + 1)
        ],
        "labels": [["topic", topic]],
        "meta": {"name": name, "layer": "gold", "kind": "gold", "round": 1, "schema": 1},
    }
    rel: dict[tuple[int, int], dict[str, float]] = {}
    for label, a, b in relations:
        rel.setdefault((found[a].start, found[b].start), {})[label] = 1.0
    doc.user_data["._.", "rel", None, None] = rel
    return doc


def _gold(doc: Doc) -> Gold:
    """The numbers of one document, counted from what it holds."""
    gold = Gold(documents=1, tokens=len(doc), links=sum(bool(ent.kb_id_) for ent in doc.ents))
    gold.ents.update((ent.label_, len(ent)) for ent in doc.ents)
    gold.groups["sc"] = gold.ents.copy()
    gold.cats.update({name: int(value) for name, value in doc.cats.items()})
    gold.relations.update(one["label"] for one in doc.user_data["ann"]["relations"])
    for (head, tail), labels in doc.user_data["._.", "rel", None, None].items():
        gold.rel.update(labels.keys())
        gold.reach = max(gold.reach, abs(head - tail))
    return gold


def read(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_bytes())


def code(name: str) -> Path:
    """A file that goes along with an export, where it stands in the package."""
    return Path(workbench.training.__path__[0]) / "code" / name


@cache
def relations() -> Any:
    """The module of the relation model, loaded as spaCy's ``--code`` loads it; once, or its factory would be two."""
    return import_file("relations", code("relations.py"))

"""The export: from chosen documents to a folder that spaCy trains on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from workbench.core.entity import Entity
from workbench.core.fault import Fault
from workbench.core.json import Json
from workbench.core.ledger import Ledger
from workbench.core.schema import Schema
from workbench.training.config import LONGEST, ner_config, spancat_config
from workbench.training.corpus import Shard, shards
from workbench.training.folder import MANIFEST, Folder, replacing
from workbench.training.labels import ner_labels, spancat_labels, textcat_labels
from workbench.training.manifest import Origin, manifest
from workbench.training.misaligned import misaligned_lines
from workbench.training.readme import readme
from workbench.training.split import PARTS, Division, hashed_order
from workbench.training.view import SC, Source, View, Viewer

DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds: documents a part, and the ledger."""

    documents: dict[str, int]
    ledger: Ledger

    def to_json(self) -> dict[str, Json]:
        """The report of ``--json``: the ledger, and how many documents stand in each part."""
        return {"documents": dict(self.documents), **self.ledger.to_json()}


def export(
    out: Path,
    sources: Sequence[Source],
    schema: Schema,
    entities: Mapping[UUID, Entity],
    division: Division,
    origin: Origin,
    ledger: Ledger,
    *,
    strict: bool = False,
    force: bool = False,
) -> Exported:
    """Write the folder, whole or not at all.

    Raises:
        Fault: where nothing is finished, the place is taken, or ``strict`` and something is in no view.
    """
    viewer = Viewer(schema, entities, origin.group, ledger)
    by_part = _views(viewer, sources, division, origin.salt)
    for unit in division.straddling:
        ledger.change(DOCUMENTS, "document", "", "near-duplicates stand in different parts", str(unit[0]))
    if not any(by_part.values()):
        raise Fault("There is no finished document to export", "Finish one, or choose other --layers")
    ledger.check()
    if strict and ledger.dropped(DOCUMENTS):
        raise Fault(f"{ledger.dropped(DOCUMENTS)} documents could not be written", "Leave --strict out to see which")
    with replacing(out, force=force) as folder:
        _write(folder, by_part, viewer, division, origin)
    return Exported({part: len(views) for part, views in by_part.items()}, ledger)


def _views(viewer: Viewer, sources: Sequence[Source], division: Division, salt: str) -> dict[str, list[View]]:
    """The views by part, in an order that says nothing about the documents."""
    by_id = {source.id: source for source in sources}
    out: dict[str, list[View]] = {part: [] for part in PARTS}
    viewer.ledger.select(DOCUMENTS, len(by_id))
    for id_ in hashed_order(list(by_id), salt):
        source = by_id[id_]
        if not len(source.tokens):
            viewer.ledger.drop(DOCUMENTS, "document", "", "has no tokens", source.name)
            continue
        viewer.ledger.write(DOCUMENTS)
        out[division.parts[id_]].append(viewer.view(source))
    return out


def _write(
    folder: Folder, by_part: Mapping[str, Sequence[View]], viewer: Viewer, division: Division, origin: Origin
) -> None:
    import spacy

    vocab = spacy.blank(viewer.schema.language).vocab
    files: list[Shard] = []
    for part, views in by_part.items():
        for shard in shards(part, views, vocab):
            folder.write(shard.path, shard.data)
            files.append(shard)
    every = [view for views in by_part.values() for view in views]
    components = _train_files(folder, by_part["train"], viewer)
    trainable = components if by_part["dev"] else []
    folder.write("README.md", readme({part: len(views) for part, views in by_part.items()}, trainable))
    folder.write("misaligned.jsonl", misaligned_lines(viewer.misaligned))
    folder.write("ledger.json", _pretty(viewer.ledger.to_json()))
    told = manifest(origin, viewer.schema, every, files, folder.hashes, len(division.straddling))
    folder.write(MANIFEST, _pretty(told))


def _train_files(folder: Folder, views: Sequence[View], viewer: Viewer) -> list[str]:
    """Labels and configs of every component that the training part teaches something; returns those with a config."""
    components: list[str] = []
    lang = viewer.schema.language
    if any(view.ents for view in views):
        components.append("ner")
        folder.write("labels/ner.json", _pretty(ner_labels(views)))
        folder.write("configs/ner.cfg", ner_config(lang))
    lengths = [marked.last - marked.first for view in views for marked in view.sc]
    if lengths:
        components.append("spancat")
        folder.write("labels/spancat.json", _pretty(spancat_labels(views)))
        folder.write("configs/spancat.cfg", spancat_config(lang, max(lengths)))
        _count_long(viewer, views)
    if any(view.cats for view in views):
        folder.write("labels/textcat_multilabel.json", _pretty(textcat_labels(views)))
    return components


def _count_long(viewer: Viewer, views: Sequence[View]) -> None:
    """Say which spans the config of spancat will never propose."""
    for view in views:
        for marked in view.sc:
            if marked.last - marked.first > LONGEST:
                why = f"longer than the {LONGEST} tokens spancat proposes"
                viewer.ledger.change(SC, "span", marked.label, why, f"{view.source.name} {marked.id}")


def _pretty(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"

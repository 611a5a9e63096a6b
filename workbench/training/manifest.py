"""The manifest: what an export is made of, from what, and how, so that it can be made and trusted again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench import __version__
from workbench.core.json import Json
from workbench.core.schema import Schema
from workbench.training.corpus import Shard
from workbench.training.names import label_names, relation_names
from workbench.training.split import PARTS, Shares
from workbench.training.view import View

FORMAT: Final = 1
POLICY: Final[dict[str, Json]] = {
    "ents": "longest first, then earliest, then oldest; tokens only under a dropped span are missing",
    "sc": "every span on whole tokens; discontinuous spans one a fragment",
    "skip_zones": "missing in ents",
    "kb_id": "the id of the span's first link, followed through merges",
    "cats": "decided document labels as key=value; undecided ones absent",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an export came from: the choice of layers, the split, the schema's version, and the command line."""

    layers: str
    group: bool
    salt: str
    shares: Shares
    schema_version: int
    command: tuple[str, ...]
    tokenizers: Mapping[str, int]
    installed: str


def manifest(
    origin: Origin,
    schema: Schema,
    views: Sequence[View],
    files: Sequence[Shard],
    hashes: Mapping[str, str],
    straddling: int,
) -> dict[str, Json]:
    """The manifest as JSON values; ``hashes`` are those of all other files."""
    from spacy.about import __version__ as spacy_version

    finished = Counter(str(view.source.layer.head.schema or "none") for view in views)
    counted = {shard.path: shard.counts() for shard in files}
    return {
        "format": FORMAT,
        "workbench": __version__,
        "spacy": spacy_version,
        "lang": schema.language,
        "tokenizer": {"installed": origin.installed, "documents": dict(sorted(origin.tokenizers.items()))},
        "schema": {
            "name": schema.name,
            "version": origin.schema_version,
            "sha256": schema.sha256,
            "finished_under": dict(sorted(finished.items())),
        },
        "labels": dict(sorted(label_names(schema, group=origin.group).items())),
        "relations": dict(sorted(relation_names(schema).items())),
        "defaults": {i: a.default for i, a in sorted(schema.attributes.items()) if a.default is not None},
        "selection": {"layers": origin.layers, "group": origin.group},
        "policy": POLICY,
        "split": {
            "unit": "near-duplicate cluster",
            "salt": origin.salt,
            "shares": dict(zip(PARTS, origin.shares, strict=True)),
            "straddling_clusters": straddling,
        },
        "counts": {part: _sum([s for s in files if s.path.startswith(f"corpus/{part}/")]) for part in PARTS},
        "command": list(origin.command),
        "files": [{"path": path, "sha256": digest, **counted.get(path, {})} for path, digest in sorted(hashes.items())],
    }


def _sum(files: Sequence[Shard]) -> Json:
    return {
        "documents": sum(shard.documents for shard in files),
        "tokens": sum(shard.tokens for shard in files),
        "ents": sum(shard.ents for shard in files),
        "sc": sum(shard.sc for shard in files),
    }

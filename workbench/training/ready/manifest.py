"""The manifest: what an export is made of, from what, and how, so that it can be made and trusted again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workbench import __version__
from workbench.core.json import Json, canonical, sha256
from workbench.core.ledger import Ledger
from workbench.core.schema import Schema
from workbench.training.contract.manifest import (
    Books,
    Counts,
    File,
    Manifest,
    SchemaUsed,
    Selection,
    Split,
    Tokenizers,
    Told,
    Writer,
)
from workbench.training.gold import Gold, spans
from workbench.training.names import label_names, relation_names
from workbench.training.policy import Policy
from workbench.training.ready.writing import spacy_version
from workbench.training.spacyfile.symbols import table

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an export came from.

    Attributes:
        layers: whose work, as ``--layers`` says it.
        command: the command line.
        schema_version: of the schema that holds.
        finished_under: documents by the version of the schema they were finished under.
        tokenizers: documents by the fingerprint of the tokenizer that cut them.
        installed: the fingerprint of the installed tokenizer.
        unit, salt, shares, straddling: how documents were divided.
        writer: how the corpus was written, ``direct`` or ``doc``.
        why: why not directly.
    """

    layers: str
    command: Sequence[str]
    schema_version: int
    finished_under: Mapping[str, int]
    tokenizers: Mapping[str, int]
    installed: str
    unit: str
    salt: str
    shares: Mapping[str, float]
    straddling: int = 0
    writer: str = "direct"
    why: str = ""


def manifest(
    origin: Origin,
    schema: Schema,
    policy: Policy,
    parts: Mapping[str, Gold],
    corpus: Mapping[str, Gold],
    hashes: Mapping[str, str],
    ledger: Ledger,
) -> dict[str, Json]:
    """The manifest as JSON values.

    Args:
        origin: where it came from.
        schema: the schema that holds.
        policy: what was asked of the views.
        parts: the numbers of train, dev and test.
        corpus: the numbers of each ``.spacy`` file, by path.
        hashes: the SHA-256 of every other file, by path.
        ledger: the finished ledger.
    """
    key = policy.spans_key
    files = [
        File(path=path, sha256=digest, counts=counts(corpus[path], key) if path in corpus else None)
        for path, digest in sorted(hashes.items())
    ]
    shape = Manifest(
        format=FORMAT,
        workbench=__version__,
        spacy=spacy_version(),
        writer=Writer.model_validate({"path": origin.writer, "why": origin.why, "symbols": _symbols()}),
        lang=schema.language,
        tokenizer=Tokenizers(installed=origin.installed, documents=_sorted(origin.tokenizers)),
        schema=SchemaUsed(
            name=schema.name,
            version=origin.schema_version,
            sha256=schema.sha256,
            finished_under=_sorted(origin.finished_under),
        ),
        labels=dict(sorted(label_names(schema, group=policy.group).items())),
        relations=dict(sorted(relation_names(schema).items())),
        defaults={i: a.default for i, a in sorted(schema.attributes.items()) if a.default is not None},
        selection=Selection(layers=origin.layers),
        policy=policy.to_json(),
        split=Split(unit=origin.unit, salt=origin.salt, shares=dict(origin.shares), straddling=origin.straddling),
        counts={part: counts(gold, key) for part, gold in parts.items()},
        ledger=_books(ledger),
        command=list(origin.command),
        files=files,
    )
    return shape.model_dump(mode="json", by_alias=True, exclude_none=True)


def counts(gold: Gold, spans_key: str) -> Counts:
    """What a part or a file holds."""
    return Counts(
        documents=gold.documents,
        tokens=gold.tokens,
        missing=gold.missing,
        ents=spans(gold.ents),
        spans=spans(gold.groups.get(spans_key, Counter())),
        relations=gold.relations.total(),
    )


def _books(ledger: Ledger) -> Books:
    views = [
        Told(view=name, selected=view.selected, written=view.written, dropped=ledger.dropped(name))
        for name, view in sorted(ledger.views.items())
    ]
    told: Any = ledger.to_json()
    changed, left = (sum(row["n"] for row in told[kind]) for kind in ("changed", "not_selected"))
    return Books(views=views, changed=changed, not_selected=left)


def _symbols() -> str:
    return sha256(canonical(table().symbols))


def _sorted(numbers: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(numbers.items()))

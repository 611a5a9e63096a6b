"""The export: from chosen documents to a folder that spaCy trains on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.core.entity import Entity
from workbench.core.fault import Fault
from workbench.core.json import Json
from workbench.core.ledger import Ledger
from workbench.core.schema import Schema
from workbench.training.choosing import Pick
from workbench.training.configs.suggester import span_range
from workbench.training.corpus import Corpus
from workbench.training.folder import MANIFEST, replacing
from workbench.training.gold import sizes
from workbench.training.policy import Policy
from workbench.training.ready.manifest import Origin, manifest
from workbench.training.ready.writing import Told, pretty, write_ready
from workbench.training.source import Source
from workbench.training.spacyfile.choice import writer_for_installed
from workbench.training.split import PARTS, Division
from workbench.training.units import salted
from workbench.training.views.lens import Lens
from workbench.training.views.registry import Registry

DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Job:
    """What is exported, from where, and by which policy.

    Attributes:
        picks: the documents.
        source: where they are read.
        schema, entities: of the project; the registry is whole, merged entities included.
        division: of the documents into train, dev and test.
        salt: of the order in which they are written.
    """

    picks: Sequence[Pick]
    source: Source
    schema: Schema
    entities: Sequence[Entity]
    division: Division
    salt: str
    policy: Policy


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
    job: Job,
    origin: Callable[[str, str], Origin],
    ledger: Ledger,
    *,
    strict: bool = False,
    force: bool = False,
    advance: Callable[[int], object] = lambda n: None,
) -> Exported:
    """Write the folder, whole or not at all.

    Args:
        out: the folder.
        job: what is exported.
        origin: where it comes from, given the name of the writer and why it is not the usual one.
        ledger: where documents that were left out stand already.
        strict: refuse where a document cannot be written; all that is in the others stands in ``ann`` at least.
        force: replace an earlier export.
        advance: told how many more documents stand.

    Raises:
        Fault: where nothing is finished, the place is taken, the policy does not fit the schema, or ``strict`` and
            something is in no view.
    """
    lens = Lens(job.schema, job.policy)
    parts = _parts(job, ledger)
    if strict and ledger.dropped(DOCUMENTS):
        raise Fault(f"{ledger.dropped(DOCUMENTS)} documents could not be written", "Leave --strict out to see which")
    if not any(parts.values()):
        raise Fault("There is no finished document to export", "Finish one, or choose other --layers")
    writer = writer_for_installed()
    with replacing(out, force=force) as folder:
        registry = Registry({entity.id: entity for entity in job.entities})
        corpus = Corpus(job.source, lens, registry, ledger, folder, writer, advance)
        corpus.write(parts)
        _tell_lengthy(corpus, job.policy, ledger)
        ledger.check()
        write_ready(folder, Told(job.schema.language, corpus.parts, job.policy, job.entities, ledger))
        folder.write("ledger.json", pretty(ledger.to_json()))
        told = origin(writer.name, writer.reason)
        made = manifest(told, job.schema, job.policy, corpus.parts, corpus.files, folder.hashes, ledger)
        folder.write(MANIFEST, pretty(made))
    return Exported({part: len(picks) for part, picks in parts.items()}, ledger)


def _parts(job: Job, ledger: Ledger) -> dict[str, list[Pick]]:
    """The documents by part, in an order that says nothing about them."""
    out: dict[str, list[Pick]] = {part: [] for part in PARTS}
    ledger.select(DOCUMENTS, len(job.picks))
    for unit in job.division.straddling:
        ledger.change(DOCUMENTS, "document", "", "near-duplicates stand in different parts", str(unit[0]))
    for pick in sorted(job.picks, key=lambda pick: salted(pick.document, job.salt)):
        if pick.tokens:
            out[job.division.parts[pick.document]].append(pick)
        else:
            ledger.drop(DOCUMENTS, "document", "", "has no tokens", pick.name)
    ledger.write(DOCUMENTS, sum(map(len, out.values())))
    return out


def _tell_lengthy(corpus: Corpus, policy: Policy, ledger: Ledger) -> None:
    """Say which spans the config of spancat, whose range follows from the training part, will never propose."""
    taught = sizes(corpus.parts["train"].groups.get(policy.spans_key, Counter()))
    if taught:
        corpus.lengthy.tell(ledger, corpus.parts.values(), policy.spans_key, span_range(taught))

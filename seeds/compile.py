"""Compile the readings into ``samples.jsonl``, the project that `make run` opens: ``python seeds/compile.py [OUT]``.

The readings are what people edit; the JSONL is what the program loads, because reading it needs no spaCy.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import regex
from ruamel.yaml import YAML

from workbench.core.edit import HEAD, LABEL, RELATION, SPAN, Edit, Operation, on
from workbench.core.entity import Entity
from workbench.core.ids import stream_id
from workbench.core.layer import Layer
from workbench.core.record import AnyRecord
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.span import Fragment, Span, pairs
from workbench.formats.jsonl.write import write_lines
from workbench.formats.schema_yaml import read
from workbench.ingest.intake import Wishes, ingest
from workbench.store import annotators, documents, entities, layers, schemas
from workbench.store.commit import commit, write
from workbench.store.database import Database
from workbench.store.dump import dump

HERE = Path(__file__).parent
ANNOTATORS = ("mika", "sol", "noor")
AT = 1_767_225_600_000
"""The time every sample record bears (1 January 2026, UTC), so that the file changes only where the samples do."""

_QUOTE = regex.compile(r'"([^"]+)"(?:@(\d+))?')


@dataclass
class Reading:
    """One annotator's reading of one article, as the file says it."""

    document: str
    status: str
    spans: dict[str, tuple[str, list[tuple[str, int]], list[str]]] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def parse(text: str) -> Reading:
    """A reading from its file; the format stands in ``seeds/README.md``."""
    out = Reading("", "in_progress")
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        if word == "document:":
            out.document = rest
        elif word == "status:":
            out.status = rest
        elif word == "doc:":
            key, _, value = rest.partition("=")
            out.labels.append((key, value))
        elif word == "note":
            id_, _, note = rest.partition(": ")
            out.notes[id_] = note
        elif '"' in rest:
            label, _, quoted = rest.partition(" ")
            last = list(_QUOTE.finditer(quoted))[-1].end()
            quotes = [(m[1], int(m[2] or 1)) for m in _QUOTE.finditer(quoted[:last])]
            out.spans[word] = (label, quotes, quoted[last:].split())
        else:
            label, tail = rest.split()
            out.relations.append((word, label, tail))
    return out


def edits(reading: Reading, text: str, registry: dict[str, Entity], layer: Layer) -> Iterator[Edit]:
    """The edits that make an empty layer say what a reading says."""
    numbers = {id_: n for n, id_ in enumerate(reading.spans, 1)}
    for id_, (label, quotes, rest) in reading.spans.items():
        span = Span(
            numbers[id_],
            label,
            tuple(place(text, words, k) for words, k in quotes),
            pairs([part.split("=") for part in rest if "=" in part]),
            tuple(registry[part].id for part in rest if "=" not in part),
            note=reading.notes.get(id_),
        )
        yield Edit(SPAN, span.n, None, span.to_json())
    n = len(numbers)
    for head, label, tail in reading.relations:
        n += 1
        yield Edit(RELATION, n, None, Relation(n, label, numbers[head], numbers[tail]).to_json())
    for key, value in reading.labels:
        n += 1
        yield Edit(LABEL, n, None, DocumentLabel(n, key, value).to_json())
    before = layer.head.to_json()
    yield Edit(HEAD, 0, before, {**before, "status": reading.status, "schema": 1 if reading.status == "done" else None})


def place(text: str, words: str, k: int) -> Fragment:
    """Where words stand in a text for the k-th time."""
    at = -1
    for _ in range(k):
        at = text.index(words, at + 1)
    return at, at + len(words)


def build(database: Database) -> None:
    """Fill an empty project with the pages, the registry and everybody's readings."""
    people = {handle: annotators.ensure(database, handle) for handle in ANNOTATORS}
    lead = people[ANNOTATORS[0]].id
    schemas.apply(database, read((HERE.parent / "schemas" / "security-policy.yaml").read_text("utf-8")), lead)
    taken = ingest(database, lead, sorted((HERE / "pages").glob("*.txt")), Wishes()).documents
    by_page: dict[str, UUID] = {}
    counts: dict[str, int] = {}
    with database.reading() as connection:
        for one in taken:
            info = documents.document(connection, one.name)
            file = info.file or ""
            counts[file] = counts.get(file, 0) + 1
            by_page[f"{file}#{counts[file]}"] = info.id
    registry = _registry(database, lead)
    for handle, person in people.items():
        for path in sorted((HERE / "readings" / handle).glob("*.txt")):
            reading = parse(path.read_text("utf-8"))
            layer = layers.open_layer(database, by_page[reading.document], person.id)
            with database.reading() as connection:
                text = documents.text(connection, layer.document)
            done = tuple(edits(reading, text, registry, layer))
            layer.apply(done)
            commit(database, Operation(person.id, "label", on(layer.id, done)), {layer.id: 0})


def _registry(database: Database, lead: UUID) -> dict[str, Entity]:
    rows = YAML(typ="safe").load((HERE / "registry.yaml").read_text("utf-8"))
    registry = {
        slug: Entity(stream_id("entity", slug), slug, row["name"], row["kind"], tuple(row["aliases"]))
        for slug, row in rows.items()
    }
    with database.writing() as connection:
        changes = tuple(entities.add_change(entity) for entity in registry.values())
        write(connection, Operation(lead, "add entity", changes), {})
    return registry


def records(database: Database) -> Iterator[AnyRecord]:
    """The project's records, with times and identities that do not change from one run to the next."""
    clusters: dict[UUID, UUID] = {}
    with database.reading() as connection:
        for record in dump(connection):
            fixed: dict[str, object] = {
                name: AT for name in ("created_at", "added_at") if name in type(record).model_fields
            }
            if record.type == "project":
                fixed |= {"id": stream_id("project", "samples"), "name": "samples"}
            if record.type == "document" and record.cluster is not None:
                fixed["cluster"] = clusters.setdefault(record.cluster, stream_id("cluster", str(record.id)))
            yield record.model_copy(update=fixed)


def main(out: Path) -> None:
    """Write the samples."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database.create(str(Path(folder) / "samples.db"))
        build(database)
        out.write_text("".join(write_lines(records(database))), "utf-8", newline="")
        database.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "samples.jsonl")

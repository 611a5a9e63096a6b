"""Import, export, import: whatever the schema has a place for comes out as it went in, and nothing is lost unsaid."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.conftest import SMALL
from tests.formats.probe import FORMAT, document_of, line_of
from workbench.cli.init import create
from workbench.cli.outgoing import Outgoing, chosen, outgoing
from workbench.core.ledger import Ledger
from workbench.formats import registry
from workbench.formats.exchange import Document, Reading
from workbench.formats.losses import fit
from workbench.formats.registry import Entry
from workbench.ingest.foreign.bringing import bring
from workbench.ingest.foreign.wishes import Wishes
from workbench.store import annotators, schemas
from workbench.store.check import check
from workbench.store.database import Database

SCHEMA = SMALL.model_copy(
    update={
        "attributes": {"mood": {"labels": ["event"], "values": {"planned": {}, "past": {}}, "several": True}},
        "document_labels": {"topic": {"values": {"trade": {}, "war": {}}, "several": True}},
    }
)
TEXTS = st.text(st.sampled_from("ab é́.\r\n\u00a0🚢\u200d👩\u2028\x85\x1b\ufeffא日"), max_size=30)


@st.composite
def readings(draw: st.DrawFn, length: int, annotator: str) -> dict[str, Any]:
    """One annotator's work: nested, crossing, repeated and discontinuous spans, relations, labels, notes."""
    spans: list[Any] = []
    for n in range(draw(st.integers(0, 5)) if length else 0):
        cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=6)))
        fragments = list(zip(cuts[::2], cuts[1::2], strict=False))
        more = {
            "attributes": sorted(draw(st.sets(st.sampled_from([("mood", "planned"), ("mood", "past")])))),
            "links": [[f"Q{k}", None] for k in draw(st.sets(st.integers(1, 3)))],
            "note": draw(st.none() | st.just("a note")),
        }
        spans.append([f"t{n}", draw(st.sampled_from(["PERSON", "SIGN"])), fragments, more])
    ids = [span[0] for span in spans]
    pairs = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=3)) if ids else []
    return {
        "annotator": annotator,
        "status": draw(st.sampled_from(["in_progress", "skipped"])),
        "spans": spans,
        "relations": [[f"r{n}", "AGENT", head, tail] for n, (head, tail) in enumerate(pairs)],
        "labels": [["topic", value] for value in sorted(draw(st.sets(st.sampled_from(["trade", "war"]))))],
        "note": draw(st.none() | st.just("a doubt")),
    }


@st.composite
def files(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some documents of different texts, each with the work of one or two people."""
    texts = draw(st.lists(TEXTS, min_size=1, max_size=3, unique=True))
    return [
        {"name": f"doc {n}", "text": text, "unit": "codepoint",
         "readings": [draw(readings(len(text), who)) for who in draw(st.sampled_from([["ana"], ["ana", "ben"]]))]}
        for n, text in enumerate(texts)
    ]  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(files())
def test_what_goes_in_comes_out(documents: list[dict[str, Any]]) -> None:
    before = registry.TABLE
    registry.TABLE = (Entry("probe", "a format for tests", "tests.formats.probe"),)
    try:
        lines = "".join(json.dumps(one) + "\n" for one in documents)
        first = through(lines)
        assert [said(one) for one in first] == [said(document_of(one)) for one in documents]
        again = through("".join(line_of(one) + "\n" for one in first))
        assert [(one.name, said(one)) for one in again] == [(one.name, said(one)) for one in first]
    finally:
        registry.TABLE = before


def through(lines: str) -> list[Document]:
    """The documents of a file after they went through a new project; nothing is lost on the way."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.probe").write_text(lines)
        url = str(Path(folder) / "p.db")
        create(url, SCHEMA, "sol")
        with Database.open(url) as database:
            outcome = bring(database, "sol", [Path(folder) / "a.probe"], Wishes())
            assert outcome.faults == []
            assert outcome.stored == outcome.source
            assert outcome.ledger.to_json()["dropped"] == []
            assert check(database) == []
            return out(database)


def out(database: Database) -> list[Document]:
    """Everybody's work as an export has it."""
    ledger = Ledger()
    with database.reading() as connection:
        names = Outgoing.of(connection, schemas.current(connection)[1])
        me = annotators.require(connection, "sol").id
        found = list(outgoing(connection, me, names, chosen(connection, None, several=True), ledger))
        fitted = [fit(one, FORMAT.capability, ledger) for one in found]
    assert ledger.dropped() == 0
    return fitted


def said(document: Document) -> object:
    """What a document says, without ids and the order in which it says it."""
    return document.text, [_said(reading) for reading in sorted(document.readings, key=lambda one: one.annotator)]


def _said(reading: Reading) -> object:
    spans = {
        span.id: (
            span.label,
            span.fragments,
            span.attributes,
            sorted(link.id.upper() for link in span.links),
            span.note,
        )
        for span in reading.spans
    }
    relations = [(one.label, spans[one.head], spans[one.tail]) for one in reading.relations]
    labels = sorted((label.key, label.value) for label in reading.labels)
    return (
        reading.annotator,
        reading.status,
        sorted(spans.values(), key=repr),
        sorted(relations, key=repr),
        labels,
        reading.note,
    )

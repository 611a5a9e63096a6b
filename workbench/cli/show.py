"""``workbench show``: one document with its annotations, as lines of text."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from workbench.cli import plain, report
from workbench.cli.documents import extraction
from workbench.cli.options import DB, As, Db, Json, application, examples
from workbench.cli.project import opened, somebody
from workbench.core.fault import Fault

if TYPE_CHECKING:
    from workbench.core.layer import Layer
    from workbench.core.schema import Schema
    from workbench.store.annotators import Annotator
    from workbench.store.connection import Connection
    from workbench.store.documents import DocumentInfo
    from workbench.store.layers import LayerInfo

app = application()


@app.command(
    epilog=examples(
        "workbench show drone-ceiling",
        "workbench show 12 --plain | less",
        "workbench show drone-ceiling --layers mika,sol",
    )
)
def show(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its name, order number or id.")],
    actor: As,
    layers: Annotated[
        str | None,
        typer.Option("--layers", metavar="NAMES", help="Whose work: gold, NAME or NAME,NAME; yours where unset."),
    ] = None,
    bare: Annotated[bool, typer.Option("--plain", help="No bold marks, even on a terminal.")] = False,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Print a document with marks in its text, then its spans, relations and labels as lists.

    A span stands between [LABEL:number and ]; where spans cross, the end repeats the number.
    """
    from workbench.store import documents, entities, schemas
    from workbench.store.layers import load_layer

    with opened(db, readonly=True) as database:
        me = somebody(database, actor)
        with database.reading() as connection:
            found = documents.document(connection, document)
            text = documents.text(connection, found.id)
            chosen = [(info, load_layer(connection, info.id)) for info in choose(connection, me, found, layers)]
            schema = schemas.current(connection)[1]
            names = {entity.id: f"{entity.name} ({entity.slug})" for entity in entities.all_entities(connection)}
    if json:
        told = [record(*one) for one in chosen]
        report.as_json({"document": found.name, **extraction(found), "text": text, "layers": told})
        return
    _head(found)
    if not chosen:
        report.out(f"\n{plain.verbatim(text)}")
    for info, layer in chosen:
        _layer(info, layer, text, schema, names, bare)


def choose(connection: Connection, viewer: Annotator, document: DocumentInfo, names: str | None) -> list[LayerInfo]:
    """The layers of a document that are asked for; the viewer's own where none are named.

    Raises:
        Fault: where one does not exist, or is hidden from the viewer.
    """
    from workbench.store import access
    from workbench.store.layers import layers_of

    there = layers_of(connection, document.id)
    if names is None:
        own = [layer for layer in there if layer.owner == viewer.id]
        seen = access.visible_layers(connection, viewer.id, document.id)
        others = sorted({layer.handle for layer in seen} - {viewer.handle})
        if not own and others:
            report.say(f"You have no layer of {document.name}; --layers shows {', '.join(others)}")
        return own
    if names.startswith("majority:"):
        raise Fault("A majority is made for exports and is nobody's layer", "Name whose work to show")
    chosen: list[LayerInfo] = []
    for name in dict.fromkeys(names.split(",")):
        found = [layer for layer in there if layer.handle == name]
        if not found:
            raise Fault(f"{name} has no layer of {document.name}")
        for layer in found:
            access.require_visible(connection, viewer.id, layer.id)
        chosen += found
    return chosen


def record(info: LayerInfo, layer: Layer) -> dict[str, Any]:
    """A layer as JSON, items in the form of the log with their number."""
    return {
        "owner": info.handle,
        "kind": info.kind,
        "round": info.round,
        "status": info.status,
        "spans": [{"n": span.n, **span.to_json()} for span in layer.ordered()],
        "relations": [{"n": n, **relation.to_json()} for n, relation in sorted(layer.relations.items())],
        "labels": [{"n": n, **label.to_json()} for n, label in sorted(layer.labels.items())],
    }


def _head(document: DocumentInfo) -> None:
    report.line(" · ".join(part for part in (document.name, document.title) if part))
    told = " · ".join(part for part in (document.source, document.published or document.published_as_printed) if part)
    if told:
        report.line(told)
    if isinstance(how := document.meta.get("extraction"), Mapping):
        by = f"{how.get('extractor')} {how.get('version')}"
        report.line(f"text by {by} from {document.file} (sha256 {document.file_sha256})")


def _layer(info: LayerInfo, layer: Layer, text: str, schema: Schema, names: Mapping[UUID, str], bare: bool) -> None:
    round_ = f", round {info.round}" if info.round > 1 else ""
    counts = f"{report.count(info.spans, 'span')}, {report.count(info.relations, 'relation')}"
    report.line(f"Layer of {info.handle} ({info.kind}{round_}, {info.status.replace('_', ' ')}): {counts}")
    report.out(f"\n{plain.marked(text, layer, schema, str if bare else _mark())}")
    _list("Spans", list(plain.span_lines(text, layer, schema, names)))
    _list("Relations", list(plain.relation_lines(text, layer, schema)))
    _list("Document labels", list(plain.label_lines(layer, schema)))


def _list(title: str, lines: Sequence[str]) -> None:
    if lines:
        report.out("\n".join(("", title, *lines)))


def _mark() -> plain.Mark:
    """Bold marks where a person reads them on a terminal that shows such things."""
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM", "dumb") != "dumb":
        return lambda mark: f"\x1b[1m{mark}\x1b[0m"
    return str

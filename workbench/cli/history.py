"""``workbench history``: who did what to a document, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

import typer

from workbench.cli import report
from workbench.cli.options import DB, As, Csv, Db, Json, application, examples
from workbench.cli.project import opened, somebody

app = application()

COLUMNS = ["at", "who", "did", "layer", "items", "undone"]


@app.command(epilog=examples("workbench history drone-ceiling", "workbench history 12 --csv"))
def history(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its name, order number or id.")],
    actor: As,
    db: Db = DB,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Say who did what to a document, oldest first, in UTC.

    What happened in layers that are hidden from you is left out, and counted.
    """
    from workbench.store import access, documents, layers, log

    with opened(db, readonly=True) as database:
        me = somebody(database, actor)
        with database.reading() as connection:
            found = documents.document(connection, document)
            seen = access.visible_layers(connection, me.id, found.id)
            hidden = len(layers.layers_of(connection, found.id)) - len(seen)
            events = log.history(connection, found.id, [layer.id for layer in seen])
    records = [
        {
            "at": moment(event.at),
            "who": event.handle,
            "did": event.kind,
            "layer": event.owner,
            "items": _items(event.counts),
            "undone": "undone" if event.undone else None,
        }
        for event in events
    ]
    report.in_form(records, COLUMNS, json=json, csv=csv)
    if hidden:
        report.say(
            f"{report.count(hidden, 'layer')} of colleagues are hidden from you until you have finished your own"
        )


def moment(at: int) -> str:
    """Milliseconds since 1970 as a UTC time to the second."""
    return datetime.fromtimestamp(at // 1000, UTC).strftime("%Y-%m-%d %H:%M:%SZ")


def _items(counts: Mapping[str, int]) -> str:
    return ", ".join(report.count(n, item) for item, n in counts.items())

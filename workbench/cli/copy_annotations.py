"""``workbench copy-annotations``: carry your work over to a near-duplicate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import report
from workbench.cli.options import DB, As, Db, Json, application, examples
from workbench.cli.project import opened, somebody
from workbench.core.fault import Fault

if TYPE_CHECKING:
    from uuid import UUID

    from workbench.ingest.carry import Carried
    from workbench.store.database import Database

app = application()


@app.command(
    epilog=examples("workbench copy-annotations 8 10 --dry-run", "workbench copy-annotations long-story short-story")
)
def copy_annotations(
    actor: As,
    source: Annotated[str, typer.Argument(metavar="FROM", help="The document that you annotated.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The document that gets your annotations.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would carry, and change nothing.")] = False,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Carry your own work on a document over to a near-duplicate, where the two texts agree.

    It is one operation, which you can undo; what does not carry is listed.
    """
    with opened(db) as database:
        done = _carried(database, somebody(database, actor).id, source, target, dry_run)
    if json:
        report.as_json(done.to_json())
        return
    for left in done.left:
        report.say(f"not carried: {left.item} {left.n} {left.label} ({left.start}–{left.end}): {left.why}")
    report.say(f"{len(done.edits)} carried, {len(done.left)} not" + (" (tried only)" if dry_run else ""))


def _carried(database: Database, me: UUID, source: str, target: str, dry_run: bool) -> Carried:
    from workbench.core.edit import Operation, on
    from workbench.core.ids import layer_id
    from workbench.core.layer import Layer
    from workbench.ingest.carry import carry
    from workbench.store import documents
    from workbench.store.commit import commit
    from workbench.store.layers import open_layer
    from workbench.store.present import read_layer

    with database.reading() as connection:
        one, other = documents.document(connection, source), documents.document(connection, target)
        texts = documents.text(connection, one.id), documents.text(connection, other.id)
        layer = read_layer(connection, layer_id(one.id, me, "human", 1))
        into = read_layer(connection, layer_id(other.id, me, "human", 1))
    if one.id == other.id:
        raise Fault("FROM and TO are the same document")
    if layer is None or not (layer.spans or layer.labels):
        raise Fault(f"You have annotated nothing in {one.name}", "Name the document that you annotated first")
    if into is not None and into.head.status == "done":
        raise Fault(f"You have finished {other.name}", "Open it again first")
    if into is None:
        into = Layer(layer_id(other.id, me, "human", 1), other.id, other.n_chars, me)
    done = carry(texts[0], layer, texts[1], into)
    if done.edits and not dry_run:
        into = open_layer(database, other.id, me)
        commit(database, Operation(me, "copy annotations", on(into.id, done.edits)), {into.id: into.rev})
    return done

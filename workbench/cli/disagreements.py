"""``workbench disagreements``: where annotators differ, and what settling it would change."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.options import DB, As, Csv, Db, Json, application, examples
from workbench.cli.project import opened, somebody

app = application()


@app.command(
    epilog=examples(
        "workbench disagreements",
        "workbench disagreements --kind boundary --label LAW",
        "workbench disagreements --label LAW,EVENT --pair ana,ben",
        "workbench disagreements --document doc00412 --sort text",
        "workbench disagreements --jsonl > disagreements.jsonl",
    )
)
def disagreements(
    actor: As,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only these kinds: missed, boundary, label …")
    ] = None,
    label: Annotated[
        str | None, typer.Option(metavar="LABEL", help="Only about this label; A,B: one says A, another B.")
    ] = None,
    pair: Annotated[str | None, typer.Option(metavar="A,B", help="Only where these two differ.")] = None,
    document: Annotated[str | None, typer.Option(metavar="NAME", help="Only in this document (name or id).")] = None,
    layers: Annotated[
        str | None, typer.Option(metavar="WHOSE", help="NAME,NAME (models too), or NAME,gold against the reference.")
    ] = None,
    annotators: Annotated[
        str | None, typer.Option(metavar="A,B", help="Compare only these; of one, where they differ from others.")
    ] = None,
    round_: Annotated[
        str | None, typer.Option("--round", metavar="N", help="Only this round; 1,2 compares two.")
    ] = None,
    sort: Annotated[str, typer.Option(metavar="ORDER", help="By weight, text or kind.")] = "weight",
    db: Db = DB,
    json: Json = False,
    csv: Csv = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")] = False,
) -> None:
    """List every disagreement with who says what, the weightiest first.

    The weight of one is how much settling it, as most of its annotators have it, raises the number of the report that
    it lowers. JSON, CSV and JSONL have offsets and labels and no text of any document.
    """
    from workbench.agreement.disagreement.wanted import Wanted, order_of
    from workbench.cli.agreement_forms import exclusive
    from workbench.cli.disagreements_forms import as_records, as_rows, as_words
    from workbench.curation.disagreements import disagreeing, require_names, require_someone
    from workbench.curation.roster import Roster

    exclusive({"--json": json, "--csv": csv, "--jsonl": jsonl})
    order = order_of(sort)
    alone = (annotators or "").strip() if annotators and "," not in annotators.strip(" ,") else ""
    roster = Roster.of(layers, None if alone else annotators, round_)
    with opened(db, readonly=True) as database:
        me = somebody(database, actor).id
        with database.reading() as connection:
            found = disagreeing(connection, me, roster)
        require_someone(found)
        wanted = Wanted.of(found.schema, kind=kind, label=label, pair=pair, document=document, annotator=alone)
        require_names(found, wanted)
        records = found.list(wanted, order)
        if json or jsonl:
            as_records(found, records, lines=jsonl)
        elif csv:
            as_rows(found, records)
        else:
            as_words(database, found, records)

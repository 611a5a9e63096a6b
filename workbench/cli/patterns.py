"""``workbench patterns``: accepted names as patterns for spaCy's rulers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from workbench.cli import report
from workbench.cli.options import DB, As, Db, Json, application, examples
from workbench.cli.project import opened, somebody
from workbench.cli.views import Layers, Where, pairs

app = application(
    "Write accepted names as patterns for spaCy's rulers.",
    "workbench patterns export patterns.jsonl --layers gold",
)


@app.command(
    epilog=examples(
        "workbench patterns export patterns.jsonl",
        "workbench patterns export actors.jsonl --layers gold --labels ACTOR --min 3",
        "workbench patterns export phrases.jsonl --form text",
    )
)
def export(
    actor: As,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The .jsonl file to write.")],
    layers: Layers = None,
    labels: Annotated[str, typer.Option("--labels", metavar="LABEL,…", help="Only these labels or groups.")] = "",
    least: Annotated[int, typer.Option("--min", metavar="N", min=1, help="Only what was marked so often.")] = 1,
    where: Where = None,
    form: Annotated[
        Literal["tokens", "text"], typer.Option(help="A pattern a token, as cut when marked; or the words as one text.")
    ] = "tokens",
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Write what people marked as patterns of EntityRuler, SpanRuler and Prodigy, with link ids and counts.

    Only finished documents count. Where the schema has an attribute mention with a value name, only names are taken
    unless --where says otherwise. A pattern has the id of an entry of the registry where all its links lead there.
    """
    from workbench.cli.export import tell
    from workbench.cli.sinks import sink
    from workbench.core.ledger import Ledger
    from workbench.training.patterns import Wish, lines, patterns

    names = tuple(name.strip() for name in labels.split(",") if name.strip())
    ledger = Ledger()
    with opened(db, readonly=True) as database, report.steps("Reading") as advance:
        me = somebody(database, actor).id
        wish = Wish(layers, names, None if where is None else pairs(where), least, form)
        with sink(out, folder=False, force=force) as made, made.file(out.name) as file:
            with database.reading() as connection:
                found = patterns(connection, me, wish, ledger, advance)
            file.writelines(lines(found, form))
    if json:
        report.as_json({"patterns": len(found), **ledger.to_json()})
    else:
        report.say(f"{out.name}: {report.count(len(found), 'pattern')}")
        tell(ledger)

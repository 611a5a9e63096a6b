"""``workbench compare``: what a model gets wrong, place by place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli import report
from workbench.cli.options import DB, As, Csv, Db, Json, application, examples
from workbench.cli.project import opened, somebody
from workbench.cli.views import Discontinuous, EntsGroup, Group, Layers, Priority, SpansKey, Where, policy_of

app = application()


@app.command(
    epilog=examples(
        "workbench compare exports/news/training/ner/model-best --layers gold",
        "workbench compare exports/news/training/spancat/model-best --part test",
        "workbench compare predictions.spacy --layers gold --json",
        "workbench compare models/actors --group --where mention=name --csv --out misses.csv",
    )
)
def compare(
    actor: As,
    source: Annotated[
        Path, typer.Argument(metavar="MODEL_OR_SPACY_FILE", help="A model's folder, or .spacy files with predictions.")
    ],
    layers: Layers = None,
    part: Annotated[
        str | None,
        typer.Option(metavar="PART", help="train, dev, test or all; of a model dev where documents are divided."),
    ] = None,
    group: Group = False,
    priority: Priority = "",
    ents_group: EntsGroup = None,
    where: Where = None,
    spans_key: SpansKey = "sc",
    discontinuous: Discontinuous = "fragments",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write JSON (or CSV) to a file.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
    db: Db = DB,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Hold a model's predictions against finished layers: precision, recall and F by label, and every miss.

    A span is right where its label and both its edges are. What is compared is what an export would say, so give the
    options that the model's training data was exported with. A miss has the form of a disagreement between annotators.
    """
    from workbench.cli.compare_forms import told, write
    from workbench.training.compare import Wish
    from workbench.training.compare import compare as held_against

    policy = policy_of(group, priority, ents_group, where, spans_key, discontinuous)
    with opened(db, readonly=True) as database, report.steps("Comparing") as advance:
        me = somebody(database, actor).id
        with database.reading() as connection:
            found = held_against(connection, me, source, Wish(layers, policy, part), advance)
    write(told(found), db, out, json=json, csv=csv, force=force)

"""``workbench agreement``: how far annotators agree, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from workbench.cli import report
from workbench.cli.options import DB, As, Csv, Db, Json, application, examples
from workbench.cli.project import opened, somebody

if TYPE_CHECKING:
    from workbench.agreement.report.content import Report
    from workbench.agreement.report.measures.measured import Aids
    from workbench.cli.report import Advance
    from workbench.core.tokens import Tokens
    from workbench.curation.studying import Studied
    from workbench.store.database import Database

app = application()


@app.command(
    epilog=examples(
        "workbench agreement",
        "workbench agreement --annotators ana,ben --label LAW",
        "workbench agreement --html agreement.html",
        "workbench agreement --plan 0.1",
        "workbench agreement --compare 2026-11-20",
        "workbench agreement --round 1,2",
        "workbench agreement --measure list",
    )
)
def agreement(
    actor: As,
    layers: Annotated[
        str | None, typer.Option(metavar="WHOSE", help="NAME,NAME (models too); with gold, held against it.")
    ] = None,
    annotators: Annotated[str | None, typer.Option(metavar="A,B", help="Only these annotators.")] = None,
    label: Annotated[str | None, typer.Option(metavar="LABEL", help="Only this label, group or relation.")] = None,
    round_: Annotated[
        str | None, typer.Option("--round", metavar="N", help="Only this round; 1,2 holds each against themselves.")
    ] = None,
    measure: Annotated[
        str | None, typer.Option(metavar="NAME", help="One measure by pair and label; list names them all.")
    ] = None,
    gamma: Annotated[bool, typer.Option("--gamma", help="γ and γcat too, which take their time.")] = False,
    compare: Annotated[
        str | None, typer.Option(metavar="DATE", help="What changed since the end of that day (UTC), from the log.")
    ] = None,
    plan: Annotated[
        float | None, typer.Option(metavar="WIDTH", help="How many more documents make intervals so narrow.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write one page for a browser.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier page.")] = False,
    db: Db = DB,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Say how far annotators agree, on what, and what to do next.

    A document counts for two annotators where both finished it: finished and empty is an answer, unopened is missing.
    Without --round, the latest round that each finished of a document counts.
    """
    from workbench.cli.agreement_forms import Form, exclusive
    from workbench.curation.roster import Roster
    from workbench.curation.studying import Wish, moment, studied

    exclusive({"--json": json, "--csv": csv, "--html": html is not None})
    exclusive(
        {"--measure": bool(measure), "--compare": bool(compare), "--plan": plan is not None, "--html": bool(html)}
    )
    form = Form(json, csv)
    wish = Wish(Roster.of(layers, annotators, round_), label)
    then = moment(compare) if compare else None
    with opened(db, readonly=True) as database:
        me = somebody(database, actor).id
        with database.reading() as connection:
            found = studied(connection, me, wish)
            before = None if then is None else studied(connection, me, wish, then)
        if measure:
            with report.progress("measuring", len(found.summed.study.documents)) as advance:
                form.measure(found, measure, _aids(database, found, advance))
            return
    if len(wish.roster.rounds) > 1:
        form.stability(found)
    elif before is not None:
        form.changes(before.report(), found.report())
    elif plan is not None:
        form.plan(found.report(), plan)
    else:
        whole = _with_gamma(found) if gamma else found.report()
        form.page(whole, html, force=force) if html else form.report(whole)


def _with_gamma(found: Studied) -> Report:
    from workbench.agreement.report.gammas import with_gamma

    with report.progress("γ", len(found.summed.study.documents)) as advance:
        return with_gamma(found.report(), found.summed, lambda done, of: advance())


def _aids(database: Database, found: Studied, advance: Advance) -> Aids:
    """What measures on request need: tokens are read only if one asks."""
    from workbench.agreement.report.measures.measured import Aids
    from workbench.curation.gathering import tokens

    def read() -> Mapping[UUID, Tokens]:
        with database.reading() as connection:
            return tokens(connection, found.gathered.study)

    return Aids(read, lambda done, of: advance())

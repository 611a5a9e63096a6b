"""``workbench annotator``: who is in the project, and with which role."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import typer

from workbench.cli import report
from workbench.cli.options import DB, As, Csv, Db, Json, application, examples
from workbench.cli.project import opened, somebody

app = application(
    "Add and list annotators, and set their roles.", "workbench annotator add mika", "workbench annotator list"
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The annotator's name, without blanks.")]


Role: TypeAlias = Literal["annotator", "curator", "lead"]


@app.command(epilog=examples("workbench annotator add mika", "workbench annotator add sol --role curator"))
def add(
    name: Name,
    actor: As,
    role: Annotated[Role, typer.Option("--role", help="What they may do.")] = "annotator",
    db: Db = DB,
) -> None:
    """Add an annotator to the project."""
    from workbench.store import annotators

    with opened(db) as database:
        me = somebody(database, actor)
        with database.reading() as connection:
            there = annotators.by_handle(connection, name)
        if there is not None:
            report.say(f"{name} is in the project already, as {there.role}")
            return
        new = annotators.ensure(database, name, role, actor=me.id)
        report.say(f"{new.handle} is now {_with_article(new.role)} of the project")


@app.command(epilog=examples("workbench annotator role sol lead"))
def role(
    name: Name,
    role: Annotated[
        Role, typer.Argument(metavar="ROLE", help="A curator also writes gold; a lead also rules the project.")
    ],
    actor: As,
    db: Db = DB,
) -> None:
    """Give an annotator another role; only a lead can."""
    from workbench.store import annotators

    with opened(db) as database:
        new = annotators.set_role(database, somebody(database, actor).id, name, role)
        report.say(f"{new.handle} is {_with_article(new.role)} of the project")


@app.command("list", epilog=examples("workbench annotator list --json"))
def list_(db: Db = DB, json: Json = False, csv: Csv = False) -> None:
    """List everybody who owns layers: people, models and gold."""
    from workbench.store import annotators

    with opened(db, readonly=True) as database, database.reading() as connection:
        records = [
            {"name": a.handle, "role": a.role, "kind": a.kind, "active": a.active}
            for a in annotators.everybody(connection)
        ]
    report.in_form(records, ["name", "role", "kind", "active"], json=json, csv=csv)


def _with_article(role: str) -> str:
    return f"an {role}" if role[0] in "aeiou" else f"a {role}"

"""``workbench split``: which documents train, choose and test; shown, made, set, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from workbench.cli import report
from workbench.cli.options import DB, As, Csv, Db, Json, Yes, application, examples
from workbench.cli.project import opened, somebody

if TYPE_CHECKING:
    from workbench.training.division import Terms

app = application(
    "Divide documents into train, dev and test.",
    "workbench split make",
    "workbench split show",
    "workbench split set 12 13 dev",
)

Part: TypeAlias = Literal["train", "dev", "test"]
GroupBy: TypeAlias = Literal["none", "source", "page"]
Why: TypeAlias = Annotated[
    str | None,
    typer.Option("--unlock-test", metavar="REASON", help="Let documents enter or leave test; a lead alone may."),
]


@app.command(epilog=examples("workbench split show", "workbench split show --json"))
def show(actor: As, db: Db = DB, json: Json = False, csv: Csv = False) -> None:
    """Show what stands in each part: documents, units, and every label of finished work.

    A unit is what goes to one side whole: near-duplicates, and what --group-by joins. Units on two sides are named.
    """
    from workbench.cli.division import tell
    from workbench.training.division import plan, terms

    with opened(db, readonly=True) as database:
        me = somebody(database, actor)
        with database.reading() as connection:
            now = plan(connection, me.id, terms(connection), only=())
            tell(connection, now, now.before, json=json, csv=csv)


@app.command(
    epilog=examples(
        "workbench split make",
        "workbench split make --shares 70,15,15 --group-by source",
        "workbench split make --again",
    )
)
def make(
    actor: As,
    shares: Annotated[
        str | None, typer.Option("--shares", metavar="TRAIN,DEV,TEST", help="In percent; 80,10,10 at first.")
    ] = None,
    group_by: Annotated[
        GroupBy | None, typer.Option("--group-by", help="Keep together what is of one source or page.")
    ] = None,
    salt: Annotated[
        str | None, typer.Option("--salt", metavar="WORD", help="Another word gives another division.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Deal out train and dev anew; test stays.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what it would come to, and keep nothing.")] = False,
    db: Db = DB,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Give every document without a part one; what has a part keeps it.

    Near-duplicates go to one side, and every part gets its share of every label, the rarest first. Shares, grouping and
    salt are the project's: they hold until a lead gives others. It is one operation, which `workbench split undo` takes
    back.
    """
    from workbench.cli.division import tell
    from workbench.store import splits
    from workbench.training import division

    with opened(db, readonly=dry_run) as database:
        me = somebody(database, actor)
        with database.reading() as connection:
            kept = division.terms(connection)
            by = _terms(kept, shares, group_by, salt)
            made = division.plan(connection, me.id, by, again=again)
        if made.moved and not dry_run:
            report.agreed(f"Move {report.count(len(made.moved), 'document')} to another part?", yes)
        if not dry_run:
            # Planned once more where nobody else can write, from which nobody is kept while a person thinks.
            with database.writing() as connection:
                made = division.plan(connection, me.id, by, again=again)
                splits.put(connection, made.changes, me.id, terms=None if by == kept else by.to_json())
        with database.reading() as connection:
            tell(connection, made, made.division.parts, json=json)
    first = len(made.changes) - len(made.moved)
    verb = "would get" if dry_run else "got"
    report.say(
        f"{report.count(first, 'document')} {verb} a part, {report.count(len(made.moved), 'document')} another one"
    )


@app.command("set", epilog=examples("workbench split set 12 13 dev", "workbench split set summit test --whole"))
def set_(
    names: Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="Names, order numbers or ids.")],
    part: Annotated[Part, typer.Argument(metavar="PART", help="train, dev or test.")],
    actor: As,
    whole: Annotated[bool, typer.Option("--whole", help="Take along all that they may not be parted from.")] = False,
    unlock: Why = None,
    db: Db = DB,
) -> None:
    """Put documents into a part.

    What would part near-duplicates (or a group) is refused; --whole takes them along. Test is locked: what has a part
    enters or leaves it only with --unlock-test and a reason, which stays in the log.
    """
    from workbench.store import documents, splits
    from workbench.training import division

    with opened(db) as database:
        me = somebody(database, actor)
        with database.writing() as connection:
            wanted = {documents.document(connection, name).id for name in names}
            changed = division.moved(connection, wanted, part, division.terms(connection), whole=whole)
            splits.put(connection, changed, me.id, why=unlock)
    report.say(f"{report.count(len(changed), 'document')} put into {part}")


@app.command(epilog=examples("workbench split undo"))
def undo(actor: As, unlock: Why = None, db: Db = DB) -> None:
    """Take back your latest change of the division."""
    _step(db, actor, unlock, again=False)


@app.command(epilog=examples("workbench split redo"))
def redo(actor: As, unlock: Why = None, db: Db = DB) -> None:
    """Do again what you last took back of the division."""
    _step(db, actor, unlock, again=True)


def _step(db: str, actor: str, why: str | None, *, again: bool) -> None:
    from workbench.store import splits

    with opened(db) as database:
        me = somebody(database, actor)
        with database.writing() as connection:
            before = splits.assigned(connection)
            splits.undo(connection, me.id, why=why, again=again)
            after = splits.assigned(connection)
    changed = sum(before.get(id) != after.get(id) for id in before.keys() | after.keys())
    report.say(f"{report.count(changed, 'document')} put back")


def _terms(kept: Terms, shares: str | None, group_by: GroupBy | None, salt: str | None) -> Terms:
    from workbench.training.division import Terms, parse_shares

    return Terms(kept.shares if shares is None else parse_shares(shares), group_by or kept.group_by, salt or kept.salt)

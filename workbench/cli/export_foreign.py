"""``workbench export FORMAT``: the project in another tool's format, one command a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from workbench.cli import report
from workbench.cli.options import DB, As, Db, Json, examples
from workbench.cli.project import opened, somebody

if TYPE_CHECKING:
    from workbench.core.ledger import Ledger
    from workbench.core.schema import Schema
    from workbench.formats.capability import Capability
    from workbench.formats.exchange import Document
    from workbench.formats.format import WriteOptions

Units: TypeAlias = Literal["codepoint", "utf16", "byte", "grapheme", "crlf", ""]


def add_formats(app: typer.Typer, tell: Callable[[Ledger], None]) -> None:
    """Give ``workbench export`` a command for every format that is written; ``tell`` says a ledger in words."""
    from workbench.formats.registry import TABLE

    for entry in TABLE:
        if entry.writes:
            lines = (f"workbench export {entry.name} out --layers gold", f"workbench export {entry.name} out --strict")
            command = app.command(entry.name, help=f"Write the project as {entry.title}.", epilog=examples(*lines))
            command(_command(entry.name, tell))


def _command(format: str, tell: Callable[[Ledger], None]) -> Callable[..., None]:
    def export(
        actor: As,
        out: Annotated[Path, typer.Argument(metavar="OUT", help="The file or folder to write.")],
        layers: Annotated[
            str | None, typer.Option("--layers", metavar="WHOSE", help="gold, a NAME, or NAME,NAME.")
        ] = None,
        offsets: Annotated[Units, typer.Option(help="What offsets count; the format's own habit where unset.")] = "",
        scheme: Annotated[
            str,
            typer.Option(metavar="SCHEME", help="How tags are written, such as IOB2 or BIOES."),
        ] = "",
        strict: Annotated[bool, typer.Option("--strict", help="Refuse if something would be lost.")] = False,
        force: Annotated[bool, typer.Option("--force", help="Replace an earlier export.")] = False,
        db: Db = DB,
        json: Json = False,
    ) -> None:
        ledger = _export(format, db, actor, out, layers, offsets, scheme, strict=strict, force=force)
        if json:
            report.as_json({"format": format, **ledger.to_json()})
        else:
            tell(ledger)

    return export


def _export(
    format: str, url: str, actor: str, out: Path, layers: str | None, offsets: Units, scheme: str, *, strict: bool,
    force: bool,
) -> Ledger:  # fmt: skip
    """Write everything that is chosen; returns the ledger.

    Raises:
        Fault: where nothing can be written, or ``strict`` forbids what would be lost; nothing is written then.
    """
    from workbench.cli.outgoing import Outgoing, chosen, outgoing
    from workbench.cli.sinks import sink
    from workbench.core.fault import Fault
    from workbench.core.ledger import Ledger
    from workbench.formats.registry import writer
    from workbench.store import schemas

    to, ledger = writer(format), Ledger()
    with (
        opened(url, readonly=True) as database,
        database.reading() as connection,
        report.progress("Exporting") as advance,
        sink(out, folder=not to.suffix, force=force) as place,
    ):
        _, schema = schemas.current(connection)
        whose = chosen(connection, layers, several=to.capability.annotators != "no")
        names = Outgoing.of(connection, schema)
        found = outgoing(connection, somebody(database, actor).id, names, whose, ledger)
        to.write(_fitted(found, to.capability, ledger, advance), place, _options(schema, offsets, scheme), ledger)
        ledger.check()
        if strict and ledger.dropped():
            raise Fault(f"{ledger.dropped():,} things would be lost", "See which without --strict")
    return ledger


def _fitted(
    found: Iterable[Document], can: Capability, ledger: Ledger, advance: Callable[[int], None]
) -> Iterator[Document]:
    """The documents as far as the format carries them, every loss in the books."""
    from workbench.formats.losses import fit

    for document in found:
        ledger.select("documents")
        ledger.write("documents")
        yield fit(document, can, ledger)
        advance(1)


def _options(schema: Schema, offsets: Units, scheme: str) -> WriteOptions:
    from workbench.formats.format import WriteOptions

    labels = tuple(schema.label_name(id) for id in schema.offered)
    relations = tuple(schema.relation_name(id) for id, one in schema.relations.items() if not one.retired)
    events = tuple(schema.label_name(id) for id in schema.offered if schema.is_event(id))
    return WriteOptions(offsets, scheme, labels, relations, events)

"""``workbench schema from``: draft a schema from the labels that annotated files hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli import report
from workbench.cli.options import examples

EPILOG = examples("workbench schema from annotations.jsonl > my-schema.yaml", "workbench schema from brat/ --name news")


def draft(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders and ZIP archives.")],
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="Their format, if not to be found out.")
    ] = "",
    name: Annotated[str, typer.Option(metavar="NAME", help="The schema's name; the first path's where unset.")] = "",
    language: Annotated[str, typer.Option(metavar="CODE", help="Language of the texts, as spaCy names it.")] = "en",
) -> None:
    """Print a schema that has a place for every label, relation, attribute and document label of annotated files.

    A relation may stand between the labels it was seen between. Groups, keys and definitions are yours to add.
    """
    from workbench.formats.schema_yaml import write
    from workbench.ingest.foreign.bringing import drafted

    with report.progress("Reading") as advance:
        schema, refused = drafted(paths, format, name or paths[0].stem, advance)
    report.out(write(schema.model_copy(update={"language": language})).rstrip("\n"))
    for row in refused:
        report.say(f"{row.file}{f' line {row.line}' if row.line else ''}: {row.why}")
    found = {"label": len(schema.labels), "relation": len(schema.relations), "attribute": len(schema.attributes)}
    report.say(", ".join(report.count(n, noun) for noun, n in found.items()))

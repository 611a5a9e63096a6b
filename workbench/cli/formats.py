"""``workbench formats``: which formats are read and written, and what each of them can carry."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from workbench.cli import report
from workbench.cli.options import Csv, Json, application, examples

app = application()


@app.command(epilog=examples("workbench formats", "workbench formats --json"))
def formats(json: Json = False, csv: Csv = False) -> None:
    """List the formats that `workbench import` reads and `workbench export` writes, and what each can carry.

    What a format carries in another shape is said to be changed. An export counts everything that it cannot carry.
    """
    from workbench.formats.capability import Capability
    from workbench.formats.manual import WORDS
    from workbench.formats.registry import TABLE, writer

    carried = [field.name for field in fields(Capability)]
    rows: list[dict[str, Any]] = []
    for entry in TABLE:
        can = asdict(writer(entry.name).capability) if entry.writes else dict.fromkeys(carried)
        rows.append({"format": entry.name, "title": entry.title, "in": entry.reads, "out": entry.writes, **can})
    if json or csv:
        report.in_form(rows, ["format", "title", "in", "out", *carried], json=json, csv=csv)
        return
    report.as_table(["format", "what it is", "in", "out"], [[r["format"], r["title"], r["in"], r["out"]] for r in rows])
    written = [row for row in rows if row["out"]]
    report.out("")
    report.as_table(
        ["carries", *(row["format"] for row in written)],
        [[WORDS.get(name, name), *(row[name] for row in written)] for name in carried],
    )

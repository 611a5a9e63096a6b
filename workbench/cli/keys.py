"""``workbench keys``: every command with its keys, as they are configured here, or as the manual's page."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.options import application, examples
from workbench.cli.report import as_table, out

app = application()


@app.command(epilog=examples("workbench keys", "workbench keys --markdown > docs/keys.md"))
def keys(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the manual's page, with the keys as shipped.")
    ] = False,
) -> None:
    """List every command of the screens with its id and its keys."""
    from workbench.tui.commands import CONTEXTS, of, table
    from workbench.tui.config import load
    from workbench.tui.keynames import shown
    from workbench.tui.manual import page

    if markdown:
        out(page().rstrip("\n"))
        return
    commands = table(load().keys)
    for context, heading in CONTEXTS.items():
        out(heading)
        as_table(
            ("id", "keys", "what it does"),
            [(c.id, " ".join(shown(key) for key in c.keys), c.help) for c in of(context, commands)],
        )
        out("")

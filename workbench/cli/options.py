"""Options and settings that commands share, so that one word means one thing everywhere."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from workbench.cli.identity import login

Db: TypeAlias = Annotated[
    str, typer.Option("--db", metavar="URL", envvar="WORKBENCH_DB", help="The project's database.")
]
"""The database; give it :data:`DB` as its default."""

As: TypeAlias = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="NAME",
        envvar="WORKBENCH_ANNOTATOR",
        default_factory=login,
        help="Who you are.",
        show_default="your login name",
    ),
]
"""The handle of who is acting."""

Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Csv: TypeAlias = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Yes: TypeAlias = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

DB = "workbench.db"


def application(help: str | None = None, *lines: str) -> typer.Typer:
    """A typer application in the house's manner: plain help, no completion scripts, no tracebacks with locals.

    Args:
        help: what a command with subcommands is for; None for a single command, which says it itself.
        lines: examples, for a command with subcommands.
    """
    made = typer.Typer(
        help=help,
        epilog=examples(*lines) if lines else None,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=help is not None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    if help is not None:
        made.callback()(_several)
    return made


def _several() -> None:
    # Without a callback, typer takes an application of one command for that command.
    return None


def examples(*lines: str) -> str:
    """The closing part of a command's help; each line stands as it is."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)

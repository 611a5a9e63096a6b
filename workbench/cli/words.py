"""What ``workbench --help`` says: plain text, made without importing a command."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.cli.table import Command

_HEAD = """\
Usage: workbench [--db URL] [--as NAME] [COMMAND] ...

Annotate text in the terminal: actors, laws, events and how they relate.
Without a command, the workbench opens on the project's library.
"""

_OPTIONS = """\
Options (before or after the command):
  --db URL       the project's database (WORKBENCH_DB; workbench.db)
  --as NAME      who you are (WORKBENCH_ANNOTATOR; your login name)
  -v, --version  print the version
  -h, --help     print this page, or a command's own after its name
"""

_EXAMPLES = """\
Examples:
  workbench samples && workbench    try it on the sample pages
  workbench init --language en      start a project of your own
  workbench documents --json        what is stored, for other programs
"""


def page(commands: Iterable[Command]) -> str:
    """The help page over all commands."""
    lines = "".join(f"  {command.name:<13}  {command.help}\n" for command in commands)
    return f"{_HEAD}\n{_OPTIONS}\nCommands:\n{lines}\n{_EXAMPLES}"

"""The command ``workbench``: finds the one command that is asked for and imports nothing else.

Top-level help, version and dispatch are plain Python because importing any command-line library costs more CPU
than printing the page; typer is loaded together with the command that runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from workbench import __version__
from workbench.cli.table import COMMANDS, Command, find
from workbench.cli.words import page

EVERYWHERE = {"--db": "WORKBENCH_DB", "--as": "WORKBENCH_ANNOTATOR"}
"""Options that may stand before the command; there they hold for it as its environment variables do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit code: 0 done, 1 refused or failed, 2 wrong usage, 130 interrupted.
    """
    _speak_utf8()
    rest = list(sys.argv[1:] if arguments is None else arguments)
    try:
        wrong = _take_options(rest)
        if wrong:
            return _usage(wrong)
        if rest and rest[0] in ("-h", "--help"):
            return _print(page(COMMANDS))
        if rest and rest[0] in ("-v", "--version"):
            return _print(f"workbench {__version__}\n")
        if not rest:
            return guarded(_open)
        command = find(rest[0])
        if command is None:
            return _usage(_unknown(rest[0]))
        return guarded(lambda: _run(command, rest[1:]))
    except BrokenPipeError:
        return _quiet()


def guarded(work: Callable[[], int]) -> int:
    """Run a command's work and turn what it raises into a sentence and an exit code.

    Raises:
        BrokenPipeError: where the reader of stdout has gone; the caller ends quietly.
    """
    from workbench.core.fault import Fault

    try:
        return work()
    except Fault as fault:
        return _say(str(fault))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        raise
    except Exception as error:
        from workbench.cli.crash import told

        return _say(told(error))


def _open() -> int:
    """Open the workbench itself."""
    from workbench.cli.open import run

    return run()


def _run(command: Command, arguments: Sequence[str]) -> int:
    """Run one command; typer exits by SystemExit, which becomes the code here."""
    app = import_module(command.module).app
    try:
        app(args=list(arguments), prog_name=f"workbench {command.name}")
    except SystemExit as leaving:
        code = leaving.code
        sys.stdout.flush()
        return code if isinstance(code, int) else int(code is not None)
    return 0


def _take_options(arguments: list[str]) -> str:
    """Move leading shared options into the environment; returns what is wrong with them, or nothing."""
    while arguments and (variable := EVERYWHERE.get(arguments[0].partition("=")[0])):
        name, equals, value = arguments.pop(0).partition("=")
        if not equals:
            if not arguments:
                return f"{name} needs a value"
            value = arguments.pop(0)
        os.environ[variable] = value
    return ""


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    if name.startswith("-"):
        return f"there is no option {name!a} before a command"
    near = get_close_matches(name, [command.name for command in COMMANDS], 1)
    return f"there is no command {name!a}" + (f"; did you mean {near[0]}?" if near else "")


def _usage(wrong: str) -> int:
    sys.stderr.write(f"workbench: {wrong}\nTry `workbench --help`.\n")
    return 2


def _print(words: str) -> int:
    sys.stdout.write(words)
    sys.stdout.flush()
    return 0


def _say(sentence: str) -> int:
    from workbench.core.display import safe_line

    sys.stderr.write(f"workbench: {safe_line(sentence)}\n")
    return 1


def _quiet() -> int:
    """Leave stdout to nobody, so that the interpreter's last flush finds no broken pipe either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _speak_utf8() -> None:
    """Let no terminal's or pipe's encoding turn output into an exception."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")

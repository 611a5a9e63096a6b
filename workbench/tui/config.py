"""The configuration file: a theme and keys of one's own, in TOML.

It is ``$WORKBENCH_CONFIG``, else ``workbench/config.toml`` under ``$XDG_CONFIG_HOME`` (``~/.config`` where unset)::

    theme = "light"

    [keys]
    next-todo = "n N"
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from workbench.core.display import safe_line
from workbench.core.fault import Fault
from workbench.tui.commands import table
from workbench.tui.keynames import normal

THEMES: Final = ("dark", "light", "colour-blind", "monochrome")
"""Names of the themes, in the order F9 steps through them."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the configuration file says: the theme to start with, and keys by command id."""

    theme: str = THEMES[0]
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def path() -> Path:
    """Where the configuration file is, whether or not it exists."""
    if named := os.environ.get("WORKBENCH_CONFIG"):
        return Path(named).expanduser()
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "workbench" / "config.toml"


def load(file: Path | None = None) -> Config:
    """The configuration of a file (default: :func:`path`); the defaults where there is none.

    Raises:
        Fault: for a file that can't be read, is no TOML, or says something this program does not know.
    """
    file = file or path()
    try:
        written = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise Fault(f"The configuration {_name(file)} can't be read ({type(error).__name__})") from error
    except tomllib.TOMLDecodeError as error:
        raise Fault(f"The configuration {_name(file)} is no TOML: {safe_line(str(error))}") from error
    try:
        return _read(written)
    except Fault as fault:
        raise Fault(f"In the configuration {_name(file)}, {safe_line(fault.message)}", fault.cure) from fault


def _read(written: dict[str, Any]) -> Config:
    if unknown := sorted(set(written) - {"theme", "keys"}):
        raise Fault(f"nothing is called {safe_line(unknown[0])}", "It may say theme and [keys].")
    theme = written.get("theme", THEMES[0])
    if theme not in THEMES:
        raise Fault(f"there is no theme {safe_line(str(theme))}", f"Choose one of {', '.join(THEMES)}.")
    keys = written.get("keys", {})
    if not isinstance(keys, dict):
        raise Fault("keys must be a table", 'Write [keys], then lines such as next-todo = "n".')
    read = {id_: _keys(id_, value) for id_, value in keys.items()}
    table(read)
    return Config(theme, read)


def _keys(id_: str, value: object) -> tuple[str, ...]:
    parts = value.split() if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts) or not parts:
        raise Fault(f'the keys of {safe_line(id_)} must be words such as "n" or ["n", "f3"]')
    return tuple(dict.fromkeys(normal(part) for part in parts))


def _name(file: Path) -> str:
    return safe_line(str(file))

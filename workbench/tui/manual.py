"""The manual's page of keys, generated from the command table so that it cannot be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from workbench.tui.commands import CONTEXTS, Command, of
from workbench.tui.keynames import shown

_HEAD = """# Keys

This page is generated from the command table (`workbench keys --markdown`); a test holds it up to date.
On every screen <kbd>F1</kbd> or <kbd>?</kbd> shows the keys that work there, and <kbd>ctrl+p</kbd> or <kbd>F2</kbd>
finds any command by typing a part of its name. Arrows, digits and function keys suffice: letters are a convenience.

Labels have keys of their own, which the schema gives: a digit or letter where it has up to nine labels, else the
group's key and then the label's.
"""

_TAIL = """## Keys and themes of your own

Write `~/.config/workbench/config.toml` (or name another file in `WORKBENCH_CONFIG`):

```toml
theme = "light"          # dark, light, colour-blind or monochrome; F9 steps through them

[keys]                   # by command id; several keys stand apart or in a list
next-todo = "n f3"
undo = ["u", "ctrl+z"]
help = "f1 ?"
```

A key is written as it is typed (`n`, `G`, `?`, `+`) or named: `enter`, `esc`, `tab`, `space`, `backspace`, `del`,
`ins`, `home`, `end`, `pgup`, `pgdn`, `up`, `down`, `left`, `right`, `f1` to `f12`, each also with `shift+` or `ctrl+`,
and `ctrl+` with a letter other than `i`, `m`, `h` and `j`, which a terminal can't tell from tab, enter, backspace and
enter. Two commands of one context can't share a key; the workbench says which two do, and does not start.
With `NO_COLOR` set, the monochrome theme is used. Over SSH and in tmux everything works; `set -s escape-time 10` in
tmux makes <kbd>esc</kbd> quick.
"""


def page() -> str:
    """The page in Markdown."""
    sections = (line for context in CONTEXTS for line in _section(context))
    return "\n".join([_HEAD, *sections, _TAIL])


def _section(context: str) -> Iterator[str]:
    yield f"## {CONTEXTS[context]}\n"
    for section, commands in groupby(of(context), key=lambda c: c.section):
        if section:
            yield f"### {section}\n"
        yield "| keys | command | what it does | id |"
        yield "|---|---|---|---|"
        for command in commands:
            yield _row(command)
        yield ""


def _row(command: Command) -> str:
    keys = " ".join(f"<kbd>{_escaped(shown(key))}</kbd>" for key in command.keys)
    return f"| {keys} | {command.name} | {_escaped(command.help)} | `{command.id}` |"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")

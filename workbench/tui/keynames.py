"""Names of keys: as people write them in a configuration, as they are reported, and as screens show them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from workbench.core.fault import Fault

_FRIENDLY: Final = {
    "solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus",
    "plus_sign": "plus", "low_line": "underscore",
}  # fmt: skip
_NAMED: Final = {
    "enter": "enter", "escape": "esc", "backspace": "backspace", "delete": "del", "insert": "ins", "tab": "tab",
    "space": "space", "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "home", "end": "end",
    "pageup": "pgup", "pagedown": "pgdn",
}  # fmt: skip
_ALIASES: Final = {"esc": "escape", "del": "delete", "pgup": "pageup", "pgdn": "pagedown", "return": "enter"}
_SAME: Final = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+j": "enter"}
"""Keys that a terminal can't tell from another one."""
_FUNCTION: Final = re.compile(r"f([1-9]|1[0-2])")
_ASCII: Final = "".join(map(chr, range(0x21, 0x7F)))


def _name(character: str) -> str:
    """The reported name of a key that writes one character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return _FRIENDLY.get(name, name)


_CHARACTERS: Final = {_name(c): c for c in _ASCII if not c.isalnum()}


def normal(key: str) -> str:
    """The reported name of a key that a person wrote: ``?`` is ``question_mark``, ``pgdn`` is ``pagedown``.

    Raises:
        Fault: for a key that does not exist or that a terminal can't tell from another one.
    """
    if len(key) == 1 and key.isprintable() and key != " ":
        return _name(key)
    written = key.lower()
    if written in _SAME:
        raise Fault(f"a terminal can't tell {written} from {_SAME[written]}", "Choose another key.")
    *modifiers, base = written.split("+")
    base = _ALIASES.get(base, base)
    if base in _CHARACTERS and not modifiers:
        return base
    known = base in _NAMED or _FUNCTION.fullmatch(base) is not None
    shiftable = known and set(modifiers) <= {"shift", "ctrl"}
    letter = len(base) == 1 and base.isascii() and base.isalpha() and modifiers == ["ctrl"]
    if not (shiftable or letter):
        raise Fault(f"there is no key {key!r} that a terminal can send", "Write it as in `workbench keys`.")
    return "+".join([*sorted(modifiers), base])


def shown(key: str) -> str:
    """How a screen shows a key: ``question_mark`` as ``?``, ``shift+left`` as ``shift+←``."""
    *modifiers, base = key.split("+")
    if base in _CHARACTERS:
        face = _CHARACTERS[base]
    elif _FUNCTION.fullmatch(base):
        face = base.upper()
    else:
        face = _NAMED.get(base, base)
    return "+".join([*modifiers, face])

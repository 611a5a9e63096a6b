"""Writing a schema as YAML: one stable form, so that two versions compare line by line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any, Final

from workbench.core.schema import Schema

WIDTH: Final = 100
"""Where long texts are folded."""
MODELINE: Final = "# yaml-language-server: $schema=./schema.schema.json\n"
"""Tells editors where the JSON Schema is that completes and checks the file."""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*")
_BLANKS = re.compile(r"  |[^\S ]")
"""What folding would change: several blanks, and blanks of other kinds, which it drops at the end of a line."""
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null", "none"))
_UNSHOWN = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]")


def write(schema: Schema) -> str:
    """The schema as YAML that :func:`~workbench.formats.schema_yaml.read` reads back to an equal one, order and all.

    What is at its default is left out. Comments of a file it came from are not kept.
    """
    body = schema.model_dump(exclude_defaults=True)
    return MODELINE + "\n".join(_mapping(body, "")) + "\n"


def _mapping(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, part in value.items():
        if not indent and isinstance(part, Mapping):
            yield ""
        yield from _entry(f"{indent}{_text(key)}:", part, indent)


def _entry(opening: str, part: Any, indent: str) -> Iterator[str]:
    if isinstance(part, Mapping):
        yield f"{opening} {{}}" if not part else opening
        yield from _mapping(part, indent + "  ")
    elif isinstance(part, tuple | list):
        yield from _list(opening, [str(item) for item in part], indent)
    elif isinstance(part, str):
        yield from _folded(f"{opening} ", part, indent + "  ")
    else:
        yield f"{opening} {json.dumps(part)}"


def _list(opening: str, items: list[str], indent: str) -> Iterator[str]:
    """A list on one line where it is short and made of plain words, else one item a line."""
    line = f"{opening} [{', '.join(map(_text, items))}]"
    if len(line) <= WIDTH and all(_text(item) == item for item in items):
        yield line
        return
    yield opening
    for item in items:
        yield from _folded(f"{indent}  - ", item, indent + "    ")


def _folded(opening: str, text: str, indent: str) -> Iterator[str]:
    """A text after its opening, folded between quotation marks where it is long: a line end reads back as one blank."""
    whole = _text(text)
    if len(opening) + len(whole) <= WIDTH or _BLANKS.search(whole) or not whole.startswith('"'):
        yield opening + whole
        return
    yield from wrap(
        whole, WIDTH, initial_indent=opening, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _text(text: str) -> str:
    """A text as a YAML scalar: plain where nobody could take it for anything else, else in quotation marks."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and len(text) < WIDTH // 2:
        return text
    return _UNSHOWN.sub(lambda m: f"\\u{ord(m.group()):04x}", json.dumps(text, ensure_ascii=False))

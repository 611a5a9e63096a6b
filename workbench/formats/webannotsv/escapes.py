"""Escapes of WebAnno TSV: one table for values in cells, another for lines of text."""

from __future__ import annotations

import re
from typing import Final

_VALUE: Final = re.compile(r"->|[\\\[\]|_;*\t\n]")
_TEXT: Final = re.compile(r"[\x00-\x07\x0e-\x1f\\\t\n\f\r\b]")
_SPELT: Final = {"\t": "t", "\n": "n", "\f": "f", "\r": "r", "\b": "b"}
_READ: Final = {letter: char for char, letter in _SPELT.items()}
_ESCAPE: Final = re.compile(r"\\(->|.)", re.DOTALL)
_JAVA: Final = re.compile(r"\\(u+[0-9a-fA-F]{4}|[0-3]?[0-7]{1,2}|.)", re.DOTALL)


def escaped_value(value: str) -> str:
    r"""A value as a cell has it; ``->`` is one thing, TAB and LF go by letters, and CR has no escape there."""
    return _VALUE.sub(lambda m: "\\" + _SPELT.get(m[0], m[0]), value)


def plain_value(cell: str) -> str:
    """A value out of a cell."""
    return _ESCAPE.sub(lambda m: {"t": "\t", "n": "\n"}.get(m[1], m[1]), cell)


def escaped_text(line: str) -> str:
    """A line of text as ``#Text=`` has it."""
    return _TEXT.sub(lambda m: "\\" + _SPELT.get(m[0], m[0]), line)


def plain_text(line: str, minor: int) -> str:
    """A line of text out of ``#Text=``; up to version 3.1 with the escapes of Java."""
    if minor > 1:
        return _ESCAPE.sub(lambda m: _READ.get(m[1], m[1]), line)
    return _JAVA.sub(_java, line).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _java(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] == "u" and len(code) > 4:
        return chr(int(code.lstrip("u"), 16))
    if code[0] in "01234567":
        return chr(int(code, 8))
    return _READ.get(code, code)

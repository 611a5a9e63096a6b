"""Occurrences: where else a text stands, as whole words."""

from __future__ import annotations

import regex

from workbench.core.span import Fragment


def occurrences(text: str, wanted: str) -> list[Fragment]:
    """Every place of ``wanted`` in the text, in order, that does not start or end inside a word."""
    if not wanted.strip():
        return []
    before = r"(?<![\p{L}\p{N}\p{M}])" if wanted[0].isalnum() else ""
    behind = r"(?![\p{L}\p{N}\p{M}])" if wanted[-1].isalnum() else ""
    return [m.span() for m in regex.finditer(before + regex.escape(wanted) + behind, text)]

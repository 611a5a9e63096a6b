"""Trimming: spans without the white space and punctuation at their ends, for comparing where nobody cared for these."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import category

from workbench.core.span import Span


def trimmed(span: Span, text: str) -> Span:
    """The span from its first to its last letter, digit or sign; as it is where it has none.

    Off unless asked for, and said where it is on, because it changes what is compared.
    """
    kept = [at for start, end in span.fragments for at in range(start, end) if not _edge(text[at])]
    if not kept:
        return span
    first, last = kept[0], kept[-1] + 1
    cut = ((max(start, first), min(end, last)) for start, end in span.fragments)
    return replace(span, fragments=tuple((start, end) for start, end in cut if start < end))


def _edge(character: str) -> bool:
    return character.isspace() or category(character)[0] == "P"

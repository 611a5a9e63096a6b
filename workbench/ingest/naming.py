"""Naming: a short readable name for every document, unique in the project."""

from __future__ import annotations

import unicodedata
from collections.abc import Container

import regex

LONGEST = 48
"""Code points of a name before its number."""


def slug(text: str) -> str:
    """Lower-case letters and digits of any script, with one dash for whatever stands between; may be empty.

    Accents are dropped from Latin letters, so that a name can be typed on any keyboard.
    """
    folded = regex.sub(r"(?<=\p{Latin})\p{M}+", "", unicodedata.normalize("NFKD", text).casefold().lower())
    joined = regex.sub(r"['’.]", "", unicodedata.normalize("NFC", folded))
    words = regex.sub(r"[^\p{L}\p{M}\p{N}]+", "-", joined).strip("-")
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]


def unique(wanted: str, taken: Container[str]) -> str:
    """The wanted name, with a number behind it where it is taken."""
    base = wanted or "document"
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"

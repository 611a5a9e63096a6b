"""Words: a disagreement as people read it, with the names of the schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.agreement.disagreement.record import ATTRIBUTE, DOCUMENT_LABEL, Disagreement, Said, Side
from workbench.core.schema import Schema, shown

AROUND: Final = 24
"""Code points of text shown on each side of a place."""
INSIDE: Final = 60
"""Code points of a place that are shown; of a longer one its two ends."""


def side_in_words(side: Side, schema: Schema, text: str | None = None) -> str:
    """Who says what, by names: ``ana, cem: LAW 10–25``, or ``LAW “its words”`` of a text; a dash where nothing is."""
    return f"{', '.join(side.annotators)}: {says_in_words(side.says, schema, text)}"


def sides_in_words(record: Disagreement, schema: Schema, text: str | None = None) -> list[str]:
    """Each side; where all mean the same place, what they say of it alone."""
    if record.aspect == "label":
        return [f"{', '.join(side.annotators)}: {_labels(side, schema)}" for side in record.sides]
    return [side_in_words(side, schema, text) for side in record.sides]


def says_in_words(says: Sequence[Said], schema: Schema, text: str | None = None) -> str:
    """What a side says, with offsets, or with the words there."""
    return " + ".join(_said(said, schema, text) for said in says) or "–"


def kind_in_words(record: Disagreement, schema: Schema) -> str:
    """The kind, with the attribute or document label that it is about."""
    if record.kind in (ATTRIBUTE, DOCUMENT_LABEL):
        key = record.aspect.partition(":")[2]
        parts = schema.attributes if record.kind == ATTRIBUTE else schema.document_labels
        return shown(parts.get(key), key)
    return record.kind


def snippet(text: str, record: Disagreement, room: int = 2 * AROUND + INSIDE) -> str:
    """A place between «» with as much of the text around it as makes about ``room`` code points, on one line."""
    start, end = record.start, record.end
    inside = _short(text[start:end])
    around = max(0, room - len(inside) - 2) // 2
    return " ".join(f"{text[max(0, start - around) : start]}«{inside}»{text[end : end + around]}".split())


def _labels(side: Side, schema: Schema) -> str:
    return " + ".join(schema.label_name(said.what) for said in side.says) or "–"


def _said(said: Said, schema: Schema, text: str | None) -> str:
    if said.ends:
        return f"{schema.relation_name(said.what)} {_place(said.at, text)} → {_place(said.to, text)}"
    return f"{schema.label_name(said.what)} {_place(said.at, text)}" if said.at else said.what


def _place(extent: Sequence[tuple[int, int]], text: str | None) -> str:
    if text is None:
        return ", ".join(f"{start}–{end}" for start, end in extent)
    return f"“{_short(' '.join(' '.join(text[start:end] for start, end in extent).split()))}”"


def _short(words: str) -> str:
    return words if len(words) <= INSIDE else f"{words[: INSIDE // 2]} … {words[-INSIDE // 2 :]}"

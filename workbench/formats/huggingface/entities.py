"""Rows of entities: a text and its entities by offsets, under any of the names that data sets have for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from workbench.formats.exchange import Document, Reading, Span
from workbench.formats.format import Refusal, Tally
from workbench.formats.jsonfile import name_of, whole

MARKS: Final = "entities"
TEXTS: Final = ("note_text", "text", "sentence", "content", "document")
NAMES: Final = ("note_id", "id", "doc_id", "document_id")
STARTS: Final = ("start_char", "start", "begin", "start_offset", "char_start")
ENDS: Final = ("end_char", "end", "end_offset", "char_end")
LABELS: Final = ("note_nlp_source_value", "label", "type", "entity_type", "entity_group", "entity", "tag")
SURFACES: Final = ("lexical_variant", "text", "word", "name", "mention", "surface")
IDS: Final = ("note_nlp_id", "id")


def key(value: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    """The first of the keys that the value has."""
    return next((one for one in keys if one in value), None)


def is_row(row: Mapping[str, Any]) -> bool:
    """Whether a row has a text and a list of entities with offsets."""
    marks = row.get(MARKS)
    if not isinstance(marks, list) or key(row, TEXTS) is None:
        return False
    return not marks or any(isinstance(one, Mapping) and key(one, STARTS) and key(one, ENDS) for one in marks[:3])


def read(row: Mapping[str, Any], file: str, line: int, name: str, tally: Tally) -> Document | None:
    """The document of a row, its offsets as they are; None where it has no text."""
    text_key = key(row, TEXTS) or ""
    text = row.get(text_key)
    if not isinstance(text, str):
        tally.refused.append(Refusal(file, line, f"{name}: its text is no text"))
        return None
    name_key = key(row, NAMES) or ""
    tally.documents += 1
    spans: dict[str, Span] = {}
    for n, one in enumerate(row[MARKS], 1):
        found = _span(one, f"{n}") if isinstance(one, Mapping) else None
        if found is None:
            tally.refused.append(Refusal(file, line, f"{name}: an entity is not a start, an end and a label"))
        else:
            tally.spans += 1
            spans[found.id if found.id not in spans else f"{found.id}-{n}"] = found
    kept = tuple(replace(span, id=id) for id, span in spans.items())
    meta = {k: v for k, v in row.items() if k not in (MARKS, text_key, name_key)}
    return Document(name_of(row.get(name_key)) or name, text, (Reading(spans=kept),), meta=meta)


def _span(one: Mapping[str, Any], id: str) -> Span | None:
    keys = [key(one, known) for known in (STARTS, ENDS, LABELS, SURFACES, IDS)]
    start, end, label, surface, own = (None if known is None else one[known] for known in keys)
    first, last = whole(start), whole(end)
    if first is None or last is None or not isinstance(label, str):
        return None
    rest = ((k, _said(v)) for k, v in one.items() if k not in keys and v is not None)
    given = None if own is None or isinstance(own, (list, dict)) else str(own)
    return Span(
        given or id,
        label,
        ((first, last),),
        tuple((k, v) for k, v in rest if v),
        surface=surface if isinstance(surface, str) else None,
    )


def _said(value: Any) -> str:
    """A value as an attribute's; true and false as schemas write them."""
    return str(value).lower() if isinstance(value, bool) else value if isinstance(value, str) else str(value)

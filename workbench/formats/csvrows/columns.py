"""Columns: what people call the columns of a table of spans, and which column of a table is which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from workbench.formats.sheet import Sheet

TABLES: Final = ("relations", "attributes", "links", "labels", "layers", "documents")
"""The tables that stand beside ``spans``, by their names without an ending."""

DOCUMENT: Final = (
    "doc_id",
    "document_id",
    "docid",
    "doc",
    "document",
    "document_name",
    "file",
    "filename",
    "file_name",
    "text_id",
)
ANNOTATOR: Final = ("annotator", "annotator_id", "annotated_by", "user", "username", "worker", "coder", "rater")
START: Final = ("start", "begin", "start_offset", "start_char", "char_start", "start_index", "span_start")
END: Final = ("end", "stop", "end_offset", "end_char", "char_end", "end_index", "span_end")
LABEL: Final = ("label", "type", "entity_type", "tag", "category", "class", "relation", "rel_type", "entity")
TEXT: Final = ("text", "surface", "span_text", "covered_text", "mention", "quote", "sentence", "content", "body")
SPAN: Final = ("span_id", "entity_id", "mention_id", "annotation_id")
ANY_ID: Final = ("id",)
HEAD: Final = ("head_id", "head", "source_id", "source", "from_id", "arg1", "subject_id", "subject")
TAIL: Final = ("tail_id", "tail", "target_id", "target", "to_id", "arg2", "object_id", "object")
RELATION: Final = ("rel_id", "relation_id", "id")
NOTE: Final = ("note", "comment", "comments")
SCORE: Final = ("score", "confidence", "probability")
OWN: Final = ("unit", "rejected")
"""Columns of our own writing that say what no other one can."""


def column(sheet: Sheet, names: Sequence[str]) -> str:
    """The head of the column that is called one of these, the first name first; empty where there is none."""
    plain = {head.casefold().replace(" ", "_").replace("-", "_"): head for head in sheet.heads}
    return next((plain[name] for name in names if name in plain), "")


def columns(sheet: Sheet, wanted: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each wanted thing the head of its column; empty where there is none; no column is two things."""
    found: dict[str, str] = {}
    for what, names in wanted.items():
        head = column(sheet, names)
        found[what] = "" if head in found.values() else head
    return found


def is_spans(sheet: Sheet) -> bool:
    """Whether a table has a row a span: a start, an end, and what the span is or where it stands."""
    has = columns(sheet, {"start": START, "end": END, "label": LABEL, "doc": DOCUMENT, "text": TEXT})
    return bool(has["start"] and has["end"] and (has["label"] or has["doc"] or has["text"]))


def is_relations(sheet: Sheet) -> bool:
    """Whether a table has a row a relation between spans by their ids."""
    return bool(column(sheet, HEAD) and column(sheet, TAIL) and column(sheet, LABEL))


def is_texts(sheet: Sheet) -> bool:
    """Whether a table has a row a text with a name."""
    return bool(column(sheet, (*DOCUMENT, *ANY_ID)) and column(sheet, TEXT[:1]))

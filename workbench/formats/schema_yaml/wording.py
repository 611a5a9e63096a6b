"""What pydantic finds wrong with a schema, in sentences that say what to write."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from workbench.core.schema import Attribute, DocumentLabelKind, Group, Label, RelationLabel, Schema, Value
from workbench.core.schema_words import meant, named
from workbench.formats.schema_yaml.place import Path

PARTS: Final[dict[str, tuple[type[BaseModel], str]]] = {
    "groups": (Group, "group"),
    "labels": (Label, "label"),
    "attributes": (Attribute, "attribute"),
    "relations": (RelationLabel, "relation"),
    "document_labels": (DocumentLabelKind, "document label"),
}
"""The model of the parts of each section, and the word for one of them."""

KEY: Final = "[key]"
"""How pydantic ends the path of a fault in a mapping's key."""


def holder(path: Path) -> tuple[type[BaseModel], str]:
    """The model that the last step of a path is a field of, and the word for it."""
    if len(path) >= 5 and path[2] == "values":
        return Value, "value"
    if len(path) >= 3 and path[0] in PARTS:
        return PARTS[str(path[0])]
    return Schema, "schema"


def path_of(error: ErrorDetails) -> Path:
    """The path of an error, without the mark that it is about the key."""
    return tuple(step for step in error["loc"] if step != KEY)


def sentence(error: ErrorDetails) -> str:
    """One sentence about an error, with what to write instead."""
    path, kind = path_of(error), error["type"]
    field = f"`{named(str(path[-1]))[1:-1]}`" if path else "the schema"
    if kind == "missing":
        return _missing(path)
    if kind == "extra_forbidden":
        return _extra(path)
    if KEY in error["loc"]:
        return f"the id {named(str(path[-1]))} has blanks or controls or not 1 to 64 characters; write another"
    if isinstance(path[-1] if path else None, int):
        field = f"number {int(path[-1]) + 1} of `{path[-2]}`"
    return f"{field} {_wrong(kind, error, path)}"


def _missing(path: Path) -> str:
    model, what = holder(path)
    name = str(path[-1])
    said = (model.model_fields[name].description or "").rstrip(".")
    return f"this {what} has no `{name}`; add it: {said[:1].lower()}{said[1:]}"


def _extra(path: Path) -> str:
    model, what = holder(path)
    guess = meant(str(path[-1]), model.model_fields)
    cure = f"did you mean `{guess}`?" if guess else f"it can have {', '.join(model.model_fields)}"
    return f"a {what} has no field {named(str(path[-1]))}; {cure}"


def _wrong(kind: str, error: ErrorDetails, path: Path) -> str:
    """What a field is not, and what to write."""
    context: dict[str, Any] = error.get("ctx", {})
    got = _kind(error["input"])
    if kind == "literal_error":
        return f"cannot be {got}; write {context['expected']}"
    if kind == "string_pattern_mismatch":
        want = "one small letter or digit" if path[-1] == "key" else "an id of 1 to 64 characters without blanks"
        return f"cannot be {got}; write {want}"
    if kind.startswith("bool"):
        return f"cannot be {got}; write true or false"
    if kind.startswith("int") or kind in ("greater_than_equal", "less_than_equal"):
        return f"cannot be {got}; write a whole number from 1 to 8"
    if kind == "string_too_long":
        return f"is longer than {context['max_length']} characters; shorten it"
    if kind == "string_too_short":
        return "is empty; write something or leave the field out"
    if kind == "string_unicode":
        return "holds half of a surrogate pair; write the whole character"
    if kind == "too_short":
        return "is an empty list; name at least one label or group"
    if kind.startswith("string"):
        return f"cannot be {got}; write a text (in quotation marks if it could be anything else)"
    if kind.startswith("tuple"):
        return f"cannot be {got}; write a list such as [A, B]"
    return f"cannot be {got}; write a mapping of `name: value` lines ({{}} if it is empty)"


def _kind(value: Any) -> str:
    """A value in a few words, without its content where that is long."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return named(str(value))

"""The JSON Schema of schema files, which lets editors complete and check them."""

from __future__ import annotations

import json
from typing import Any

from workbench.core.schema import Schema


def json_schema() -> str:
    """The JSON Schema (2020-12) of what schema files may hold, as indented JSON with a line end.

    It says what the pydantic model says; flaws between parts are for ``workbench schema check`` alone.
    """
    body: dict[str, Any] = Schema.model_json_schema(mode="validation")
    for part in body["$defs"].values():
        _allow_bare_digits(part)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(head | body, ensure_ascii=False, indent=2) + "\n"


def _allow_bare_digits(part: dict[str, Any]) -> None:
    """Let a key be an unquoted digit, which editors take for a number and the reader for text."""
    key = part["properties"].get("key")
    if key is not None:
        key["anyOf"].append({"type": "integer", "minimum": 0, "maximum": 9})

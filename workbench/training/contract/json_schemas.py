"""The JSON Schemas of the contract, for editors and other programs."""

from __future__ import annotations

import json
from typing import Any, Final

from workbench.training.contract.annotation import Annotation
from workbench.training.contract.ledger import LedgerFile
from workbench.training.contract.manifest import Manifest
from workbench.training.contract.shape import Shape

SHAPES: Final[dict[str, type[Shape]]] = {
    "ledger.schema.json": LedgerFile,
    "manifest.schema.json": Manifest,
    "relations.schema.json": Annotation,
}
"""Each file of ``schemas/`` that is made here, and what it describes."""


def json_schema(shape: type[Shape]) -> str:
    """The JSON Schema (2020-12) of a shape, as indented JSON with a line end."""
    body: dict[str, Any] = shape.model_json_schema(mode="validation", by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(head | body, ensure_ascii=False, indent=2) + "\n"

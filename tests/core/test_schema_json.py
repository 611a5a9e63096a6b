"""The JSON of schemas: one text for one schema, and the order of parts is part of it."""

from __future__ import annotations

import json

from hypothesis import given

from tests.core.schemas import SCHEMAS
from workbench.core.json import canonical
from workbench.core.schema import Schema


def test_the_order_of_parts_survives_json_that_sorts_its_keys() -> None:
    schema = Schema.model_validate(
        {"name": "x", "groups": {"Z": {}, "A": {}}, "labels": {"b": {"group": "Z"}, "a": {"group": "A"}},
         "rules": {"G2": "two", "G10": "ten", "G1": "one"}}
    )  # fmt: skip
    back = Schema.model_validate_json(canonical(json.loads(schema.to_json())))
    assert [*back.groups, *back.labels, *back.rules] == ["Z", "A", "b", "a", "G2", "G10", "G1"]
    turned = schema.model_copy(update={"labels": dict(reversed(schema.labels.items()))})
    assert Schema.model_validate(turned.model_dump()).to_json() != schema.to_json()


@given(SCHEMAS)
def test_json_reads_back(schema: Schema) -> None:
    back = Schema.model_validate_json(schema.to_json())
    assert back == schema
    assert back.sha256 == schema.sha256
    assert Schema.model_validate(json.loads(schema.to_json())) == schema
    assert Schema.model_validate(schema.model_dump()) == schema

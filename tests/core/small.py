"""A small schema and layer that the tests of this room share."""

from __future__ import annotations

from uuid import UUID

from workbench.core.layer import Layer
from workbench.core.schema import Schema

SCHEMA = Schema.model_validate(
    {
        "name": "small",
        "groups": {
            "ACTOR": {"link": "required", "overlap": False, "nest": "none"},
            "EVENT": {"event": True, "discontinuous": True},
        },
        "labels": {
            "PERSON": {"group": "ACTOR"},
            "STATE": {"group": "ACTOR", "name": "Country"},
            "MEETING": {"group": "EVENT"},
            "OLD": {"group": "EVENT", "retired": True},
            "ANY": {"group": "EVENT", "abstract": True},
            "TALKS": {"group": "EVENT", "parent": "ANY"},
        },
        "attributes": {
            "mention": {"labels": ["ACTOR"], "values": {"name": {}, "nominal": {}}, "default": "name"},
            "tags": {"labels": ["EVENT"], "values": {"a": {}, "b": {}}, "several": True},
            "sure": {"relations": ["AGENT"], "values": {"yes": {}, "no": {}}},
        },
        "relations": {
            "AGENT": {"head": ["EVENT"], "tail": ["ACTOR"], "cardinality": "+"},
            "PLACE": {"head": ["ANY"], "tail": ["STATE"], "cardinality": "?"},
            "ALLY": {"head": ["STATE"], "tail": ["STATE"], "symmetric": True},
            "PART_OF": {"head": ["ACTOR"], "tail": ["ACTOR"], "acyclic": True},
        },
        "document_labels": {
            "topic": {"values": {"trade": {}, "cyber": {}}},
            "tone": {"values": {"calm": {}, "sharp": {}}, "several": True},
        },
    }
)


def layer(length: int = 1000) -> Layer:
    """An empty layer of a document of so many code points."""
    return Layer(UUID(int=1), UUID(int=2), length, UUID(int=3))

"""What a CAS carries."""

from __future__ import annotations

from typing import Final

from workbench.formats.capability import Capability

CAPABILITY: Final = Capability(
    text="yes",
    subtoken="yes",
    blanks="yes",
    overlap="yes",
    same="yes",
    discontinuous="changed",
    attributes="yes",
    links="changed",
    relations="yes",
    relation_attributes="yes",
    labels="yes",
    notes="yes",
    annotators="changed",
    scores="yes",
)

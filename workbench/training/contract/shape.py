"""The base of every shape: nothing unknown in it, nothing changed after it was made."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt

Digest: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="A SHA-256, in hexadecimal digits.")]
Number: TypeAlias = NonNegativeInt


class Shape(BaseModel):
    """A record whose members are all named."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

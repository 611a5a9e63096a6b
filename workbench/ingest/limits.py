"""What ingest takes at most, whatever a text comes from."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 10_000_000
"""Code points of a document at most."""

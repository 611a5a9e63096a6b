"""What an extractor took out of a file, and what it is to remember of how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.core.json import Json


@dataclass(frozen=True, slots=True)
class Extracted:
    """A file's text, its extractor, and what the file itself declares of title, source and date.

    ``changed`` and ``left_out`` count, in words, what the text has otherwise than the file and what it has not.
    """

    text: str
    extractor: str
    version: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    published_as_printed: str | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        """What is stored with the document and shown; only what there is to say."""
        said: dict[str, Json] = {"extractor": self.extractor, "version": self.version, **self.facts}
        if self.changed:
            said["changed"] = dict(self.changed)
        if self.left_out:
            said["left_out"] = dict(self.left_out)
        return said

    @property
    def losses(self) -> str:
        """What was changed and left out as a phrase; empty where nothing was."""
        told = (("changed", self.changed), ("left out", self.left_out))
        return "; ".join(
            f"{verb}: " + ", ".join(f"{n:,} {what}" for what, n in counts.items()) for verb, counts in told if counts
        )

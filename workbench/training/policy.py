"""The policy: what was asked of the views of an export, and how it is said in manifest and README."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Discontinuous: TypeAlias = Literal["fragments", "covering", "drop"]

SPANS_KEY: Final = "sc"
"""The span group that spancat reads where nobody names another."""

_SPLIT: Final[dict[Discontinuous, str]] = {
    "fragments": "one span a fragment (`s12.1`, `s12.2`)",
    "covering": "one span from its first token to its last, gaps included",
    "drop": "left out and counted",
}


@dataclass(frozen=True, slots=True)
class Policy:
    """What becomes of spans.

    Attributes:
        group: labels are called by their group.
        priority: labels that win in ``doc.ents``, in this order, before the longest does.
        ents_group: the only group whose spans ``doc.ents`` holds; None for all.
        where: attribute and value that a span of ``doc.ents`` has; unset counts as the default.
        spans_key: the span group that holds every span.
        discontinuous: how a span of several fragments stands in the span group.
        rel: relations stand in ``doc._.rel`` too.
    """

    group: bool = False
    priority: tuple[str, ...] = ()
    ents_group: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    spans_key: str = SPANS_KEY
    discontinuous: Discontinuous = "fragments"
    rel: bool = False

    def to_json(self) -> dict[str, str]:
        """The policy in words, by view, for the manifest."""
        return {
            "labels": "by group" if self.group else "as they are",
            "ents": self.ents(),
            "spans_key": self.spans_key,
            "spans": f"every span on whole tokens; discontinuous ones: {self.split()}".replace("`", ""),
            "skip_zones": "missing in ents; in the span group what is unlabelled there counts as negative",
            "kb_id": "the id of the span's first link, followed through merges",
            "cats": "decided document labels as key=value; undecided ones absent",
            "rel": "doc._.rel, keyed by the first tokens of two ents" if self.rel else "not asked for",
        }

    def ents(self) -> str:
        """Which spans ``doc.ents`` holds, and which win."""
        first = f"{', '.join(self.priority)} before others; " if self.priority else ""
        return f"{first}the longest first, then the earliest, then the oldest{self._narrowed()}"

    def _narrowed(self) -> str:
        """What only some spans are asked for; the tokens of others are outside, because nobody asked for them."""
        wanted = [f"of the group {self.ents_group}"] if self.ents_group else []
        values: dict[str, list[str]] = {}
        for key, value in self.where:
            values.setdefault(key, []).append(value)
        wanted += [f"with {key}={' or '.join(some)}" for key, some in values.items()]
        return f"; only spans {' and '.join(wanted)}, and the tokens of all others are outside" if wanted else ""

    def split(self) -> str:
        """How a discontinuous span stands in the span group, in Markdown."""
        return _SPLIT[self.discontinuous]

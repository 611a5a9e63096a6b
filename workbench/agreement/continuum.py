"""Continua: a document as the line on which annotators put spans, for the unitizing measures and for γ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.core.span import Fragment, Span, merged


@dataclass(frozen=True, slots=True)
class Continuum:
    """A document of ``length`` code points, and the spans of each annotator who finished it (none is an answer too).

    What is ``skipped`` (skip zones) is not on the line: the text behind moves up, a span across a zone loses that part
    and a span inside one vanishes, because nobody was asked to annotate there.

    Raises:
        ValueError: where a span ends behind the text.
    """

    length: int
    spans: Mapping[str, Sequence[Span]]
    skipped: Sequence[Fragment] = ()

    def __post_init__(self) -> None:
        if any(span.end > self.length for spans in self.spans.values() for span in spans):
            raise ValueError(f"a span ends behind the text of {self.length} code points")

    @property
    def zones(self) -> tuple[Fragment, ...]:
        """What is skipped, sorted, apart, and within the text."""
        inside = ((max(0, start), min(end, self.length)) for start, end in self.skipped)
        return merged([(start, end) for start, end in inside if start < end])

    @property
    def kept(self) -> int:
        """Code points that are on the line."""
        return self.length - sum(end - start for start, end in self.zones)

    def moved(self, offset: int) -> int:
        """Where an offset of the text stands on the line; one in a zone where the zone was."""
        if not self.skipped:
            return offset
        return offset - sum(min(max(offset - start, 0), end - start) for start, end in self.zones)

"""The list: every disagreement of a study, document by document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workbench.agreement.disagreement.described import on_document, on_relations_alike, on_spans_alike
from workbench.agreement.disagreement.places import Grouped, grouped
from workbench.agreement.disagreement.record import Disagreement
from workbench.agreement.disagreement.relations import Drawing, Ends, lined_up, on_relations
from workbench.agreement.disagreement.spans import on_spans
from workbench.agreement.relations.rule import STRICT
from workbench.agreement.report.frame import Frame
from workbench.agreement.study import StudiedDocument, Study


@dataclass(frozen=True, slots=True)
class Disagreements:
    """The disagreements of a study by the key of the document, in the order of the study."""

    frame: Frame
    documents: Mapping[str, tuple[Disagreement, ...]]

    @classmethod
    def of(cls, study: Study) -> Disagreements:
        """All disagreements of those compared: the people, or one person and the reference."""
        frame = Frame.of(study)
        return cls(frame, {document.key: disagreements(document, frame) for document in study.documents})

    def replaced(self, document: StudiedDocument) -> Disagreements:
        """The list after one document changed, at the cost of that document."""
        return replace(self, documents={**self.documents, document.key: disagreements(document, self.frame)})

    def __iter__(self) -> Iterator[Disagreement]:
        return (found for held in self.documents.values() for found in held)

    def __len__(self) -> int:
        return sum(map(len, self.documents.values()))


def compared(frame: Frame) -> tuple[str, ...]:
    """Whom the list is about: the people; where there is one alone, with the reference."""
    return frame.people if len(frame.people) > 1 or frame.gold is None else (*frame.people, frame.gold)


def disagreements(document: StudiedDocument, frame: Frame) -> tuple[Disagreement, ...]:
    """The disagreements of one document in text order, those on the whole document first."""
    names = [name for name in sorted(compared(frame)) if name in document.answers]
    if len(names) < 2:
        return ()
    answers = {name: list(document.answers[name].spans.values()) for name in names}
    groups = grouped(answers)
    found = [*on_document(document, frame, names)]
    found += on_spans_alike(document, frame, groups.alike)
    spans = list(on_spans(document, names, groups.places))
    found += spans
    if any(document.answers[name].relations for name in names):
        causes = {len(groups.agreed) + k: record for k, record in enumerate(spans)}
        drawing = _drawing(document, names, frame, _ends(groups, causes))
        drawn = lined_up(drawing)
        found += on_relations_alike(document, frame, drawn)
        found += on_relations(drawing, drawn)
    return tuple(sorted(found, key=lambda one: (one.start, -one.end, one.aspect, one.members)))


def _drawing(document: StudiedDocument, names: list[str], frame: Frame, ends: Ends) -> Drawing:
    undirected = frame.arcs.get("relation-undirected")
    if undirected is not None:
        return Drawing(document, names, ends, undirected, "relation-undirected")
    return Drawing(document, names, ends, STRICT, "relation-strict" if frame.arcs else "")


def _ends(groups: Grouped, causes: Mapping[int, Disagreement]) -> Ends:
    homes: dict[tuple[str, int], int] = {}
    held: dict[int, frozenset[str]] = {}
    for at, unit in enumerate(groups.agreed):
        homes.update({(name, span.n): at for name, span in unit.items()})
        held[at] = frozenset(unit)
    for at, place in enumerate(groups.places, len(groups.agreed)):
        homes.update({(name, span.n): at for name, spans in place.items() for span in spans})
        held[at] = frozenset(place)
    return Ends(homes, held, causes)

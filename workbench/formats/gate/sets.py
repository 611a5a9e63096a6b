"""Sets: GATE's annotation sets as readings, one annotator for each name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.core.json import Json, canonical
from workbench.formats.exchange import Document, Fragment, Reading, Span, Unit
from workbench.formats.format import Tally

MARKUP: Final = "Original markups"
"""The set in which GATE keeps the markup of the file that the text came from."""
SEGMENTS: Final = frozenset(("Token", "SpaceToken", "Sentence", "Split"))

NO_LAYER: Final = "the project keeps its own tokens, and this type is about them"
SOURCE: Final = "markup of the file that the text came from"


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation of a set."""

    id: str
    type: str
    place: Fragment
    features: Mapping[str, Json]


@dataclass(slots=True)
class Sets:
    """A document as GATE has it."""

    name: str
    text: str | None
    unit: Unit
    features: Mapping[str, Json]
    sets: dict[str, list[Annotation]] = field(default_factory=dict)

    def document(self, file: str, tally: Tally) -> Document:
        """The document; what GATE's own tools left in it is booked."""
        readings = [self._reading(name, found, file, tally) for name, found in self.sets.items()]
        return Document(
            self.name or file,
            self.text,
            tuple(one for one in readings if one.spans) or (Reading(),),
            self.unit,
            tokens=self._places("Token"),
            sentences=self._places("Sentence"),
            meta=self.features,
        )

    def _reading(self, name: str, found: Sequence[Annotation], file: str, tally: Tally) -> Reading:
        if name == MARKUP:
            _book(found, "span", SOURCE, file, tally)
            return Reading()
        _book((one for one in found if one.type in SEGMENTS), "token layer", NO_LAYER, file, tally)
        taken: Counter[str] = Counter()
        return Reading(name, spans=tuple(_span(one, taken) for one in found if one.type not in SEGMENTS))

    def _places(self, type: str) -> tuple[Fragment, ...]:
        found = (one.place for name, all in self.sets.items() if name != MARKUP for one in all if one.type == type)
        return tuple(sorted(set(found)))


def _span(one: Annotation, taken: Counter[str]) -> Span:
    """A span; an id that its set has given before gets a number."""
    taken[one.id] += 1
    id = one.id if taken[one.id] == 1 else f"{one.id}~{taken[one.id]}"
    attributes = tuple((key, value) for key, given in one.features.items() if (value := _text(given)) is not None)
    return Span(id, one.type, (one.place,), attributes)


def _text(value: Json) -> str | None:
    """A feature's value as text; lists and maps as JSON."""
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else canonical(value)


def _book(found: Iterable[Annotation], what: str, why: str, file: str, tally: Tally) -> None:
    for type, n in sorted(Counter(one.type for one in found).items()):
        tally.ledger.drop_many("import", what, type, why, n, (file,))

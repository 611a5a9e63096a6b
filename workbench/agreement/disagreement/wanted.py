"""Wanted: which disagreements are asked for, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import permutations
from typing import Final, Literal
from uuid import UUID

from workbench.agreement.disagreement.record import KINDS, Disagreement
from workbench.agreement.pairwise import Pair
from workbench.agreement.report.narrowing import label_id
from workbench.core.fault import Fault
from workbench.core.schema import Schema

Order = Literal["weight", "text", "kind"]
_FIRST: Final = ("span", "relation", "attribute", "link", "document")
ORDERS: Final[tuple[Order, ...]] = ("weight", "text", "kind")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; what is left empty is not asked.

    Attributes:
        kinds: of one of these kinds.
        labels: about this label, abstract label, group or relation label; of two, one side says one and another the
            other.
        pair: where these two differ; ``kinds`` then says how these two do.
        annotator: where this one differs from somebody.
        document: the id or the name of a document.
        score: what lowers this number of the report.
    """

    kinds: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    pair: Pair | None = None
    annotator: str = ""
    document: str | UUID = ""
    score: str = ""

    @classmethod
    def of(
        cls,
        schema: Schema,
        *,
        kind: str | None = None,
        label: str | None = None,
        pair: str | None = None,
        document: str | None = None,
        annotator: str = "",
    ) -> Wanted:
        """What the words of `--kind`, `--label`, `--pair` and `--document` mean.

        Raises:
            Fault: where they mean nothing.
        """
        kinds = _words(kind)
        for one in kinds:
            if one not in KINDS:
                raise Fault(f"There is no kind {one}", f"There are {', '.join(KINDS)}")
        labels = tuple(label_id(schema, one) for one in _words(label))
        if len(labels) > 2:
            raise Fault(f"--label {label} names more than two", "Name one label, or two that are confused")
        names = _words(pair)
        if names and len(set(names)) != 2:
            raise Fault(f"--pair {pair} is no pair", "Name two annotators with a comma between them")
        both = (min(names), max(names)) if names else None
        return cls(kinds, labels, both, annotator, document or "")

    def picks(self, record: Disagreement, schema: Schema) -> bool:
        """Whether a disagreement is asked for."""
        return (
            (not self.score or record.effect.score == self.score)
            and (not self.document or self.document in (record.document, record.name, str(record.document)))
            and self._differing(record)
            and (not self.labels or self._about(record, schema))
        )

    def _differing(self, record: Disagreement) -> bool:
        """Whether those asked for differ in a way asked for."""
        return any(
            self.pair in (None, pair)
            and (not self.annotator or self.annotator in pair)
            and (not self.kinds or kind in self.kinds)
            for pair, kind in record.pairs.items()
        )

    def _about(self, record: Disagreement, schema: Schema) -> bool:
        if len(self.labels) == 1:
            return any(schema.matches(label, self.labels) for label in record.labels)
        first, second = self.labels
        return any(
            any(schema.matches(said.what, (first,)) for said in one.says)
            and any(schema.matches(said.what, (second,)) for said in other.says)
            for one, other in permutations(record.sides, 2)
        )


def order_of(word: str) -> Order:
    """The order that a word means.

    Raises:
        Fault: where it means none.
    """
    for order in ORDERS:
        if order == word:
            return order
    raise Fault(f"There is no order {word}", f"There are {', '.join(ORDERS)}")


def picked(records: Iterable[Disagreement], wanted: Wanted, schema: Schema) -> list[Disagreement]:
    """Those asked for, in the order they come."""
    return [record for record in records if wanted.picks(record, schema)]


def ordered(
    records: Iterable[Disagreement], order: Order, weight: Callable[[Disagreement], float | None]
) -> list[Disagreement]:
    """In the order of the text (documents in the order they come), by kind, or the weightiest first.

    Weights compare only within one number, so those on spans come before those on relations and on anything else.
    """
    found = list(records)
    if order == "weight":
        found.sort(key=lambda record: (_rank(record.effect.score), record.effect.score, -(weight(record) or 0.0)))
    elif order == "kind":
        rank = {kind: at for at, kind in enumerate(KINDS)}
        found.sort(key=lambda record: rank[record.kind])
    return found


def _rank(score: str) -> int:
    """Which numbers come first: one settles spans before one judges relations."""
    return next((at for at, name in enumerate(_FIRST) if score.startswith(name)), len(_FIRST))


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())

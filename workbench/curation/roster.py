"""The roster: whose work is compared, of which round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.fault import Fault
from workbench.core.selection import GOLD, parse
from workbench.store.annotators import Annotator


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is compared.

    Attributes:
        names: handles of those compared, people or models; empty for all people.
        gold: whether the gold layer, where there is one, is the reference.
        rounds: the rounds that count; empty for the latest one that each finished of a document. Two or more rounds
            stand as annotators of their own, which measures stability.
    """

    names: tuple[str, ...] = ()
    gold: bool = True
    rounds: tuple[int, ...] = ()

    @classmethod
    def of(cls, layers: str | None = None, annotators: str | None = None, rounds: str | None = None) -> Roster:
        """The roster that the words of `--layers`, `--annotators` and `--round` mean.

        Raises:
            Fault: where they mean none.
        """
        named = parse(layers).names if layers else ()
        if layers and not named:
            raise Fault(f"--layers {layers} is nobody's own work, so it agrees with nobody", "Name annotators, or gold")
        people = tuple(name for name in named if name != GOLD)
        if annotators:
            chosen = tuple(dict.fromkeys(name.strip() for name in annotators.split(",") if name.strip()))
            people = tuple(name for name in chosen if name != GOLD)
            if not people:
                raise Fault(f"--annotators {annotators} names nobody", "Write names with commas between them")
        return cls(people, not named or GOLD in named, _rounds(rounds))

    def wants(self, handle: str, kind: str) -> bool:
        """Whether layers of this owner and kind take part."""
        if kind == GOLD:
            return self.gold
        return handle in self.names if self.names else kind == "human"

    def counts(self, kind: str, round: int) -> bool:
        """Whether layers of this round take part; gold and models are no rounds of anybody."""
        return kind != "human" or not self.rounds or round in self.rounds

    def called(self, handle: str, kind: str, round: int) -> str:
        """What an owner's layer of a round goes by."""
        return f"{handle} (round {round})" if kind == "human" and len(self.rounds) > 1 else handle

    def check(self, known: Sequence[Annotator]) -> None:
        """See that everybody named is in the project.

        Raises:
            Fault: where somebody is not.
        """
        handles = {annotator.handle for annotator in known}
        for name in self.names:
            if name not in handles:
                raise Fault(f"There is no annotator {name}", "`workbench annotator list` names them")


def _rounds(text: str | None) -> tuple[int, ...]:
    parts = [part.strip() for part in (text or "").split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() and int(part[:9]) > 0 for part in parts):
        raise Fault(f"--round {text} is no round", "Write 1, or 1,2 to compare two rounds of each annotator")
    return tuple(sorted({int(part) for part in parts}))

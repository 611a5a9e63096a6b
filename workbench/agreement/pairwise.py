"""Pairwise agreement: every two annotators on every document both finished, pooled and spread over pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import fsum, sqrt
from typing import TypeAlias, TypeVar

from workbench.agreement.tally import NOTHING, Tallies, Tally, f1, total
from workbench.agreement.value import Value, undefined

Pair: TypeAlias = tuple[str, str]
"""Two annotators, sorted by name."""

Sheet: TypeAlias = Mapping[Pair, Tallies]
"""One document: the tallies of every pair that both finished it."""

A = TypeVar("A")
T = TypeVar("T")


def each_pair(answers: Mapping[str, A], compare: Callable[[A, A], T]) -> dict[Pair, T]:
    """What comparing gives for every two annotators, by name.

    ``answers`` holds those who *finished* the document: an empty answer is one, an absent name is missing.
    """
    return {(a, b): compare(answers[a], answers[b]) for a, b in combinations(sorted(answers), 2)}


@dataclass(frozen=True, slots=True)
class Spread:
    """A mean over pairs that weigh the same, with their standard deviation (of the pairs as they are, over n)."""

    mean: Value
    sd: float | None = None


def spread(values: Iterable[Value]) -> Spread:
    """The mean of the defined ones; ``why`` says how many were not."""
    given = list(values)
    numbers = [found.value for found in given if found.value is not None]
    if not numbers:
        return Spread(undefined(given[0].why if given else "no two annotators finished a document in common"))
    mean = fsum(numbers) / len(numbers)
    left_out = len(given) - len(numbers)
    why = f"left out {left_out} of {len(given)} pairs: undefined" if left_out else ""
    return Spread(Value(mean, why, len(numbers)), sqrt(fsum((x - mean) ** 2 for x in numbers) / len(numbers)))


@dataclass(frozen=True, slots=True)
class Pairwise:
    """One measure over documents: tallies by document, pair and label, and their sums by pair and label.

    Make it with :meth:`of`; :meth:`replaced` follows one edited document to the same last digit: sums are exact.
    """

    documents: Mapping[str, Sheet]
    sums: Mapping[Pair, Tallies]

    @classmethod
    def of(cls, documents: Mapping[str, Sheet]) -> Pairwise:
        """The measure over these documents, by id."""
        sums: dict[Pair, dict[str, Tally]] = {}
        for sheet in documents.values():
            _add(sums, sheet)
        return cls(documents, sums)

    def replaced(self, document: str, sheet: Sheet) -> Pairwise:
        """The measure with one document's tallies put in place of what it had (if it had any)."""
        sums = {pair: dict(tallies) for pair, tallies in self.sums.items()}
        _add(sums, {pair: _negative(tallies) for pair, tallies in self.documents.get(document, {}).items()})
        _add(sums, sheet)
        documents = {**self.documents, document: sheet}
        shared = {pair for held in documents.values() for pair in held}
        kept = {
            pair: {label: tally for label, tally in tallies.items() if tally != NOTHING}
            for pair, tallies in sums.items()
            if pair in shared
        }
        return Pairwise(documents, kept)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every two annotators who finished a document in common."""
        return tuple(sorted(self.sums))

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that someone used on a shared document, sorted."""
        return tuple(sorted({label for tallies in self.sums.values() for label in tallies}))

    def tally(self, pair: Pair, label: str | None = None) -> Tally:
        """The counts of a pair over all documents, of one label or of all."""
        tallies = self.sums.get(pair, {})
        return total(tallies.values()) if label is None else tallies.get(label, NOTHING)

    def by_pair(self, label: str | None = None) -> dict[Pair, Value]:
        """F1 of each pair: counts pooled over documents."""
        return {pair: f1(self.tally(pair, label)) for pair in self.pairs}

    def mean(self, label: str | None = None) -> Spread:
        """The mean of the pairs' F1."""
        return spread(self.by_pair(label).values())

    def pooled(self, label: str | None = None) -> Value:
        """F1 of all counts together, so a pair that shares more documents weighs more."""
        if not self.sums:
            return undefined("no two annotators finished a document in common")
        return f1(total(self.tally(pair, label) for pair in self.pairs))

    def by_document(self, label: str | None = None) -> dict[str, Spread]:
        """For each document the mean of the pairs' F1 on it; pairs that both marked nothing are left out and said."""
        return {document: spread(_values(sheet, label)) for document, sheet in sorted(self.documents.items()) if sheet}

    def shared(self) -> dict[Pair, int]:
        """How many documents each pair finished in common: the overlap matrix."""
        return self._count(lambda tallies: True)

    def both_empty(self) -> dict[Pair, int]:
        """On how many of them both marked nothing: shown, and no part of F1."""
        return self._count(lambda tallies: not any(t.first or t.second for t in tallies.values()))

    def _count(self, wanted: Callable[[Tallies], bool]) -> dict[Pair, int]:
        found = dict.fromkeys(self.pairs, 0)
        for sheet in self.documents.values():
            for pair, tallies in sheet.items():
                found[pair] += wanted(tallies)
        return found


def _values(sheet: Sheet, label: str | None) -> list[Value]:
    if label is None:
        return [f1(total(tallies.values())) for tallies in sheet.values()]
    return [f1(tallies.get(label, NOTHING)) for tallies in sheet.values()]


def _add(sums: dict[Pair, dict[str, Tally]], sheet: Sheet) -> None:
    for pair, tallies in sheet.items():
        held = sums.setdefault(pair, {})
        for label, tally in tallies.items():
            before = held.get(label)
            held[label] = (
                tally
                if before is None
                else Tally(before.both + tally.both, before.first + tally.first, before.second + tally.second)
            )


def _negative(tallies: Tallies) -> Tallies:
    return {label: Tally(-t.both, -t.first, -t.second) for label, t in tallies.items()}

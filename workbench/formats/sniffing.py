"""Sniffing: which format a file is of, by its content; and which files are read along with others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.fault import Fault
from workbench.formats.format import Reader
from workbench.formats.source import Source


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A file, the reader for it, and the other files that are read along with it."""

    source: Source
    reader: Reader
    companions: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Sorted:
    """Files by what is to be done with them: read, or passed over with the reason."""

    known: tuple[Sniffed, ...]
    unknown: tuple[tuple[Source, str], ...]


def sort(sources: Iterable[Source], readers: Sequence[Reader], *, asked: bool = False) -> Sorted:
    """The reader of each file; a file that another one is read with is none of its own.

    Args:
        sources: the files, in the order they are wanted.
        readers: every reader, or the one that was asked for.
        asked: whether that is so: where it knows none of the files, it gets them all.
    """
    if asked:
        every = list(sources)
        sources = [source for source in every if _score(source, readers[0])] or every
    known: list[Sniffed] = []
    unknown: list[tuple[Source, str]] = []
    for source in sources:
        try:
            reader = readers[0] if asked else sniff(source, readers)
        except Fault as fault:
            unknown.append((source, str(fault)))
            continue
        known.append(Sniffed(source, reader, _companions(source, reader)))
    along = {companion.name for one in known for companion in one.companions if companion.name != one.source.name}
    return Sorted(
        tuple(one for one in known if one.source.name not in along),
        tuple(one for one in unknown if one[0].name not in along),
    )


def sniff(source: Source, readers: Iterable[Reader]) -> Reader:
    """The reader that knows the file best.

    Raises:
        Fault: where none knows it, or two know it equally well.
    """
    scores = [(score, reader) for reader in readers if (score := _score(source, reader)) > 0]
    if not scores:
        raise Fault(f"{source.name} is of no format that is known", "Say which with --format")
    best = max(score for score, _ in scores)
    found = [reader for score, reader in scores if score == best]
    if len(found) > 1:
        names = " or ".join(reader.name for reader in found)
        raise Fault(f"{source.name} may be {names}", "Say which with --format")
    return found[0]


def _score(source: Source, reader: Reader) -> float:
    """A reader's opinion; a file that cannot even be sniffed is not of its format."""
    try:
        return reader.sniff(source)
    except Fault:
        return 0.0


def _companions(source: Source, reader: Reader) -> tuple[Source, ...]:
    try:
        names = list(reader.companions(source))
    except Fault:
        return ()
    found = (_named(source, name, source.among) for name in dict.fromkeys(names))
    return tuple(one for one in found if one is not None and one.name != source.name)


def _named(source: Source, name: str, among: Mapping[str, Source]) -> Source | None:
    return source.beside(name) or among.get(name)

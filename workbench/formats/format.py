"""The format: what every module of this room provides, and what its readers and writers are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.exchange import Document, Unit
from workbench.formats.source import Source


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line (from 1; 0 for the whole file) that could not be read, and why in words, without document text."""

    file: str
    line: int
    why: str


@dataclass(slots=True)
class Tally:
    """What stands in the files by the format's own counting rules, and what of it was refused.

    ``documents``, ``spans`` and ``relations`` count what the file holds, stored or not: line links, zero-length spans
    and repeated texts included. ``ledger`` tells what was understood and cannot be carried here.
    """

    documents: int = 0
    spans: int = 0
    relations: int = 0
    refused: list[Refusal] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader may be told: the column of the tags, a type system, the view of a CAS; None where it must see."""

    column: int | None = None
    typesystem: Source | None = None
    view: str | None = None
    layers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What a writer may be told: the unit of offsets, the tagging scheme, and the project's labels and relations.

    ``events`` are those of the labels whose spans are events, so that relations from them are roles.
    """

    unit: Unit = ""
    scheme: str = ""
    labels: tuple[str, ...] = ()
    relation_labels: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


class Sink(Protocol):
    """Where a writer's files go; nothing is seen at the place until all of them are whole."""

    def file(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file to write, by its name relative to the place asked for."""
        ...


class Reader(Protocol):
    """Reads one format."""

    name: str
    title: str

    def sniff(self, source: Source) -> float:
        """How surely the file is of this format: 0 no, 1 beyond doubt; by content first."""
        ...

    def companions(self, source: Source) -> Iterable[str]:
        """The names of other files that are read along with this one, and so are not files of their own."""
        ...

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The documents of a file, one at a time; faulty lines go to the tally, a hopeless file raises Fault."""
        ...


class Writer(Protocol):
    """Writes one format."""

    name: str
    title: str
    capability: Capability
    suffix: str
    """The ending of the one file it writes; empty where it writes a folder."""

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """Write documents that hold only what the capability row carries; what had to change goes to the ledger."""
        ...

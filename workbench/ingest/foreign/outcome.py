"""The outcome of an import, in the one shape of its report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from workbench.core.fault import Fault
from workbench.core.json import Json
from workbench.core.ledger import Ledger
from workbench.formats.format import Refusal, Tally
from workbench.ingest.foreign.books import add
from workbench.ingest.foreign.counts import Counts, Stored
from workbench.ingest.foreign.reading import FileRead

MIXED = "mixed"
"""What stands for a format or unit where files differ."""


@dataclass(slots=True)
class Outcome:
    """What an import found, stored and could not keep.

    Attributes:
        formats: of each file, in order.
        units: what the offsets of each file count, empty where that is not known.
        source: what stands in the files.
        ledger: what was lost or changed on the way.
        refused: lines that could not be read, and whole files (line 0).
        faults: what kept files from being stored.
        known: names of files that were imported before.
        verdicts: what the offset doctor found, a sentence a file where that was not plain.
    """

    formats: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    source: Counts = field(default_factory=Counts)
    ledger: Ledger = field(default_factory=Ledger)
    refused: list[Refusal] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    verdicts: list[str] = field(default_factory=list)
    _kept: Stored = field(default_factory=Stored)
    _own: Counts = field(default_factory=Counts)

    @property
    def stored(self) -> Counts:
        """What became of it; in a dry run, what would."""
        found = self._kept.counts
        found.add(self._own)
        return found

    def keep(self, stored: Stored | None) -> None:
        """Take in what was stored; None where nothing was after all."""
        if stored is None:
            self._kept = Stored()
        else:
            self._kept.add(stored)

    def read(self, file: FileRead) -> None:
        """Take in what came of reading a file."""
        self.formats.append(file.format)
        self.units.append(file.unit)
        self.tally(file.tally)
        if file.fault is not None:
            self.faults.append(file.fault)
        if file.verdict is not None and file.verdict.telling:
            self.verdicts.append(f"{file.name}: {file.verdict}")
            if file.unit and file.verdict.how != "told":
                self.ledger.change("documents", "offsets", file.unit, f"found by their {file.verdict.how}", file.name)

    def tally(self, tally: Tally) -> None:
        """Take in the counts of a file."""
        self.source.add(Counts(tally.documents, tally.spans, tally.relations))
        self.refused += tally.refused

    def own(self, tally: Tally, ledger: Ledger) -> None:
        """Take in a file of the project's own format, with the books of its import."""
        self.formats.append("workbench")
        self.units.append("codepoint")
        self.tally(tally)
        written = {name: view.written for name, view in ledger.views.items()}
        self._own.add(Counts(*(written.get(name, 0) for name in ("documents", "spans", "relations"))))
        add(self.ledger, ledger)

    def to_json(self) -> dict[str, Json]:
        """The report of ``--json``."""
        return {
            "format": _one(self.formats),
            "offset_unit": _one(self.units),
            "source": self.source.to_json(),
            "stored": self.stored.to_json(),
            "ledger": self.ledger.to_json(),
            "refused_lines": [{"file": row.file, "line": row.line, "why": row.why} for row in self.refused],
        }


def _one(values: Iterable[str]) -> str | None:
    """The one value that all share; None where there is none."""
    found = set(values)
    return MIXED if len(found) > 1 else next(iter(found), "") or None

"""Reading: one file's documents with all offsets in code points, what the file holds, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, Unit
from workbench.formats.format import ReadOptions, Refusal, Tally
from workbench.formats.offsets.doctor import Verdict, diagnose
from workbench.formats.offsets.mending import mended
from workbench.formats.sniffing import Sniffed
from workbench.ingest.foreign.books import DOCUMENTS, READ, RELATIONS, SPANS, lose, take_over
from workbench.ingest.foreign.ceiling import ceiling, usual_limit

NO_TEXT: Final = "the file holds no text for it"


@dataclass(slots=True)
class FileRead:
    """What came of reading a file: ``documents`` are whole and in code points, none where ``fault`` says why."""

    name: str
    format: str
    tally: Tally = field(default_factory=Tally)
    documents: list[Document] = field(default_factory=list)
    verdict: Verdict | None = None
    fault: Fault | None = None

    @property
    def unit(self) -> str:
        """What the file's offsets count; empty where that is not known."""
        return "" if self.verdict is None else self.verdict.unit


def read_file(
    file: Sniffed,
    options: ReadOptions,
    ledger: Ledger,
    *,
    offsets: Unit = "",
    memory: int | None = None,
    tick: Callable[[int], None] = lambda n: None,
) -> FileRead:
    """Read a file.

    Args:
        file: what to read, and with which reader.
        options: what the reader is told.
        ledger: the books of the import.
        offsets: what offsets count where the file does not say; empty for the offset doctor to find out.
        memory: bytes that reading may take; None for the usual limit.
        tick: told of every document, that none more is done yet; so that a bar can be drawn.
    """
    out = FileRead(file.source.name, file.reader.name)
    try:
        size = sum(len(source.read()) for source in (file.source, *file.companions))
        with ceiling(file.source.name, usual_limit(size) if memory is None else memory):
            found: list[Document] = []
            for document in file.reader.read(file.source, out.tally, options):
                found.append(document)
                tick(0)
            out.verdict = _verdict(found, offsets)
            out.documents = _mended(found, out, ledger)
    except Fault as fault:
        out.fault = fault
        out.tally.refused.append(Refusal(file.source.name, 0, str(fault)))
    except RecursionError:
        out.fault = Fault(f"{file.source.name} is nested too deeply", "Check how it was made")
        out.tally.refused.append(Refusal(file.source.name, 0, str(out.fault)))
    take_over(ledger, out.tally.ledger)
    return out


def _verdict(documents: Iterable[Document], offsets: Unit) -> Verdict:
    documents = list(documents)
    told = {document.unit for document in documents if document.unit}
    if offsets and not all(document.unit for document in documents):
        return Verdict(offsets, "told")
    if len(told) == 1 and all(document.unit for document in documents):
        return Verdict(told.pop(), "told")
    return diagnose(documents)


def _mended(documents: list[Document], out: FileRead, ledger: Ledger) -> list[Document]:
    """The documents that have a text, in code points.

    Raises:
        Fault: where none has, or nobody knows what their offsets count.
    """
    for document in documents:
        if document.text is None:
            _lose_all(document, NO_TEXT, ledger)
    with_text = [document for document in documents if document.text is not None]
    if documents and not with_text:
        marked = any(reading.spans for document in documents for reading in document.readings)
        what = "annotations and no text" if marked else "no text"
        raise Fault(f"{out.name} holds {what}", "Put the texts beside it, under the names it expects")
    verdict = out.verdict
    if verdict is not None and not verdict.unit:
        raise Fault(f"{out.name}: {verdict}", "Say what its offsets count with --offsets")
    unit: Unit = "codepoint" if verdict is None else verdict.unit
    books = Ledger()
    done: list[Document] = []
    for document in with_text:
        try:
            # The project cuts its own tokens and has no sentences: mending theirs would be the larger part of the work.
            done.append(mended(replace(document, tokens=(), sentences=()), unit, READ, books))
        except ValueError as error:
            _lose_all(document, str(error), ledger)
    take_over(ledger, books)
    return done


def _lose_all(document: Document, why: str, ledger: Ledger) -> None:
    lose(ledger, DOCUMENTS, "document", "", why, document.name)
    for reading in document.readings:
        for span in reading.spans:
            lose(ledger, SPANS, "span", span.label, why, f"{document.name} {span.id}")
        for relation in reading.relations:
            lose(ledger, RELATIONS, "relation", relation.label, why, f"{document.name} {relation.id}")

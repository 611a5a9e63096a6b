"""Reading brat: a document's annotation files and its text as one document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from math import inf

from workbench.formats.brat.assembling import Assembled, items
from workbench.formats.brat.conf import NAME, configuration
from workbench.formats.brat.folders import parts, text_beside
from workbench.formats.brat.placing import joined
from workbench.formats.exchange import Document, Reading
from workbench.formats.format import Tally
from workbench.formats.lines import lines
from workbench.formats.offsets.doctor import diagnose
from workbench.formats.offsets.ruler import UNITS, Ruler
from workbench.formats.plaintext import text_of
from workbench.formats.source import Source


def read_document(source: Source, annotator: str, tally: Tally) -> Iterator[Document]:
    """The one document of a file.

    Raises:
        Fault: where one of its files is not UTF-8.
    """
    beside = text_beside(source)
    text = None if beside is None else text_of(beside)
    name = _name(source, annotator)
    tally.documents += 1
    made = Assembled(name, tally, _symmetric(source), annotator)
    files = parts(source)
    made.take(list(chain.from_iterable(items(lines(one), one.name, tally) for one in files)))
    reading = Reading(
        annotator,
        "gold" if annotator == "gold" else "human",
        spans=tuple(made.spans.values()),
        relations=tuple(made.relations.values()),
    )
    yield _unsplit(Document(name, text, (reading,)))


def _unsplit(document: Document) -> Document:
    """The document with spans over line ends in one piece, by what its offsets most likely count."""
    (reading,) = document.readings
    if document.text is None or all(len(span.fragments) == 1 for span in reading.spans):
        return document
    verdict = diagnose([document])
    ruler = Ruler(document.text, verdict.unit or min(UNITS, key=lambda unit: verdict.against.get(unit, inf)))
    spans = (replace(span, fragments=joined(span.fragments, document.text, ruler)) for span in reading.spans)
    return replace(document, readings=(replace(reading, spans=tuple(spans)),))


def _name(source: Source, annotator: str) -> str:
    """The document's name: the file's, without the folder that says whose it is."""
    folders = list(source.path.parent.parts)
    if annotator in folders:
        folders.remove(annotator)
    return "/".join([*folders, source.path.stem])


def _symmetric(source: Source) -> frozenset[str]:
    """The relations without a direction, where the project's configuration stands beside or above the file."""
    found = source.above(NAME)
    return frozenset() if found is None else frozenset(configuration(lines(found)).symmetric)

"""Writing a CAS: custom.Span and custom.Relation, the layers that every INCEpTION project has, by dkpro-cassis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, DocumentLabel, Reading, Relation, Span
from workbench.formats.format import Sink
from workbench.formats.inception.layers import RELATION, SCORE, SPAN, short
from workbench.formats.inception.owners import files
from workbench.formats.inception.rows import Rows, rows
from workbench.formats.inception.segments import segments
from workbench.formats.losses import LABELS, SPANS
from workbench.formats.uima.loading import USUAL, cassis
from workbench.formats.uima.types import METADATA, SENTENCE, TOKEN, Needs, label_layer, system

if TYPE_CHECKING:
    from cassis import Cas

SPLIT: Final = "in several fragments: one annotation for each"
NO_XML: Final = "characters that XML cannot hold become blanks"

_PYTHONS: Final = ("type", "self")
_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_xmi(documents: Iterable[Document], sink: Sink, ledger: Ledger) -> None:
    """Write documents as XMI, and the type system of all of them as ``TypeSystem.xml``.

    Raises:
        Fault: where dkpro-cassis is missing.
    """
    needs = Needs()
    for name, page in _pages(documents, ledger, for_xml=True):
        needs |= page.needs()
        with sink.file(f"{name}.xmi") as file:
            file.write(_ended(page.cas().to_xmi(pretty_print=True)))
    with sink.file(USUAL) as file:
        file.write(_ended(system(needs).to_xml()))


def write_json(documents: Iterable[Document], sink: Sink, ledger: Ledger) -> None:
    """Write documents as CAS JSON, each with its types.

    Raises:
        Fault: where dkpro-cassis is missing.
    """
    for name, page in _pages(documents, ledger, for_xml=False):
        with sink.file(f"{name}.json") as file:
            file.write(_ended(page.cas().to_json(pretty_print=True)))


def _ended(text: str | None) -> bytes:
    return ((text or "").rstrip("\n") + "\n").encode()


def _pages(documents: Iterable[Document], ledger: Ledger, *, for_xml: bool) -> Iterator[tuple[str, _Page]]:
    taken: set[str] = set()
    for document in documents:
        text = document.text or ""
        if for_xml and _NOT_XML.search(text):
            ledger.change("documents", "text", "", NO_XML, document.name)
            document = replace(document, text=_NOT_XML.sub(" ", text))
        for name, reading in files(document, taken, ledger):
            yield name, _Page(document, reading, ledger, for_xml)


class _Page:
    """One reading of one document."""

    def __init__(self, document: Document, reading: Reading, ledger: Ledger, for_xml: bool) -> None:
        self._document, self._reading, self._ledger, self._for_xml = document, reading, ledger, for_xml
        self._span_rows = self._rows(reading.spans)
        self._relation_rows = self._rows(reading.relations)
        self._label_rows = [(self._label_layer(one), self._clean(one.value, one.key)) for one in reading.labels]

    def needs(self) -> Needs:
        """What it needs of a type system."""
        return Needs(
            frozenset(self._span_rows.features),
            frozenset(self._relation_rows.features),
            frozenset(layer for layer, _ in self._label_rows),
        )

    def cas(self) -> Cas:
        """The CAS; offsets go in as code points, cassis turns them into UTF-16."""
        text = self._document.text or ""
        cas: Cas = cassis().Cas(typesystem=system(self.needs()))
        cas.sofa_string = text
        cas.sofa_mime = "text/plain"
        name = self._clean(self._document.name, "name")
        language = self._document.lang or "x-unspecified"
        _add(cas, METADATA, begin=0, end=len(text), language=language, documentTitle=name, documentId=name)
        self._segments(cas)
        self._relations(cas, self._spans(cas))
        for layer, value in self._label_rows:
            _add(cas, layer, value=value)
        return cas

    def _segments(self, cas: Cas) -> None:
        cut = segments(self._document)
        for sentence in cut.sentences():
            _add(cas, SENTENCE, begin=cut.tokens[sentence[0]][0], end=cut.tokens[sentence[-1]][1])
        for start, end in cut.tokens:
            _add(cas, TOKEN, begin=start, end=end)

    def _spans(self, cas: Cas) -> dict[str, Any]:
        """Write spans; returns for each the annotation that relations hold on to."""
        first: dict[str, Any] = {}
        for span, row in zip(self._reading.spans, self._span_rows.values, strict=True):
            if len(span.fragments) > 1:
                self._ledger.change(SPANS, "span", span.label, SPLIT, f"{self._document.name} {span.id}")
            score = {} if span.score is None else {SCORE: span.score}
            for start, end in span.fragments:
                first.setdefault(span.id, _add(cas, SPAN, begin=start, end=end, **row, **score))
        return first

    def _relations(self, cas: Cas, first: dict[str, Any]) -> None:
        for relation, row in zip(self._reading.relations, self._relation_rows.values, strict=True):
            head, tail = first[relation.head], first[relation.tail]
            _add(cas, RELATION, begin=tail.begin, end=tail.end, Governor=head, Dependent=tail, **row)

    # -- texts -------------------------------------------------------------------

    def _rows(self, items: Sequence[Span | Relation]) -> Rows:
        found = rows(items, self._document.name, self._ledger)
        for row in found.values:
            row.update({feature: self._clean(value, feature) for feature, value in row.items()})
        return found

    def _label_layer(self, label: DocumentLabel) -> str:
        layer = label_layer(label.key)
        if short(layer) != label.key:
            where = f"{self._document.name} {label.value}"
            self._ledger.change(LABELS, "document label", label.key, f"called {short(layer)}", where)
        return layer

    def _clean(self, value: str, what: str) -> str:
        """A value as XML can hold it; JSON holds every one."""
        if not self._for_xml or not _NOT_XML.search(value):
            return value
        self._ledger.change("values", "value", what, NO_XML, self._document.name)
        return _NOT_XML.sub(" ", value)


def _add(cas: Cas, layer: str, **features: Any) -> Any:
    """Make an annotation; two names that Python needs for itself go by others in cassis, and not in the file."""
    made = cas.typesystem.get_type(layer)(**{f"{key}_" if key in _PYTHONS else key: v for key, v in features.items()})
    cas.add(made)
    return made

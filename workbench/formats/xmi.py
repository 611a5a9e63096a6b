"""UIMA CAS XMI, in and out: INCEpTION's exchange of whole documents, with a type system beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Sink, Tally, WriteOptions
from workbench.formats.source import Source
from workbench.formats.uima.capability import CAPABILITY


class _Xmi:
    """The reader and writer."""

    name = "xmi"
    title = "UIMA CAS XMI (INCEpTION, DKPro)"
    suffix = ""
    capability = replace(CAPABILITY, text="changed")

    def sniff(self, source: Source) -> float:
        """Whether the root element is XMI, and of a CAS, because models of software come as XMI too."""
        head = source.head()
        return float(b"http://www.omg.org/XMI" in head and b"http:///uima/cas.ecore" in head)

    def companions(self, source: Source) -> Iterable[str]:
        """The type system."""
        from workbench.formats.uima.loading import typesystem_beside

        found = typesystem_beside(source)
        return () if found is None else (found.name,)

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The document; what stands in the file is counted even where it cannot be read further.

        Raises:
            Fault: where the file is broken, has no type system or does not go by it, or dkpro-cassis is missing.
        """
        from workbench.formats.uima.facts import of_xmi
        from workbench.formats.uima.loading import load_xmi
        from workbench.formats.uima.reading import document

        data = source.read()
        facts = of_xmi(data, source.name)
        facts.count(tally)
        cas = load_xmi(source, data, facts, options.typesystem)
        yield document(source, cas, facts, tally, options)

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """A file for each document and annotator, and the type system of all of them.

        Raises:
            Fault: where dkpro-cassis is missing.
        """
        from workbench.formats.uima.writing import write_xmi

        write_xmi(documents, sink, ledger)


FORMAT: Final = _Xmi()

"""WebAnno TSV 3: the tab-separated exchange format of WebAnno and INCEpTION, in and out.

Source of the rules: the format's page in INCEpTION's user guide, and how its reader and writer behave.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Sink, Tally, WriteOptions
from workbench.formats.source import Source
from workbench.formats.webannotsv.header import FORMAT_LINE

_OLD: Final = re.compile(rb"\s?#\s(?:webanno\.custom|de\.tudarmstadt)\.")


class _WebAnnoTsv:
    """The reader and writer."""

    name = "webannotsv"
    title = "WebAnno TSV 3 (INCEpTION)"
    suffix = ""
    capability = Capability(
        text="changed",
        subtoken="changed",
        blanks="no",
        overlap="yes",
        same="yes",
        discontinuous="changed",
        attributes="yes",
        links="changed",
        relations="yes",
        relation_attributes="yes",
        notes="yes",
        annotators="changed",
    )

    def sniff(self, source: Source) -> float:
        """Whether the first line says so; that of versions 1 and 2, which are not read, for a hint to their owners."""
        head = source.head().removeprefix(b"\xef\xbb\xbf")
        return 1.0 if head.startswith(FORMAT_LINE.encode()) else 0.9 if _OLD.match(head) else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """None."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The document.

        Raises:
            Fault: where the file is not WebAnno TSV 3, or not UTF-8.
        """
        from workbench.formats.webannotsv.read import read

        yield read(source, tally, options)

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """A file for each document and annotator; several annotators of a document in folders as INCEpTION has them."""
        from workbench.formats.webannotsv.write import write

        write(documents, sink, ledger)


FORMAT: Final = _WebAnnoTsv()

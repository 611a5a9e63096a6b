"""CoNLL: a token a line with a column of tags, in every scheme and with any column; the text itself is not in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.conll.columns import columns
from workbench.formats.conll.reading import read
from workbench.formats.conll.table import layout, sentences
from workbench.formats.conll.writing import write
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Sink, Tally, WriteOptions
from workbench.formats.lines import first_lines
from workbench.formats.source import Source
from workbench.formats.tagging import scheme


class _Conll:
    """Reads and writes it."""

    name = "conll"
    title = "CoNLL, a token a line"
    suffix = ".conll"
    capability = Capability(
        text="no", subtoken="no", blanks="no", overlap="no", same="no", discontinuous="no",
    )  # fmt: skip

    def sniff(self, source: Source) -> float:
        """How surely most lines have columns, one of them of tags."""
        head = first_lines(source)
        if any(line.startswith(("{", "[", "<", "#FORMAT=", "%")) for line in head[:1]) or "\0" in head[0]:
            return 0.0
        cut = layout(head)
        found = list(sentences(head, cut))
        if cut.width < 2 or not any(sentence.rows for sentence in found):
            return 0.0
        rows = [row for sentence in found for row in sentence.rows]
        if sum(len(row.fields) == cut.width for row in rows) < 0.8 * len(rows):
            return 0.0
        try:
            columns(found, cut.width, None)
        except Fault:
            return 0.0
        return 0.8

    def companions(self, source: Source) -> Iterable[str]:
        """None."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The documents of a file, their text put together from the words.

        Raises:
            Fault: where it is not UTF-8, or has no column of tags.
        """
        return read(source, tally, options)

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """Write one file in the scheme asked for, IOB2 unless told otherwise.

        Raises:
            Fault: for a scheme that is not known.
        """
        chosen = scheme(options.scheme)
        with sink.file("annotations.conll") as out:
            write(documents, out, chosen, ledger)


FORMAT: Final = _Conll()

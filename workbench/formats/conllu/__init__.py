"""CoNLL-U: words with their spacing, and entities in MISC, as the brackets of GUM and CorefUD or as BIO tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.conllu.reading import read
from workbench.formats.conllu.table import COLUMNS, Table
from workbench.formats.conllu.writing import write
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Refusal, Sink, Tally, WriteOptions
from workbench.formats.lines import first_lines
from workbench.formats.source import Source


class _Conllu:
    """Reads and writes it."""

    name = "conllu"
    title = "CoNLL-U with entities"
    suffix = ".conllu"
    capability = Capability(
        text="changed",
        subtoken="no",
        blanks="no",
        overlap="yes",
        same="yes",
        discontinuous="yes",
        attributes="yes",
        links="yes",
    )

    def sniff(self, source: Source) -> float:
        """How surely rows begin with a word's number and have ten columns, or the file says what its columns are."""
        head = first_lines(source)
        if head[0].startswith(("# global.columns", "# global.Entity")):
            return 1.0
        rows = [line for line in head if line.strip() and not line.startswith("#")]
        refused: list[Refusal] = []
        list(Table(source.name, refused).sentences(head))
        if not rows or len(refused) > 0.1 * len(rows):
            return 0.0
        ten = sum(line.count("\t") == len(COLUMNS) - 1 for line in rows)
        if ten > 0.8 * len(rows):
            return 0.95
        said = any(line.startswith(("# text =", "# sent_id =", "# newdoc")) for line in head)
        return 0.85 if said or source.path.suffix in (".conllu", ".conllup") else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """None."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The documents of a file, their text put together from words and spacing.

        Raises:
            Fault: where it is not UTF-8.
        """
        return read(source, tally)

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """Write one file."""
        with sink.file("annotations.conllu") as out:
            write(documents, out, ledger)


FORMAT: Final = _Conllu()

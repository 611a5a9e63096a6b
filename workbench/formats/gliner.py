"""GLiNER: a list of ``{"tokenized_text": [word, …], "ner": [[first, last, label], …]}``, the last word included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from workbench.core.json import Json
from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Refusal, Sink, Tally, WriteOptions
from workbench.formats.grid import grid, sole
from workbench.formats.jsonfile import first, objects, whole
from workbench.formats.jsonlist import write_list
from workbench.formats.source import Source
from workbench.formats.words import Worded, is_words

WORDS: Final = "tokenized_text"
MARKS: Final = "ner"


class _Gliner:
    """Reads and writes it."""

    name = "gliner"
    title = "GLiNER JSON"
    suffix = ".json"
    capability = Capability(
        text="no", subtoken="no", blanks="no", overlap="yes", same="yes", discontinuous="no",
    )  # fmt: skip

    def sniff(self, source: Source) -> float:
        """Whether the first item has the name that only GLiNER has for words."""
        record = first(source)
        return 1.0 if isinstance(record, dict) and isinstance(record.get(WORDS), list) else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """None."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """One document an item, its text put together from the words.

        Raises:
            Fault: where the file is no JSON at all.
        """
        for n, record in enumerate(objects(source, tally), 1):
            name = f"{source.path.stem}-{n}"
            if is_words(record.value.get(WORDS)):
                yield _document(record.value, Worded(source.name, record.line, name, tally))
            else:
                tally.refused.append(Refusal(source.name, record.line, f"{name}: {WORDS} is no list of words"))

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """Write one list, spans in the order of the words."""
        with sink.file("annotations.json") as out:
            write_list((_item(document) for document in documents), out)


def _document(value: dict[str, Any], out: Worded) -> Document:
    out.say([value[WORDS]])
    out.tally.documents += 1
    for item in out.items(value.get(MARKS), "spans"):
        last = whole(item[1]) if len(item) > 1 else None
        if last is None or len(item) < 3:
            out.refuse("a span is not its first word, its last one and a label")
        elif out.span(item[0], last + 1, item[2]):
            out.tally.spans += 1
    return out.document({key: one for key, one in value.items() if key not in (WORDS, MARKS)})


def _item(document: Document) -> Json:
    words = grid(document)
    reach = sorted((*words.reach(span), span.label) for span in sole(document).spans)
    return {
        WORDS: words.words(range(len(words.tokens))),
        MARKS: [[begin, end - 1, label] for begin, end, label in reach],
    }


FORMAT: Final = _Gliner()

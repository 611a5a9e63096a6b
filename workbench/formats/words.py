"""Words: what readers of JSON tokens share, lists of words checked, and their text put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from workbench.formats.exchange import Document, Fragment, Link, Reading, Relation, Span
from workbench.formats.format import Refusal, Tally
from workbench.formats.jsonfile import Record, name_of, objects, whole
from workbench.formats.rebuilt import Rebuilt, joined
from workbench.formats.source import Source

NO_END: Final = "no span stands where it points"


def is_words(value: Any) -> bool:
    """Whether a value is a list of words."""
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def worded(source: Source, tally: Tally, name: str, sentences: str) -> Iterator[tuple[Record, Worded]]:
    """Every record of a file with its words said; one whose sentences are no lists of words is refused.

    Args:
        source: the file.
        tally: counts the documents, and takes what is refused.
        name: the key of a document's name; where a record has none, the file's and its number make one.
        sentences: the key of the lists of words.

    Raises:
        Fault: where the file is no JSON at all.
    """
    for n, record in enumerate(objects(source, tally), 1):
        called = name_of(record.value.get(name)) or f"{source.path.stem}-{n}"
        out = Worded(source.name, record.line, called, tally)
        words = record.value.get(sentences)
        if not isinstance(words, list) or not all(map(is_words, words)):
            out.refuse("its sentences are no lists of words")
            continue
        out.say(words)
        tally.documents += 1
        yield record, out


@dataclass(slots=True)
class Worded:
    """Builds one document whose spans are places of words; everything faulty goes to the tally.

    Attributes:
        file, line: where it stands; 0 where the file has no lines.
        name: the document's name.
        spans, relations: what was gathered; ``at`` tells which spans stand on which words, [first, end).
    """

    file: str
    line: int
    name: str
    tally: Tally
    text: Rebuilt = field(default_factory=Rebuilt)
    spans: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    at: dict[Fragment, list[int]] = field(default_factory=dict)

    def say(self, sentences: Iterable[list[str]]) -> None:
        """Set the words."""
        self.text = joined(sentences)

    def span(self, first: Any, end: Any, label: Any, surface: str | None = None) -> Span | None:
        """Take in a span on the words [first, end); one that is none is refused, and None returned."""
        a, b = whole(first), whole(end)
        if a is None or b is None or not isinstance(label, str):
            self.refuse("a span is not two places of words and a label")
            return None
        if not 0 <= a < b <= len(self.text.tokens):
            self.refuse("a span lies outside the words")
            return None
        found = Span(str(len(self.spans) + 1), label, (self.text.fragment(a, b),), surface=surface)
        self.at.setdefault((a, b), []).append(len(self.spans))
        self.spans.append(found)
        return found

    def standing(self, first: Any, end: Any) -> Span | None:
        """The first span that stands on the words [first, end)."""
        a, b = whole(first), whole(end)
        found = self.at.get((a, b)) if a is not None and b is not None else None
        return self.spans[found[0]] if found else None

    def relate(self, label: Any, head: Span | None, tail: Span | None) -> None:
        """Take in a relation; one without its two ends goes to the ledger."""
        if not isinstance(label, str):
            self.refuse("a relation has no label")
        elif head is None or tail is None:
            self.lose("relation", label, NO_END)
        else:
            self.relations.append(Relation(str(len(self.relations) + 1), label, head.id, tail.id))

    def link(self, place: int, link: Link) -> None:
        """Give the span at this place of ``spans`` a link."""
        span = self.spans[place]
        self.spans[place] = replace(span, links=(*span.links, link))

    def refuse(self, why: str) -> None:
        """Refuse a part of the document."""
        self.tally.refused.append(Refusal(self.file, self.line, f"{self.name}: {why}"))

    def lose(self, what: str, label: str, why: str) -> None:
        """Book what cannot be handed on."""
        self.tally.ledger.drop("import", what, label, why, self.name)

    def items(self, value: Any, what: str) -> Iterator[list[Any]]:
        """The items of a list of lists; what is none is refused."""
        if value is not None and not isinstance(value, list):
            self.refuse(f"its {what} are no list")
        for item in value if isinstance(value, list) else ():
            if isinstance(item, list):
                yield item
            else:
                self.refuse(f"one of its {what} is no list")

    def document(self, meta: Mapping[str, Any] | None = None) -> Document:
        """The document with what was gathered."""
        return Document(
            self.name,
            self.text.text,
            (Reading(spans=tuple(self.spans), relations=tuple(self.relations)),),
            "codepoint",
            rebuilt=True,
            tokens=tuple(self.text.tokens),
            sentences=tuple(self.text.sentences),
            meta=meta or {},
        )

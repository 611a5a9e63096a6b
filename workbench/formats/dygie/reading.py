"""Reading DyGIE++: words counted through the whole document, the last one included in its span."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.formats.exchange import Document, Link, Span
from workbench.formats.format import Tally
from workbench.formats.jsonfile import whole
from workbench.formats.source import Source
from workbench.formats.words import NO_END, Worded, worded

NAME: Final = "doc_key"
SENTENCES: Final = "sentences"
MARKS: Final = "ner"
RELATIONS: Final = "relations"
CLUSTERS: Final = "clusters"
EVENTS: Final = "events"
READ: Final = (NAME, SENTENCES, MARKS, RELATIONS, CLUSTERS, EVENTS)


def read(source: Source, tally: Tally) -> Iterator[Document]:
    """One document a record.

    Raises:
        Fault: where the file is no JSON at all.
    """
    for record, out in worded(source, tally, NAME, SENTENCES):
        yield _document(record.value, out)


def _document(value: Mapping[str, Any], out: Worded) -> Document:
    for item in _of_sentences(value.get(MARKS), "spans", out):
        last = whole(item[1]) if len(item) > 2 else None
        if last is None:
            out.refuse("a span is not its first word, its last one and a label")
        elif out.span(item[0], last + 1, item[2]):
            out.tally.spans += 1
    for event in _of_sentences(value.get(EVENTS), "events", out):
        _event(event, out)
    for item in _of_sentences(value.get(RELATIONS), "relations", out):
        if len(item) < 5:
            out.refuse("a relation is not four places of words and a label")
            continue
        out.tally.relations += 1
        out.relate(item[4], _at(item[0], item[1], out), _at(item[2], item[3], out))
    for n, cluster in enumerate(out.items(value.get(CLUSTERS), "clusters"), 1):
        _cluster(cluster, Link(f"{out.name}#{n}", local=True), out)
    return out.document({key: one for key, one in value.items() if key not in READ})


def _of_sentences(value: Any, what: str, out: Worded) -> Iterator[list[Any]]:
    """The items of all sentences."""
    for sentence in out.items(value, what):
        yield from out.items(sentence, what)


def _at(first: Any, last: Any, out: Worded) -> Span | None:
    end = whole(last)
    return None if end is None else out.standing(first, end + 1)


def _event(event: list[Any], out: Worded) -> None:
    """An event: its trigger, [word, type] or [first, last, type], and its arguments, [first, last, role].

    Neither counts among the file's spans and relations, by the format's own rule.
    """
    trigger, *arguments = event or [None]
    if not isinstance(trigger, list) or len(trigger) not in (2, 3):
        out.refuse("an event has no trigger")
        return
    last = whole(trigger[-2])
    found = out.span(trigger[0], None if last is None else last + 1, trigger[-1])
    for argument in arguments:
        if isinstance(argument, list) and len(argument) > 2:
            out.relate(argument[2], found, _at(argument[0], argument[1], out))
        else:
            out.refuse("an argument is not two places of words and a role")


def _cluster(members: list[Any], link: Link, out: Worded) -> None:
    for member in out.items(members, "members of a cluster"):
        end = whole(member[1]) if len(member) == 2 else None
        places = out.at.get((whole(member[0]) or 0, end + 1), []) if end is not None else []
        if not places:
            out.lose("link", "", NO_END)
        for place in places:
            if link not in out.spans[place].links:
                out.link(place, link)

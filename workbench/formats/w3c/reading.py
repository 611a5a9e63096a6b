"""Reading annotations: those on text are spans by their tags, those that link two others are relations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from workbench.formats.exchange import Document, Fragment, Link, Reading, Relation, Span
from workbench.formats.format import Refusal, Tally
from workbench.formats.jsonfile import Record
from workbench.formats.plaintext import text_of
from workbench.formats.source import Source
from workbench.formats.w3c.selectors import Object, Selected, found, many, objects, selected

TAGS: Final = ("tagging", "classifying")
UNTAGGED: Final = "highlighting"
LINKED: Final = "linking"
_READ: Final = "import"


@dataclass(slots=True)
class _Bodies:
    """What the bodies of an annotation say."""

    tags: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Said:
    """What one person says of one text."""

    spans: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


class Annotations:
    """The annotations of a file, put together by text and person."""

    def __init__(self, source: Source, tally: Tally) -> None:
        self._source, self._tally = source, tally
        self._said: dict[str, dict[str, _Said]] = {}
        self._texts: dict[str, str | None] = {}
        self._about: dict[str, tuple[str, str]] = {}
        self._links: list[Record] = []

    def take(self, record: Record) -> None:
        """Take in one annotation; links are looked at when all annotations are known."""
        value = record.value
        targets = list(objects(value.get("target")))
        if LINKED in many(value.get("motivation")):
            self._tally.relations += 1
            self._links.append(record)
            return
        try:
            chosen = [selected(one) for one in targets]
        except ValueError as error:
            self._tally.spans += 1
            self._refuse(record, str(error))
            return
        if any(one.fragments for one in chosen):
            self._tally.spans += 1
        self._place(record, targets, chosen)

    def documents(self) -> Iterator[Document]:
        """A document for each text; one without annotations where the file has none."""
        for record in self._links:
            self._link(record)
        if not self._said:
            self._text("")
            self._said[""] = {}
        for about, people in self._said.items():
            name = PurePosixPath(about).name if about and len(self._said) > 1 else self._source.path.with_suffix("")
            readings = (
                Reading(who, spans=tuple(one.spans), relations=tuple(one.relations)) for who, one in people.items()
            )
            yield Document(str(name), self._text(about), tuple(readings))

    # -- spans -------------------------------------------------------------------

    def _place(self, record: Record, targets: list[Object], chosen: list[Selected]) -> None:
        """Make the spans of an annotation: one for each tag."""
        value = record.value
        about = next((one["source"] for one in targets if isinstance(one.get("source"), str)), "")
        id = _id(value) or f"a{len(self._about) + 1}"
        fragments = sorted(fragment for one in chosen for fragment in self._fragments(one, about))
        for what in (what for one in chosen for what in one.others):
            why = "a selector of this type says where it stands in another way"
            self._tally.ledger.change(_READ, "span", what, why, f"{self._source.name} {id}")
        if not fragments:
            self._tally.ledger.drop(
                _READ, "span", "", "no place in the text is given for it", f"{self._source.name} {id}"
            )
            return
        quotes = [one.quote.exact for one in chosen if one.quote is not None]
        said = self._people(about, _creator(value))
        bodies = _bodies(value)
        self._about.setdefault(id, (about, _creator(value)))
        for k, label in enumerate(dict.fromkeys(bodies.tags) or (UNTAGGED,), 1):
            name = id if k == 1 else f"{id}.{k}"
            if name in said.ids:
                self._refuse(record, "has the id of an annotation before it")
                continue
            said.ids.add(name)
            surface = " ".join(quotes) if quotes else None
            note = "\n".join(bodies.notes) or None
            said.spans.append(Span(name, label, tuple(fragments), (), tuple(bodies.links), note, surface=surface))

    def _fragments(self, chosen: Selected, about: str) -> tuple[Fragment, ...]:
        """The offsets of a target; where it has words only, those of the one place in the text that has them."""
        text = self._text(about)
        if chosen.fragments or chosen.quote is None or text is None:
            return chosen.fragments
        place = found(text, chosen.quote)
        return () if place is None else (place,)

    # -- relations ---------------------------------------------------------------

    def _link(self, record: Record) -> None:
        """A relation from the first target to the second; between more there is none."""
        value, ends = record.value, _ends(record.value)
        id = _id(value) or f"link{record.line}-{len(self._about)}"
        labels = _bodies(value).tags or [LINKED]
        if len(ends) != 2:
            why = "it links not two annotations"
            self._tally.ledger.drop(_READ, "relation", labels[0], why, f"{self._source.name} {id}")
            return
        places = [self._about.get(end) for end in ends]
        if places[0] is None or places[1] is None:
            self._refuse(record, "links an annotation that is not there")
            return
        if places[0] != places[1]:
            why = "it links what two people said, or two texts"
            self._tally.ledger.drop(_READ, "relation", labels[0], why, f"{self._source.name} {id}")
            return
        note = "\n".join(_bodies(value).notes) or None
        relations = self._people(*places[0]).relations
        for k, label in enumerate(dict.fromkeys(labels), 1):
            relations.append(Relation(id if k == 1 else f"{id}.{k}", label, ends[0], ends[1], note=note))

    # -- what they share ---------------------------------------------------------

    def _people(self, about: str, who: str) -> _Said:
        return self._said.setdefault(about, {}).setdefault(who, _Said())

    def _text(self, about: str) -> str | None:
        if about not in self._texts:
            beside = text_beside(self._source, about)
            self._texts[about] = None if beside is None else text_of(beside)
        return self._texts[about]

    def _refuse(self, record: Record, why: str) -> None:
        self._tally.refused.append(Refusal(self._source.name, record.line, why))


def text_beside(source: Source, about: str) -> Source | None:
    """The text that annotations are about: the file that their target names, else the one of their own file's name."""
    names = [PurePosixPath(about).name] if about else []
    stem = source.path.name
    while "." in stem:
        stem = stem.rpartition(".")[0]
        names += [f"{stem}.txt", stem]
    for name in names:
        here = source.beside(name) if name else None
        if here is not None and here.name != source.name and here.path.suffix == ".txt":
            return here
    return None


def _id(value: Object) -> str:
    found = value.get("id", value.get("@id"))
    return found.removeprefix("#") if isinstance(found, str) else ""


def _ends(value: Object) -> list[str]:
    """The ids of the annotations that one is about."""
    targets = many(value.get("target"))
    named = [one if isinstance(one, str) else _id(one) for one in targets if isinstance(one, str | dict)]
    return [one.removeprefix("#") for one in named if one]


def _creator(value: Object) -> str:
    """Who made it, or its first body: a name, a nickname or an id."""
    bodies = objects(value.get("body"))
    makers = [value.get("creator"), value.get("user"), *(body.get("creator") for body in bodies)]
    one = next((one for maker in makers for one in many(maker)), "")
    if isinstance(one, dict):
        one = next((one[key] for key in ("name", "nickname", "nick", "id") if isinstance(one.get(key), str)), "")
    return one if isinstance(one, str) else ""


def _bodies(value: Object) -> _Bodies:
    """Tags, links and comments; Hypothesis keeps tags and words outside of bodies."""
    out = _Bodies()
    out.tags += [tag for tag in many(value.get("tags")) if isinstance(tag, str) and tag]
    if isinstance(value.get("text"), str) and value["text"]:
        out.notes.append(value["text"])
    for body in many(value.get("body")) or many(value.get("bodyValue")):
        if isinstance(body, str):
            out.notes.append(body)
        elif isinstance(body, dict):
            _body(out, body, value)
    return out


def _body(out: _Bodies, body: Object, value: Object) -> None:
    purposes = [one for one in many(body.get("purpose")) or many(value.get("motivation")) if isinstance(one, str)]
    words = next((body[key] for key in ("value", "label", "name") if isinstance(body.get(key), str)), "")
    address = next((body[key] for key in ("source", "id", "@id") if isinstance(body.get(key), str)), "")
    if address and (not words or "identifying" in purposes or "classifying" in purposes):
        out.links.append(Link(address, words or None))
    if words and (any(one in TAGS for one in purposes) or (LINKED in purposes and not address)):
        out.tags.append(words)
    elif words and not address:
        out.notes.append(words)

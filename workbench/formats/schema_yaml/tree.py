"""YAML text as plain values that know where they stand.

Values are built from the parser's events and not by its constructor, because that expands aliases, recurses as deep as
the file does, guesses types, and forgets where things stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from workbench.core.schema_words import named
from workbench.formats.schema_yaml.place import Path, Place, SchemaFault, fault

CHARACTERS: Final = 1_000_000
"""The longest file that is read."""
DEPTH: Final = 16
"""How deep lists and mappings may nest; a schema needs five."""
NODES: Final = 100_000
"""How many values a file may stand for once its aliases are followed."""
TRUTHS: Final = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "": None,
}  # fmt: skip
"""What an unquoted word means where it does not mean itself; numbers stay text, which pydantic reads where it must."""
TAGS: Final = frozenset(f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", "int", "float", "bool", "null"))
"""The tags of plain data; all others ask for types that a schema does not have."""
_BARE = re.compile(r"cardinality\s*:\s*[?*]\s*(#.*)?$")


@dataclass(slots=True)
class Tree:
    """The value of a file (None where it could not be read to its end), places of values and keys, and faults."""

    value: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    faults: list[SchemaFault] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Where to point for a path: at a mapping's key, at another value itself, for what is absent at its holder."""
        while path:
            if path in self.values:
                mapping = isinstance(self.at(path), dict)
                return self.keys.get(path, self.values[path]) if mapping else self.values[path]
            path = path[:-1]
        return self.values.get((), Place(1, 1))

    def key(self, path: Path) -> Place:
        """Where the key of a path stands, else the place of the path."""
        return self.keys.get(path) or self.place(path)

    def at(self, path: Path) -> Any:
        """The value at a path, or None."""
        value = self.value
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value


class _Stop(Exception):
    """The file cannot be read on; carries the fault."""

    def __init__(self, place: Place, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.fault = fault(place, path, message)


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being read."""

    value: Any
    path: Path
    anchor: str | None
    key: str | None = None
    at: Path = ()
    """The path of the value that comes next."""
    doubled: bool = False
    size: int = 1

    @property
    def wants_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None


def grow(text: str) -> Tree:
    """The tree of a YAML text; what is wrong with the text itself stands in its faults."""
    builder = _Builder()
    try:
        if len(text) > CHARACTERS:
            raise _Stop(Place(1, 1), f"the file has over {CHARACTERS:,} characters; shorten it")
        for event in _events(text.removeprefix("\ufeff")):
            builder.feed(event)
        builder.tree.value = builder.root
    except _Stop as stop:
        builder.tree.faults.append(stop.fault)
    return builder.tree


def _events(text: str) -> Iterator[Event]:
    """The parser's events.

    Raises:
        _Stop: where the text is not YAML.
    """
    last = Place(1, 1)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            last = Place(event.end_mark.line + 1, event.end_mark.column + 1)
            yield event
    except ReaderError as error:
        raise _Stop(_place_of(text, error.position), _unprintable(error)) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(1, 1) if mark is None else Place(mark.line + 1, mark.column + 1)
        raise _Stop(place, _syntax(error, text, place)) from error
    except (YAMLError, ValueError, OverflowError) as error:
        raise _Stop(last, "not YAML after this; write every escape and sign as the shipped schema does") from error


def _place_of(text: str, offset: int) -> Place:
    before = text[:offset]
    return Place(before.count("\n") + 1, offset - before.rfind("\n"))


def _unprintable(error: ReaderError) -> str:
    code = error.character if isinstance(error.character, int) else ord(error.character)
    return f"the character U+{code:04X} may not stand in YAML; take it out"


def _syntax(error: MarkedYAMLError, text: str, place: Place) -> str:
    lines = text.split("\n")
    near = lines[place.line - 1] if place.line <= len(lines) else ""
    previous = lines[place.line - 2] if 2 <= place.line <= len(lines) + 1 else ""
    if _BARE.search(near) or _BARE.search(previous):
        return 'in YAML a bare ? or * means something else; write "?" or "*" in quotation marks'
    problem = str(error.problem or error.context or "the file ends too early")
    if "'\\t'" in problem:
        return "YAML does not indent with tabs; use blanks"
    return f"not YAML: {named(problem)[1:-1]}; check indentation, colons, brackets and quotation marks before this"


@dataclass(slots=True)
class _Builder:
    tree: Tree = field(default_factory=Tree)
    root: Any = None
    frames: list[_Frame] = field(default_factory=list)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    documents: int = 0

    def feed(self, event: Event) -> None:
        """Take one event of the parser."""
        place = Place(event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _Stop(place, "a second YAML document starts here; keep one schema to a file")
        elif isinstance(event, CollectionEndEvent):
            self._close()
        elif isinstance(event, NodeEvent):
            self._node(event, place)

    def _node(self, event: NodeEvent, place: Place) -> None:
        if self.frames and self.frames[-1].wants_key:
            self._key(event, place)
            return
        path = self._next(place)
        tag = getattr(event, "tag", None)
        if tag is not None and str(tag) not in TAGS:
            raise _Stop(place, f"the tag {named(str(tag))} means nothing here; take it out", path)
        if isinstance(event, AliasEvent):
            self._alias(event, place, path)
        elif isinstance(event, ScalarEvent):
            self._put(_scalar(event), event.anchor, 1)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            if len(self.frames) >= DEPTH:
                raise _Stop(place, f"lists and mappings nest more than {DEPTH} deep here; a schema needs five", path)
            self.frames.append(_Frame({} if isinstance(event, MappingStartEvent) else [], path, event.anchor))

    def _key(self, event: NodeEvent, place: Place) -> None:
        frame = self.frames[-1]
        if not isinstance(event, ScalarEvent):
            raise _Stop(place, "a key must be a word here; put it in quotation marks if it needs signs", frame.path)
        frame.key = event.value
        frame.at = (*frame.path, event.value)
        frame.doubled = event.value in frame.value
        if frame.doubled:
            first = self.tree.keys[frame.at].line
            message = f"{named(event.value)} stands here a second time (first on line {first}); keep one of them"
            self.tree.faults.append(fault(place, frame.at, message))
        self.tree.keys.setdefault(frame.at, place)

    def _next(self, place: Place) -> Path:
        """The path of the value that starts now, its place noted."""
        if not self.frames:
            path: Path = ()
        else:
            frame = self.frames[-1]
            path = frame.at if isinstance(frame.value, dict) else (*frame.path, len(frame.value))
        self.tree.values.setdefault(path, place)
        return path

    def _alias(self, event: AliasEvent, place: Place, path: Path) -> None:
        if any(frame.anchor == event.anchor for frame in self.frames):
            raise _Stop(place, f"the alias {named(event.anchor)} stands inside what it stands for; write it out", path)
        if event.anchor not in self.anchors:
            raise _Stop(place, f"no anchor {named(event.anchor)} stands before this alias; write the value out", path)
        value, size = self.anchors[event.anchor]
        self._put(value, None, size)

    def _put(self, value: Any, anchor: str | None, size: int) -> None:
        """Set a finished value where it belongs."""
        if anchor is not None:
            self.anchors[anchor] = value, size
        if not self.frames:
            self.root = value
            return
        frame = self.frames[-1]
        frame.size += size
        if sum(f.size for f in self.frames) > NODES:
            place = self.tree.place(frame.path)
            raise _Stop(place, f"the file stands for over {NODES:,} values; write fewer aliases", frame.path)
        if isinstance(frame.value, list):
            frame.value.append(value)
        elif frame.key is not None:
            if not frame.doubled:
                frame.value[frame.key] = value
            frame.key = None

    def _close(self) -> None:
        frame = self.frames.pop()
        self._put(frame.value, frame.anchor, frame.size)


def _scalar(event: ScalarEvent) -> Any:
    """The value of a scalar: true, false and null where unquoted, else its text."""
    plain = event.style in (None, "") and (event.implicit is None or event.implicit[0])
    return TRUTHS.get(event.value, event.value) if plain else event.value

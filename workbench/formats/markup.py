"""Markup: XML from anybody as a tree, without what XML lets a file do to its reader.

Python's own tree parser has no switch for entities, so this one goes through expat: a document type is refused, because
it is the only place where entities (and through them bombs and other people's files) can come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from workbench.core.fault import Fault

DEPTH: Final = 200
"""How deep elements may nest; no real format comes near it, and a tree of 100,000 levels hurts whoever walks it."""

CHUNK: Final = 1 << 16
"""Bytes that are parsed at a time."""

_ONLY_NAMED: Final = re.compile(r"[\w.-]+\.dtd")


def tree(data: bytes, name: str, *, named_type: bool = False) -> Element:
    """The root element; tags are ``{namespace}local``, comments and processing instructions are left out.

    Args:
        data: the whole file.
        name: the file's name, for the Fault.
        named_type: whether a document type may be named (``<!DOCTYPE a SYSTEM "a.dtd">``); it is never looked for.

    Raises:
        Fault: where it is not well-formed, declares a document type, or nests too deeply.
    """
    return _Parsing(name, named_type).run(data)


def children(data: bytes, name: str) -> Iterator[Element]:
    """The elements right below the root, one at a time, so that a long file never stands in memory as a tree.

    Args:
        data: the whole file.
        name: the file's name, for the Fault.

    Raises:
        Fault: as :func:`tree` does, when the place is reached.
    """
    return _Parsing(name, False).children(data)


def local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


class _Parsing:
    """One run of the parser."""

    def __init__(self, name: str, named_type: bool) -> None:
        self._name, self._named_type, self._depth = name, named_type, 0
        self._each = False
        self._done: list[Element] = []
        self._outer = self._builder = TreeBuilder()
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def run(self, data: bytes) -> Element:
        """The whole tree."""
        self._feed(data, is_last=True)
        return self._root()

    def children(self, data: bytes) -> Iterator[Element]:
        """What stands right below the root, as soon as it is whole; the root itself stays empty."""
        self._each = True
        for start in range(0, len(data), CHUNK):
            self._feed(data[start : start + CHUNK], is_last=False)
            yield from self._done
            self._done.clear()
        self._feed(b"", is_last=True)
        self._root()

    def _feed(self, data: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(data, is_last)
        except (expat.ExpatError, ValueError, LookupError):
            raise self._broken() from None

    def _root(self) -> Element:
        try:
            return self._builder.close()
        except AssertionError:
            raise self._broken() from None

    def _broken(self) -> Fault:
        line = self._parser.ErrorLineNumber
        return Fault(f"{self._name}, line {line}: the XML is broken", "Check how it was made")

    def _doctype(self, root: str, system: str | None, public: str | None, inside: int) -> None:
        if self._named_type and not inside and public is None and _ONLY_NAMED.fullmatch(system or ""):
            return
        where = f"{self._name}, line {self._parser.CurrentLineNumber}"
        raise Fault(f"{where}: the XML declares a document type", "Take the line out, if you trust the file")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            where = f"{self._name}, line {self._parser.CurrentLineNumber}"
            raise Fault(f"{where}: more than {DEPTH} elements inside one another", "Check how it was made")
        if self._each and self._depth == 2:
            self._outer, self._builder = self._builder, TreeBuilder()
        self._builder.start(_full(tag), {_full(key): value for key, value in attributes.items()})

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(_full(tag))
        if self._each and self._depth == 1:
            self._done.append(self._builder.close())
            self._builder = self._outer

    def _text(self, text: str) -> None:
        self._builder.data(text)


def _full(name: str) -> str:
    return "{" + name if "}" in name else name

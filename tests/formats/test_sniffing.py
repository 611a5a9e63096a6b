"""Sniffing: the best score wins, ties are asked about, and a companion is no file of its own."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from workbench.core.fault import Fault
from workbench.formats.sniffing import sniff, sort
from workbench.formats.source import Source


class Fake:
    """A reader that says of every file what it is told to say, and takes ``NAME.side`` along."""

    title = "a fake"

    def __init__(self, name: str, scores: dict[str, float]) -> None:
        self.name, self._scores = name, scores

    def sniff(self, source: Source) -> float:
        return self._scores.get(source.name, 0.0)

    def companions(self, source: Source) -> Iterable[str]:
        return [f"{source.path.name}.side"]

    def read(self, *_: object) -> Iterable[object]:
        return ()


class Choking(Fake):
    """A reader that cannot even look at a file."""

    def sniff(self, source: Source) -> float:
        raise Fault("cannot be looked at")

    def companions(self, source: Source) -> Iterable[str]:
        raise Fault("cannot be looked at")


def sources(*names: str) -> list[Source]:
    among: dict[str, Source] = {}
    for name in names:
        among[name] = Source(name, lambda: b"", among)
    return list(among.values())


def test_the_reader_that_is_surest_gets_the_file() -> None:
    [file] = sources("a")
    assert sniff(file, [Fake("one", {"a": 0.4}), Fake("two", {"a": 0.9})]).name == "two"  # type: ignore[list-item]


def test_two_readers_that_are_equally_sure_are_asked_about() -> None:
    [file] = sources("a")
    with pytest.raises(Fault, match="a may be one or two. Say which with --format"):
        sniff(file, [Fake("one", {"a": 0.5}), Fake("two", {"a": 0.5}), Fake("three", {"a": 0.1})])  # type: ignore[list-item]


def test_a_file_that_nobody_knows_is_passed_over_with_its_reason() -> None:
    found = sort(sources("a", "b"), [Fake("one", {"a": 0.5}), Choking("two", {})])  # type: ignore[list-item]
    assert [one.source.name for one in found.known] == ["a"]
    assert [(source.name, why) for source, why in found.unknown] == [
        ("b", "b is of no format that is known. Say which with --format")
    ]


def test_companions_are_read_along_and_neither_alone_nor_reported() -> None:
    reader = Fake("one", {"x/a": 0.5, "x/a.side": 0.9, "a.side": 0.9})
    found = sort(sources("x/a", "x/a.side", "a.side", "x/b.side"), [reader, Fake("two", {})])  # type: ignore[list-item]
    assert [one.source.name for one in found.known] == ["x/a", "a.side"]
    assert [companion.name for companion in found.known[0].companions] == ["x/a.side"]
    assert [source.name for source, _ in found.unknown] == ["x/b.side"]


def test_the_format_that_was_asked_for_gets_what_it_knows_or_else_everything() -> None:
    def asked(reader: Fake, *names: str) -> list[str]:
        return [one.source.name for one in sort(sources(*names), [reader], asked=True).known]  # type: ignore[list-item]

    assert asked(Fake("one", {"a": 0.5}), "a", "b") == ["a"]
    assert asked(Fake("one", {"a": 0.5}), "b", "c") == ["b", "c"]
    assert asked(Choking("one", {}), "b") == ["b"]

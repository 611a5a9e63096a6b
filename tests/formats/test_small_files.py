"""Every format's small file: known for what it is, counted right, and, whatever is done to its bytes, never a crash."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.formats.small import SMALL, Small, source
from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.formats.format import Reader, ReadOptions, Tally
from workbench.formats.registry import TABLE, reader, readers
from workbench.formats.sniffing import Sniffed, sniff
from workbench.formats.source import Source
from workbench.ingest.foreign.naming import Names
from workbench.ingest.foreign.planning import Planner
from workbench.ingest.foreign.reading import read_file
from workbench.ingest.foreign.standing import Standing
from workbench.ingest.foreign.wishes import Wishes

NASTY = (
    b"\xff",
    b"\x00",
    b"\xed\xa0\x80",
    b"-1",
    b"1e999",
    b"NaN",
    b"9" * 30,
    b'"',
    b"{",
    b"[" * 2_000,
    b"\t",
    b"\r\n",
    "🚢".encode(),
)


def test_every_format_that_is_read_has_a_small_file() -> None:
    own = {"workbench"}
    assert {small.format for small in SMALL} | own == {entry.name for entry in TABLE if entry.reads}


@pytest.mark.parametrize("small", SMALL, ids=lambda small: f"{small.format}-{small.main}")
def test_a_small_file_is_known_and_counted(small: Small) -> None:
    found = small.source()
    known = sniff(found, list(readers()))
    assert known.name == small.format
    tally = Tally()
    for _ in known.read(found, tally, ReadOptions()):
        pass
    assert (tally.documents, tally.spans, tally.relations) == (small.documents, small.spans, small.relations)
    assert tally.refused == []


@pytest.mark.parametrize("small", SMALL, ids=lambda small: f"{small.format}-{small.main}")
def test_damaged_files_end_in_a_sentence(small: Small) -> None:
    _torment(small, 100)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("small", SMALL, ids=lambda small: f"{small.format}-{small.main}")
def test_a_hundred_thousand_damaged_files_end_in_a_sentence(small: Small) -> None:
    _torment(small, 1 + 100_000 // len(SMALL))


def _torment(small: Small, times: int) -> None:
    """Read damaged variants; only a Fault may come of it."""
    way = reader(small.format)
    dice = random.Random(small.format)
    for _ in range(times):
        for file in _damaged(small, dice):
            _read(way, file)


def _damaged(small: Small, dice: random.Random) -> Iterator[Source]:
    """The file with some damage done to it or to one that is read along with it."""
    files = dict(small.files)
    victim = dice.choice(sorted(files))
    data = files[victim]
    for _ in range(dice.randint(1, 4)):
        data = _hurt(data, dice)
    files[victim] = data
    yield source(files, small.main)


def _hurt(data: bytes, dice: random.Random) -> bytes:
    """One damage: a byte, a cut, a part twice, a part gone, two parts exchanged, a number or key for another."""
    if not data:
        return dice.choice(NASTY)
    at, to = sorted((dice.randrange(len(data)), dice.randrange(len(data) + 1)))
    match dice.randrange(7):
        case 0:
            return data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at]
        case 2:
            return data[:to] + data[at:to] + data[to:]
        case 3:
            return data[:at] + data[to:]
        case 4:
            return data[:at] + dice.choice(NASTY) + data[at:]
        case 5:
            return data[to:] + data[at:to] + data[:at]
        case _:
            words = [b"0", b"4", b"null", b"[]", b"{}", b'""', b"true", b"-7", b"99999"]
            old = dice.choice(words)
            return data.replace(old, dice.choice(words), dice.randint(1, 3))


def _read(way: Reader, file: Source) -> None:
    """Everything that an import does before it stores: only what is wrong with the program may get out."""
    ledger = Ledger()
    try:
        way.sniff(file)
        list(way.companions(file))
    except Fault as fault:
        assert str(fault)
    found = read_file(Sniffed(file, way), ReadOptions(), ledger)
    planner = Planner(Standing(), Names(None, {}), Wishes(), "me", ledger)
    for plan in planner.plans("0" * 64, found.documents):
        for layer in plan.layers:
            assert all(0 <= span.start < span.end <= len(plan.document.text or "") for span in layer.items.spans)
    ledger.check()

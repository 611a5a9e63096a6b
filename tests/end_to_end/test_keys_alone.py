"""A working day by keys alone: label, relate, describe; lose the machine; undo to nothing and redo to everything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.end_to_end import hands
from tests.end_to_end.project import environment, layer, make
from tests.end_to_end.terminal import Terminal
from workbench.core.layer import Layer
from workbench.core.span import Fragment

TEXT = (
    "Foreign Minister Ada Holm and Defence Minister Jon Berg met in Oslo on Monday. "
    "The Norland Navy and Halden Shipyards agreed on two minesweepers for $40 million. "
    "Parliament passed the Harbour Security Act last year, and the cabinet lifted the fuel embargo. "
    "Belmark will set the old tariff aside under its Arctic Strategy.\n"
    "Border guards detained a courier, and Carla Dorval was named envoy to Belmark.\n"
)
SPANS = (
    ("Foreign Minister", "4r", "ROLE"),
    ("Ada Holm", "1p", "PERSON"),
    ("Defence Minister", "4r", "ROLE"),
    ("Jon Berg", "1p", "PERSON"),
    ("met", "3m", "MEETING"),
    ("Oslo", "4p", "PLACE"),
    ("Monday", "4d", "DATE"),
    ("Norland Navy", "1m", "MIL"),
    ("Norland(?= Navy)", "1s", "STATE"),
    ("Halden Shipyards", "1o", "ORG"),
    ("agreed", "3d", "DEAL"),
    ("minesweepers", "4t", "TECH"),
    (r"\$40 million", "4m", "MONEY"),
    ("Parliament", "1g", "GOV"),
    ("passed", "3r", "RULEMAKING"),
    ("Harbour Security Act", "2a", "ACT"),
    ("Harbour", "4p", "PLACE"),
    ("last year", "4d", "DATE"),
    ("lifted", "3r", "RULEMAKING"),
    ("fuel embargo", "2m", "MEASURE"),
    ("Arctic Strategy", "2p", "POLICY"),
    ("detained", "3s", "SECURITY"),
    ("named", "3o", "ORGCHANGE"),
)
"""What is labelled (found by expression), with which keys, as what; Norland and Harbour stand inside another span."""
SPLIT = ("set", "aside", "3f", "FUNDING")
RELATIONS = (
    ("met", (), "Ada Holm", ("AGENT",)),
    ("met", (), "Oslo", ()),
    ("met", (), "Monday", ()),
    ("Ada Holm", (), "Foreign Minister", ()),
    ("agreed", (), "Halden", ("AGENT",)),
    ("Halden", (), "minesweepers", ()),
    ("passed", (), "Harbour", ("ACT Harbour Security Act", "OBJECT")),
    ("Norland(?= Navy)", ("o",), "Norland", ()),
)
"""Head (found by expression), keys that choose it among others, first words of the tail, what is picked after."""
RELATED = {
    ("AGENT", "met", "Ada Holm"),
    ("AT", "met", "Oslo"),
    ("TIME", "met", "Monday"),
    ("HAS_ROLE", "Ada Holm", "Foreign Minister"),
    ("AGENT", "agreed", "Halden Shipyards"),
    ("MAKES", "Halden Shipyards", "minesweepers"),
    ("OBJECT", "passed", "Harbour Security Act"),
    ("PART_OF", "Norland Navy", "Norland"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make(tmp_path / "day.db", {"page": TEXT})


def place(pattern: str) -> Fragment:
    found = re.search(pattern, TEXT)
    assert found is not None
    return found.span()


def expected_spans() -> set[tuple[str, tuple[Fragment, ...]]]:
    first, second, _, name = SPLIT
    return {(name, (place(pattern),)) for pattern, _, name in SPANS} | {(name, (place(first), place(second)))}


def spans(found: Layer) -> set[tuple[str, tuple[Fragment, ...]]]:
    return {(span.label, span.fragments) for span in found.spans.values()}


def relations(found: Layer) -> set[tuple[str, str, str]]:
    return {(r.label, found.spans[r.head].text(TEXT), found.spans[r.tail].text(TEXT)) for r in found.relations.values()}


def test_a_day_by_keys_alone(project: Path, crashes: Path) -> None:
    with Terminal(env=environment(project)) as terminal:
        hands.open_first(terminal, "Foreign Minister Ada Holm")
        label_all(terminal)
        relate_all(terminal)
        describe(terminal)
        hands.saved(terminal)
        terminal.kill()
    made = layer(project, "page")
    whole(made)
    hands.check(project)

    with Terminal(env=environment(project)) as terminal:
        hands.open_first(terminal, "Foreign Minister Ada Holm")
        hands.find(terminal, "Harbour Security")
        terminal.wait("Harbour Security Act")
        steps = undo_to_nothing(terminal)
        hands.saved(terminal)
        empty = layer(project, "page")
        assert (spans(empty), relations(empty), empty.labels, empty.head.status) == (set(), set(), {}, "todo")
        redo_everything(terminal, steps)
        hands.saved(terminal)
        terminal.press("q", "q")  # The first one ends the search.
        terminal.wait("Status")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    again = layer(project, "page")
    assert (again.spans, again.relations, again.labels, again.head) == (
        made.spans, made.relations, made.labels, made.head,
    )  # fmt: skip
    hands.check(project)
    assert not crashes.exists()


def label_all(terminal: Terminal) -> None:
    for pattern, keys, name in SPANS:
        hands.label(terminal, pattern, keys, name)
    first, second, keys, name = SPLIT
    hands.label(terminal, rf"{first}(?= the old)", keys, name)
    terminal.press("+")
    terminal.wait(lambda: "fragment" in terminal.text or "other stretch" in terminal.text)
    hands.find(terminal, second)
    terminal.press("+")
    hands.says(terminal, f"{first} {second}")


def relate_all(terminal: Terminal) -> None:
    for head, choosing, tail, picks in RELATIONS:
        hands.find(terminal, head)
        terminal.press(*choosing)
        hands.relate(terminal, tail, *picks)


def describe(terminal: Terminal) -> None:
    """An attribute of an event, one of a law, a link to a new entry, a note, and a document label."""
    hands.find(terminal, "met")
    terminal.press("a")
    hands.pick(terminal, "planned")
    hands.says(terminal, "modality: planned")
    hands.find(terminal, "Security Act")
    terminal.press("a")
    hands.pick(terminal, "status")
    hands.pick(terminal, "passed")
    hands.says(terminal, "status: passed")
    hands.find(terminal, "Ada Holm")
    terminal.press("i")
    terminal.wait("new entry")
    terminal.press("ctrl+n")
    hands.says(terminal, "linked to Ada Holm")
    terminal.press("m")
    hands.fill(terminal, "Note on", "the minister herself")
    hands.says(terminal, "noted")
    terminal.press("d")
    hands.pick(terminal, "trade")
    hands.says(terminal, "topic: trade")


def whole(found: Layer) -> None:
    assert spans(found) == expected_spans()
    assert relations(found) == RELATED
    by_text = {span.text(TEXT): span for span in found.spans.values()}
    assert by_text["met"].attribute("modality") == "planned"
    assert by_text["Harbour Security Act"].attribute("status") == "passed"
    assert len(by_text["Ada Holm"].links) == 1
    assert by_text["Ada Holm"].note == "the minister herself"
    assert [(x.key, x.value) for x in found.labels.values()] == [("topic", "trade")]


def undo_to_nothing(terminal: Terminal) -> int:
    """Undo until nothing is left; returns how many steps it took."""
    terminal.press("u")
    hands.says(terminal, "more to undo")
    told = re.search(r"(\d+) more to undo", terminal.text)
    assert told is not None
    left = int(told[1])
    terminal.press("u" * left)
    hands.says(terminal, " 0 more to undo")
    terminal.press("u")
    hands.says(terminal, "nothing to undo")
    return left + 1


def redo_everything(terminal: Terminal, steps: int) -> None:
    terminal.press("U" * steps)
    hands.says(terminal, " 0 to redo")
    terminal.press("U")
    hands.says(terminal, "nothing to redo")

"""The same layer in two terminals: it is noticed, the second reads or takes over, and no step of either is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end import hands
from tests.end_to_end.project import environment, layer, make
from tests.end_to_end.terminal import Terminal

TEXT = "Anna Bert Carl Dora Emil Fred Gina Hans"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make(tmp_path / "two.db", {"page": TEXT})


def words(project: Path) -> set[str]:
    return {span.text(TEXT) for span in layer(project, "page").spans.values()}


def test_the_second_may_read(project: Path) -> None:
    with Terminal(env=environment(project)) as first, Terminal(env=environment(project)) as second:
        hands.open_first(first, "Anna Bert")
        hands.label_words(first, 1)
        hands.saved(first)
        hands.open_first(second, "Anna Bert")
        second.wait(lambda: "Open at" in hands.mode_line(second))
        hands.pick(second, "read only")
        hands.find(second, "Dora")
        second.press("1", "p")
        hands.says(second, "you are reading")
        hands.find(first, "Carl")
        hands.label_words(first, 1)
        hands.saved(first)
        for terminal in (first, second):
            terminal.press("ctrl+q")
            assert terminal.ended() == 0
    assert words(project) == {"Anna", "Carl"}
    hands.check(project)


def test_the_second_may_take_over_and_the_first_learns_it(project: Path) -> None:
    with Terminal(env=environment(project)) as first, Terminal(env=environment(project)) as second:
        hands.open_first(first, "Anna Bert")
        hands.label_words(first, 1)
        hands.saved(first)
        hands.open_first(second, "Anna Bert")
        second.wait(lambda: "Open at" in hands.mode_line(second))
        hands.pick(second, "take over")
        hands.says(second, "taken over")
        hands.find(second, "Dora")
        hands.label_words(second, 1)
        hands.saved(second)
        hands.find(first, "Carl")
        first.press("1", "p")
        hands.says(first, "elsewhere")
        first.wait("DORA" if "DORA" in first.text else "Dora")
        hands.saved(first)
        for terminal in (first, second):
            terminal.press("ctrl+q")
            assert terminal.ended() == 0
    assert {"Anna", "Dora"} <= words(project)
    hands.check(project)

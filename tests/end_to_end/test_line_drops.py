"""The line drops, or somebody ends the process: what stood on the screen is on the disk."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.end_to_end import hands
from tests.end_to_end.project import environment, layer, make
from tests.end_to_end.terminal import Terminal

TEXT = "Anna Bert Carl Dora Emil Fred Gina Hans Ines Jana Kurt Lena"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make(tmp_path / "drop.db", {"page": TEXT})


def test_a_dropped_line_loses_nothing(project: Path, crashes: Path) -> None:
    with Terminal(env=environment(project)) as terminal:
        hands.open_first(terminal, "Anna Bert")
        hands.label_words(terminal, 5)
        terminal.hang_up()
        terminal.ended()
    assert len(layer(project, "page").spans) == 5
    hands.check(project)
    assert not crashes.exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_a_signal_loses_nothing_and_gives_the_terminal_back(
    project: Path, crashes: Path, number: signal.Signals
) -> None:
    with Terminal(env=environment(project)) as terminal:
        hands.open_first(terminal, "Anna Bert")
        hands.label_words(terminal, 5)
        terminal.signal(number)
        assert terminal.ended() == 128 + number
        assert b"\x1b[?1049l" in terminal.raw and b"\x1b[?25h" in terminal.raw
    assert len(layer(project, "page").spans) == 5
    hands.check(project)
    assert not crashes.exists()


def test_a_kill_keeps_what_the_screen_called_saved(project: Path) -> None:
    """Two rounds here; the store's own tests kill two writers twenty times."""
    for round_ in range(1, 3):
        with Terminal(env=environment(project)) as terminal:
            hands.open_first(terminal, "Anna Bert")
            hands.find(terminal, TEXT.split()[round_ * 2])
            hands.label_words(terminal, 2)
            hands.saved(terminal)
            terminal.kill()
        assert len(layer(project, "page").spans) == 2 * round_
    hands.check(project)

"""The report in a terminal: what fits is drawn, what does not is listed, and what matters comes last."""

from __future__ import annotations

import pytest

from tests.agreement.report.studies import answer, document, study
from workbench.agreement.report.content import Report
from workbench.agreement.report.reporting import reported
from workbench.agreement.report.summed import Summed
from workbench.cli.agreement_text import tell


def of(people: int) -> Report:
    """Twelve documents on which everybody but the first moves an edge."""
    names = [f"annotator-{k:02}" for k in range(people)]
    spans = [(0, 5, "X"), (10, 15, "Y")]
    moved = [(0, 6, "X"), (10, 15, "Z")]
    answers = {name: answer(moved if k else spans) for k, name in enumerate(names)}
    return reported(Summed.of(study(*(document(f"d{k}", **answers) for k in range(12)))), sure=False)


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    for people in (2, 4, 12):
        tell(of(people))
        assert all(len(line) <= 80 for line in capsys.readouterr().out.splitlines())


def test_a_heat_map_that_has_no_room_becomes_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    tell(of(3))
    assert "annotator-02  " in capsys.readouterr().out
    tell(of(12))
    told = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("annotator-00  annotator-") for line in told) == 11


def test_what_to_do_comes_last(capsys: pytest.CaptureFixture[str]) -> None:
    tell(of(2))
    told = capsys.readouterr().out
    places = [told.index(word) for word in ("exact F1 by pair", "Do they mark", "\nreading", "\ndo next")]
    assert places == sorted(places)
    assert "workbench disagreements --kind boundary --label X" in " ".join(told.split())

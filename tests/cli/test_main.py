"""The frame of the command line: dispatch, shared options, exit codes, and what a person reads when something fails."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace

import pytest

from workbench.cli import main as frame
from workbench.cli.main import main
from workbench.cli.table import COMMANDS, find
from workbench.core.fault import Fault


def failing(error: BaseException) -> SimpleNamespace:
    """A command module whose application raises."""

    def app(**_: object) -> None:
        raise error

    return SimpleNamespace(app=app)


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch):
    def install(error: BaseException) -> None:
        monkeypatch.setattr(frame, "import_module", lambda name: failing(error))

    return install


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"\n  {command.name} " in said and command.help in said for command in COMMANDS)
    assert max(map(len, said.splitlines())) <= 80


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    from workbench import __version__

    assert main(["-v"]) == main(["--version"]) == 0
    assert capsys.readouterr().out == f"workbench {__version__}\n" * 2


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = find(command)
    assert found is not None
    assert main([command, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Usage: workbench {command}")
    assert f"workbench {command}" in said.partition("Examples:")[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["shwo"], "did you mean show?"),
        (["--nonsense"], "there is no option '--nonsense'"),
        (["--db"], "--db needs a value"),
        (["\x1b[2J"], r"'\x1b[2J'"),
    ],
)
def test_wrong_usage_is_2(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


def test_an_unknown_option_of_a_command_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["documents", "--nonsense"]) == 2
    assert "--nonsense" in capsys.readouterr().err


def test_shared_options_may_stand_before_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("WORKBENCH_DB", "other")
    monkeypatch.setenv("WORKBENCH_ANNOTATOR", "other")
    assert main(["--db", "a.db", "--as=mei", "--version"]) == 0
    assert (os.environ["WORKBENCH_DB"], os.environ["WORKBENCH_ANNOTATOR"]) == ("a.db", "mei")


def test_without_a_command_the_workbench_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setitem(sys.modules, "workbench.tui.app", SimpleNamespace(run=lambda *a: asked.append(a) or 7))
    monkeypatch.setattr("getpass.getuser", lambda: "mei")
    assert main([]) == 7
    assert main(["--db", "a.db", "--as", "sol"]) == 7
    assert asked == [("workbench.db", "mei"), ("a.db", "sol")]


def test_a_fault_is_one_sentence_and_1(raising, capsys: pytest.CaptureFixture[str]) -> None:
    raising(Fault("The file is \x1b[31mred", "Paint it"))
    assert main(["show"]) == 1
    assert capsys.readouterr().err == "workbench: The file is ␛[31mred. Paint it\n"


def test_an_interrupt_is_130(raising, capsys: pytest.CaptureFixture[str]) -> None:
    raising(KeyboardInterrupt())
    assert main(["show"]) == 130
    assert capsys.readouterr().err == ""


def test_an_unexpected_exception_is_a_sentence_and_a_crash_file(raising, capsys: pytest.CaptureFixture[str]) -> None:
    raising(RuntimeError("words of a document"))
    assert main(["show"]) == 1
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "crash-" in said
    assert "words of a document" not in said


def test_a_reader_that_has_gone_is_no_error() -> None:
    script = f"'{sys.executable}' -m workbench --help | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert done.stderr == ""

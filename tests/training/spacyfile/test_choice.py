"""Which writer is taken, for a spaCy that is known, unknown, different, broken or absent; and what it costs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO

import pytest

from tests.training.spacyfile.shards import read
from workbench.training.spacyfile import choice, direct, doc_path, probe
from workbench.training.spacyfile.symbols import Table, table


@pytest.fixture(autouse=True)
def asked_afresh() -> Iterator[None]:
    """The choice is made once a process; here once a test."""
    choice.writer_for_installed.cache_clear()
    yield
    choice.writer_for_installed.cache_clear()


def pretend(monkeypatch: pytest.MonkeyPatch, spacy: str, answer: list[str] | None) -> list[str]:
    """Another spaCy is installed, which answers so; returns a list that gets an entry for each question."""
    questions: list[str] = []

    def ask() -> list[str] | None:
        questions.append(spacy)
        return answer

    monkeypatch.setattr(choice, "version", lambda _: spacy)
    monkeypatch.setattr(choice, "_ask", ask)
    return questions


def test_the_installed_version_is_known_and_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = pretend(monkeypatch, version("spacy"), ["nothing must ask"])
    writer = choice.writer_for_installed()
    assert (writer.name, writer.write, writer.reason) == ("direct", direct.write, "")
    assert not questions


def test_an_unknown_version_that_reads_alike_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = pretend(monkeypatch, "3.99.0", [])
    assert choice.writer_for_installed().name == choice.writer_for_installed().name == "direct"
    assert choice.writer_for_installed().reason == ""
    assert len(questions) == 1


def test_an_unknown_version_that_reads_otherwise_writes_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "4.0.0", ["it reserves other symbols"])
    writer = choice.writer_for_installed()
    assert (writer.name, writer.write) == ("doc", doc_path.write)
    assert writer.reason == "spaCy 4.0.0 is not as the direct writer knows it: it reserves other symbols"


def test_a_spacy_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "3.99.0", None)
    writer = choice.writer_for_installed()
    assert writer.name == "direct" and "3.99.0 does not start" in writer.reason


def test_no_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(choice, "version", absent)
    assert choice.writer_for_installed() == choice.Writer("direct", direct.write, "spaCy is not installed")


def test_the_question_is_put_to_another_process() -> None:
    assert choice._ask() == []


def test_a_question_that_fails_has_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "_PROBE", "workbench.training.spacyfile.nothing_here")
    assert choice._ask() is None


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"docbin": "0.2"}, "its DocBin has version 0.2, not 0.1"),
        ({"symbols": {**table().symbols, "NEW": 457}}, "it reserves other symbols"),
        ({}, "it reads a sample otherwise than meant"),
    ],
)
def test_the_probe_finds(monkeypatch: pytest.MonkeyPatch, other: dict[str, object], told: str) -> None:
    here = table()
    found = {"spacy": here.spacy, "docbin": here.docbin, "symbols": here.symbols, **other}
    monkeypatch.setattr(probe, "installed", lambda: Table(**found))  # type: ignore[arg-type]
    if not other:
        monkeypatch.setattr("workbench.training.spacyfile.groups.RECORD", _shuffled())
    assert list(probe.differences()) == [told]


def test_the_probe_looks_at_every_column() -> None:
    """A sample that lacked a missing token, a group or a pair could not tell that they are read otherwise."""
    found = read(doc_path.write, probe.sample())
    assert {value[0] for one in found for value in one["entities"]} == {0, 1, 2, 3}
    assert {start for one in found for start in one["sentences"]} == {True, False}
    assert [[key for key, *_ in one["groups"]] for one in found] == [
        ["sc", "coref_clusters_1"],
        ["sc"],
        ["sc", "coref_clusters_1"],
    ]
    assert found[0]["cats"] and found[2]["user data"] and found[1]["text"] == ""


def test_writing_needs_no_spacy() -> None:
    script = (
        "import io, json, sys\n"
        "from workbench.training.spacyfile.choice import writer_for_installed\n"
        "from workbench.training.spacyfile.probe import sample\n"
        "file = io.BytesIO()\n"
        "writer_for_installed().write(file, sample())\n"
        "print(json.dumps([len(file.getvalue()), sorted({name.partition('.')[0] for name in sys.modules})]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    size, modules = json.loads(done.stdout)
    file = BytesIO()
    direct.write(file, probe.sample())
    assert size == len(file.getvalue())
    assert "spacy" not in modules and "thinc" not in modules and "numpy" in modules


def _shuffled() -> object:
    """The record of a span as another version might have it: label and kb id changed places."""
    import numpy as np

    from workbench.training.spacyfile.groups import RECORD

    fields = [(name, RECORD[name]) for name in ("head", "id", "label", "kb_id", "first", "last", "start", "end")]
    return np.dtype(fields)

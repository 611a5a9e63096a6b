"""A small project to run commands on: two documents, a lead and two annotators, one with finished work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from workbench.cli.init import create
from workbench.cli.main import main
from workbench.core.edit import HEAD, RELATION, SPAN, Edit, Operation, on
from workbench.core.ids import annotator_id, document_id
from workbench.core.json import sha256
from workbench.core.relation import Relation
from workbench.core.schema import Schema
from workbench.core.span import Span
from workbench.core.tokens import encode
from workbench.core.zone import Zone
from workbench.store import annotators
from workbench.store.commit import commit
from workbench.store.database import Database
from workbench.store.documents import NewDocument, add_documents
from workbench.store.layers import open_layer

SMALL = Schema.model_validate(
    {
        "name": "small",
        "groups": {"actor": {}, "event": {"event": True}},
        "labels": {"PER": {"group": "actor", "name": "PERSON"}, "SIGN": {"group": "event"}},
        "relations": {"AGENT": {"head": ["event"], "tail": ["actor"]}},
    }
)
TEXTS = {"treaty": "Koskinen signed the treaty.", "cable": "A cable\x1b[2J was laid."}


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code, and what it wrote to stdout and stderr."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _own_environment() -> Iterator[None]:
    """Options before a command stand in the environment; no test leaves them to the next."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Ran:
        capsys.readouterr()
        code = main(arguments)
        return Ran(code, *capsys.readouterr())

    return call


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    """The database: sol is lead, mika and noor are annotators, mika has finished ``treaty``."""
    path = tmp_path / "workbench.db"
    create(str(path), SMALL, "sol")
    with Database.open(str(path)) as database:
        for handle in ("mika", "noor"):
            annotators.ensure(database, handle)
        with database.writing() as connection:
            add_documents(connection, [new(name, text) for name, text in TEXTS.items()], annotator_id("sol"))
        annotate(database, "mika", "done")
    return path


def new(name: str, text: str) -> NewDocument:
    """A document of one token, which is all that commands need."""
    blob, wide = encode([(len(text), False)])
    id_ = document_id(sha256(text), "", sha256(text))
    return NewDocument(
        id_, name, text, "en", blob, wide, 1, "one token", title=f"About a {name}", zones=(Zone(0, 1, "byline"),)
    )


def annotate(database: Database, handle: str, status: str, *, marked: bool = True) -> None:
    """Two spans and a relation of an annotator on ``treaty`` (or nothing at all), left in a status."""
    me = annotator_id(handle)
    layer = open_layer(database, new("treaty", TEXTS["treaty"]).id, me)
    state = layer.head.to_json()
    edits = [
        Edit(SPAN, 1, None, Span(1, "PER", ((0, 8),)).to_json()),
        Edit(SPAN, 2, None, Span(2, "SIGN", ((9, 15),)).to_json()),
        Edit(RELATION, 3, None, Relation(3, "AGENT", 2, 1).to_json()),
        Edit(HEAD, 0, state, {**state, "status": status, "schema": 1 if status == "done" else None}),
    ]
    kept = edits if marked else edits[-1:]
    commit(database, Operation(me, "annotate", on(layer.id, kept)), {layer.id: layer.rev})

"""A project, and a format for tests in place of the real ones (which have tests of their own)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.cli.init import create
from workbench.core.schema import Schema
from workbench.formats import registry
from workbench.formats.registry import Entry
from workbench.ingest.foreign.bringing import bring
from workbench.ingest.foreign.outcome import Outcome
from workbench.ingest.foreign.wishes import Wishes
from workbench.store import annotators
from workbench.store.database import Database

SCHEMA = Schema.model_validate(
    {
        "name": "small",
        "groups": {"actor": {"link": "optional", "discontinuous": True}, "event": {"event": True}},
        "labels": {
            "person": {"group": "actor", "name": "PERSON", "code": "p"},
            "state": {"group": "actor"},
            "signing": {"group": "event", "name": "Signing"},
            "thing": {"group": "event", "abstract": True},
            "act": {"group": "event", "parent": "thing"},
        },
        "attributes": {
            "mood": {
                "labels": ["event"], "relations": ["agent"], "values": {"actual": {}, "planned": {"name": "to come"}},
                "default": "actual",
            },
            "kind": {"labels": ["actor"], "values": {"a": {}, "b": {}}, "several": True},
        },
        "relations": {"agent": {"name": "AGENT", "head": ["event"], "tail": ["actor"]}},
        "document_labels": {"topic": {"values": {"trade": {}, "defence": {}}}},
    }
)  # fmt: skip

Bring = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """The only format there is."""
    monkeypatch.setattr(registry, "TABLE", (Entry("probe", "a format for tests", "tests.formats.probe"),))


@pytest.fixture
def database(tmp_path: Path) -> Any:
    """A project of which sol is lead and mika an annotator."""
    create(str(tmp_path / "p.db"), SCHEMA, "sol")
    with Database.open(str(tmp_path / "p.db")) as opened:
        annotators.ensure(opened, "mika")
        yield opened


def written(folder: Path, *documents: dict[str, Any], name: str = "a.probe") -> Path:
    """A file of the format."""
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in documents))
    return path


@pytest.fixture
def brought(database: Database, tmp_path: Path) -> Bring:
    """Imports documents as sol."""

    def call(*documents: dict[str, Any], handle: str = "sol", name: str = "a.probe", **wishes: Any) -> Outcome:
        return bring(database, handle, [written(tmp_path, *documents, name=name)], Wishes(**wishes))

    return call

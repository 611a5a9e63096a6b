"""``workbench copy-annotations``, end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.training.project import Page, stored
from workbench.cli.main import main
from workbench.core.ids import annotator_id
from workbench.store.check import check
from workbench.store.database import Database
from workbench.store.documents import document
from workbench.store.layers import open_layer


def test_work_is_carried_once_and_only_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = Page("one", "The council met on Monday in the old town."), Page("two", "So: ")
    other.text += one.text
    one.mark("meeting", (12, 15))
    url = str(tmp_path / "p.db")
    with stored(url, [one, other], done=False):
        pass
    command = ["copy-annotations", "one", "two", "--json", "--db", url, "--as"]
    assert main([*command[:-1], "--as", "ana", "--dry-run"]) == 0
    assert json.loads(capsys.readouterr().out) == {"carried": 1, "left": []}
    assert main([*command, "ana"]) == 0
    assert main([*command, "ana"]) == 0
    told = capsys.readouterr().out
    assert '"is there already"' in told
    assert main([*command, "ben"]) == 1
    with Database.open(url) as database:
        with database.reading() as connection:
            two = document(connection, "two").id
        [span] = open_layer(database, two, annotator_id("ana")).spans.values()
        assert span.text(other.text) == "met"
        assert check(database) == []

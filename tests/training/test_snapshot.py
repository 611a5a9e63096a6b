"""An export that has a name comes out the same, byte for byte, whatever is done to the project."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.training.deeds import Deeds
from tests.training.project import pages, stored
from workbench.cli.main import main
from workbench.core.edit import Refused
from workbench.core.fault import Fault
from workbench.ingest.tokenizer import Tokenizer
from workbench.store import annotators, snapshots, splits
from workbench.store.check import check
from workbench.store.database import Database
from workbench.training.policy import Policy
from workbench.training.project import Wishes, export_project
from workbench.training.snapshot import Named, options
from workbench.training.verify import verify

COUNT = 14


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two annotators to which much has been done already."""
    path = tmp_path_factory.mktemp("begun") / "p.db"
    with stored(str(path), pages(COUNT), annotators=("ana", "ben")) as database:
        Deeds(database, random.Random(1)).some(40)
    return path


@pytest.fixture
def database(begun: Path, tmp_path: Path) -> Database:
    return Database.open(str(shutil.copy(begun, tmp_path / "p.db")))


def export(database: Database, out: Path, handle: str = "ana", **wishes: Any) -> dict[str, bytes]:
    with database.reading() as connection:
        me = annotators.by_handle(connection, handle)
    assert me is not None
    export_project(database, me.id, out, Wishes(**wishes), lambda lang: Tokenizer(lang).fingerprint)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("seed", "layers", "policy"),
    [
        (2, "ana", Policy()),
        (3, "ben,ana", Policy(group=True, rel=True, priority=("LAW",), discontinuous="covering")),
        (4, "majority:2", Policy(spans_key="all", where=(("modality", "planned"),))),
        (5, "majority:1", Policy()),
    ],
)
def test_fifty_operations_later_it_is_the_same(
    database: Database, tmp_path: Path, seed: int, layers: str, policy: Policy
) -> None:
    first = export(database, tmp_path / "first", layers=layers, policy=policy, name="v3")
    assert verify(tmp_path / "first").ok
    deeds = Deeds(database, random.Random(seed))
    for round in range(2):
        deeds.some(50)
        assert export(database, tmp_path / f"{round}", name="v3") == first
    assert export(database, tmp_path / "same", layers=layers, policy=policy, name="v3") == first
    assert export(database, tmp_path / "now", layers=layers, policy=policy) != first
    assert check(database) == []


def test_a_name_holds_what_the_export_without_it_would_be(database: Database, tmp_path: Path) -> None:
    plain = export(database, tmp_path / "plain", layers="ana", command=())
    named = export(database, tmp_path / "named", layers="ana", name="v3")
    manifests = [json.loads(files.pop("manifest.json")) for files in (plain, named)]
    assert plain == named
    assert manifests[1].pop("command") == ["workbench", "export", "spacy", "OUT", "--name", "v3", "--layers", "ana"]
    assert {**manifests[0], "command": None} == {**manifests[1], "command": None}


def test_documents_get_their_part_before_the_name(begun: Path, tmp_path: Path) -> None:
    with stored(str(tmp_path / "n.db"), pages(6)) as database:
        first = export(database, tmp_path / "a", name="v1")
        with database.reading() as connection:
            assert len(splits.assigned(connection)) == 6
            number = connection.value("SELECT commit_no FROM snapshot")
            assert number == connection.value("SELECT commit_no FROM project")
        assert export(database, tmp_path / "b", name="v1") == first


def test_other_wishes_are_refused(database: Database, tmp_path: Path) -> None:
    export(database, tmp_path / "a", layers="ana", policy=Policy(rel=True), name="v3")
    for wishes in ({"layers": "ben"}, {"layers": "ana"}, {"policy": Policy(group=True)}):
        with pytest.raises(Fault, match="v3 is an export with --layers ana --rel"):
            export(database, tmp_path / "b", name="v3", **wishes)
    assert not (tmp_path / "b").exists()
    assert export(database, tmp_path / "b", policy=Policy(rel=True), name="v3")


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"name": "v 3"}, "no name for a snapshot"),
        ({"name": ""}, "no name for a snapshot"),
        ({"name": "v3", "layers": "gold"}, "no finished document"),
        ({"name": "v3", "policy": Policy(ents_group="NOBODY")}, "no group NOBODY"),
        ({"name": "v3", "handle": "ben"}, "only curators and leads"),
    ],
)
def test_a_name_that_cannot_be_given_is_not_kept(
    database: Database, tmp_path: Path, wishes: dict[str, Any], told: str
) -> None:
    with pytest.raises(Fault, match=told):
        export(database, tmp_path / "a", **{"layers": "ana", **wishes})
    with database.reading() as connection:
        assert snapshots.named(connection) == []
    assert not (tmp_path / "a").exists()


def test_a_place_that_is_taken_gives_no_name(database: Database, tmp_path: Path) -> None:
    export(database, tmp_path / "a", layers="ana")
    with pytest.raises(Fault, match="already holds an export"):
        export(database, tmp_path / "a", layers="ana", name="v3")
    with database.reading() as connection:
        assert snapshots.find(connection, "v3") is None


def test_an_annotator_may_not_make_it_again(database: Database, tmp_path: Path) -> None:
    export(database, tmp_path / "a", layers="ana", name="v3")
    with pytest.raises(Refused, match="only curators and leads"):
        export(database, tmp_path / "b", handle="ben", name="v3")


def test_a_log_that_does_not_reach_back_is_told(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(database, tmp_path / "a", layers="ana", name="v3")
    url = str(database.path)
    for history in (["--history"], []):
        file, other = tmp_path / "p.jsonl", str(tmp_path / f"other{len(history)}.db")
        assert main(["export", "jsonl", str(file), "--db", url, "--as", "ana", "--force", *history]) == 0
        assert main(["init", "--db", other, "--as", "ana"]) == 0
        assert main(["import", "jsonl", str(file), "--db", other, "--as", "ana"]) == 0
        capsys.readouterr()
        again = main(
            ["export", "spacy", str(tmp_path / f"b{len(history)}"), "--name", "v3", "--db", other, "--as", "ana"]
        )
        assert again == (0 if history else 1)
        if not history:
            assert "log does not reach back to v3" in capsys.readouterr().err
    same = {p.relative_to(tmp_path / "a"): p.read_bytes() for p in (tmp_path / "a").rglob("*") if p.is_file()}
    assert same == {p.relative_to(tmp_path / "b1"): p.read_bytes() for p in (tmp_path / "b1").rglob("*") if p.is_file()}


def test_names_are_listed(database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = Policy(rel=True, where=(("modality", "planned"),))
    export(database, tmp_path / "a", layers="ana", policy=policy, name="v3")
    capsys.readouterr()
    assert main(["export", "snapshots", "--json", "--db", str(database.path)]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["name"] == "v3" and found["by"] == "ana" and found["layers"] == "ana"
    assert found["options"] == ["--layers", "ana", "--where", "modality=planned", "--rel"]
    assert {"workbench", "spacy", "python", "zlib"} <= found["versions"].keys()
    assert main(["export", "snapshots", "--db", str(database.path)]) == 0
    assert "--where modality=planned" in capsys.readouterr().out


def test_other_versions_of_the_libraries_are_told(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(database, tmp_path / "a", layers="ana", name="v3")
    with database.writing() as connection:
        connection.run('UPDATE snapshot SET versions = replace(versions, \'"zlib":"\', \'"zlib":"0.\')')
        found = snapshots.find(connection, "v3")
    assert found is not None and len(Named.of(found).differing()) == 1
    assert (
        main(["export", "spacy", str(tmp_path / "b"), "--name", "v3", "--db", str(database.path), "--as", "ana"]) == 0
    )
    assert "may not be the same to the last byte: zlib 0." in capsys.readouterr().err


def test_options_are_those_of_the_command_line() -> None:
    policy = Policy(True, ("A", "B"), "ACTOR", (("k", "v"), ("k", "w")), "all", "drop", True)
    assert " ".join(options("ana,ben", policy)) == (
        "--layers ana,ben --group --priority A,B --ents-group ACTOR --where k=v --where k=w --spans-key all "
        "--discontinuous drop --rel"
    )

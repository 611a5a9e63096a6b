"""Export to JSONL, import into an empty project, export again: the same bytes. And merging into one with work."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training.project import SCHEMA, Page, pages, stored
from workbench.cli.jsonl import export_jsonl
from workbench.core.edit import HEAD, SPAN, Edit, Operation, on
from workbench.core.fault import Fault
from workbench.core.layer import LayerHead
from workbench.core.relation import Relation
from workbench.core.schema import Schema
from workbench.core.span import Span, merged
from workbench.core.zone import Zone
from workbench.ingest.jsonl.bringing import import_jsonl
from workbench.store import clusters, comments, documents, entities, schemas, splits
from workbench.store.annotators import by_handle, gold, join
from workbench.store.check import check
from workbench.store.commit import commit, write
from workbench.store.database import Database
from workbench.store.layers import layers_of, make_layer, open_layer

TEXTS = st.text(st.sampled_from("aé .\r\n\u00a0🚢\u200d\u2028\x85\x1b\ufeff日'U-"), max_size=40)


@st.composite
def drawn_pages(draw: st.DrawFn) -> list[Page]:
    """Small projects: emoji, CRLF, NBSP, controls, empty texts; nested, same-offset and discontinuous spans."""
    out = []
    for number in range(draw(st.integers(1, 3))):
        page = Page(f"page-{number}", draw(TEXTS))
        length = len(page.text)
        for _ in range(draw(st.integers(0, 4)) if length else 0):
            cuts = draw(st.lists(st.integers(0, length - 1), min_size=1, max_size=3))
            fragments = merged([(cut, min(length, cut + draw(st.integers(1, 9)))) for cut in cuts])
            attributes = (("modality", "planned"),) if draw(st.booleans()) else ()
            n = page.mark(draw(st.sampled_from(["act", "meeting"])), *fragments, attributes=attributes)
            page.spans[-1] = Span(n, page.spans[-1].label, fragments, attributes, note=draw(st.none() | TEXTS) or None)
        numbers = [span.n for span in page.spans]
        if len(numbers) > 1:
            n = 1 + max(numbers)
            page.relations.append(Relation(n, "object", numbers[0], numbers[-1], (("k", "v"),)))
        if length > 1:
            page.zones.append(Zone(0, 1, "caption"))
        out.append(page)
    return out


def lead(database: Database, handle: str = "ana") -> UUID:
    with database.reading() as connection:
        found = by_handle(connection, handle)
    assert found is not None
    return found.id


def exported(
    database: Database, path: Path, *, history: bool = False, handle: str = "ana", layers: str | None = None
) -> bytes:
    export_jsonl(database, lead(database, handle), path, layers, history=history, force=True)
    return path.read_bytes()


def another(name: str) -> Schema:
    """The same schema by another name."""
    return Schema.model_validate({**SCHEMA.model_dump(), "name": name})


def empty(folder: Path, name: str, handle: str = "zoe") -> Database:
    """A project as ``workbench init`` leaves it, with a lead and a schema of its own."""
    database = Database.create(str(folder / name))
    with database.writing() as connection:
        me = join(connection, handle)
        schemas.put(connection, another("other"), me.id)
    return database


@pytest.mark.parametrize("history", [False, True])
@settings(max_examples=15)
@given(found=drawn_pages())
def test_the_same_bytes_again(found: list[Page], history: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with stored(str(folder / "a.db"), found, annotators=("ana", "ben"), done=False) as one:
            first = exported(one, folder / "one.jsonl", history=history)
        with empty(folder, "b.db") as other:
            assert import_jsonl(other, folder / "one.jsonl", "zoe").how == "restored"
            assert exported(other, folder / "two.jsonl", history=history) == first
            assert [finding for finding in check(other, full=True) if finding.severity == "error"] == []


def lived_in(folder: Path) -> Database:
    """A project with everything in it: links, merges, gold, comments, duplicates, undo, a second schema, an archive."""
    database = stored(str(folder / "lived.db"), pages(4), annotators=("ana", "ben"))
    ana = lead(database)
    with database.writing() as connection:
        one, other = entities.new(connection, "Alma"), None
        write(connection, entities.add(one, ana), {})
        other = entities.new(connection, "Alma B.", "person", ["A. B."])
        write(connection, entities.add(other, ana), {})
        write(connection, entities.merge(other, one, ana), {other.id: 1})
        ids = [documents.document(connection, str(n)).id for n in range(1, 5)]
        documents.archive(connection, ids[3], ana)
        splits.put(connection, {ids[0]: "train", ids[1]: "dev"}, ana)
        clusters.add_pairs(connection, [clusters.Pair(ids[0], ids[1], "near", 0.62839)])
        schemas.put(connection, another("renamed"), ana)
        place = make_layer(connection, ids[0], gold(connection).id, "gold")
        span = Span(1, "person", ((0, 3),), links=(one.id, other.id))
        write(connection, Operation(ana, "gold", on(place, [Edit(SPAN, 1, None, span.to_json())])), {place: 0})
        said = comments.start(ids[0], ana, "Really?\u2028", (0, 3), place)
        write(connection, said, {})
        [comment] = comments.all_of(connection, ids[0])
        write(connection, comments.reply(connection, comment, lead(database, "ben"), "Yes."), {comment.thread: 1})
    layer = open_layer(database, ids[1], ana)
    edit = Edit(SPAN, layer.next_n, None, Span(layer.next_n, "act", ((0, 2),)).to_json())
    operation = Operation(ana, "label", on(layer.id, [edit]))
    rev = commit(database, operation, {layer.id: layer.rev}).revs[layer.id]
    commit(database, operation.undo(ana), {layer.id: rev})
    return database


@pytest.mark.parametrize("history", [False, True])
def test_a_project_that_was_lived_in(tmp_path: Path, history: bool) -> None:
    with lived_in(tmp_path) as one:
        first = exported(one, tmp_path / "one.jsonl", history=history)
    with empty(tmp_path, "b.db") as other:
        import_jsonl(other, tmp_path / "one.jsonl", "zoe")
        assert exported(other, tmp_path / "two.jsonl", history=history) == first
        assert [finding for finding in check(other, full=True) if finding.severity == "error"] == []
        again = import_jsonl(other, tmp_path / "one.jsonl", "ana")
        assert all(view.written == 0 for view in again.ledger.views.values())
        assert exported(other, tmp_path / "three.jsonl", history=history) == first


def test_types_stand_in_one_order(tmp_path: Path) -> None:
    with lived_in(tmp_path) as one:
        lines = exported(one, tmp_path / "one.jsonl", history=True).decode().splitlines()
    order = ["project", "annotator", "schema", "entity", "document", "duplicate", "layer", "comment"]
    order += ["stream", "operation"]
    types = [json.loads(line)["type"] for line in lines]
    assert sorted(set(types), key=types.index) == order
    assert types == sorted(types, key=order.index)


def test_layers_of_one_annotator(tmp_path: Path) -> None:
    with lived_in(tmp_path) as one:
        lines = exported(one, tmp_path / "one.jsonl", layers="ben").decode().splitlines()
        owners = {record["owner"] for line in lines if (record := json.loads(line))["type"] == "layer"}
        assert owners == {str(lead(one, "ben"))}


def test_what_is_hidden_stays_out(tmp_path: Path) -> None:
    with stored(str(tmp_path / "a.db"), pages(2)) as one:
        with one.writing() as connection:
            join(connection, "ben")
        lines = exported(one, tmp_path / "one.jsonl", handle="ben").decode().splitlines()
        assert not any(json.loads(line)["type"] == "layer" for line in lines)
        with pytest.raises(Fault, match="hidden from you"):
            exported(one, tmp_path / "one.jsonl", handle="ben", history=True)


def test_merging_two_laptops(tmp_path: Path) -> None:
    """Ben worked apart on the same documents and one more; nothing of Ana's is touched, Ben's work lands beside it."""
    found = list(pages(3))
    with stored(str(tmp_path / "ben.db"), found, annotators=("ben",)) as bens:
        exported(bens, tmp_path / "ben.jsonl", handle="ben")
    with stored(str(tmp_path / "ana.db"), found[:2]) as anas:
        before = json_lines(exported(anas, tmp_path / "before.jsonl"), "layer")
        tried = import_jsonl(anas, tmp_path / "ben.jsonl", "ana", dry_run=True)
        assert json_lines(exported(anas, tmp_path / "tried.jsonl"), "layer") == before
        done = import_jsonl(anas, tmp_path / "ben.jsonl", "ana")
        assert done.how == "merged" and done.to_json() == tried.to_json()
        after = json_lines(exported(anas, tmp_path / "after.jsonl"), "layer")
        assert [layer for layer in after if layer in before] == before
        bens_own = [layer for layer in after if layer["owner"] == str(lead(anas, "ben"))]
        assert len(bens_own) == 3
        assert all(layer["import_batch"] and layer["head"]["status"] == "done" for layer in bens_own)
        views = {name: (view.selected, view.written) for name, view in done.ledger.views.items()}
        assert views["documents"] == (1, 1) and views["layers"] == (3, 3)
        assert import_jsonl(anas, tmp_path / "ben.jsonl", "ana").how == "known"
        assert check(anas, full=True) == []


def test_work_that_went_apart_becomes_a_further_round(tmp_path: Path) -> None:
    [page] = pages(1)
    with stored(str(tmp_path / "a.db"), [page]) as one:
        exported(one, tmp_path / "a.jsonl")
        document = layer_document(one)
        layer = open_layer(one, document, lead(one))
        edits = [Edit(HEAD, 0, layer.head.to_json(), LayerHead("in_progress").to_json())]
        commit(one, Operation(lead(one), "reopen", on(layer.id, edits)), {layer.id: layer.rev})
        done = import_jsonl(one, tmp_path / "a.jsonl", "ana")
        with one.reading() as connection:
            rounds = {(x.round, x.status) for x in layers_of(connection, document)}
        assert rounds == {(1, "in_progress"), (2, "done")}
        assert any("round 2" in row["why"] for row in done.to_json()["changed"])  # type: ignore[index, union-attr, operator]


def test_an_annotator_cannot_bring_in_anothers_layer(tmp_path: Path) -> None:
    found = list(pages(1))
    with stored(str(tmp_path / "a.db"), found, annotators=("ana", "ben")) as one:
        exported(one, tmp_path / "a.jsonl")
    with stored(str(tmp_path / "b.db"), found, annotators=("cleo",)) as other:
        with other.writing() as connection:
            join(connection, "ben")
        done = import_jsonl(other, tmp_path / "a.jsonl", "ben")
        assert (done.ledger.views["layers"].selected, done.ledger.views["layers"].written) == (2, 1)
        assert check(other, full=True) == []


@pytest.mark.parametrize("line", [3, -1])
def test_nothing_of_a_bad_file_is_kept(tmp_path: Path, line: int) -> None:
    with stored(str(tmp_path / "a.db"), pages(2)) as one:
        lines = exported(one, tmp_path / "a.jsonl").decode().splitlines()
    lines[line] = lines[line][:-5]
    (tmp_path / "bad.jsonl").write_text("\n".join(lines) + "\n")
    for name, other in (("b", empty(tmp_path, "b.db")), ("c", stored(str(tmp_path / "c.db"), [], annotators=("zoe",)))):
        with other:
            before = exported(other, tmp_path / f"{name}0.jsonl", handle="zoe", history=True)
            with pytest.raises(Fault, match=r"bad\.jsonl line \d+"):
                import_jsonl(other, tmp_path / "bad.jsonl", "zoe")
            assert exported(other, tmp_path / f"{name}1.jsonl", handle="zoe", history=True) == before


def layer_document(database: Database) -> UUID:
    with database.reading() as connection:
        return documents.document(connection, "1").id


def json_lines(data: bytes, type_: str) -> list[dict[str, Any]]:
    return [record for line in data.decode().splitlines() if (record := json.loads(line))["type"] == type_]

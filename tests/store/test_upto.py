"""As it stood: what changed since an operation is read from the log, and everything else from the rows."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.training.deeds import Deeds
from tests.training.project import pages, stored
from workbench.core.fault import Fault
from workbench.core.span import Span
from workbench.store import annotators, entities, project, schemas, snapshots, splits
from workbench.store.bulk import layers_by_id
from workbench.store.columns import columns, unrolled
from workbench.store.connection import as_uuid
from workbench.store.database import Database
from workbench.store.past import layers_upto
from workbench.store.standing import standings
from workbench.store.upto import UpTo
from workbench.store.woven import woven
from workbench.store.zones import zones_among

TABLES = ("spans", "fragments", "attributes", "links", "relations", "relation_attributes", "labels")


@pytest.mark.parametrize("seed", [1, 2])
def test_the_past_is_what_a_copy_from_then_holds(tmp_path: Path, seed: int) -> None:
    path, copy = tmp_path / "p.db", tmp_path / "copy.db"
    with stored(str(path), pages(8), annotators=("ana", "ben")) as database:
        Deeds(database, random.Random(seed)).some(30)
    shutil.copy(path, copy)
    with Database.open(str(path)) as database, Database.open(str(copy)) as then:
        Deeds(database, random.Random(100 + seed)).some(60)
        with then.reading() as old, database.reading() as now:
            past = UpTo.of(now, project.commit_no(old))
            lead = annotators.by_handle(old, "ana")
            assert lead is not None
            was = standings(old, lead.id, lambda handle, kind, status: status == "done")
            assert standings(now, lead.id, lambda handle, kind, status: status == "done", past) == was
            assert past.parts(now) == splits.assigned(old)
            assert past.registry(now) == entities.all_entities(old)
            assert past.schema(now) == schemas.current(old)
            assert past.settings(now) == project.settings(old)
            ids = [one.id for one in was]
            zones = zones_among(now, ids)
            assert {id: found for id in ids if (found := past.zones(id, zones.get(id, ())))} == zones_among(old, ids)
            layers = [head.id for one in was for head in one.layers]
            assert len(layers) > 5
            changed = [id for id in layers if id in past.heads]
            were = layers_upto(now, changed, past.number)
            again, stood = unrolled([were[id] for id in changed]), columns(old, changed)
            for name in TABLES:
                assert [list(c) for c in getattr(again, name)] == [list(c) for c in getattr(stood, name)], name


def test_columns_are_woven_in_their_places(tmp_path: Path) -> None:
    """Whatever is taken out and put back is as it was, row for row."""
    with stored(str(tmp_path / "p.db"), pages(6)) as database, database.reading() as connection:
        ids = [as_uuid(row[0]) for row in connection.rows("SELECT id FROM layer ORDER BY id")]
        whole, out = columns(connection, ids), [1, 4]
        found = layers_by_id(connection, ids)
        rest = columns(connection, [as_uuid(b"\0" * 16) if i in out else id for i, id in enumerate(ids)])
        again = woven(rest, unrolled([found[ids[i]] for i in out]), out)
        for name in TABLES:
            assert [list(c) for c in getattr(again, name)] == [list(c) for c in getattr(whole, name)], name
        assert len(whole.spans.n) > len(rest.spans.n) > 0


def test_a_name_without_its_operation_reaches_nowhere(tmp_path: Path) -> None:
    with stored(str(tmp_path / "p.db"), pages(1)) as database, database.writing() as connection:
        lead = annotators.by_handle(connection, "ana")
        assert lead is not None
        made = snapshots.add(connection, "v1", lead.id, {"what": "ever"})
        snapshots.require_log(connection, made)
        assert made.kept == {"what": "ever"} and made.by == "ana"
        with pytest.raises(Fault, match="v1 is taken"):
            snapshots.add(connection, "v1", lead.id, {})
        connection.run("UPDATE snapshot SET versions = '{}'")
        found = snapshots.find(connection, "v1")
        assert found is not None
        with pytest.raises(Fault, match="does not reach back to v1"):
            snapshots.require_log(connection, found)


def test_a_score_from_the_log_is_the_number_that_the_rows_hold() -> None:
    """JSON may say 1 where a row holds 1.0, and an export writes what it is given."""
    assert repr(Span.from_json(1, {"label": "state", "at": [[0, 1]], "score": 1}).score) == "1.0"

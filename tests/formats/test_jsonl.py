"""The JSONL of the project: read strictly, written canonically."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.fault import Fault
from workbench.core.ids import annotator_id, layer_id
from workbench.core.json import sha256
from workbench.core.record import ADAPTER, AnyRecord, CommentRecord, ProjectRecord
from workbench.formats.jsonl.proof import proven
from workbench.formats.jsonl.read import read_lines
from workbench.formats.jsonl.write import write_line

PROJECT = ProjectRecord(id=UUID(int=1), name="p", settings={}, schema_version=None, created_at=0)
ANA = annotator_id("ana")
DOCUMENT = UUID(int=5)


def read(*lines: str | bytes) -> list[AnyRecord]:
    raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return [record for _, record in read_lines(raw, "x.jsonl")]


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab\u2028é", max_size=3), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.text("abc", max_size=4), values, max_size=4))
def test_a_line_reads_back_to_the_same_bytes(value: dict[str, Any]) -> None:
    line = write_line(CommentRecord(thread=UUID(int=2), n=1, value=value))
    assert line.count("\n") == 1 and line.splitlines() == [line[:-1]]
    _, record = read(write_line(PROJECT), line)
    assert write_line(record) == line


HEAD = write_line(PROJECT)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "x.jsonl is empty"),
        (["\n", "[1]"], "x.jsonl line 2: the line"),
        (['{"type":"project"'], "line 1: is not JSON at character"),
        ([b"\xff"], "line 1: is not UTF-8 at byte 0"),
        ([HEAD, '{"type":"nothing","v":1}'], "line 2: the type of the line is none"),
        ([HEAD, '{"type":"entity","v":1}'], "line 2: id: field required"),
        ([HEAD, HEAD], "line 2: the first line, and no other"),
        ([write_line(CommentRecord(thread=UUID(int=1), n=1, value={}))], "line 1: the first"),
        (['{"a":1,"a":2}'], "line 1: holds an object with a key twice"),
        (['{"a":NaN}'], "line 1: holds NaN"),
        (['{"a":1e999}'], "line 1: holds a number that is too large"),
        (['{"type":"project","v":2}'], "line 1: is version 2"),
        (['{"a":' + "[" * 100_000], "line 1: is nested too deeply"),
        (['{"a":' + "9" * 5_000 + "}"], "line 1: "),
    ],
)
def test_what_is_wrong_is_told_by_line(lines: list[str | bytes], told: str) -> None:
    with pytest.raises(Fault) as caught:
        read(*lines)
    assert told in str(caught.value)


def document(**changes: Any) -> dict[str, Any]:
    text = "Alma met Bruno."
    empty = ("title", "source", "published", "published_as_printed", "category", "tag", "file", "file_sha256", "start")
    return {
        "type": "document", "v": 1, "id": str(DOCUMENT), "ordinal": 1, "name": "d", "end": None, "layout": None,
        "lang": "en", "sha256": sha256(text), "fingerprint": None, "meta": "{}", "archived": False, "added_at": 0,
        "text": text, "tokens": [], "zones": [], "splits": [], "cluster": None, **dict.fromkeys(empty), **changes,
    }  # fmt: skip


def layer(**changes: Any) -> dict[str, Any]:
    head = {"status": "todo", "flag": False, "flag_note": None, "schema": None}
    return {
        "type": "layer", "v": 1, "id": str(layer_id(DOCUMENT, ANA, "human", 1)), "document": str(DOCUMENT),
        "owner": str(ANA), "kind": "human", "round": 1, "head": head, "next": 9,
        "spans": [[1, {"label": "actor", "at": [[0, 4]]}], [2, {"label": "actor", "at": [[9, 14]]}]],
        "relations": [[3, {"label": "met", "head": 1, "tail": 2}]], "labels": [], **changes,
    }  # fmt: skip


def prove(*records: dict[str, Any]) -> int:
    ana = {"type": "annotator", "v": 1, "id": str(ANA), "handle": "ana", "role": "lead", "kind": "human"}
    ana["active"] = True
    lines = [json.loads(HEAD), ana, *records]
    return len(list(proven(((n, ADAPTER.validate_python(line)) for n, line in enumerate(lines, 1)), "x.jsonl")))


def test_what_fits_together_passes() -> None:
    assert prove(document(), layer()) == 4


@pytest.mark.parametrize(
    ("records", "told"),
    [
        ([document(sha256="0")], "line 3: the text is not what its hash says"),
        ([document(), document()], "line 4: the document stands above already"),
        ([document(tokens=[{"fingerprint": "f", "wide": False, "lengths": "!"}])], "line 3: is not well formed"),
        ([document(zones=[[1, {"start": 3, "end": 99, "kind": "c"}]])], "line 3: a zone is not in the text"),
        ([layer()], "line 3: its document does not stand above"),
        ([document(), layer(id=str(UUID(int=3)))], "line 4: the id is not the layer's"),
        ([document(), layer(owner=str(UUID(int=3)))], "line 4: its owner does not stand above"),
        ([document(), layer(next=3)], "line 4: the next number is used already"),
        ([document(), layer(spans=[[1, {"label": "x", "at": [[0, 99]]}]])], "line 4: span 1 reaches past the text"),
        ([document(), layer(spans=[[1, {"label": "x", "at": [[4, 4]]}]])], "line 4: is not well formed"),
        ([document(), layer(spans=[[1, {"at": [[0, 4]]}]])], "line 4: is not well formed"),
        ([document(), layer(relations=[[3, {"label": "x", "head": 1, "tail": 7}]])], "line 4: relation 3 points to no"),
        ([document(), layer(labels=[[2, {"key": "k", "value": "v"}]])], "line 4: a number stands twice"),
        ([document(), layer(import_batch=str(UUID(int=4)))], "line 4: its import batch does not stand above"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_by_line(records: list[dict[str, Any]], told: str) -> None:
    with pytest.raises(Fault) as caught:
        prove(*records)
    assert told in str(caught.value)

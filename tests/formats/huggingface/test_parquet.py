"""Parquet: numbers with their names in the file, judged by pyarrow itself."""

from __future__ import annotations

import json
import sys
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.drawn import documents, shape, written
from workbench.core.fault import Fault
from workbench.formats.exchange import Document, Reading, Span
from workbench.formats.format import ReadOptions, Tally, WriteOptions
from workbench.formats.huggingface import FORMAT as ROWS
from workbench.formats.huggingface.parquet import FORMAT
from workbench.formats.source import Source
from workbench.formats.tagging import SCHEMES

pytest.importorskip("pyarrow")

ONE = Document("d", "Rat der EU", (Reading(spans=(Span("1", "ORG", ((0, 7),)),)),), tokens=((0, 3), (4, 7), (8, 10)))


def test_numbers_and_names_as_pyarrow_reads_them() -> None:
    from pyarrow import parquet

    files, _ = written(FORMAT, [ONE], WriteOptions(labels=("LAW",)))
    table = parquet.read_table(BytesIO(files.one))
    assert table.to_pylist() == [{"id": "d", "tokens": ["Rat", "der", "EU"], "ner_tags": [3, 4, 0]}]
    features = json.loads(table.schema.metadata[b"huggingface"])["info"]["features"]
    assert features["ner_tags"]["feature"] == {
        "names": ["O", "B-LAW", "I-LAW", "B-ORG", "I-ORG"],
        "_type": "ClassLabel",
    }
    assert files.one == written(FORMAT, [ONE], WriteOptions(labels=("LAW",)))[0].one


@settings(max_examples=40, deadline=None)
@given(st.lists(documents(overlap=False), min_size=1, max_size=3), st.sampled_from(list(SCHEMES)))
def test_its_rows_and_names_say_what_was_written(given_: list[Document], scheme: str) -> None:
    from pyarrow import parquet

    table = parquet.read_table(BytesIO(written(FORMAT, given_, WriteOptions(scheme=scheme))[0].one))
    features = Source("features.json", lambda: table.schema.metadata[b"huggingface"])
    rows = "".join(json.dumps(row) + "\n" for row in table.to_pylist()).encode()
    found = list(ROWS.read(Source("d.jsonl", lambda: rows, {features.name: features}), Tally(), ReadOptions()))
    assert [(one.name, shape(one)[1]) for one in found] == [(one.name, shape(one)[1]) for one in given_]


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(Fault, match=r"annotation-workbench\[parquet\]"):
        written(FORMAT, [ONE])
